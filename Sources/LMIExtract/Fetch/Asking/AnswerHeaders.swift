/// The headers of an answer, as far as they decide what is made of it.
struct AnswerHeaders: Sendable {
    /// The most bytes that headers may have: ten times what any publisher sends.
    static let limit = 1 << 16

    /// Where the server says the file is.
    private(set) var location: String?
    private(set) var contentEncoding: String?
    private(set) var contentType = ""
    private(set) var lengths: Set<String> = []
    /// Whether the answer comes in pieces that say how long they are, the last of which says so.
    private(set) var isChunked = false
    private(set) var etag: String?
    private(set) var lastModified: String?
    /// When the server wants to be asked again.
    private(set) var retryAfter: String?
    /// What time it is for the server.
    private(set) var date: String?
    private(set) var isTooLong = false
    private(set) var bytes = 0

    /// Whether nothing seen so far is a reason to give the transfer up.
    var isAcceptable: Bool { !isTooLong && lengths.count < 2 }

    /// Whether it can be told if the end of the body is missing.
    var saysWhereItEnds: Bool { isChunked || !lengths.isEmpty }

    /// The content type in lower case, without parameters.
    var type: String { Self.trimmed(contentType.prefix { $0 != ";" }).lowercased() }

    /// The content type's `charset` in lower case, where it has one.
    var charset: String? {
        for parameter in contentType.split(separator: ";").dropFirst() {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, Self.trimmed(parts[0]).lowercased() == "charset" else { continue }
            return Self.trimmed(parts[1]).filter { $0 != "\"" }.lowercased()
        }
        return nil
    }

    /// Takes one line, as it came.
    mutating func take(_ line: [UInt8]) {
        bytes += line.count
        if bytes > Self.limit { isTooLong = true }
        let text = String(decoding: line, as: UTF8.self)
        guard !text.hasPrefix("HTTP/") else {
            // The headers of an answer that only announces the next one count for their length alone.
            self = AnswerHeaders(isTooLong: isTooLong, bytes: bytes)
            return
        }
        guard let colon = text.firstIndex(of: ":") else { return }
        let value = Self.trimmed(text[text.index(after: colon)...])
        switch text[..<colon].lowercased() {
        case "content-encoding": if value.lowercased() != "identity" { contentEncoding = value.lowercased() }
        case "content-type": contentType = value
        case "location": location = value
        case "content-length": lengths.insert(value)
        case "transfer-encoding": isChunked = value.lowercased() == "chunked"
        case "etag": etag = value
        case "last-modified": lastModified = value
        case "retry-after": retryAfter = value.isEmpty ? nil : value
        case "date": date = value
        default: break
        }
    }

    private static func trimmed(_ text: Substring) -> String { CellText.folded(Array(text.utf8)) }
}

extension AnswerHeaders {
    /// Headers of which nothing but their length is known.
    private init(isTooLong: Bool, bytes: Int) {
        self.init()
        self.isTooLong = isTooLong
        self.bytes = bytes
    }
}
