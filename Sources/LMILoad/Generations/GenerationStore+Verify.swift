internal import LMIFiles
public import LMIModel

/// One generation in a list.
public struct GenerationSummary: Hashable, Sendable {
    public let id: String
    /// Known of the newest only.
    public let serial: Int?
    public let origin: Origin.Kind
    /// When the newest of its sources was first had.
    public let created: String
    public let tables: [String]
    public let registers: [String]
    /// Of all files but the manifest.
    public let bytes: Int
}

extension GenerationStore {
    /// Reads every published byte again and says what is not as it was published: nothing, if all is well.
    ///
    /// - Parameters:
    ///   - all: Every generation instead of the one that readers are sent to.
    ///   - manifests: The hashes that manifests of earlier generations had, where they are known.
    public func verify(
        all: Bool = false, manifests: [String: String] = [:]
    ) throws(Diagnostic) -> [Diagnostic] {
        guard let latest = try latest() else {
            throw Diagnostic(
                .error, .storage, at: .file("\(output)/latest.json"), "nothing has been published here",
                mend: "check the name of the folder (`--output`), or publish first")
        }
        var found: [Diagnostic] = []
        let top = try Folder(opening: output)
        if try top.read("latest.json", limit: Self.pointerLimit) != latest.file {
            found.append(
                Diagnostic(
                    .error, .storage, at: .file("\(output)/latest.json"),
                    "the file is not written as this program writes it",
                    mend: "write it anew with `lmi rollback \(latest.generation) --because TEXT`"))
        }
        let target = try top.linkTarget("current")
        if target != "generations/\(latest.generation)" {
            found.append(
                Diagnostic(
                    .error, .storage, at: .file("\(output)/current"),
                    "the link leads to \((target ?? "nothing").quoted), and `latest.json` to "
                        + "generations/\(latest.generation)".quoted,
                    mend: "make the link lead to generations/\(latest.generation)"))
        }
        let others = all ? try names().filter { $0 != latest.generation } : []
        for id in [latest.generation] + others {
            do throws(Diagnostic) {
                found += try opened(id, latest, manifests).differences()
            } catch { found.append(error) }
        }
        return found
    }

    private func opened(
        _ id: String, _ latest: LatestPointer, _ manifests: [String: String]
    ) throws(Diagnostic) -> Generation {
        let isServed = id == latest.generation
        return try Generation(
            id, in: output, manifestHash: isServed ? latest.manifestHash : manifests[id], isServed: isServed)
    }

    /// Every generation whose manifest is whole, newest first, and why the others cannot be listed, by id.
    ///
    /// - Parameter manifests: The hashes that manifests of earlier generations had, where they are known.
    public func list(
        manifests: [String: String] = [:]
    ) throws(Diagnostic) -> (whole: [GenerationSummary], damaged: [(id: String, fault: Diagnostic)]) {
        guard let latest = try latest() else { return ([], []) }
        var summaries: [GenerationSummary] = []
        var damaged: [(id: String, fault: Diagnostic)] = []
        for id in try names() {
            do throws(Diagnostic) {
                let manifest = try opened(id, latest, manifests).manifest
                summaries.append(
                    GenerationSummary(
                        id: id, serial: id == latest.generation ? latest.serial : nil,
                        origin: manifest.origin,
                        created: manifest.created, tables: manifest.tables, registers: manifest.registers,
                        bytes: manifest.files.reduce(0) { $0 + $1.bytes }))
            } catch { damaged.append((id, error)) }
        }
        return (summaries.sorted { ($0.created, $0.id) > ($1.created, $1.id) }, damaged)
    }
}
