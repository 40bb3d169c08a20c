internal import CZlib
internal import LMIModel

/// Texts as a web server sends them to browsers that take gzip.
///
/// The only file that uses `CZlib`. The same text gives the same bytes on the same version of zlib, for no name
/// and no time stand in them; another version may pack otherwise.
enum Gzip {
    /// Shorter texts gain nothing worth a file.
    static let least = 1024

    /// - Throws: ``Diagnostic`` when memory is out.
    static func packed(_ bytes: [UInt8], file: String) throws(Diagnostic) -> [UInt8] {
        var stream = unsafe z_stream()
        guard unsafe lmi_gzip_begin(&stream) == Z_OK else { throw notPacked(file) }
        defer { unsafe deflateEnd(&stream) }
        let room = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
        var packed = [UInt8](repeating: 0, count: room)
        var bytes = bytes
        let end = unsafe bytes.withUnsafeMutableBufferPointer { from in
            unsafe packed.withUnsafeMutableBufferPointer { into in
                unsafe stream.next_in = from.baseAddress
                unsafe stream.avail_in = UInt32(from.count)
                unsafe stream.next_out = into.baseAddress
                unsafe stream.avail_out = UInt32(into.count)
                return unsafe deflate(&stream, Z_FINISH)
            }
        }
        guard end == Z_STREAM_END else { throw notPacked(file) }
        packed.removeLast(packed.count - Int(unsafe stream.total_out))
        return packed
    }

    private static func notPacked(_ file: String) -> Diagnostic {
        Diagnostic(
            .error, .internal, at: .file(file), "zlib could not pack the file",
            mend: "free some memory, then run again")
    }
}
