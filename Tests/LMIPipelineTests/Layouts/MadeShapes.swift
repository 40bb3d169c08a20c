import LMIModel
import LMITestSupport

@testable import LMIPipeline

/// How each shape puts the figures into rows.
extension MadeTable {
    typealias Cell = MadeFile.Cell

    mutating func write(_ dice: inout Dice) {
        if hasLinesAbove {
            putLine("Made figures, for tests", .lineAbove)
            putLine("Café \"Nobody\"", .lineAbove)
        }
        switch shape {
        case .long: writeLong(&dice)
        case .yearsAcross: writeYearsAcross()
        case .areasAcross: writeAreasAcross()
        case .blocks: writeBlocks()
        case .pairs: writePairs()
        case .sections: writeSections()
        case .carried: writeCarried()
        case .secondRows: writeSecondRows()
        case .split: writeSplit()
        case .sideBySide: writeSideBySide()
        case .panels: writePanels()
        }
        if skipsBlankRows { table.append("blank rows: skip") }
    }

    /// The end of the last table, and the text under it.
    private mutating func finish() {
        switch below {
        case .nothing: break
        case .afterBlankRow:
            put([Cell("")], blankRowsBeside: true)
            putLine("Note: made, for tests", .lineBelow)
            table += ["ends: at a blank row", "below: notes"]
        case .afterNamedLine:
            // What follows the named beginning of the line is free text.
            put([Cell("Source of"), Cell("all this", .lineBelow)])
            putLine("Note: made", .lineBelow)
            table += ["ends: {before: Source of}", "below: notes"]
        }
    }

    /// Whether a blank row right under the heading row or the last row means nothing.
    private var endsAtBlankRow: Bool { below == .afterBlankRow }

    mutating func putRows(_ heading: [Cell], _ rows: [[Cell]]) {
        let ignored = [Cell("Note | x", .ignoredCell)]
        if hasIgnored { columns.append("ignore: [Notes, ok]") }
        put(
            heading + (hasIgnored ? [Cell("Notes"), Cell("ok")] : []), blankRowsBeside: endsAtBlankRow)
        for (place, row) in rows.enumerated() {
            put(
                row + (hasIgnored ? ignored + [Cell("\(place)", .ignoredCell)] : []),
                blankRowsBeside: endsAtBlankRow && place == rows.count - 1)
        }
        finish()
    }

    func parts(_ figure: MadeFigure) -> [Cell] {
        [Cell(text(of: figure.value))] + (hasFlag ? [Cell(figure.flag)] : [])
            + (hasConfidence && shape != .pairs ? [Cell(figure.confidence)] : [])
    }

    private var each: String {
        "each: [\((["value"] + (hasFlag ? ["flag"] : []) + (hasConfidence && shape != .pairs ? ["confidence"] : [])).joined(separator: ", "))]"
    }

    private mutating func writeLong(_ dice: inout Dice) {
        table.append("header: YEAR")
        let rest = (["area", "industry"] + (measures.count > 1 ? ["measure"] : [])).shuffled(using: &dice)
        columns = [
            "labels: {period: YEAR, \(rest.map { "\($0): The \($0)" }.joined(separator: ", "))}",
            "values: {\(each), of: [Value]}",
        ]
        let heading = ["YEAR"] + rest.map { "The \($0)" } + ["Value"]
        let free =
            (hasFlag ? [Cell("Flag", .headingOfFlag)] : [])
            + (hasConfidence ? [Cell("CI", .headingOfFlag)] : [])
        putRows(
            heading.map { Cell($0) } + free,
            figures.shuffled(using: &dice).map { figure in
                [Cell(figure.year)]
                    + rest.map {
                        Cell(
                            $0 == "area"
                                ? text(of: figure.area) : $0 == "industry" ? figure.industry : figure.measure)
                    } + parts(figure)
            })
    }

    private mutating func writeYearsAcross() {
        table.append("header: Area")
        columns = [
            "labels: {area: Area, industry: Industry}",
            "values: {from: \"\(years[0])\", to: \"\(years[years.count - 1])\", heading says: period}",
        ]
        // A year of four digits is a heading, not a place: no table has so many columns.
        putRows(
            [Cell("Area"), Cell("Industry")] + years.map { Cell($0) },
            Self.lists.areas.areas.flatMap { area in
                industries.map { industry in
                    [Cell(text(of: area)), Cell(industry)]
                        + years.compactMap { figure(area.code, $0, industry) }.flatMap { parts($0) }
                }
            })
    }

    private mutating func writeAreasAcross() {
        table.append("header: Year")
        let width = 1 + (hasFlag ? 1 : 0) + (hasConfidence ? 1 : 0)
        let areas = Self.lists.areas.areas
        columns = [
            "labels: {period: Year, industry: Industry}",
            "values: {\(each), from: 3, to: \(3 + width * (areas.count - 1)), heading says: area}",
        ]
        putRows(
            [Cell("Year"), Cell("Industry")]
                + areas.flatMap {
                    [Cell(text(of: $0))] + Array(repeating: Cell("Flag", .headingOfFlag), count: width - 1)
                },
            years.flatMap { year in
                industries.map { industry in
                    [Cell(year), Cell(industry)]
                        + areas.compactMap { figure($0.code, year, industry) }.flatMap { parts($0) }
                }
            })
    }

    /// A block a year under one another, each with its year in a line above.
    private mutating func writeBlocks() {
        table += ["header: Area", "repeats: \(years.count)", "above: {take: {period: Date}}"]
        table += ["ends: at a blank row", "below: notes"]
        columns = ["labels: {area: Area}", "values: {of: rest, heading says: industry}"]
        if hasIgnored { columns.append("ignore: [Notes]") }
        for year in years {
            put([Cell("Date"), Cell(year)], blankRowsBeside: true)
            put(
                [Cell("Area")] + (hasIgnored ? [Cell("Notes")] : []) + industries.map { Cell($0) },
                blankRowsBeside: true)
            for (place, area) in Self.lists.areas.areas.enumerated() {
                put(
                    [Cell(text(of: area))] + (hasIgnored ? [Cell("é", .ignoredCell)] : [])
                        + industries.compactMap { figure(area.code, year, $0) }.flatMap { parts($0) },
                    blankRowsBeside: place == Self.lists.areas.areas.count - 1)
            }
            put([Cell("")], blankRowsBeside: true)
            putLine("Note: made, for tests", .lineBelow)
        }
    }

    private mutating func writePairs() {
        table.append("header: Area")
        columns = [
            "labels: {area: Area, period: Year, kind: Kind}", "values: {of: rest, heading says: industry}",
        ]
        rows = ["pairs: {label: kind, value: Value, confidence: Confidence}"]
        putRows(
            ["Area", "Year", "Kind"].map { Cell($0) } + industries.map { Cell($0) },
            Self.lists.areas.areas.flatMap { area in
                years.flatMap { year in
                    let row = industries.compactMap { figure(area.code, year, $0) }
                    return [
                        [Cell(text(of: area)), Cell(year), Cell("Value")] + row.flatMap { parts($0) },
                        [Cell(text(of: area)), Cell(year), Cell("Confidence")]
                            + row.map { Cell($0.confidence) },
                    ]
                }
            })
    }

    private mutating func writeSections() {
        table.append("header: Area")
        columns = [
            "labels: {area: Area}",
            "values: {from: \"\(years[0])\", to: \"\(years[years.count - 1])\", heading says: period}",
        ]
        rows = ["section: {in: area, says: industry}"]
        putRows(
            [Cell("Area")] + years.map { Cell($0) },
            industries.flatMap { industry in
                [[Cell(industry)] + years.map { _ in Cell("") }]
                    + Self.lists.areas.areas.map { area in
                        [Cell(text(of: area))]
                            + years.compactMap { figure(area.code, $0, industry) }.flatMap { parts($0) }
                    }
            })
    }
}
