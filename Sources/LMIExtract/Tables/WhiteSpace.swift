extension ArraySlice<UInt8> {
    /// The text without white space at both ends: blanks, tabs, line ends, no-break spaces and all other
    /// characters that Unicode counts as white space.
    var trimmed: ArraySlice<UInt8> {
        var rest = self
        while let width = Self.spaceWidth(rest.prefix(3)) { rest = rest.dropFirst(width) }
        while let width = rest.trailingSpaceWidth { rest = rest.dropLast(width) }
        return rest
    }

    /// How many bytes the white space at the end takes; nil where there is none.
    private var trailingSpaceWidth: Int? {
        for width in 1...3 where count >= width {
            if Self.spaceWidth(suffix(width)) == width { return width }
        }
        return nil
    }

    /// How many bytes the white space takes that `bytes` begins with; nil where it begins with a letter.
    private static func spaceWidth(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.first else { return nil }
        if first < 0x80 { return first == 0x20 || (0x09...0x0D).contains(first) ? 1 : nil }
        let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first
        guard let scalar, scalar.properties.isWhitespace else { return nil }
        return UTF8.width(scalar)
    }
}
