internal import LMIModel
internal import LMITransform

/// Makes the tables of a bundle from the observations of their sources.
struct TableMaking: Sendable {
    let pipeline: PipelineDefinition

    /// - Parameter readings: What each source holds, by its id; every source of `table` must be there.
    /// - Throws: ``Diagnostic`` when figures cannot be added or compared as the definition says.
    func table(
        _ table: PipelineDefinition.TableDefinition, from readings: [String: SourceDefinition.Reading]
    ) throws(Diagnostic) -> BundleTable {
        var rows: [Observation] = []
        var lists: [String: CodeList] = [:]
        for id in table.sources {
            guard let use = pipeline.source(id), let reading = readings[id] else { continue }
            for dimension in use.definition.dimensions {
                lists[dimension.id] = dimension.list
            }
            switch table.recipe {
            case .figures: rows += try withAreas(reading.observations, table)
            case .sectors(let recipe):
                rows += try sectors(recipe, of: reading.observations, table, lists: &lists)
            }
        }
        return BundleTable(
            id: table.id, title: table.title, description: table.description,
            dimensions: try dimensions(of: rows, table, lists), rows: rows, sources: table.sources)
    }

    /// Observations followed by their sums for the areas that the table asks for.
    private func withAreas(
        _ observations: [Observation], _ table: PipelineDefinition.TableDefinition
    ) throws(Diagnostic) -> [Observation] {
        try observations + AreaSums(pipeline.lists.areas, for: table.sumAreas).sums(of: observations)
    }

    private func sectors(
        _ recipe: PipelineDefinition.SectorRecipe, of observations: [Observation],
        _ table: PipelineDefinition.TableDefinition, lists: inout [String: CodeList]
    ) throws(Diagnostic) -> [Observation] {
        guard let list = lists.removeValue(forKey: recipe.dimension) else {
            throw Diagnostic(
                .error, .configuration, at: .file(pipeline.path),
                "sums by sector are of \(recipe.dimension.quoted), which no source of the table is broken down by",
                mend: "correct `of:` under `sums by sector:`")
        }
        let tree = try IndustryTree(list)
        let isTotal = { (observation: Observation) in
            recipe.totalCode != nil && observation.coordinates[recipe.dimension]?.text == recipe.totalCode
        }
        let parts = observations.filter { !isTotal($0) }
        // Only where the sums are made of the same rounded figures as their total do the two move together.
        let isOfTotalLevel = parts.allSatisfy { part in
            part.coordinates[recipe.dimension].flatMap { tree.list.entry($0.text)?.level }
                == recipe.totalLevel
        }
        let isWhole = recipe.view == .partition
        let sums = try SectorSums(
            pipeline.sectors, view: recipe.view, industries: tree, dimension: recipe.dimension,
            completeGrid: recipe.completeGrid)
        lists["sector"] = try pipeline.sectors.codeList(of: recipe.view)
        let derived = try withAreas(sums.sums(of: parts), table)
        var rows = derived
        var totals = observations.filter(isTotal).map { without($0, recipe.dimension) }
        if let level = recipe.totalLevel { totals += try wholes(of: parts, at: level, recipe, tree) }
        totals = try withAreas(totals, table)
        for indicator in unique(derived.map(\.indicator)) {
            let own = derived.filter { $0.indicator == indicator }
            if let decimals = recipe.shareDecimals {
                rows += try Shares(
                    indicator: "\(indicator)_share", dimension: "sector", decimals: decimals,
                    isWhole: isWhole,
                    totalsHoldParts: isOfTotalLevel
                ).shares(of: own, totals: totals)
            }
            if let quotient = recipe.quotient {
                rows += try Quotients(
                    indicator: "\(indicator)_location_quotient", dimension: "sector",
                    comparator: quotient.against, decimals: quotient.decimals, isWhole: isWhole,
                    totalsHoldParts: isOfTotalLevel
                ).quotients(of: own, totals: totals)
            }
        }
        return rows
    }

    /// The sum of every industry of one level: a total where the source publishes none.
    private func wholes(
        of parts: [Observation], at level: String, _ recipe: PipelineDefinition.SectorRecipe,
        _ tree: IndustryTree
    ) throws(Diagnostic) -> [Observation] {
        let everything = SectorRules(
            file: pipeline.sectors.file, classification: pipeline.sectors.classification,
            sectors: [
                .init(
                    id: "all", name: "All industries", view: .partition, status: "derived", source: "",
                    subclasses: Array(tree.leaves))
            ])
        let sums = try SectorSums(everything, view: .partition, industries: tree, dimension: recipe.dimension)
        let ofLevel = parts.filter { part in
            part.coordinates[recipe.dimension].flatMap { tree.list.entry($0.text)?.level } == level
        }
        return try sums.sums(of: ofLevel).map { without($0, "sector") }
    }

    private func without(_ observation: Observation, _ dimension: String) -> Observation {
        var rest = observation
        rest.coordinates[dimension] = nil
        return rest
    }

    private func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    /// The columns of the dimensions that occur, in the order the pipeline names them, with their labels.
    private func dimensions(
        of rows: [Observation], _ table: PipelineDefinition.TableDefinition, _ lists: [String: CodeList]
    ) throws(Diagnostic) -> [DimensionColumn] {
        var codes: [String: Set<String>] = [:]
        for row in rows {
            for (id, code) in row.coordinates { codes[id, default: []].insert(code.text) }
        }
        var columns: [DimensionColumn] = []
        for id in codes.keys.sorted() {
            guard let names = table.columns[id], let list = lists[id] else {
                throw Diagnostic(
                    .error, .configuration, at: .file(pipeline.path),
                    "the dimension \(id.quoted) of the table \(table.id.quoted) has no columns",
                    mend: "add `\(id): {code column: …, name column: …, title: …}` under `dimensions:`")
            }
            let labels = (codes[id] ?? []).map { ($0, list.entry($0)?.label ?? "") }
            columns.append(
                DimensionColumn(
                    id: id, codeColumn: names.code, nameColumn: names.name, title: names.title,
                    classification: list.classification,
                    labels: Dictionary(labels, uniquingKeysWith: { first, _ in first })))
        }
        return columns
    }
}
