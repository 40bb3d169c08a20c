import Foundation
import LMIModel
import Testing

@testable import LMIExtract

/// The shortest conversation: one request, whose answer is the file.
struct OneRequest: Conversation {
    var request: FetchRequest

    func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer else { return .ask(request) }
        guard let body = answer.body else { return .unchanged }
        let marks = Validators(url: answer.finalURL, etag: answer.etag, lastModified: answer.lastModified)
        return .whole(body, marks)
    }
}

extension Manners {
    /// Nothing is waited for that a test does not ask for.
    static var quick: Manners {
        var manners = Manners()
        manners.attempts = 1
        manners.spacingMilliseconds = 0
        manners.firstWaitMilliseconds = 1
        return manners
    }
}

extension FetchEnding {
    /// The file's text, or what was said in its place.
    var said: String {
        switch outcome {
        case .success(.whole(let file, _)):
            (try? String(contentsOfFile: file.path, encoding: .utf8)) ?? "unreadable"
        case .success(.unchanged): "unchanged"
        case .failure(let refusal): refusal.description
        }
    }
}
