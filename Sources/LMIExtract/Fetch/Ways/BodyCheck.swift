internal import LMIModel

/// Whether a body is of the form that was asked for. Publishers send notices, errors and log-in pages with status 200,
/// and workbooks under the names of text files.
struct BodyCheck {
    enum Form: Hashable, Sendable {
        case csv, html, json
        /// CSV that may have headings alone: a page of a query, which says itself how many rows there are.
        case page

        init(_ form: FetchPlan.Form) { self = form == .csv ? .csv : .html }

        var words: String {
            switch self {
            case .csv, .page: "CSV"
            case .html: "an HTML page"
            case .json: "JSON"
            }
        }
    }

    /// How much of a body is looked at.
    private static let headSize = 4096

    let form: Form
    /// What messages call the file.
    let name: String
    let secret: FetchSecret?

    /// The body of `answer`, if it is of the form.
    ///
    /// - Throws: ``Diagnostic`` of fault `content` that quotes how the body begins.
    func body(of answer: FetchAnswer) throws(Diagnostic) -> FetchedFile {
        guard let body = answer.body else {
            throw Diagnostic(
                .error, .source, at: .file(name),
                "\(answer.finalURL) answered \(answer.status) without a file",
                mend: "try again later; if it stays so, tell the publisher")
        }
        let start = try Self.start(of: body, name)
        guard !start.isEmpty else {
            throw Diagnostic(
                .error, .content, at: .file(name),
                body.bytes == 0
                    ? "the answer of \(answer.finalURL) is empty"
                    : "the answer of \(answer.finalURL) holds nothing but \(body.bytes) blanks and line ends",
                mend: "open the address in a browser: if it is empty there too, tell its publisher")
        }
        if let found = Self.packed(start) { throw refusal(of: answer, found, start) }
        // In UTF-16 each of the letters looked for stands beside a zero.
        let isWide = start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
        try checkCharset(answer, isWide: isWide || start.contains(0), start)
        let letters = (isWide ? start.dropFirst(2).filter { $0 != 0 } : start).drop { $0.isBlank }
        let isAll = start.count < Self.headSize
        if let found = wrongText(letters, isAll: isAll, type: answer.contentType) {
            throw refusal(of: answer, found, Array(letters))
        }
        return body
    }

    /// What `letters` are, where they are not of the form.
    ///
    /// - Parameter isAll: Whether nothing comes after them.
    private func wrongText(_ letters: ArraySlice<UInt8>, isAll: Bool, type: String) -> Found? {
        let looks = Self.look(letters)
        switch form {
        case .csv, .page:
            if looks != .text { return looks }
            if type == "text/html" || type == "application/xhtml+xml" { return .html }
            if type == "application/json" || type.hasSuffix("+json") { return .json }
            if type == "text/xml" || type == "application/xml" { return .xml }
            return isSentence(letters.trimmed, isAll: isAll) ? .sentence : nil
        case .html: return looks == .html ? nil : looks
        case .json: return looks == .json ? nil : looks
        }
    }

    /// Whether there is but one line. Below headings alone there are no figures, so whatever it has between its words, it
    /// is no file of figures: `Sorry, the service is busy` has a comma.
    private func isSentence(_ letters: ArraySlice<UInt8>, isAll: Bool) -> Bool {
        if letters.contains(0x0A) || letters.contains(0x0D) { return false }
        let isOfCells = letters.contains { ",;\t|".utf8.contains($0) }
        return !isOfCells || isAll && form == .csv
    }

    private func checkCharset(_ answer: FetchAnswer, isWide: Bool, _ start: [UInt8]) throws(Diagnostic) {
        guard let charset = answer.charset, !isWide || charset.hasPrefix("utf-32"),
            charset.hasPrefix("utf-16") || charset.hasPrefix("utf-32") || charset.hasPrefix("ucs-")
        else { return }
        throw Diagnostic(
            .error, .content, at: .file(name),
            "\(answer.finalURL) says that its text is \(charset.quoted), which it is not: it begins \(quoted(start))",
            mend: "try again later; if it stays so, fetch the file by hand and tell the publisher")
    }

    private func refusal(of answer: FetchAnswer, _ found: Found, _ start: [UInt8]) -> Diagnostic {
        Diagnostic(
            .error, .content, at: .file(name),
            "\(answer.finalURL) sent \(found.words), expected \(form.words); it begins \(quoted(start))",
            mend: found.mend)
    }

    /// The first characters, without the secret that the publisher may have sent back.
    private func quoted(_ start: [UInt8]) -> String {
        let text = String(decoding: start.prefix(1024), as: UTF8.self)
        return (secret?.secrets.takenOut(of: text) ?? text).quoted
    }

    /// The first bytes that are no white space, without a byte-order mark of UTF-8.
    private static func start(of body: FetchedFile, _ name: String) throws(Diagnostic) -> [UInt8] {
        let file = try InputFile(path: body.path, name: name)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var place = 0
        while case let got = try file.read(at: place, into: &buffer, place: 0, count: buffer.count), got > 0 {
            let isMarked = place == 0 && got >= 3 && buffer.starts(with: [0xEF, 0xBB, 0xBF])
            guard let first = buffer[(isMarked ? 3 : 0)..<got].firstIndex(where: { !$0.isBlank }) else {
                place += got
                continue
            }
            let count = try file.read(at: place + first, into: &buffer, place: 0, count: headSize)
            return Array(buffer[..<count])
        }
        return []
    }
}

extension BodyCheck {
    /// What a body can be that is not what was asked for.
    private enum Found {
        case html, xml, json, sentence, text, zip, oldWorkbook, pdf, gzip

        var words: String {
            switch self {
            case .html: "an HTML page"
            case .xml: "XML"
            case .json: "JSON"
            case .sentence: "a line of text"
            case .text: "text"
            case .zip: "a workbook (.xlsx) or a ZIP archive"
            case .oldWorkbook: "a workbook (.xls)"
            case .pdf: "a PDF document"
            case .gzip: "a gzip archive"
            }
        }

        var mend: String {
            switch self {
            case .html, .text:
                "open the address in a browser: a notice of maintenance goes away by itself; if the file has moved, correct `fetch:` in the source's definition"
            case .xml, .json, .sentence:
                "read what the publisher says there: try again later, or correct `fetch:` in the source's definition"
            case .zip, .oldWorkbook:
                "open the file, save the sheet as CSV, put it into the folder of own files and write `fetch: {own file: yes}`"
            case .pdf:
                "look on the publisher's site for the figures as CSV, and correct `fetch:` in the source's definition"
            case .gzip:
                "unpack the file, put it into the folder of own files and write `fetch: {own file: yes}`"
            }
        }
    }

    private static func packed(_ start: [UInt8]) -> Found? {
        if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
        if start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .oldWorkbook }
        if start.starts(with: "%PDF".utf8) { return .pdf }
        return start.starts(with: [0x1F, 0x8B]) ? .gzip : nil
    }

    private static func look(_ letters: ArraySlice<UInt8>) -> Found {
        switch letters.first {
        case UInt8(ascii: "<"):
            let isXML =
                letters.starts(with: "<?xml".utf8)
                && !String(decoding: letters, as: UTF8.self).lowercased().contains("<html")
            return isXML ? .xml : .html
        case UInt8(ascii: "{"): return .json
        case UInt8(ascii: "["):
            // A heading of a CSV file may begin so too: `[x] suppressed`.
            let next = letters.dropFirst().first { !$0.isBlank }
            return next.map { "[{\"]".utf8.contains($0) } ?? false ? .json : .text
        default: return .text
        }
    }
}

extension UInt8 {
    /// White space or a zero, of which a body may consist that says nothing.
    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) || self == 0 }
}
