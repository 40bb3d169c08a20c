internal import LMIModel

/// Decodes the terms under which a source's figures may be used again.
enum LicenceSettings {
    /// The terms that let anyone publish what is made of the figures, by the names that definitions write.
    static let open = [
        "Open Government Licence v1.0", "Open Government Licence v2.0", "Open Government Licence v3.0",
        "Open Parliament Licence v3.0", "Creative Commons Attribution 4.0", "Creative Commons Zero 1.0",
        "MIT licence",
        // The hub's own lists are the hub's to publish.
        "Published by the careers hub",
    ]

    /// A licence as `name:` and `url:`.
    ///
    /// - Throws: ``Diagnostic`` when a key is missing or strange, or when the name is an open licence's but for a
    ///   slip of the pen: that would keep the tables out of the bundle.
    static func licence(_ keys: inout Keys) throws(Diagnostic) -> Origin.Licence {
        var licence = try keys.demand("licence", like: "{name: Open Government Licence v3.0, url: https://…}")
            .keys("licence")
        let setting = try licence.demand("name", like: "Open Government Licence v3.0")
        let name = try setting.text("name")
        let url = try licence.demandText(
            "url", like: "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")
        try licence.finish()
        if !open.contains(name) {
            let alike = open.map { (name: $0, distance: name.distance(to: $0)) }
            if let meant = alike.min(by: { $0.distance < $1.distance }), meant.distance <= 3 {
                throw setting.wrong(
                    "\(name.quoted) is not the name of a licence", mend: "did you mean \(meant.name.quoted)?")
            }
        }
        return Origin.Licence(name: name, url: url)
    }

    /// What the publisher of figures that are not open has permitted; nil where nothing is recorded.
    ///
    /// - Throws: ``Diagnostic`` when a key is missing or strange, or when the licence needs no permission.
    static func permission(
        _ keys: inout Keys, beside licence: Origin.Licence
    ) throws(Diagnostic) -> Permission? {
        guard let setting = keys.take("permission") else { return nil }
        guard !open.contains(licence.name) else {
            throw setting.wrong(
                "the \(licence.name) needs no permission", mend: "take the line `permission:` away")
        }
        var permission = try setting.keys("permission")
        let from = try permission.demandText("from", like: "Warwick Institute for Employment Research")
        let dated = try permission.demand("date", like: "2026-11-21")
        let note = try permission.demandText("note", like: "the letter to the hub, kept in its files")
        try permission.finish()
        let text = try dated.text("date")
        guard let date = Day(text) else {
            throw dated.wrong(
                "\(text.quoted) is not a day of the calendar", mend: "write it like 2026-11-21")
        }
        return Permission(from: from, date: date, note: note)
    }
}

/// That a publisher lets figures be published which its licence does not leave to everybody.
struct Permission: Hashable, Sendable {
    /// Who gave it.
    var from: String
    var date: Day
    /// What it covers and where it is kept, for whoever must show it.
    var note: String
}
