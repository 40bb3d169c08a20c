/// A JSON value. Members keep their order and numbers the digits they were written with.
enum JSONValue: Hashable, Sendable {
    case object([Member])
    case array([JSONValue])
    case string(String)
    /// The literal, such as `-3.20`.
    case number(String)
    case bool(Bool)
    case null
    /// A value that has its bytes already, on one line: a row stands in several files and is written once.
    case written([UInt8])

    struct Member: Hashable, Sendable {
        let name: String
        var value: JSONValue
    }

    static func int(_ number: Int) -> JSONValue { .number(String(number)) }
    static func stringOrNull(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
    static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map(JSONValue.string)) }

    /// The member called `name` of an object.
    subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var int: Int? {
        guard case .number(let literal) = self else { return nil }
        return Int(literal)
    }

    var array: [JSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }

    /// The object with the value of each given member replaced. A member it lacks is added at the end.
    func replacing(_ changes: KeyValuePairs<String, JSONValue>) -> JSONValue {
        guard case .object(var members) = self else { return self }
        for (name, value) in changes {
            if let place = members.firstIndex(where: { $0.name == name }) {
                members[place].value = value
            } else {
                members.append(Member(name: name, value: value))
            }
        }
        return .object(members)
    }

    /// The object without the member called `name`.
    func without(_ name: String) -> JSONValue {
        guard case .object(let members) = self else { return self }
        return .object(members.filter { $0.name != name })
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(members.map { Member(name: $0.0, value: $0.1) })
    }
}

extension JSONValue: ExpressibleByStringLiteral {
    init(stringLiteral text: String) { self = .string(text) }
}

extension JSONValue: ExpressibleByArrayLiteral {
    init(arrayLiteral values: JSONValue...) { self = .array(values) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    init(booleanLiteral value: Bool) { self = .bool(value) }
}
