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
        areas = (areaPath, try reader.bytes(areaPath, neededBy: areaFile.place))
        let given = try keys.demand("code lists", like: "{SIC 2007: codelists/sic2007.csv}")
        codeLists = []
        for entry in try given.keys("code lists").entries {
            let file = try entry.value.text(entry.key)
            let bytes = try reader.bytes(file, neededBy: entry.value.place)
            codeLists.append((Classification(entry.key), file, bytes))
        }
    }

    private enum Parsed: Sendable {
        case areas(AreaList)
        case codeList(CodeList)
    }

    /// What they say. Each is parsed by itself, side by side; of several faults the first file's is told.
    func parsed() throws(Diagnostic) -> SharedLists {
        let parsed = try concurrently(1 + codeLists.count) { place throws(Diagnostic) -> Parsed in
            if place == 0 { return .areas(try ReferenceTables.areas(areas.bytes, file: areas.file)) }
            let list = codeLists[place - 1]
            return .codeList(try ReferenceTables.codeList(list.classification, list.bytes, file: list.file))
        }
        var found: AreaList?
        var lists: [Classification: CodeList] = [:]
        for piece in parsed {
            switch piece {
            case .areas(let list): found = list
            case .codeList(let list): lists[list.classification] = list
            }
        }
        guard let found else { preconditionFailure("the first piece is the areas") }
        return SharedLists(areas: found, codeLists: lists)
    }
}

/// The sectors, the sources' trees and the hash of all files, worked out side by side, because every night waits for them. Of
/// several faults the first file's is told.
struct ParsedFiles {
    let sectors: SectorRules
    /// One for each source that was given, in that order.
    private(set) var sources: [Setting] = []
    /// See ``DefinitionReader/hash``.
    let hash: String

    private enum Parsed: Sendable {
        case sectors(SectorRules)
        case source(Setting)
        case hash(String)
    }

    /// - Parameter reader: Which has read every file of the pipeline.
    init(
        sectors: (path: String, text: String), sources: [(path: String, text: String)], _ lists: SharedLists,
        _ reader: DefinitionReader
    ) throws(Diagnostic) {
        let parsed = try concurrently(2 + sources.count) { place throws(Diagnostic) -> Parsed in
            switch place {
            case 0:
                let tree = try YAMLFile.parse(sectors.text, file: sectors.path)
                return .sectors(
                    try SectorSettings.rules(tree, file: sectors.path, codeLists: lists.codeLists))
            case 1: return .hash(reader.hash)
            default:
                let source = sources[place - 2]
                return .source(try YAMLFile.parse(source.text, file: source.path))
            }
        }
        var rules: SectorRules?
        var hash: String?
        for piece in parsed {
            switch piece {
            case .sectors(let found): rules = found
            case .hash(let found): hash = found
            case .source(let tree): self.sources.append(tree)
            }
        }
        guard let rules, let hash else { preconditionFailure("two pieces are the sectors and the hash") }
        self.sectors = rules
        self.hash = hash
    }
}
