internal import LMIModel
internal import LMITransform

/// Decodes `tables:`: which tables the bundle holds and what they are made of.
enum TableRecipes {
    typealias Columns = [String: (code: String, name: String, title: String)]

    static func tables(
        _ keys: inout Keys, sources: [PipelineDefinition.SourceUse], columns: Columns, areas: AreaList,
        sectors: SectorRules
    ) throws(Diagnostic) -> [PipelineDefinition.TableDefinition] {
        // A pipeline may publish registers alone, but not nothing.
        let hasRegisters = keys.entries.contains { $0.key == "registers" }
        let setting =
            hasRegisters
            ? keys.take("tables")
            : try keys.demand("tables", like: "{jobs-by-sector: {title: …, from: bres}}")
        var tables: [PipelineDefinition.TableDefinition] = []
        for entry in try setting?.keys("tables").entries ?? [] {
            let id = try Identifier.check(Setting(place: entry.place, value: .text(entry.key)), "tables")
            if let twin = tables.first(where: { $0.id.lowercased() == id.lowercased() }) {
                throw Diagnostic(
                    .error, .configuration, at: entry.place,
                    "\(id.quoted) and \(twin.id.quoted) would be one file where capitals are not told apart",
                    mend: "rename one of the two tables")
            }
            tables.append(try table(id, entry.value, sources: sources, columns: columns, areas: areas))
        }
        return tables
    }

    private static func table(
        _ id: String, _ setting: Setting, sources: [PipelineDefinition.SourceUse], columns: Columns,
        areas: AreaList
    ) throws(Diagnostic) -> PipelineDefinition.TableDefinition {
        var keys = try setting.keys(id)
        let title = try keys.demandText("title", like: "Jobs by sector")
        let description = try keys.demandText("description", like: "What the figures are and are not")
        let from = try keys.demand("from", like: "bres")
        let names = try from.texts("from")
        for (place, name) in names.enumerated() {
            guard sources.contains(where: { $0.definition.id == name }) else {
                let known = sources.map(\.definition.id)
                let nearest = name.didYouMean(among: known)
                throw try from.items("from")[place].wrong(
                    "\(name.quoted) is not a source of this pipeline",
                    mend: "\(nearest)the sources are: \(known.joined(separator: ", "))")
            }
        }
        if let place = names.firstIndex(where: { name in
            sources.contains { $0.definition.id == name && $0.definition.register != nil }
        }) {
            throw try from.items("from")[place].wrong(
                "\(names[place].quoted) holds records, of which no table of figures can be made",
                mend: "publish it under `registers:`, or name a source of figures")
        }
        guard !names.isEmpty else {
            throw from.wrong("`from:` names no source", mend: "write the source's name, such as `from: bres`")
        }
        try refuseDoubles(from, names, "from")
        let recipe = try recipe(&keys, areas: areas)
        let sumAreas = try keys.take("sums for areas").map { setting throws(Diagnostic) in
            let codes = try ObservationSettings.codes(setting, "sums for areas", areas: areas)
            try refuseDoubles(setting, codes, "sums for areas")
            return codes
        }
        try keys.finish()
        let used = names.compactMap { name in sources.first { $0.definition.id == name } }
        for dimension in used.flatMap(\.definition.dimensions)
        where columns[dimension.id] == nil {
            throw setting.wrong(
                "the dimension \(dimension.id.quoted) of \(id.quoted) has no columns",
                mend: "add `\(dimension.id): {code column: …, name column: …, title: …}` under `dimensions:`")
        }
        try TableSourcesCheck(table: id, place: from.place).check(used.map(\.definition))
        return .init(
            id: id, title: title, description: description, sources: names, recipe: recipe,
            sumAreas: sumAreas ?? [],
            columns: columns)
    }

    private static func refuseDoubles(
        _ setting: Setting, _ texts: [String], _ key: String
    ) throws(Diagnostic) {
        var seen: Set<String> = []
        guard let place = texts.firstIndex(where: { !seen.insert($0).inserted }) else { return }
        throw try setting.items(key)[place].wrong(
            "`\(key):` names \(texts[place].quoted) twice", mend: "name it once")
    }

    private static func recipe(_ keys: inout Keys, areas: AreaList) throws(Diagnostic)
        -> PipelineDefinition.Recipe
    {
        guard var sums = try keys.keys("sums by sector") else { return .figures }
        let view = try sums.demand("view", like: "partition").choice("view", of: SectorRules.View.self)
        let dimension = try sums.demandText("of", like: "industry")
        let completeGrid = try sums.keys("absent rows are zero").map { keys throws(Diagnostic) in
            var keys = keys
            let grid = SectorSums.CompleteGrid(
                level: try keys.demandText("level", like: "class"),
                rounding: try ObservationSettings.rounding(keys.demand("rounding", like: "bres")))
            try keys.finish()
            return grid
        }
        var totalCode: String?
        var totalLevel: String?
        if var total = try sums.keys("total") {
            totalCode = try total.text("published as")
            totalLevel = try total.text("sum of every")
            try total.finish()
            guard totalCode != nil || totalLevel != nil else {
                throw Diagnostic(
                    .error, .configuration, at: total.place,
                    "`total:` says neither where it is published nor what adds up to it",
                    mend: "write `total: {published as: Total}` or `total: {sum of every: section}`")
            }
        }
        let shareDecimals = try sums.keys("share").map { share throws(Diagnostic) in
            var share = share
            let decimals = try share.demand("decimals", like: "1").wholeNumber("decimals", in: 0...6)
            try share.finish()
            return decimals
        }
        let quotient = try sums.keys("location quotient").map { quotient throws(Diagnostic) in
            var quotient = quotient
            let against = try quotient.demand("against", like: "E92000001")
            let code = try against.text("against")
            guard areas[code] != nil else {
                throw against.wrong(
                    "\(code.quoted) is not an area of \(areas.file)", mend: "correct the code")
            }
            let decimals = try quotient.demand("decimals", like: "2").wholeNumber("decimals", in: 0...6)
            try quotient.finish()
            return (against: code, decimals: decimals)
        }
        let place = sums.place
        try sums.finish()
        if (shareDecimals != nil || quotient != nil) && totalCode == nil && totalLevel == nil {
            throw Diagnostic(
                .error, .configuration, at: place, "a share or quotient needs the total it is of",
                mend: "add `total: {published as: Total}` or `total: {sum of every: section}`")
        }
        return .sectors(
            .init(
                view: view, dimension: dimension, totalCode: totalCode, totalLevel: totalLevel,
                shareDecimals: shareDecimals, quotient: quotient, completeGrid: completeGrid))
    }
}
