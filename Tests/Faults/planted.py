#!/usr/bin/env python3
"""Plants bad builds and sees the faults' runner go red on each: a harness that nothing can turn red shows nothing.

    planted.py [NAME…] [--list]     all, or those whose names begin so; --list only says what there is, and whether each
                                    text that is replaced still stands once in the tree

Each fault is put into a copy of the tree by exact replacement of texts, built, tried with the cases that have to see it, and
taken out again. Before and after, the same cases have to pass with the build as it is. The copy and its build stay in
.build-planted, so that the next time only what changed is built."""
import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
HOME = ROOT / ".build-planted"
TREE, BUILD = HOME / "tree", HOME / "build"

STORE = "Sources/LMILoad/Generations/GenerationStore.swift"
LOCK = "Sources/LMIFiles/FileLock.swift"
READER = "Sources/LMIPipeline/Definitions/Pipelines/PipelineDefinition.swift"
PAGE = "Sources/LMIExtract/Tables/HTML/Parsing/PageBuilder.swift"
DESCRIPTOR = "Sources/LMIFiles/Descriptor.swift"
FOLDER = "Sources/LMIFiles/Folder+Files.swift"


READ_BACK = ("        let generation = try Generation(bundle.id, in: output, isServed: false)\n"
             "        try Self.refuseDamage(generation)\n")


class Planted:
    """A bad build: the texts that are replaced, and the cases that have to go red."""

    def __init__(self, title, cases, *changes):
        self.title, self.cases, self.changes = title, cases, changes


PLANTED = {
    "in-place": Planted(
        "files are written under the name that readers will know", "S5",
        (STORE, "let temporary = Folder.temporaryName()\n        let folder = try generations.makeFolder(temporary)",
         "let temporary = bundle.id\n        let folder = try generations.makeFolder(temporary)")),
    "pointer-first": Planted(
        "the pointer moves before the files are there", "S1,S2,S5",
        (STORE, "        if try !generations.has(bundle.id) { try write(bundle.packed(), into: generations) }\n" + READ_BACK,
         "        let packed = try bundle.packed()\n"
         '        let manifestHash = packed.files.last { $0.path == "manifest.json" }?.sha256 ?? ""\n'),
        (STORE, "manifestHash: generation.manifestHash,", "manifestHash: manifestHash,"),
        (STORE, "        try point(top, to: pointer)\n",
         "        try point(top, to: pointer)\n"
         "        if try !generations.has(bundle.id) { try write(packed, into: generations) }\n")),
    "no-limit": Planted(
        "a definition may be of any size", "F2",
        (READER, "private static let mostBytes = 8 << 20", "private static let mostBytes = 8 << 40")),
    "lock-by-presence": Planted(
        "a lock is held where its file is there", "S10",
        (LOCK, "let number = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)\n",
         "let number = unsafe open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)\n"
         '            if number < 0, errno == EEXIST { return .held(by: "somebody") }\n')),
    "deaf-parser": Planted(
        "what libxml2 stumbles over is not listened to", "C24",
        (PAGE, "guard !found.isHarmless else { return }", "guard !found.isHarmless, found.code < 0 else { return }")),
    "write-not-looked-at": Planted(
        "a write that failed counts as done, and nothing is read back", "S1",
        (STORE, READ_BACK, READ_BACK.replace("        try Self.refuseDamage(generation)\n", "")),
        (FOLDER, "            try file.write(bytes.span)\n", "            do { try file.write(bytes.span) } catch { _ = error.code }\n")),
    "no-sync": Planted(
        "nothing waits for the disk", "S6",
        (DESCRIPTOR, "guard fsync(number) == 0 else { throw SystemError(code: errno) }",
         "guard number >= 0 else { throw SystemError(code: errno) }")),
    "sync-not-looked-at": Planted(
        "a sync that failed counts as done", "S2",
        (FOLDER, "            try file.sync()\n", "            do { try file.sync() } catch { _ = error.code }\n")),
}


def run(*command, directory=TREE, seconds=1800):
    done = subprocess.run([str(word) for word in command], cwd=directory, capture_output=True, text=True, timeout=seconds)
    return done.returncode, done.stdout + done.stderr


def copy_tree():
    """The files that git knows or would add, with their dates, so that what did not change is not built again."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, text=True, check=True).stdout.split("\0")[:-1]
    TREE.mkdir(parents=True, exist_ok=True)
    wanted = {name for name in listed if (ROOT / name).is_file()}
    for path in [path for path in TREE.rglob("*") if path.is_file()]:
        if str(path.relative_to(TREE)) not in wanted and path.name != "Package.resolved":
            path.unlink()
    for name in wanted:
        source, target = ROOT / name, TREE / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
    if (ROOT / "Package.resolved").exists():
        shutil.copy2(ROOT / "Package.resolved", TREE / "Package.resolved")


def build():
    code, said = run("swift", "build", "--scratch-path", BUILD, "--product", "lmi")
    if code:
        errors = [line for line in said.splitlines() if "error:" in line]
        sys.exit("planted: does not build:\n" + "\n".join(errors[:10] or said.splitlines()[-10:]))
    return BUILD / "debug/lmi"


def try_cases(program, cases):
    """Which cases failed, and what was said."""
    code, said = run(sys.executable, ROOT / "Tests/Faults/run.py", program, "--only", cases)
    failed = re.search(r"; failed: (.*)$", said, re.MULTILINE)
    return failed[1].split() if code and failed else [], said


def changed(fault, tree):
    """The texts of the files that a fault changes, and as they are with it; or what cannot be replaced in `tree`."""
    before, after = {}, {}
    for name, old, new in fault.changes:
        path = tree / name
        if path not in before:
            before[path] = after[path] = path.read_text() if path.exists() else ""
        if after[path].count(old) != 1:
            return None, None, f"the text stands {after[path].count(old)} times in {name}:\n{old}"
        after[path] = after[path].replace(old, new)
    return before, after, ""


def plant(fault):
    before, after, wrong = changed(fault, TREE)
    if wrong:
        sys.exit(f"planted: {fault.title}: {wrong}")
    for path, text in after.items():
        path.write_text(text)
    return before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    chosen = {name: fault for name, fault in PLANTED.items()
              if not options.names or any(name.startswith(word) for word in options.names)}
    stale = {name: wrong for name, fault in PLANTED.items() if (wrong := changed(fault, ROOT)[2])}
    if options.list or not chosen:
        for name, fault in PLANTED.items():
            print(f"{name:20} {fault.title}; {fault.cases} must see it")
    if stale:
        sys.exit("\n".join(f"planted: {name}: {wrong}" for name, wrong in stale.items()))
    if options.list or not chosen:
        sys.exit(0 if options.list else 1)
    copy_tree()
    bad = []
    every = ",".join(sorted({case for fault in chosen.values() for case in fault.cases.split(",")}))
    failed, said = try_cases(build(), every)
    if failed:
        sys.exit(f"planted: {' '.join(failed)} failed before anything was planted:\n{said}")
    print(f"as it is: {every} passed", flush=True)
    for name, fault in chosen.items():
        started = time.monotonic()
        kept = plant(fault)
        try:
            failed, said = try_cases(build(), fault.cases)
        finally:
            for path, text in kept.items():
                path.write_text(text)
        missing = [case for case in fault.cases.split(",") if case not in failed]
        if missing:
            bad.append(name)
        first = next((line.strip() for line in said.splitlines() if line.startswith("     ")), "")
        verdict = f"NOT SEEN by {' '.join(missing)}" if missing else f"seen by {' '.join(failed)}: {first[:100]}"
        print(f"{name}: {fault.title}: {verdict} ({time.monotonic() - started:.0f} s)", flush=True)
    print(f"planted: {len(chosen) - len(bad)} of {len(chosen)} bad builds were seen")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
