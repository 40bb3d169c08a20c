import Foundation
import LMIModel
import LMITestSupport

@testable import LMILoad

/// A folder to publish the tiny bundle into.
struct PublishingFixture {
    let scratch: ScratchFolder
    let store: GenerationStore
    var output: String { store.output }

    init() throws {
        scratch = try ScratchFolder()
        store = GenerationStore(output: "\(scratch.path)/Output")
    }

    @discardableResult
    func publish(
        _ entries: [TableEntry]? = nil, _ kind: Origin.Kind = .live, at day: Int = 22
    ) throws -> GenerationStore.Outcome {
        let carriesAll = entries?.allSatisfy { if case .carried = $0 { true } else { false } } ?? false
        let bundle = try TinyBundle.bundle(entries, snapshots: carriesAll ? [] : [TinyBundle.snapshot(kind)])
        return try store.publish(
            RenderedBundle(bundle, lastGood: store.lastGood()), published: "2026-11-\(day)T02:00:00Z")
    }

    /// The id of what is published, which must be something new.
    func published(_ entries: [TableEntry]? = nil, _ kind: Origin.Kind = .live) throws -> String {
        let outcome = try publish(entries, kind)
        guard case .published(let id, _) = outcome else {
            throw Diagnostic(.error, .internal, at: .nowhere, "\(outcome)", mend: "publish something new")
        }
        return id
    }

    /// The table with its last row left out.
    func shorter() throws -> [TableEntry] {
        [.fresh(TinyBundle.table(Array(try TinyBundle.rows().dropLast())))]
    }

    func refusal(_ work: () throws -> Void) -> String {
        do {
            try work()
            return "not refused"
        } catch { return "\(error)".replacing(output, with: "Output") }
    }

    func file(_ path: String) -> String { "\(output)/\(path)" }
    func text(_ path: String) throws -> String {
        try String(contentsOfFile: file(path), encoding: .utf8)
    }

    /// Every file and link below Output with its inode, time and size.
    func facts() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: output).sorted().map { path in
            var facts = stat()
            unsafe lstat(file(path), &facts)
            return "\(path) \(facts.st_ino) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec) \(facts.st_size)"
        }
    }
}
