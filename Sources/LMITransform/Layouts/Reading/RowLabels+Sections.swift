internal import LMIModel

/// Rows that say something for the rows under them.
extension RowLabels {
    /// Takes a section row, and says whether it was one.
    ///
    /// - Throws: ``Diagnostic`` at a text alone in its row that nothing knows, or a section row with more in it.
    mutating func takeSection(
        _ texts: [LabelText], _ row: Int, of batch: borrowing Batch,
        isKnown: (_ text: String, _ label: String) -> Bool
    ) throws(Diagnostic) -> Bool {
        var unknown: (text: LabelText, section: SectionLayout, says: String)?
        for (place, section) in layout.sections.enumerated() {
            guard let column = places[section.column], !texts[column].text.isEmpty else { continue }
            let text = texts[column]
            switch section.mark {
            case .written(let template):
                switch template.match(text.text) {
                case .differs: continue
                case .isAmbiguous:
                    throw Diagnostic(
                        text.cell,
                        "\(text.text.quoted) can be cut by \(template.description.quoted) in more than one way",
                        mend: "correct `written:` under `section:` in \(layout.definition)")
                case .fits(let parts):
                    try demandNoMore(section, texts, row, of: batch)
                    begin(
                        place,
                        template.gaps.map { LabelText(text: parts[$0] ?? "", cell: text.cell) }
                            + section.with.sorted { $0.key < $1.key }.compactMap { places[$0.value] }
                            .map { texts[$0] })
                    return true
                }
            case .alone(let says):
                let others = texts.indices.allSatisfy { $0 == column || texts[$0].text.isEmpty }
                guard others, ofFigure(row, of: batch) == nil else { continue }
                guard isKnown(text.text, says) else {
                    unknown = unknown ?? (text, section, says)
                    continue
                }
                begin(place, [text])
                return true
            }
        }
        // A row of figures that are all withheld looks the same: then the definition knows its text.
        if let (text, section, says) = unknown, !isKnown(text.text, section.column) {
            throw Diagnostic(
                text.cell,
                "\(text.text.quoted) stands alone in its row, and the definition knows it neither as the \(says) of the rows below nor as what a row of figures says",
                mend:
                    "if it is a heading of rows, add \(text.text.quoted) to the texts of \(says.quoted) in \(layout.definition), with `also:` or in its code list"
            )
        }
        return false
    }

    private mutating func begin(_ place: Int, _ texts: [LabelText]) {
        sections[place] = texts
        for inner in sections.indices where inner > place { sections[inner] = nil }
        use.sectionRows += 1
    }

    /// The first cell of the row that says something of a figure: a number, or the mark of one that is withheld.
    private func ofFigure(_ row: Int, of batch: borrowing Batch) -> Int? {
        for column in plan.ofFigures where !batch.cell(row, column).isEmpty { return column }
        return nil
    }

    /// A section row that holds a figure or another label would lose it.
    private func demandNoMore(
        _ section: SectionLayout, _ texts: [LabelText], _ row: Int, of batch: borrowing Batch
    ) throws(Diagnostic) {
        let taken = Set(([section.column] + section.with.values).compactMap { places[$0] })
        var extra = texts.indices.first { !taken.contains($0) && !texts[$0].text.isEmpty }.map { texts[$0] }
        if extra == nil, let column = ofFigure(row, of: batch) {
            extra = LabelText(text: batch.text(row, column), cell: cell(batch.record(row), column))
        }
        guard let extra else { return }
        throw Diagnostic(
            extra.cell, "\(extra.text.quoted) stands in a section row, where nothing takes it",
            mend:
                "name its label after `with:` under `section:` in \(layout.definition), or correct `written:` there"
        )
    }
}
