internal import LMIModel
internal import LMITransform

extension ObservationLayout {
    /// What the reader should know of rules about periods and codes that did nothing.
    func idleRules(_ reading: SourceDefinition.Reading, definition: String) -> [Diagnostic] {
        (idleDimensions(reading.report, definition) + idlePeriods(reading, definition)).map { idle in
            Diagnostic(.warning, .content, at: .file(reading.snapshot.file), idle.message, mend: idle.mend)
        }
    }

    private typealias Idle = (message: String, mend: String)

    private func idleDimensions(_ report: LayoutReport, _ definition: String) -> [Idle] {
        var idle: [Idle] = []
        for dimension in dimensions {
            if dimension.dropsOtherLevels, report.dropped[dimension.keepRule] == nil {
                idle.append(
                    (
                        "`keep level: \(dimension.level ?? "")` leaves no row out: no \(dimension.id) is of another level",
                        "if that is right, write `level:` instead in \(definition)"
                    ))
            }
            if dimension.digits != nil, !report.paddedDimensions.contains(dimension.id) {
                idle.append(
                    (
                        "no \(dimension.id) has lost its leading zeros",
                        "if the publisher writes them again, take `leading zeros: lost` away in \(definition)"
                    ))
            }
        }
        return idle
    }

    private func idlePeriods(_ reading: SourceDefinition.Reading, _ definition: String) -> [Idle] {
        var idle: [Idle] = []
        if let after = forecastAfter, !reading.observations.contains(where: { $0.period.end > after.end }) {
            idle.append(
                (
                    "no figure is of a time after \(after.text), from where figures are forecasts",
                    "look at the file; if it has no forecasts, take `forecast after:` away in \(definition)"
                ))
        }
        guard case .label(let texts) = period else { return idle }
        switch texts.styles {
        case .these(let styles):
            for style in styles where !reading.report.periodStyles.contains(style) {
                idle.append(
                    (
                        "no period is \(style.words)",
                        "if the publisher no longer has such rows, take it away under `period:` in \(definition)"
                    ))
            }
        case .said(let label, let each):
            for text in each.keys.sorted() where !reading.report.periodKinds.contains(text) {
                idle.append(
                    (
                        "no figure has the \(label) \(text.quoted), which says a kind of period",
                        "if the publisher renamed it, write the new text under `each:` of `as:` in \(definition)"
                    ))
            }
        }
        return idle
    }
}
