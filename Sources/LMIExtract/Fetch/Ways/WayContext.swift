internal import LMIModel

/// What every way needs beside its own settings, and what all ways do alike.
struct WayContext: Sendable {
    let plan: FetchPlan
    let kept: KeptFile?
    let secret: FetchSecret?
    /// The only host that the secret is sent to.
    let host: String?
    /// What messages call the file.
    let name: String
    /// The folder for files that are put together here.
    let scratch: String

    /// The address `text` with the secret, if it is the host's.
    ///
    /// - Throws: ``Diagnostic`` of fault `source` where the address would tell it to another.
    func url(_ text: String) throws(Diagnostic) -> SourceURL {
        let url = try SourceURL(text)
        guard let secret else { return url }
        if let host, LinkAddress(text)?.host == host { return secret.added(to: url) }
        guard !secret.secrets.areTold(by: text) else {
            throw fault(
                of: .source,
                "the publisher leads to \(secret.secrets.takenOut(of: SourceURL.shown(text)).quoted), which would tell another server the key that the source needs",
                mend: "tell the publisher; until then, put the file into the folder of own files")
        }
        return url
    }

    /// A request for the file itself or for a step on the way to it.
    ///
    /// - Parameters:
    ///   - isForFile: Whether what comes is the file, which need not be sent again where it is unchanged.
    ///   - expects: Statuses that the way wants to see itself.
    func request(
        _ text: String, isForFile: Bool, mostBytes: Int? = nil, expects: Set<Int> = []
    ) throws(Diagnostic) -> FetchRequest {
        let url = try url(text)
        return FetchRequest(
            url: url, hosts: Set(plan.hosts.map { $0.lowercased() }), mostBytes: mostBytes ?? plan.mostBytes,
            validators: isForFile ? validators(for: text, url) : nil, expects: expects)
    }

    /// What was said of the kept bytes, if it was of this address. An address that hides a part of itself may be
    /// another one, so it is asked without conditions.
    private func validators(for text: String, _ url: SourceURL) -> Validators? {
        guard let validators = kept?.validators, validators.url == url.description,
            SourceURL.shown(text) == text, validators.etag != nil || validators.lastModified != nil
        else { return nil }
        return validators
    }

    /// Whether `answer` says that the kept bytes are the newest.
    ///
    /// - Parameter request: What it is the answer to.
    /// - Throws: ``Diagnostic`` where that was never asked.
    func isUnchanged(_ answer: FetchAnswer, to request: FetchRequest) throws(Diagnostic) -> Bool {
        guard answer.status == 304 else { return false }
        guard request.validators != nil, kept != nil else {
            throw Diagnostic(
                .error, .source, at: .file(name),
                "\(answer.finalURL) says that the file is unchanged (304), but was asked for it in any case",
                mend: "try again later; if it stays so, tell the publisher")
        }
        return true
    }

    /// The body of an answer, once it is known to be of the form that is expected.
    func body(of answer: FetchAnswer, as form: BodyCheck.Form) throws(Diagnostic) -> FetchedFile {
        try BodyCheck(form: form, name: name, secret: secret).body(of: answer)
    }

    /// The end of the conversation: the file with what makes the next request for it conditional.
    ///
    /// - Parameter url: The address that its validators hold for; nil where it came in several answers.
    func whole(_ file: FetchedFile, _ answer: FetchAnswer, url: SourceURL?) throws(Diagnostic) -> FetchStep {
        if let kept, kept.sha256 != file.sha256,
            file.bytes.multipliedFullWidth(by: 100) < kept.bytes.multipliedFullWidth(by: plan.leastPercent)
        {
            throw Diagnostic(
                .error, .content, at: .file(name),
                "the file has \(file.bytes) bytes, last time \(kept.bytes); expected at least \(plan.leastPercent) % of that",
                mend:
                    "look at the file at its publisher's: if it is whole, write a lower `at least percent:` under `fetch:` for this run"
            )
        }
        guard let url, answer.etag != nil || answer.lastModified != nil else { return .whole(file, nil) }
        let validators = Validators(
            url: url.description, etag: answer.etag, lastModified: answer.lastModified)
        return .whole(file, validators)
    }

    /// The first characters of `bytes` for a message, without the secret that a publisher may have sent back.
    func quoted(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.prefix(1024), as: UTF8.self)
        return (secret?.secrets.takenOut(of: text) ?? text).quoted
    }

    /// A fault of the publisher's answers.
    func fault(of fault: Diagnostic.Fault = .content, _ message: String, mend: String) -> Diagnostic {
        Diagnostic(.error, fault, at: .file(name), message, mend: mend)
    }
}
