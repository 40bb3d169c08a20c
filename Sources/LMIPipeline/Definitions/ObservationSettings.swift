internal import LMIModel
internal import LMITransform

/// Decodes `observations:`: what the figures of a table are.
enum ObservationSettings {
    static func observations(_ keys: inout Keys, shared: SharedLists) throws(Diagnostic) -> ObservationLayout
    {
        let measure = try measureRule(&keys)
        let basis = try keys.take("basis")?.choice("basis", of: Basis.self)
        let period = try periodRule(&keys)
        let area = try areaRule(&keys, areas: shared.areas)
        var dimensions: [ObservationLayout.DimensionRule] = []
        for entry in try keys.keys("broken down by")?.entries ?? [] {
            dimensions.append(try dimension(entry, shared: shared))
        }
        var layout = ObservationLayout(
            measure: measure, basis: basis?.rawValue ?? "", period: period, area: area, dimensions: dimensions
        )
        try keep(&keys, into: &layout, areas: shared.areas)
        for item in try keys.take("drop")?.items("drop") ?? [] { layout.drop.append(try drop(item)) }
        if let unknown = keys.take("unknown areas") {
            layout.dropsUnknownAreas = try unknown.choice("unknown areas", of: Unknown.self) == .drop
        }
        if let demanded = keys.take("must have areas") {
            layout.mustHaveAreas = try codes(demanded, "must have areas", areas: shared.areas)
        }
        return layout
    }

    private enum Basis: String, CaseIterable { case workplace, residence, provider }
    private enum Unknown: String, CaseIterable { case drop, refuse }

    private static func measureRule(_ keys: inout Keys) throws(Diagnostic) -> ObservationLayout.MeasureRule {
        var measure = try keys.demand("measure", like: "{is: employees, unit: people, rounding: none}").keys(
            "measure")
        guard let from = try measure.take("from")?.texts("from") else {
            let stated = try one(&measure)
            try measure.finish()
            return .stated(stated)
        }
        let each = try measure.demand("each", like: "{Claimant count: {is: claimants, …}}").keys("each")
        try measure.finish()
        var measures: [String: ObservationLayout.Measure] = [:]
        for entry in each.entries {
            var keys = try entry.value.keys(entry.key)
            measures[entry.key] = try one(&keys)
            try keys.finish()
        }
        return .labels(from, measures)
    }

    private static func one(_ keys: inout Keys) throws(Diagnostic) -> ObservationLayout.Measure {
        let id = try Identifier.check(keys.demand("is", like: "employees"), "is")
        let unit = try keys.demandText("unit", like: "people")
        let rounding = try rounding(keys.demand("rounding", like: "none"))
        let adds = try keys.demand("adds", like: "yes").yesOrNo("adds")
        _ = try keys.text("because")
        return .init(id: id, unit: unit, rounding: rounding, adds: adds)
    }

    static func rounding(_ setting: Setting) throws(Diagnostic) -> RoundingRule {
        let text = try setting.text("rounding")
        switch text {
        case "none": return .none
        case "exact": return .exact
        case "bres": return .bres
        default: break
        }
        let words = text.split(separator: " ")
        if words.count >= 2, words[0] == "nearest", let step = ExactDecimal(String(words[1])),
            step > .zero
        {
            if words.count == 2 { return .nearest(step: step, assumed: false) }
            if words.count == 3, words[2] == "(assumed)" { return .nearest(step: step, assumed: true) }
        }
        throw setting.wrong(
            "\(text.quoted) is not a way of rounding that lmi knows",
            mend: "write none, exact, bres, nearest 5, or nearest 5 (assumed)")
    }

    private static func periodRule(_ keys: inout Keys) throws(Diagnostic) -> ObservationLayout.PeriodRule {
        let setting = try keys.demand("period", like: "{as: year}")
        var period = try setting.keys("period")
        let kind = try period.demand("as", like: "year").choice("as", of: PeriodStyle.Kind.self)
        let stated = period.take("is")
        var style = PeriodStyle.usual(kind)
        if let written = period.take("written") {
            style.writing = try written.choice("written", of: PeriodStyle.Writing.self)
            guard style.isSensible else {
                throw written.wrong(
                    "\(style.writing.rawValue.quoted) does not say a \(kind.rawValue)",
                    mend: "correct `as:` or `written:` so that they fit")
            }
        }
        let because = try period.text("because")
        try period.finish()
        guard let stated else { return .label(style) }
        let text = try stated.text("is")
        let writings =
            [style]
            + PeriodStyle.Writing.allCases.map { PeriodStyle(kind: kind, writing: $0) }
            .filter(\.isSensible)
        guard let value = writings.lazy.compactMap({ $0.period(text) }).first else {
            throw stated.wrong("\(text.quoted) is not a \(kind.rawValue)", mend: "correct `is:` or `as:`")
        }
        guard because != nil else {
            throw stated.wrong(
                "the period is stated, but not why", mend: "add `because: …`, one sentence on how it is known"
            )
        }
        return .stated(value)
    }

    private static func areaRule(
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
        try area.finish()
        return rule
    }

    private enum AreaWords: String, CaseIterable { case codes, names }

    private static func dimension(
        _ entry: Setting.Entry, shared: SharedLists
    ) throws(Diagnostic) -> ObservationLayout.DimensionRule {
        var keys = try entry.value.keys(entry.key)
        let of = try keys.demand("of", like: "SIC 2007")
        let name = try of.text("of")
        guard let list = shared.codeLists[Classification(name)] else {
            let known = shared.codeLists.keys.map(\.rawValue).sorted()
            let nearest = name.didYouMean(among: known)
            throw of.wrong(
                "\(name.quoted) is not a code list of the pipeline",
                mend:
                    "\(nearest)the lists are: \(known.joined(separator: ", ")); add others under `code lists:` in the pipeline's file"
            )
        }
        let level = keys.take("level")
        let levelText = try level?.text("level")
        if let level, let levelText { try check(level: levelText, of: list, at: level) }
        let codeBefore = try keys.text("code before")
        var also: [String: String] = [:]
        for entry in try keys.keys("also")?.entries ?? [] {
            also[entry.key] = try code(entry.value, entry.key, of: list, level: levelText)
        }
        try keys.finish()
        return .init(id: entry.key, list: list, level: levelText, codeBefore: codeBefore, also: also)
    }

    static func check(level: String, of list: CodeList, at setting: Setting) throws(Diagnostic) {
        guard !list.entries.contains(where: { $0.level == level }) else { return }
        let levels = Set(list.entries.map(\.level)).subtracting([""]).sorted().joined(separator: ", ")
        throw setting.wrong(
            "\(list.classification) has no level \(level.quoted)",
            mend: levels.isEmpty
                ? "take the line away: its codes have no levels" : "its levels are: \(levels)")
    }

    /// A code of `list` that a spelling of the source stands for.
    private static func code(
        _ setting: Setting, _ key: String, of list: CodeList, level: String?
    ) throws(Diagnostic) -> String {
        let code = try setting.text(key)
        if let entry = list.entry(code), level == nil || entry.level == level { return code }
        let known = list.entries.filter { level == nil || $0.level == level }.map(\.code)
        let nearest = code.nearest(of: known).map { "the nearest is \($0.quoted); " } ?? ""
        throw setting.wrong(
            "\(code.quoted) is not a \(level ?? "code") of \(list.classification)",
            mend: "\(nearest)the codes stand in \(list.file)")
    }

    private static func keep(
        _ keys: inout Keys, into layout: inout ObservationLayout, areas: AreaList
    ) throws(Diagnostic) {
        for entry in try keys.keys("keep")?.entries ?? [] {
            if entry.key == "area" {
                if case .text("ours") = entry.value.value {
                    layout.keepAreas = .ours
                } else {
                    layout.keepAreas = .listed(try codes(entry.value, "area", areas: areas))
                }
                continue
            }
            let texts = try entry.value.texts(entry.key)
            layout.keep.append(.init(label: entry.key, texts: Set(texts), because: "keep \(entry.key)"))
        }
    }

    static func codes(
        _ setting: Setting, _ key: String, areas: AreaList
    ) throws(Diagnostic) -> [String] {
        var codes: [String] = []
        for item in try setting.items(key) { codes.append(try code(item, key, areas: areas)) }
        return codes
    }

    private static func code(
        _ setting: Setting, _ key: String, areas: AreaList
    ) throws(Diagnostic) -> String {
        let code = try setting.text(key)
        guard areas[code] == nil else { return code }
        let nearest = code.nearest(of: areas.areas.map(\.code)).map { "the nearest is \($0.quoted); " } ?? ""
        throw setting.wrong(
            "\(code.quoted) is not an area of \(areas.file)",
            mend: "\(nearest)correct the code, or add it to that file")
    }

    private static func drop(_ item: Setting) throws(Diagnostic) -> ObservationLayout.Drop {
        var keys = try item.keys("drop")
        let whereSetting = try keys.demand("where", like: "{size: Total}")
        let because = try keys.demandText("because", like: "the bands add up to it")
        try keys.finish()
        guard case .map(let entries) = whereSetting.value, let entry = entries.first, entries.count == 1
        else {
            throw whereSetting.wrong(
                "`where:` names other than one label", mend: "write `where: {size: Total}`")
        }
        return .init(label: entry.key, texts: Set(try entry.value.texts(entry.key)), because: because)
    }
}
