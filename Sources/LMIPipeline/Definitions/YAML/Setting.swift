internal import LMIModel

extension String {
    /// The beginning of a mend that names the one of `words` most like this text; empty where none is alike.
    func didYouMean(among words: [String]) -> String {
        nearest(of: words).map { "did you mean \($0.quoted)? " } ?? ""
    }
}

/// A value of a definition file, with its place.
struct Setting: Sendable {
    struct Entry: Sendable {
        var key: String
        var place: Diagnostic.Place
        var value: Setting
    }

    enum Value: Sendable {
        case text(String)
        case list([Setting])
        case map([Entry])
    }

    var place: Diagnostic.Place
    var value: Value

    func wrong(_ message: String, mend: String) -> Diagnostic {
        Diagnostic(.error, .configuration, at: place, message, mend: mend)
    }

    /// In words, for messages.
    private var kind: String {
        switch value {
        case .text(""): "nothing"
        case .text(let text): text.quoted
        case .list: "a list"
        case .map: "a group of keys"
        }
    }

    /// The text of a plain value.
    func text(_ name: String) throws(Diagnostic) -> String {
        guard case .text(let text) = value else {
            throw wrong(
                "\(kind) stands where `\(name):` needs a text", mend: "write `\(name): …` on one line")
        }
        return text
    }

    /// The items of a list; a single text counts as a list of one.
    func items(_ name: String) throws(Diagnostic) -> [Setting] {
        switch value {
        case .list(let items): return items
        case .text: return [self]
        case .map:
            throw wrong(
                "a group of keys stands where `\(name):` needs a list", mend: "write `\(name): [one, two]`")
        }
    }

    func texts(_ name: String) throws(Diagnostic) -> [String] {
        var texts: [String] = []
        for item in try items(name) { texts.append(try item.text(name)) }
        return texts
    }

    /// The keys under this value, to be taken one by one.
    ///
    /// - Parameter name: The key whose value this is; empty for a whole file.
    func keys(_ name: String) throws(Diagnostic) -> Keys {
        guard case .map(let entries) = value else {
            throw name.isEmpty
                ? wrong("the file holds \(kind) instead of keys", mend: "write lines such as `key: value`")
                : wrong(
                    "\(kind) stands where `\(name):` needs keys of its own",
                    mend: "write them on lines of their own below `\(name):`, indented, each as `key: value`")
        }
        return Keys(name: name, place: place, entries: entries)
    }

    /// One of a closed choice of words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type
    ) throws(Diagnostic) -> Choice where Choice.RawValue == String {
        let text = try text(name)
        if let choice = Choice(rawValue: text) { return choice }
        let words = Choice.allCases.map(\.rawValue)
        let nearest = text.didYouMean(among: words)
        throw wrong(
            "\(text.quoted) is not something that `\(name):` can be",
            mend: "\(nearest)choose one of: \(words.joined(separator: ", "))")
    }

    func yesOrNo(_ name: String) throws(Diagnostic) -> Bool {
        switch try text(name) {
        case "yes": return true
        case "no": return false
        case let other:
            throw wrong(
                "\(other.quoted) is neither yes nor no", mend: "write `\(name): yes` or `\(name): no`")
        }
    }

    func wholeNumber(_ name: String, in range: ClosedRange<Int>) throws(Diagnostic) -> Int {
        let text = try text(name)
        guard let number = Int(text), "\(number)" == text, range.contains(number) else {
            throw wrong(
                "\(text.quoted) is not a whole number from \(range.lowerBound) to \(range.upperBound)",
                mend: "write such a number after `\(name):`")
        }
        return number
    }
}

extension String {
    /// Whether this was probably meant to be `key`: alike, and long enough for that to mean something.
    fileprivate func isMisspelling(of key: String) -> Bool {
        guard key.count >= 4 else { return false }
        let letters = lowercased()
        return letters.sorted() == key.sorted() || letters.distance(to: key) <= Swift.max(1, key.count / 3)
    }
}

/// The keys of one group, taken one by one, so that a key nobody asked for is found.
struct Keys {
    let name: String
    let place: Diagnostic.Place
    let entries: [Setting.Entry]
    private var asked: [String] = []

    init(name: String, place: Diagnostic.Place, entries: [Setting.Entry]) {
        self.name = name
        self.place = place
        self.entries = entries
    }

    mutating func take(_ key: String) -> Setting? {
        asked.append(key)
        return entries.first { $0.key == key }?.value
    }

    mutating func demand(_ key: String, like example: String) throws(Diagnostic) -> Setting {
        if let value = take(key) { return value }
        let strangers = entries.filter { !asked.contains($0.key) }
        if let twin = strangers.first(where: { $0.key.isMisspelling(of: key) }) {
            throw Diagnostic(
                .error, .configuration, at: twin.place,
                "`\(twin.key):` is not a key of \(name.isEmpty ? "this file" : "`\(name):`")",
                mend: "did you mean `\(key):`?")
        }
        throw Diagnostic(
            .error, .configuration, at: place,
            "`\(key):` is missing \(name.isEmpty ? "in this file" : "under `\(name):`")",
            mend: "add a line such as `\(key): \(example)`")
    }

    mutating func text(_ key: String) throws(Diagnostic) -> String? {
        guard let value = take(key) else { return nil }
        return try value.text(key)
    }

    mutating func demandText(_ key: String, like example: String) throws(Diagnostic) -> String {
        let value = try demand(key, like: example)
        let text = try value.text(key)
        guard !text.isEmpty else {
            throw value.wrong(
                "nothing stands after `\(key):`", mend: "write a text there, such as `\(key): \(example)`")
        }
        return text
    }

    mutating func keys(_ key: String) throws(Diagnostic) -> Keys? {
        guard let value = take(key) else { return nil }
        return try value.keys(key)
    }

    /// Pairs of text, in the file's order.
    mutating func pairs(_ key: String) throws(Diagnostic) -> [(key: String, value: String)] {
        guard let keys = try keys(key) else { return [] }
        var pairs: [(key: String, value: String)] = []
        for entry in keys.entries { pairs.append((entry.key, try entry.value.text(entry.key))) }
        return pairs
    }

    /// - Throws: ``Diagnostic`` at the first key that nothing asked for, with the nearest that exists.
    func finish() throws(Diagnostic) {
        guard let stranger = entries.first(where: { !asked.contains($0.key) }) else { return }
        let nearest = stranger.key.nearest(of: asked).map { "did you mean `\($0):`? " } ?? ""
        throw Diagnostic(
            .error, .configuration, at: stranger.place,
            "`\(stranger.key):` is not a key of \(name.isEmpty ? "this file" : "`\(name):`")",
            mend: "\(nearest)the keys there are: \(asked.joined(separator: ", "))")
    }
}
