internal import CLibXML2
internal import LMIModel

/// libxml2's HTML parser, telling a ``PageBuilder`` what it sees.
///
/// The only file that calls libxml2: no pointer of it leaves. Only the callbacks for tags, text and errors are
/// taken up, so no tree is built, nothing is looked up and no other part of the library runs.
@safe struct HTMLParser: ~Copyable {
    private let parser: htmlParserCtxtPtr

    /// - Throws: ``Diagnostic`` when memory is out.
    init(name: String) throws(Diagnostic) {
        Self.start
        guard let parser = unsafe htmlNewParserCtxt() else {
            throw Diagnostic(
                .error, .internal, at: .file(name), "libxml2 could not make a parser",
                mend: "free some memory, then run again")
        }
        unsafe self.parser = parser
    }

    deinit { unsafe htmlFreeParserCtxt(parser) }

    /// The page as the parser sees it.
    ///
    /// - Parameter utf8: Valid UTF-8 without a NUL.
    consuming func read(_ utf8: [UInt8]) -> ParsedPage {
        var session = unsafe Session(parser: parser)
        unsafe withUnsafeMutablePointer(to: &session) { session in
            unsafe lmi_html_listen(
                parser, session,
                { unsafe Session.at($0)?.pointee.begin($1, $2) },
                { session, name in
                    guard let name = unsafe name else { return }
                    unsafe Session.at(session)?.pointee.builder.end(String(cString: name))
                },
                { session, bytes, count in
                    let piece = unsafe UnsafeBufferPointer(start: bytes, count: Int(count))
                    unsafe Session.at(session)?.pointee.builder.text(Array(piece))
                },
                { unsafe Session.at($0)?.pointee.stumble($1) })
            unsafe utf8.withUnsafeBytes { raw in
                unsafe lmi_html_parse(
                    parser, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count))
            }
        }
        return unsafe session.builder.page
    }

    /// The version of the library that is loaded, such as `20914`.
    static let version = unsafe String(cString: lmi_html_version())

    /// libxml2's start, which must come once and before all threads' parsers.
    private static let start: Void = xmlInitParser()
}

/// What the callbacks are handed: the page so far, and the parser to be stopped when the page goes too far.
@unsafe private struct Session {
    var builder = PageBuilder()
    let parser: htmlParserCtxtPtr

    init(parser: htmlParserCtxtPtr) { unsafe self.parser = parser }

    static func at(_ place: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<Session>? {
        unsafe place?.assumingMemoryBound(to: Session.self)
    }

    mutating func begin(
        _ name: UnsafePointer<xmlChar>?, _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name = unsafe name else { return }
        var attributes: [(name: String, value: String)] = []
        var place = 0
        while let key = unsafe list?[place] {
            let value = unsafe list?[place + 1].map { unsafe String(cString: $0) } ?? ""
            unsafe attributes.append((String(cString: key), value))
            place += 2
        }
        unsafe builder.begin(String(cString: name), attributes: attributes)
        if unsafe builder.page.isTooDeep { unsafe xmlStopParser(parser) }
    }

    mutating func stumble(_ error: xmlErrorPtr?) {
        guard let error = unsafe error?.pointee else { return }
        let words = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
        unsafe builder.stumble(
            ParserLapse(
                code: Int(error.code), line: Int(error.line), column: Int(error.int2),
                words: CellText.folded(Array(words.utf8))))
    }
}
