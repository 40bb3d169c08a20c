internal import LMIFiles
internal import LMIModel
internal import LMITransform

/// The areas and code lists that a hub file names, read and not yet parsed.
struct ListedFiles: Sendable {
    var areas: (file: String, bytes: [UInt8])
    var codeLists: [(classification: Classification, file: String, bytes: [UInt8])]

    /// - Parameter keys: Of the hub file.
    init(_ keys: inout Keys, _ reader: inout DefinitionReader) throws(Diagnostic) {
        let areaFile = try keys.demand("areas", like: "areas.csv")
        let areaPath = try areaFile.text("areas")
        areas = (areaPath, Array(try reader.text(areaPath, neededBy: areaFile.place).utf8))
        let given = try keys.demand("code lists", like: "{SIC 2007: codelists/sic2007.csv}")
        codeLists = []
        for entry in try given.keys("code lists").entries {
            let file = try entry.value.text(entry.key)
            let text = try reader.text(file, neededBy: entry.value.place)
            codeLists.append((Classification(entry.key), file, Array(text.utf8)))
        }
    }
}

/// What the files of a pipeline say, each by itself: nothing in one changes how another is parsed.
///
/// They are parsed side by side, because every night waits for it; of several faults the first file's is told.
struct ParsedFiles {
    let lists: SharedLists
    /// One for each text that was given, in that order.
    private(set) var trees: [Setting] = []

    private enum Parsed: Sendable {
        case areas(AreaList)
        case codeList(CodeList)
        case tree(Setting)
    }

    init(_ listed: ListedFiles, _ texts: [(path: String, text: String)]) throws(Diagnostic) {
        let counts = (lists: listed.codeLists.count, texts: texts.count)
        let parsed = try concurrently(1 + counts.lists + counts.texts) { place throws(Diagnostic) -> Parsed in
            if place == 0 {
                return .areas(try ReferenceTables.areas(listed.areas.bytes, file: listed.areas.file))
            }
            if place <= counts.lists {
                let list = listed.codeLists[place - 1]
                return .codeList(
                    try ReferenceTables.codeList(list.classification, list.bytes, file: list.file))
            }
            let (path, text) = texts[place - 1 - counts.lists]
            return .tree(try YAMLFile.parse(text, file: path))
        }
        var areas: AreaList?
        var codeLists: [Classification: CodeList] = [:]
        for piece in parsed {
            switch piece {
            case .areas(let list): areas = list
            case .codeList(let list): codeLists[list.classification] = list
            case .tree(let tree): trees.append(tree)
            }
        }
        guard let areas else { preconditionFailure("the first piece is the areas") }
        lists = SharedLists(areas: areas, codeLists: codeLists)
    }
}
