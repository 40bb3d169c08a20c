internal import LMIExtract

/// What stands in one column, counted.
struct ColumnFacts: Sendable {
    /// More different texts than this are not told apart.
    static let mostTexts = 5000

    /// Counted from 0.
    let place: Int
    let heading: String
    private(set) var rows = 0
    private(set) var empty = 0
    private(set) var numbers = 0
    /// Different texts, the empty one left out, with how often and in which row they stand first.
    private(set) var texts: [String: (count: Int, row: Int)] = [:]
    /// Different texts that are no numbers, the empty one included.
    private(set) var words: [String: (count: Int, row: Int)] = [:]
    private(set) var hasMoreTexts = false
    // How the numbers are written.
    private(set) var withCommas = 0
    /// Numbers of four digits or more without a comma.
    private(set) var longWithoutCommas = 0
    private(set) var withPercent = 0
    private(set) var withExponent = 0
    private(set) var currencies: [String: Int] = [:]
    private(set) var negative = 0
    private(set) var leadingZeros = 0
    private(set) var mostDigits = 0
    private(set) var mostDecimals = 0
    /// Whether each row's number is one more than the last.
    private(set) var countsUp = true
    private(set) var exceedsHundred = false
    private var previous: Int?
    private(set) var longestText = 0
    private(set) var hasOuterSpaces = false

    init(place: Int, heading: String) {
        self.place = place
        self.heading = heading
    }

    mutating func take(_ text: String, row: Int) {
        rows += 1
        longestText = max(longestText, text.utf8.count)
        if let first = text.first, let last = text.last, first.isWhitespace || last.isWhitespace {
            hasOuterSpaces = true
        }
        if text.isEmpty {
            empty += 1
            words["", default: (0, row)].count += 1
            return
        }
        if texts[text] != nil || texts.count < Self.mostTexts {
            texts[text, default: (0, row)].count += 1
        } else {
            hasMoreTexts = true
        }
        guard let look = NumberLook(text) else {
            countsUp = false
            if words[text] != nil || words.count < Self.mostTexts {
                words[text, default: (0, row)].count += 1
            }
            return
        }
        numbers += 1
        take(look)
        let number = Int(text)
        if let previous, number != previous + 1 { countsUp = false }
        if number == nil { countsUp = false }
        previous = number
        if (number ?? 0) > 100 || look.digits > 3 { exceedsHundred = true }
        if look.digits == 3, text != "100", number == nil {
            exceedsHundred = !text.hasPrefix("100") || exceedsHundred
        }
    }

    private mutating func take(_ look: NumberLook) {
        if look.hasCommas { withCommas += 1 }
        if look.digits > 3, !look.hasCommas { longWithoutCommas += 1 }
        if look.hasPercent { withPercent += 1 }
        if look.hasExponent { withExponent += 1 }
        if !look.currency.isEmpty { currencies[look.currency, default: 0] += 1 }
        if look.isNegative { negative += 1 }
        if look.hasLeadingZero { leadingZeros += 1 }
        mostDigits = max(mostDigits, look.digits)
        mostDecimals = max(mostDecimals, look.decimals)
    }

    var filled: Int { rows - empty }
    /// The one text of all rows.
    var onlyText: String? { texts.count == 1 && empty == 0 && !hasMoreTexts ? texts.first?.key : nil }
    var sortedTexts: [String] { texts.keys.sorted() }
    /// In the order of the file.
    var textsByRow: [String] { texts.sorted { ($0.value.row, $0.key) < ($1.value.row, $1.key) }.map(\.key) }

    /// Whether the column holds figures: numbers, and now and then a marker.
    var isNumeric: Bool {
        guard numbers > 0 else { return isAllMarkers }
        let strangers = words.filter { !$0.key.isEmpty && !UsualMarker.isLikely($0.key) && $0.key.count > 60 }
        let marks = words.filter { !$0.key.isEmpty }
        let likely = marks.filter { UsualMarker.isLikely($0.key) }.reduce(0) { $0 + $1.value.count }
        guard strangers.isEmpty, marks.count <= 8 else { return false }
        return (numbers + likely) * 10 >= filled * 9
    }

    /// Whether the heading is one of those under which persons are named, or how to reach them.
    var namesPersons: Bool {
        let letters = heading.lowercased().filter(\.isLetter)
        return Self.personWords.contains { letters.contains($0) }
    }

    private static let personWords = [
        "firstname", "lastname", "surname", "forename", "headteacher", "headtitle", "contact", "email",
        "phone",
        "mobile",
    ]

    /// Whether more than half of what stands in the column are numbers.
    var isMostlyNumbers: Bool { isNumeric || numbers * 2 > filled }

    /// A column of figures that are all withheld.
    var isAllMarkers: Bool {
        filled > 0 && numbers == 0 && words.count <= 4
            && words.keys.allSatisfy { UsualMarker.meaning($0) != nil || $0.isEmpty }
    }

    /// The facts of every column of a table.
    ///
    /// - Complexity: O(*cells*).
    static func all(_ shape: TableShape, _ rows: [CSVSample.Row]) -> [ColumnFacts] {
        shape.headings.indices.map { column in
            var facts = ColumnFacts(place: column, heading: shape.headings[column])
            for place in shape.data {
                let cells = rows[place].cells
                facts.take(column < cells.count ? cells[column] : "", row: rows[place].number)
            }
            return facts
        }
    }
}
