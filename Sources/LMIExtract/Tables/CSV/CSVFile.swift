public import LMIModel

/// A CSV file as RFC 4180 has it, in a declared encoding and with a declared delimiter.
///
/// Rows may end with a line feed or with carriage return and line feed. Nothing else is lenient: a quote in
/// the middle of a cell, a cell of another row's making or a byte of another encoding is a ``Diagnostic``.
public struct CSVFile: Sendable {
    private var source: CSVSource

    /// - Parameters:
    ///   - path: Where the bytes are.
    ///   - name: What messages call the file.
    ///   - delimiter: An ASCII byte: a comma, a tab or a semicolon.
    public init(path: String, name: String, encoding: TextEncoding, delimiter: UInt8 = UInt8(ascii: ",")) {
        source = CSVSource(path: path, name: name, encoding: encoding, delimiter: delimiter)
    }

    /// A small file whose bytes have been read: in UTF-8, with commas.
    public init(bytes: [UInt8], name: String) {
        source = CSVSource(
            place: .memory(bytes), name: name, encoding: .utf8, delimiter: UInt8(ascii: ","))
        // No room is made for a large one.
        source.chunkSize = 16 << 10
    }

    /// A file read in pieces of another size than is fastest.
    init(_ source: CSVSource) { self.source = source }

    /// The tables that `layout` describes, from top to bottom. Their rows are not read yet.
    ///
    /// - Throws: ``Diagnostic`` when a heading or a line above is not as described, or the file is empty; and,
    ///   where a table ends before the file does, when any row up to there is not as described.
    /// - Complexity: O(1) in the file's size where the table runs to the end of the file, else O(*n*).
    public func tables(_ layout: RegionLayout) throws(Diagnostic) -> [CSVTable] {
        var finder = try RegionFinder(source, layout)
        return try finder.find()
    }
}
