import LMIExtract
import LMIModel
import LMITestSupport

@testable import LMIPipeline

/// A file of made figures in a layout drawn by chance, the definition of that layout, and what the file says.
struct MadeTable {
    enum Shape: String, CaseIterable {
        case long, yearsAcross, areasAcross, blocks, pairs, sections, carried, secondRows, split, sideBySide,
            panels
    }

    let shape: Shape
    /// Whether each figure has a flag beside it, and a confidence.
    let hasFlag: Bool
    let hasConfidence: Bool
    let numbers: Numbers
    let areNames: Bool
    let hasLinesAbove: Bool
    /// Whether text stands under the table, after a blank row or before a line that is named.
    let below: Below
    let hasIgnored: Bool
    let skipsBlankRows: Bool
    let measures: [String]
    let years: [String]
    let industries: [String]
    private(set) var figures: [MadeFigure] = []
    private(set) var file: MadeFile
    /// The part of the definition that the shape decides.
    var table: [String] = []
    var columns: [String] = []
    var rows: [String] = []
    var split = ""

    /// How numbers are written, in the words of a definition.
    enum Numbers: String, CaseIterable {
        case plain
        case commas = "with thousands commas"
        case optionalCommas = "{thousands commas: optional}"
        case money = "{thousands commas: yes, sign: \"£\"}"
        case percent = "{percent sign: yes}"
    }

    enum Below: CaseIterable { case nothing, afterBlankRow, afterNamedLine }

    static let areas = [
        "E06000021": "Stoke-on-Trent", "E07000195": "Newcastle, \"under Lyme\"", "E07000197": "Café Stafford",
    ]

    static let lists: SharedLists = {
        do throws(Diagnostic) {
            return SharedLists(
                areas: try AreaList(
                    file: "areas.csv",
                    areas: areas.sorted { $0.key < $1.key }.map {
                        Area(
                            code: $0.key, scheme: .gss, name: $0.value, type: "district", vintage: "2023",
                            isOurs: true)
                    }),
                codeLists: [
                    Classification("SIC 2007"): try CodeList(
                        Classification("SIC 2007"), file: "sic.csv",
                        entries: ["A", "C", "41", "Total"].map { .init(code: $0, label: $0) })
                ])
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    init(seed: Int) {
        var dice = Dice(seed)
        shape = Shape.allCases[seed % Shape.allCases.count]
        hasConfidence = shape == .pairs || [.long, .areasAcross].contains(shape) && dice.once(in: 2)
        hasFlag = [.long, .areasAcross].contains(shape) && dice.once(in: 2)
        numbers = dice.one(of: Numbers.allCases)
        areNames = dice.once(in: 2)
        hasLinesAbove = dice.once(in: 2)
        below = shape == .blocks ? .afterBlankRow : shape == .panels ? .nothing : dice.one(of: Below.allCases)
        hasIgnored = ![.sections, .sideBySide].contains(shape) && dice.once(in: 3)
        skipsBlankRows = below == .nothing && dice.once(in: 3)
        let hasTwoMeasures = shape == .secondRows || shape == .long && dice.once(in: 2)
        measures = hasTwoMeasures ? MadeFigure.measures : [MadeFigure.measures[0]]
        let first = Int.random(in: 1996...2024, using: &dice)
        years = (0..<Int.random(in: 2...4, using: &dice)).map { "\(first + $0)" }
        industries = Array(
            ["A", "C", "41", "Total"].shuffled(using: &dice).prefix(
                Int.random(in: [.sideBySide, .panels].contains(shape) ? 2...3 : 1...3, using: &dice)))
        let encoding = dice.one(of: TextEncoding.allCases)
        file = MadeFile(
            encoding: encoding, delimiter: dice.one(of: [",", ";", "\t"]),
            lineEnd: dice.one(of: ["\n", "\r\n"]),
            quoting: dice.one(of: MadeFile.Quoting.allCases))
        for area in Self.lists.areas.areas {
            for year in years {
                for industry in industries {
                    for measure in measures {
                        figures.append(
                            MadeFigure(
                                measure, area, year, industry, hasFlag: hasFlag, hasConfidence: hasConfidence,
                                &dice))
                    }
                }
            }
        }
        write(&dice)
    }

    /// What the file says, in one order.
    var facts: [Fact] { figures.map { Fact($0) }.sorted() }

    mutating func put(_ cells: [MadeFile.Cell], blankRowsBeside: Bool = false) {
        file.row(cells, blankRowsBeside: blankRowsBeside || skipsBlankRows)
    }

    mutating func putLine(_ text: String, _ exception: MadeFile.Exception) { file.line(text, exception) }

    func figure(_ area: String, _ year: String, _ industry: String, _ measure: Int = 0) -> MadeFigure? {
        figures.first {
            $0.area.code == area && $0.year == year && $0.industry == industry
                && $0.measure == measures[measure]
        }
    }

    func text(of area: Area) -> String { areNames ? area.name : area.code }

    /// The number as this file writes it.
    func text(of value: String) -> String {
        guard let number = ExactDecimal(value) else { return value }
        return switch numbers {
        case .plain: value
        case .commas: number.grouped
        case .optionalCommas: number.units % 2 == 0 ? number.grouped : value
        case .money: "£\(number.grouped)"
        case .percent: "\(value)%"
        }
    }

    var definition: String {
        let delimiter = [",": "comma", ";": "semicolon", "\t": "tab"][file.delimiter] ?? ""
        let markers = MadeFigure.markers.sorted { $0.key < $1.key }.map {
            "\"\($0.key)\": \($0.value.rawValue)"
        }
        var cells = [
            "numbers: \(numbers.rawValue)",
            "instead of a number: {\(markers.joined(separator: ", "))}",
        ]
        if hasFlag { cells.append("flag: {e: estimated, q: suppressed_quality}") }
        if hasConfidence {
            cells += ["confidence: 95 % half width", "instead of a confidence: {\"*\": low reliability}"]
        }
        func measure(_ id: String) -> String { "{is: \(id), unit: people, rounding: none, adds: yes}" }
        return """
            source: made
            title: Made figures
            origin:
              publisher: Nobody
              title: Made figures
              url: https://example.org/
              licence: {name: Open Government Licence v3.0, url: "https://example.org/licence"}
              attribution: None
            file: made.csv
            encoding: \(file.encoding.rawValue)
            delimiter: \(delimiter)
            table: {\(table.joined(separator: ", "))}
            columns: {\(columns.joined(separator: ", "))}
            \(rows.isEmpty ? "" : "rows: {\(rows.joined(separator: ", "))}")
            \(split)
            cells: {\(cells.joined(separator: ", "))}
            observations:
              measure: \(measures.count == 1 ? measure(measures[0]) : "{from: measure, each: {\(measures.map { "\($0): \(measure($0))" }.joined(separator: ", "))}}")
              period: {as: year}
              area: {are: \(areNames ? "names" : "codes")}
              broken down by: {industry: {of: SIC 2007}}

            """
    }
}
