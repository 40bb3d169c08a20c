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
    }

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
        self.gaps = gaps
        self.literals = literals
    }

    /// Cuts `text` at the template's own characters.
    ///
    /// - Complexity: O(*text* × *gaps*) for texts that fit in one way.
    public func match(_ text: String) -> Match {
        let bytes = Array(text.utf8)
        guard let first = literals.first, let last = literals.last else { return .differs }
        if gaps.isEmpty { return bytes == first ? .fits([:]) : .differs }
        guard bytes.count >= first.count + last.count, bytes.starts(with: first),
            bytes[(bytes.count - last.count)...].elementsEqual(last)
        else { return .differs }
        var found: [[Range<Int>]] = []
        var cuts: [Range<Int>] = []
        search(bytes, from: first.count, end: bytes.count - last.count, gap: 0, &cuts, &found)
        guard let cut = found.first else { return .differs }
        guard found.count == 1 else { return .isAmbiguous }
        var texts: [String: String] = [:]
        for (gap, range) in zip(gaps, cut) { texts[gap] = String(decoding: bytes[range], as: UTF8.self) }
        return .fits(texts)
    }

    /// Looks for two ways to fill the gaps from `gap` on, and no more than two.
    private func search(
        _ bytes: [UInt8], from start: Int, end: Int, gap: Int, _ cuts: inout [Range<Int>],
        _ found: inout [[Range<Int>]]
    ) {
        if gap == gaps.count - 1 {
            if start < end { found.append(cuts + [start..<end]) }
            return
        }
        let literal = literals[gap + 1]
        var place = start + 1
        while place + literal.count < end, found.count < 2 {
            if bytes[place..<place + literal.count].elementsEqual(literal) {
                cuts.append(start..<place)
                search(bytes, from: place + literal.count, end: end, gap: gap + 1, &cuts, &found)
                cuts.removeLast()
            }
            place += 1
        }
    }
}
