import LMIModel
import LMITransform
import Testing

/// Counts by industry as BRES publishes them, for a few real codes of SIC 2007.
struct DeriveFixture {
    let industries: CodeList
    let tree: IndustryTree

    init() throws {
        let lines = [
            ("Total", "total", nil), ("A", "section", nil), ("01", "division", "A"), ("010", "group", "01"),
            ("0100", "class", "010"),
            ("01000", "subclass", "0100"), ("C", "section", nil), ("20", "division", "C"),
            ("201", "group", "20"),
            ("2011", "class", "201"), ("20110", "subclass", "2011"), ("2013", "class", "201"),
            ("20130", "subclass", "2013"), ("23", "division", "C"), ("233", "group", "23"),
            ("2331", "class", "233"), ("23310", "subclass", "2331"), ("2332", "class", "233"),
            ("23320", "subclass", "2332"), ("28", "division", "C"), ("289", "group", "28"),
            ("2892", "class", "289"), ("28921", "subclass", "2892"), ("28922", "subclass", "2892"),
            ("F", "section", nil), ("41", "division", "F"), ("4120", "class", "41"),
            ("41201", "subclass", "4120"),
            ("41202", "subclass", "4120"), ("42", "division", "F"), ("42110", "subclass", "42"),
            ("43", "division", "F"), ("43110", "subclass", "43"),
        ]
        industries = try CodeList(
            Classification("SIC 2007"), file: "codelists/sic2007.csv",
            entries: lines.map { .init(code: $0.0, label: "label of \($0.0)", level: $0.1, parent: $0.2) })
        tree = try IndustryTree(industries)
    }

    static let cell = CellReference(file: "nomis/bres.csv", row: 5, column: 2, heading: "OBS_VALUE")

    static func area(_ code: String = "E06000021", _ name: String = "Stoke-on-Trent") -> Area {
        Area(code: code, scheme: .gss, name: name, type: "unitary", vintage: "2023", isOurs: true)
    }
    static let england = area("E92000001", "England")

    /// A count of people; its bounds are those of BRES, unless others are given.
    static func count(
        _ value: Int64, bounds: Bounds? = nil, statuses: Set<ValueStatus> = [], area: Area = area(),
        coordinates: [String: Code] = [:], row: Int = 5
    ) throws -> Observation {
        let number = ExactDecimal(units: value)
        var place = cell
        place.row = row
        return Observation(
            indicator: "employees", unit: "people", basis: "workplace", area: area, period: .year(2019),
            coordinates: coordinates, figure: .published(number, statuses),
            bounds: try bounds ?? RoundingRule.bres.bounds(of: number, at: place), source: "bres", cell: place
        )
    }

    static func withheld(
        _ reason: Reason = .suppressedDisclosure, bounds: Bounds = .unknown, area: Area = area(),
        coordinates: [String: Code] = [:]
    ) -> Observation {
        Observation(
            indicator: "employees", unit: "people", basis: "workplace", area: area, period: .year(2019),
            coordinates: coordinates, figure: .withheld(reason), bounds: bounds, source: "bres", cell: cell)
    }

    func industry(_ code: String) throws -> [String: Code] {
        ["industry": try #require(industries.code(code))]
    }

    func rules(_ sectors: [(String, [String])], view: SectorRules.View = .overlapping) -> SectorRules {
        SectorRules(
            file: "sectors.yml", classification: Classification("SIC 2007"),
            sectors: sectors.map {
                .init(id: $0.0, name: $0.0, view: view, status: "derived", source: "hub", subclasses: $0.1)
            })
    }

    /// Codes of sectors, for tests that start from sectors.
    static func sectors(_ ids: [String]) throws -> [[String: Code]] {
        let list = try CodeList(
            Classification("hub sectors"), file: "sectors.yml",
            entries: ids.map { .init(code: $0, label: $0) })
        return try ids.map { ["sector": try #require(list.code($0))] }
    }
}

/// Bounds from whole numbers.
func hard(_ lower: Int64?, _ upper: Int64?, _ kind: Bounds.Kind = .rounding) -> Bounds {
    Bounds(
        lower: lower.map { ExactDecimal(units: $0) }, upper: upper.map { ExactDecimal(units: $0) }, kind: kind
    )
}

/// Numbers that look like chance and are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A true count in hundredths, small and large ones alike, and what BRES prints for it.
    mutating func bres() -> (truth: Fraction, printed: Int64) {
        let top: Int128 =
            [4_900, 24_900, 49_900, 99_900, 249_900, 499_900, 9_000_000].randomElement(using: &self) ?? 1
        let hundredths = Int128.random(in: 0...top, using: &self)
        let steps: [(ceiling: Int128, step: Int128)] = [
            (50, 5), (250, 25), (500, 50), (1_000, 100), (2_500, 250), (5_000, 500),
        ]
        let step =
            (steps.first { hundredths < $0.ceiling * 100 }?.step ?? 1_000)
            * (Bool.random(using: &self) ? 2 : 1)
        let printed = (hundredths + 50 * step) / (100 * step) * step
        return (Fraction(hundredths, over: 100), Int64(printed))
    }
}
