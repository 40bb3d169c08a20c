internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// Reads the pipeline's own reference tables: areas and code lists, as CSV files in UTF-8.
enum ReferenceTables {
    /// The columns of a reference table that lmi reads; others are an error, as everywhere.
    private struct Rows: BatchConsumer {
        let columns: [Int]
        var rows: [(record: Int, texts: [String])] = []

        mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {
            for row in 0..<batch.rows {
                rows.append((batch.record(row), columns.map { batch.text(row, $0) }))
            }
        }

        mutating func merge(_ other: consuming Rows) throws(Diagnostic) { rows += other.rows }
    }

    /// The cells of `columns`, in that order, of every row of a CSV file, which may have others.
    static func rows(
        _ path: String, file: String, columns: [String]
    ) throws(Diagnostic) -> [(record: Int, texts: [String])] {
        try rows(
            CSVFile(path: path, name: file, encoding: .utf8), file: file, columns: columns, isWhole: false)
    }

    /// - Parameter isWhole: Whether the file must have these columns and no others.
    private static func rows(
        _ csv: CSVFile, file: String, columns: [String], isWhole: Bool
    ) throws(Diagnostic) -> [(record: Int, texts: [String])] {
        do throws(Diagnostic) {
            let tables = try csv.tables(RegionLayout(header: .row(1)))
            guard let table = tables.first else { return [] }
            if let fault = Self.fault(in: table.headings, columns, isWhole: isWhole) {
                throw Diagnostic(
                    CellReference(file: file, row: 1), fault,
                    mend:
                        "the headings in the first row are\(isWhole ? "" : ", among others"): \(columns.joined(separator: ","))"
                )
            }
            let places = columns.compactMap { table.headings.firstIndex(of: $0) }
            return try table.read(into: Rows(columns: places), threads: 1).rows
        } catch {
            // A fault in one of our own tables is a fault of the configuration, whatever its kind.
            var fault = error
            if fault.fault != .storage { fault.fault = .configuration }
            throw fault
        }
    }

    private static func fault(in headings: [String], _ columns: [String], isWhole: Bool) -> String? {
        if let column = columns.first(where: { !headings.contains($0) }) {
            return "the heading \(column.quoted) is missing"
        }
        if let column = columns.first(where: { column in headings.count { $0 == column } > 1 }) {
            return "the heading \(column.quoted) stands twice"
        }
        guard isWhole else { return nil }
        return headings.first { !columns.contains($0) }.map { "\($0.quoted) is not a heading of such a list" }
    }

    /// - Parameter bytes: Those that the definitions' hash is of: the file is not read a second time.
    static func codeList(
        _ classification: Classification, _ bytes: [UInt8], file: String
    ) throws(Diagnostic) -> CodeList {
        let rows = try rows(
            CSVFile(bytes: bytes, name: file), file: file, columns: ["code", "label", "level", "parent"],
            isWhole: true)
        let entries = rows.map { row in
            CodeList.Entry(
                code: row.texts[0], label: row.texts[1], level: row.texts[2],
                parent: row.texts[3].isEmpty ? nil : row.texts[3])
        }
        return try CodeList(classification, file: file, entries: entries)
    }

    static func areas(_ bytes: [UInt8], file: String) throws(Diagnostic) -> AreaList {
        let columns = [
            "code", "scheme", "name", "type", "vintage", "valid_from", "valid_to", "aliases", "members",
            "ours",
        ]
        var areas: [Area] = []
        let csv = CSVFile(bytes: bytes, name: file)
        for (record, texts) in try rows(csv, file: file, columns: columns, isWhole: true) {
            func wrong(_ column: Int, _ expected: String) -> Diagnostic {
                Diagnostic(
                    .error, .configuration,
                    at: .cell(
                        CellReference(file: file, row: record, column: column + 1, heading: columns[column])),
                    "\(texts[column].quoted) is not \(expected)", mend: "correct the cell")
            }
            func day(_ column: Int) throws(Diagnostic) -> Day? {
                if texts[column].isEmpty { return nil }
                guard let day = Day(texts[column]) else {
                    throw wrong(column, "a day written like 2009-04-01")
                }
                return day
            }
            guard let scheme = Area.Scheme(rawValue: texts[1]) else {
                throw wrong(1, "one of \(Area.Scheme.allCases.map(\.rawValue).joined(separator: ", "))")
            }
            guard ["yes", "compare", "no"].contains(texts[9]) else { throw wrong(9, "yes, compare or no") }
            areas.append(
                Area(
                    code: texts[0], scheme: scheme, name: texts[2], type: texts[3], vintage: texts[4],
                    validFrom: try day(5), validTo: try day(6), aliases: list(texts[7]),
                    members: list(texts[8]),
                    isOurs: texts[9] != "no"))
        }
        return try AreaList(file: file, areas: areas)
    }

    private static func list(_ text: String) -> [String] { text.split(separator: ";").map(String.init) }
}
