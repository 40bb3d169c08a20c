internal import LMIModel
internal import Yams

/// A YAML file as a tree of settings, each with the line it stands on.
///
/// The only file that touches Yams. Every scalar stays text: `no`, `012` and `2026-11-21` mean what the
/// definition's own key says they mean, never what YAML guesses.
enum YAMLFile {
    /// More nodes than any definition has; anchors that multiply themselves stop here.
    private static let mostNodes = 100_000

    /// - Throws: ``Diagnostic`` with file, line and column when the text is not YAML.
    static func parse(_ text: String, file: String) throws(Diagnostic) -> Setting {
        let root: Node?
        do {
            root = try compose(yaml: text)
        } catch let error as YamlError {
            throw diagnostic(for: error, file: file)
        } catch {
            throw Diagnostic(
                .error, .configuration, at: .file(file), "the file cannot be read as YAML: \(error)",
                mend: "correct the file; each line is `key: value`, indented with blanks")
        }
        guard let root else {
            throw Diagnostic(
                .error, .configuration, at: .file(file), "the file is empty",
                mend: "write the definition into it")
        }
        var count = 0
        return try setting(root, file: file, count: &count)
    }

    private static func diagnostic(for error: YamlError, file: String) -> Diagnostic {
        func wrong(_ mark: Mark?, _ problem: String) -> Diagnostic {
            Diagnostic(
                .error, .configuration,
                at: mark.map { .line(file: file, line: $0.line, column: $0.column) } ?? .file(file),
                "the file is not YAML here: \(problem)",
                mend:
                    "look at this line and the one above: blanks instead of tabs, a blank after each colon, quotes closed, keys not twice"
            )
        }
        return switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            wrong(mark, problem)
        case .reader(let problem, _, _, _): wrong(nil, problem)
        case .duplicatedKeysInMapping(let duplicates, let context):
            wrong(context.mark, "the key \((duplicates.first ?? "").quoted) stands twice")
        default: wrong(nil, "\(error)")
        }
    }

    private static func setting(_ node: Node, file: String, count: inout Int) throws(Diagnostic) -> Setting {
        count += 1
        let place = Diagnostic.Place.line(
            file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        guard count <= mostNodes else {
            throw Diagnostic(
                .error, .configuration, at: place, "the file has more than \(mostNodes) entries",
                mend: "split the file, and write `&` and `*` references out")
        }
        switch node {
        case .scalar(let scalar): return Setting(place: place, value: .text(scalar.string))
        case .sequence(let sequence):
            var items: [Setting] = []
            for item in sequence { items.append(try setting(item, file: file, count: &count)) }
            return Setting(place: place, value: .list(items))
        case .mapping(let mapping):
            var entries: [Setting.Entry] = []
            for (key, value) in mapping {
                guard let name = key.scalar?.string else {
                    throw Diagnostic(
                        .error, .configuration, at: place, "a key is not a plain text",
                        mend: "write each key as a word or in quotes")
                }
                let keyPlace = Diagnostic.Place.line(
                    file: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
                entries.append(
                    .init(key: name, place: keyPlace, value: try setting(value, file: file, count: &count)))
            }
            return Setting(place: place, value: .map(entries))
        case .alias:
            throw Diagnostic(
                .error, .configuration, at: place, "`*` references are not read", mend: "write the value out")
        }
    }
}
