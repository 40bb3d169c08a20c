// A batch is lent for one call and refilled after it: a copy would be the whole file in memory.
// expect: 'batch' is borrowed and cannot be consumed
import LMIModel

#if MUST_NOT_COMPILE
    func rows(_ batch: borrowing Batch) -> Int {
        let kept = batch
        return kept.rows
    }
#else
    func rows(_ batch: borrowing Batch) -> Int { batch.rows }
#endif
