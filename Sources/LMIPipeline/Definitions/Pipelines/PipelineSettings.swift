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
        var lists = try lists(&keys, &reader)
        let sectorFile = try keys.demand("sectors", like: "sectors.yml")
        let sectorPath = try sectorFile.text("sectors")
        let sectors = try SectorSettings.rules(
            reader.text(sectorPath, neededBy: sectorFile.place), file: sectorPath, codeLists: lists.codeLists)
        for view in SectorRules.View.allCases {
            lists.sectorLists[SectorRules.classification(of: view)] = try sectors.codeList(of: view)
        }
        let sources = try sources(&keys, &reader, lists)
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
            definitionsHash: reader.hash, files: reader.files)
    }

    /// The areas and code lists of a hub file, whatever its sources and tables say.
    static func lists(folder: String, name: String) throws(Diagnostic) -> SharedLists {
        var reader = DefinitionReader(folder: folder)
        let path = "\(name).yml"
        var keys = try YAMLFile.parse(reader.text(path, neededBy: .file(path)), file: path).keys("")
        return try lists(&keys, &reader)
    }

    private static func lists(_ keys: inout Keys, _ reader: inout DefinitionReader) throws(Diagnostic)
        -> SharedLists
    {
        let areaFile = try keys.demand("areas", like: "areas.csv")
        let areaPath = try areaFile.text("areas")
        _ = try reader.text(areaPath, neededBy: areaFile.place)
        let areas = try ReferenceTables.areas(path: "\(reader.folder)/\(areaPath)", file: areaPath)
        let given = try keys.demand("code lists", like: "{SIC 2007: codelists/sic2007.csv}")
        var files: [(classification: Classification, file: String)] = []
        for entry in try given.keys("code lists").entries {
            let file = try entry.value.text(entry.key)
            _ = try reader.text(file, neededBy: entry.value.place)
            files.append((Classification(entry.key), file))
        }
        let (folder, named) = (reader.folder, files)
        let read = try concurrently(named.count) { number throws(Diagnostic) in
            let (classification, file) = named[number]
            return try ReferenceTables.codeList(classification, path: "\(folder)/\(file)", file: file)
        }
        let codeLists = Dictionary(read.map { ($0.classification, $0) }) { $1 }
        return SharedLists(areas: areas, codeLists: codeLists)
    }

    private static func sources(
        _ keys: inout Keys, _ reader: inout DefinitionReader, _ lists: SharedLists
    ) throws(Diagnostic) -> [PipelineDefinition.SourceUse] {
        var found: [(entry: Setting.Entry, path: String, text: String, isRequired: Bool, maxAge: Int?)] = []
        let setting = try keys.demand("sources", like: "{bres: {definition: sources/bres.yml}}")
        for entry in try setting.keys("sources").entries {
            var use = try entry.value.keys(entry.key)
            let file = try use.demand("definition", like: "sources/\(entry.key).yml")
            let path = try file.text("definition")
            let isRequired = try use.take("required")?.yesOrNo("required") ?? false
            let maxAge = try use.take("max age days")?.wholeNumber("max age days", in: 1...9999)
            try use.finish()
            let text = try reader.text(path, neededBy: file.place)
            found.append((entry, path, text, isRequired, maxAge))
        }
        // Side by side, because every night waits for it; of several faults the first source's is told.
        let texts = found.map { (path: $0.path, text: $0.text) }
        let definitions = try concurrently(texts.count) { number throws(Diagnostic) in
            try SourceDefinition(texts[number].text, path: texts[number].path, shared: lists)
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
