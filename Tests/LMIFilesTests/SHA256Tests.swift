import LMIFiles
import Testing

struct SHA256Tests {
    @Test func `the digests are those of the standard's own examples`() {
        #expect(
            SHA256.hex(of: []) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            SHA256.hex(of: Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `bytes given in pieces have the digest of the whole`() {
        let bytes = (0..<1000).map { UInt8($0 % 251) }
        var hasher = SHA256()
        hasher.update(Array(bytes[..<7]).span)
        hasher.update(Array(bytes[7...]).span)
        #expect(hasher.hex() == SHA256.hex(of: bytes))
    }
}
