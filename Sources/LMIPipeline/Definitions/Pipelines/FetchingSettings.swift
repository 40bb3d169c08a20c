internal import LMIExtract
internal import LMIModel

/// Decodes `fetching:` of the hub file: how politely publishers are asked, and how long they are waited for.
enum FetchingSettings {
    static func manners(_ keys: inout Keys) throws(Diagnostic) -> Manners {
        var manners = Manners()
        guard var fetching = try keys.keys("fetching") else { return manners }
        if let setting = fetching.take("at once") {
            manners.atOnce = try setting.wholeNumber("at once", in: 1...16)
        }
        if let setting = fetching.take("per host") {
            for entry in try setting.keys("per host").entries {
                let place = Setting(place: entry.place, value: .text(entry.key))
                try AddressSettings.checkServer(entry.key, at: place, mayHavePort: false)
                manners.perHost[entry.key.lowercased()] = try entry.value.wholeNumber(entry.key, in: 1...8)
            }
        }
        try seconds("spacing seconds", 0...60, &fetching, &manners.spacingMilliseconds)
        if let setting = fetching.take("attempts") {
            manners.attempts = try setting.wholeNumber("attempts", in: 1...10)
        }
        try seconds("first wait seconds", 0...600, &fetching, &manners.firstWaitMilliseconds)
        try seconds("most wait seconds", 0...3600, &fetching, &manners.mostWaitMilliseconds)
        try seconds("connect seconds", 0...300, &fetching, &manners.connectMilliseconds, mayBeZero: false)
        try seconds(
            "first byte seconds", 0...900, &fetching, &manners.firstByteMilliseconds, mayBeZero: false)
        if let setting = fetching.take("idle seconds") {
            manners.idleSeconds = try setting.wholeNumber("idle seconds", in: 1...900)
        }
        try seconds("total seconds", 0...7200, &fetching, &manners.totalMilliseconds, mayBeZero: false)
        var minutes = 0
        if let setting = fetching.take("run minutes") {
            minutes = try milliseconds(setting, "run minutes", 0...600, mayBeZero: false)
        }
        if minutes > 0 { manners.runMilliseconds = minutes * 60 }
        try fetching.finish()
        return manners
    }

    private static func seconds(
        _ key: String, _ range: ClosedRange<Int>, _ keys: inout Keys, _ value: inout Int,
        mayBeZero: Bool = true
    ) throws(Diagnostic) {
        guard let setting = keys.take(key) else { return }
        value = try milliseconds(setting, key, range, mayBeZero: mayBeZero)
    }

    /// A number with up to three decimals, in thousandths.
    private static func milliseconds(
        _ setting: Setting, _ key: String, _ range: ClosedRange<Int>, mayBeZero: Bool
    ) throws(Diagnostic) -> Int {
        let text = try setting.text(key)
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let decimals = parts.count == 2 ? parts[1] : "0"
        let isNumber = (parts + [decimals]).allSatisfy {
            !$0.isEmpty && $0.utf8.allSatisfy(\.isDigitByte)
        }
        if isNumber, parts[0].utf8.count <= 5, decimals.utf8.count <= 3, let whole = Int(parts[0]),
            let thousandths = Int(decimals + String(repeating: "0", count: 3 - decimals.utf8.count))
        {
            let value = 1000 * whole + thousandths
            if (1000 * range.lowerBound...1000 * range.upperBound).contains(value), mayBeZero || value > 0 {
                return value
            }
        }
        let least = mayBeZero ? "from \(range.lowerBound)" : "above \(range.lowerBound)"
        throw setting.wrong(
            "\(text.quoted) is not a number \(least) to \(range.upperBound) with at most three decimals",
            mend: "write such a number after `\(key):`, such as `\(key): 1` or `\(key): 0.5`")
    }
}
