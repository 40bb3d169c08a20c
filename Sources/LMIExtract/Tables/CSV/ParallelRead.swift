internal import LMIFiles
internal import LMIModel
internal import Synchronization

/// Reads a table that runs to the end of its file and whose rows are all as wide as its headings.
struct ParallelRead: Sendable {
    private let table: CSVTable
    private let threads: Int

    init(_ table: CSVTable, threads: Int) {
        self.table = table
        self.threads = max(1, threads)
    }

    /// What a thread came to.
    private struct Share<C: BatchConsumer>: Sendable {
        /// The index of the first chunk it took, or of the one that failed.
        var chunk: Int
        var result: Result<C, Diagnostic>
    }

    /// Hands every row to copies of `start` and merges them.
    ///
    /// - Throws: The diagnostic of the first chunk that has one, whichever thread met it.
    func run<C: BatchConsumer>(_ start: C) throws(Diagnostic) -> C {
        let feed = try ChunkFeed(
            table.source, from: table.position, before: table.recordsBefore, threads: threads)
        let shares = Mutex<[Share<C>]>([])
        if threads == 1 {
            let share = work(feed, start)
            shares.withLock { $0.append(share) }
        } else {
            onWorkers(threads, threads: threads) { _ in
                let share = work(feed, start)
                shares.withLock { $0.append(share) }
            }
        }
        let ordered = shares.withLock { $0 }.sorted { $0.chunk < $1.chunk }
        for share in ordered {
            if case .failure(let fault) = share.result { throw fault }
        }
        var total: C?
        for share in ordered {
            let part = try share.result.get()
            if total == nil { total = part } else { try total?.merge(part) }
        }
        return total ?? start
    }

    private func work<C: BatchConsumer>(_ feed: ChunkFeed, _ start: C) -> Share<C> {
        var consumer = start
        var batch = Batch(width: table.headings.count)
        var firstChunk: Int?
        while true {
            var index = Int.max
            do throws(Diagnostic) {
                guard let chunk = try feed.next(into: &batch.bytes) else {
                    return Share(chunk: firstChunk ?? .max, result: .success(consumer))
                }
                index = chunk.index
                firstChunk = firstChunk ?? index
                try take(chunk, of: feed, &batch, into: &consumer)
            } catch {
                feed.stop()
                return Share(chunk: index, result: .failure(error))
            }
        }
    }

    private func take<C: BatchConsumer>(
        _ chunk: Chunk, of feed: ChunkFeed, _ batch: inout Batch, into consumer: inout C
    ) throws(Diagnostic) {
        guard chunk.isWhole, let rows = scan(chunk, &batch) else {
            return try takeSlowly(chunk, of: feed, into: &consumer)
        }
        batch.rows = rows
        batch.firstRecord = feed.recordsBefore(chunk) + 1
        feed.publish(rows, of: chunk)
        if let heading = table.rule.mark, let row = Self.row(of: batch, saying: heading) {
            batch.rows = row
            let fault = table.rule.repeatedMark(row: batch.record(row))
            if row > 0 { try consumer.take(batch) }
            throw fault
        }
        try consumer.take(batch)
    }

    /// Finds the cells of a chunk; nil when anything at all is wrong with it.
    private func scan(_ chunk: Chunk, _ batch: inout Batch) -> Int? {
        let missing = chunk.count + 64 - batch.ends.count
        if missing > 0 { batch.ends += Array(repeating: 0, count: missing) }
        let scan = SeparatorScan(
            batch.bytes, count: chunk.count, delimiter: table.source.delimiter, into: &batch.ends)
        guard scan.isSound, scan.separators.isMultiple(of: batch.width) else { return nil }
        let rows = scan.separators / batch.width
        guard Self.isEven(batch, rows, lineFeeds: scan.lineFeeds) else { return nil }
        if !scan.isASCII {
            do throws(UTF8.ValidationError) {
                _ = try UTF8Span(validating: batch.bytes.span.extracting(0..<chunk.count))
            } catch {
                return nil
            }
        }
        batch.mayHoldQuotes = scan.holdsDoubledQuotes
        batch.mayHoldReturns = scan.holdsReturns
        return rows
    }

    /// True when every row of the batch ends with a line feed and no other cell does.
    private static func isEven(_ batch: borrowing Batch, _ rows: Int, lineFeeds: Int) -> Bool {
        let width = batch.width
        var last = width - 1
        for _ in 0..<rows {
            if batch.bytes[Int(batch.ends[last])] != 0x0A { return false }
            last += width
        }
        // As many line feeds as rows: none is left for another place.
        if lineFeeds == rows { return true }
        for place in 0..<rows * width
        where batch.bytes[Int(batch.ends[place])] == 0x0A && (place + 1) % width != 0 {
            return false
        }
        return true
    }

    /// Reads a chunk record by record, which either says what is wrong or comes to the same rows.
    private func takeSlowly<C: BatchConsumer>(
        _ chunk: Chunk, of feed: ChunkFeed, into consumer: inout C
    ) throws(Diagnostic) {
        let before = feed.recordsBefore(chunk)
        var read = 0
        defer { feed.publish(read, of: chunk) }
        let end = chunk.isWhole ? chunk.position + chunk.count : .max
        var rows = try RowReader(table, from: chunk.position, before: before)
        var batch = Batch(width: table.headings.count)
        while true {
            let fault = rows.fill(&batch, until: end)
            read = rows.recordsRead
            if batch.rows > 0 { try consumer.take(batch) }
            if let fault { throw fault }
            if batch.rows == 0 { break }
        }
        guard end == .max || rows.position == end else {
            throw Diagnostic(
                .error, .internal, at: .file(table.file),
                "the two readers of CSV disagree about where row \(before + read + 1) starts",
                mend: "report this with the file")
        }
    }

    /// The first row whose first cell says `text`.
    private static func row(of batch: borrowing Batch, saying text: String) -> Int? {
        let bytes = Array(text.utf8).flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }
        let key = ShortKey(bytes.span, 0..<bytes.count)
        for row in 0..<batch.rows where batch.key(row, 0) == key {
            if key.isWhole || batch.bytes[batch.cell(row, 0)].elementsEqual(bytes) { return row }
        }
        return nil
    }
}
