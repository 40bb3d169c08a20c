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
        if list.file == definition, list.entry(spelling) == nil {
            let nearest =
                spelling.nearest(of: list.entries.map(\.code)).map { "the nearest is \($0.quoted); " } ?? ""
            throw Diagnostic(
                cell, "\(text.quoted) is not one of the texts of \(id.quoted)",
                mend:
                    "\(nearest)if the publisher writes a new text, add it under `texts:` of \(id.quoted) in \(definition), or leave its rows out with `drop:`"
            )
        }
        return try list.code(spelling, level: level, at: cell)
    }
}
