internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// A rollup's definition: one large file and what is summed of it.
struct RollupDefinition: Sendable {
    var encoding: TextEncoding
    var delimiter: UInt8
    var region: RegionLayout
    var plan: RollupPlan
}

/// Decodes a rollup's definition. The lists it names stand in a folder of their own.
enum RollupSettings {
    static func rollup(_ text: String, path: String, lists: String) throws(Diagnostic) -> RollupDefinition {
        var keys = try YAMLFile.parse(text, file: path).keys("rollup")
        _ = try keys.demandText("rollup", like: "jobs-by-sector")
        _ = try keys.text("title")
        let encoding = try keys.demand("encoding", like: "utf-8").choice("encoding", of: TextEncoding.self)
        let delimiter = try TableSettings.delimiter(keys.take("delimiter"))
        let header = try keys.demandText("header", like: "DATE")
        let keep = try keep(&keys, lists)
        let groups = try groups(&keys, lists)
        let value = try keys.demandText("value", like: "OBS_VALUE")
        let decimals = try keys.demand("decimals", like: "0").wholeNumber("decimals", in: 0...9)
        let markers = try CellSettings.reasons("instead of a number", &keys)
        try keys.finish()
        return RollupDefinition(
            encoding: encoding, delimiter: delimiter, region: RegionLayout(header: .firstCell(header)),
            plan: RollupPlan(
                keep: keep, groupBy: groups, value: value, insteadOfANumber: markers, decimals: decimals))
    }

    /// For each column, the texts that are kept: a list here, or a column of a file.
    private static func keep(_ keys: inout Keys, _ lists: String) throws(Diagnostic) -> [RollupPlan.Keep] {
        var keep: [RollupPlan.Keep] = []
        for entry in try keys.keys("keep")?.entries ?? [] {
            guard case .map = entry.value.value else {
                keep.append(.init(column: entry.key, texts: Set(try entry.value.texts(entry.key))))
                continue
            }
            var listed = try entry.value.keys(entry.key)
            let file = try listed.demandText("listed in", like: "areas.csv")
            let column = try listed.demandText("column", like: "code")
            let conditions = try listed.pairs("where")
            try listed.finish()
            let rows = try ReferenceTables.rows(
                "\(lists)/\(file)", file: file, columns: [column] + conditions.map(\.key))
            let fitting = rows.filter { row in
                zip(row.texts.dropFirst(), conditions).allSatisfy { $0 == $1.value }
            }
            keep.append(.init(column: entry.key, texts: Set(fitting.map { $0.texts[0] })))
        }
        return keep
    }

    private static func groups(_ keys: inout Keys, _ lists: String) throws(Diagnostic) -> [RollupPlan
        .Dimension]
    {
        let setting = try keys.demand("group by", like: "{year: DATE}")
        var groups: [RollupPlan.Dimension] = []
        var mapped: Setting.Entry?
        for entry in try setting.keys("group by").entries {
            guard case .map = entry.value.value else {
                groups.append(.init(name: entry.key, column: try entry.value.text(entry.key)))
                continue
            }
            if let mapped {
                throw entry.value.wrong(
                    "\(entry.key.quoted) is mapped, and so is \(mapped.key.quoted)",
                    mend: "map one group only")
            }
            mapped = entry
            var group = try entry.value.keys(entry.key)
            let column = try group.demandText("column", like: "INDUSTRY_CODE")
            let crosswalk = try crosswalk(&group, lists)
            try group.finish()
            groups.append(.init(name: entry.key, column: column, crosswalk: crosswalk))
        }
        return groups
    }

    private static func crosswalk(_ group: inout Keys, _ lists: String) throws(Diagnostic) -> RollupCrosswalk
    {
        var keys = try group.demand("crosswalk", like: "{file: sic_sectors.csv, …}").keys("crosswalk")
        let file = try keys.demandText("file", like: "sic_sectors.csv")
        let from = try keys.demandText("from", like: "sic")
        let to = try keys.demandText("to", like: "sector")
        let weight = try keys.text("weight in thousandths")
        let lacking = try keys.demand("codes it lacks", like: "refuse").choice(
            "codes it lacks", of: Lacking.self)
        try keys.finish()
        var targets: [String: [RollupCrosswalk.Target]] = [:]
        let columns = [from, to] + (weight.map { [$0] } ?? [])
        for row in try ReferenceTables.rows("\(lists)/\(file)", file: file, columns: columns) {
            var thousandths = 1000
            if let weight {
                guard let number = Int(row.texts[2]), (0...1000).contains(number) else {
                    throw Diagnostic(
                        .error, .configuration,
                        at: .cell(CellReference(file: file, row: row.record, heading: weight)),
                        "\(row.texts[2].quoted) is not a whole number from 0 to 1000",
                        mend: "correct the cell")
                }
                thousandths = number
            }
            targets[row.texts[0], default: []].append(.init(text: row.texts[1], thousandths: thousandths))
        }
        return RollupCrosswalk(targets: targets, unmapped: lacking == .drop ? .drop : .error)
    }

    private enum Lacking: String, CaseIterable { case refuse, drop }
}
