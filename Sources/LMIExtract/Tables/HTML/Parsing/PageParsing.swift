internal import LMIModel

/// In which process pages are parsed.
///
/// Whoever writes a page decides what libxml2 goes through, and its maintainers do not recommend it for pages
/// of strangers. So a program that people run parses each page in a child process, which has no network, no
/// files and little memory and time: what goes wrong there costs that one page.
public enum PageParsing: Hashable, Sendable {
    /// In this process: for pages that are made by tests.
    case here
    /// In a child: `program parse-page`, which is this program again.
    case child(program: String)

    /// The page as the parser sees it.
    ///
    /// - Parameters:
    ///   - utf8: Valid UTF-8 without a NUL.
    ///   - name: What messages call the page.
    func read(_ utf8: [UInt8], name: String) throws(Diagnostic) -> ParsedPage {
        switch self {
        case .here: try HTMLParser(name: name).read(utf8)
        case .child(let program): try PageJail(program: program).read(utf8, name: name)
        }
    }
}
