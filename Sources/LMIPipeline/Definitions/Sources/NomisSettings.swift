internal import LMIExtract
internal import LMIModel

/// Decodes `nomis:` of `fetch:`: a query of the Nomis API.
enum NomisSettings {
    /// Parameters that lmi itself sends, or that would do harm, with what to do instead.
    private static let others = [
        "select": "write the columns under `columns:`",
        "uid": "write `key: {parameter: uid, secret: NOMIS_UID}` beside `nomis:`",
        "recordoffset": "take it away: lmi asks for all pages",
        "recordlimit": "take it away: lmi asks for all pages",
        "excludemissingvalues": "take it away: it would hide which figures are withheld",
    ]
    private static let counting = ["RECORD_OFFSET", "RECORD_COUNT"]

    static func query(_ setting: Setting) throws(Diagnostic) -> NomisQuery {
        var keys = try setting.keys("nomis")
        let address = try FetchSettings.address(&keys, or: "https://www.nomisweb.co.uk/api/v01")
        let dataset = try keys.demand("dataset", like: "NM_189_1")
        let query = try keys.demand("query", like: "{geography: E06000021, date: latest}")
        let columns = keys.take("columns")
        try keys.finish()
        let id = try dataset.text("dataset")
        let parts = id.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0] == "NM",
            parts.dropFirst().allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(\.isDigitByte) })
        else {
            throw dataset.wrong(
                "\(id.quoted) is not the name of a Nomis dataset", mend: "write it like NM_189_1")
        }
        var parameters: [NomisQuery.Parameter] = []
        for entry in try query.keys("query").entries { parameters.append(try parameter(entry)) }
        guard !parameters.isEmpty else {
            throw query.wrong(
                "the query asks for nothing", mend: "write at least `geography:` and `date:` under `query:`")
        }
        return NomisQuery(
            address: address, dataset: id, parameters: parameters,
            columns: try columns.map { setting throws(Diagnostic) in try Self.columns(setting) } ?? [])
    }

    private static func parameter(_ entry: Setting.Entry) throws(Diagnostic) -> NomisQuery.Parameter {
        if let mend = others[entry.key.lowercased()] {
            throw Diagnostic(
                .error, .configuration, at: entry.place,
                "`\(entry.key):` is not for a definition to say under `query:`", mend: mend)
        }
        guard !SourceURL.isSecretName(entry.key) else {
            throw Diagnostic(
                .error, .configuration, at: entry.place,
                "`\(entry.key):` under `query:` is the name of a secret, and everybody can read a definition",
                mend:
                    "take it out and write `key: {parameter: \(entry.key), secret: NAME_OF_THE_SECRET}` beside `nomis:`; whoever has read it may use it, so ask for another"
            )
        }
        guard !entry.key.isEmpty, entry.key.utf8.allSatisfy(\.isWordByte) else {
            throw Diagnostic(
                .error, .configuration, at: entry.place,
                "\(entry.key.quoted) cannot be the name of a parameter",
                mend: "write the name of a dimension as Nomis has it, such as geography")
        }
        let value = try entry.value.text(entry.key)
        let isPlain = value.utf8.allSatisfy { $0.isWordByte || ",.-|;: ".utf8.contains($0) }
        guard !value.isEmpty, isPlain else {
            throw entry.value.wrong(
                "\(value.quoted) is not something that Nomis can be asked for",
                mend: "write codes with commas between them, such as `\(entry.key): 1,2`")
        }
        return NomisQuery.Parameter(name: entry.key, value: value)
    }

    private static func columns(_ setting: Setting) throws(Diagnostic) -> [String] {
        var columns: [String] = []
        for item in try setting.items("columns") {
            let text = try item.text("columns")
            guard !counting.contains(text) else {
                throw item.wrong(
                    "\(text) is asked for in any case, since rows are counted by it",
                    mend: "take \(text) away under `columns:`")
            }
            let isName =
                !text.isEmpty && text.utf8.allSatisfy { $0.isWordByte && !(0x61...0x7A).contains($0) }
            guard isName else {
                throw item.wrong(
                    "\(text.quoted) is not the name of a column of Nomis",
                    mend: "write it in capitals, such as GEOGRAPHY_CODE")
            }
            guard !columns.contains(text) else {
                throw item.wrong("\(text) is asked for twice", mend: "take it away once")
            }
            columns.append(text)
        }
        guard !columns.isEmpty else {
            throw setting.wrong(
                "the list of columns is empty",
                mend: "write the columns that the definition reads, or take `columns:` away for all there are"
            )
        }
        return columns
    }
}
