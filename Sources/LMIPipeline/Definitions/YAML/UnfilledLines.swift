internal import LMIModel

/// The lines of a drafted definition that nobody has filled in.
struct UnfilledLines {
    /// What such a text begins with, after which it says what is wanted.
    static let mark = "FILL IN"

    private var found: [(key: String, setting: Setting)] = []

    init(in root: Setting) { look(at: root, key: "") }

    private mutating func look(at setting: Setting, key: String) {
        switch setting.value {
        case .text(let text): if text.utf8.starts(with: Self.mark.utf8) { found.append((key, setting)) }
        case .list(let items): for item in items { look(at: item, key: key) }
        case .map(let entries): for entry in entries { look(at: entry.value, key: entry.key) }
        }
    }

    /// - Throws: ``Diagnostic`` at the first of them, naming all: nothing that a draft left open is published.
    func refuse() throws(Diagnostic) {
        guard let first = found.first else { return }
        let lines = found.map { line in
            if case .line(_, let number, _) = line.setting.place { return "`\(line.key):` in line \(number)" }
            return "`\(line.key):`"
        }
        let count = lines.count == 1 ? "1 line is" : "\(lines.count) lines are"
        throw first.setting.wrong(
            "\(count) still to be filled in: \(lines.joined(separator: ", "))",
            mend: "write what each asks for in place of its words \(Self.mark)")
    }
}
