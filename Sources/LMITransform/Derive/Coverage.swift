internal import LMIModel

/// How the codes that a table has cover what is asked for.
struct Coverage: Sendable {
    /// Places in the tree of the present codes to be added, the coarsest first; no two overlap.
    let covered: [Int]
    /// Places of absent codes that a complete grid makes zeros.
    let zeros: [Int]
    /// What no code covers.
    let missing: LeafSet

    var isExact: Bool { missing.isEmpty }

    /// Covers `wanted` with `present` codes.
    ///
    /// A code counts only if it holds nothing but what is wanted. A code inside one already taken is
    /// passed over, so that nobody is counted twice.
    ///
    /// - Parameters:
    ///   - present: Places in `tree`, the coarsest first.
    ///   - grid: Places of every code of the level whose absent rows are zeros; empty where an absent row
    ///     says nothing.
    /// - Complexity: O(*p* × *w*): present codes and words of a leaf set.
    init(of wanted: LeafSet, by present: [Int], grid: [Int] = [], in tree: IndustryTree) {
        var rest = wanted
        var covered: [Int] = []
        for place in present {
            let leaves = tree.leafSet(at: place)
            guard leaves.isSubset(of: rest) else { continue }
            covered.append(place)
            rest.subtract(leaves)
        }
        var zeros: [Int] = []
        for place in grid where !rest.isEmpty {
            let leaves = tree.leafSet(at: place)
            // A present code inside what is left would have been taken above: this one is absent.
            guard leaves.isSubset(of: rest) else { continue }
            zeros.append(place)
            rest.subtract(leaves)
        }
        self.covered = covered
        self.zeros = zeros
        missing = rest
    }
}
