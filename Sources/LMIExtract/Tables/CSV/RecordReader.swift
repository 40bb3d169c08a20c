internal import LMIModel

/// Reads one record at a time, of any width: for what stands around tables, and to say exactly what is wrong.
///
/// Every fault is decided by the record it stands in alone, so its text is the same wherever reading began.
struct RecordReader: ~Copyable {
    private let source: CSVSource
    private var stream: TextStream
    private var buffer: [UInt8]
    private var place = 0
    private var filled = 0
    /// Where the next record starts in the text.
    private(set) var position: Int
    /// The number of the record read last.
    private var number: Int
    /// True where the text has ended, and not at a fault.
    private(set) var isAtEnd = false

    /// - Parameter before: How many records stand before `position`.
    init(_ source: CSVSource, from position: Int = 0, before: Int = 0) throws(Diagnostic) {
        self.source = source
        self.position = position
        number = before
        buffer = [UInt8](repeating: 0, count: min(source.chunkSize, 1 << 16))
        stream = try TextStream.open(source, from: position)
    }

    private enum State { case start, plain, quoted, closed, returned }

    /// Reads the next record into `record`; false at the end of the file.
    ///
    /// - Throws: ``Diagnostic`` where the file's encoding or its quotes are wrong.
    mutating func next(into record: inout Record) throws(Diagnostic) -> Bool {
        record.bytes.removeAll(keepingCapacity: true)
        record.cells.removeAll(keepingCapacity: true)
        record.number = number + 1
        record.position = position
        record.hasLineEnd = false
        var state = State.start
        var start = 0
        while !record.hasLineEnd {
            guard let byte = try peek() else { break }
            if record.bytes.count >= source.longestRecord { throw fault(.tooLong, record, start) }
            switch (state, byte) {
            case (.quoted, 0x22): state = .closed
            case (.quoted, _): break
            case (.returned, 0x0A), (.start, 0x0A), (.plain, 0x0A), (.closed, 0x0A):
                if state == .returned { record.bytes.removeLast() }
                record.hasLineEnd = true
            case (.returned, _): throw fault(.loneReturn, record, start)
            case (_, source.delimiter):
                record.cells.append(start..<record.bytes.count)
                start = record.bytes.count + 1
                state = .start
            case (_, 0x0D): state = .returned
            case (.start, 0x22), (.closed, 0x22): state = .quoted
            case (.plain, 0x22): throw fault(.quoteInPlainCell, record, start)
            case (.closed, _): throw fault(.textAfterQuote, record, start)
            case (.start, _), (.plain, _): state = .plain
            }
            if !record.hasLineEnd { record.bytes.append(byte) }
            position += 1
            place += 1
            if !record.hasLineEnd, state == .plain || state == .quoted {
                takeRun(into: &record, isQuoted: state == .quoted)
            }
        }
        if let wrong = stream.fault, !record.hasLineEnd { throw encodingFault(wrong, record, start) }
        guard record.hasLineEnd || !record.bytes.isEmpty else { return false }
        switch state {
        case .quoted: throw fault(.openQuote, record, start)
        case .returned where !record.hasLineEnd: throw fault(.loneReturn, record, start)
        default: break
        }
        record.cells.append(start..<record.bytes.count)
        try check(record)
        if source.takesSpacesOff { record.takeSpacesOff() }
        number += 1
        return true
    }

    /// Takes the bytes in hand up to the next that could end the cell or be wrong.
    private mutating func takeRun(into record: inout Record, isQuoted: Bool) {
        let limit = min(filled, place + source.longestRecord - record.bytes.count)
        var end = place
        while end < limit {
            let byte = buffer[end]
            if byte == 0x22 { break }
            if !isQuoted, byte == source.delimiter || byte == 0x0A || byte == 0x0D { break }
            end += 1
        }
        record.bytes.append(contentsOf: buffer[place..<max(place, end)])
        position += end - place
        place = end
    }

    private mutating func peek() throws(Diagnostic) -> UInt8? {
        if place == filled {
            place = 0
            filled = try stream.read(into: &buffer, place: 0, count: buffer.count)
            if filled == 0 {
                isAtEnd = stream.fault == nil
                return nil
            }
        }
        return buffer[place]
    }

    /// The diagnostic of `kind`, unless the bytes before it are no text, which is the graver fault.
    private func fault(_ kind: RecordFault, _ record: Record, _ start: Int) -> Diagnostic {
        do {
            try check(record)
        } catch {
            return error
        }
        let cell = String(decoding: record.bytes[start...].prefix(90), as: UTF8.self)
        let place = CellReference(file: source.name, row: record.number, column: record.cells.count + 1)
        if kind == .openQuote, !record.bytes[start...].contains(0x0A) {
            return RecordFault.cutInQuotes.diagnostic(at: place, cell: cell, longest: 0)
        }
        return kind.diagnostic(at: place, cell: cell, longest: source.longestRecord)
    }

    /// Refuses bytes that are not UTF-8, and control characters.
    private func check(_ record: Record) throws(Diagnostic) {
        var wrong: (place: Int, found: String)?
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: record.bytes.span)
        } catch {
            let place = error.byteOffsets.lowerBound
            wrong = (place, "byte 0x\(hex(UInt32(record.bytes[place])))")
        }
        let control = record.bytes.firstIndex { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        if let control, control < wrong?.place ?? .max {
            throw RecordFault.control(record.bytes[control])
                .diagnostic(at: cell(holding: control, of: record), cell: "", longest: 0)
        }
        guard let wrong else { return }
        let offset = stream.markLength + record.position + wrong.place
        throw RecordFault.encoding(EncodingFault(offset: offset, found: wrong.found), source.encoding)
            .diagnostic(at: cell(holding: wrong.place, of: record), cell: "", longest: 0)
    }

    private func encodingFault(_ wrong: EncodingFault, _ record: Record, _ start: Int) -> Diagnostic {
        do {
            try check(record)
        } catch {
            return error
        }
        return RecordFault.encoding(wrong, source.encoding)
            .diagnostic(at: cell(holding: record.bytes.count, of: record), cell: "", longest: 0)
    }

    private func cell(holding place: Int, of record: Record) -> CellReference {
        let before = record.cells.count { $0.upperBound < place }
        return CellReference(file: source.name, row: record.number, column: before + 1)
    }
}
