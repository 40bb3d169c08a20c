internal import LMIModel

/// Which table of a page is meant.
public enum HTMLChoice: Hashable, Sendable {
    /// The table's `id`.
    case id(String)
    /// The table's caption, white space folded.
    case caption(String)
    /// The nearest heading before the table, white space folded.
    case heading(String)

    /// The one table of a page that has no other.
    case only

    /// The place of the one table that is meant.
    ///
    /// - Throws: ``Diagnostic`` when none is, or several are, listing what the page has.
    func place(in tables: [PageTable], of file: String) throws(Diagnostic) -> Int {
        let wanted = CellText.folded(Array(text.utf8))
        let found = tables.indices.filter { self == .only || label(of: tables[$0]) == wanted }
        if found.count == 1, let only = found.first { return only }
        guard !tables.isEmpty else {
            throw Diagnostic(
                .error, .content, at: .file(file), "the page has no table",
                mend: "check that this is the page that was meant: it may say that it has moved")
        }
        guard found.isEmpty else {
            throw Diagnostic(
                .error, .content, at: .file(file),
                (self == .only
                    ? "the page has \(found.count) tables: "
                    : "\(found.count) tables have the \(noun) \(wanted.quoted): ")
                    + Self.list(found, tables),
                mend:
                    "under `html:`, choose the table by something it alone has: `id:`, `caption:` or `heading before:`"
            )
        }
        let nearest = wanted.nearest(of: tables.compactMap { label(of: $0) }.filter { !$0.isEmpty })
        let hint = nearest.map { "the nearest is \($0.quoted); " } ?? ""
        throw Diagnostic(
            .error, .content, at: .file(file),
            "no table has the \(noun) \(wanted.quoted); the page has "
                + Self.list(Array(tables.indices), tables),
            mend: "\(hint)correct `\(self.key):` under `html:`")
    }

    /// How many of `tables` are meant.
    func matches(in tables: [PageTable]) -> Int {
        let wanted = CellText.folded(Array(text.utf8))
        return tables.count { self == .only || label(of: $0) == wanted }
    }

    /// The word of definitions for this way to choose.
    private var key: String {
        if case .heading = self { "heading before" } else { noun }
    }

    private var noun: String {
        switch self {
        case .id: "id"
        case .caption: "caption"
        case .heading: "heading"
        case .only: "only"
        }
    }

    private var text: String {
        switch self {
        case .id(let text), .caption(let text), .heading(let text): text
        case .only: ""
        }
    }

    private func label(of table: PageTable) -> String? {
        switch self {
        case .id: table.id
        case .caption: table.caption
        case .heading: table.heading
        case .only: nil
        }
    }

    /// The first twenty of them: enough to choose from, and one line still.
    private static func list(_ places: [Int], _ tables: [PageTable]) -> String {
        let shown = places.prefix(20).map { describe($0, tables[$0]) }.joined(separator: "; ")
        return places.count > 20 ? "\(shown); and \(places.count - 20) more" : shown
    }

    private static func describe(_ place: Int, _ table: PageTable) -> String {
        var labels: [String] = []
        if let id = table.id { labels.append("id \(id.quoted)") }
        if !table.caption.isEmpty { labels.append("caption \(table.caption.quoted)") }
        if !table.heading.isEmpty { labels.append("heading \(table.heading.quoted)") }
        return "table \(place + 1) (\((labels + [table.size]).joined(separator: ", ")))"
    }

    /// The table's name in messages.
    func name(of table: PageTable, at place: Int) -> String {
        if let id = table.id { return "table \(id.quoted)" }
        return table.caption.isEmpty ? "table \(place + 1)" : "table \(table.caption.quoted)"
    }
}
