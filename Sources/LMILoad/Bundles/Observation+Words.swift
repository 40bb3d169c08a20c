public import LMIModel

extension Observation {
    /// The figure as a person would say it, with its unit: `15,000 people`, `37.5%`, `£612.40`, or in words why
    /// there is no number.
    public var inWords: String {
        // Some units are written beside the number already.
        let isWritten = DisplayText.text(.zero, unit) != DisplayText.text(.zero, "")
        let words = unit.split(separator: "_").joined(separator: " ")
        return DisplayText.of(self, unit: isWritten || words.isEmpty ? "" : " \(words)")
    }
}
