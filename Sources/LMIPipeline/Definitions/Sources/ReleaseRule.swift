internal import LMIModel
internal import LMITransform

/// When a publisher brings out the next edition, as a definition says it.
struct ReleaseRule: Hashable, Sendable {
    /// How long an edition usually stands.
    struct Span: Hashable, Sendable {
        enum Unit: String, Hashable, Sendable, CaseIterable {
            case days, weeks, months, years

            /// As it is written beside 1.
            var singular: String { String(rawValue.dropLast()) }
        }

        var count: Int
        var unit: Unit

        /// The day that comes so much later. A month that lacks the day ends with its last one instead.
        func after(_ day: Day) -> Day {
            switch unit {
            case .days: day.later(byDays: count)
            case .weeks: day.later(byDays: 7 * count)
            case .months: Self.later(day, byMonths: count)
            case .years: Self.later(day, byMonths: 12 * count)
            }
        }

        private static func later(_ day: Day, byMonths months: Int) -> Day {
            let month = day.month - 1 + months
            let (year, place) = (day.year + month / 12, month % 12 + 1)
            return (0...3).lazy.compactMap { Day(year, place, day.day - $0) }.first ?? day
        }
    }

    /// Lines above the table that say when the next edition comes, and when this one came.
    struct Lines: Hashable, Sendable {
        var next: String
        var released: String?
        /// How the days are written there; one of them fits.
        var written: [PeriodStyle]

        var all: [String] { [next] + (released.map { [$0] } ?? []) }
    }

    enum Calendar: Hashable, Sendable {
        case every(Span)
        case lines(Lines)
    }

    var calendar: Calendar
    /// How much later than due an edition may come before the source counts as overdue.
    var lateAfterDays: Int

    /// When the next edition is due, and the last day on which its absence is nothing to worry about; nil where
    /// nobody can say.
    ///
    /// - Parameter snapshot: The newest bytes. Without a day of release, the day counts on which they were first had.
    func expectation(of snapshot: Snapshot) -> (due: Day, lateAfter: Day)? {
        // Nobody brings out another edition of a sample.
        guard snapshot.origin.kind == .live else { return nil }
        let due: Day?
        switch calendar {
        case .every(let span): due = (snapshot.origin.released ?? snapshot.firstDay).map(span.after)
        case .lines: due = snapshot.origin.nextDue
        }
        return due.map { ($0, $0.later(byDays: lateAfterDays)) }
    }

    /// Takes the days of the lines above a table over into the snapshot's origin.
    ///
    /// - Returns: A warning for each day that cannot be read: the figures are right all the same, and no day is
    ///   made up.
    func take(
        _ above: [String: LabelledLine], into snapshot: inout Snapshot, definition: String
    ) -> [Diagnostic] {
        guard case .lines(let lines) = calendar else { return [] }
        var notes: [Diagnostic] = []
        func day(_ label: String?) -> Day? {
            guard let label, let line = above[label] else { return nil }
            let days = Set(lines.written.compactMap { $0.period(line.text)?.start })
            if let day = days.first, days.count == 1 { return day }
            let written = lines.written.map(\.writing.rawValue.quoted).joined(separator: " or ")
            notes.append(
                Diagnostic(
                    .warning, .content, at: .cell(line.cell),
                    "\(line.text.quoted) is not a day written like \(written), so it is not known when a new edition comes",
                    mend:
                        "if the publisher writes days otherwise now, correct `written:` under `releases:` in \(definition)"
                ))
            return nil
        }
        if let next = day(lines.next) { snapshot.origin.nextDue = next }
        if let released = day(lines.released) { snapshot.origin.released = released }
        return notes
    }
}
