/// What a parser saw in a page.
struct ParsedPage: Hashable, Sendable {
    var tables: [PageTable] = []
    /// The first thing wrong outside of all allowances, wherever it stands.
    var lapse: ParserLapse?
    /// Whether tags stand in one another deeper than any page's.
    var isTooDeep = false
}
