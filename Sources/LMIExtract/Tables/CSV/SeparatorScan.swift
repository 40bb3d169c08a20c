/// Finds the separators of a piece of CSV that starts at a record and ends with one, 64 bytes at a time.
///
/// It knows whether a piece is sound, not what is wrong with it: that is for ``RecordReader`` to say.
struct SeparatorScan: Sendable {
    /// How many delimiters and line feeds stand outside quotes.
    private(set) var separators = 0
    /// How many line feeds there are, within quotes too.
    private(set) var lineFeeds = 0
    /// False where a quote, a carriage return or a control character stands where none may.
    private(set) var isSound = true
    private(set) var holdsDoubledQuotes = false
    private(set) var holdsReturns = false
    /// True when every byte is ASCII, and so the text is UTF-8.
    private(set) var isASCII = true

    /// Scans `count` bytes of `bytes` and writes the place of each separator to `ends`.
    ///
    /// - Precondition: `bytes` has 64 blanks after `count`, and `ends` room for `count` places and 64 more.
    /// - Complexity: O(*n*) in `count`; nothing is allocated.
    init(_ bytes: [UInt8], count: Int, delimiter: UInt8, into ends: inout [UInt32]) {
        precondition(bytes.count >= count + 64 && ends.count >= count + 64)
        var carry = Carry()
        var union: UInt64 = 0
        var found = 0
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe ends.withUnsafeMutableBufferPointer { ends in
                var block = 0
                while block < count {
                    let marks = unsafe ByteMarks(bytes, at: block)
                    union |= marks.union
                    var separators = carry.separators(marks, delimiter)
                    while separators != 0 {
                        unsafe ends[found] = UInt32(
                            truncatingIfNeeded: block &+ separators.trailingZeroBitCount)
                        found &+= 1
                        separators &= separators &- 1
                    }
                    block &+= 64
                }
            }
        }
        separators = found
        lineFeeds = carry.lineFeeds
        isASCII = union & 0x8080_8080_8080_8080 == 0
        isSound = carry.faults == 0 && carry.inside == 0
        holdsDoubledQuotes = carry.doubled != 0
        holdsReturns = carry.holdsReturns
    }
}

/// What one block of 64 bytes hands to the next.
private struct Carry {
    /// All ones within quotes.
    var inside: UInt64 = 0
    /// Not zero where something stands that may not.
    var faults: UInt64 = 0
    /// Not zero where a quote follows a quote within quotes.
    var doubled: UInt64 = 0
    var lineFeeds = 0
    var holdsReturns = false
    /// One where the byte before is a separator, or a closing quote: a quote may open there.
    private var mayOpen: UInt64 = 1
    private var closed: UInt64 = 0
    private var returned: UInt64 = 0

    /// The delimiters and line feeds outside quotes, one bit a byte.
    @inline(__always)
    mutating func separators(_ marks: ByteMarks, _ delimiter: UInt8) -> UInt64 {
        let feeds = marks.equal(0x0A)
        let either = feeds | marks.equal(delimiter)
        let quotes = ByteMarks.bits(marks.equal(0x22))
        var inside = quotes ^ quotes &<< 1
        inside ^= inside &<< 2
        inside ^= inside &<< 4
        inside ^= inside &<< 8
        inside ^= inside &<< 16
        inside ^= inside &<< 32
        inside ^= self.inside
        self.inside = 0 &- (inside &>> 63)
        let found = ByteMarks.bits(either) & ~inside
        lineFeeds &+= ByteMarks.count(feeds)
        let opens = quotes & inside
        let closes = quotes & ~inside
        let controls = marks.controls & ~either
        let returns =
            ByteMarks.any(controls) | returned == 0 ? 0 : returns(marks, controls, outside: ~inside)
        let mayOpen = found | closes
        let afterClose = (closes &<< 1) | closed
        faults |= opens & ~((mayOpen &<< 1) | self.mayOpen)
        faults |= afterClose & ~(found | opens | returns)
        doubled |= opens & afterClose
        self.mayOpen = mayOpen &>> 63
        closed = closes &>> 63
        return found
    }

    /// The carriage returns outside quotes, each of which a line feed must follow.
    @inline(never)
    private mutating func returns(_ marks: ByteMarks, _ controls: SIMD8<UInt64>, outside: UInt64) -> UInt64 {
        let found = marks.equal(0x0D)
        let returns = ByteMarks.bits(found) & outside
        faults |= ByteMarks.any(controls & ~(found | marks.equal(0x09)))
        faults |= ((returns &<< 1) | returned) & ~(ByteMarks.bits(marks.equal(0x0A)) & outside)
        returned = returns &>> 63
        holdsReturns = holdsReturns || returns != 0
        return returns
    }
}
