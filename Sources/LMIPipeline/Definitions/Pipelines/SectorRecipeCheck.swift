internal import LMIModel
internal import LMITransform

/// Whether the words of `sums by sector:` are those of the sources it adds up: a typing mistake is found before
/// anything is read.
struct SectorRecipeCheck {
    let table: PipelineDefinition.TableDefinition
    /// The hub file as a tree, for the lines of messages.
    private let root: Setting

    init(_ table: PipelineDefinition.TableDefinition, of root: Setting) {
        self.table = table
        self.root = root
    }

    /// - Throws: ``Diagnostic`` at the line of the first word that no source, code list or column knows.
    func check(
        _ sources: [PipelineDefinition.SourceUse], _ sectors: SectorRules, columns: TableRecipes.Columns
    ) throws(Diagnostic) {
        guard case .sectors(let recipe) = table.recipe else { return }
        for use in sources where table.sources.contains(use.definition.id) {
            let dimensions = use.definition.dimensions
            guard let dimension = dimensions.first(where: { $0.id == recipe.dimension }) else {
                throw wrong(
                    ["of"], recipe.dimension, dimensions.map(\.id),
                    "is nothing that the source \(use.definition.id.quoted) is broken down by")
            }
            guard dimension.list.classification == sectors.classification else {
                throw Diagnostic(
                    .error, .configuration, at: place(["of"]),
                    "\(recipe.dimension.quoted) of \(use.definition.id.quoted) is of \(dimension.list.classification), and \(sectors.file) of \(sectors.classification)",
                    mend: "name the dimension that holds codes of \(sectors.classification)")
            }
            if let code = recipe.totalCode, dimension.list.entry(code) == nil {
                let nearest = code.nearest(of: dimension.list.entries.map(\.code))
                throw Diagnostic(
                    .error, .configuration, at: place(["total", "published as"]),
                    "\(code.quoted) is not a code of \(dimension.list.classification)",
                    mend:
                        "\(nearest.map { "did you mean \($0.quoted)? " } ?? "")the codes stand in \(dimension.list.file)"
                )
            }
            let levels = Set(dimension.list.entries.map(\.level)).subtracting([""]).sorted()
            if let level = recipe.totalLevel, !levels.contains(level) {
                throw wrong(
                    ["total", "sum of every"], level, levels,
                    "is not a level of \(dimension.list.classification)")
            }
        }
        guard columns["sector"] != nil else {
            throw Diagnostic(
                .error, .configuration, at: place([]), "`sector` has no columns, and this table needs them",
                mend:
                    "add `sector: {code column: sector_id, name column: sector_name, title: Sector}` under `dimensions:`"
            )
        }
    }

    private func wrong(
        _ keys: [String], _ found: String, _ known: [String], _ message: String
    ) -> Diagnostic {
        let nearest = found.didYouMean(among: known)
        return Diagnostic(
            .error, .configuration, at: place(keys), "\(found.quoted) \(message)",
            mend: "\(nearest)choose one of: \(known.joined(separator: ", "))")
    }

    /// The place of a value below `sums by sector:` of the table, or of the nearest above that there is.
    private func place(_ keys: [String]) -> Diagnostic.Place {
        var setting = root
        for key in ["tables", table.id, "sums by sector"] + keys {
            guard case .map(let entries) = setting.value,
                let entry = entries.first(where: { $0.key == key })
            else { break }
            setting = entry.value
        }
        return setting.place
    }
}
