internal import LMIModel

/// What makes a record no CSV.
enum RecordFault: Hashable, Sendable {
    case openQuote, cutInQuotes, quoteInPlainCell, textAfterQuote, loneReturn, tooLong
    case control(UInt8)
    case encoding(EncodingFault, TextEncoding)

    /// The fault in words.
    ///
    /// - Parameters:
    ///   - cell: The cell as far as it was read.
    ///   - longest: The most bytes a record may have.
    func diagnostic(at place: CellReference, cell: String, longest: Int) -> Diagnostic {
        switch self {
        case .openQuote:
            Diagnostic(
                place, "the quote that opens here is never closed: \(cell.quoted)",
                mend:
                    "fetch the file again in case it was cut; else close the quote in row \(place.row) or ask the publisher"
            )
        case .cutInQuotes:
            Diagnostic(
                place, "the file ends inside this cell, before the quote that closes it: \(cell.quoted)",
                mend:
                    "the file was cut off: fetch it again; if the publisher's own file is so, write `last row is cut off: {because: …}` under `table:`"
            )
        case .quoteInPlainCell:
            Diagnostic(
                place,
                "a quote stands in the middle of a cell that does not begin with one, after \(cell.quoted)",
                mend:
                    "put the whole cell in quotes and double the quotes within it, or correct `delimiter:`")
        case .textAfterQuote:
            Diagnostic(
                place, "text follows the closing quote of the cell \(cell.quoted)",
                mend:
                    "look at the quotes of this cell: one is missing or one too many (a quote within a cell is written twice); if every row is so, correct `delimiter:`"
            )
        case .loneReturn:
            Diagnostic(
                place, "a carriage return without a line feed stands outside quotes, after \(cell.quoted)",
                mend:
                    "save the file with line feeds, or with carriage return and line feed, at the ends of its lines"
            )
        case .tooLong:
            Diagnostic(
                place, "the row is longer than \(longest) bytes; the cell begins \(cell.quoted)",
                mend:
                    "look for a quote that is never closed in row \(place.row), or check that the file is CSV"
            )
        case .control(let byte):
            Diagnostic(
                place, "the cell holds the control character 0x\(hex(UInt32(byte))), which is no text",
                mend: byte == 0
                    ? "write `encoding: utf-16 little endian` if the file is UTF-16 (or `utf-16 big endian`); else take the character out"
                    : "take the character out, or check that `encoding:` names the file's encoding")
        case .encoding(let fault, let encoding):
            Diagnostic(
                place,
                "\(fault.found) at offset \(fault.offset) is not text in \(encoding.rawValue), which the definition declares",
                mend: encoding.isUTF8
                    ? "write `encoding: windows-1252` in the source's definition if the file was saved so; else fetch it again"
                    : "correct `encoding:` in the source's definition, or fetch the file again")
        }
    }
}
