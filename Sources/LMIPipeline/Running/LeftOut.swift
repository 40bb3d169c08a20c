internal import LMIModel

/// A table or register that is kept out of the bundle: a source of it is not open, and nobody has permitted its
/// publication.
struct LeftOut: Sendable {
    /// Its id.
    let product: String
    let source: SourceDefinition

    /// In one line, with what to do about it.
    var words: String {
        "\(product): left out of the bundle, because \(source.id) is not open (\(source.publication.licence.name)); if its publisher permits it, add `permission: {from: …, date: …, note: …}` under `origin:` in \(source.path)"
    }
}

extension PipelineDefinition {
    /// The tables and registers that may not be published, in their order.
    var leftOut: [LeftOut] {
        products.compactMap { product in
            let used = product.sources.compactMap { source($0)?.definition }
            guard let closed = used.first(where: { !$0.publication.mayBePublished }) else { return nil }
            return LeftOut(product: product.id, source: closed)
        }
    }
}
