import Foundation
import LMIFiles
import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// A publisher made of texts: answers by address, with every body in a file of a scratch folder.
final class Publisher {
    let scratch: ScratchFolder
    /// What was asked, in order.
    private(set) var requests: [FetchRequest] = []
    private var bodies = 0

    init() throws { scratch = try ScratchFolder() }

    /// The addresses that were asked, as they were sent.
    var asked: [String] { requests.map(\.url.text) }

    func file(_ bytes: [UInt8]) throws -> FetchedFile {
        bodies += 1
        let path = "\(scratch.path)/body-\(bodies)"
        try Data(bytes).write(to: URL(filePath: path))
        return FetchedFile(path: path, sha256: SHA256.hex(of: bytes), bytes: bytes.count)
    }

    func answer(
        _ body: String, type: String = "text/csv", charset: String? = nil, etag: String? = nil, url: String
    ) throws -> FetchAnswer {
        try FetchAnswer(
            status: 200, body: file(Array(body.utf8)), contentType: type, charset: charset, etag: etag,
            finalURL: url)
    }

    /// A page of a query, a page of a list or a page of the web, by what is asked for.
    func text(_ body: String, type: String = "text/csv") -> (FetchRequest) throws -> FetchAnswer {
        { try self.answer(body, type: type, url: "\($0.url)") }
    }

    func status(_ status: Int) -> (FetchRequest) throws -> FetchAnswer {
        { FetchAnswer(status: status, body: nil, finalURL: "\($0.url)") }
    }

    /// Carries a conversation to its end.
    func carry(
        _ conversation: inout any Conversation, answer: (FetchRequest) throws -> FetchAnswer
    ) throws -> FetchStep {
        var step = try conversation.next(nil)
        while case .ask(let request) = step {
            requests.append(request)
            try #require(requests.count < 1000)
            step = try conversation.next(answer(request))
        }
        return step
    }

    /// As ``carry(_:answer:)``, for a plan.
    func fetch(
        _ plan: FetchPlan, kept: KeptFile? = nil, secrets: [String: String] = [:],
        answer: (FetchRequest) throws -> FetchAnswer
    ) throws -> FetchStep {
        var conversation = try begin(plan, kept: kept, secrets: secrets)
        return try carry(&conversation, answer: answer)
    }

    func begin(
        _ plan: FetchPlan, kept: KeptFile? = nil, secrets: [String: String] = [:]
    ) throws -> any Conversation {
        try plan.conversation(
            kept: kept, day: #require(Day("2026-03-02")), secrets: secrets,
            place: "Pipelines/sources/jobs.yml",
            name: "jobs.csv", scratch: scratch.path)
    }

    /// The text of the fault that the plan comes to.
    func fault(
        _ plan: FetchPlan, kept: KeptFile? = nil, secrets: [String: String] = [:],
        answer: (FetchRequest) throws -> FetchAnswer
    ) -> String {
        do {
            return "no fault: \(try fetch(plan, kept: kept, secrets: secrets, answer: answer))"
        } catch let fault as Diagnostic {
            return "\(fault.fault) \(fault)"
        } catch {
            return "\(error)"
        }
    }
}

extension FetchStep {
    /// The text of the file that came; nil where none did.
    var text: String? {
        guard case .whole(let file, _) = self else { return nil }
        return (try? Data(contentsOf: URL(filePath: file.path))).map { String(decoding: $0, as: UTF8.self) }
    }

    var validators: Validators? {
        guard case .whole(_, let validators) = self else { return nil }
        return validators
    }

    var isUnchanged: Bool {
        if case .unchanged = self { true } else { false }
    }
}

extension FetchPlan {
    static let jobs = "https://stats.example/jobs.csv"

    /// The simplest plan there is.
    static var plain: FetchPlan { FetchPlan(way: .plain(url: jobs), form: .csv) }
}
