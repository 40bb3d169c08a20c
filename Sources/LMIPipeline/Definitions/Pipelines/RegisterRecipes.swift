internal import LMIModel
internal import LMITransform

/// Decodes `registers:` and `directory:`: which registers the bundle holds and how the directory groups them.
enum RegisterRecipes {
    static func registers(
        _ keys: inout Keys, sources: [PipelineDefinition.SourceUse], tables: [String], areas: AreaList
    ) throws(Diagnostic) -> [PipelineDefinition.RegisterDefinition] {
        var registers: [PipelineDefinition.RegisterDefinition] = []
        for entry in try keys.keys("registers")?.entries ?? [] {
            let id = try Identifier.check(Setting(place: entry.place, value: .text(entry.key)), "registers")
            let others = tables + registers.map(\.id)
            if let twin = others.first(where: { $0.lowercased() == id.lowercased() }) {
                throw Diagnostic(
                    .error, .configuration, at: entry.place,
                    "\(id.quoted) and \(twin.quoted) would be one file where capitals are not told apart",
                    mend: "give one of the two another name")
            }
            registers.append(try register(id, entry.value, sources: sources, areas: areas))
        }
        return registers
    }

    private static func register(
        _ id: String, _ setting: Setting, sources: [PipelineDefinition.SourceUse], areas: AreaList
    ) throws(Diagnostic) -> PipelineDefinition.RegisterDefinition {
        var keys = try setting.keys(id)
        let title = try keys.demandText("title", like: "Schools and colleges")
        let description = try keys.demandText("description", like: "What the records are and are not")
        let from = try keys.demand("from", like: "schools")
        let main = try layout(from, "from", sources)
        var register = PipelineDefinition.RegisterDefinition(
            id: id, title: title, description: description, source: try from.text("from"), joins: [],
            largerAreas: [], columns: main.columns.map(\.column))
        for entry in try keys.keys("with")?.entries ?? [] {
            try join(entry, to: main, sources, &register)
        }
        for entry in try keys.keys("larger areas")?.entries ?? [] {
            let larger = try largerArea(entry, register.columns, areas: areas)
            register.largerAreas.append(larger.rule)
            register.columns.append(larger.column)
        }
        try keys.finish()
        var seen: Set<String> = []
        for column in register.columns where !column.names.allSatisfy({ seen.insert($0).inserted }) {
            throw setting.wrong(
                "\(id.quoted) would have two columns called \(column.names[0].quoted)",
                mend: "call the column otherwise in one of the definitions, or under `larger areas:`")
        }
        return register
    }

    private static func layout(
        _ setting: Setting, _ key: String, _ sources: [PipelineDefinition.SourceUse]
    ) throws(Diagnostic) -> RegisterLayout {
        let name = try setting.text(key)
        let known = sources.filter { $0.definition.register != nil }.map(\.definition.id)
        guard let layout = sources.first(where: { $0.definition.id == name })?.definition.register else {
            throw setting.wrong(
                "\(name.quoted) is not a source of records of this pipeline",
                mend:
                    "\(name.didYouMean(among: known))the sources with `register:` are: \(known.joined(separator: ", "))"
            )
        }
        return layout
    }

    /// `hub-members: {membership: none}`: a column of another register, and what stands where that has no
    /// record.
    private static func join(
        _ entry: Setting.Entry, to main: RegisterLayout, _ sources: [PipelineDefinition.SourceUse],
        _ register: inout PipelineDefinition.RegisterDefinition
    ) throws(Diagnostic) {
        let other = try layout(Setting(place: entry.place, value: .text(entry.key)), "with", sources)
        if let lacking = other.key.first(where: { id in !main.columns.contains { $0.id == id } }) {
            throw entry.value.wrong(
                "the records of \(entry.key.quoted) are found by \(lacking.quoted), which \(register.source.quoted) does not have",
                mend: "call the column alike in both definitions")
        }
        var columns: [(id: String, otherwise: String)] = []
        for pair in try entry.value.keys(entry.key).entries {
            let otherwise = try pair.value.text(pair.key)
            guard var column = other.columns.first(where: { $0.id == pair.key })?.column else {
                throw Diagnostic(
                    .error, .configuration, at: pair.place,
                    "\(pair.key.quoted) is not a column of \(entry.key.quoted)",
                    mend: "its columns are: \(other.columns.map(\.id).joined(separator: ", "))")
            }
            switch column.kind {
            case _ where otherwise.isEmpty: column.mayBeEmpty = true
            case .oneOf(let texts):
                column.kind = .oneOf(texts + (texts.contains(otherwise) ? [] : [otherwise]))
            case .text: break
            case .date, .wholeNumber, .number, .code, .area:
                throw pair.value.wrong(
                    "\(otherwise.quoted) cannot stand in \(pair.key.quoted), which is no column of texts",
                    mend: "write `\(pair.key): \"\"`, so that it is empty where there is no record")
            }
            columns.append((pair.key, otherwise))
            register.columns.append(column)
        }
        register.joins.append(.init(source: entry.key, columns: columns))
    }

    /// `hub area: {of: area, among: [hub_stoke, hub_north]}`.
    private static func largerArea(
        _ entry: Setting.Entry, _ columns: [RegisterColumn], areas: AreaList
    ) throws(Diagnostic) -> (rule: PipelineDefinition.LargerArea, column: RegisterColumn) {
        var keys = try entry.value.keys(entry.key)
        let of = try keys.demand("of", like: "area")
        let id = try of.text("of")
        let among = try keys.demand("among", like: "[hub_stoke, hub_north]")
        let codes = try ObservationSettings.codes(among, "among", areas: areas)
        let title = try keys.text("title") ?? entry.key
        try keys.finish()
        guard let column = columns.first(where: { $0.id == id }), column.kind == .area else {
            throw of.wrong(
                "\(id.quoted) is not a column of areas", mend: "name one that is read `as: area`")
        }
        var holders: [String: String] = [:]
        for code in codes {
            for member in areas[code]?.members ?? [] {
                guard let other = holders.updateValue(code, forKey: member) else { continue }
                throw among.wrong(
                    "\(other.quoted) and \(code.quoted) both hold \(member.quoted)",
                    mend: "name areas that do not overlap")
            }
        }
        let larger = RegisterColumn(
            id: entry.key, kind: .area, mayBeEmpty: column.mayBeEmpty, title: title,
            meaning: "The larger area that \(column.names[0]) belongs to")
        return (.init(column: id, holders: holders), larger)
    }
}
