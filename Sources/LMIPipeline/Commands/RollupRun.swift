internal import LMIExtract
internal import LMIFiles
internal import LMIModel
internal import LMITransform

/// Sums one large file by groups.
public struct RollupRun: Sendable {
    let definition: String
    let file: String
    let into: String?
    let lists: String?
    let threads: Int

    /// - Parameters:
    ///   - into: The file to write; nil for standard output.
    ///   - lists: The folder of the lists that the definition names; nil for the definition's own.
    public init(definition: String, file: String, into: String?, lists: String?, threads: Int) {
        self.definition = definition
        self.file = file
        self.into = into
        self.lists = lists
        self.threads = threads
    }

    public func run(_ console: inout Console) -> ExitStatus {
        do throws(Diagnostic) {
            let bytes = try Files.read(definition, limit: 1 << 20)
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Diagnostic(
                    .error, .configuration, at: .file(definition), "the file is not UTF-8",
                    mend: "save it as UTF-8 in the editor")
            }
            let folder = lists ?? definition.lastIndex(of: "/").map { String(definition[..<$0]) } ?? "."
            let rollup = try RollupSettings.rollup(text, path: definition, lists: folder)
            let csv = CSVFile(path: file, name: file, encoding: rollup.encoding, delimiter: rollup.delimiter)
            guard let table = try csv.tables(rollup.region).first else { return .content }
            let start = try RollupConsumer(rollup.plan, headings: table.headings, file: table.file)
            let result = try table.read(into: start, threads: threads).result()
            if let into {
                try Files.write(result.csv(), to: into)
            } else {
                console.sayBytes(result.csv())
            }
            tell(result, &console)
            return .success
        } catch {
            console.tell("\(error)")
            return ExitStatus(error.fault)
        }
    }

    private func tell(_ result: RollupResult, _ console: inout Console) {
        let counts = result.counts
        var words = ["\(counts.read) rows read", "\(counts.summed) summed in \(result.count) groups"]
        if counts.notKept > 0 { words.append("\(counts.notKept) not kept") }
        if counts.unmapped > 0 {
            words.append("\(counts.unmapped) left out because the crosswalk lacks their code")
        }
        if counts.withoutTarget > 0 {
            words.append("\(counts.withoutTarget) of codes that the crosswalk maps to nothing")
        }
        for (reason, count) in counts.withheld.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            words.append("\(count) without a number (\(reason.rawValue))")
        }
        console.tell(words.joined(separator: "; "))
    }
}
