internal import LMIModel

/// A YAML file as a tree of settings, each with the line it stands on.
///
/// Every scalar stays text: `no`, `012` and `2026-11-21` mean what the definition's own key says they mean, never what YAML
/// guesses. What would make a line mean something that is written elsewhere is refused: names by `&`, and types by `!`.
struct YAMLFile: ~Copyable {
    /// More nodes than any definition has.
    private static let mostNodes = 100_000
    private static let deepest = 100

    private let text: String
    private let file: String
    private var events: YAMLEvents
    private var count = 0

    /// - Throws: ``Diagnostic`` with file, line and column when the text is not YAML.
    static func parse(_ text: String, file: String) throws(Diagnostic) -> Setting {
        try refuseTypes(text, file: file)
        let events: YAMLEvents
        do throws(YAMLEvents.Fault) { events = try YAMLEvents(text) } catch {
            throw YAMLFault(error, in: text, file: file).diagnostic
        }
        var reading = YAMLFile(text: text, file: file, events: events)
        return try reading.root()
    }

    /// Refuses lines above the definition that give types names. There is no use for them, and libyaml takes a time over many
    /// of them that grows with their square.
    private static func refuseTypes(_ text: String, file: String) throws(Diagnostic) {
        var rest = text.utf8[...]
        var number = 1
        while !rest.isEmpty {
            let line = rest.prefix { $0 != UInt8(ascii: "\n") }
            guard number == 1 || line.first.map({ "%#\r".utf8.contains($0) }) ?? true else { return }
            guard !line.starts(with: "%TAG".utf8) else {
                throw Diagnostic(
                    .error, .configuration, at: .line(file: file, line: number, column: 1),
                    "the line gives a type a name, which definitions do not do", mend: "take the line away")
            }
            rest = rest[line.endIndex...].dropFirst()
            number += 1
        }
    }

    private init(text: String, file: String, events: consuming YAMLEvents) {
        self.text = text
        self.file = file
        self.events = events
    }

    private mutating func next() throws(Diagnostic) -> YAMLEvents.Event {
        do throws(YAMLEvents.Fault) { return try events.next() } catch {
            throw YAMLFault(error, in: text, file: file).diagnostic
        }
    }

    private mutating func root() throws(Diagnostic) -> Setting {
        guard try next().kind == .document else {
            throw Diagnostic(
                .error, .configuration, at: .file(file), "the file is empty",
                mend: "write the definition into it")
        }
        let root = try setting(next(), depth: 0)
        let after = try next()
        guard after.kind == .end else {
            throw wrong(
                after, "a line `---` begins a second definition",
                mend: "take the line away: a file holds one definition")
        }
        return root
    }

    private mutating func setting(_ event: YAMLEvents.Event, depth: Int) throws(Diagnostic) -> Setting {
        count += 1
        guard count <= Self.mostNodes else {
            throw wrong(event, "the file has more than \(Self.mostNodes) entries", mend: "split the file")
        }
        try check(event, depth: depth)
        if case .scalar(let text) = event.kind { return Setting(place: place(event), value: .text(text)) }
        if event.kind == .listBegins {
            var items: [Setting] = []
            while true {
                let item = try next()
                if item.kind == .listEnds { return Setting(place: place(event), value: .list(items)) }
                items.append(try setting(item, depth: depth + 1))
            }
        }
        var entries: [Setting.Entry] = []
        var seen: Set<String> = []
        while true {
            let key = try next()
            if key.kind == .mapEnds { return Setting(place: place(event), value: .map(entries)) }
            try check(key, depth: depth + 1)
            guard case .scalar(let name) = key.kind else {
                throw wrong(key, "a key is not a plain text", mend: "write each key as a word or in quotes")
            }
            guard seen.insert(name).inserted else {
                let first = entries.first { $0.key == name }?.place ?? place(key)
                throw Diagnostic(
                    .error, .configuration, at: first,
                    "the key \(name.quoted) stands here and again in line \(key.line)",
                    mend: "keep one of the two")
            }
            entries.append(.init(key: name, place: place(key), value: try setting(next(), depth: depth + 1)))
        }
    }

    private func check(_ event: YAMLEvents.Event, depth: Int) throws(Diagnostic) {
        guard depth <= Self.deepest else {
            throw wrong(
                event, "groups stand inside groups a hundred deep",
                mend: "close the brackets, or begin the file anew")
        }
        // References multiply themselves, and the line a reader looks at would not be where the value stands.
        guard event.kind != .alias else {
            throw wrong(
                event, "a text begins with `*`, which means something else here",
                mend: "put the text in double quotes")
        }
        guard !event.hasAnchor else {
            throw wrong(
                event, "`&` gives this value a name for use elsewhere, which definitions do not do",
                mend:
                    "take the `&` name away and write the value out wherever `*` stands for it; put a text that begins with `&` in double quotes"
            )
        }
        guard !event.hasTag else {
            throw wrong(
                event, "`!` gives this value a type, which definitions do not do",
                mend:
                    "take the word that begins with `!` away; put a text that begins with `!` in double quotes"
            )
        }
    }

    private func wrong(_ event: YAMLEvents.Event, _ message: String, mend: String) -> Diagnostic {
        Diagnostic(.error, .configuration, at: place(event), message, mend: mend)
    }

    private func place(_ event: YAMLEvents.Event) -> Diagnostic.Place {
        .line(file: file, line: event.line, column: event.column)
    }
}
