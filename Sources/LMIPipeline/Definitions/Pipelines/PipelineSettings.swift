internal import LMIFiles
internal import LMIModel
internal import LMITransform

/// Decodes the hub file and all that it names.
enum PipelineSettings {
    /// - Parameters:
    ///   - folder: The folder of definitions.
    ///   - name: The hub file's name without `.yml`.
    /// - Throws: ``Diagnostic`` of fault `configuration`, before anything is fetched or written.
    static func pipeline(folder: String, name: String) throws(Diagnostic) -> PipelineDefinition {
        let path = "\(name).yml"
        var reader = DefinitionReader(folder: folder)
        let root = try YAMLFile.parse(reader.text(path, neededBy: .file(path)), file: path)
        var keys = try root.keys("")
        let id = try Identifier.check(keys.demand("pipeline", like: "stoke-staffs"), "pipeline")
        let title = try keys.demandText("title", like: "Labour market information for …")
        let description = try keys.demandText("description", like: "Figures about …")
        let homepage = try keys.demandText("homepage", like: "https://…")
        let manners = try FetchingSettings.manners(&keys)
        let listed = try ListedFiles(&keys, &reader)
        let sectorFile = try keys.demand("sectors", like: "sectors.yml")
        let sectorPath = try sectorFile.text("sectors")
        let sectorText = try reader.text(sectorPath, neededBy: sectorFile.place)
        let uses = try uses(&keys, &reader)
        var lists = try listed.parsed()
        let parsed = try ParsedFiles(
            sectors: (sectorPath, sectorText), sources: uses.map { ($0.path, $0.text) }, lists, reader)
        let sectors = parsed.sectors
        for view in SectorRules.View.allCases {
            lists.sectorLists[SectorRules.classification(of: view)] = try sectors.codeList(of: view)
        }
        let sources = try sources(uses, parsed.sources, lists)
        for list in sources.flatMap(\.definition.codeLists)
        where lists.sectorLists[list.classification] == nil {
            lists.codeLists[list.classification] = list
        }
        let dimensions = try DimensionSettings.columns(&keys)
        let tables = try TableRecipes.tables(
            &keys, sources: sources, columns: dimensions, areas: lists.areas, sectors: sectors)
        let registers = try RegisterRecipes.registers(
            &keys, sources: sources, tables: tables.map(\.id), areas: lists.areas)
        let directory = try DirectorySettings.directory(&keys, registers: registers)
        try keys.finish()
        for table in tables {
            try SectorRecipeCheck(table, of: root).check(sources, sectors, columns: dimensions)
        }
        return PipelineDefinition(
            id: id, path: path, title: title, description: description, homepage: homepage,
            manners: manners, lists: lists, sectors: sectors, sources: sources, tables: tables,
            registers: registers, directory: directory,
            definitionsHash: parsed.hash, files: reader.files)
    }

    /// The areas and code lists of a hub file, whatever its sources and tables say.
    static func lists(folder: String, name: String) throws(Diagnostic) -> SharedLists {
        var reader = DefinitionReader(folder: folder)
        let path = "\(name).yml"
        var keys = try YAMLFile.parse(reader.text(path, neededBy: .file(path)), file: path).keys("")
        return try ListedFiles(&keys, &reader).parsed()
    }

    /// A source as the hub file names it.
    private struct Use {
        var entry: Setting.Entry
        var path: String
        var text: String
        var isRequired: Bool
        var maxAge: Int?
    }

    private static func uses(_ keys: inout Keys, _ reader: inout DefinitionReader) throws(Diagnostic) -> [Use]
    {
        var uses: [Use] = []
        let setting = try keys.demand("sources", like: "{bres: {definition: sources/bres.yml}}")
        for entry in try setting.keys("sources").entries {
            var use = try entry.value.keys(entry.key)
            let file = try use.demand("definition", like: "sources/\(entry.key).yml")
            let path = try file.text("definition")
            let isRequired = try use.take("required")?.yesOrNo("required") ?? false
            let maxAge = try use.take("max age days")?.wholeNumber("max age days", in: 1...9999)
            try use.finish()
            let text = try reader.text(path, neededBy: file.place)
            uses.append(
                Use(entry: entry, path: path, text: text, isRequired: isRequired, maxAge: maxAge))
        }
        return uses
    }

    private static func sources(
        _ found: [Use], _ trees: [Setting], _ lists: SharedLists
    ) throws(Diagnostic) -> [PipelineDefinition.SourceUse] {
        let named = zip(found, trees).map { (path: $0.path, tree: $1) }
        let definitions = try concurrently(named.count) { number throws(Diagnostic) in
            try SourceDefinition(named[number].tree, path: named[number].path, shared: lists)
        }
        var uses: [PipelineDefinition.SourceUse] = []
        for (found, definition) in zip(found, definitions) {
            guard definition.id == found.entry.key else {
                throw Diagnostic(
                    .error, .configuration, at: found.entry.place,
                    "the source is called \(found.entry.key.quoted) here and \(definition.id.quoted) in \(found.path)",
                    mend: "use one name in both files")
            }
            uses.append(
                .init(definition: definition, isRequired: found.isRequired, maxAgeDays: found.maxAge))
        }
        return uses
    }
}
