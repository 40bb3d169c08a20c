/// Something wrong in an input, said so that the person who can mend it knows where and how.
public struct Diagnostic: Error, Hashable, Sendable {
    /// How much it matters: a note informs, a warning leaves the figures right, an error stops the table.
    public enum Severity: String, Hashable, Sendable, Comparable {
        case note, warning, error

        public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
        private var rank: Int { [.note: 0, .warning: 1, .error: 2][self] ?? 2 }
    }

    /// Where the fault lies, which decides the exit status when nothing can be published.
    public enum Fault: String, Hashable, Sendable {
        /// A publisher's service or an input file could not be had.
        case source
        /// What was had is not what the definition describes.
        case content
        /// Something under `Pipelines/`, or an option, is wrong.
        case configuration
        /// A disk would not read or write.
        case storage
        /// A fault of the program itself.
        case `internal`
    }

    /// Where it is: a cell of an input, or a line of a definition, or a whole file.
    public enum Place: Hashable, Sendable, CustomStringConvertible {
        case cell(CellReference)
        case line(file: String, line: Int, column: Int)
        case file(String)
        case nowhere

        public var description: String {
            switch self {
            case .cell(let cell): "\(cell)"
            case .line(let file, let line, let column): "\(file):\(line):\(column)"
            case .file(let file): file
            case .nowhere: ""
            }
        }
    }

    public var severity: Severity
    public var fault: Fault
    public var place: Place
    /// What was found, quoting the cell, and what was expected. One line, lower case, no full stop.
    public var message: String
    /// What to do about it, in the words of the file to be edited; empty in a note that asks for nothing.
    public var mend: String
    /// The error number of the system, where a call of it failed; nil where what it gave is not what it should be.
    public var systemCode: Int32?

    public init(
        _ severity: Severity = .error, _ fault: Fault = .content, at place: Place, _ message: String,
        mend: String
    ) {
        self.severity = severity
        self.fault = fault
        self.place = place
        self.message = message
        self.mend = mend
    }

    /// An error about one cell of an input.
    public init(_ cell: CellReference, _ message: String, mend: String) {
        self.init(.error, .content, at: .cell(cell), message, mend: mend)
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `PLACE: severity: message`, then the mend, if there is one, on a line of its own.
    public var description: String {
        let place = place == .nowhere ? "" : "\(place): "
        let mend = mend.isEmpty ? "" : "\n  mend: \(mend)"
        return "\(place)\(severity.rawValue): \(message)\(mend)"
    }
}

extension Diagnostic {
    /// Whichever of two stands first in its file, so that the text is the same at any thread count.
    public static func first(_ left: Self, _ right: Self) -> Self {
        guard case .cell(let one) = left.place, case .cell(let other) = right.place else { return left }
        let (a, b) = (one.column ?? 0, other.column ?? 0)
        return (one.row, a) <= (other.row, b) ? left : right
    }
}
