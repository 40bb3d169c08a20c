/// The headers of an answer, as far as they decide whether it is taken.
struct AnswerHeaders {
    /// The most bytes that headers may have: ten times what any publisher sends.
    static let limit = 1 << 16

    /// Where the server says the file is.
    private(set) var location: String?
    private(set) var contentEncoding: String?
    private(set) var lengths: Set<String> = []
    private(set) var isTooLong = false
    private var bytes = 0

    /// Whether nothing seen so far is a reason to give the transfer up.
    var isAcceptable: Bool { !isTooLong && contentEncoding == nil && lengths.count < 2 }

    /// Takes one line, as it came.
    mutating func take(_ line: [UInt8]) {
        bytes += line.count
        if bytes > Self.limit { isTooLong = true }
        let text = String(decoding: line, as: UTF8.self)
        guard !text.hasPrefix("HTTP/") else {
            contentEncoding = nil
            lengths = []
            location = nil
            return
        }
        guard let colon = text.firstIndex(of: ":") else { return }
        let written = CellText.folded(Array(text[text.index(after: colon)...].utf8))
        let value = written.lowercased()
        switch text[..<colon].lowercased() {
        case "content-encoding": if value != "identity" { contentEncoding = value }
        case "location": location = written
        case "content-length": lengths.insert(value)
        default: break
        }
    }
}
