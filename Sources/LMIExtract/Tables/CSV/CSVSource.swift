/// Which bytes are read as CSV, and how.
struct CSVSource: Hashable, Sendable {
    enum Place: Hashable, Sendable {
        case file(path: String)
        case memory([UInt8])
    }

    /// Where the bytes are.
    var place: Place
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

extension CSVSource {
    init(
        path: String, name: String, encoding: TextEncoding, delimiter: UInt8, chunkSize: Int = 512 << 10,
        longestRecord: Int = 8 << 20, takesSpacesOff: Bool = false
    ) {
        self.init(
            place: .file(path: path), name: name, encoding: encoding, delimiter: delimiter,
            chunkSize: chunkSize, longestRecord: longestRecord, takesSpacesOff: takesSpacesOff)
    }
}
