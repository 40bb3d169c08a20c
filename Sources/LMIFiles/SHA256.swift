internal import CCrypto

/// A SHA-256 being computed: give it bytes in pieces, then ask for the digest.
@safe
public struct SHA256: ~Copyable {
    private let context: OpaquePointer

    public init() {
        // Both fail only when memory is out or the library was built without SHA-256.
        guard let context = unsafe EVP_MD_CTX_new(),
            unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
        else { preconditionFailure("libcrypto has no SHA-256") }
        unsafe self.context = context
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    public mutating func update(_ bytes: Span<UInt8>) {
        let done = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
        precondition(done == 1, "libcrypto lost its SHA-256")
    }

    /// The digest as 64 hexadecimal digits in lower case.
    public consuming func hex() -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        let done = unsafe digest.withUnsafeMutableBufferPointer { buffer in
            unsafe EVP_DigestFinal_ex(context, buffer.baseAddress, nil)
        }
        precondition(done == 1, "libcrypto lost its SHA-256")
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The digest of bytes that are all in memory.
    public static func hex(of bytes: [UInt8]) -> String {
        var hasher = SHA256()
        hasher.update(bytes.span)
        return hasher.hex()
    }
}
