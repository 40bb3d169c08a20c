internal import CLibFuzzer
internal import Glibc

/// A file that stands in memory alone.
struct MemoryFile {
    private let descriptor = fuzz_memory_file()
    var path: String { "/proc/self/fd/\(descriptor)" }

    func hold(_ bytes: [UInt8]) {
        let written = unsafe bytes.withUnsafeBytes { unsafe pwrite(descriptor, $0.baseAddress, $0.count, 0) }
        demand(
            ftruncate(descriptor, bytes.count) == 0 && written == bytes.count, "the file cannot be written")
    }
}
