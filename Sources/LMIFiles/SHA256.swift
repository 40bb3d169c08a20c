internal import CCrypto

/// A SHA-256 being computed: give it bytes in pieces, then ask for the digest.
///
/// The only file that uses `CCrypto`.
public struct SHA256: ~Copyable {
    private var context = SHA256_CTX()

    public init() {
        let done = unsafe SHA256_Init(&context)
        precondition(done == 1, "libcrypto has no SHA-256")
    }

    public mutating func update(_ bytes: Span<UInt8>) {
        let done = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe SHA256_Update(&context, buffer.baseAddress, buffer.count)
        }
        precondition(done == 1, "libcrypto lost its SHA-256")
    }

    /// The digest as 64 hexadecimal digits in lower case.
    public consuming func hex() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = unsafe digest.withUnsafeMutableBufferPointer { buffer in
            unsafe SHA256_Final(buffer.baseAddress, &context)
        }
        precondition(done == 1, "libcrypto lost its SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return unsafe String(unsafeUninitializedCapacity: 64) { text in
            for (place, byte) in digest.enumerated() {
                unsafe text[2 * place] = digits[Int(byte >> 4)]
                unsafe text[2 * place + 1] = digits[Int(byte & 15)]
            }
            return 64
        }
    }

    /// The digest of bytes that are all in memory.
    public static func hex(of bytes: [UInt8]) -> String {
        var hasher = SHA256()
        hasher.update(bytes.span)
        return hasher.hex()
    }
}
