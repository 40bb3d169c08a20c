/// One input of libFuzzer: choices are taken off its end, so that a plain file of the format is a good seed.
struct Input {
    private(set) var bytes: ArraySlice<UInt8>

    init(_ data: UnsafePointer<UInt8>?, _ count: Int) {
        bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))[...]
    }

    /// A number below `count`, of the input's last byte; 0 where none is left.
    mutating func choice(of count: Int) -> Int { Int(bytes.popLast() ?? 0) % count }
}

/// Ends the run with the input that breaks `rule`.
func demand(_ holds: Bool, _ rule: @autoclosure () -> String) {
    if !holds { fatalError(rule()) }
}
