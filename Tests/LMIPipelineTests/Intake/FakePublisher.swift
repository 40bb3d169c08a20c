import Foundation
import LMIExtract
import LMIFiles
import LMIModel
import LMITestSupport
import Synchronization

@testable import LMIPipeline

/// Answers conversations in place of publishers, without a network: each source's body by its id.
final class FakePublisher: Sendable {
    struct Body: Sendable {
        var text: String
        var etag: String?
        var contentType = "text/csv"
        /// Whether the publisher says no more than that the bytes are the newest, where it is asked so.
        var isUnchanged = false
    }

    private let bodies: Mutex<[String: Body]>
    private let asked = Mutex<[String: [FetchRequest]]>([:])

    init(_ bodies: [String: Body]) { self.bodies = Mutex(bodies) }

    func publish(_ source: String, _ body: Body) { bodies.withLock { $0[source] = body } }

    /// The requests for a source, in order.
    func requests(_ source: String) -> [FetchRequest] { asked.withLock { $0[source] ?? [] } }

    var carrier: Intake.Carrier {
        { tasks, scratch, _ throws(Diagnostic) in
            var endings: [FetchEnding] = []
            for task in tasks { endings.append(self.ending(of: task, in: scratch)) }
            return endings
        }
    }

    private func ending(of task: FetchTask, in scratch: String) -> FetchEnding {
        var conversation = task.conversation
        var records: [RequestRecord] = []
        var answer: FetchAnswer?
        do throws(Diagnostic) {
            for _ in 0..<20 {
                switch try conversation.next(answer) {
                case .whole(let file, let validators):
                    return FetchEnding(outcome: .success(.whole(file, validators)), requests: records)
                case .unchanged: return FetchEnding(outcome: .success(.unchanged), requests: records)
                case .ask(let request):
                    asked.withLock { $0[task.id, default: []].append(request) }
                    let next = self.answer(request, task.id, scratch)
                    records.append(
                        RequestRecord(
                            url: "\(request.url)", status: next.status, bytes: next.body?.bytes ?? 0,
                            milliseconds: 7, attempts: 1))
                    answer = next
                }
            }
            throw Diagnostic(.error, .source, at: .nowhere, "no end of asking", mend: "")
        } catch {
            return FetchEnding(outcome: .failure(error), requests: records)
        }
    }

    private func answer(_ request: FetchRequest, _ source: String, _ scratch: String) -> FetchAnswer {
        guard let body = bodies.withLock({ $0[source] }) else {
            return FetchAnswer(status: 404, body: nil, finalURL: "\(request.url)")
        }
        if body.isUnchanged, request.validators != nil {
            return FetchAnswer(status: 304, body: nil, finalURL: "\(request.url)")
        }
        let path = "\(scratch)/.tmp-\(UUID().uuidString)"
        guard FileManager.default.createFile(atPath: path, contents: Data(body.text.utf8)) else {
            return FetchAnswer(status: 500, body: nil, finalURL: "\(request.url)")
        }
        return FetchAnswer(
            status: 200,
            body: FetchedFile(
                path: path, sha256: SHA256.hex(of: Array(body.text.utf8)), bytes: body.text.utf8.count),
            contentType: body.contentType, etag: body.etag, finalURL: "\(request.url)")
    }
}
