internal import LMIModel

extension Exchange {
    static let later = "try again later; if it stays so, tell the publisher"

    /// A fault of this request, in whose words the server may have had a part: no secret is left in any.
    func fault(_ message: String, mend: String) -> Diagnostic {
        request.url.secrets.takenOut(
            of: Diagnostic(.error, .source, at: .file(url.description), message, mend: mend))
    }

    /// Refuses what no answer may be, whatever its status.
    func check(_ raw: RawAnswer) throws(Diagnostic) {
        if let fault = raw.storageFault { throw fault }
        if raw.refusedAddress {
            throw fault(
                "the server's name leads to an address inside a house, not on the internet",
                mend: "check the source's `url:`; if it is right, this machine's name service is wrong")
        }
        if raw.headers.isTooLong {
            throw fault("the answer's headers have more than \(AnswerHeaders.limit) bytes", mend: Self.later)
        }
        if raw.headers.lengths.count > 1 {
            throw fault("the server says two lengths of one answer", mend: Self.later)
        }
        if raw.status == 200, let encoding = raw.headers.contentEncoding {
            throw fault(
                "the server sent the file packed (content-encoding \(encoding.quoted)), which was not asked for",
                mend: "fetch the file by hand and use `--inputs`, and tell the publisher")
        }
    }

    var tooLong: Diagnostic {
        fault(
            "the file has more than the \(request.mostBytes) bytes it may have",
            mend: "if the publisher's file has grown, raise the source's limit")
    }

    /// Of a file that just stops, nobody can say whether it is whole.
    var endless: Diagnostic {
        fault(
            "the server says neither how long its answer is nor where it ends, so that a part could pass for the whole",
            mend: "fetch the file by hand and use `--inputs`, and tell the publisher")
    }

    var empty: Diagnostic {
        fault(
            "the answer is empty",
            mend: "look at the address in a browser; if it is empty there too, tell its publisher")
    }

    func refusal(status: Int) -> Diagnostic {
        let mend =
            switch status {
            case 401, 403: "check the key the source needs"
            case 404, 410: "look for the file on the publisher's site and correct the source's `url:`"
            default: Self.later
            }
        return fault("\(answered(status)), expected 200", mend: mend)
    }

    private func answered(_ status: Int) -> String {
        let words = [
            203: "changed on its way", 204: "nothing to send", 206: "a part of the file",
            304: "unchanged, though nothing was known of it", 401: "not signed in", 403: "not allowed",
            404: "not found", 410: "gone", 429: "too many requests", 500: "broken", 503: "out of service",
        ]
        return "the server answered \(status)" + (words[status].map { " (\($0))" } ?? "")
    }

    /// A server that wants to be left alone for longer than is waited.
    func refusal(status: Int, after seconds: Int) -> Diagnostic {
        fault(
            "\(answered(status)) and is to be asked again after \(seconds) s, which is more than the \(Self.time(manners.mostWaitMilliseconds)) that are waited",
            mend:
                "run again later; if the server always says so, raise `most wait seconds` under `fetching:`")
    }

    func refusal(_ failure: TransferFailure) -> Diagnostic {
        switch failure {
        case .noSuchName:
            fault(
                "the server's name is not known",
                mend: "check the source's `url:`, and whether this machine is on the internet")
        case .unreachable(let words):
            fault(
                "the server cannot be reached: \(words)",
                mend: "try again later; if other addresses fail too, check this machine's way to the internet"
            )
        case .tooSlow(let deadline): refusal(deadline)
        case .cutShort: fault("the answer broke off before its end", mend: Self.later)
        case .unsecured:
            fault("the connection broke off before the server could prove who it is", mend: Self.later)
        case .tooLong: tooLong
        case .untrusted(let reason): refusal(reason)
        case .other(let words): fault("the file could not be fetched: \(words)", mend: Self.later)
        }
    }

    private func refusal(_ deadline: Deadline) -> Diagnostic {
        let (what, key) =
            switch deadline {
            case .connect:
                ("no connection was made within \(Self.time(manners.connectMilliseconds))", "connect seconds")
            case .firstByte:
                ("no answer began within \(Self.time(manners.firstByteMilliseconds))", "first byte seconds")
            case .idle:
                (
                    "fewer than \(manners.idleBytesPerSecond) bytes a second came for \(Self.time(manners.idleMilliseconds))",
                    "idle seconds"
                )
            case .total:
                ("the answer was not whole after \(Self.time(manners.totalMilliseconds))", "total seconds")
            }
        return fault(
            "the server took too long: \(what)",
            mend: "try again later; if the server always needs longer, raise `\(key)` under `fetching:`")
    }

    private func refusal(_ reason: TrustFault) -> Diagnostic {
        let (what, mend) =
            switch reason {
            case .expired:
                (
                    "its certificate has expired",
                    "check this machine's clock; if it is right, tell the publisher"
                )
            case .notYetValid:
                (
                    "its certificate is not valid yet",
                    "check this machine's clock; if it is right, tell the publisher"
                )
            case .otherName:
                (
                    "its certificate is for another name",
                    "check the source's `url:`; if it is right, tell the publisher"
                )
            case .unknownSigner:
                (
                    "its certificate is signed by nobody whom this machine trusts",
                    "check this machine's `ca-certificates` package; then tell the publisher"
                )
            case .tooOld: ("it speaks no TLS as new as 1.2", "tell the publisher")
            case .other(let words):
                (
                    words,
                    "check this machine's clock and its `ca-certificates` package; then tell the publisher"
                )
            }
        return fault("the server cannot prove that it is the publisher's: \(what)", mend: mend)
    }

    /// `20 s`, or `200 ms`.
    static func time(_ milliseconds: Int) -> String {
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
