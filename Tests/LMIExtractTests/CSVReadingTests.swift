import LMIModel
import Testing

@testable import LMIExtract

/// What the strict reader takes.
struct CSVReadingTests {
    private func cells(
        _ bytes: [UInt8], _ layout: RegionLayout = RegionLayout(header: .row(1)),
        encoding: TextEncoding = .utf8,
        delimiter: Character = ","
    ) throws -> [[String]] {
        let file = try TemporaryFile(bytes)
        let outcomes = [1, 3, 4096].map {
            Outcome(file.path, layout, encoding: encoding, delimiter: delimiter, chunkSize: $0, threads: 2)
        }
        #expect(outcomes[0] == outcomes[2] && outcomes[1] == outcomes[2])
        if case .fault(let text) = outcomes[2] { Issue.record("\(text)") }
        return outcomes[2].cells
    }

    private func cells(_ text: String, _ layout: RegionLayout = RegionLayout(header: .row(1))) throws
        -> [[String]]
    {
        try cells(Array(text.utf8), layout)
    }

    @Test(arguments: [
        "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\n1,2\n3,4", "\u{FEFF}a,b\r\n1,2\n3,4\r\n",
    ])
    func `line feeds, carriage returns before them and a missing last one make the same rows`(text: String)
        throws
    {
        #expect(try cells(text) == [["1", "2"], ["3", "4"]])
    }

    @Test func `quotes hold delimiters, line breaks and doubled quotes`() throws {
        #expect(
            try cells("a,b\n\"x,y\",\"say \"\"no\"\"\"\n\"\",\"l1\r\nl2\"\n\"\"\"\",\"\"\"\"\"\"\n")
                == [["x,y", "say \"no\""], ["", "l1\r\nl2"], ["\"", "\"\""]])
    }

    @Test func `a quote before a combining mark is still a quote`() throws {
        #expect(try cells("a\n\"\"\"\u{301}x\"\n") == [["\"\u{301}x"]])
    }

    @Test func `rows are counted as records, not as lines`() throws {
        let file = try TemporaryFile("a\n\"1\n2\n3\"\n4\n")
        #expect(Outcome(file.path) == .rows([2: ["1\n2\n3"], 3: ["4"]]))
    }

    @Test(arguments: ["\t", ";"] as [Character])
    func `the delimiter is the declared one`(delimiter: Character) throws {
        let text = "a\(delimiter)b\n1,5\(delimiter)\"2\(delimiter)\"\n"
        #expect(try cells(Array(text.utf8), delimiter: delimiter) == [["1,5", "2\(delimiter)"]])
    }

    @Test func `Windows-1252 is read by its own table`() throws {
        let bytes: [UInt8] = [0x61, 0x0A, 0x80, 0x93, 0x41, 0x94, 0xA3, 0xE9, 0x0A]
        #expect(try cells(bytes, encoding: .windows1252) == [["€“A”£é"]])
    }

    @Test(arguments: [
        (TextEncoding.utf16WithMark, [0xFF, 0xFE], false), (.utf16WithMark, [0xFE, 0xFF], true),
        (.utf16LittleEndian, [], false), (.utf16BigEndian, [], true), (.utf16BigEndian, [0xFE, 0xFF], true),
    ])
    func `UTF-16 is read in either order, letters beyond the first plane too`(
        encoding: TextEncoding, mark: [Int], isBigEndian: Bool
    ) throws {
        let words = Array("a,b\r\n\"é,€\",𝄞\r\n".utf16)
        let bytes = words.flatMap {
            isBigEndian ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)]
        }
        #expect(try cells(mark.map { UInt8($0) } + bytes, encoding: encoding) == [["é,€", "𝄞"]])
    }

    @Test func `blank rows are passed over where the definition says so, and rows keep their numbers`() throws
    {
        let file = try TemporaryFile("a,b\n\n1,2\n,\n3,4\n")
        let layout = RegionLayout(header: .row(1), blankRows: .skip)
        #expect(Outcome(file.path, layout) == .rows([3: ["1", "2"], 5: ["3", "4"]]))
    }

    @Test func `a short row lacks its last cells, not its first`() throws {
        let layout = RegionLayout(header: .row(1), shortRowsMayLack: 1)
        #expect(try cells("a,b,c\n1,2\n3,4,5\n", layout) == [["1", "2", ""], ["3", "4", "5"]])
    }

    @Test func `a table ends before the row that is named`() throws {
        let layout = RegionLayout(header: .firstCell("a"), ends: .before(firstCell: "Notes"), below: .notes)
        #expect(try cells("title\na,b\n1,2\nNotes for users\nanything,at,all\n", layout) == [["1", "2"]])
    }

    @Test func `cells longer than sixteen bytes are told apart`() throws {
        let file = try TemporaryFile("a\nabcdefghijklmnop1234\nabcdefghijklmnop1235\nabcdefghijklmnop\n")
        let table = try CSVFile(path: file.path, name: "f.csv", encoding: .utf8).tables(
            .init(header: .row(1)))[0]
        let keys = try table.read(into: KeepKeys(), threads: 1).keys
        #expect(!keys[0].isWhole && !keys[1].isWhole && keys[2].isWhole)
        #expect(keys[2] != keys[0])
    }
}

private struct KeepKeys: BatchConsumer {
    var keys: [ShortKey] = []
    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
        for row in 0..<batch.rows { keys.append(batch.key(row, 0)) }
    }
    mutating func merge(_ other: consuming KeepKeys) throws(Diagnostic) { keys += other.keys }
}
