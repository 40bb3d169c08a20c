internal import LMIModel

extension Setting {
    /// A text with named gaps, such as `Section {section}`.
    ///
    /// - Parameter mayLackGaps: Whether a text without gaps, which only its own like fits, says something.
    func template(_ name: String, mayLackGaps: Bool = false) throws(Diagnostic) -> Template {
        let text = try text(name)
        let template: Template
        do throws(Template.Fault) {
            template = try Template(text)
        } catch {
            throw wrong("\(text.quoted) \(error.words)", mend: error.mend)
        }
        guard mayLackGaps || !template.gaps.isEmpty else {
            throw wrong(
                "\(text.quoted) has no gap, so it says nothing",
                mend: "write each gap as a label in braces, such as `{sex}`")
        }
        return template
    }
}

extension Template.Fault {
    fileprivate var words: String {
        switch self {
        case .looseBrace: "has a brace that opens or closes no gap"
        case .gapName(""): "has a gap without a name"
        case .gapName(let name): "has two gaps named \(name.quoted)"
        case .adjacentGaps: "has two gaps with nothing between them: nobody can tell where the first ends"
        case .tooManyGaps: "has more than \(Template.mostGaps) gaps"
        }
    }

    fileprivate var mend: String {
        switch self {
        case .looseBrace, .gapName(""): "write each gap as a label in braces, such as `{sex}`"
        case .gapName: "give each gap a name of its own"
        case .adjacentGaps: "write between them what stands between them in the file, such as ` - `"
        case .tooManyGaps: "let one gap take several things, and cut it by a line of its own under `split:`"
        }
    }
}
