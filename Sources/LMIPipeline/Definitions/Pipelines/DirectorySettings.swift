internal import LMIModel

/// Decodes `directory:`: the registers of `directory.json`, each in groups.
enum DirectorySettings {
    static func directory(
        _ keys: inout Keys, registers: [PipelineDefinition.RegisterDefinition]
    ) throws(Diagnostic) -> Directory? {
        guard var keys = try keys.keys("directory") else { return nil }
        let title = try keys.demandText("title", like: "Schools, colleges and employers")
        let description = try keys.demandText("description", like: "What the directory lists")
        var parts: [Directory.Part] = []
        for entry in try keys.demand("parts", like: "{schools: {from: schools, …}}").keys("parts").entries {
            parts.append(try part(entry, registers: registers))
        }
        try keys.finish()
        return Directory(title: title, description: description, parts: parts)
    }

    private static func part(
        _ entry: Setting.Entry, registers: [PipelineDefinition.RegisterDefinition]
    ) throws(Diagnostic) -> Directory.Part {
        let name = try Identifier.check(Setting(place: entry.place, value: .text(entry.key)), "parts")
        guard !["generation", "origin", "title", "description"].contains(name) else {
            throw Diagnostic(
                .error, .configuration, at: entry.place,
                "every JSON file has a member \(name.quoted) already", mend: "give the part another name")
        }
        var keys = try entry.value.keys(entry.key)
        let from = try keys.demand("from", like: "schools")
        let id = try from.text("from")
        guard let register = registers.first(where: { $0.id == id }) else {
            let known = registers.map(\.id)
            throw from.wrong(
                "\(id.quoted) is not a register of this pipeline",
                mend: "\(id.didYouMean(among: known))the registers are: \(known.joined(separator: ", "))")
        }
        let by = try column(keys.demand("by", like: "hub area"), "by", of: register)
        guard by.column.isCoded else {
            throw by.setting.wrong(
                "\(by.column.id.quoted) holds no codes to make groups of",
                mend: "name a column of areas or of codes of a list")
        }
        let order = try column(keys.demand("in order of", like: "name"), "in order of", of: register)
        try keys.finish()
        for found in [by, order] where found.column.mayBeEmpty {
            throw found.setting.wrong(
                "\(found.column.id.quoted) may be empty, so that a record would have no place",
                mend: "name a column that every record fills")
        }
        let stem = by.column.names[0].dropLast("_code".count)
        return .init(
            name: name, register: id, groupedBy: String(stem), orderedBy: order.column.names[0])
    }

    private static func column(
        _ setting: Setting, _ key: String, of register: PipelineDefinition.RegisterDefinition
    ) throws(Diagnostic) -> (column: RegisterColumn, setting: Setting) {
        let id = try setting.text(key)
        guard let column = register.columns.first(where: { $0.id == id }) else {
            let known = register.columns.map(\.id)
            throw setting.wrong(
                "\(id.quoted) is not a column of the register \(register.id.quoted)",
                mend: "\(id.didYouMean(among: known))its columns are: \(known.joined(separator: ", "))")
        }
        return (column, setting)
    }
}
