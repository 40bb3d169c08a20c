#!/usr/bin/env python3
"""What the child that parses a page asks of Linux, seen from outside by strace.

    jail.py PROGRAM PAGE

Once its filter stands, it may only read, write, get memory and end. Each kind of mischief that the program can be asked
for has to be ended, and without the filter it would have been seen: a check that cannot fail is none. Says how long a
page takes. Where strace is missing this is skipped with a word, unless CI=true.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

PARSING = {"read", "write", "writev", "mmap", "munmap", "mremap", "madvise", "mprotect", "brk", "futex", "getrandom",
           "clock_gettime", "exit_group"}
ENDED = {"trap": {"SIGILL", "SIGTRAP"}, "eat": {"SIGABRT"}, "spin": {"SIGXCPU"}, "write-file": {"SIGXFSZ"},
         "socket": {"SIGSYS"}, "open": {"SIGSYS"}, "start": {"SIGSYS"}}
SEEN = {"socket": "socket", "open": "openat", "start": r"(?:clone3?|vfork)"}


def traced(program, page, *words):
    """The lines of strace after the filter was set, and what the child wrote."""
    with tempfile.TemporaryDirectory(prefix="lmi-jail-") as scratch:
        lines, out = pathlib.Path(scratch, "calls"), pathlib.Path(scratch, "out")
        # Its answer goes into a pipe, as in a run; into a file where that is what it must not write
        target = f">{out}" if "write-file" in words else f"| cat >{out}"
        subprocess.run(["bash", "-c", f'strace -f -o "$0" "$@" 2>&1 <"$PAGE" {target}', lines, program, "parse-page",
                        *words], env={**os.environ, "PAGE": str(page), "SWIFT_BACKTRACE": "enable=no"}, stderr=subprocess.DEVNULL,
                       timeout=60)
        calls = lines.read_text(errors="replace").splitlines()
        written = out.read_bytes()
    start = next((place for place, line in enumerate(calls) if "PR_SET_SECCOMP" in line and line.endswith("= 0")), None)
    if start is None:
        sys.exit("jail: the child set no filter")
    return calls[start + 1:], written


def calls_of(lines):
    return [found[1] for found in (re.match(r"\d+ +(\w+)\(", line) for line in lines) if found]


def check_page(program, page, faults):
    lines, written = traced(program, page)
    calls = calls_of(lines)
    faults += [f"a page makes the child call {call}" for call in sorted(set(calls) - PARSING)]
    if not written.startswith(b"lmi page 1\n") or "+++ exited with 0 +++" not in lines[-1]:
        faults.append(f"no answer: {lines[-1:]}, {written[:40]!r}")
    print(f"jail: {len(calls)} calls after the filter: {', '.join(sorted(set(calls)))}")


def check_mischief(program, page, faults):
    for mischief, signals in ENDED.items():
        lines, _ = traced(program, page, "--fail", mischief)
        found = re.search(r"\+\+\+ killed by (\w+)", "\n".join(lines[-3:]))
        if not found or found[1] not in signals:
            faults.append(f"--fail {mischief} ended so: {lines[-1:]}")
        if mischief in SEEN and not re.search(rf" {SEEN[mischief]}\(", "\n".join(lines)):
            faults.append(f"--fail {mischief} did not try what it should")


def time_page(program, page):
    times = []
    for _ in range(20):
        with page.open("rb") as file:
            start = time.perf_counter()
            subprocess.run([program, "parse-page"], stdin=file, stdout=subprocess.DEVNULL, check=True, timeout=60)
            times.append(time.perf_counter() - start)
    print(f"jail: a page of {page.stat().st_size} bytes takes a child {min(times) * 1000:.1f} ms")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, page = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    if not shutil.which("strace"):
        print("jail: not checked: strace is missing; install strace", file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
    faults = []
    check_page(program, page, faults)
    check_mischief(program, page, faults)
    time_page(program, page)
    for fault in faults:
        print(f"jail: {fault}")
    print(f"jail: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
