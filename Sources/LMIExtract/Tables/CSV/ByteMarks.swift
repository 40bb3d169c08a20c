/// Sixty-four bytes of text, and which of them are which.
///
/// Written with plain 64-bit words, which all processors have: the top bit of each byte is its answer.
struct ByteMarks {
    private let words: SIMD8<UInt64>

    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// - Precondition: 64 bytes follow `offset`.
    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        words = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: SIMD8<UInt64>.self)
    }

    /// The top bit of each byte that is `byte`.
    @inline(__always)
    func equal(_ byte: UInt8) -> SIMD8<UInt64> {
        let differing = words ^ (UInt64(byte) &* 0x0101_0101_0101_0101)
        return ~(((differing & ~Self.tops) &+ ~Self.tops) | differing | ~Self.tops)
    }

    /// The top bit of each byte under 0x20.
    var controls: SIMD8<UInt64> {
        @inline(__always) get { ~(words | words &<< 1 | words &<< 2) & Self.tops }
    }

    /// The bytes themselves, one on the other: a top bit is set where any byte is beyond ASCII.
    var union: UInt64 {
        @inline(__always) get { Self.any(words) }
    }

    /// Not zero where any word is not.
    @inline(__always)
    static func any(_ marks: SIMD8<UInt64>) -> UInt64 {
        let half = marks.lowHalf | marks.highHalf
        let quarter = half.lowHalf | half.highHalf
        return quarter[0] | quarter[1]
    }

    /// How many top bits are set.
    @inline(__always)
    static func count(_ marks: SIMD8<UInt64>) -> Int {
        let ones = marks &>> 7
        let half = ones.lowHalf &+ ones.highHalf
        let quarter = half.lowHalf &+ half.highHalf
        return Int(truncatingIfNeeded: ((quarter[0] &+ quarter[1]) &* 0x0101_0101_0101_0101) &>> 56)
    }

    /// The top bits of the 64 bytes beside one another, the first byte's lowest.
    @inline(__always)
    static func bits(_ marks: SIMD8<UInt64>) -> UInt64 {
        let ones = marks &>> 7
        var bits: UInt64 = 0
        for word in 0..<8 {
            let byte = (ones[word] &* 0x0102_0408_1020_4080) &>> 56
            bits |= byte &<< UInt64(8 * word)
        }
        return bits
    }

    /// True when `count` bytes from `start` hold an odd number of `byte`.
    static func isOdd(_ byte: UInt8, in bytes: [UInt8], from start: Int, count: Int) -> Bool {
        precondition(start >= 0 && start + count <= bytes.count)
        var parity = SIMD8<UInt64>()
        var single = false
        unsafe bytes.withUnsafeBytes { bytes in
            var place = start
            let end = start + count
            while place + 64 <= end {
                parity ^= unsafe ByteMarks(bytes, at: place).equal(byte)
                place += 64
            }
            while place < end {
                if unsafe bytes[place] == byte { single.toggle() }
                place += 1
            }
        }
        var marks = 0
        for word in 0..<8 { marks += parity[word].nonzeroBitCount }
        return marks.isMultiple(of: 2) == single
    }
}
