/// Up to 16 bytes of a cell, for comparing and hashing without making a `String`.
///
/// A longer cell keeps its first 16 bytes and is marked, so that it never equals a short one by accident:
/// whoever meets a marked key compares the whole cell.
public struct ShortKey: Hashable, Sendable {
    public let low: UInt64
    public let high: UInt64
    /// The cell's length in bytes, capped at 17: 17 says that it goes on after these 16.
    public let length: UInt8

    public init(low: UInt64, high: UInt64, length: UInt8) {
        self.low = low
        self.high = high
        self.length = length
    }

    public var isWhole: Bool { length <= 16 }
}

/// Rows of one region of a table: bytes and where each cell ends. Lent for one call, then refilled.
///
/// The bytes are valid UTF-8 whatever the file's own encoding was.
public struct Batch: ~Copyable {
    /// The cells, each followed by one separator byte; padded at the end with 64 bytes to spare.
    public package(set) var bytes: [UInt8]
    /// `ends[first + row * width + column]` is the offset of the separator after that cell.
    public package(set) var ends: [UInt32]
    public package(set) var first: Int
    public package(set) var width: Int
    public package(set) var rows: Int
    /// The record number of the batch's first row, counted from 1 at the top of the file.
    public package(set) var firstRecord: Int
    /// The offset of the first cell's first byte.
    public package(set) var start: Int
    /// True when a cell may hold a doubled quote, which ``text(_:_:)`` undoes.
    public package(set) var mayHoldQuotes: Bool
    /// Record numbers of the rows where they do not follow one another; empty where they do.
    public package(set) var records: [Int]

    package init(width: Int) {
        bytes = []
        ends = []
        first = 0
        self.width = width
        rows = 0
        firstRecord = 1
        start = 0
        mayHoldQuotes = false
        records = []
    }

    /// The record number of a row, for diagnostics.
    public func record(_ row: Int) -> Int { records.isEmpty ? firstRecord + row : records[row] }

    /// Where a cell's bytes stand, outer quotes off.
    public func cell(_ row: Int, _ column: Int) -> Range<Int> {
        let place = first + row * width + column
        let from = row == 0 && column == 0 ? start : Int(ends[place - 1]) + 1
        let to = Int(ends[place])
        guard to - from >= 2, bytes[from] == 0x22, bytes[to - 1] == 0x22 else { return from..<max(from, to) }
        return from + 1..<to - 1
    }

    /// Up to 16 bytes of a cell.
    public func key(_ row: Int, _ column: Int) -> ShortKey {
        let range = cell(row, column)
        var low: UInt64 = 0
        var high: UInt64 = 0
        for (place, index) in range.prefix(16).enumerated() {
            if place < 8 {
                low |= UInt64(bytes[index]) << UInt64(8 * place)
            } else {
                high |= UInt64(bytes[index]) << UInt64(8 * (place - 8))
            }
        }
        return ShortKey(low: low, high: high, length: UInt8(min(range.count, 17)))
    }

    /// The text of a cell, doubled quotes undone: for people, the slow path.
    public func text(_ row: Int, _ column: Int) -> String {
        let raw = String(decoding: bytes[cell(row, column)], as: UTF8.self)
        guard mayHoldQuotes, raw.contains("\"\"") else { return raw }
        return raw.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
    }
}

/// What is done with the rows of a table: a struct, so that a copy of it is a thread's own state.
public protocol BatchConsumer: Sendable {
    mutating func take(_ batch: borrowing Batch) throws(Diagnostic)
    mutating func merge(_ other: consuming Self) throws(Diagnostic)
}

/// A region of uniform width with headings, read in batches and never held whole.
public protocol Table: Sendable {
    /// The file for messages.
    var file: String { get }
    /// One text a column; headings of several rows are joined with " | ".
    var headings: [String] { get }
    /// The record number of the (last) heading row; 0 where the table has none.
    var headingRecord: Int { get }
    /// What the labelled lines above the table say, by label, with the cell each was read from.
    var above: [String: LabelledLine] { get }
    /// Hands every row to copies of `start`, in batches, and merges the copies in the order of the file.
    func read<C: BatchConsumer>(into start: C, threads: Int) throws(Diagnostic) -> C
}

/// A line above a table such as `"Date       :","2017"`: its label (white space and colon off) and its text.
public struct LabelledLine: Hashable, Sendable {
    public let text: String
    public let cell: CellReference

    public init(text: String, cell: CellReference) {
        self.text = text
        self.cell = cell
    }
}
