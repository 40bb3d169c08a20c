internal import LMIModel

/// What one label says of a row or a figure, and the cell it stands in.
struct LabelText: Hashable, Sendable {
    var text: String
    var cell: CellReference
}

/// What every label says of one row, or of one figure of a row.
struct LabelTexts: Sendable {
    /// A label that cannot be read is a fault only where something asks for it.
    typealias Said = Result<LabelText, Diagnostic>

    /// The row's record number.
    let record: Int
    /// By the label's name, its place in ``said``.
    let places: [String: Int]
    var said: [Said]

    /// - Throws: ``Diagnostic`` when the label has no text here: no section row stands above, a template does
    ///   not fit, or no text was there to be carried down.
    func text(_ label: String) throws(Diagnostic) -> LabelText {
        guard let place = places[label] else {
            throw Diagnostic(
                .error, .internal, at: .nowhere, "the label \(label.quoted) was asked for and never given",
                mend: "this is a fault of lmi: keep the file and report it")
        }
        return try said[place].get()
    }
}
