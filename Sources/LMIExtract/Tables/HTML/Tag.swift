internal import LMIModel

/// One tag as it is written in a page.
struct Tag {
    /// In lower case.
    let name: String
    /// The place after its `>`.
    let end: Int
    /// The encoding that a `<meta>` tag names.
    let charset: String?
    /// The address that an `<a>` or a `<base>` tag names, as it is written there.
    let href: String?

    /// Reads the tag whose `<` is at `start`.
    ///
    /// - Throws: ``Diagnostic`` when it never ends, is too long or has too many attributes.
    init(_ page: PageBytes, _ start: Int, isEnd: Bool) throws(Diagnostic) {
        let bytes = page.utf8
        var place = start + (isEnd ? 2 : 1)
        let first = place
        while place < bytes.count, !bytes[place].endsTagName { place += 1 }
        let name = String(decoding: bytes[first..<place].map(\.lowercased), as: UTF8.self)
        let limit = min(bytes.count, start + TagScan.tagLimit)
        var attributes = 0
        var charset: String?
        var href: String?
        while place < limit, bytes[place] != UInt8(ascii: ">") {
            if bytes[place].isHTMLSpace || bytes[place] == UInt8(ascii: "/") {
                place += 1
                continue
            }
            attributes += 1
            guard attributes <= TagScan.attributeLimit else {
                throw Diagnostic(
                    .error, .content, at: page.place(of: start),
                    "the tag <\(name)> has more than \(TagScan.attributeLimit) attributes",
                    mend: HTMLFile.mendPage)
            }
            let attribute = Attribute(bytes, from: place, to: limit)
            if name == "meta" { charset = charset ?? attribute.charset(bytes) }
            if name == "a" || name == "base" { href = href ?? attribute.address(bytes) }
            place = attribute.end
        }
        guard place < bytes.count, bytes[place] == UInt8(ascii: ">") else {
            let fault =
                place < bytes.count
                ? "the tag <\(name)> is longer than \(TagScan.tagLimit) bytes"
                : "the tag <\(name)> that begins here never ends"
            throw Diagnostic(
                .error, .content, at: page.place(of: start), fault, mend: HTMLFile.mendPage)
        }
        self.name = name
        end = place + 1
        self.charset = charset
        self.href = href
    }
}

/// Where one attribute of a tag stands.
private struct Attribute {
    let name: Range<Int>
    let value: Range<Int>
    let end: Int

    init(_ bytes: [UInt8], from start: Int, to limit: Int) {
        var place = start + 1
        while place < limit, !bytes[place].endsTagName, bytes[place] != UInt8(ascii: "=") { place += 1 }
        name = start..<place
        var next = place
        while next < limit, bytes[next].isHTMLSpace { next += 1 }
        guard next < limit, bytes[next] == UInt8(ascii: "=") else {
            value = place..<place
            end = place
            return
        }
        next += 1
        while next < limit, bytes[next].isHTMLSpace { next += 1 }
        guard next < limit else {
            value = next..<next
            end = next
            return
        }
        let quote = bytes[next]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let close = bytes[(next + 1)..<limit].firstIndex(of: quote)
            value = next + 1..<(close ?? limit)
            end = close.map { $0 + 1 } ?? limit
        } else {
            let first = next
            while next < limit, !bytes[next].isHTMLSpace, bytes[next] != UInt8(ascii: ">") { next += 1 }
            value = first..<next
            end = next
        }
    }

    /// The value of this attribute if it is `href`.
    func address(_ bytes: [UInt8]) -> String? {
        guard String(decoding: bytes[name], as: UTF8.self).lowercased() == "href" else { return nil }
        return String(decoding: bytes[value], as: UTF8.self)
    }

    /// The encoding this attribute of a `<meta>` tag names, in `charset="…"` or in `content="…; charset=…"`.
    func charset(_ bytes: [UInt8]) -> String? {
        let text = String(decoding: bytes[value], as: UTF8.self).lowercased()
        switch String(decoding: bytes[name], as: UTF8.self).lowercased() {
        case "charset": return String(text.filter { !$0.isWhitespace })
        case "content":
            guard let mark = text.firstRange(of: "charset=") else { return nil }
            return String(text[mark.upperBound...].prefix { !$0.isWhitespace && $0 != ";" })
        default: return nil
        }
    }
}

extension UInt8 {
    var isDigit: Bool { (0x30...0x39).contains(self) }
    var isLetter: Bool { (0x41...0x5A).contains(self) || (0x61...0x7A).contains(self) }
    var lowercased: UInt8 { (0x41...0x5A).contains(self) ? self + 0x20 : self }
    /// White space as HTML knows it; a no-break space is none.
    var isHTMLSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) && self != 0x0B }
    var endsTagName: Bool { isHTMLSpace || self == UInt8(ascii: ">") || self == UInt8(ascii: "/") }
}
