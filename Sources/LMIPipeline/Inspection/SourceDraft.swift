internal import LMIExtract
internal import LMIModel

/// A definition as `lmi inspect` would write it, for a person to complete.
struct SourceDraft {
    /// How the table stands in its file.
    enum Form {
        case csv(TextEncoding, evidence: String, delimiter: UInt8)
        case page(HTMLEncoding, HTMLChoice?, headingRows: Int)
    }

    let file: String
    let form: Form
    let shape: TableShape
    let guess: TableGuess
    let rows: [CSVSample.Row]
    private(set) var lines: [String] = []

    init(file: String, form: Form, shape: TableShape, guess: TableGuess, rows: [CSVSample.Row]) {
        self.file = file
        self.form = form
        self.shape = shape
        self.guess = guess
        self.rows = rows
        writeHead()
        writeTable()
        if isRegister {
            writeRegister()
        } else {
            writeColumns()
            writeCells()
            writeObservations()
        }
    }

    /// A line, with what it was guessed from beside it.
    mutating func write(_ indent: Int, _ text: String, guess why: String? = nil) {
        let line = String(repeating: "  ", count: indent) + text
        guard let why else {
            lines.append(line)
            return
        }
        let gap = String(repeating: " ", count: max(2, 44 - line.count))
        lines.append("\(line)\(gap)# guess: \(why)")
    }

    private mutating func writeHead() {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let stem = name.split(separator: ".").first.map(String.init) ?? name
        let id = stem.asName.replacing("_", with: "-")
        write(
            0,
            "# A draft by `lmi inspect`: fill in what is missing, and look at every guess before you trust it."
        )
        write(0, "source: \(id)", guess: "the file's name")
        write(0, "title: \"FILL IN: what the figures are, for which areas\"")
        write(0, "origin:")
        write(1, "publisher: \"FILL IN: who publishes the file\"")
        write(1, "title: \"FILL IN: what the publisher calls it\"")
        write(1, "url: \"FILL IN: the page it is published on\"")
        write(1, "licence: {name: \"FILL IN: the licence\", url: \"FILL IN: where the licence stands\"}")
        write(1, "attribution: \"FILL IN: the sentence that the licence asks for\"")
        write(0, "file: \(YAMLText.plain(file))", guess: "its name within the folder of inputs")
    }

    private mutating func writeTable() {
        switch form {
        case .csv(let encoding, let evidence, let delimiter):
            write(0, "encoding: \(encoding.rawValue)", guess: evidence)
            if delimiter != UInt8(ascii: ",") {
                write(
                    0, "delimiter: \(delimiter == 0x09 ? "tab" : "semicolon")",
                    guess: "rows are of one width with it")
            }
            write(0, "")
            writeRegion()
        case .page(let encoding, let choice, let headingRows):
            write(0, "encoding: \(encoding.rawValue)", guess: "the page can be read so")
            write(0, "")
            write(0, "table:")
            switch choice {
            case .id(let text)?: write(1, "html: {id: \(YAMLText.plain(text))}")
            case .caption(let text)?: write(1, "html: {caption: \(YAMLText.plain(text))}")
            case .heading(let text)?: write(1, "html: {heading before: \(YAMLText.plain(text))}")
            case .only?, nil: write(1, "html: {only: yes}")
            }
            if headingRows > 1 {
                write(1, "heading rows: \(headingRows)", guess: "with fewer, headings span columns")
            }
        }
    }

    private mutating func writeRegion() {
        write(0, "table:")
        if let header = shape.header {
            let text = rows[header].cells.first ?? ""
            let same = rows.count { $0.cells.first == text }
            let isName =
                !text.isEmpty && same == shape.blocks.count && text != "none" && !text.hasPrefix("row ")
            write(
                1, isName ? "header: \(YAMLText.plain(text))" : "header: row \(rows[header].number)",
                guess: "row \(rows[header].number) has the headings")
            if shape.headingRows > 1 {
                write(1, "heading rows: \(shape.headingRows)", guess: "the rows under it hold no figures yet")
            }
            if shape.hasSpanningHeadings {
                write(1, "spanning headings: filled", guess: "upper headings stand over several columns")
            }
        } else {
            write(1, "header: none", guess: "the first row has figures already")
            write(1, "starts at row: \(shape.data.first.map { rows[$0].number } ?? 1)")
        }
        if shape.blocks.count > 1 {
            write(
                1, "repeats: \(shape.blocks.count)", guess: "the headings stand \(shape.blocks.count) times")
        }
        switch shape.end {
        case .endOfFile: break
        case .blankRow: write(1, "ends: at a blank row", guess: "a blank row follows the figures")
        case .before(let text):
            write(
                1, "ends: {before: \(YAMLText.plain(Self.start(of: text)))}",
                guess: "what follows is no figure")
        }
        if shape.blankWithin > 0 {
            write(1, "blank rows: skip", guess: "\(shape.blankWithin) blank rows stand within the table")
        }
        if shape.lacks > 0 {
            write(
                1, "short rows may lack: \(shape.lacks)",
                guess: "some rows have fewer cells than the headings")
        }
        if case .above(let label, let period) = guess.period {
            write(1, "above:")
            write(2, "take: {period: \(YAMLText.plain(label))}", guess: period.words)
        }
        if shape.hasOuterSpaces {
            write(1, "spaces around cells: taken off", guess: "some cells begin or end with a space")
        }
        if !shape.below.isEmpty {
            write(1, "below: notes", guess: "\(shape.below.count) rows of text stand there")
        }
    }

    /// The beginning of a note, as far as it is on one line and not too long.
    private static func start(of text: String) -> String {
        let line =
            text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? text
        return String(line.prefix(40))
    }

    /// A column, by its heading where that says which; else by its place.
    func reference(_ column: Int) -> String {
        let heading = guess.facts[column].heading
        let isNumber = Int(heading).map { (1...999).contains($0) } ?? false
        let isOne = guess.facts.count { $0.heading == heading } == 1
        guard !heading.isEmpty, isOne, !isNumber, heading != "rest" else { return "\(column + 1)" }
        return YAMLText.plain(heading)
    }

    func isByPlace(_ column: Int) -> Bool { Int(reference(column)) != nil }
}
