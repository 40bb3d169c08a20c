internal import LMIFiles
internal import LMIModel

/// One file of a bundle: its path inside the generation and its bytes.
public struct BundleFile: Hashable, Sendable {
    public let path: String
    public let bytes: [UInt8]
    /// 64 hexadecimal digits.
    public let sha256: String

    init(_ path: String, _ bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
        sha256 = SHA256.hex(of: bytes)
    }

    /// The same file as a web server sends it to browsers that take gzip; nil of files too small to gain by it.
    func packed() throws(Diagnostic) -> BundleFile? {
        guard bytes.count >= Gzip.least else { return nil }
        return BundleFile("\(path).gz", try Gzip.packed(bytes, file: path))
    }

    /// The path without folder and extensions: `employment` of `json/employment.json`.
    var name: String {
        let leaf = path.split(separator: "/").last ?? ""
        return String(leaf.split(separator: ".", omittingEmptySubsequences: false).first ?? "")
    }

    /// Whether the name has 1 to 64 of the letters that every disk and server takes, before a known extension.
    var hasPlainName: Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let leaf = parts.last, (1...64).contains(name.count) else { return false }
        let isPlain = name.allSatisfy { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || letter == "_" || letter == "-")
        }
        return isPlain
            && [".csv", ".json", ".schema.json", ".txt"].contains(String(leaf.dropFirst(name.count)))
    }
}
