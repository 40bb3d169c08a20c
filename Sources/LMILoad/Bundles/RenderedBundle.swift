internal import LMIFiles
public import LMIModel

/// A bundle with its bytes and its id: the same input gives the same, on any machine and on any day.
public struct RenderedBundle: Sendable {
    /// The day of its newest source and the first twelve digits of its content's hash.
    public let id: String
    public let origin: Origin.Kind
    /// When the newest of its sources was first had.
    public let created: String
    /// When a reader should begin to wonder where the next edition is; nil where no source says when that is due.
    public let staleAfter: Day?
    /// Every file; `manifest.json` is the last.
    public let files: [BundleFile]

    private let renderer: BundleRenderer

    /// How many days late an edition may be before anybody need look into it.
    private static let graceDays = 14

    /// As long as an id: files are given their bytes with it first, so that the id can be a hash of them.
    private static let zeros = "0000-00-00-000000000000"

    /// - Parameter lastGood: The generation that carried tables are taken from.
    /// - Throws: ``Diagnostic``: a carried table that is not to be had, names that cannot be published, or a
    ///   figure that contradicts itself, which is a fault of the program.
    public init(_ bundle: Bundle, lastGood: Generation?) throws(Diagnostic) {
        let renderer = try BundleRenderer(bundle, lastGood: lastGood)
        let nameless = try renderer.files(Self.zeros).dropLast()
        let lines = nameless.map { "\($0.path)\0\($0.sha256)\n" }.joined()
        id = "\(renderer.created.prefix(10))-\(SHA256.hex(of: Array(lines.utf8)).prefix(12))"
        origin = bundle.origin
        created = renderer.created
        staleAfter = Self.staleAfter(renderer.tables.compactMap(\.nextDue))
        files = try renderer.files(id)
        self.renderer = renderer
    }

    private init(_ bundle: RenderedBundle, files: [BundleFile]) {
        id = bundle.id
        origin = bundle.origin
        created = bundle.created
        staleAfter = bundle.staleAfter
        renderer = bundle.renderer
        self.files = files
    }

    /// The same bundle with a gzipped copy beside each larger file, for servers that send such copies as they
    /// are.
    ///
    /// The id does not speak of the copies: what they hold is hashed already, and how it is packed is zlib's
    /// affair. The manifest, which names them, has none.
    func packed() throws(Diagnostic) -> RenderedBundle {
        let plain = Array(files.dropLast())
        let copies = try concurrently(plain.count) { place throws(Diagnostic) in try plain[place].packed() }
        let all = plain + copies.compactMap(\.self)
        return RenderedBundle(self, files: renderer.withManifest(id, all))
    }

    /// When a reader should begin to wonder, given when the next editions of the sources are due.
    static func staleAfter(_ due: [Day]) -> Day? { due.min()?.later(byDays: graceDays) }

    var bytes: Int { files.reduce(0) { $0 + $1.bytes.count } }
}
