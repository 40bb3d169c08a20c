internal import LMIModel
internal import LMITransform

/// Decodes `sectors.yml`: which industries make up each sector, in both views.
enum SectorSettings {
    static func rules(
        _ root: Setting, file: String, codeLists: [Classification: CodeList]
    ) throws(Diagnostic) -> SectorRules {
        var keys = try root.keys("")
        let setting = try keys.demand("classification", like: "SIC 2007")
        let classification = Classification(try setting.text("classification"))
        guard let list = codeLists[classification] else {
            throw setting.wrong(
                "\(classification.rawValue.quoted) is not a code list of the pipeline",
                mend: "add it under `code lists:` in the pipeline's file")
        }
        let expansion = SectorExpansion(try IndustryTree(list))
        var sectors: [SectorRules.Sector] = []
        let example = "[{id: construction, …, rules: [{sic: F}]}]"
        for item in try keys.demand("sectors", like: example).items("sectors") {
            let sector = try SectorSetting(item, under: "sectors")
            sectors.append(sector.sector(of: .overlapping, try expansion.subclasses(of: sector.rules)))
        }
        let partition = try keys.demand("partition", like: example)
        var groups: [SectorSetting] = []
        for item in try partition.items("partition") {
            groups.append(try SectorSetting(item, under: "partition"))
        }
        guard !groups.isEmpty else {
            throw partition.wrong(
                "no group of industries stands under `partition:`",
                mend: "write groups that together hold every industry once")
        }
        let held = try expansion.partition(groups.flatMap(\.rules))
        for group in groups { sectors.append(group.sector(of: .partition, held[group.id] ?? [])) }
        try keys.finish()
        return SectorRules(file: file, classification: classification, sectors: sectors)
    }
}

/// One sector as written, its rules not yet spelt out into industries.
private struct SectorSetting {
    let id: String
    let name: String
    let status: String
    let source: String
    let rules: [SectorRule]

    init(_ item: Setting, under list: String) throws(Diagnostic) {
        var keys = try item.keys(list)
        let id = try Identifier.check(keys.demand("id", like: "construction"), "id")
        name = try keys.demandText("name", like: "Construction")
        status = try keys.demand("status", like: "provisional").choice("status", of: Status.self).rawValue
        source = try keys.demandText("source", like: "Draft of the careers hub")
        _ = try keys.text("valid from")
        var rules: [SectorRule] = []
        for item in try keys.demand("rules", like: "[{sic: \"41\"}]").items("rules") {
            var rule = try item.keys("rules")
            let prefix = try rule.demand("sic", like: "\"41\"")
            let weight = try rule.take("weight").map { setting throws(Diagnostic) in
                let text = try setting.text("weight")
                guard let number = ExactDecimal(text) else {
                    throw setting.wrong(
                        "the weight \(text.quoted) is not a number",
                        mend: "write `weight: 0` or take the key away")
                }
                return number
            }
            for known in ["basis", "confidence", "note"] { _ = try rule.text(known) }
            try rule.finish()
            rules.append(
                SectorRule(
                    sector: id, prefix: try prefix.text("sic"), weight: weight ?? ExactDecimal(units: 1),
                    at: prefix.place))
        }
        try keys.finish()
        self.id = id
        self.rules = rules
    }

    private enum Status: String, CaseIterable { case published, derived, provisional }

    func sector(of view: SectorRules.View, _ subclasses: [String]) -> SectorRules.Sector {
        .init(id: id, name: name, view: view, status: status, source: source, subclasses: subclasses)
    }
}
