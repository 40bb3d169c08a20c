internal import LMIModel

/// Puts a figure and its confidence together that stand in two rows.
struct PairJoiner: Sendable {
    /// One row's part of a figure.
    struct Half: Sendable {
        var value: String
        var cell: CellReference
        var flag: (text: String, cell: CellReference)?
    }

    /// What two rows of one figure have in common.
    struct Key: Hashable, Sendable {
        /// What all labels say but the one that tells the two apart.
        var texts: [String]
        var group: Int
    }

    let pairs: PairLayout
    private let definition: String
    /// The values that wait for their confidence.
    private(set) var waiting: [Key: Half] = [:]

    init(_ pairs: PairLayout, definition: String) {
        self.pairs = pairs
        self.definition = definition
    }

    /// Takes one row's part.
    ///
    /// - Returns: The value, once `half` is its confidence; nil while it waits.
    /// - Throws: ``Diagnostic`` when `half` is neither, or its partner is missing.
    mutating func take(
        _ half: Half, side: LabelText, key: Key
    ) throws(Diagnostic) -> (value: Half, confidence: Half)? {
        switch side.text {
        case pairs.value:
            if let clash = waiting.updateValue(half, forKey: key) {
                throw unpaired(clash.cell, lacks: pairs.confidence)
            }
            return nil
        case pairs.confidence:
            guard let value = waiting.removeValue(forKey: key) else {
                throw unpaired(half.cell, lacks: pairs.value)
            }
            return (value, half)
        default:
            throw Diagnostic(
                side.cell,
                "\(side.text.quoted) is neither \(pairs.value.quoted) nor \(pairs.confidence.quoted)",
                mend: "correct `pairs:` under `rows:` in \(definition)")
        }
    }

    /// A fault for every value that still waits, in the order of the file.
    var unpaired: [Diagnostic] {
        waiting.values.sorted { ($0.cell.row, $0.cell.column ?? 0) < ($1.cell.row, $1.cell.column ?? 0) }
            .map { unpaired($0.cell, lacks: pairs.confidence) }
    }

    private func unpaired(_ cell: CellReference, lacks side: String) -> Diagnostic {
        Diagnostic(
            cell, "this row has no partner: the row that says \(side.quoted) for the same figure is missing",
            mend: "fetch the file again with both; or correct `pairs:` under `rows:` in \(definition)")
    }
}
