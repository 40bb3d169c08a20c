internal import LMIExtract
internal import LMIModel
internal import LMITransform

/// One publisher's file or query: where it comes from, how it is laid out, what its figures or records are.
struct SourceDefinition: Sendable {
    /// How the table stands in the file.
    enum Form: Sendable {
        case csv(RegionLayout, TextEncoding, delimiter: UInt8)
        case html(HTMLChoice, HTMLLayout, HTMLEncoding)
    }

    /// Who publishes it and under which terms; what differs from retrieval to retrieval is not here.
    struct Publication: Hashable, Sendable {
        var publisher: String
        var title: String
        var url: String
        var licence: Origin.Licence
        var attribution: String
        var permission: Permission?

        /// Whether what is made of the figures may be shown to everybody.
        var mayBePublished: Bool { LicenceSettings.open.contains(licence.name) || permission != nil }

        /// The sentence that is owed to the publisher, with the permission where the licence is not enough.
        var credit: String {
            guard let permission else { return attribution }
            return "\(attribution) Published by permission of \(permission.from), \(permission.date)."
        }
    }

    /// Figures that must add up to a published total, as far as rounding lets one tell.
    struct TotalRule: Hashable, Sendable {
        var dimension: String
        /// The code of the total, such as `cohort`.
        var code: String
        /// The level of its parts; nil where every other code is one.
        var level: String?
    }

    /// What the rows of the table are.
    enum Content: Sendable {
        case figures(Layout, totals: [TotalRule])
        case register(RegisterLayout)
    }

    var id: String
    /// The definition's own path, as messages name it.
    var path: String
    var title: String
    var publication: Publication
    /// The way to the live file; nil where there is none yet.
    var fetch: FetchPlan?
    /// When its publisher brings out the next edition; nil where nobody has said.
    var releases: ReleaseRule?
    /// The name in a folder of inputs.
    var file: String
    var form: Form
    var content: Content

    /// How its figures are read; nil of records.
    var layout: Layout? {
        if case .figures(let layout, _) = content { layout } else { nil }
    }

    /// How its records are read; nil of figures.
    var register: RegisterLayout? {
        if case .register(let layout) = content { layout } else { nil }
    }

    /// The code lists that its figures or records have codes of.
    var codeLists: [CodeList] {
        let columns = (register?.columns ?? []).compactMap { column in
            if case .code(let rule) = column.rule { rule.list } else { nil }
        }
        return dimensions.map(\.list) + columns
    }

    /// What its figures are broken down by; nothing of records.
    var dimensions: [ObservationLayout.DimensionRule] { layout?.observations.dimensions ?? [] }
}

/// What the definitions of a pipeline share: areas and code lists.
struct SharedLists: Sendable {
    var areas: AreaList
    var codeLists: [Classification: CodeList]
    /// The hub's sectors, of which records may hold codes.
    var sectorLists: [Classification: CodeList] = [:]

    /// With the sectors among the code lists.
    var withSectors: SharedLists {
        var lists = self
        lists.codeLists.merge(sectorLists) { own, _ in own }
        return lists
    }
}

extension SourceDefinition {
    init(_ text: String, path: String, shared: SharedLists) throws(Diagnostic) {
        self = try SourceDefinition(YAMLFile.parse(text, file: path), path: path, shared: shared)
    }

    /// Reads a source's definition.
    ///
    /// - Throws: ``Diagnostic`` at the line of the first key or value that is wrong.
    init(_ root: Setting, path: String, shared: SharedLists) throws(Diagnostic) {
        try UnfilledLines(in: root).refuse()
        var keys = try root.keys("")
        let idSetting = try keys.demand("source", like: "claimant-count")
        id = try Identifier.check(idSetting, "source")
        self.path = path
        title = try keys.demandText("title", like: "Claimant count by age")
        publication = try Self.publication(&keys)
        let (fetching, releasing) = (keys.take("fetch"), keys.take("releases"))
        let fileSetting = try keys.demand("file", like: "nomis/bres.csv")
        file = try fileSetting.text("file")
        guard !file.hasPrefix("/"), !file.split(separator: "/").contains("..") else {
            throw fileSetting.wrong(
                "\(file.quoted) leads out of the folder of inputs",
                mend: "write the name inside that folder, such as nomis/bres.csv")
        }
        let encoding = try keys.demand("encoding", like: "utf-8")
        var table = try keys.demand("table", like: "{header: DATE}").keys("table")
        let settings = try TableSettings(&table, encoding: encoding, delimiter: keys.take("delimiter"))
        try table.finish()
        form = settings.form
        if let fetching { fetch = try FetchSettings.plan(fetching, form: settings.fetchForm) }
        if let releasing { releases = try ReleaseSettings.rule(releasing, form: &form) }
        if let register = keys.take("register") {
            content = .register(
                try RegisterSettings.layout(
                    &keys, register: register, source: id, path: path, table: settings, shared: shared,
                    root: root))
        } else {
            let layout = try LayoutSettings.layout(
                &keys, source: id, path: path, table: settings, shared: shared)
            try LabelCheck(
                layout.rows, pairs: layout.pairs, needs: layout.observations.labels, of: root
            ).check()
            var totals: [TotalRule] = []
            for item in try keys.take("checks")?.items("checks") ?? [] {
                totals.append(try Self.total(item, layout.observations.dimensions))
            }
            content = .figures(layout, totals: totals)
        }
        try keys.finish()
    }

    private static func total(
        _ item: Setting, _ dimensions: [ObservationLayout.DimensionRule]
    ) throws(Diagnostic) -> TotalRule {
        var keys = try item.keys("checks")
        let of = try keys.demand("of", like: "age")
        let name = try of.text("of")
        guard let dimension = dimensions.first(where: { $0.id == name }) else {
            throw of.wrong(
                "\(name.quoted) is not a dimension of the source",
                mend: "the dimensions are: \(dimensions.map(\.id).joined(separator: ", "))")
        }
        let total = try keys.demand("total", like: "Total")
        let code = try total.text("total")
        guard dimension.list.entry(code) != nil else {
            throw total.wrong(
                "\(code.quoted) is not a code of \(dimension.list.classification)",
                mend: "write the code as \(dimension.list.file) has it")
        }
        let parts = keys.take("parts")
        let level = try parts?.text("parts")
        if let parts, let level { try ObservationSettings.check(level: level, of: dimension.list, at: parts) }
        try keys.finish()
        return TotalRule(dimension: name, code: code, level: level)
    }

    private static func publication(_ keys: inout Keys) throws(Diagnostic) -> Publication {
        var origin = try keys.demand("origin", like: "{publisher: …}").keys("origin")
        let publisher = try origin.demandText(
            "publisher", like: "Office for National Statistics, through Nomis")
        let title = try origin.demandText("title", like: "Claimant count by sex and age")
        let url = try origin.demandText("url", like: "https://www.nomisweb.co.uk/sources/cc")
        let licence = try LicenceSettings.licence(&origin)
        let attribution = try origin.demandText(
            "attribution",
            like: "Contains public sector information licensed under the Open Government Licence v3.0")
        let permission = try LicenceSettings.permission(&origin, beside: licence)
        try origin.finish()
        return Publication(
            publisher: publisher, title: title, url: url, licence: licence, attribution: attribution,
            permission: permission)
    }
}

/// Names of sources, tables and pipelines, which become names of files.
enum Identifier {
    static func check(_ setting: Setting, _ key: String) throws(Diagnostic) -> String {
        let text = try setting.text(key)
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || $0 == 0x2D || $0 == 0x5F
        }
        guard isPlain, (1...64).contains(text.utf8.count) else {
            throw setting.wrong(
                "\(text.quoted) cannot be the name of a file on every machine",
                mend: "use 1 to 64 letters without accents, digits, - and _")
        }
        return text
    }
}
