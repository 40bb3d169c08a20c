import Foundation
import LMIExtract
import LMIModel
import LMITestSupport
import Testing

/// Made pages read by this program and by lxml: whatever differs is explained.
struct HTMLDifferentialTests {
    private struct Made: Decodable {
        let html: String
        /// What was made wrong on purpose; empty where nothing was.
        let wrong: String
        /// Nil where spans overlap, hang over or leave a gap.
        let rows: [LxmlTables.Row]?

        /// Whether every figure has one heading, so that nothing excuses a refusal.
        var isPlain: Bool {
            guard wrong.isEmpty, let rows else { return false }
            return Set(rows.map(\.texts.count)).count == 1 && !html.contains("colspan=2")
        }
    }

    /// What we refuse and lxml reads, by what our message says, with why.
    private static let onlyLxmlReads = [
        "holds a table within the table": "a figure of one table would stand in a cell of another",
        "outside of its cells": "HTML moves it elsewhere, so that two readers see two pages",
        "a cell that stands in no row": "the row it belongs to is not said",
        "not proper HTML within": "libxml2 stumbled in the table, which may have lost a cell",
        "which is not a number from 1 to 1000": "lxml takes no notice of a span, we ask for its meaning",
        "columns of the row, not all": "which column the figure belongs to is not said",
        "of the headings'": "a row is wider or narrower than the headings",
        "spans more rows than there are": "HTML cuts the cell; a row may be missing",
        "spans into a place": "two cells stand in one place",
        "has no cell in this column": "a cell is missing within the row",
    ]

    @Test func `made pages have the cells that lxml finds in them, or the difference is explained`() throws {
        guard let json = try LxmlTables.json("--made", "600") else { return }
        var (same, explained) = (0, Set<String>())
        for made in try JSONDecoder().decode([Made].self, from: json) {
            do throws(Diagnostic) {
                let read = try table(made.html)
                let rows = try read.read(into: Rows(), threads: 1)
                same += 1
                let wanted = made.rows?.dropFirst() ?? []
                #expect(rows.cells == wanted.map(\.texts), "\(made.html)")
                #expect(rows.numbers == wanted.map(\.number), "\(made.html)")
                #expect(read.headings == made.rows?.first?.texts, "\(made.html)")
            } catch {
                #expect(!made.isPlain, "\(error)\n\(made.html)")
                let why = Self.onlyLxmlReads.keys.first { error.message.contains($0) }
                #expect(why != nil, "\(error)\n\(made.html)")
                explained.insert(why ?? "")
            }
        }
        #expect(same > 250, "\(same) are read")
        // An explanation of what no longer differs hides the next difference.
        #expect(Self.onlyLxmlReads.keys.filter { !explained.contains($0) } == [])
    }
}

/// What lxml finds in pages, by `Support/lxml_tables.py`.
enum LxmlTables {
    struct Row: Decodable {
        let number: Int
        let texts: [String]

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            number = try list.decode(Int.self)
            texts = try list.decode([String].self)
        }
    }

    /// The script's output; nil where `make venv` has not been run, which is an issue under `CI=true`.
    static func json(_ arguments: String...) throws -> Data? {
        let python = packageRoot.appending(path: ".venv/bin/python").path
        guard FileManager.default.isExecutableFile(atPath: python) else {
            if ProcessInfo.processInfo.environment["CI"] == "true" {
                Issue.record("not compared with lxml: run `make venv`")
            } else {
                FileHandle.standardError.write(Data("not compared with lxml: run `make venv`\n".utf8))
            }
            return nil
        }
        let script = packageRoot.appending(path: "Tests/LMIExtractTests/Support/lxml_tables.py").path
        let said = try run(python, [script] + arguments)
        try #require(said.status == 0, "\(said.errors)")
        return Data(said.output.utf8)
    }
}
