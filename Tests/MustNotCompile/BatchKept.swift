// What reads the rows keeps numbers and texts, never the batch they stood in.
// expect: has non-Copyable type 'Batch?'
import LMIModel

struct Reader: BatchConsumer {
    #if MUST_NOT_COMPILE
        var last: Batch?
    #else
        var last: Int?
    #endif

    mutating func take(_ batch: borrowing Batch) throws(Diagnostic) {}
    mutating func merge(_ other: consuming Self) throws(Diagnostic) {}
}
