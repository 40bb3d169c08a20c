internal import LMIModel
internal import Synchronization

/// One way's part of a conversation: what is asked, and what the answers come to.
protocol WaySteps: Sendable {
    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep
}

/// The conversation of any way: it remembers the body that was refused, and lets no secret into a message.
struct WayConversation<Steps: WaySteps>: Conversation {
    private var steps: Steps
    private let secret: FetchSecret?
    private let refusal = Refusal()

    init(_ steps: Steps, secret: FetchSecret?) {
        self.steps = steps
        self.secret = secret
    }

    var refused: FetchedFile? { refusal.body.withLock { $0 } }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        do throws(Diagnostic) {
            return try steps.next(answer)
        } catch {
            if let body = answer?.body { refusal.body.withLock { $0 = body } }
            throw secret?.secrets.takenOut(of: error) ?? error
        }
    }

    /// Shared by all copies of one conversation.
    private final class Refusal: Sendable {
        let body = Mutex<FetchedFile?>(nil)
    }
}
