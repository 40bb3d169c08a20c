internal import LMIModel

/// A link of a page: its words, and where it leads.
struct PageLink: Hashable, Sendable {
    /// As a reader sees them: white space folded, entities decoded.
    let words: String
    /// As it is written in the page, entities decoded.
    let written: String
    let address: WebAddress
}

/// The links of a page, read off its tags alone: nothing of the page is run, and no parser of documents is needed.
struct PageLinks {
    /// The most links of a page that are looked at.
    private static let mostLinks = 20_000

    private(set) var links: [PageLink] = []
    private let page: PageBytes
    /// What addresses without a server are relative to.
    private var base: WebAddress
    private var open: (href: String, text: CellText)?

    /// - Throws: ``Diagnostic`` where the page has a tag, a comment or a script that never ends, or too many links.
    /// - Complexity: O(*n*) in the page's length.
    init(_ page: PageBytes, at address: WebAddress) throws(Diagnostic) {
        self.page = page
        base = address
        let bytes = page.utf8
        var place = 0
        while place < bytes.count {
            let start = bytes[place...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
            add(place..<start)
            place = start < bytes.count ? try passTag(from: start) : start
        }
        try close()
    }

    /// Passes what begins with the `<` at `start`, and gives the place after it.
    private mutating func passTag(from start: Int) throws(Diagnostic) -> Int {
        let bytes = page.utf8
        guard start + 1 < bytes.count else { return bytes.count }
        switch bytes[start + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"): return try page.endOfDeclaration(from: start)
        case UInt8(ascii: "/"):
            guard start + 2 < bytes.count, bytes[start + 2].isLetter else { return start + 2 }
            let tag = try Tag(page, start, isEnd: true)
            if tag.name == "a" { try close() }
            if PageBuilder.breaksText(tag.name) { open?.text.addBreak() }
            return tag.end
        case let byte where byte.isLetter:
            let tag = try Tag(page, start, isEnd: false)
            try begin(tag)
            guard tag.name == "script" || tag.name == "style" else { return tag.end }
            return try page.endOfRawText(of: tag, from: start)
        default:
            add(start..<start + 1)
            return start + 1
        }
    }

    private mutating func begin(_ tag: Tag) throws(Diagnostic) {
        if tag.name == "base", let href = tag.href, let address = base.resolving(HTMLEntities.decoded(href)) {
            base = address
        } else if tag.name == "a" {
            // A link within a link ends the outer one.
            try close()
            open = tag.href.map { ($0, CellText()) }
        } else if PageBuilder.breaksText(tag.name) {
            open?.text.addBreak()
        }
    }

    private mutating func add(_ range: Range<Int>) {
        guard !range.isEmpty, let count = open?.text.count, count < CellText.limit else { return }
        open?.text.add(Array(page.utf8[range]))
    }

    private mutating func close() throws(Diagnostic) {
        guard let link = open else { return }
        open = nil
        let written = HTMLEntities.decoded(link.href)
        // What leads to no page of the web, such as a mail address, is no link to a file.
        guard let address = base.resolving(written) else { return }
        guard links.count < Self.mostLinks else {
            throw Diagnostic(
                .error, .content, at: .file(page.name), "the page has more than \(Self.mostLinks) links",
                mend: "check that `page:` is the page that was meant")
        }
        let words = HTMLEntities.decoded(link.text.text).replacing("\u{A0}", with: " ")
        links.append(
            PageLink(words: CellText.folded(Array(words.utf8)), written: written, address: address))
    }
}
