internal import LMIExtract
internal import LMIFiles
internal import LMIModel

/// The bytes at the publishers' own addresses.
extension Intake {
    /// What is known of a source before its publisher is asked.
    private struct Before: Sendable {
        var record: SnapshotRecord?
        /// Whether the store knows of no newer bytes, such as some that could not be read.
        var isNewest = false
        /// The bytes of the record; nil where there are none that can be used.
        var bytes: SnapshotStore.StandingBytes?
        var notes: [Diagnostic] = []
    }

    /// A source that is ready to be had.
    private enum Ready: Sendable {
        case own(Gathered)
        case asked(FetchTask, Before)
    }

    /// - Throws: ``Diagnostic`` where none of them can be had.
    func fetched(
        _ sources: [SourceDefinition], _ store: SnapshotStore, isInterrupted: @Sendable () -> Bool
    ) throws(Diagnostic) -> [String: Result<Gathered, Diagnostic>] {
        let secrets = try secrets(of: sources)
        let folder = "\(place.state)/\(Self.scratch)"
        _ = try Folder(making: folder, mode: 0o700)
        defer { clear() }
        var results: [String: Result<Gathered, Diagnostic>] = [:]
        var tasks: [FetchTask] = []
        var asked: [(source: SourceDefinition, before: Before)] = []
        let ready = try concurrently(sources.count, threads: place.threads) { number in
            Result { () throws(Diagnostic) in try self.ready(sources[number], store, secrets, folder) }
        }
        for (source, ready) in zip(sources, ready) {
            switch ready {
            case .success(.own(let gathered)): results[source.id] = .success(gathered)
            case .success(.asked(let task, let before)):
                tasks.append(task)
                asked.append((source, before))
            case .failure(let fault): results[source.id] = .failure(fault)
            }
        }
        let endings = tasks.isEmpty ? [] : try carry(tasks, scratch: folder, isInterrupted: isInterrupted)
        for (ending, (task, (source, before))) in zip(endings, zip(tasks, asked)) {
            results[source.id] = Result { () throws(Diagnostic) in
                try take(ending, refused: task.conversation.refused, source, before, store)
            }
        }
        return results
    }

    private func ready(
        _ source: SourceDefinition, _ store: SnapshotStore, _ secrets: [String: String], _ folder: String
    ) throws(Diagnostic) -> Ready {
        guard let plan = try Self.plan(of: source) else { return .own(try ownFile(source, store)) }
        let before = try before(source, store)
        let conversation = try plan.conversation(
            kept: Self.keptFile(before), day: place.today, secrets: secrets, place: source.path,
            name: source.file, scratch: folder)
        return .asked(FetchTask(id: source.id, conversation: conversation), before)
    }

    /// - Returns: Nil for a file of the hub's own.
    private static func plan(of source: SourceDefinition) throws(Diagnostic) -> FetchPlan? {
        guard let plan = source.fetch else { throw noWay(source) }
        return plan.way == .ownFile ? nil : plan
    }

    static func noWay(_ source: SourceDefinition) -> Diagnostic {
        Diagnostic(
            .error, .configuration, at: .file(source.path), "the source has no address to be fetched from",
            mend: "add `fetch: {url: https://…}` to \(source.path), or run with --inputs")
    }

    /// The bytes that a publisher gave last and that could be read: what was refused is no measure of what is to come, and
    /// its publisher is not told that it is here. They are read through before anybody is asked whether they are still the
    /// newest, or nobody has written into them since they were: a copy that has come to harm is of no use, and is fetched anew.
    private func before(
        _ source: SourceDefinition, _ store: SnapshotStore
    ) throws(Diagnostic) -> Before {
        let records = try store.newestRecords(source: source.id)
        guard let record = records.read else { return Before() }
        let isNewest = records.newest == record
        do throws(Diagnostic) {
            return Before(
                record: record, isNewest: isNewest,
                bytes: try store.open(record.sha256, believing: believed[record.sha256]))
        } catch {
            let note = Diagnostic(
                .warning, .storage, at: .file(source.file),
                "the kept copy of this file is damaged or gone, so it is fetched whole: \(error.message)",
                mend: "check the disk if this comes again")
            return Before(record: record, isNewest: isNewest, notes: [note])
        }
    }

    /// A file of a folder of inputs was sent by nobody, so nothing is concluded from its size.
    private static func keptFile(_ before: Before) -> KeptFile? {
        guard let record = before.record, !record.url.isEmpty else { return nil }
        return KeptFile(
            sha256: record.sha256, bytes: record.bytes,
            validators: before.bytes == nil ? nil : record.validators)
    }

    private func take(
        _ ending: FetchEnding, refused: FetchedFile?, _ source: SourceDefinition, _ before: Before,
        _ store: SnapshotStore
    ) throws(Diagnostic) -> Gathered {
        if case .failure(let fault) = ending.outcome, fault.fault == .content, let refused,
            Files.exists(refused.path)
        {
            throw Quarantine.kept(refused, of: source.id, state: place.state, because: fault)
        }
        var gathered: Gathered
        switch try ending.outcome.get() {
        case .whole(let file, let validators):
            try refuseCut(file, source, before, store)
            if let record = before.record, let bytes = before.bytes, record.sha256 == file.sha256,
                !record.url.isEmpty
            {
                let confirmed = try store.confirm(
                    record, now: place.now, validators: validators, isNewest: before.isNewest)
                gathered = self.gathered(confirmed, source, bytes, .unchanged)
                break
            }
            let url = ending.requests.last?.url ?? source.publication.url
            let record = try store.put(
                fetched: file, source: source.id, url: url, now: place.now, validators: validators)
            let isNew = record.sha256 != before.record?.sha256
            gathered = self.gathered(
                record, source, try store.open(record.sha256), isNew ? .new : .unchanged)
        case .unchanged:
            guard let record = before.record, let bytes = before.bytes else {
                throw Diagnostic(
                    .error, .internal, at: .file(source.file), "an answer without bytes was taken for bytes",
                    mend: "this is a fault of lmi: report it")
            }
            let confirmed = try store.confirm(
                record, now: place.now, validators: record.validators, isNewest: before.isNewest)
            gathered = self.gathered(confirmed, source, bytes, .confirmed)
        }
        gathered.requests = ending.requests
        gathered.milliseconds = ending.requests.reduce(0) { $0 + $1.milliseconds }
        gathered.notes = before.notes
        return gathered
    }

    /// Where a file ended with a line's end and the next edition does not, its last number may have lost digits on the way.
    private func refuseCut(
        _ file: FetchedFile, _ source: SourceDefinition, _ before: Before, _ store: SnapshotStore
    ) throws(Diagnostic) {
        let end = UInt8(ascii: "\n")
        guard source.fetch?.form == .csv, let record = before.record, let bytes = before.bytes,
            try Files.lastByte(file.path) != end
        else { return }
        if !bytes.isProven {
            // Bytes that have come to harm are no measure, and are found out when they are needed.
            guard case .success = Result(catching: { () throws(Diagnostic) in try store.open(record.sha256) })
            else { return }
        }
        guard try Files.lastByte(bytes.path) == end else { return }
        let fault = Diagnostic(
            .error, .content, at: .file(source.file),
            "the file ends within a line, and the one before it did not: its end may be missing",
            mend:
                "look at the end of the file; if nothing is missing, put it into the folder of own files for once (`fetch: {own file: yes}`)"
        )
        throw Quarantine.kept(file, of: source.id, state: place.state, because: fault)
    }

    /// Takes down which bytes could be read, for the next night to compare with.
    func noteRead(_ gathered: [String: Result<Gathered, Diagnostic>]) throws(Diagnostic) {
        if case .folder = place.inputs { return }
        let store = try store()
        for (source, result) in gathered.sorted(by: { $0.key < $1.key }) {
            guard case .success(let gathered) = result, !gathered.wasRead else { continue }
            try store.noteRead(gathered.snapshot.sha256, source: source)
        }
    }

    /// A file that the hub itself puts into the folder of its own files.
    private func ownFile(
        _ source: SourceDefinition, _ store: SnapshotStore
    ) throws(Diagnostic) -> Gathered {
        let path = "\(place.state)/own/\(source.file)"
        guard Files.exists(path) else {
            throw Diagnostic(
                .error, .source, at: .file(source.file),
                "this is the hub's own file, and it is not among its own files",
                mend: "put it there as \(path)")
        }
        let began = ContinuousClock.now
        let record = try store.put(fileAt: path, source: source.id, now: place.now)
        var gathered = self.gathered(record, source, try store.open(record.sha256), .own)
        gathered.milliseconds = Self.milliseconds(since: began)
        return gathered
    }

    /// What is left goes with the next run that holds the lock.
    private func clear() {
        do throws(Diagnostic) {
            try Folder(opening: place.state).removeFolder(Self.scratch)
        } catch {
            return
        }
    }
}
