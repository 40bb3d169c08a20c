@testable internal import LMIModel
@testable internal import LMITransform

/// A text that is read as a period stands as the writing's example does, and every digit of it counts.
enum PeriodHarness {
    @Sendable static func run(_ given: Input) {
        let text = String(decoding: given.bytes, as: UTF8.self)
        for kind in PeriodStyle.Kind.allCases {
            for writing in PeriodWriting.allCases {
                let style = PeriodStyle(kind: kind, writing: writing)
                guard let period = style.period(text) else { continue }
                demand(style.isSensible, "\(text.quoted) is read in \(style)")
                demand(
                    stands(text, as: writing.rawValue),
                    "\(text.quoted) is read like \(writing.rawValue.quoted)")
                check(text, period, style)
            }
        }
    }

    private static func check(_ text: String, _ period: Period, _ style: PeriodStyle) {
        demand(period.start <= period.end, "\(period) ends before it starts")
        let years = text.utf8.split { !(0x30...0x39).contains($0) }.filter {
            $0.count == 4 && style.writing != .joinedYears
        }
        .compactMap { Int(String($0) ?? "") }
        demand(
            years.allSatisfy { (period.start.year...period.end.year).contains($0) },
            "\(text.quoted) is read as \(period.text) in \(style)")
        switch style.kind {
        case .year, .financialYear, .academicYear, .quarter, .month, .snapshotDay:
            demand(
                PeriodStyle.usual(style.kind).period(period.text) == period,
                "\(period.text), as bundles write it, is not read again")
        case .rollingYear, .rollingQuarter, .spanOfYears, .spanOfFinancialYears: break
        }
        let bytes = Array(text.utf8)
        for (place, byte) in bytes.enumerated() where (0x30...0x39).contains(byte) {
            for digit in UInt8(0x30)...0x39 where digit != byte {
                var other = bytes
                other[place] = digit
                demand(
                    style.period(String(decoding: other, as: UTF8.self)) != period,
                    "\(text.quoted) says no other than \(String(decoding: other, as: UTF8.self)) in \(style)")
            }
        }
    }

    /// A piece of a text, as far as an example shows its form.
    private enum Piece: Hashable {
        case digits(Int), month(isLong: Bool), may
        case other(UInt8)
    }

    private static func stands(_ text: String, as example: String) -> Bool {
        let (mine, wanted) = (pieces(text), pieces(example))
        let names = wanted.contains { if case .month = $0 { true } else { false } }
        return mine.count == wanted.count
            && zip(mine, wanted).allSatisfy { mine, wanted in
                switch (mine, wanted) {
                case (.may, .month), (.month, .may): true
                // The day beside a month's name may have one digit.
                case (.digits(1), .digits(2)): names
                default: mine == wanted
                }
            }
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]

    private static func pieces(_ text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = Array(text.utf8)[...]
        while let first = rest.first {
            let isDigit = (0x30...0x39).contains(first)
            let run = rest.prefix { isDigit ? (0x30...0x39).contains($0) : (0x61...0x7A).contains($0 | 0x20) }
            let word = String(decoding: run.map { $0 | 0x20 }, as: UTF8.self)
            if isDigit {
                pieces.append(.digits(run.count))
            } else if word == "may" {
                pieces.append(.may)
            } else if months.contains(word) {
                pieces.append(.month(isLong: true))
            } else if word == "sept" || months.contains(where: { $0.prefix(3) == word }) {
                pieces.append(.month(isLong: false))
            } else {
                pieces.append(.other(first))
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(run.count)
        }
        return pieces
    }
}
