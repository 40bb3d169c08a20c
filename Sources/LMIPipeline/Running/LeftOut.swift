internal import LMIModel

/// A table that is kept out of the bundle: a source of it is not open, and nobody has permitted its publication.
struct LeftOut: Sendable {
    let table: String
    let source: SourceDefinition

    /// In one line, with what to do about it.
    var words: String {
        "\(table): left out of the bundle, because \(source.id) is not open (\(source.publication.licence.name)); if its publisher permits it, add `permission: {from: …, date: …, note: …}` under `origin:` in \(source.path)"
    }
}

extension PipelineDefinition {
    /// The tables that may not be published, in their order.
    var leftOut: [LeftOut] {
        tables.compactMap { table in
            let used = table.sources.compactMap { source($0)?.definition }
            guard let closed = used.first(where: { !$0.publication.mayBePublished }) else { return nil }
            return LeftOut(table: table.id, source: closed)
        }
    }
}
