internal import LMIModel

extension Fetch {
    /// Refuses an answer that is anything but one whole file, sent as it is.
    func check(_ answer: Answer, from url: SourceURL) throws(Diagnostic) {
        if let fault = answer.storageFault { throw fault }
        if answer.refusedAddress {
            throw Self.fault(
                url, "the server's name leads to an address inside a house, not on the internet",
                mend: "check the source's `url:`; if it is right, this machine's name service is wrong")
        }
        if answer.headers.isTooLong {
            throw Self.fault(
                url, "the answer's headers have more than \(AnswerHeaders.limit) bytes",
                mend: "try again later; if it stays so, tell the publisher")
        }
        if answer.headers.lengths.count > 1 {
            throw Self.fault(
                url, "the server says two lengths of one answer",
                mend: "try again later; if it stays so, tell the publisher")
        }
        if let encoding = answer.headers.contentEncoding {
            throw Self.fault(
                url,
                "the server sent the file packed (content-encoding \(encoding.quoted)), which was not asked for",
                mend: "fetch the file by hand and use `--inputs`, and tell the publisher")
        }
        if answer.status != 0, answer.status != 200 { throw refusal(of: answer, from: url) }
        if answer.isTooLong {
            throw Self.fault(
                url, "the file has more than the \(limits.bytes) bytes it may have",
                mend: "if the publisher's file has grown, raise the source's limit")
        }
        if let failure = answer.failure { throw refusal(of: failure, from: url) }
        let type = CellText.folded(Array(answer.contentType.prefix { $0 != ";" }.utf8)).lowercased()
        guard contentTypes.isEmpty || contentTypes.contains(type) else {
            throw Self.fault(
                url,
                "the answer is \(type.quoted), expected \(contentTypes.sorted().map(\.quoted).joined(separator: " or "))",
                mend: "look at the address in a browser: it may be a notice in place of the file")
        }
    }

    private func refusal(of answer: Answer, from url: SourceURL) -> Diagnostic {
        if (300...399).contains(answer.status), let place = answer.headers.location {
            return Self.fault(
                url,
                "the server answered \(answer.status): the file has moved to \(SourceURL.shown(place).quoted)",
                mend: "if that is the publisher's own address, write it as the source's `url:`")
        }
        let words = [
            401: "not signed in", 403: "not allowed", 404: "not found", 410: "gone", 429: "too many requests",
            503: "out of service",
        ]
        let what = words[answer.status].map { " (\($0))" } ?? ""
        let mend =
            switch answer.status {
            case 401, 403: "check the key the source needs"
            case 404, 410: "look for the file on the publisher's site and correct the source's `url:`"
            default: "try again later; if it stays so, tell the publisher"
            }
        return Self.fault(url, "the server answered \(answer.status)\(what), expected 200", mend: mend)
    }

    private func refusal(of failure: Failure, from url: SourceURL) -> Diagnostic {
        switch failure {
        case .noSuchName:
            Self.fault(
                url, "the server's name is not known",
                mend: "check the source's `url:`, and whether this machine is on the internet")
        case .unreachable(let words):
            Self.fault(
                url, "the server cannot be reached: \(words)",
                mend: "try again later; if other addresses fail too, check this machine's way to the internet"
            )
        case .tooSlow:
            Self.fault(
                url,
                "the server took too long: at most \(Self.seconds(limits.connectMilliseconds)) to connect, \(Self.seconds(limits.totalMilliseconds)) in all and \(limits.idleSeconds) s without data are given",
                mend: "try again later; if the file is large, raise the source's limits")
        case .cutShort:
            Self.fault(
                url, "the answer broke off before its end",
                mend: "try again later; if it stays so, tell the publisher")
        case .untrusted(let words):
            Self.fault(
                url, "the server cannot prove that it is the publisher's: \(words)",
                mend: "check this machine's clock and its `ca-certificates` package; then tell the publisher")
        case .other(let words):
            Self.fault(
                url, "the file could not be fetched: \(words)",
                mend: "try again later; if it stays so, tell the publisher")
        }
    }

    private static func seconds(_ milliseconds: Int) -> String {
        milliseconds % 1000 == 0 ? "\(milliseconds / 1000) s" : "\(milliseconds) ms"
    }
}
