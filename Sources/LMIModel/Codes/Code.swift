/// A system of codes in one of its editions: `SIC 2007`, `SOC 2020`, `ONS areas`.
public struct Classification: Hashable, Sendable, RawRepresentable, Comparable, CustomStringConvertible {
    /// The name with its vintage, as definitions write it.
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ name: String) { rawValue = name }
    public var description: String { rawValue }
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A code of one classification. Made only by a ``CodeList``, so a `Code` in hand is a known code.
public struct Code: Hashable, Sendable, Comparable {
    public let classification: Classification
    public let text: String

    init(_ text: String, in classification: Classification) {
        self.text = text
        self.classification = classification
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.classification, left.text) < (right.classification, right.text)
    }
}

/// The codes of one classification, with their labels, levels and parents.
public struct CodeList: Sendable {
    /// One line of a code list.
    public struct Entry: Hashable, Sendable {
        public let code: String
        public let label: String
        /// The level's name, such as `section` or `class`; empty in a flat list.
        public let level: String
        /// The code it belongs to one level up; nil at the top.
        public let parent: String?

        public init(code: String, label: String, level: String = "", parent: String? = nil) {
            self.code = code
            self.label = label
            self.level = level
            self.parent = parent
        }
    }

    public let classification: Classification
    /// The file it was read from, for messages.
    public let file: String
    /// In the file's order.
    public let entries: [Entry]
    private let byCode: [String: Int]

    /// - Throws: ``Diagnostic`` naming a code that stands twice, or a parent that stands nowhere.
    public init(_ classification: Classification, file: String, entries: [Entry]) throws(Diagnostic) {
        var byCode: [String: Int] = [:]
        byCode.reserveCapacity(entries.count)
        for (place, entry) in entries.enumerated() {
            guard byCode.updateValue(place, forKey: entry.code) == nil else {
                throw Diagnostic(
                    .error, .configuration, at: .cell(CellReference(file: file, row: place + 2)),
                    "the code \(entry.code.quoted) stands twice in the list of \(classification)",
                    mend: "keep one of the two lines")
            }
        }
        for (place, entry) in entries.enumerated() {
            guard let parent = entry.parent, byCode[parent] == nil else { continue }
            throw Diagnostic(
                .error, .configuration, at: .cell(CellReference(file: file, row: place + 2)),
                "the parent \(parent.quoted) of \(entry.code.quoted) is not in the list of \(classification)",
                mend: "add a line for \(parent.quoted), or correct the parent")
        }
        self.classification = classification
        self.file = file
        self.entries = entries
        self.byCode = byCode
    }

    /// The code spelled `text`, or nil.
    public func code(_ text: String) -> Code? {
        byCode[text] == nil ? nil : Code(text, in: classification)
    }

    /// Where among the entries a code stands, or nil.
    public func place(of text: String) -> Int? { byCode[text] }

    /// The line of a code of this list.
    public func entry(_ text: String) -> Entry? { byCode[text].map { entries[$0] } }

    /// The code spelled `text`.
    ///
    /// - Parameter level: Where given, only codes of that level are known.
    /// - Throws: ``Diagnostic`` at `cell` when the list has no such code, naming the nearest that it has.
    public func code(_ text: String, level: String? = nil, at cell: CellReference) throws(Diagnostic) -> Code
    {
        if let place = byCode[text], level == nil || entries[place].level == level {
            return Code(text, in: classification)
        }
        let known = entries.filter { level == nil || $0.level == level }
        let what = level.map { "\($0) of \(classification)" } ?? "code of \(classification)"
        let nearest = text.nearest(of: known.map(\.code))
        let hint = nearest.map { "the nearest is \($0.quoted) (\(entry($0)?.label ?? "")); " } ?? ""
        throw Diagnostic(
            cell, "\(text.quoted) is not a \(what)",
            mend:
                "\(hint)if the publisher uses a new code, add it to \(file); else correct the definition's `of:`"
        )
    }
}
