internal import CYAML

/// A YAML text as the events it is made of, one after the other, each with where it begins.
///
/// The only file that uses `CYAML`. The texts of an event are copies: nothing of libyaml's is left behind.
@safe
struct YAMLEvents: ~Copyable {
    struct Event {
        var kind: Kind
        /// Both count from 1; columns in characters.
        var line: Int
        var column: Int
        /// Whether `&` names it, and `!` gives it a type.
        var hasAnchor: Bool
        var hasTag: Bool
    }

    enum Kind: Equatable {
        case document
        case scalar(String)
        case listBegins, listEnds
        case mapBegins, mapEnds
        /// `*` and a name.
        case alias
        /// The stream of events is over.
        case end
    }

    /// Where libyaml could not go on, in its own words.
    struct Fault: Error {
        enum Place {
            case line(Int, column: Int)
            case byte(Int)
            case unknown
        }
        var problem: String
        var place: Place
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    /// - Throws: ``Fault`` when memory is out.
    init(_ text: String) throws(Fault) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            throw Fault(problem: "no memory is left", place: .unknown)
        }
        let bytes = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.utf8.count)
        _ = unsafe bytes.initialize(from: text.utf8)
        unsafe self.parser = parser
        unsafe self.text = bytes
        // No encoding is named, so that a byte order mark is skipped; a text of ours has none but that of UTF-8.
        unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
        unsafe text.deallocate()
    }

    /// The next event.
    ///
    /// - Throws: ``Fault`` where the text is not YAML; after that there is nothing more to ask for.
    mutating func next() throws(Fault) -> Event {
        while true {
            var event = unsafe yaml_event_t()
            guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault() }
            defer { unsafe yaml_event_delete(&event) }
            guard let kind = unsafe Self.kind(of: event) else { continue }
            let (start, marks) = unsafe (event.start_mark, Self.marks(of: event))
            return Event(
                kind: kind, line: Int(start.line) + 1, column: Int(start.column) + 1, hasAnchor: marks.anchor,
                hasTag: marks.tag)
        }
    }

    /// What the event is; nil for those that only libyaml has to do with.
    private static func kind(of event: yaml_event_t) -> Kind? {
        switch unsafe event.type {
        case YAML_DOCUMENT_START_EVENT: return .document
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return .scalar(unsafe String(decoding: bytes, as: UTF8.self))
        case YAML_SEQUENCE_START_EVENT: return .listBegins
        case YAML_MAPPING_START_EVENT: return .mapBegins
        case YAML_SEQUENCE_END_EVENT: return .listEnds
        case YAML_MAPPING_END_EVENT: return .mapEnds
        case YAML_ALIAS_EVENT: return .alias
        // No event is what libyaml gives after the end.
        case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .end
        default: return nil
        }
    }

    private static func marks(of event: yaml_event_t) -> (anchor: Bool, tag: Bool) {
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            let scalar = unsafe event.data.scalar
            return unsafe (scalar.anchor != nil, scalar.tag != nil)
        case YAML_SEQUENCE_START_EVENT:
            let list = unsafe event.data.sequence_start
            return unsafe (list.anchor != nil, list.tag != nil)
        case YAML_MAPPING_START_EVENT:
            let map = unsafe event.data.mapping_start
            return unsafe (map.anchor != nil, map.tag != nil)
        default: return (false, false)
        }
    }

    private func fault() -> Fault {
        let state = unsafe parser.pointee
        guard let problem = unsafe state.problem else {
            return Fault(problem: "no memory is left", place: .unknown)
        }
        let words = unsafe String(cString: problem)
        if unsafe state.error == YAML_READER_ERROR {
            return Fault(problem: words, place: .byte(Int(unsafe state.problem_offset)))
        }
        let mark = unsafe state.problem_mark
        return Fault(problem: words, place: .line(Int(mark.line) + 1, column: Int(mark.column) + 1))
    }
}
