/// Which bytes are read as CSV, and how.
struct CSVSource: Hashable, Sendable {
    /// Where the bytes are.
    var path: String
    /// What messages call the file.
    var name: String
    var encoding: TextEncoding
    var delimiter: UInt8
    /// How many bytes are read at a time.
    var chunkSize = 512 << 10
    /// The most bytes one record may have, so that a quote that is never closed does not fill the memory.
    var longestRecord = 8 << 20
    /// Whether white space at both ends of a cell is no part of it. Such a file is read record by record.
    var takesSpacesOff = false
}
