internal import LMIModel

extension PageBytes {
    /// The place after the declaration or the comment whose `<` is at `start`.
    ///
    /// - Throws: ``Diagnostic`` when it never ends, or programs differ about where it does.
    func endOfDeclaration(from start: Int) throws(Diagnostic) -> Int {
        let bytes = utf8
        guard bytes[start...].starts(with: "<!--".utf8) else {
            guard let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) else {
                throw unended("declaration", start)
            }
            return end + 1
        }
        let text = start + 4
        if bytes[text...].starts(with: ">".utf8) || bytes[text...].starts(with: "->".utf8) {
            throw fault(
                start, "a comment that ends where it begins is read differently by different programs")
        }
        var place = text
        while let dash = bytes[place...].firstIndex(of: UInt8(ascii: "-")) {
            if bytes[dash...].starts(with: "-->".utf8) { return dash + 3 }
            if bytes[dash...].starts(with: "--!>".utf8) {
                throw fault(dash, "a comment that ends with --!> is read differently by different programs")
            }
            place = dash + 1
        }
        throw unended("comment", start)
    }

    /// The place of the end tag of a script or a style sheet, in which no tag is one.
    ///
    /// - Throws: ``Diagnostic`` when there is none.
    func endOfRawText(of tag: Tag, from start: Int) throws(Diagnostic) -> Int {
        let bytes = utf8
        var place = tag.end
        while let bracket = bytes[place...].firstIndex(of: UInt8(ascii: "<")) {
            place = bracket + 1
            let name = bracket + 2
            let after = name + tag.name.utf8.count
            guard after < bytes.count, bytes[place] == UInt8(ascii: "/"),
                bytes[name..<after].map(\.lowercased).elementsEqual(tag.name.utf8),
                bytes[after].endsTagName
            else { continue }
            return bracket
        }
        throw unended("<\(tag.name)>", start)
    }

    private func unended(_ what: String, _ start: Int) -> Diagnostic {
        fault(start, "the \(what) that begins here never ends")
    }

    private func fault(_ offset: Int, _ message: String) -> Diagnostic {
        Diagnostic(.error, .content, at: place(of: offset), message, mend: HTMLFile.mendPage)
    }
}
