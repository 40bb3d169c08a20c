public import LMIModel

extension ObservationLayout {
    /// A further dimension: the label it comes from is its own name.
    public struct DimensionRule: Sendable {
        public var id: String
        public var list: CodeList
        /// Only codes of this level of the list.
        public var level: String?
        /// Whether codes of other levels are left out, rather than refused.
        public var dropsOtherLevels: Bool
        /// The code is the text before this: `C : Manufacturing`.
        public var codeBefore: String?
        /// How many digits each code has, where the file has lost the zeros that some begin with.
        public var digits: Int?
        /// Spellings of this source: text to code of the list.
        public var also: [String: String]

        public init(
            id: String, list: CodeList, level: String? = nil, dropsOtherLevels: Bool = false,
            codeBefore: String? = nil, digits: Int? = nil, also: [String: String] = [:]
        ) {
            self.id = id
            self.list = list
            self.level = level
            self.dropsOtherLevels = dropsOtherLevels
            self.codeBefore = codeBefore
            self.digits = digits
            self.also = also
        }

        /// The code that `text` spells, which the list may lack; nil where the mark after codes is missing.
        func spelling(_ text: String) -> String? {
            if let meant = also[text] { return meant }
            guard let written = beforeMark(text) else { return nil }
            return String(repeating: "0", count: lostZeros(written)) + written
        }

        /// Whether the code of `text` has lost zeros.
        func isPadded(_ text: String) -> Bool {
            also[text] == nil && beforeMark(text).map(lostZeros) ?? 0 > 0
        }

        private func beforeMark(_ text: String) -> String? {
            guard let mark = codeBefore else { return text }
            return text.firstRange(of: mark).map { String(text[..<$0.lowerBound]) }
        }

        /// How many zeros a text of nothing but digits lacks.
        private func lostZeros(_ text: String) -> Int {
            guard let digits, !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                return 0
            }
            return max(0, digits - text.utf8.count)
        }

        /// Whether `text` is a code of this dimension, in the code list's spelling or one of the source's own.
        func knows(_ text: String) -> Bool {
            guard let entry = spelling(text).flatMap(list.entry) else { return false }
            return level == nil || entry.level == level
        }

        /// The rule that leaves figures of `text` out, because it is a code of another level.
        func dropRule(_ text: String) -> String? {
            guard dropsOtherLevels, let level, let entry = spelling(text).flatMap(list.entry),
                entry.level != level
            else { return nil }
            return keepRule
        }

        /// What a reading's report calls the rule where it leaves figures out.
        public var keepRule: String { "keep level \(level ?? "")" }
    }
}
