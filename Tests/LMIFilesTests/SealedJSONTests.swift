import LMIFiles
import Testing

struct SealedJSONTests {
    private let object = Array("{\n  \"at\" : \"2026-11-22T02:00:00Z\"\n}\n".utf8)

    @Test func `a sealed object is the same object with one member more`() {
        #expect(
            String(decoding: SealedJSON.seal(object), as: UTF8.self) == """
                {"check":"\(SHA256.hex(of: object))",
                  "at" : "2026-11-22T02:00:00Z"
                }

                """)
        #expect(SealedJSON.check(of: SealedJSON.seal(object)) == SHA256.hex(of: object))
    }

    @Test func `whichever bit is flipped, it is found`() {
        let sealed = SealedJSON.seal(object)
        for place in sealed.indices {
            for bit in 0..<8 {
                var changed = sealed
                changed[place] ^= 1 << bit
                #expect(SealedJSON.check(of: changed) == nil, "byte \(place), bit \(bit)")
            }
        }
    }

    @Test func `whatever is cut off, added or never sealed is found`() {
        let sealed = SealedJSON.seal(object)
        for count in 0..<sealed.count {
            #expect(SealedJSON.check(of: Array(sealed.prefix(count))) == nil, "\(count) bytes")
        }
        #expect(SealedJSON.check(of: sealed + [0x20]) == nil)
        #expect(SealedJSON.check(of: object) == nil)
    }
}
