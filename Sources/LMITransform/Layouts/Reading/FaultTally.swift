public import LMIModel

/// Different faults of one file, each with how often it was met.
public struct FaultTally: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        /// The fault, with the place where it was met first.
        public var first: Diagnostic
        public var count: Int
    }

    /// In the order in which they were met.
    public private(set) var entries: [Entry] = []
    /// How many times a fault was met that differs from all of ``entries``, once those were ``most``.
    public private(set) var others = 0

    /// A person mends some and looks again.
    public static let most = 20

    public init() {}

    public var isEmpty: Bool { entries.isEmpty }

    /// Counts a fault; two are the same if they say the same, wherever they were met.
    public mutating func add(_ fault: Diagnostic, count: Int = 1) {
        let known = entries.firstIndex { $0.first.message == fault.message && $0.first.mend == fault.mend }
        if let known {
            entries[known].count += count
        } else if entries.count < Self.most {
            entries.append(Entry(first: fault, count: count))
        } else {
            others += count
        }
    }

    public mutating func add(_ other: FaultTally) {
        for entry in other.entries { add(entry.first, count: entry.count) }
        others += other.others
    }
}
