/// A set of the finest codes of one tree, by their places in it.
struct LeafSet: Hashable, Sendable {
    private var words: [UInt64]

    init(capacity: Int) { words = Array(repeating: 0, count: (capacity + 63) / 64) }

    /// The places of all that it holds, in order.
    var places: [Int] {
        var places: [Int] = []
        for (number, word) in words.enumerated() {
            var rest = word
            while rest != 0 {
                places.append(64 * number + rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return places
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    func contains(_ leaf: Int) -> Bool { words[leaf / 64] >> UInt64(leaf % 64) & 1 == 1 }
    mutating func insert(_ leaf: Int) { words[leaf / 64] |= 1 << UInt64(leaf % 64) }

    func isSubset(of other: LeafSet) -> Bool {
        for place in words.indices where words[place] & ~other.words[place] != 0 { return false }
        return true
    }

    mutating func formUnion(_ other: LeafSet) {
        for place in words.indices { words[place] |= other.words[place] }
    }

    mutating func subtract(_ other: LeafSet) {
        for place in words.indices { words[place] &= ~other.words[place] }
    }
}
