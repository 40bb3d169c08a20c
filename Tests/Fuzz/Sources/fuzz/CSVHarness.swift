@testable internal import LMIExtract
@testable internal import LMIModel

/// Whatever the file: both readers and all chunk sizes come to one outcome, and what is read can be written as
/// RFC 4180 has it and read again.
enum CSVHarness {
    private static let file = MemoryFile()
    private static let chunks = [1, 2, 3, 7, 8, 63, 64, 65, 100, 127, 128, 129, 1000, 4096]

    @Sendable static func run(_ given: Input) {
        var input = given
        let chunkSize = chunks[input.choice(of: chunks.count)]
        let threads = input.choice(of: 16) == 0 ? 2 : 1
        let longest = input.choice(of: 4) == 0 ? 64 : 8 << 20
        let encoding = TextEncoding.allCases[input.choice(of: 12) % TextEncoding.allCases.count]
        let delimiter: UInt8 = [0x2C, 0x09, 0x3B][input.choice(of: 6) % 3]
        let layout = layout(&input)
        shift(Array(input.bytes), delimiter)
        file.hold(Array(input.bytes))
        var source = CSVSource(
            path: file.path, name: "f.csv", encoding: encoding, delimiter: delimiter, chunkSize: 1 << 16,
            longestRecord: longest)
        let whole = Outcome(source, layout, threads: 1)
        demand(Outcome(record: source, layout) == whole, "the two readers differ: \(whole)")
        source.chunkSize = chunkSize
        let cut = Outcome(source, layout, threads: threads)
        demand(cut == whole, "chunks of \(chunkSize) bytes and \(threads) threads differ: \(whole) is \(cut)")
        guard case .tables(let tables) = whole else { return }
        for table in tables { rewrite(table) }
    }

    /// The quick scan looks at 64 bytes at a time: a row in front of all others, however long, changes nothing.
    private static func shift(_ bytes: [UInt8], _ delimiter: UInt8) {
        let alone = scan(bytes, delimiter)
        for length in 1...64 {
            let moved = scan(Array(repeating: 0x78, count: length - 1) + [0x0A] + bytes, delimiter)
            demand((moved == nil) == (alone == nil), "a row of \(length) bytes in front makes a difference")
            guard let moved, let alone else { continue }
            demand(
                moved == [UInt32(length - 1)] + alone.map { $0 + UInt32(length) },
                "a row of \(length) bytes in front moves separators")
        }
    }

    /// The places of the separators; nil where the bytes are not sound.
    private static func scan(_ bytes: [UInt8], _ delimiter: UInt8) -> [UInt32]? {
        let padded = bytes + [0x0A] + Array(repeating: 0x20, count: 64)
        var ends = [UInt32](repeating: 0, count: padded.count + 64)
        let scan = SeparatorScan(padded, count: bytes.count + 1, delimiter: delimiter, into: &ends)
        return scan.isSound ? Array(ends.prefix(scan.separators)) : nil
    }

    private static func layout(_ input: inout Input) -> RegionLayout {
        let first = ["Area", "DATE", "x", ""][input.choice(of: 4)]
        let header: RegionLayout.Header =
            switch input.choice(of: 7) {
            case 0: .firstCell(first)
            case 1: .none(startRow: 1 + input.choice(of: 3))
            case 2: .row(2)
            case 3: .noneAfter(firstCell: first)
            case 4: .panels([first, "y"], says: "panel")
            default: .row(1)
            }
        var layout = RegionLayout(header: header)
        let shape = input.choice(of: 8)
        if shape == 1 { layout.ends = .blankRow }
        if shape == 2 { layout.ends = .before(firstCell: "x") }
        if shape == 3 { layout.blankRows = .skip }
        if shape == 4 { layout.shortRowsMayLack = 2 }
        if shape == 5 { layout.headerRows = 2 }
        if shape == 6 { (layout.repeats, layout.ends) = (2, .blankRow) }
        if shape == 7 { layout.ends = .nextHeading }
        layout.spacesTakenOff = input.choice(of: 8) == 7
        layout.lastRowIsCut = input.choice(of: 16) == 7
        layout.headings.isFilled = layout.headerRows > 1
        if input.choice(of: 2) == 1 { layout.below = .notes }
        return layout
    }

    /// Writes the cells with every cell in quotes, and demands them back.
    private static func rewrite(_ table: Outcome.Cells) {
        let rows = table.rows.sorted { $0.key < $1.key }.map(\.value)
        guard !rows.isEmpty else { return }
        let text = rows.map { row in
            row.map {
                "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
            }
            .joined(separator: ",") + "\r\n"
        }
        file.hold(Array(text.joined().utf8))
        let source = CSVSource(
            path: file.path, name: "f.csv", encoding: .utf8, delimiter: 0x2C, chunkSize: 64)
        guard case .tables(let again) = Outcome(source, RegionLayout(header: .none(startRow: 1)), threads: 1),
            again.count == 1
        else { fatalError("what was read cannot be written and read: \(text)") }
        demand(again[0].rows.sorted { $0.key < $1.key }.map(\.value) == rows, "written and read: \(text)")
    }
}

/// What reading a file came to.
enum Outcome: Hashable {
    struct Cells: Hashable {
        var headings: [String]
        var rows: [Int: [String]]
    }

    case tables([Cells])
    case fault(Diagnostic)

    /// Reads all tables as the program does.
    init(_ source: CSVSource, _ layout: RegionLayout, threads: Int) {
        self.init(source, layout) { table throws(Diagnostic) in
            try table.read(into: KeepAll(), threads: threads)
        }
    }

    /// Reads all tables record by record, as the quick scan never does.
    init(record source: CSVSource, _ layout: RegionLayout) {
        self.init(source, layout) { table throws(Diagnostic) in
            var reader = try RowReader(table, from: table.position, before: table.recordsBefore)
            var batch = Batch(width: table.headings.count)
            var all = KeepAll()
            while true {
                let fault = reader.fill(&batch)
                try all.take(batch)
                if let fault { throw fault }
                if batch.rows == 0 { return all }
            }
        }
    }

    private init(
        _ source: CSVSource, _ layout: RegionLayout,
        _ read: (CSVTable) throws(Diagnostic) -> KeepAll
    ) {
        do throws(Diagnostic) {
            var tables: [Cells] = []
            for table in try CSVFile(source).tables(layout) {
                tables.append(Cells(headings: table.headings, rows: try read(table).rows))
            }
            self = .tables(tables)
        } catch {
            demand(!error.message.isEmpty && !error.message.contains("\n"), "a message of one line: \(error)")
            demand(error.fault != .internal, "\(error)")
            self = .fault(error)
        }
    }
}
