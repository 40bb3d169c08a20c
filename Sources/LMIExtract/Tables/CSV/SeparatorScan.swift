/// Finds the separators of a piece of CSV that starts at a record and ends with one, 64 bytes at a time.
///
/// It knows whether a piece is sound, not what is wrong with it: that is for ``RecordReader`` to say.
struct SeparatorScan: Sendable {
    /// How many delimiters and line feeds stand outside quotes.
    private(set) var separators = 0
    /// How many of them are line feeds.
    private(set) var lines = 0
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
        var beyondASCII: UInt64 = 0
        unsafe bytes.withUnsafeBytes { bytes in
            unsafe ends.withUnsafeMutableBufferPointer { ends in
                var block = 0
                while block < count {
                    let words = unsafe bytes.loadUnaligned(fromByteOffset: block, as: SIMD8<UInt64>.self)
                    let marks = Marks(words, delimiter: delimiter)
                    beyondASCII |= marks.beyondASCII
                    var found = take(marks, &carry)
                    while found != 0 {
                        unsafe ends[separators] = UInt32(
                            truncatingIfNeeded: block + found.trailingZeroBitCount)
                        separators += 1
                        found &= found &- 1
                    }
                    block += 64
                }
            }
        }
        isASCII = beyondASCII == 0
        isSound = carry.faults == 0 && carry.inside == 0
    }

    /// What one block hands to the next.
    private struct Carry {
        /// All ones within quotes.
        var inside: UInt64 = 0
        /// One where the byte before is a separator, or a closing quote: a quote may open there.
        var mayOpen: UInt64 = 1
        var closed: UInt64 = 0
        var returned: UInt64 = 0
        var faults: UInt64 = 0
    }

    /// The separators of a block, one bit a byte.
    private mutating func take(_ marks: Marks, _ carry: inout Carry) -> UInt64 {
        var inside = marks.quotes ^ marks.quotes &<< 1
        inside ^= inside &<< 2
        inside ^= inside &<< 4
        inside ^= inside &<< 8
        inside ^= inside &<< 16
        inside ^= inside &<< 32
        inside ^= carry.inside
        carry.inside = 0 &- (inside &>> 63)
        let outside = ~inside
        let feeds = marks.feeds & outside
        let found = (marks.delimiters & outside) | feeds
        let opens = marks.quotes & inside
        let closes = marks.quotes & outside
        lines += feeds.nonzeroBitCount
        var returns: UInt64 = 0
        if marks.controls != 0 {
            let returned = marks.returns
            returns = returned & outside
            holdsReturns = holdsReturns || returns != 0
            carry.faults |= marks.controls & ~(returned | marks.tabs)
        }
        let mayOpen = found | closes
        let afterClose = (closes &<< 1) | carry.closed
        carry.faults |= opens & ~((mayOpen &<< 1) | carry.mayOpen)
        carry.faults |= afterClose & ~(found | opens | returns)
        carry.faults |= ((returns &<< 1) | carry.returned) & ~feeds
        holdsDoubledQuotes = holdsDoubledQuotes || opens & afterClose != 0
        carry.mayOpen = mayOpen &>> 63
        carry.closed = closes &>> 63
        carry.returned = returns &>> 63
        return found
    }
}

/// Which of 64 bytes are which, one bit a byte, the first byte lowest.
private struct Marks {
    let quotes: UInt64
    let delimiters: UInt64
    let feeds: UInt64
    /// Bytes under 0x20 that are neither line feed nor delimiter; rare enough to be looked at apart.
    let controls: UInt64
    /// Not zero where a byte is over 0x7F.
    let beyondASCII: UInt64
    private let words: SIMD8<UInt64>

    init(_ words: SIMD8<UInt64>, delimiter: UInt8) {
        self.words = words
        let feeds = Self.equal(words, 0x0A)
        let delimiters = Self.equal(words, delimiter)
        quotes = Self.bits(Self.equal(words, 0x22))
        self.feeds = Self.bits(feeds)
        self.delimiters = Self.bits(delimiters)
        let top: UInt64 = 0x8080_8080_8080_8080
        let low = ~(words | words &<< 1 | words &<< 2) & top & ~(feeds | delimiters)
        let any = low[0] | low[1] | low[2] | low[3] | low[4] | low[5] | low[6] | low[7]
        controls = any == 0 ? 0 : Self.bits(low)
        let high = words & top
        beyondASCII = high[0] | high[1] | high[2] | high[3] | high[4] | high[5] | high[6] | high[7]
    }

    var returns: UInt64 { Self.bits(Self.equal(words, 0x0D)) }
    var tabs: UInt64 { Self.bits(Self.equal(words, 0x09)) }

    /// The top bit of each byte that is `byte`.
    @inline(__always)
    private static func equal(_ words: SIMD8<UInt64>, _ byte: UInt8) -> SIMD8<UInt64> {
        let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        let differing = words ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return ~(((differing & low) &+ low) | differing | low)
    }

    /// The top bits of the 64 bytes, one beside the other.
    @inline(__always)
    private static func bits(_ tops: SIMD8<UInt64>) -> UInt64 {
        var bits: UInt64 = 0
        for word in 0..<8 {
            let byte = ((tops[word] &>> 7) &* 0x0102_0408_1020_4080) &>> 56
            bits |= byte &<< UInt64(8 * word)
        }
        return bits
    }
}
