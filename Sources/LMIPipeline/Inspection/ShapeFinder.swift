internal import LMIExtract

/// Tells rows of figures from headings, titles and notes.
struct ShapeFinder {
    let rows: [CSVSample.Row]
    /// The width that most cells stand in.
    let width: Int
    /// Columns that mostly hold numbers or markers.
    private let numeric: [Int]
    /// How many numbers and markers a row of the table usually has in them.
    private let usual: Int
    /// How many rows are looked at to find out what is usual.
    private static let enough = 3000

    init(_ rows: [CSVSample.Row]) {
        self.rows = rows
        var cells: [Int: Int] = [:]
        for row in rows.prefix(Self.enough) where row.filled > 1 {
            cells[row.cells.count, default: 0] += row.filled
        }
        var width = cells.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0
        if width == 0, rows.contains(where: { $0.filled == 1 }) { width = 1 }
        self.width = width
        let full = rows.prefix(Self.enough).filter { $0.cells.count == width && $0.filled > 1 }
        let numeric = (0..<width).filter { column in
            var (numbers, markers, filled) = (0, 0, 0)
            for row in full where !row.cells[column].isEmpty {
                filled += 1
                if NumberLook(row.cells[column]) != nil {
                    numbers += 1
                } else if UsualMarker.isLikely(row.cells[column]) {
                    markers += 1
                }
            }
            return numbers > 0 && (numbers + markers) * 10 >= filled * 6
        }
        self.numeric = numeric
        let counts = full.map { row in
            numeric.count { !row.cells[$0].isEmpty && Self.isFigure(row.cells[$0]) }
        }
        usual = counts.sorted().dropFirst(counts.count / 2).first ?? 0
    }

    private static func isFigure(_ text: String) -> Bool {
        NumberLook(text) != nil || UsualMarker.isLikely(text)
    }

    /// Whether the row has about as many figures as the others.
    func isDataLike(_ place: Int) -> Bool {
        let row = rows[place]
        guard row.cells.count <= width, row.filled > 0 else { return false }
        guard usual > 0 else { return isTableRow(place) }
        let figures = numeric.count {
            $0 < row.cells.count && !row.cells[$0].isEmpty && Self.isFigure(row.cells[$0])
        }
        return usual == 1 ? figures == 1 : figures * 3 >= usual * 2
    }

    /// Whether the row is of another width than the table, and yet as full of numbers: no note, but a row that was
    /// written wrong.
    func isMisfit(_ place: Int) -> Bool {
        let row = rows[place]
        guard usual > 0, row.cells.count != width, row.filled * 10 >= width * 6, !isDataLike(place) else {
            return false
        }
        return row.cells.count { NumberLook($0) != nil } * 3 >= usual * 2
    }

    /// Whether the row is as wide as the table and says more than a note would.
    func isTableRow(_ place: Int) -> Bool {
        rows[place].cells.count == width && (rows[place].filled > 1 || width == 1)
    }

    /// The place of the first row of the table that is no heading.
    func firstDataRow() -> Int? {
        guard usual > 0 else {
            // Without figures the first full row is taken for the headings.
            let most = rows.prefix(Self.enough).map(\.filled).max() ?? 0
            guard
                let header = rows.indices.first(where: {
                    rows[$0].cells.count == width && rows[$0].filled * 10 >= most * 8
                })
            else { return nil }
            return rows.indices.dropFirst(header + 1).first { !rows[$0].isBlank } ?? header
        }
        for place in rows.indices where isDataLike(place) {
            let after = rows.indices.dropFirst(place + 1).prefix(2)
            guard after.isEmpty || after.contains(where: isDataLike) else { continue }
            guard isHeadingOfPeriods(place) else { return place }
            return rows.indices.dropFirst(place + 1).first { !rows[$0].isBlank } ?? place
        }
        return rows.indices.first(where: isDataLike)
    }

    /// Headings such as 2017, 2018, 2019 look like figures; the row under them does not look like years.
    private func isHeadingOfPeriods(_ place: Int) -> Bool {
        func years(_ place: Int) -> [String]? {
            let texts = rows[place].cells.filter { NumberLook($0) != nil }
            return !texts.isEmpty && texts.allSatisfy { YearLook($0) != nil } ? texts : nil
        }
        guard let here = years(place), here.count > 1 || usual == 1, Set(here).count == here.count else {
            return false
        }
        return rows.indices.dropFirst(place + 1).prefix(3).contains { years($0) == nil && isDataLike($0) }
    }

    /// Whether the row could be headings: words, or periods, and no other numbers but a few.
    func isHeading(_ place: Int) -> Bool {
        let row = rows[place]
        let numbers = row.cells.count { NumberLook($0) != nil && YearLook($0) == nil }
        return numbers * 2 <= row.filled
    }
}

/// A text that may be a year, such as 2019 or 201718.
struct YearLook: Hashable, Sendable {
    let year: Int

    init?(_ text: String) {
        let digits = text.utf8.count
        guard digits == 4 || digits == 6, let number = Int(text) else { return nil }
        if digits == 4 {
            guard (1950...2060).contains(number) else { return nil }
            year = number
        } else {
            guard (1950...2060).contains(number / 100), (number / 100 + 1) % 100 == number % 100 else {
                return nil
            }
            year = number / 100
        }
    }
}
