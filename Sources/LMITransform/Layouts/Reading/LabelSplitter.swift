internal import LMIModel

/// Cuts the texts of one label by the templates of a ``Split``, remembering what it has met.
struct LabelSplitter: Sendable {
    private enum Cut {
        case fits(Template, [String: String])
        case fault(message: String, mend: String)
    }

    let split: Split
    private let definition: String
    private let gives: [String]
    private var known: [String: Cut] = [:]
    /// The templates that have fitted a text, as they were written.
    private(set) var fitted: Set<String> = []

    init(_ split: Split, definition: String) {
        self.split = split
        self.definition = definition
        gives = split.gives
    }

    /// What each of the split's labels says of a row, in the order of ``Split/gives``.
    mutating func said(_ whole: LabelTexts.Said) -> [LabelTexts.Said] {
        let text: LabelText
        switch whole {
        case .success(let found): text = found
        case .failure: return Array(repeating: whole, count: gives.count)
        }
        switch cut(knownOrNew: text.text) {
        case .fits(let template, let texts):
            return gives.map { label in
                guard let part = texts[label] else {
                    return .failure(
                        Diagnostic(
                            text.cell,
                            "\(text.text.quoted) fits \(template.description.quoted), which says nothing of the \(label)",
                            mend:
                                "correct the templates of \(split.label.quoted) under `split:` in \(definition)"
                        ))
                }
                return .success(LabelText(text: part, cell: text.cell))
            }
        case .fault(let message, let mend):
            return Array(
                repeating: .failure(Diagnostic(text.cell, message, mend: mend)), count: gives.count)
        }
    }

    private mutating func cut(knownOrNew text: String) -> Cut {
        if let cut = known[text] { return cut }
        let cut = cut(text)
        known[text] = cut
        return cut
    }

    private mutating func cut(_ text: String) -> Cut {
        var fits: [(template: Template, texts: [String: String])] = []
        for template in split.templates {
            switch template.match(text) {
            case .fits(let texts): fits.append((template, texts))
            case .differs: continue
            case .isAmbiguous:
                return .fault(
                    message:
                        "\(text.quoted) can be cut by \(template.description.quoted) in more than one way",
                    mend:
                        "give the template of \(split.label.quoted) under `split:` in \(definition) more of the text's own words, so that each gap can end in one place only"
                )
            }
        }
        guard let first = fits.first else {
            let templates = split.templates.map(\.description.quoted).joined(separator: ", ")
            return .fault(
                message: split.templates.count == 1
                    ? "\(text.quoted) does not fit \(templates)" : "\(text.quoted) fits none of \(templates)",
                mend:
                    "correct the template of \(split.label.quoted) under `split:` in \(definition), or write a list of templates there, one for each way of writing"
            )
        }
        guard fits.count == 1 else {
            let templates = fits.map(\.template.description.quoted).joined(separator: " and ")
            return .fault(
                message: "\(text.quoted) fits \(templates)",
                mend:
                    "give the templates of \(split.label.quoted) under `split:` in \(definition) more of the text's own words, so that one of them fits"
            )
        }
        fitted.insert(first.template.description)
        return .fits(first.template, first.texts)
    }
}
