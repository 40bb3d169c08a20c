internal import LMIModel

/// One address, one request.
struct PlainWay: WaySteps {
    private let context: WayContext
    private let url: String
    private var request: FetchRequest?

    init(_ context: WayContext, url: String) {
        self.context = context
        self.url = url
    }

    mutating func next(_ answer: FetchAnswer?) throws(Diagnostic) -> FetchStep {
        guard let answer, let request else {
            let request = try context.request(url, isForFile: true)
            self.request = request
            return .ask(request)
        }
        if try context.isUnchanged(answer, to: request) { return .unchanged }
        let file = try context.body(of: answer, as: BodyCheck.Form(context.plan.form))
        return try context.whole(file, answer, url: request.url)
    }
}
