internal import LMIModel

extension PeriodWriting {
    /// What `text` says, or nil if it is not written so or names no real time.
    ///
    /// - Complexity: O(*n*) in the text's length.
    func read(_ text: String) -> Said? {
        Scan(text, parts: parts, yearDigits: 4)?.said(shape)
    }

    /// Whether `text` is written so and names a real time.
    public func fits(_ text: String) -> Bool { read(text) != nil }

    /// Whether `text` is written so but for its years, which have two digits; not where it may be a year of four.
    public func hasYearsWithoutCentury(_ text: String) -> Bool {
        let mayBeYear =
            text.utf8.count == 4 && Int(text) != nil && (text.hasPrefix("19") || text.hasPrefix("20"))
        return !mayBeYear && Scan(text, parts: parts, yearDigits: 2) != nil
    }

    static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november", "december",
    ]
}

/// The numbers of a text, found part by part from left to right.
private struct Scan {
    private var years: [Int] = []
    private var endingYear: Int?
    private var months: [Int] = []
    private var quarter = 0
    private var day = 0
    private var rest: Substring.UTF8View

    /// Nil where the text is not made of these parts.
    init?(_ text: String, parts: [PeriodWriting.Part], yearDigits: Int) {
        rest = text.utf8[...]
        for part in parts {
            switch part {
            case .text(let text):
                guard rest.starts(with: text.utf8) else { return nil }
                rest = rest.dropFirst(text.utf8.count)
            case .year:
                guard let year = digits(yearDigits) else { return nil }
                years.append(year)
            case .endingYear:
                guard let year = digits(2) else { return nil }
                endingYear = year
            case .quarter:
                guard let number = digits(1), (1...4).contains(number) else { return nil }
                quarter = number
            case .month:
                guard let number = digits(2), (1...12).contains(number) else { return nil }
                months.append(number)
            case .day:
                guard let number = digits(2) else { return nil }
                day = number
            case .dayOfName:
                guard let number = digits(2) ?? digits(1) else { return nil }
                day = number
            case .shortMonth, .longMonth:
                guard let month = month(isShort: part == .shortMonth) else { return nil }
                months.append(month)
            }
        }
        guard rest.isEmpty else { return nil }
    }

    private mutating func digits(_ count: Int) -> Int? {
        let head = rest.prefix(count)
        guard head.count == count, head.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        rest = rest.dropFirst(count)
        return head.reduce(0) { 10 * $0 + Int($1 - 0x30) }
    }

    private mutating func month(isShort: Bool) -> Int? {
        let letters = rest.prefix { (0x41...0x5A).contains($0 & 0xDF) }
        let name = String(decoding: letters.map { $0 | 0x20 }, as: UTF8.self)
        let place = PeriodWriting.months.firstIndex { month in
            isShort ? month.prefix(3) == name || (name == "sept" && month == "september") : month == name
        }
        guard let place else { return nil }
        rest = rest.dropFirst(letters.count)
        return place + 1
    }

    /// What the numbers say together; nil where they name no real time.
    func said(_ shape: PeriodWriting.Shape) -> PeriodWriting.Said? {
        guard let year = years.first, years.allSatisfy({ (1600...2999).contains($0) }) else { return nil }
        switch shape {
        case .year: return .year(year)
        case .quarter: return .quarter(year, quarter)
        case .day: return Day(year, months[0], day).map { .day($0) }
        case .month: return .month(year, months[0])
        case .years:
            var last = years[years.count - 1]
            if let endingYear {
                last = year - year % 100 + endingYear + (endingYear < year % 100 ? 100 : 0)
                // No publisher pools half a century; `2018-12` is a month.
                guard last - year < 50 else { return nil }
            }
            return last > year ? .years(year, last) : nil
        case .months:
            let count = 12 * (years[years.count - 1] - year) + months[1] - months[0] + 1
            return count > 1 ? .months(year, months[0], count: count) : nil
        }
    }
}
