public import LMIModel

/// The codes of a classification as a tree: which of the finest codes each code holds.
///
/// A finest code, or leaf, is one that is no other code's parent, at whatever level it stands. Only a code
/// of the level `total` is none: it stands for all of them, as in a table's row of totals.
public struct IndustryTree: Sendable {
    public let list: CodeList
    /// The finest codes, in the list's order.
    public let leaves: [String]
    private let leafSets: [LeafSet]
    private let depths: [Int]
    /// By the place of a code its place among the leaves, where it is one.
    private let leafPlace: [Int?]
    private let byDepth: [Int]

    private static let totalLevel = "total"

    /// - Throws: ``Diagnostic`` when a code is its own ancestor.
    /// - Complexity: O(*n* × *d*) in the codes and the levels.
    public init(_ list: CodeList) throws(Diagnostic) {
        let parents = list.entries.map { $0.parent.flatMap { list.place(of: $0) } }
        let totals = list.entries.indices.filter { list.entries[$0].level == Self.totalLevel }
        var isLeaf = Array(repeating: true, count: parents.count)
        for place in parents.compactMap({ $0 }) + totals { isLeaf[place] = false }
        let leafPlaces = isLeaf.indices.filter { isLeaf[$0] }
        var leafSets = Array(repeating: LeafSet(capacity: leafPlaces.count), count: parents.count)
        var depths: [Int] = []
        for start in parents.indices {
            var depth = 0
            var above = parents[start]
            while let place = above {
                depth += 1
                guard depth <= parents.count else { throw Self.cycle(list, at: start) }
                above = parents[place]
            }
            depths.append(depth)
        }
        for (leaf, start) in leafPlaces.enumerated() {
            var place: Int? = start
            while let here = place {
                leafSets[here].insert(leaf)
                place = parents[here]
            }
        }
        for total in totals {
            depths[total] = -1
            for leaf in leafPlaces.indices { leafSets[total].insert(leaf) }
        }
        self.list = list
        self.leaves = leafPlaces.map { list.entries[$0].code }
        self.leafSets = leafSets
        self.depths = depths
        var leafPlace: [Int?] = Array(repeating: nil, count: parents.count)
        for (leaf, place) in leafPlaces.enumerated() { leafPlace[place] = leaf }
        self.leafPlace = leafPlace
        byDepth = depths.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
    }

    private static func cycle(_ list: CodeList, at place: Int) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: .cell(CellReference(file: list.file, row: place + 2)),
            "the parents of \(list.entries[place].code.quoted) lead round in a circle",
            mend: "correct the parent of one of these codes")
    }

    /// The place of a code of this tree, or nil.
    func place(of code: String) -> Int? { list.place(of: code) }

    /// How many codes stand above `code`, -1 for a total; nil for an unknown code.
    func depth(of code: String) -> Int? { place(of: code).map { depths[$0] } }

    /// What the code at `place` holds.
    func leafSet(at place: Int) -> LeafSet { leafSets[place] }

    /// The finest codes that `code` holds, in the list's order; itself, if it is one. Empty for an unknown code.
    public func leaves(of code: String) -> [String] {
        leafPlaces(of: code).map { leaves[$0] }
    }

    /// The same, as places in ``leaves``.
    func leafPlaces(of code: String) -> [Int] {
        place(of: code).map { leafSets[$0].places } ?? []
    }

    /// The set of the finest codes `codes`; nil when one of them is no finest code of this tree.
    func leafSet(of codes: [String]) -> LeafSet? {
        var set = LeafSet(capacity: leaves.count)
        for code in codes {
            guard let leaf = place(of: code).flatMap({ leafPlace[$0] }) else { return nil }
            set.insert(leaf)
        }
        return set
    }

    /// `some` of the tree's places, the coarsest first, then by the list's order.
    func coarsestFirst(_ some: [Int]) -> [Int] { some.sorted { (depths[$0], $0) < (depths[$1], $1) } }

    /// The fewest codes that hold `set` and nothing else, in the list's order.
    func names(of set: LeafSet) -> [String] {
        var rest = set
        var found: [Int] = []
        for place in byDepth where !rest.isEmpty {
            guard leafSets[place].isSubset(of: rest) else { continue }
            found.append(place)
            rest.subtract(leafSets[place])
        }
        return found.sorted().map { list.entries[$0].code }
    }
}
