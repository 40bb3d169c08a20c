public import LMIModel

/// A label whose text says several things at once, and the templates that cut it into labels of their own.
public struct Split: Hashable, Sendable {
    public var label: String
    /// Exactly one fits every text.
    public var templates: [Template]

    public init(label: String, templates: [Template]) {
        self.label = label
        self.templates = templates
    }

    /// The labels given, each once.
    public var gives: [String] {
        var gives: [String] = []
        for gap in templates.flatMap(\.gaps) where !gives.contains(gap) { gives.append(gap) }
        return gives
    }
}
