internal import LMIModel

extension ObservationLayout.DimensionRule {
    /// The code that a text of this dimension stands for.
    ///
    /// - Parameter definition: The definition's file, for messages.
    /// - Throws: ``Diagnostic`` at `cell` when it is no code of the list, or not of the level.
    func code(_ text: String, at cell: CellReference, definition: String) throws(Diagnostic) -> Code {
        guard let spelling = spelling(text) else {
            throw Diagnostic(
                cell, "\(text.quoted) has no \((codeBefore ?? "").quoted) to tell the code from the name",
                mend: "correct `code before:` of \(id.quoted) in \(definition)")
        }
        return try list.code(spelling, level: level, at: cell)
    }
}
