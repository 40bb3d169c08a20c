internal import LMIModel
internal import Yams

/// A YAML file as a tree of settings, each with the line it stands on.
///
/// The only file that touches Yams. Every scalar stays text: `no`, `012` and `2026-11-21` mean what the
/// definition's own key says they mean, never what YAML guesses.
enum YAMLFile {
    /// More nodes than any definition has.
    private static let mostNodes = 100_000

    /// - Throws: ``Diagnostic`` with file, line and column when the text is not YAML.
    static func parse(_ text: String, file: String) throws(Diagnostic) -> Setting {
        do {
            // The rules by which YAML would guess at types are left out: they are slow, and every scalar stays text.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            // The parser holds the names that `&` gives, which are looked for below.
            return try withExtendedLifetime(parser) {
                guard let root = try parser.singleRoot() else {
                    throw Diagnostic(
                        .error, .configuration, at: .file(file), "the file is empty",
                        mend: "write the definition into it")
                }
                var count = 0
                return try setting(root, file: file, count: &count)
            }
        } catch let error as Diagnostic {
            throw error
        } catch let error as YamlError {
            throw YAMLFault(error, in: text, file: file).diagnostic
        } catch {
            throw Diagnostic(
                .error, .configuration, at: .file(file), "the file cannot be read as YAML: \(error)",
                mend: "correct the file; each line is `key: value`, indented with blanks")
        }
    }

    private static func setting(_ node: Node, file: String, count: inout Int) throws(Diagnostic) -> Setting {
        count += 1
        let place = Diagnostic.Place.line(
            file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        guard count <= mostNodes else {
            throw Diagnostic(
                .error, .configuration, at: place, "the file has more than \(mostNodes) entries",
                mend: "split the file")
        }
        // References multiply themselves, and the line a reader looks at would not be where the value stands.
        guard !hasAnchor(node) else {
            throw Diagnostic(
                .error, .configuration, at: place,
                "`&` gives this value a name for use elsewhere, which definitions do not do",
                mend: "take the `&` name away and write the value out wherever `*` stands for it")
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

    private static func hasAnchor(_ node: Node) -> Bool {
        switch node {
        case .scalar(let scalar): scalar.anchor != nil
        case .sequence(let sequence): sequence.anchor != nil
        case .mapping(let mapping): mapping.anchor != nil
        case .alias: true
        }
    }
}
