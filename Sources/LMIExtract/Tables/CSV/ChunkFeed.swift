internal import Dispatch
internal import LMIModel
internal import Synchronization

/// A run of whole records of a file, in the order of the file.
struct Chunk: Sendable {
    /// 0 for the first of the region.
    var index: Int
    /// Where its first record starts in the text, and where the next chunk's does.
    var position: Int
    var count: Int
    /// False where its last record has no end, or its text stops at a fault: from here the file is read record
    /// by record.
    var isWhole: Bool
}

/// Deals out a file's records in chunks to any number of threads.
///
/// Taking a chunk means reading it and counting its quotes, so that it ends at the end of a record. All that
/// takes longer is done by the taker, beside the others.
final class ChunkFeed: Sendable {
    private struct State: ~Copyable, Sendable {
        var stream: TextStream
        /// The start of a record whose end has not been read.
        var rest: [UInt8] = []
        var index = 0
        var position: Int
        var hasEnded = false
    }

    private let source: CSVSource
    private let state: Mutex<State>
    /// Records before the chunk whose turn it is.
    private let recordsBefore: Mutex<Int>
    /// One for each chunk that can be in hand, told when the chunk before has been counted.
    private let turns: [DispatchSemaphore]

    /// - Parameter before: How many records stand before `position`.
    init(_ source: CSVSource, from position: Int, before: Int, threads: Int) throws(Diagnostic) {
        self.source = source
        let stream = try TextStream.open(source, from: position)
        state = Mutex(State(stream: stream, position: position))
        recordsBefore = Mutex(before)
        // Dispatch refuses to let go of a semaphore that stands lower than it began: all begin at nothing.
        turns = (0...threads).map { _ in DispatchSemaphore(value: 0) }
        turns[0].signal()
    }

    /// Reads the next chunk into `bytes`, with 64 blanks after it; nil at the end.
    func next(into bytes: inout [UInt8]) throws(Diagnostic) -> Chunk? {
        try state.withLock { state throws(Diagnostic) in
            guard !state.hasEnded else { return nil }
            do throws(Diagnostic) {
                return try read(&state, into: &bytes)
            } catch {
                state.hasEnded = true
                throw error
            }
        }
    }

    /// Deals out no more chunks.
    func stop() { state.withLock { $0.hasEnded = true } }

    /// How many records stand before `chunk` in the file, once those of all chunks before it are counted.
    ///
    /// Every taker of a chunk asks this once and then says ``publish(_:of:)``, or the next would wait for ever.
    func recordsBefore(_ chunk: Chunk) -> Int {
        turns[chunk.index % turns.count].wait()
        return recordsBefore.withLock { $0 }
    }

    /// Says how many records `chunk` has.
    func publish(_ records: Int, of chunk: Chunk) {
        recordsBefore.withLock { $0 += records }
        turns[(chunk.index + 1) % turns.count].signal()
    }

    private func read(_ state: inout State, into bytes: inout [UInt8]) throws(Diagnostic) -> Chunk? {
        var filled = state.rest.count
        Self.makeRoom(filled + source.chunkSize, in: &bytes)
        bytes.replaceSubrange(0..<filled, with: state.rest)
        var isInside = ByteMarks.isOdd(0x22, in: bytes, from: 0, count: filled)
        var end: Int?
        while end == nil {
            let got = try state.stream.read(into: &bytes, place: filled, count: source.chunkSize)
            let isTooLong = filled + got > source.longestRecord
            if got == 0 || isTooLong {
                state.hasEnded = true
                guard filled + got > 0 || state.stream.fault != nil else { return nil }
                return whole(&state, &bytes, filled + got, isInside, isTooLong: isTooLong)
            }
            if ByteMarks.isOdd(0x22, in: bytes, from: filled, count: got) { isInside.toggle() }
            end = Self.lastLineEnd(in: bytes, filled..<filled + got, endsInside: isInside)
            filled += got
            Self.makeRoom(filled + source.chunkSize, in: &bytes)
        }
        let count = end ?? filled
        state.rest.removeAll(keepingCapacity: true)
        state.rest.append(contentsOf: bytes[count..<filled])
        for place in count..<count + 64 { bytes[place] = 0x20 }
        let chunk = Chunk(index: state.index, position: state.position, count: count, isWhole: true)
        state.index += 1
        state.position += count
        return chunk
    }

    /// The last chunk, which gets the line end that a file may lack.
    private func whole(
        _ state: inout State, _ bytes: inout [UInt8], _ filled: Int, _ isInside: Bool, isTooLong: Bool
    ) -> Chunk {
        let isWhole =
            !isTooLong && !isInside && state.stream.fault == nil && bytes[filled - 1] != 0x0D
        bytes[filled] = 0x0A
        for place in filled + 1..<filled + 65 { bytes[place] = 0x20 }
        return Chunk(index: state.index, position: state.position, count: filled + 1, isWhole: isWhole)
    }

    private static func makeRoom(_ count: Int, in bytes: inout [UInt8]) {
        let missing = count + 128 - bytes.count
        if missing > 0 { bytes += [UInt8](repeating: 0x20, count: missing) }
    }

    /// The place after the last line feed of `range` outside quotes.
    private static func lastLineEnd(in bytes: [UInt8], _ range: Range<Int>, endsInside: Bool) -> Int? {
        var isInside = endsInside
        for place in range.reversed() {
            let byte = bytes[place]
            if byte == 0x22 { isInside.toggle() }
            if byte == 0x0A, !isInside { return place + 1 }
        }
        return nil
    }
}
