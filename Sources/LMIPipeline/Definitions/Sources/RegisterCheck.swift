internal import LMIModel
internal import LMITransform

/// Whether what `register:` says fits together, and names only labels that there are.
struct RegisterCheck {
    private let layout: RegisterLayout
    /// Every label that the definition gives a text.
    private let labels: [String]
    /// Where `register:` stands.
    private let setting: Setting

    init(_ layout: RegisterLayout, labels: [String], at setting: Setting) {
        self.layout = layout
        self.labels = labels
        self.setting = setting
    }

    func check() throws(Diagnostic) {
        let columns = layout.columns.map(\.id)
        for (key, names) in [
            ("columns", columns), ("kept out", layout.keptOut), ("keep", layout.keep.map(\.label)),
            ("drop", layout.drop.flatMap(\.labels)),
        ] {
            guard let stranger = names.first(where: { !labels.contains($0) }) else { continue }
            throw wrong(
                "`\(key):` names \(stranger.quoted), which is not a label of the table",
                mend: "\(stranger.didYouMean(among: labels))the labels are: \(joined(labels))")
        }
        if let both = layout.keptOut.first(where: { columns.contains($0) }) {
            throw wrong(
                "\(both.quoted) is handed on under `columns:` and kept out as well",
                mend: "take one of the two away")
        }
        try checkAreas()
        try checkKey()
        try checkValidity()
        try checkNames()
    }

    /// What leaves areas out must have areas to look at.
    private func checkAreas() throws(Diagnostic) {
        let ofAreas = layout.columns.filter { $0.column.kind == .area }.map(\.id)
        if layout.keepAreas != .all, !ofAreas.contains("area") {
            throw wrong(
                "`keep:` says which areas are kept, and no column of areas is called \("area".quoted)",
                mend: ofAreas.isEmpty
                    ? "read the column of areas `as: area`, under the label `area`"
                    : "give the label \(ofAreas[0].quoted) the name `area`, under `labels:` and here")
        }
        if layout.dropsUnknownAreas, ofAreas.isEmpty {
            throw wrong(
                "`unknown areas: drop` leaves nothing out: no column is read `as: area`",
                mend: "take the line away, or read the column of areas `as: area`")
        }
    }

    private func checkKey() throws(Diagnostic) {
        guard !layout.key.isEmpty else { throw wrong("`key:` names no column", mend: "write `key: code`") }
        for id in layout.key {
            guard let column = layout.columns.first(where: { $0.id == id }) else {
                throw wrong(
                    "the key \(id.quoted) is not a column of the register",
                    mend: "the columns are: \(joined(layout.columns.map(\.id)))")
            }
            guard !column.mayBeEmpty else {
                throw wrong(
                    "the key \(id.quoted) may be empty, so that it cannot tell records apart",
                    mend: "take `may be empty: yes` away there, or name another column under `key:`")
            }
        }
    }

    private func checkValidity() throws(Diagnostic) {
        guard let validity = layout.validity else { return }
        for id in [validity.from, validity.until] {
            guard case .date? = layout.columns.first(where: { $0.id == id })?.column.kind else {
                throw wrong(
                    "`valid:` names \(id.quoted), which is not a column of days",
                    mend: "name a column that is read `as: date`")
            }
        }
        if let until = layout.columns.first(where: { $0.id == validity.until })?.column, until.mayBeEmpty {
            throw wrong(
                "`valid:` names \(until.id.quoted), which may be empty: a record without it would never hold",
                mend:
                    "take `may be empty: yes` away there, or take `valid:` away and leave records out with `drop:`"
            )
        }
    }

    /// The columns' names in a bundle must be plain, and each its own.
    private func checkNames() throws(Diagnostic) {
        var taken: [String: String] = [:]
        for column in layout.columns.map(\.column) {
            let isPlain = column.id.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x20 || $0 == 0x5F
            }
            guard isPlain, (1...48).contains(column.id.utf8.count) else {
                throw wrong(
                    "\(column.id.quoted) cannot be the name of a column",
                    mend: "use small letters without accents, digits, blanks and _")
            }
            for name in column.names {
                guard let other = taken.updateValue(column.id, forKey: name) else { continue }
                throw wrong(
                    "\(column.id.quoted) and \(other.quoted) would both be published as \(name.quoted)",
                    mend: "give one of the two another label")
            }
        }
    }

    private func joined(_ texts: [String]) -> String { texts.joined(separator: ", ") }

    private func wrong(_ message: String, mend: String) -> Diagnostic { setting.wrong(message, mend: mend) }
}
