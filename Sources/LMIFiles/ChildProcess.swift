public import Glibc

/// Starts other programs, without a shell.
public enum ChildProcess {
    /// Starts `program` as the leader of a group of its own, so that no Ctrl-C reaches it, with every signal as a new
    /// program finds it: what this process blocks or ignores would stay so in the child.
    ///
    /// - Parameters:
    ///   - arguments: What follows the program's name.
    ///   - environment: Lines `NAME=value`: the whole of it.
    ///   - streams: Says what becomes of the child's open files.
    ///   - child: Its process id, where it was started.
    /// - Returns: The error number of the system; 0 where it was started.
    public static func start(
        _ program: String, _ arguments: [String] = [], environment: [String],
        streams: (inout posix_spawn_file_actions_t) -> Void, child: inout pid_t
    ) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawnattr_init(&attributes)
        defer {
            unsafe posix_spawn_file_actions_destroy(&actions)
            unsafe posix_spawnattr_destroy(&attributes)
        }
        unsafe streams(&actions)
        var (all, none) = (sigset_t(), sigset_t())
        unsafe sigfillset(&all)
        unsafe sigemptyset(&none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP
        unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
        var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
        var lines = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (words + lines).forEach { unsafe free($0) } }
        return unsafe posix_spawn(&child, program, &actions, &attributes, &words, &lines)
    }
}
