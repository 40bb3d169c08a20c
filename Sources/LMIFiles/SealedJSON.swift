/// A JSON object with a check over its own bytes, so that a flipped bit in a file of the state folder is found where it is
/// read, whichever member it hit.
///
/// The check is the first member: `{"check":"<SHA-256>",` and then the object as it was without it. Readers that know
/// nothing of it take it for one member among others.
public enum SealedJSON {
    private static let opening = Array(#"{"check":""#.utf8)
    private static let closing = Array(#"","#.utf8)
    private static let digits = 64

    /// The bytes of `object` with their check.
    ///
    /// - Parameter object: A JSON object with at least one member.
    public static func seal(_ object: [UInt8]) -> [UInt8] {
        opening + Array(SHA256.hex(of: object).utf8) + closing + object.dropFirst()
    }

    /// The check that `bytes` carry, where they are still those that were sealed; nil where they are not, or never were.
    public static func check(of bytes: [UInt8]) -> String? {
        let body = opening.count + digits + closing.count
        guard bytes.count > body, bytes.starts(with: opening),
            bytes[(body - closing.count)..<body].elementsEqual(closing)
        else { return nil }
        let check = String(decoding: bytes[opening.count..<(opening.count + digits)], as: UTF8.self)
        return SHA256.hex(of: [UInt8(ascii: "{")] + bytes[body...]) == check ? check : nil
    }
}
