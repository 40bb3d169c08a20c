/// A place figures are published for, with its code and the dates between which the code holds.
public struct Area: Hashable, Sendable {
    /// Which family of codes the area's code belongs to.
    public enum Scheme: String, Hashable, Sendable, CaseIterable {
        /// Nine characters, of the Office for National Statistics.
        case gss
        /// The hub's own groups of districts.
        case hub
        case nuts
        case itl
        /// Places that only Nomis draws, such as its towns and cities: codes of our own making.
        case nomis
    }

    public let code: String
    public let scheme: Scheme
    public let name: String
    /// What kind of place: `district`, `unitary`, `county`, `hub area`, `lep`, `lsip`, `region`, `country`, `nuts2`, …
    public let type: String
    /// The boundaries meant, such as `2023`.
    public let vintage: String
    public let validFrom: Day?
    public let validTo: Day?
    /// Other spellings that sources use.
    public let aliases: [String]
    /// Districts it is made of, where it is a group.
    public let members: [String]
    /// True for the areas that have a page of figures: the hub's own, and those it compares itself with, such
    /// as England.
    public let isOurs: Bool

    public init(
        code: String, scheme: Scheme, name: String, type: String, vintage: String, validFrom: Day? = nil,
        validTo: Day? = nil, aliases: [String] = [], members: [String] = [], isOurs: Bool
    ) {
        self.code = code
        self.scheme = scheme
        self.name = name
        self.type = type
        self.vintage = vintage
        self.validFrom = validFrom
        self.validTo = validTo
        self.aliases = aliases
        self.members = members
        self.isOurs = isOurs
    }
}

/// The areas the pipeline knows, by code and by name.
public struct AreaList: Sendable {
    /// The file it was read from, for messages.
    public let file: String
    /// In the file's order.
    public let areas: [Area]
    private let byCode: [String: Int]
    private let byName: [String: [Int]]

    /// - Throws: ``Diagnostic`` when a code stands twice, a member is not an area of the list, or the members of
    ///   an area overlap, so that a sum of their figures would count somebody twice.
    public init(file: String, areas: [Area]) throws(Diagnostic) {
        var byCode: [String: Int] = [:]
        var byName: [String: [Int]] = [:]
        for (place, area) in areas.enumerated() {
            guard byCode.updateValue(place, forKey: area.code) == nil else {
                throw Diagnostic(
                    .error, .configuration, at: .cell(CellReference(file: file, row: place + 2)),
                    "the area code \(area.code.quoted) stands twice", mend: "keep one of the two lines")
            }
            for name in Set([area.name] + area.aliases) { byName[name, default: []].append(place) }
        }
        for (place, area) in areas.enumerated() {
            guard let stranger = area.members.first(where: { byCode[$0] == nil }) else { continue }
            throw Diagnostic(
                .error, .configuration, at: .cell(CellReference(file: file, row: place + 2)),
                "the member \(stranger.quoted) of \(area.name.quoted) is not an area of this file",
                mend: "add a line for \(stranger.quoted), or correct the member")
        }
        self.file = file
        self.areas = areas
        self.byCode = byCode
        self.byName = byName
        for (place, area) in areas.enumerated() { try refuseOverlap(of: area, row: place + 2) }
    }

    /// Refuses members that hold the same district, in however many steps.
    private func refuseOverlap(of area: Area, row: Int) throws(Diagnostic) {
        func wrong(_ message: String, mend: String) -> Diagnostic {
            Diagnostic(
                .error, .configuration, at: .cell(CellReference(file: file, row: row)), message, mend: mend)
        }
        var holders: [String: String] = [:]
        for member in area.members {
            let held = held(by: member)
            if held.contains(area.code) {
                throw wrong(
                    "\(area.name.quoted) is a member of itself, directly or through its members",
                    mend: "name the districts it is made of in the column `members`")
            }
            for part in held {
                guard let other = holders.updateValue(member, forKey: part) else { continue }
                if other == member {
                    throw wrong(
                        "the members of \(area.name.quoted) name \(member.quoted) twice, so that its figures would be counted twice",
                        mend: "name each member once")
                }
                throw wrong(
                    "the members \(other.quoted) and \(member.quoted) of \(area.name.quoted) both hold \(part.quoted), so that its figures would be counted twice",
                    mend: "keep one of the two members")
            }
        }
    }

    /// The area itself, its members, theirs, and so on, each once.
    private func held(by code: String) -> [String] {
        var held = [code]
        var seen: Set = [code]
        var next = 0
        while next < held.count {
            for member in self[held[next]]?.members ?? [] where seen.insert(member).inserted {
                held.append(member)
            }
            next += 1
        }
        return held
    }

    public subscript(code: String) -> Area? { byCode[code].map { areas[$0] } }

    /// The areas called `name`, which may be several: a district and a town can share a name.
    public func named(_ name: String) -> [Area] { (byName[name] ?? []).map { areas[$0] } }

    public var ours: [Area] { areas.filter(\.isOurs) }
}
