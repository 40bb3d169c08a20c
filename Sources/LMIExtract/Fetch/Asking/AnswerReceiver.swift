internal import LMIFiles
internal import LMIModel

/// Takes in one answer as it comes: its headers, and its body into a file of its own, for as long as it is what was
/// asked for.
final class AnswerReceiver {
    private let terms: TransferTerms
    private let mostBytes: Int
    private var file: GrowingFile?
    private var answer = RawAnswer()

    init(_ order: TransferOrder, _ terms: TransferTerms) {
        self.terms = terms
        mostBytes = order.mostBytes
    }

    /// What has come of headers and body.
    var bytes: Int { answer.headers.bytes + answer.bytes }

    /// Takes one line of the headers. False ends the transfer.
    func header(_ line: [UInt8]) -> Bool {
        answer.headers.take(line)
        return answer.headers.isAcceptable
    }

    /// Takes a piece of the body. False ends the transfer.
    func body(_ piece: Span<UInt8>, status: Int) -> Bool {
        // How an answer is packed that is no file is nothing to anybody.
        guard status == 200, answer.headers.contentEncoding == nil else { return false }
        guard answer.headers.saysWhereItEnds else {
            answer.isEndless = true
            return false
        }
        answer.bytes += piece.count
        guard answer.bytes <= mostBytes else {
            answer.isTooLong = true
            return false
        }
        do throws(Diagnostic) {
            if file == nil { file = try GrowingFile(in: Folder(opening: terms.scratch)) }
            try file?.append(piece)
            return true
        } catch {
            answer.storageFault = error
            return false
        }
    }

    /// Whether a server of this address may be asked.
    func mayAsk(_ address: InternetAddress) -> Bool {
        let isAllowed = terms.allow(address)
        if !isAllowed { answer.refusedAddress = true }
        return isAllowed
    }

    /// The answer, with its body under a name of its own when it is whole. A part of one is gone afterwards.
    func finish(status: Int, _ failure: TransferFailure?) -> RawAnswer {
        answer.status = status
        answer.failure = failure
        if failure == .tooLong { answer.isTooLong = true }
        let whole = file.take()
        guard failure == nil, status == 200, answer.headers.isAcceptable, let whole else { return answer }
        do throws(Diagnostic) {
            let name = Folder.temporaryName()
            let scratch = terms.scratch
            let digest = try whole.finish { _ throws(Diagnostic) in
                GrowingFilePlace(try Folder(opening: scratch), name: name)
            }
            answer.body = FetchedFile(path: "\(scratch)/\(name)", sha256: digest.sha256, bytes: digest.bytes)
        } catch {
            answer.storageFault = error
        }
        return answer
    }
}
