import LMIModel
import LMITestSupport

/// One observation, as far as the layout of a file has a part in it.
struct Fact: Hashable, Comparable, CustomStringConvertible {
    var indicator: String
    var area: String
    var period: String
    var industry: String
    var figure: Figure
    var bounds: Bounds

    init(_ observation: Observation) {
        indicator = observation.indicator
        area = observation.area.code
        period = observation.period.text
        industry = observation.coordinates["industry"]?.text ?? ""
        figure = observation.figure
        bounds = observation.bounds
    }

    init(_ made: MadeFigure) {
        indicator = made.measure
        area = made.area.code
        period = made.year
        industry = made.industry
        figure = made.figure
        bounds = made.bounds
    }

    var description: String { "\(area) \(period) \(industry) \(indicator): \(figure) \(bounds)" }

    static func < (left: Fact, right: Fact) -> Bool { left.description < right.description }
}

/// One figure and the texts that a file says it with.
struct MadeFigure {
    var measure: String
    var area: Area
    var year: String
    var industry: String
    /// The number without commas, or a marker.
    var value: String
    var flag = ""
    var confidence = ""
    var figure: Figure
    var bounds = Bounds.unknown

    static let measures = ["employees", "vacancies"]
    static let markers: [String: Reason] = [
        "c": .suppressedDisclosure, "..": .notAvailable, "n/a": .notApplicable,
    ]

    /// A figure made by chance; with one decimal or none.
    init(
        _ measure: String, _ area: Area, _ year: String, _ industry: String, hasFlag: Bool,
        hasConfidence: Bool, _ dice: inout Dice
    ) {
        (self.measure, self.area, self.year, self.industry) = (measure, area, year, industry)
        if dice.once(in: 5), let marker = Self.markers.keys.sorted().randomElement(using: &dice) {
            value = marker
            figure = .withheld(Self.markers[marker] ?? .missing)
            return
        }
        if hasFlag, dice.once(in: 6) {
            (value, flag, figure) = ("", "q", .withheld(.suppressedQuality))
            return
        }
        let scale = dice.once(in: 3) ? 1 : 0
        let number = ExactDecimal(
            units: Int64.random(in: 0...dice.one(of: [9, 99, 9999, 9_999_999]), using: &dice), scale: scale)
        value = number.description
        var statuses: Set<ValueStatus> = []
        if hasFlag, dice.once(in: 3) {
            flag = "e"
            statuses.insert(.estimated)
        }
        if hasConfidence, dice.once(in: 4) {
            confidence = "*"
            statuses.insert(.lowReliability)
        } else if hasConfidence {
            let width = Int64.random(in: 0...500, using: &dice)
            confidence = ExactDecimal(units: width, scale: scale).description
            bounds = Bounds(
                lower: ExactDecimal(units: max(0, number.units - width), scale: scale),
                upper: ExactDecimal(units: number.units + width, scale: scale), kind: .ci95)
        }
        figure = .published(number, statuses)
    }
}
