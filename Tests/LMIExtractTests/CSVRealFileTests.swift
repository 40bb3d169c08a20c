import Foundation
import LMIModel
import Testing

@testable import LMIExtract

/// Where publishers' own files are kept; they are no part of the repository.
enum RealFiles {
    static let folder: URL? = {
        let environment = ProcessInfo.processInfo.environment
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let folder =
            environment["REALDATA"].map { URL(filePath: $0) }
            ?? root.appending(path: "../shared/realdata").standardized
        if FileManager.default.fileExists(atPath: folder.path()) { return folder }
        if environment["CI"] == "true" {
            Issue.record("there are no real files at \(folder.path()); set REALDATA")
        } else {
            print("skipped: there are no real files at \(folder.path()); set REALDATA")
        }
        return nil
    }()

    static func path(_ name: String) -> String? { folder?.appending(path: name).path() }
}

struct CSVRealFileTests {
    private func tables(_ name: String, _ layout: RegionLayout, encoding: TextEncoding = .utf8) throws
        -> [CSVTable]
    {
        guard let path = RealFiles.path(name) else { return [] }
        return try CSVFile(path: path, name: name, encoding: encoding).tables(layout)
    }

    @Test func `two heading rows are one heading a column`() throws {
        let layout = RegionLayout(header: .firstCell("Area"), headerRows: 2)
        for table in try tables("nomis/bres_employment_by_sector_lep_2019.csv", layout) {
            #expect(
                table.headings.prefix(3) == [
                    "Area", "A : Agriculture, forestry and fishing | number", "Flags | Flags",
                ])
            let rows = try table.read(into: KeepAll(), threads: 1).rows
            #expect(rows.count == 207)
            #expect(
                rows[18]?.prefix(8) == [
                    "lep:Stoke-on-Trent and Staffordshire", "11000", "", "500", "", "60000", "", "450",
                ])
        }
    }

    @Test func `a table between notes is read with its short rows and what the lines above say`() throws {
        let layout = RegionLayout(
            header: .firstCell("Area"), ends: .blankRow, shortRowsMayLack: 1, aboveTake: ["Date"],
            aboveExpect: ["Analysis": "standard", "Employment status": "Employees", "measure": "Count"],
            below: .notes)
        for table in try tables("nomis/bres_wizard_primary_urban_areas_2017.csv", layout) {
            #expect(table.headings.count == 43)
            #expect(table.above["Date"]?.text == "2017")
            #expect(table.above["Date"]?.cell.description.hasSuffix(".csv:5:2 (Date)") == true)
            let rows = try table.read(into: KeepAll(), threads: 2).rows
            #expect(rows.count == 119)
            #expect(rows[11]?.prefix(2) == ["combauth:Greater Manchester", "1250"])
            #expect(rows.values.allSatisfy { $0.count == 43 && $0[42].isEmpty })
        }
    }

    @Test func `five tables one under the other are five tables, each with its own lines above`() throws {
        let layout = RegionLayout(
            header: .firstCell("Area"), repeats: 5, ends: .blankRow, aboveTake: ["date"],
            aboveExpect: ["industry": "Total", "legal status": "Total"], below: .notes)
        let name = "nomis/derived/ubc_enterprises_by_sizeband_2018-2022.derived.csv"
        let found = try tables(name, layout)
        #expect(
            found.map { $0.above["date"]?.text }
                == (found.isEmpty ? [] : ["2018", "2019", "2020", "2021", "2022"]))
        for table in found {
            let rows = try table.read(into: KeepAll(), threads: 1).rows
            #expect(rows.count > 400)
            #expect(rows[table.headingRecord + 1]?.first == "country:England")
        }
    }

    @Test func `a table without headings begins in the row that is named`() throws {
        let layout = RegionLayout(
            header: .none(startRow: 9), aboveTake: ["Release date"],
            aboveExpect: ["CDID": "LF62", "Unit": "%"])
        for table in try tables("ons/timeseries_lf62_employment_rate_ni.csv", layout) {
            #expect(table.headings == ["", ""])
            #expect(table.headingRecord == 0)
            let rows = try table.read(into: KeepAll(), threads: 1).rows
            #expect(rows[9] == ["1992", "54.2"])
        }
    }

    /// Python's reading of each file: a line of path and encoding, then cells ended by U+001F and rows by U+001E. Of
    /// files over 250 kB it reads the rows that stand in about so much, unless `LMI_WHOLE_FILES` says 1.
    private static let script = """
        import csv, io, itertools, os, sys
        for root, _, names in sorted(os.walk(sys.argv[1])):
            for name in sorted(n for n in names if n.endswith(".csv")):
                path = os.path.join(root, name)
                data = open(path, "rb").read()
                code, ours = "utf-8-sig", "utf-8"
                if b"\\0" in data[:100]: code, ours = ("utf-16", "utf-16 with mark") if data[:2] == b"\\xff\\xfe" else ("utf-16-le", "utf-16 little endian")
                try: text = data.decode(code)
                except UnicodeDecodeError: text, ours = data.decode("cp1252"), "windows-1252"
                rows = csv.reader(io.StringIO(text, newline=""), strict=True)
                if os.environ.get("LMI_WHOLE_FILES") != "1" and len(data) > 250_000:
                    rows = itertools.islice(rows, 250_000 * text.count("\\n") // len(text))
                cells = "".join("".join(c + "\\x1f" for c in row or [""]) + "\\x1e" for row in rows)
                sys.stdout.write(f"{path}\\x1f{ours}\\x1f\\x1d{cells}\\x1d")
        """

    @Test func `every real file has the cells that Python finds in it`() throws {
        guard let folder = RealFiles.folder else { return }
        let python = Process()
        let pipe = Pipe()
        python.executableURL = URL(filePath: "/usr/bin/env")
        python.arguments = ["python3", "-c", Self.script, folder.path()]
        python.environment = ProcessInfo.processInfo.environment.merging(["PYTHONUTF8": "1"]) { $1 }
        python.standardOutput = pipe
        try python.run()
        let output = try #require(try pipe.fileHandleForReading.readToEnd())
        python.waitUntilExit()
        #expect(python.terminationStatus == 0)
        let parts = output.split(separator: 0x1D, omittingEmptySubsequences: false)
        #expect(parts.count > 80)
        for place in stride(from: 0, to: parts.count - 1, by: 2) {
            let about = parts[place].split(separator: 0x1F).map { String(decoding: $0, as: UTF8.self) }
            let rows = parts[place + 1].split(separator: 0x1E).map { row in
                row.split(separator: 0x1F, omittingEmptySubsequences: false).dropLast()
                    .map { String(decoding: $0, as: UTF8.self) }
            }
            try expectSame(about[0], try #require(TextEncoding(rawValue: about[1])), rows)
        }
    }

    private func expectSame(_ path: String, _ encoding: TextEncoding, _ rows: [[String]]) throws {
        let source = CSVSource(
            path: path, name: path, encoding: encoding, delimiter: 0x2C, chunkSize: 32 << 10)
        var reader = try RecordReader(source)
        var record = Record()
        var mine: [[String]] = []
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        let isWhole = size <= 250_000 || ProcessInfo.processInfo.environment["LMI_WHOLE_FILES"] == "1"
        while mine.count < rows.count || isWhole, try reader.next(into: &record) {
            mine.append(record.cells.indices.map { record.text($0) })
        }
        #expect(mine == rows, "\(path)")
        guard isWhole, Set(rows.map(\.count)).count == 1 else { return }
        let quickly = Outcome(path, RegionLayout(header: .none(startRow: 1)), encoding: encoding, threads: 2)
        #expect(quickly.cells == rows, "\(path)")
    }
}
