internal import LMIFiles
public import LMIModel

extension GenerationStore {
    /// A text that changes when anybody writes into the generation that readers are sent to, adds a file, takes one away,
    /// or leads `current` elsewhere. It is had without reading the files, so it says nothing of a disk that forgets:
    /// ``verify(all:)`` does.
    ///
    /// - Throws: ``Diagnostic`` of fault `storage` when its manifest is not the one that `latest.json` names.
    public func stamp(of latest: LatestPointer) throws(Diagnostic) -> String {
        let top = try Folder(opening: output)
        _ = try Generation.manifestBytes(latest.generation, in: output, expected: latest.manifestHash)
        let generation = try top.folder("generations").folder(latest.generation)
        var lines = ["current\0\(try top.linkTarget("current") ?? "")"] + (try generation.stamps())
        for entry in try generation.list() where entry.kind == .folder {
            lines += try generation.folder(entry.name).stamps().map { "\(entry.name)/\($0)" }
        }
        return SHA256.hex(of: Array(lines.joined(separator: "\n").utf8))
    }
}
