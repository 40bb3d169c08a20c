internal import LMIExtract
internal import LMIModel

/// Looks at a file that no definition speaks of yet, says what it seems to hold, and drafts a definition.
public struct Inspection: Sendable {
    let path: String
    let place: Workplace
    /// How much of a file is looked at: enough to meet nearly every code and marker, and soon done.
    static let limit = 16 << 20
    static let mostCells = 1_500_000

    /// - Parameter path: The file to look at.
    public init(_ path: String, _ place: Workplace) {
        self.path = path
        self.place = place
    }

    /// - Parameter draftOnly: Whether to say nothing but the draft, so that it can be put into a file.
    public func run(draftOnly: Bool, _ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let lists = try PipelineSettings.lists(folder: place.pipelines, name: place.pipeline)
            let sample = try FileSample(path: path, limit: Self.limit)
            let findings = try sample.looksLikePage ? page(sample, lists) : csv(sample, lists)
            if !draftOnly { for line in findings.lines { console.say(line) } }
            guard let draft = findings.draft else {
                throw findings.fault
                    ?? Diagnostic(
                        .error, .content, at: .file(path), "no table was found in the file",
                        mend: "look at it in an editor: lmi reads CSV files and HTML pages with tables")
            }
            if !draftOnly { console.say("") }
            for line in draft.lines { console.say(line) }
            if let fault = findings.fault { console.tell("\(fault)") }
            return findings.fault == nil ? .success : .content
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    /// What was found, and what can be made of it.
    struct Findings {
        var lines: [String]
        var draft: SourceDraft?
        /// What stopped the reading of the file.
        var fault: Diagnostic?
    }

    /// The file as a definition would name it: without the folder of inputs, which is taken to be the first.
    var name: String {
        let parts = path.split(separator: "/").map(String.init)
        let isPlain = !path.hasPrefix("/") && !parts.contains("..") && parts.count > 1 && parts[0] != "."
        return isPlain ? parts.dropFirst().joined(separator: "/") : parts.last ?? path
    }

    private func csv(_ sample: FileSample, _ lists: SharedLists) throws(Diagnostic) -> Findings {
        let encoding = EncodingEvidence(sample)
        let tries = CSVSample.byDelimiter(path: path, name: name, encoding: encoding.encoding)
        guard let best = tries.first else { return Findings(lines: []) }
        let whole = CSVSample(
            path: path, name: name, encoding: encoding.encoding, delimiter: best.delimiter, limit: Self.limit,
            mostCells: Self.mostCells)
        var evidence = encoding.evidence
        if let offset = encoding.firstLetter {
            evidence += "; the first stands in \(Self.place(of: offset, sample.bytes, best.delimiter))"
        }
        let isSpaced = whole.rows.contains { $0.cells.contains(where: \.hasOuterSpaces) }
        let rows =
            isSpaced
            ? whole.rows.map { CSVSample.Row(number: $0.number, cells: $0.cells.map(\.trimmed)) } : whole.rows
        var shape = TableShape(rows)
        shape.hasOuterSpaces = isSpaced
        var report = InspectionReport(path: path)
        report.file(sample, what: "CSV")
        report.writing(encoding.encoding.rawValue, evidence, tries, whole, sample)
        guard !shape.data.isEmpty, !shape.headings.isEmpty else {
            return Findings(lines: report.lines, fault: whole.fault)
        }
        var guess = TableGuess(shape, rows, KnownCodes(lists: lists))
        guess.findPeriodElsewhere(shape, rows, titles: [], file: name)
        report.table(shape, rows)
        report.columns(guess)
        report.cells(shape, guess, rows)
        let form = SourceDraft.Form.csv(encoding.encoding, evidence: evidence, delimiter: best.delimiter)
        let draft = SourceDraft(file: name, form: form, shape: shape, guess: guess, rows: rows)
        return Findings(lines: report.lines, draft: draft, fault: whole.fault)
    }

    /// The row and the column of a byte in a file of one byte a letter.
    private static func place(of offset: Int, _ bytes: [UInt8], _ delimiter: UInt8) -> String {
        var (row, column, isQuoted) = (1, 1, false)
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard !isQuoted else { continue }
            if byte == 0x0A { (row, column) = (row + 1, 1) }
            if byte == delimiter { column += 1 }
        }
        return "row \(row), column \(column)"
    }

    private func page(_ sample: FileSample, _ lists: SharedLists) throws(Diagnostic) -> Findings {
        var report = InspectionReport(path: path)
        report.file(sample, what: "HTML")
        let (file, encoding) = try openPage(sample)
        let tables = file.inventory
        report.line("  encoding      \(encoding.rawValue): the page can be read so")
        report.tables(tables)
        // The largest table is likeliest to be the one that is wanted.
        let order = tables.indices.sorted {
            (tables[$0].rows * tables[$0].columns, -$0) > (tables[$1].rows * tables[$1].columns, -$1)
        }
        for place in order {
            guard let choice = tables[place].choice else { continue }
            for headingRows in 1...4 {
                let layout = HTMLLayout(headerRows: headingRows)
                let read = Result { () throws(Diagnostic) in try file.table(choice, layout: layout) }
                guard case .success(let table) = read else { continue }
                let rows = [CSVSample.Row(number: table.headingRecord, cells: table.headings)] + table.texts
                var shape = TableShape(page: rows)
                shape.headingRows = headingRows
                var guess = TableGuess(shape, rows, KnownCodes(lists: lists))
                let titles = [tables[place].caption, tables[place].heading]
                guess.findPeriodElsewhere(shape, rows, titles: titles, file: name)
                report.line("")
                report.line("table \(place + 1), the largest that can be read")
                report.columns(guess)
                report.cells(shape, guess, rows)
                let form = SourceDraft.Form.page(encoding, choice, headingRows: headingRows)
                let draft = SourceDraft(file: name, form: form, shape: shape, guess: guess, rows: rows)
                return Findings(lines: report.lines, draft: draft)
            }
        }
        return Findings(
            lines: report.lines,
            fault: Diagnostic(
                .error, .content, at: .file(path),
                tables.isEmpty
                    ? "the page has no table"
                    : "none of the page's tables can be told from the others and read",
                mend: "check that this is the page that was meant"))
    }

    private func openPage(_ sample: FileSample) throws(Diagnostic) -> (HTMLFile, HTMLEncoding) {
        guard sample.isWhole else {
            throw Diagnostic(
                .error, .content, at: .file(path),
                "the page has \(sample.size) bytes, more than a page may have",
                mend: "check that this is the page that was meant")
        }
        do throws(Diagnostic) {
            return (
                try HTMLFile(sample.bytes, name: name, encoding: .utf8, parsing: place.parsing), .utf8
            )
        } catch let fault {
            do throws(Diagnostic) {
                return (
                    try HTMLFile(sample.bytes, name: name, encoding: .windows1252, parsing: place.parsing),
                    .windows1252
                )
            } catch { throw fault }
        }
    }
}
