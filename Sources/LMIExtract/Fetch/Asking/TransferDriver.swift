internal import LMIModel

/// What carries transfers, and decides nothing.
protocol TransferDriver: AnyObject {
    /// Begins a transfer, known as `id` from here on.
    func begin(_ order: TransferOrder, as id: Int) throws(Diagnostic)

    /// Waits at most so long for something to happen, and says which transfers have ended.
    func wait(milliseconds: Int) throws(Diagnostic) -> [EndedTransfer]

    /// How far a transfer has come that has not ended.
    func progress(_ id: Int) -> TransferProgress

    /// Gives a transfer up, with what came of it.
    func end(_ id: Int)
}

/// What is the same for all transfers of a run.
struct TransferTerms: Sendable {
    var scratch: String
    var userAgent: String
    var connectMilliseconds: Int
    var totalMilliseconds: Int
    var standIn: StandIn?
    /// Whether this machine itself may be asked, over http too: for the tests of the engine.
    var allowsPlain = false

    /// Whether a server of this address may be asked.
    func allow(_ address: InternetAddress) -> Bool {
        allowsPlain || standIn != nil ? address.isLoopback : address.isPublic
    }
}

/// One transfer as it is to be made.
struct TransferOrder: Hashable, Sendable {
    var url: SourceURL
    var validators: Validators?
    var mostBytes: Int

    /// Lines beside those of every request.
    var headers: [String] {
        let lines = [("If-None-Match", validators?.etag), ("If-Modified-Since", validators?.lastModified)]
        return lines.compactMap { name, value in value.map { "\(name): \($0)" } }
    }
}

struct TransferProgress: Hashable, Sendable {
    var isConnected = false
    /// What has come of headers and body.
    var bytes = 0
}

struct EndedTransfer: Sendable {
    var id: Int
    var answer: RawAnswer
}

/// What came back: what the transfer ended with, and what was seen on the way.
struct RawAnswer: Sendable {
    var status = 0
    var headers = AnswerHeaders()
    /// The body of a status 200, when nothing went wrong.
    var body: FetchedFile?
    /// What came of the body, also where it was not kept.
    var bytes = 0
    var isTooLong = false
    /// Whether it could not be told if the end of the body is missing.
    var isEndless = false
    var refusedAddress = false
    var storageFault: Diagnostic?
    /// How the transfer failed, if it did.
    var failure: TransferFailure?
}

enum TransferFailure: Hashable, Sendable {
    case noSuchName
    /// In the words of the operating system.
    case unreachable(String)
    case tooSlow(Deadline)
    case cutShort
    /// The connection broke off before either side could prove who it is.
    case unsecured
    /// The server promises more bytes than are taken.
    case tooLong
    case untrusted(TrustFault)
    /// In libcurl's words.
    case other(String)
}

extension TransferFailure {
    /// A connection over which no answer came since it could not be secured.
    ///
    /// - Parameters:
    ///   - verification: OpenSSL's verdict on the certificate; 0 where it is good, 1 before there is any.
    ///   - detail: libcurl's words about this failure.
    ///   - words: libcurl's words about failures of this kind.
    init(verification: Int, detail: String, words: String) {
        // What the system says of the connection, or that nothing is said by either; and the one thing of this kind that
        // OpenSSL speaks of, which is a server that hangs up without TLS's goodbye.
        let isBroken = ["Recv failure: ", "Send failure: ", "SSL_connect: ", "unexpected eof while reading"]
            .contains(where: detail.contains)
        self =
            verification < 2 && isBroken
            ? .unsecured
            : .untrusted(TrustFault(verification: verification, detail: detail, words: words))
    }
}

/// What a transfer can be too late for.
enum Deadline: Hashable, Sendable { case connect, firstByte, idle, total }

/// Why a server is not taken for the publisher's.
enum TrustFault: Hashable, Sendable {
    case expired, notYetValid, otherName, unknownSigner, tooOld
    /// In libcurl's words.
    case other(String)

    /// - Parameters:
    ///   - verification: OpenSSL's verdict on the certificate.
    ///   - detail: libcurl's words about this failure.
    ///   - words: libcurl's words about failures of this kind.
    init(verification: Int, detail: String, words: String) {
        self =
            switch verification {
            case 9: .notYetValid
            case 10: .expired
            case 62: .otherName
            case 18...21: .unknownSigner
            default:
                if detail.contains("subject name") {
                    .otherName
                } else if ["protocol version", "unsupported protocol", "version too low"].contains(
                    where: detail.contains)
                {
                    .tooOld
                } else {
                    .other(words)
                }
            }
    }
}

extension Diagnostic {
    /// The library under the transfers does not do what it has to.
    static func library(_ message: String) -> Diagnostic {
        Diagnostic(
            .error, .internal, at: .nowhere, message,
            mend: "see that memory is free and that `libcurl4` is that of Debian 12 or later; then run again")
    }
}
