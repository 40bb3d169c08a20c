/// A text with named gaps, such as `{number} ({sex} - {occupation})`: how one label says several things.
///
/// Between the gaps the template's own characters stand, and every text must have them. A template is never a
/// regular expression: a gap takes any characters, at least one, and a text that could be cut in two ways
/// fits in neither.
public struct Template: Hashable, Sendable, CustomStringConvertible {
    /// What a template cannot be.
    public enum Fault: Error, Hashable, Sendable {
        /// A brace that opens or closes no gap.
        case looseBrace
        /// A gap without a name, or with a name that another gap has.
        case gapName(String)
        /// Two gaps with nothing between them.
        case adjacentGaps
        /// More than ``mostGaps``.
        case tooManyGaps
    }

    /// No label of a real table says more things at once.
    public static let mostGaps = 12

    /// What a text comes to.
    public enum Match: Hashable, Sendable {
        /// The text of each gap, by the gap's name.
        case fits([String: String])
        case differs
        /// The text can be cut in more than one way.
        case isAmbiguous
    }

    /// The template as it was written.
    public let description: String
    /// The names of the gaps, from left to right.
    public let gaps: [String]
    /// The characters before, between and after the gaps: one more than there are gaps.
    private let literals: [[UInt8]]

    /// - Parameter text: Gaps stand in braces: `{sex}`.
    /// - Throws: ``Fault``
    public init(_ text: String) throws(Fault) {
        description = text
        var gaps: [String] = []
        var literals: [[UInt8]] = [[]]
        var name: [UInt8]?
        for byte in text.utf8 {
            switch (byte, name) {
            case (UInt8(ascii: "{"), nil):
                if !gaps.isEmpty, literals[literals.count - 1].isEmpty { throw .adjacentGaps }
                name = []
            case (UInt8(ascii: "{"), _?), (UInt8(ascii: "}"), nil): throw .looseBrace
            case (UInt8(ascii: "}"), let bytes?):
                let gap = String(decoding: bytes, as: UTF8.self)
                guard !gap.isEmpty, !gaps.contains(gap) else { throw .gapName(gap) }
                gaps.append(gap)
                literals.append([])
                name = nil
            case (_, nil): literals[literals.count - 1].append(byte)
            case (_, _?): name?.append(byte)
            }
        }
        guard name == nil else { throw .looseBrace }
        guard gaps.count <= Self.mostGaps else { throw .tooManyGaps }
        self.gaps = gaps
        self.literals = literals
    }

    /// Cuts `text` at the template's own characters.
    ///
    /// - Complexity: O(*text* × *template*), however many ways there are.
    public func match(_ text: String) -> Match {
        let bytes = Array(text.utf8)
        guard let first = literals.first, let last = literals.last else { return .differs }
        if gaps.isEmpty { return bytes == first ? .fits([:]) : .differs }
        guard bytes.count >= first.count + last.count, bytes.starts(with: first),
            bytes[(bytes.count - last.count)...].elementsEqual(last)
        else { return .differs }
        let room = first.count..<bytes.count - last.count
        let ways = self.ways(bytes, room)
        switch ways[0][first.count] {
        case .none: return .differs
        case .several: return .isAmbiguous
        case .one: break
        }
        var texts: [String: String] = [:]
        var start = room.lowerBound
        for (gap, name) in gaps.enumerated() {
            let end = cut(bytes, gap: gap, from: start, room, ways)
            texts[name] = String(decoding: bytes[start..<end], as: UTF8.self)
            start = end + literals[gap + 1].count
        }
        return .fits(texts)
    }

    private enum Ways {
        case none, one, several

        static func + (left: Self, right: Self) -> Self {
            switch (left, right) {
            case (.none, let other), (let other, .none): other
            default: .several
            }
        }
    }

    /// For each gap and each place, in how many ways the gap can begin there and the rest still fit.
    private func ways(_ bytes: [UInt8], _ room: Range<Int>) -> [[Ways]] {
        let none = [Ways](repeating: .none, count: bytes.count + 1)
        var ways = [[Ways]](repeating: none, count: gaps.count)
        for gap in gaps.indices.reversed() {
            // From the right: what a gap can do that begins one place further left is that, and to end here.
            var sum = Ways.none
            for start in room.reversed() {
                sum = sum + self.ways(bytes, ending: gap, at: start + 1, room, ways)
                ways[gap][start] = sum
            }
        }
        return ways
    }

    /// In how many ways the rest fits if `gap` ends at `end`.
    private func ways(
        _ bytes: [UInt8], ending gap: Int, at end: Int, _ room: Range<Int>, _ ways: [[Ways]]
    ) -> Ways {
        if gap == gaps.count - 1 { return end == room.upperBound ? .one : .none }
        let literal = literals[gap + 1]
        let next = end + literal.count
        guard next < room.upperBound, bytes[end..<next].elementsEqual(literal) else { return .none }
        return ways[gap + 1][next]
    }

    /// Where `gap` ends, if it can do so in one way.
    private func cut(
        _ bytes: [UInt8], gap: Int, from start: Int, _ room: Range<Int>, _ ways: [[Ways]]
    ) -> Int {
        (start + 1...room.upperBound).first {
            self.ways(bytes, ending: gap, at: $0, room, ways) == .one
        } ?? room.upperBound
    }
}
