/// What a child that parsed a page tells of it, as bytes.
///
/// A child that a page has taken over may answer anything: every number is held against what it may be and
/// every length against what is left, before anything is made of it.
enum PageAnswer {
    /// The most bytes an answer may have: twice what a page may have.
    static let limit = 32 << 20

    /// Why bytes are no answer.
    struct Malformed: Error {}

    /// - Returns: Nil when the answer would be longer than ``limit``.
    static func bytes(of page: ParsedPage) -> [UInt8]? {
        var writer = Writer()
        writer.bytes = Array(mark.utf8)
        writer.put(page.isTooDeep ? 1 : 0)
        writer.put(page.lapse)
        writer.put(page.tables.count)
        for table in page.tables {
            writer.put(table)
            guard writer.bytes.count <= limit else { return nil }
        }
        return writer.bytes
    }

    static func page(of bytes: [UInt8]) throws(Malformed) -> ParsedPage {
        guard bytes.count <= limit, bytes.starts(with: mark.utf8) else { throw Malformed() }
        var reader = Reader(bytes: bytes, place: mark.utf8.count)
        var page = ParsedPage()
        page.isTooDeep = try reader.number(0...1) == 1
        page.lapse = try reader.lapse()
        page.tables = try reader.list(ofAtLeast: 28) { (reader) throws(Malformed) in try reader.table() }
        guard reader.left == 0 else { throw Malformed() }
        return page
    }

    private static let mark = "lmi page 1\n"
    private static let tags: [TableTag] = [.table, .caption, .thead, .tbody, .tfoot, .tr, .td, .th]
    private static let parts: [PageTable.Part] = [.head, .body, .foot]

    private struct Writer {
        var bytes: [UInt8] = []

        mutating func put(_ number: Int) {
            let number = UInt32(truncatingIfNeeded: number)
            for shift in [0, 8, 16, 24] as [UInt32] {
                bytes.append(UInt8(truncatingIfNeeded: number >> shift))
            }
        }

        mutating func put(_ text: String) {
            put(text.utf8.count)
            bytes += text.utf8
        }

        mutating func put(_ lapse: ParserLapse?) {
            put(lapse == nil ? 0 : 1)
            guard let lapse else { return }
            put(lapse.code)
            put(lapse.line)
            put(lapse.column)
            put(lapse.words)
        }

        mutating func put(_ table: PageTable) {
            put(table.id == nil ? 0 : 1)
            if let id = table.id { put(id) }
            put(table.caption)
            put(table.heading)
            put(table.fault == nil ? 0 : 1)
            if let fault = table.fault {
                put(fault.row)
                put(fault.message)
            }
            put(table.lapse)
            put(table.tags.count)
            for tag in table.tags { bytes.append(UInt8(tags.firstIndex(of: tag) ?? 0)) }
            put(table.rows.count)
            for row in table.rows {
                guard bytes.count <= limit else { return }
                put(row)
            }
        }

        private mutating func put(_ row: PageTable.Row) {
            put(parts.firstIndex(of: row.part) ?? 0)
            put(row.partNumber)
            put(row.cells.count)
            for cell in row.cells {
                put(cell.text)
                put(cell.marks.count)
                for mark in cell.marks { put(mark) }
                put(cell.columns)
                put(cell.rows)
            }
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var place: Int
        var left: Int { bytes.count - place }

        mutating func raw() throws(Malformed) -> UInt32 {
            guard left >= 4 else { throw Malformed() }
            var number: UInt32 = 0
            for byte in bytes[place..<place + 4].reversed() { number = number << 8 | UInt32(byte) }
            place += 4
            return number
        }

        mutating func number(_ range: ClosedRange<Int>) throws(Malformed) -> Int {
            let number = Int(try raw())
            guard range.contains(number) else { throw Malformed() }
            return number
        }

        /// A number that may be below zero.
        mutating func signed() throws(Malformed) -> Int { Int(Int32(bitPattern: try raw())) }

        mutating func text() throws(Malformed) -> String {
            let count = try number(0...left)
            guard count <= left, let text = String(validating: bytes[place..<place + count], as: UTF8.self)
            else { throw Malformed() }
            place += count
            return text
        }

        mutating func optional<Value>(
            _ read: (inout Self) throws(Malformed) -> Value
        ) throws(Malformed) -> Value? {
            try number(0...1) == 1 ? try read(&self) : nil
        }

        /// - Parameter least: The fewest bytes that one element has, so that a count alone takes no memory.
        mutating func list<Value>(
            ofAtLeast least: Int, _ read: (inout Self) throws(Malformed) -> Value
        ) throws(Malformed) -> [Value] {
            let count = try number(0...left)
            guard count <= left / least else { throw Malformed() }
            var values: [Value] = []
            values.reserveCapacity(count)
            for _ in 0..<count { values.append(try read(&self)) }
            return values
        }

        mutating func lapse() throws(Malformed) -> ParserLapse? {
            try optional { (reader) throws(Malformed) in
                ParserLapse(
                    code: try reader.signed(), line: try reader.signed(), column: try reader.signed(),
                    words: try reader.text())
            }
        }

        mutating func table() throws(Malformed) -> PageTable {
            let id = try optional { (reader) throws(Malformed) in try reader.text() }
            let caption = try text()
            var table = PageTable(heading: try text())
            table.id = id
            table.caption = caption
            table.fault = try optional { (reader) throws(Malformed) in try reader.fault() }
            table.lapse = try lapse()
            table.tags = try list(ofAtLeast: 1) { (reader) throws(Malformed) in
                reader.place += 1
                let tag = Int(reader.bytes[reader.place - 1])
                guard tag < tags.count else { throw Malformed() }
                return tags[tag]
            }
            table.rows = try list(ofAtLeast: 12) { (reader) throws(Malformed) in try reader.row() }
            guard table.fault?.row ?? 0 <= table.rows.count else { throw Malformed() }
            return table
        }

        /// Its message is shown as it is, so it may not write on the reader's terminal.
        private mutating func fault() throws(Malformed) -> PageTable.Fault {
            let row = try number(0...PageAnswer.limit)
            let message = try text()
            guard message.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
                throw Malformed()
            }
            return PageTable.Fault(row: row, message: message, mend: HTMLFile.mendTable)
        }

        private mutating func row() throws(Malformed) -> PageTable.Row {
            let part = parts[try number(0...2)]
            var row = PageTable.Row(part: part, partNumber: try number(0...PageAnswer.limit))
            row.cells = try list(ofAtLeast: 16) { (reader) throws(Malformed) in
                PageTable.Cell(
                    text: try reader.text(),
                    marks: try reader.list(ofAtLeast: 4) { (reader) throws(Malformed) in try reader.text() },
                    columns: try reader.number(1...1000), rows: try reader.number(1...1000))
            }
            return row
        }
    }
}
