internal import LMIModel
internal import LMITransform

/// Decodes `area:`.
extension ObservationSettings {
    static func areaRule(
        _ keys: inout Keys, areas: AreaList
    ) throws(Diagnostic) -> ObservationLayout.AreaRule {
        var area = try keys.demand("area", like: "{are: codes}").keys("area")
        var rule = ObservationLayout.AreaRule()
        if let stated = area.take("is") {
            rule.isStated = try code(stated, "is", areas: areas)
            _ = try area.demandText("because", like: "the title of the table says so")
            try area.finish()
            return rule
        }
        rule.areNames = try area.demand("are", like: "codes").choice("are", of: AreaWords.self) == .names
        try spellings(&area, into: &rule, areas: areas)
        try area.finish()
        return rule
    }

    /// The rule of a column of areas: codes where nothing else is said.
    static func areaColumn(
        _ area: inout Keys, areas: AreaList
    ) throws(Diagnostic) -> ObservationLayout.AreaRule {
        var rule = ObservationLayout.AreaRule()
        rule.areNames = try area.take("are")?.choice("are", of: AreaWords.self) == .names
        try spellings(&area, into: &rule, areas: areas)
        return rule
    }

    private static func spellings(
        _ area: inout Keys, into rule: inout ObservationLayout.AreaRule, areas: AreaList
    ) throws(Diagnostic) {
        rule.types = try area.take("type").map { setting throws(Diagnostic) in
            try types(setting, "type", areas: areas)
        }
        for entry in try area.keys("prefixes")?.entries ?? [] {
            var prefix = try entry.value.keys(entry.key)
            let types = try prefix.demand("type", like: "district").texts("type")
            let codeBefore = try prefix.text("code before")
            try prefix.finish()
            rule.prefixes.append(.init(text: entry.key, types: types, codeBefore: codeBefore))
        }
        for entry in try area.keys("also")?.entries ?? [] {
            rule.also[entry.key] = try code(entry.value, entry.key, areas: areas)
        }
    }

    /// Types of areas, each of which the list of areas has.
    private static func types(
        _ setting: Setting, _ key: String, areas: AreaList
    ) throws(Diagnostic) -> [String] {
        let known = Set(areas.areas.map(\.type)).sorted()
        let types = try setting.texts(key)
        if let stranger = types.first(where: { !known.contains($0) }) {
            throw setting.wrong(
                "no area of \(areas.file) has the type \(stranger.quoted)",
                mend: "\(stranger.didYouMean(among: known))its types are: \(known.joined(separator: ", "))")
        }
        return types
    }

    private enum AreaWords: String, CaseIterable { case codes, names }
}
