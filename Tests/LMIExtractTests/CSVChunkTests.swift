import LMIModel
import LMITestSupport
import Testing

@testable import LMIExtract

/// Chunk sizes and thread counts are nobody's business but the reader's.
struct CSVChunkTests {
    static let pieces = [
        "a", "17", "-3.25", "", "Stoke", "\"b,c\"", "\"say \"\"x\"\"\"", "\"two\nlines\"", "\"\"", "é",
        "\"r\r\nn\"", "€",
    ]

    /// Rows of three cells, sometimes with something wrong in them.
    static func text(_ seed: UInt64, isSound: Bool) -> [UInt8] {
        var dice = Dice(Int(seed))
        var text = "x,y,z\n"
        let wrong = [
            "a\"b", "\"a\"b", "\"open", "\u{1}", "a,b", "one\rtwo", "\"\"\"", "\r", "\n", "\"\r\"x", "\0",
            "x", "\"a\"\r",
        ]
        for _ in 0..<Int.random(in: 0...60, using: &dice) {
            let cells = (0..<3).map { _ in
                if !isSound, Int.random(in: 0..<40, using: &dice) == 0 {
                    return wrong.randomElement(using: &dice) ?? ""
                }
                return pieces.randomElement(using: &dice) ?? ""
            }
            text += cells.joined(separator: ",") + (Bool.random(using: &dice) ? "\n" : "\r\n")
        }
        if Bool.random(using: &dice) {
            while text.utf8.last == 10 || text.utf8.last == 13 { text.unicodeScalars.removeLast() }
        }
        var bytes = Array(text.utf8)
        if !isSound, seed % 5 == 0 {
            bytes[Int.random(in: 6...bytes.count - 1 + 6, using: &dice) % bytes.count] = 0xA3
        }
        return bytes
    }

    @Test(arguments: 1...20)
    func `the same cells come whatever the chunk size and the number of threads`(seed: Int) throws {
        let file = try TemporaryFile(Self.text(UInt64(seed), isSound: true))
        let whole = Outcome(file.path)
        guard case .rows = whole else {
            Issue.record("\(whole)")
            return
        }
        for chunkSize in [1, 2, 7, 63, 64, 65, 1000, 4096] {
            for threads in 1...3 {
                #expect(Outcome(file.path, chunkSize: chunkSize, threads: threads) == whole)
            }
        }
        #expect(Outcome(slowly: file.path) == whole)
    }

    @Test(arguments: 1...60)
    func `the same diagnostic comes from the quick scan and record by record, in any chunks`(seed: Int) throws
    {
        let file = try TemporaryFile(Self.text(UInt64(seed), isSound: false))
        let whole = Outcome(file.path)
        #expect(Outcome(slowly: file.path) == whole)
        for chunkSize in [1, 64, 100] {
            for threads in 1...3 {
                #expect(Outcome(file.path, chunkSize: chunkSize, threads: threads) == whole)
            }
        }
    }

    @Test func `what is wrong in the earlier row is told, be it the reader's or the consumer's finding`()
        throws
    {
        let rows = (2...60).map { $0 == 40 ? "a,b\n" : "a,b,c\n" }.joined()
        let file = try TemporaryFile("x,y,z\n" + rows)
        for chunkSize in [1, 50, 4096] {
            for threads in 1...3 {
                #expect(
                    Outcome(file.path, chunkSize: chunkSize, threads: threads, refuses: 39)
                        == .fault("f.csv:39: error: refused\n  mend: none"))
                #expect(
                    Outcome(file.path, chunkSize: chunkSize, threads: threads, refuses: 41)
                        == .fault(
                            """
                            f.csv:40: error: the row has 2 cells, the heading row has 3; it begins "a"; the table's 58 other rows fit
                              mend: fetch the file again; if rows of this file may lack cells at the end, write `short rows may lack: 1` under `table:`
                            """))
            }
        }
    }
}
