import LMIModel

@testable import LMIPipeline

/// Shapes in which rows lean on one another, or tables share rows.
extension MadeTable {
    private var yearsAcross: String {
        "from: \"\(years[0])\", to: \"\(years[years.count - 1])\", heading says: period"
    }

    private func values(_ area: Area, _ industry: String, _ measure: Int = 0) -> [Cell] {
        years.compactMap { figure(area.code, $0, industry, measure) }.flatMap { parts($0) }
    }

    /// An area stands once, over the rows that are about it.
    mutating func writeCarried() {
        table.append("header: Area")
        columns = ["labels: {area: Area, industry: Industry}", "values: {\(yearsAcross)}"]
        rows = ["carry down: [area]"]
        putRows(
            [Cell("Area"), Cell("Industry")] + years.map { Cell($0) },
            Self.lists.areas.areas.flatMap { area in
                industries.enumerated().map { place, industry in
                    [Cell(place == 0 ? text(of: area) : ""), Cell(industry)] + values(area, industry)
                }
            })
    }

    /// Under each row one of the second measure, without a label.
    mutating func writeSecondRows() {
        table.append("header: Area")
        columns = ["labels: {area: Area, industry: Industry}", "values: {\(yearsAcross)}"]
        rows = [
            "carry down: {industry: {says: measure, filled: \(measures[0]), empty: \(measures[1])}}"
        ]
        putRows(
            [Cell("Area"), Cell("Industry")] + years.map { Cell($0) },
            Self.lists.areas.areas.flatMap { area in
                industries.flatMap { industry in
                    (0...1).map { measure in
                        [Cell(text(of: area)), Cell(measure == 0 ? industry : "")]
                            + values(area, industry, measure)
                    }
                }
            })
    }

    /// One label says area and industry.
    mutating func writeSplit() {
        table.append("header: Line")
        columns = ["labels: {line: Line}", "values: {\(yearsAcross)}"]
        split = "split: {line: \"T9: {industry} @ {area} (made)\"}"
        putRows(
            [Cell("Line")] + years.map { Cell($0) },
            Self.lists.areas.areas.flatMap { area in
                industries.map { industry in
                    [Cell("T9: \(industry) @ \(text(of: area)) (made)")] + values(area, industry)
                }
            })
    }

    /// A table an industry, in the same rows.
    mutating func writeSideBySide() {
        let widths = industries.map { _ in "\(1 + years.count)" }.joined(separator: ", ")
        table += [
            "header: Area",
            "side by side: {widths: [\(widths)], label: industry, says: [\(industries.joined(separator: ", "))]}",
        ]
        columns = ["labels: {area: Area}", "values: {\(yearsAcross)}"]
        putRows(
            industries.flatMap { _ in [Cell("Area")] + years.map { Cell($0) } },
            Self.lists.areas.areas.map { area in
                industries.flatMap { [Cell(text(of: area))] + values(area, $0) }
            })
    }

    /// A table an industry, one right under the other.
    mutating func writePanels() {
        table.append("header: {first cell: [\(industries.joined(separator: ", "))], says: industry}")
        columns = ["labels: {area: 1}", "values: {\(yearsAcross)}"]
        if hasIgnored { columns.append("ignore: [Notes]") }
        for industry in industries {
            put([Cell(industry)] + (hasIgnored ? [Cell("Notes")] : []) + years.map { Cell($0) })
            for area in Self.lists.areas.areas {
                put(
                    [Cell(text(of: area))] + (hasIgnored ? [Cell("x", .ignoredCell)] : [])
                        + values(area, industry))
            }
        }
    }
}
