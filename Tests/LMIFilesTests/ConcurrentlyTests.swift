import LMIFiles
import LMIModel
import Testing

/// Work done side by side ends as if it had been done in order.
struct ConcurrentlyTests {
    private func fault(_ number: Int) -> Diagnostic {
        Diagnostic(.error, .content, at: .nowhere, "piece \(number)", mend: "none")
    }

    @Test(arguments: [1, 2, 8]) func `results come in the order of the pieces`(threads: Int) throws {
        let squares = try concurrently(500, threads: threads) { number throws(Diagnostic) in number * number }
        #expect(squares == (0..<500).map { $0 * $0 })
    }

    @Test(arguments: [1, 2, 8]) func `of several faults the first piece's is thrown`(threads: Int) {
        let thrown = #expect(throws: Diagnostic.self) {
            try concurrently(200, threads: threads) { number throws(Diagnostic) -> Int in
                if number % 50 == 37 { throw fault(number) }
                return number
            }
        }
        #expect(thrown?.message == "piece 37")
    }

    @Test func `no piece is no work`() throws {
        #expect(try concurrently(0) { _ throws(Diagnostic) in 1 }.isEmpty)
    }
}
