internal import LMILoad
internal import LMIModel

/// What becomes of tables and registers that are not made anew.
extension Night {
    /// A table or register that nobody asked for, as it stands.
    func standing(_ product: PipelineDefinition.Product) throws(Diagnostic) -> TableEntry {
        guard let lastGood = try earlier.get(), lastGood.manifest.origin == .live,
            lastGood.manifest.has(product.id)
        else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "the \(product.kind) \(product.id.quoted) was not asked for, and \(place.output) has no real figures of it to leave as they are",
                mend: "run without naming tables, so that all are made")
        }
        guard try lastGood.definitionsHash(of: product.id) == pipeline.definitionsHash else {
            throw Diagnostic(
                .error, .configuration, at: .nowhere,
                "the \(product.kind) \(product.id.quoted) was not asked for, and it was made by other definitions than these",
                mend: "run without naming tables, so that all are made by the same definitions")
        }
        return .carried(id: product.id, reason: nil)
    }

    /// The last good table, to be marked with why it was not made anew.
    ///
    /// - Parameters:
    ///   - why: The beginning of a sentence for the website's readers.
    ///   - ids: The sources that may be at fault.
    /// - Throws: `fault` when one of them is required or there is no last good table; a fault of the same kind
    ///   when that is too old.
    func carried(
        _ product: PipelineDefinition.Product, _ why: String, because fault: Diagnostic,
        of ids: [String]
    ) throws(Diagnostic) -> TableEntry {
        let uses = ids.compactMap { pipeline.source($0) }
        let isMendable = fault.fault == .source || fault.fault == .content
        if !isMendable || uses.contains(where: \.isRequired) { throw fault }
        guard let lastGood = try earlier.get(), lastGood.manifest.origin == .live,
            let asOf = try lastGood.asOf(product.id)
        else {
            throw fault
        }
        for use in uses {
            if let days = use.maxAgeDays, asOf < place.now(plusDays: -days) {
                throw Diagnostic(
                    .error, fault.fault, at: .file(use.definition.file),
                    "\(use.definition.id) failed, and the last good \(product.kind) \(product.id.quoted) is of \(asOf.prefix(10)), more than \(days) days ago",
                    mend: "mend the source, or raise `max age days:` in \(pipeline.path)")
            }
        }
        return .carried(
            id: product.id, reason: "\(why); these are the figures of \(asOf.prefix(10)).")
    }

    /// Whether readers will find the table marked stale.
    func isStale(_ entry: TableEntry) -> Bool {
        switch entry {
        case .fresh, .register: false
        case .carried(_, .some): true
        case .carried(let id, nil): lastGood?.manifest.stale.contains(id) ?? false
        }
    }

    /// The earlier generation, where it can be read.
    var lastGood: Generation? {
        if case .success(let generation) = earlier { generation } else { nil }
    }
}
