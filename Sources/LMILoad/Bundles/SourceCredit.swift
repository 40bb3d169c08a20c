internal import LMIModel

/// How a source is named in published files: one object of `sources`, read back when a table is carried.
enum SourceCredit {
    static func json(_ snapshot: Snapshot) -> JSONValue {
        let origin = snapshot.origin
        return [
            "id": .string(snapshot.source),
            "publisher": .string(origin.publisher),
            "title": .string(origin.title),
            "url": .string(origin.url),
            "licence": ["name": .string(origin.licence.name), "url": .string(origin.licence.url)],
            "attribution": .string(origin.attribution),
            "release": .stringOrNull(origin.release),
            "released": .stringOrNull(origin.released?.description),
            "next_due": .stringOrNull(origin.nextDue?.description),
            "retrieved": .string(origin.retrieved),
            "file": .string(snapshot.file),
            "bytes": .int(snapshot.bytes),
            "sha256": .string(snapshot.sha256),
            "origin": .string(origin.kind.rawValue),
        ]
    }

    /// The snapshot that `json` was written from, or nil when it is no such object.
    static func snapshot(_ json: JSONValue) -> Snapshot? {
        guard let id = json["id"]?.string, let publisher = json["publisher"]?.string,
            let title = json["title"]?.string, let url = json["url"]?.string,
            let licence = json["licence"]?["name"]?.string, let licenceURL = json["licence"]?["url"]?.string,
            let attribution = json["attribution"]?.string, let retrieved = json["retrieved"]?.string,
            let file = json["file"]?.string, let bytes = json["bytes"]?.int,
            let sha256 = json["sha256"]?.string,
            let kind = json["origin"]?.string.flatMap(Origin.Kind.init(rawValue:))
        else { return nil }
        return Snapshot(
            source: id, file: file, sha256: sha256, bytes: bytes,
            origin: Origin(
                kind: kind, publisher: publisher, title: title, url: url,
                licence: .init(name: licence, url: licenceURL), attribution: attribution,
                release: json["release"]?.string, released: json["released"]?.string.flatMap { Day($0) },
                nextDue: json["next_due"]?.string.flatMap { Day($0) }, retrieved: retrieved))
    }

    /// The source of a Data Package, with what the standard has no word for under `lmi:`.
    static func packageSource(_ snapshot: Snapshot) -> JSONValue {
        let origin = snapshot.origin
        var members: [JSONValue.Member] = [
            .init(name: "title", value: .string("\(origin.publisher): \(origin.title)"))
        ]
        if isWebAddress(origin.url) { members.append(.init(name: "path", value: .string(origin.url))) }
        if let release = origin.release { members.append(.init(name: "version", value: .string(release))) }
        members += [
            .init(name: "lmi:id", value: .string(snapshot.source)),
            .init(name: "lmi:file", value: .string(snapshot.file)),
            .init(name: "lmi:retrieved", value: .string(origin.retrieved)),
            .init(name: "lmi:sha256", value: .string(snapshot.sha256)),
            .init(name: "lmi:licence", value: .string(origin.licence.name)),
            .init(name: "lmi:attribution", value: .string(origin.attribution)),
        ]
        return .object(members)
    }

    /// The licences of `snapshots`, each once, as a Data Package lists them.
    static func packageLicences(_ snapshots: [Snapshot]) -> JSONValue {
        var seen: Set<Origin.Licence> = []
        let licences = snapshots.map(\.origin.licence).filter { seen.insert($0).inserted }
        return .array(
            licences.map { licence in
                isWebAddress(licence.url)
                    ? ["title": .string(licence.name), "path": .string(licence.url)]
                    : ["name": .string(licence.name.fileName), "title": .string(licence.name)]
            })
    }

    static func isWebAddress(_ text: String) -> Bool {
        text.hasPrefix("https://") || text.hasPrefix("http://")
    }
}

extension String {
    /// The text in letters fit for a file's name: lower case, everything else as `_`, such as `sic_2007`.
    var fileName: String {
        var name = ""
        for letter in lowercased() {
            let isFit = letter.isASCII && (letter.isLetter || letter.isNumber || letter == "-")
            if isFit { name.append(letter) } else if !name.hasSuffix("_") { name.append("_") }
        }
        return name
    }
}
