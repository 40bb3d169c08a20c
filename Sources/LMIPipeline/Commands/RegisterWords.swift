internal import LMIModel
internal import LMITransform

/// What `lmi check` says of the records of a source.
struct RegisterWords {
    private let register: Register
    private let snapshot: Snapshot
    /// Enough of a record to know it by.
    private static let mostValues = 6

    init(_ register: Register, _ snapshot: Snapshot) {
        self.register = register
        self.snapshot = snapshot
    }

    var lines: [String] {
        let first = register.records.prefix(3)
        return holding + (first.isEmpty ? [] : ["  the first records:"])
            + first.map { "    \(words(for: $0))" }
    }

    /// How many of the records hold, where they say between which days they do.
    private var holding: [String] {
        guard register.validity != nil, let day = snapshot.firstDay else { return [] }
        let held = register.holding(on: day)
        let before = register.leftOutByRule
        let rules = held.leftOutByRule.filter { before[$0.key] == nil }.sorted { $0.key < $1.key }
        return ["  on \(day), when the file was first had, \(held.records.count) of them hold:"]
            + rules.map { "    \($0.value) left out by `\($0.key)`" }
    }

    /// `urn "124001", name "St Mary's", pupils 812`.
    private func words(for record: RegisterRecord) -> String {
        zip(register.columns, record.values).filter { $0.1 != .empty }.prefix(Self.mostValues)
            .map { "\($0.id) \(text(of: $1))" }.joined(separator: ", ")
    }

    private func text(of value: RegisterValue) -> String {
        switch value {
        case .text(let text): text.quoted
        case .code(let code, let label): label.isEmpty ? code.text : "\(code.text) (\(label))"
        case .area(let area): area.name
        case .date, .number, .empty: value.plain
        }
    }
}

extension Snapshot {
    /// The day on which these bytes were first had.
    var firstDay: Day? { Day(String(origin.retrieved.prefix(10))) }
}
