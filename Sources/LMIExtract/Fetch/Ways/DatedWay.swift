public import LMIModel

extension DatedAddress {
    /// The gaps that a pattern may have.
    public static let gaps = ["YYYYMMDD", "YYYY-MM-DD", "YYYY", "MM", "DD"]

    /// The days from `day` back whose addresses differ, each with its address, the newest first.
    func addresses(from day: Day) -> [(day: Day, url: String)] {
        var found: [(day: Day, url: String)] = []
        var next: Day? = day
        for _ in 0...daysBack {
            guard let day = next else { break }
            let url = address(of: day)
            // A pattern without a day in it has one address for a whole month.
            if url != found.last?.url { found.append((day, url)) }
            next = day.before
        }
        return found
    }

    /// The address of one day.
    public func address(of day: Day) -> String {
        let written = "\(day)"
        let parts = written.split(separator: "-").map(String.init)
        return
            pattern
            .replacing("{YYYYMMDD}", with: parts.joined())
            .replacing("{YYYY-MM-DD}", with: written)
            .replacing("{YYYY}", with: parts[0])
            .replacing("{MM}", with: parts[1])
            .replacing("{DD}", with: parts[2])
    }
}

/// An address with a day in it: that of the run's day, and where there is no file, those of the days before.
struct DatedWay: WaySteps {
    private let context: WayContext
    private let addresses: [(day: Day, url: String)]
    private var place = 0
    private var request: FetchRequest?

    init(_ context: WayContext, _ dated: DatedAddress, day: Day) {
        self.context = context
        addresses = dated.addresses(from: day)
    }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer, let request else { return try ask() }
        if answer.status == 404 {
            place += 1
            guard place < addresses.count else { throw missing() }
            return try ask()
        }
        if try context.isUnchanged(answer, to: request) { return .unchanged }
        let file = try context.body(of: answer, as: BodyCheck.Form(context.plan.form))
        return try context.whole(file, answer, url: request.url)
    }

    private mutating func ask() throws(Diagnostic) -> FetchStep {
        let request = try context.request(addresses[place].url, isForFile: true, expects: [404])
        self.request = request
        return .ask(request)
    }

    private func missing() -> Diagnostic {
        let days = addresses.map(\.day.description)
        let named =
            days.count <= 8
            ? days.joined(separator: ", ")
            : "\(days.count) days from \(days[0]) back to \(days[days.count - 1])"
        return context.fault(
            of: .source,
            "the publisher has no file for \(named) (404 each time); the last address asked was \(addresses[addresses.count - 1].url)",
            mend:
                "look on the publisher's site when the file comes out: if it comes later, raise `days back:`; if its address has changed, correct `dated:` in the source's definition"
        )
    }
}
