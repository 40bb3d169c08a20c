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

    /// The key of the bytes in `range`; quickest where 16 bytes or more follow its start.
    public init(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) {
        let count = min(range.count, 16)
        let from = range.lowerBound
        var low: UInt64 = 0
        var high: UInt64 = 0
        if from >= 0, from + 16 <= bytes.count {
            (low, high) = unsafe bytes.withUnsafeBytes { raw in
                unsafe (
                    UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: from, as: UInt64.self)),
                    UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: from + 8, as: UInt64.self))
                )
            }
            if count < 8 { low &= (1 &<< UInt64(8 * count)) - 1 }
            high &= count <= 8 ? 0 : UInt64.max >> UInt64(128 - 8 * count)
        } else {
            for place in 0..<min(count, 8) { low |= UInt64(bytes[from + place]) << UInt64(8 * place) }
            if count > 8 {
                for place in 8..<count { high |= UInt64(bytes[from + place]) << UInt64(8 * place - 64) }
            }
        }
        self.init(low: low, high: high, length: UInt8(min(range.count, 17)))
    }
}

/// Rows of one region of a table: bytes and where each cell ends. Lent for one call, then refilled.
///
/// The bytes are valid UTF-8 whatever the file's own encoding was. A quote within a cell's bytes is always
/// doubled, so a text with its quotes doubled has the bytes of every cell that says it.
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
    /// True when a row's last separator may be a line feed after a carriage return, which is no part of the cell.
    package var mayHoldReturns: Bool
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
        mayHoldReturns = false
        records = []
    }

    /// The record number of a row, for diagnostics.
    public func record(_ row: Int) -> Int { records.isEmpty ? firstRecord + row : records[row] }

    /// Where a cell's bytes stand, outer quotes off.
    public func cell(_ row: Int, _ column: Int) -> Range<Int> {
        let place = first + row * width + column
        let from = row == 0 && column == 0 ? start : Int(ends[place - 1]) + 1
        var to = Int(ends[place])
        if mayHoldReturns, column == width - 1, to > from, bytes[to - 1] == 0x0D { to -= 1 }
        guard to - from >= 2, bytes[from] == 0x22, bytes[to - 1] == 0x22 else { return from..<max(from, to) }
        return from + 1..<to - 1
    }

    /// Up to 16 bytes of a cell.
    public func key(_ row: Int, _ column: Int) -> ShortKey { ShortKey(bytes.span, cell(row, column)) }

    /// The text of a cell, doubled quotes undone: for people, the slow path.
    public func text(_ row: Int, _ column: Int) -> String {
        let raw = bytes[cell(row, column)]
        guard mayHoldQuotes, raw.contains(0x22) else { return String(decoding: raw, as: UTF8.self) }
        var plain: [UInt8] = []
        plain.reserveCapacity(raw.count)
        var isSecond = false
        for byte in raw {
            isSecond = byte == 0x22 && !isSecond
            if !isSecond { plain.append(byte) }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}

extension Batch {
    /// Forgets the rows, keeps the room they took.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        (first, start, rows) = (0, 0, 0)
        (mayHoldQuotes, mayHoldReturns) = (false, false)
    }

    /// Adds a row of ``width`` cells given as texts.
    ///
    /// A batch filled so is ended with ``pad()`` before it is lent.
    package mutating func append(_ cells: [String], record: Int) {
        precondition(cells.count == width)
        for cell in cells {
            let isQuoted = cell.utf8.contains(0x22)
            if isQuoted { bytes.append(0x22) }
            for byte in cell.utf8 {
                if byte == 0x22 { bytes.append(byte) }
                bytes.append(byte)
            }
            if isQuoted { bytes.append(0x22) }
            endCell()
            mayHoldQuotes = mayHoldQuotes || isQuoted
        }
        endRow(record: record)
    }

    /// Puts a separator after the bytes appended last.
    package mutating func endCell() {
        ends.append(UInt32(bytes.count))
        bytes.append(0x2C)
    }

    /// Counts the cells ended last as a row.
    package mutating func endRow(record: Int) {
        if rows == 0 { firstRecord = record }
        records.append(record)
        rows += 1
    }

    /// Adds the bytes to spare after the last cell.
    package mutating func pad() { bytes.append(contentsOf: repeatElement(0x20, count: 64)) }
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
    /// What the lines above the table say, by the label they begin with, or by the label that a template or the
    /// heading itself gives; with the cell each was read from.
    var above: [String: LabelledLine] { get }
    /// The rows of the file that are neither headings nor figures, counted.
    var around: RowsAround { get }
    /// Hands every row to copies of `start`, in batches, and merges the copies in the order of their first rows.
    ///
    /// With one thread there is one copy, and the rows come in the order of the file. With several, each copy
    /// takes batches from all over the file, so a consumer that needs the order asks for one thread.
    func read<C: BatchConsumer>(into start: C, threads: Int) throws(Diagnostic) -> C
}

extension Table {
    /// Nothing but the headings and the rows.
    public var around: RowsAround { RowsAround() }
}

/// How many rows around a table hold no figure of it, so that all rows of a file are accounted for.
public struct RowsAround: Hashable, Sendable {
    /// Rows with text above the headings, below the table before it if there is one.
    public var above: Int
    /// Rows with text below the last table of the file.
    public var below: Int
    /// Rows without text, be it above, within or below.
    public var blank: Int
    /// The last row, left out because the file ends inside it.
    public var cutOff: CellReference?

    public init(above: Int = 0, below: Int = 0, blank: Int = 0, cutOff: CellReference? = nil) {
        self.above = above
        self.below = below
        self.blank = blank
        self.cutOff = cutOff
    }

    /// Counts the rows around another table of the same file as well.
    public mutating func add(_ other: RowsAround) {
        above += other.above
        below += other.below
        blank += other.blank
        cutOff = cutOff ?? other.cutOff
    }
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
