internal import LMIFiles
internal import LMIModel
internal import LMITransform

/// One pipeline in one place: what the commands `run`, `check` and `list` do.
///
/// The stages in their order: definitions, then for each source its bytes (extract), its observations
/// (transform), then the tables made of them, the bundle and its publication (load).
public struct Pipeline: Sendable {
    /// The version of this program.
    public static let version = ToolVersion.current

    let place: Workplace

    public init(_ place: Workplace) { self.place = place }

    func definition() throws(Diagnostic) -> PipelineDefinition {
        try PipelineSettings.pipeline(folder: place.pipelines, name: place.pipeline)
    }

    /// The one of `names` that a person who wrote `word` may have meant.
    public static func nearest(to word: String, among names: [String]) -> String? {
        word.nearest(of: names)
    }

    /// - Parameter names: The ones asked for; empty for all.
    /// - Throws: ``Diagnostic`` naming the first that there is not, with the nearest that there is.
    static func demand(_ names: [String], of known: [String], _ what: String) throws(Diagnostic) {
        guard let stranger = names.first(where: { !known.contains($0) }) else { return }
        let nearest = nearest(to: stranger, among: known).map { "did you mean \($0)? " } ?? ""
        throw Diagnostic(
            .error, .configuration, at: .nowhere, "\(stranger.quoted) is not a \(what) of this pipeline",
            mend: "\(nearest)the \(what)s are: \(known.joined(separator: ", "))")
    }
}
