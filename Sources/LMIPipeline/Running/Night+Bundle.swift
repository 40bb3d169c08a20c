internal import LMIModel

extension Night {
    /// What is handed on to be rendered: the tables with the places, code lists and sources that they tell of.
    func bundle(of entries: [TableEntry]) -> Bundle {
        let fresh = entries.compactMap { entry in
            if case .fresh(let table) = entry { table } else { nil }
        }
        let used = Set(fresh.flatMap(\.sources))
        let carried = entries.compactMap { if case .carried(let id, _) = $0 { id } else { nil } }
        let lists = Set(
            fresh.flatMap(\.dimensions).map(\.classification) + carried.flatMap(pipeline.classifications))
        return Bundle(
            pipeline: pipeline.id, title: pipeline.title, description: pipeline.description,
            homepage: pipeline.homepage, entries: entries,
            snapshots: pipeline.sources.map(\.definition.id).filter(used.contains).compactMap {
                readings[$0]?.snapshot
            },
            areas: pipeline.lists.areas, sectors: pipeline.sectors,
            codeLists: pipeline.lists.codeLists.values.filter { lists.contains($0.classification) }
                .sorted { $0.classification < $1.classification },
            toolVersion: ToolVersion.current, definitionsHash: pipeline.definitionsHash)
    }
}
