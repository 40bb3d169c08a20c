internal import LMIModel
internal import LMITransform

/// Decodes `keep:` and `drop:`, and codes of areas.
extension ObservationSettings {
    /// - Parameter filter: Left as it is where `keep:` says nothing of areas.
    static func keep(
        _ keys: inout Keys, areas: AreaList, filter: inout ObservationLayout.AreaFilter
    ) throws(Diagnostic) -> [ObservationLayout.Keep] {
        var rules: [ObservationLayout.Keep] = []
        for entry in try keys.keys("keep")?.entries ?? [] {
            if entry.key == "area" {
                if case .text("ours") = entry.value.value {
                    filter = .ours
                } else {
                    filter = .listed(try codes(entry.value, "area", areas: areas))
                }
                continue
            }
            let texts = try entry.value.texts(entry.key)
            rules.append(.init(label: entry.key, texts: Set(texts)))
        }
        return rules
    }

    static func codes(
        _ setting: Setting, _ key: String, areas: AreaList
    ) throws(Diagnostic) -> [String] {
        var codes: [String] = []
        for item in try setting.items(key) { codes.append(try code(item, key, areas: areas)) }
        return codes
    }

    static func code(
        _ setting: Setting, _ key: String, areas: AreaList
    ) throws(Diagnostic) -> String {
        let code = try setting.text(key)
        guard areas[code] == nil else { return code }
        let nearest = code.nearest(of: areas.areas.map(\.code)).map { "the nearest is \($0.quoted); " } ?? ""
        throw setting.wrong(
            "\(code.quoted) is not an area of \(areas.file)",
            mend: "\(nearest)correct the code, or add it to that file")
    }

    static func drop(_ item: Setting) throws(Diagnostic) -> ObservationLayout.Drop {
        var keys = try item.keys("drop")
        let whereSetting = try keys.demand("where", like: "{size: Total}")
        let because = try keys.demandText("because", like: "the bands add up to it")
        try keys.finish()
        var texts: [String: Set<String>] = [:]
        for entry in try whereSetting.keys("where").entries {
            texts[entry.key] = Set(try entry.value.texts(entry.key))
        }
        guard !texts.isEmpty else {
            throw whereSetting.wrong("`where:` names no label", mend: "write `where: {size: Total}`")
        }
        return .init(texts: texts, because: because)
    }
}
