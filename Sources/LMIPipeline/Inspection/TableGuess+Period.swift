internal import LMIExtract
internal import LMITransform

/// A period that stands beside the table: in a line above it, in its title, in the file's name.
extension TableGuess {
    /// - Parameter titles: The words around a table of a page.
    mutating func findPeriodElsewhere(
        _ shape: TableShape, _ rows: [CSVSample.Row], titles: [String], file: String
    ) {
        guard case .unknown = period else { return }
        if let (label, guess) = labelledPeriod(shape, rows) {
            period = .above(label: label, guess)
            return
        }
        guard shape.blocks.count < 2 else { return }
        let above = titles + shape.above.map { rows[$0].cells.filter { !$0.isEmpty }.joined(separator: " ") }
        for title in above {
            guard let (text, kind) = PeriodGuess.stated(in: title) else { continue }
            period = .stated(text, kind, because: "a line above the table says so")
            return
        }
        let name = file.split(separator: "/").last.map(String.init) ?? file
        guard
            let (text, kind) = PeriodGuess.stated(
                in: name.split(separator: ".").first.map(String.init) ?? name)
        else { return }
        period = .stated(text, kind, because: "the name of the file says so")
    }

    /// A line such as `"Date       :","2017"` above each table.
    private func labelledPeriod(_ shape: TableShape, _ rows: [CSVSample.Row]) -> (String, PeriodGuess)? {
        let starts = shape.blocks.isEmpty ? [shape.header ?? 0] : shape.blocks
        var said: [String: [String]] = [:]
        var place = 0
        for start in starts {
            for row in rows[min(place, start)..<start] where row.cells.count > 1 && row.filled == 2 {
                let label = Self.label(row.cells[0])
                if !label.isEmpty, !row.cells[1].isEmpty { said[label, default: []].append(row.cells[1]) }
            }
            place = start
        }
        for (label, texts) in said.sorted(by: { $0.key < $1.key }) where texts.count == starts.count {
            if let guess = PeriodGuess(texts, hint: label) { return (label, guess) }
        }
        return nil
    }

    /// A first cell without the colon at its end.
    private static func label(_ text: String) -> String {
        let text = text.trimmed
        return text.hasSuffix(":") ? String(text.dropLast()).trimmed : text
    }
}
