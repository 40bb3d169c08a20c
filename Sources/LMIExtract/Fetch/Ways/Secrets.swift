internal import LMIModel

/// Values that are shown to nobody and told to no server but their own. This is the one place that knows how they can be
/// written: whoever shows a text or goes where a server leads asks here.
struct Secrets: Hashable, Sendable {
    /// From so many bytes on the beginning of a value is taken for it, where the text was cut within it.
    fileprivate static let leastPart = 4

    private var values: Set<[UInt8]> = []

    init() {}

    init(_ value: String) { insert(value) }

    /// The values of an address's parameters that are named as secrets are. A short one is hidden where it stands, and not
    /// looked for elsewhere: `1` stands in many texts.
    init(in address: String) {
        for parameter in SourceURL.parameters(of: address) where parameter.isSecret {
            let value = parameter.value.percentDecoded
            if value.utf8.count >= Self.leastPart { insert(value) }
        }
    }

    mutating func insert(_ value: String) {
        guard !value.isEmpty else { return }
        values.insert(Array(value.utf8))
        // A server that takes escapes off once too often makes another text of a value with a percent sign.
        let decoded = value.percentDecoded
        if decoded.utf8.count >= Self.leastPart { values.insert(Array(decoded.utf8)) }
    }

    mutating func formUnion(_ others: Secrets) { values.formUnion(others.values) }

    /// Whether one of them stands in `text`, in any spelling.
    func areTold(by text: String) -> Bool {
        let search = SpellingSearch(text)
        return values.contains { value in
            search.text.indices.contains { search.end(of: value, from: $0, mayBeCut: false) != nil }
        }
    }

    /// `text` with `…` for each of them, in any spelling, also where the text ends or was cut within it.
    func takenOut(of text: String) -> String {
        guard !values.isEmpty else { return text }
        let search = SpellingSearch(text)
        var shown: [UInt8] = []
        var place = 0
        while place < search.text.count {
            let ends = values.compactMap { search.end(of: $0, from: place, mayBeCut: true) }
            if let end = ends.max() {
                shown += "…".utf8
                place = end
            } else {
                shown.append(search.text[place])
                place += 1
            }
        }
        return String(decoding: shown, as: UTF8.self)
    }

    /// `fault` without them: a publisher may send back what it was asked with.
    func takenOut(of fault: Diagnostic) -> Diagnostic {
        var shown = fault
        shown.message = takenOut(of: fault.message)
        shown.mend = takenOut(of: fault.mend)
        switch fault.place {
        case .file(let file): shown.place = .file(takenOut(of: file))
        case .cell(var cell):
            cell.heading = cell.heading.map { takenOut(of: $0) }
            shown.place = .cell(cell)
        case .line, .nowhere: break
        }
        return shown
    }
}

extension Secrets: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "…" }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: ["secrets": description]) }
}

/// Finds a value in a text in every way that addresses, pages and programs write it: as it is, in capitals or small letters,
/// escaped for an address (`%2B`, `%2b`, and again: `%252B`), for a form (a space for a plus), for a page (`&#43;`,
/// `&plus;`) or for a program (`\/`, `\u002B`), some letters one way and some another.
private struct SpellingSearch {
    /// How deep one way of writing may stand within another. One that begins where another ended is no deeper.
    private static let depth = 3
    /// How often in a row one letter may be written anew: `%2525252B`.
    private static let mostTurns = 16

    let text: [UInt8]

    init(_ text: String) { self.text = Array(text.utf8) }

    /// Where `value` ends that begins at `start`; nil where it does not.
    ///
    /// - Parameter mayBeCut: Whether a good part of the value is enough where the text ends, or ends in `…`.
    /// - Complexity: O(*n*) in the value's length.
    func end(of value: [UInt8], from start: Int, mayBeCut: Bool) -> Int? {
        // A letter that can be written in two ways leaves two places to go on from.
        var places: Set<Int> = [start]
        for (count, byte) in value.enumerated() {
            var next: Set<Int> = []
            for place in places {
                for letter in letters(at: place) where Self.same(letter.byte, byte) {
                    next.insert(letter.end)
                }
            }
            guard !next.isEmpty else {
                guard mayBeCut, count >= Secrets.leastPart else { return nil }
                return places.compactMap(cut).max()
            }
            places = next
        }
        return places.max()
    }

    private static func same(_ found: UInt8, _ byte: UInt8) -> Bool {
        found.lowercased == byte.lowercased || found == UInt8(ascii: " ") && byte == UInt8(ascii: "+")
    }

    /// Where the text ends or was cut, if that is at `place` or within a letter that begins there.
    private func cut(at place: Int) -> Int? {
        let mark = Array("…".utf8)
        if place == text.count || text[place...].starts(with: mark) { return place }
        guard Self.begins(text[place]) else { return nil }
        let rest = text[place...].prefix(10)
        return rest.indices.first { text[$0...].starts(with: mark) }
            ?? (rest.endIndex == text.count ? text.count : nil)
    }

    /// Whether a letter can be written with this as its first sign.
    private static func begins(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "%") || byte == UInt8(ascii: "&") || byte == UInt8(ascii: "\\")
    }

    /// What can be meant by what stands at `place`, and where it ends: the sign itself, what it stands for, and so on.
    private func letters(at place: Int, depth: Int = depth) -> [(byte: UInt8, end: Int)] {
        guard place < text.count else { return [] }
        var found = [(byte: text[place], end: place + 1)]
        guard depth > 0 else { return found }
        while let last = found.last, Self.begins(last.byte), found.count < Self.mostTurns,
            let next = letter(written: last.byte, from: last.end, depth: depth - 1)
        {
            found.append(next)
        }
        return found
    }

    /// The letter that is written with `sign` and what follows it from `place` on; nil where that is none.
    private func letter(written sign: UInt8, from place: Int, depth: Int) -> (byte: UInt8, end: Int)? {
        switch sign {
        case UInt8(ascii: "%"): return number(from: place, digits: 2, depth)
        case UInt8(ascii: "\\"):
            guard let kind = letters(at: place, depth: depth).last else { return nil }
            switch kind.byte {
            case UInt8(ascii: "x"): return number(from: kind.end, digits: 2, depth)
            case UInt8(ascii: "u"):
                if let brace = letters(at: kind.end, depth: depth).last, brace.byte == UInt8(ascii: "{") {
                    let inner = name(from: brace.end, upTo: UInt8(ascii: "}"), depth)
                    return inner.flatMap { name in UInt8(name.text, radix: 16).map { ($0, name.end) } }
                }
                return number(from: kind.end, digits: 4, depth)
            case let byte where byte.isLetter || byte.isDigit: return nil
            default: return kind
            }
        default:
            guard let name = name(from: place, upTo: UInt8(ascii: ";"), depth),
                let scalar = HTMLEntities.scalar(name.text[...]), scalar.isASCII
            else { return nil }
            return (UInt8(scalar.value), name.end)
        }
    }

    /// The byte that so many digits of sixteen say.
    private func number(from place: Int, digits: Int, _ depth: Int) -> (byte: UInt8, end: Int)? {
        var (number, end) = (0, place)
        for _ in 0..<digits {
            guard let digit = letters(at: end, depth: depth).last, let value = digit.byte.hexValue else {
                return nil
            }
            (number, end) = (number << 4 | Int(value), digit.end)
        }
        return UInt8(exactly: number).map { ($0, end) }
    }

    /// A short text up to `mark`, and where what follows that begins.
    private func name(from place: Int, upTo mark: UInt8, _ depth: Int) -> (text: String, end: Int)? {
        var (bytes, end): ([UInt8], Int) = ([], place)
        while bytes.count < 10, let letter = letters(at: end, depth: depth).last {
            end = letter.end
            if letter.byte == mark { return (String(decoding: bytes, as: UTF8.self), end) }
            bytes.append(letter.byte)
        }
        return nil
    }
}
