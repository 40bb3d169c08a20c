@testable internal import LMIModel
@testable internal import LMITransform

/// A text that is read as a period is that period written in the declared way, letter for letter.
enum PeriodHarness {
    @Sendable static func run(_ given: Input) {
        let text = String(decoding: given.bytes, as: UTF8.self)
        var read: [PeriodStyle.Kind: Period] = [:]
        for kind in PeriodStyle.Kind.allCases {
            for writing in PeriodStyle.Writing.allCases {
                let style = PeriodStyle(kind: kind, writing: writing)
                guard style.isSensible, let period = style.period(text) else { continue }
                demand(period.kind == kind.rawValue, "\(text.quoted) is read as \(period)")
                demand(period.start <= period.end, "\(period) ends before it starts")
                let written = Self.text(of: period, writing)
                demand(
                    written.utf8.elementsEqual(text.utf8)
                        || written.contains { $0.isLetter } && Self.capitals(written) == Self.capitals(text),
                    "\(text.quoted) is read as \(written) in the style \(style)")
                demand(style.period(written) == period, "\(written) is not read again in the style \(style)")
                if kind != .rollingYear {
                    demand(
                        PeriodStyle.usual(kind).period(period.text) == period,
                        "\(period.text), as bundles write it, is not read again")
                }
                demand(read[kind] == nil || read[kind] == period, "\(text.quoted) has two meanings")
                read[kind] = period
            }
        }
    }

    private static func capitals(_ text: String) -> [UInt8] {
        text.utf8.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The period in a writing that can say it.
    private static func text(of period: Period, _ writing: PeriodStyle.Writing) -> String {
        let (start, end) = (period.start, period.end)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return switch writing {
        case .year: "\(end.year)"
        case .joinedYears: "\(start.year)\(two(end.year % 100))"
        case .slashedYears: "\(start.year)/\(two(end.year % 100))"
        case .isoMonth: "\(end.year)-\(two(end.month))"
        case .isoQuarter: "\(end.year)-Q\(end.month / 3)"
        case .spacedQuarter: "\(end.year) Q\(end.month / 3)"
        case .spacedMonth: "\(end.year) \(months[end.month - 1])"
        case .isoDay: "\(end.year)-\(two(end.month))-\(two(end.day))"
        case .dayFirst: "\(two(end.day))-\(two(end.month))-\(end.year)"
        case .yearSpan: "\(months[start.month - 1]) \(start.year)-\(months[end.month - 1]) \(end.year)"
        }
    }
}
