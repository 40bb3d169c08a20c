internal import LMIExtract
internal import LMIFiles
internal import LMIModel
internal import LMITransform

/// The hub file with everything it names: one pipeline, one bundle.
struct PipelineDefinition: Sendable {
    /// What is made of a source's observations.
    enum Recipe: Sendable {
        /// As read.
        case figures
        case sectors(SectorRecipe)
    }

    /// Sums by sector, and what is compared with them.
    struct SectorRecipe: Sendable {
        var view: SectorRules.View
        /// The dimension that holds the industry codes.
        var dimension: String
        /// The code of the published total in that dimension, where there is one.
        var totalCode: String?
        /// The codes that add up to the total, all at this level, where the source publishes every one.
        var totalLevel: String?
        /// Decimals of the share of the total, in percent; nil where no share is wanted.
        var shareDecimals: Int?
        /// The area a location quotient compares with, and its decimals.
        var quotient: (against: String, decimals: Int)?
        /// The level of which every code has a row unless its figure is zero, where the source says so.
        var completeGrid: SectorSums.CompleteGrid?
    }

    struct TableDefinition: Sendable {
        var id: String
        var title: String
        var description: String
        var sources: [String]
        var recipe: Recipe
        /// Areas that the figures of their members are added up for.
        var sumAreas: [String]
        /// The column of each dimension: dimension id to code column and name column.
        var columns: [String: (code: String, name: String, title: String)]
    }

    struct SourceUse: Sendable {
        var definition: SourceDefinition
        var isRequired: Bool
        /// The most days a carried table may be old; nil where any age will do.
        var maxAgeDays: Int?
    }

    var id: String
    var path: String
    var title: String
    var description: String
    var homepage: String
    /// How politely publishers are asked.
    var manners: Manners
    var lists: SharedLists
    var sectors: SectorRules
    var sources: [SourceUse]
    var tables: [TableDefinition]
    var registers: [RegisterDefinition]
    var directory: Directory?
    /// SHA-256 over every file that was read, by name.
    var definitionsHash: String
    /// The bytes of every file that was read, by name.
    var files: [String: [UInt8]]
}

extension PipelineDefinition {
    func source(_ id: String) -> SourceUse? { sources.first { $0.definition.id == id } }
}

/// Reads a pipeline's files from its folder, remembering each for the hash.
struct DefinitionReader {
    let folder: String
    /// What was read so far, by name.
    private(set) var files: [String: [UInt8]] = [:]
    /// Definitions are written by hand; nothing so large is one.
    private static let mostBytes = 8 << 20

    init(folder: String) { self.folder = folder }

    /// The text of a file of the folder, which must be UTF-8.
    mutating func text(_ name: String, neededBy place: Diagnostic.Place) throws(Diagnostic) -> String {
        try read(name, neededBy: place).text
    }

    /// The same as bytes, which are UTF-8.
    mutating func bytes(_ name: String, neededBy place: Diagnostic.Place) throws(Diagnostic) -> [UInt8] {
        try read(name, neededBy: place).bytes
    }

    private mutating func read(
        _ name: String, neededBy place: Diagnostic.Place
    ) throws(Diagnostic) -> (bytes: [UInt8], text: String) {
        guard !name.split(separator: "/", omittingEmptySubsequences: false).contains(where: Self.leadsAway)
        else {
            throw Diagnostic(
                .error, .configuration, at: place, "\(name.quoted) leads out of the folder of definitions",
                mend: "put the file into \(folder) and name it from there, such as sources/bres.yml")
        }
        guard Files.exists("\(folder)/\(name)") else {
            throw Diagnostic(
                .error, .configuration, at: place, "there is no file \("\(folder)/\(name)".quoted)",
                mend: Files.exists(folder)
                    ? "correct the name, or put the file there"
                    : "go to the folder that \(folder) stands in, or say where it is with `--pipelines`")
        }
        let bytes: [UInt8]
        do {
            bytes = try Files.read("\(folder)/\(name)", limit: Self.mostBytes)
        } catch {
            throw Diagnostic(
                .error, .configuration, at: place,
                "the file \("\(folder)/\(name)".quoted) cannot be read: \(error.message)",
                mend: "correct the name, or put the file there")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Diagnostic(
                .error, .configuration, at: .file(name), "the file is not UTF-8",
                mend: "save it as UTF-8 in the editor")
        }
        files[name] = bytes
        return (bytes, text)
    }

    /// Definitions are kept with what was made by them, each under its own name and nowhere else.
    private static func leadsAway(_ part: Substring) -> Bool { part.isEmpty || part == "." || part == ".." }

    /// SHA-256 over the sorted `name NUL hash` lines of every file read.
    var hash: String { Self.hash(of: files.mapValues { SHA256.hex(of: $0) }) }

    /// The same, of hashes by name.
    static func hash(of hashes: [String: String]) -> String {
        let lines = hashes.sorted { $0.key < $1.key }.map { "\($0.key)\0\($0.value)\n" }
        return SHA256.hex(of: Array(lines.joined().utf8))
    }
}
