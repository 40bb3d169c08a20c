internal import LMIModel
internal import LMITransform

/// Decodes `observations:`: what the figures of a table are.
enum ObservationSettings {
    /// - Parameters:
    ///   - cells: What the cells of the table mean, where a measure does not say otherwise.
    ///   - source: The source's id, which names the lists of codes that its definition gives itself.
    ///   - path: The definition's path, where such lists stand.
    static func observations(
        _ keys: inout Keys, shared: SharedLists, cells: CellLayout, source: String, path: String
    ) throws(Diagnostic) -> ObservationLayout {
        let measure = try measureRule(&keys, cells: cells)
        let basis = try keys.take("basis")?.choice("basis", of: Basis.self)
        let (period, forecastAfter) = try periodRule(&keys)
        let area = try areaRule(&keys, areas: shared.areas)
        var dimensions: [ObservationLayout.DimensionRule] = []
        for entry in try keys.keys("broken down by")?.entries ?? [] {
            dimensions.append(try dimension(entry, shared: shared, source: source, path: path))
        }
        var layout = ObservationLayout(
            measure: measure, basis: basis?.rawValue ?? "", period: period, forecastAfter: forecastAfter,
            area: area, dimensions: dimensions)
        layout.keep = try keep(&keys, areas: shared.areas, filter: &layout.keepAreas)
        for item in try keys.take("drop")?.items("drop") ?? [] { layout.drop.append(try drop(item)) }
        layout.dropsUnknownAreas = try dropsUnknownAreas(&keys)
        if area.isStated != nil, layout.keepAreas != .all || layout.dropsUnknownAreas {
            throw Diagnostic(
                .error, .configuration, at: keys.place,
                "`area:` states the area of all figures, and `\(layout.keepAreas == .all ? "unknown areas" : "keep"):` would leave areas out",
                mend: "take one of the two lines away")
        }
        if let demanded = keys.take("must have areas") {
            layout.mustHaveAreas = try codes(demanded, "must have areas", areas: shared.areas)
        }
        return layout
    }

    static func dropsUnknownAreas(_ keys: inout Keys) throws(Diagnostic) -> Bool {
        try keys.take("unknown areas")?.choice("unknown areas", of: Unknown.self) == .drop
    }

    private enum Basis: String, CaseIterable { case workplace, residence, provider }
    private enum Unknown: String, CaseIterable { case drop, refuse }
}
