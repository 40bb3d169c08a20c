/// One record of a CSV file, of whatever width, as its bytes and where its cells stand.
struct Record: Sendable {
    /// The record, counted from 1 at the top of the file.
    var number = 0
    /// Where it starts in the text.
    var position = 0
    var bytes: [UInt8] = []
    /// Where each cell stands in `bytes`, outer quotes and all.
    var cells: [Range<Int>] = []
    /// False for a last record without a line end.
    var hasLineEnd = false

    /// True when every cell is empty.
    var isBlank: Bool { cells.allSatisfy { content($0).isEmpty } }

    /// The text of a cell, quotes undone; empty where the record has no such cell.
    func text(_ column: Int) -> String {
        guard column < cells.count else { return "" }
        let range = content(cells[column])
        guard range != cells[column] else { return String(decoding: bytes[range], as: UTF8.self) }
        var plain: [UInt8] = []
        var isSecond = false
        for byte in bytes[range] {
            isSecond = byte == 0x22 && !isSecond
            if !isSecond { plain.append(byte) }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    /// Takes white space off both ends of every cell, within its quotes.
    mutating func takeSpacesOff() {
        for place in cells.indices {
            let whole = content(cells[place])
            let kept = bytes[whole].trimmed.indices
            guard kept != whole else { continue }
            if whole == cells[place] {
                cells[place] = kept
            } else {
                // The quotes move inwards over white space.
                bytes[kept.lowerBound - 1] = 0x22
                bytes[kept.upperBound] = 0x22
                cells[place] = kept.lowerBound - 1..<kept.upperBound + 1
            }
        }
    }

    private func content(_ cell: Range<Int>) -> Range<Int> {
        guard cell.count >= 2, bytes[cell.lowerBound] == 0x22 else { return cell }
        return cell.lowerBound + 1..<cell.upperBound - 1
    }
}
