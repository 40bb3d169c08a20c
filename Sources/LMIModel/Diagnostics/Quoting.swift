extension String {
    /// The text in double quotes, fit for one line of a message: at most 80 characters, control and
    /// direction-changing characters escaped, so that a file cannot write on the reader's terminal.
    public var quoted: String {
        var shown = ""
        var count = 0
        for scalar in unicodeScalars {
            if count == 80 {
                shown += "…"
                break
            }
            count += 1
            switch scalar {
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            case "\"": shown += "\\\""
            default:
                let hidden =
                    scalar.properties.generalCategory == .control
                    || scalar.properties.generalCategory == .format
                    || scalar.value == 0x2028 || scalar.value == 0x2029 || scalar.value == 0xA0
                shown += hidden ? "\\u{\(String(scalar.value, radix: 16, uppercase: true))}" : String(scalar)
            }
        }
        return "\"\(shown)\""
    }

    /// How many letters must be added, dropped or changed to make `other` of this text.
    ///
    /// - Complexity: O(*n* × *m*) in the two lengths; texts over 200 characters compare by prefix.
    public func distance(to other: String) -> Int {
        let from = Array(prefix(200))
        let to = Array(other.prefix(200))
        var row = Array(0...to.count)
        for (i, letter) in from.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, target) in to.enumerated() {
                let above = row[j + 1]
                row[j + 1] = letter == target ? diagonal : Swift.min(diagonal, above, row[j]) + 1
                diagonal = above
            }
        }
        return row[to.count]
    }

    /// The one of `words` most like this text, if any is alike enough to be what was meant.
    public func nearest(of words: some Sequence<String>) -> String? {
        let ranked = words.map { (word: $0, distance: lowercased().distance(to: $0.lowercased())) }
        guard let best = ranked.min(by: { ($0.distance, $0.word) < ($1.distance, $1.word) }) else {
            return nil
        }
        return best.distance <= Swift.max(2, count / 2) ? best.word : nil
    }
}
