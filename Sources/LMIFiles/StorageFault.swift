internal import Glibc
public import LMIModel

extension Diagnostic {
    /// Whether something that is kept is not as it was written, or is gone: the disk itself reads and writes.
    public var isDamage: Bool {
        let codes = [ENOENT, ENOTDIR, EISDIR, ELOOP, EINVAL]
        return fault == .storage && systemCode.map(codes.contains) ?? true
    }

    /// A call of the operating system that failed.
    ///
    /// - Parameters:
    ///   - doing: What was being done, such as "cannot write".
    ///   - path: The file or folder as it was given.
    ///   - code: The value of `errno`.
    static func storage(_ doing: String, _ path: String, _ code: Int32) -> Diagnostic {
        var fault = Diagnostic(
            .error, .storage, at: .file(path), "\(doing): \(systemText(code))", mend: mend(path, code))
        fault.systemCode = code
        return fault
    }

    private static func systemText(_ code: Int32) -> String {
        var buffer = [CChar](repeating: 0, count: 128)
        guard unsafe strerror_r(code, &buffer, 128) == 0 else { return "system error \(code)" }
        let words = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return words.prefix(1).lowercased() + words.dropFirst()
    }

    private static func mend(_ path: String, _ code: Int32) -> String {
        switch code {
        case ENOSPC, EDQUOT: "free some room on the disk that holds \(path), then run again"
        case EFBIG: "raise the limit on the size of files (`ulimit -f`), then run again"
        case EACCES, EPERM:
            "give the user who runs this program the right to \(path) and to the folder it is in, then run again"
        case EROFS: "the disk is mounted read-only: mount it for writing, or choose another folder"
        case EMFILE, ENFILE: "raise the limit on open files (`ulimit -n`), then run again"
        case ENAMETOOLONG: "choose a shorter name or a folder nearer to the root"
        case ENOENT: "check the spelling of \(path), or put it there"
        case ELOOP: "\(path) is a symbolic link, which is never followed here: name what it leads to instead"
        case ENOTDIR:
            "a folder is wanted where a file (or a symbolic link) stands: rename or remove that file"
        case EISDIR: "a file is wanted where a folder stands: rename or remove that folder"
        case EXDEV: "keep \(path) on one disk: nothing can be renamed from one disk to another"
        case EIO: "the disk cannot be trusted: check it (`dmesg`, `fsck`), then run again"
        default: "put this right, then run again"
        }
    }
}
