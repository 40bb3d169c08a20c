"""strace as a way to put faults in: a trace of one run, and a fault at any call of it.

`when=` of strace counts the calls of one name by one thread. On one processor (`taskset`) the program does all its work on
one thread, call for call the same every time, so a call is named by (name, index)."""
import os
import pathlib
import re
import shutil
import subprocess
import threading

from hub import surroundings

FILE_CALLS = """openat read write pread64 pwrite64 close fsync fdatasync fchmod chmod fchmodat newfstatat fstatfs statfs ftruncate
 mkdir mkdirat rename renameat renameat2 unlink unlinkat rmdir symlink symlinkat link linkat readlink readlinkat getdents64
 lseek access faccessat faccessat2 fcntl flock ioctl utimensat sendfile copy_file_range fallocate open creat dup dup2 dup3 pipe2
 statx""".split()
# What a call may need the disk to take in
CHANGING_CALLS = set("""write pwrite64 fsync fdatasync fchmod chmod fchmodat ftruncate mkdir mkdirat rename renameat renameat2
 unlink unlinkat rmdir symlink symlinkat link linkat fallocate""".split())
# Memory, threads and the like: nothing on the disk differs before and after
IDLE = set("mmap munmap mprotect brk futex madvise getrandom rt_sigprocmask rt_sigaction sched_yield gettid getpid".split())

NEEDED = {"strace": "strace", "taskset": "util-linux"}


def missing():
    """Programs that are not there, as apt names them."""
    return sorted(package for program, package in NEEDED.items() if not shutil.which(program))


SEAT = threading.local()


def sit(numbers):
    """Gives this worker, a thread or a process, the next processor: trials side by side must not wait for each other."""
    with numbers.get_lock():
        SEAT.number = numbers.value
        numbers.value += 1


def one_processor():
    """The prefix that makes a program do everything on one thread, on the processor of the worker that starts it."""
    processors = sorted(os.sched_getaffinity(0))
    return ["taskset", "--cpu-list", str(processors[getattr(SEAT, "number", 0) % len(processors)])]


def inject(name, fault, when, log="/dev/null"):
    """The prefix that puts `fault` (`signal=SIGKILL`, `error=EIO`) in at call `when` (`7`, or `7+` and all after)."""
    # The quicker way of stopping at calls loses signals
    quick = [] if fault.startswith("signal") else ["--seccomp-bpf"]
    return [*one_processor(), "strace", "--follow-forks", *quick, "--quiet=all", "--output", log,
            f"--trace={name}", f"--inject={name}:{fault}:when={when}"]


class Call:
    """One call of a trace: its name, its number among those of its name, and its text."""

    def __init__(self, name, index, text):
        self.name, self.index, self.text = name, index, text

    def changes(self):
        """Whether the disk may be another after it."""
        return self.name in CHANGING_CALLS or (self.name == "openat" and "O_CREAT" in self.text)

    def __str__(self):
        return f"{self.name} {self.index}"


def trace(hub, log, *words, **options):
    """Runs the hub's night under strace; returns the run and its calls, in order. One thread, or nothing is repeatable."""
    run = hub.run(*words, before=[*one_processor(), "strace", "--follow-forks", "--decode-fds=path", "--quiet=all",
                                  "--string-limit=200", "--output", log], **options)
    calls, counts, threads = [], {}, set()
    for line in open(log, encoding="utf-8", errors="replace"):
        found = re.match(r"(?:(\d+) +)?(\w+)\((.*)", line)
        if not found:
            continue
        threads.add(found[1])
        name = found[2]
        counts[name] = counts.get(name, 0) + 1
        calls.append(Call(name, counts[name], found[3]))
    return run, calls, len(threads)


def phases(calls, *folders):
    """The calls from the first that names one of `folders` to the end: snapshots, records, ledger and publication."""
    for place, call in enumerate(calls):
        if call.name != "execve" and any(str(folder) in call.text for folder in folders):
            return calls[place:]
    return []


def preload(lab, **settings):
    """The environment of a run with surroundings.c in it; the settings are those of its first lines."""
    library = lab.path("surroundings.so")
    if not library.exists():
        compiler = shutil.which("clang") or shutil.which("cc")
        if not compiler:
            raise FileNotFoundError("no C compiler: clang comes with Swift")
        source = pathlib.Path(__file__).with_name("surroundings.c")
        subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source], check=True, capture_output=True)
    more = {f"LMI_TEST_{name.upper()}": str(value) for name, value in settings.items()}
    return surroundings(LD_PRELOAD=str(library), LMI_TEST_TOUCH=str(lab.path("preloaded")), **more)
