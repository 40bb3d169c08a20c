/// The text of a cell, a caption or a heading being put together from pieces.
struct CellText {
    /// The most bytes a cell may have: more than any table says in one.
    static let limit = 1 << 16

    private var bytes: [UInt8] = []
    private var mark: [UInt8] = []
    private(set) var marks: [String] = []
    private var superscripts = 0

    mutating func add(_ piece: [UInt8]) {
        if superscripts > 0 { mark += piece } else { bytes += piece }
    }

    /// A line break, or the edge of a paragraph: what stands on either side are two words.
    mutating func addBreak() { add([0x20]) }

    mutating func beginSuperscript() { superscripts += 1 }

    mutating func endSuperscript() {
        guard superscripts > 0 else { return }
        superscripts -= 1
        guard superscripts == 0 else { return }
        let text = Self.folded(mark)
        if !text.isEmpty { marks.append(text) }
        mark = []
    }

    /// The bytes so far, white space not yet folded.
    var count: Int { bytes.count + mark.count }

    var text: String { Self.folded(bytes) }

    /// Runs of white space become one space, and both ends are trimmed, of no-break spaces too. A no-break
    /// space between two letters stays: whether it may stand inside a number is not decided here.
    static func folded(_ bytes: [UInt8]) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(bytes.count)
        for byte in bytes {
            if !byte.isHTMLSpace {
                folded.append(byte)
            } else if folded.last != 0x20 {
                folded.append(0x20)
            }
        }
        var slice = folded[...]
        while true {
            if slice.first == 0x20 {
                slice = slice.dropFirst()
            } else if slice.starts(with: [0xC2, 0xA0]) {
                slice = slice.dropFirst(2)
            } else if slice.last == 0x20 {
                slice = slice.dropLast()
            } else if slice.suffix(2).elementsEqual([0xC2, 0xA0]) {
                slice = slice.dropLast(2)
            } else {
                return String(decoding: slice, as: UTF8.self)
            }
        }
    }
}
