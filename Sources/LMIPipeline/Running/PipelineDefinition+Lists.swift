internal import LMIModel
internal import LMITransform

extension PipelineDefinition {
    /// The code lists behind the columns of a table or register, by its definition: those of a carried table stay beside it.
    func classifications(of id: String) -> [Classification] {
        let coded = registers.filter { $0.id == id }.flatMap(\.columns).compactMap(\.classification)
        return coded
            + tables.filter { $0.id == id }.flatMap { table in
                let dimensions = table.sources.compactMap(source)
                    .flatMap(\.definition.dimensions)
                // Industries that became sectors have no column.
                guard case .sectors(let recipe) = table.recipe else {
                    return dimensions.map(\.list.classification)
                }
                return dimensions.filter { $0.id != recipe.dimension }.map(\.list.classification)
            }
    }
}
