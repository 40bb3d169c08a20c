internal import LMIModel
internal import LMITransform

/// Decodes `measure:`.
extension ObservationSettings {
    /// - Parameter cells: What the cells of the table mean, where a measure does not say otherwise.
    static func measureRule(
        _ keys: inout Keys, cells: CellLayout
    ) throws(Diagnostic) -> ObservationLayout.MeasureRule {
        var measure = try keys.demand("measure", like: "{is: employees, unit: people, rounding: none}").keys(
            "measure")
        guard let from = try measure.take("from")?.texts("from") else {
            let stated = try one(&measure, cells: cells)
            try measure.finish()
            return .stated(stated)
        }
        let each = try measure.demand("each", like: "{Claimant count: {is: claimants, …}}").keys("each")
        try measure.finish()
        var measures: [String: ObservationLayout.Measure] = [:]
        for entry in each.entries {
            var keys = try entry.value.keys(entry.key)
            measures[entry.key] = try one(&keys, cells: cells)
            try keys.finish()
        }
        return .labels(from, measures)
    }

    private static func one(
        _ keys: inout Keys, cells: CellLayout
    ) throws(Diagnostic) -> ObservationLayout.Measure {
        let id = try Identifier.check(keys.demand("is", like: "employees"), "is")
        let unit = try keys.demandText("unit", like: "people")
        let ofRounding = try keys.demand("rounding", like: "none")
        let rounding = try rounding(ofRounding)
        let adds = try keys.demand("adds", like: "yes").yesOrNo("adds")
        _ = try keys.text("because")
        var measure = ObservationLayout.Measure(id: id, unit: unit, rounding: rounding, adds: adds)
        if let own = keys.take("cells") { measure.cells = try CellSettings.cells(of: own, over: cells) }
        if let decimals = (measure.cells ?? cells).numbers.decimals, !isKnown(rounding, of: decimals) {
            throw ofRounding.wrong(
                "figures kept to \(decimals) decimals cannot be known as finely as `rounding:` says",
                mend: "write `rounding: none`, or take `decimals:` under `numbers:` away")
        }
        if let least = keys.take("publish at least") {
            measure.least = try Self.least(least)
            guard !(measure.cells ?? cells).isNegativeAllowed else {
                throw least.wrong(
                    "figures of \(id.quoted) may be below zero, so that a small one need not be an uncertain one",
                    mend: "take `publish at least:` away, or `negative: yes`")
            }
        }
        return measure
    }

    /// Whether figures that were kept to so many decimals can still be as near the truth as `rounding` says.
    private static func isKnown(_ rounding: RoundingRule, of decimals: Int) -> Bool {
        switch rounding {
        case .exact: false
        case .nearest(let step, _): step >= ExactDecimal(units: 1, scale: decimals)
        case .none, .bres: true
        }
    }

    /// `{figure: 10, because: …}`
    private static func least(_ setting: Setting) throws(Diagnostic) -> ObservationLayout.LeastFigure {
        var keys = try setting.keys("publish at least")
        let least = try keys.demand("figure", like: "10")
        let text = try least.text("figure")
        let because = try keys.demandText(
            "because", like: "the publisher says that smaller ones are uncertain")
        try keys.finish()
        guard let figure = ExactDecimal(text), figure > .zero else {
            throw least.wrong("\(text.quoted) is not a number above zero", mend: "write `figure: 10`")
        }
        return .init(figure: figure, because: because)
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
}
