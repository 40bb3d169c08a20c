#!/usr/bin/env python3
"""Breaks every fence on purpose, in a copy of the tree, and sees it go red: a fence that nothing can break is none.

Each fault is planted alone, looked for and taken out again. Red is not enough: the fence has to name the fault.
The copy and its build stay in .build-fences, so that the next time is quick.

    selftest.py [NAME…]     only the faults whose names begin so
"""
import pathlib
import shutil
import subprocess
import sys

import house_rules

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TREE = ROOT / ".build-fences/tree"
BUILD = ROOT / ".build-fences/build"
FORCE = "imple" + "mented"

MODEL = "Sources/LMIModel/Planted.swift"
TRANSFORM = "Sources/LMITransform/Planted.swift"
EXTRACT = "Sources/LMIExtract/Planted.swift"
PIPELINE = "Sources/LMIPipeline/Planted.swift"
TESTS = "Tests/LMIModelTests/Planted.swift"


class Replace:
    """A fault that takes a text of the file away and puts another in its place."""

    def __init__(self, old, new):
        self.old, self.new = old, new


# rule: faults, each {file: text of a new file, or Replace}, any of which has to turn that rule red
HOUSE = {
    "no-foundation": [{MODEL: "internal import Foundation\n"}, {MODEL: "import struct Foundation.URL\n"}],
    "no-way-round-the-compiler": [
        {MODEL: "let planted = Int(\"1\")!\n"}, {MODEL: "let planted = text(\"\\(Int(\"1\")!)\")\n"},
        {MODEL: "let planted = try! make()\n"}, {MODEL: "let planted = made as! Int\n"},
        {MODEL: "final class Planted: @unchecked Sendable {}\n"}, {MODEL: "nonisolated(unsafe) var planted = 0\n"},
        {MODEL: "// swift-format" + "-ignore\nlet planted=0\n"}],
    "no-swallowed-error": [{MODEL: "let planted = try? make()\n"}, {MODEL: "do { try make() } catch {}\n"}],
    "one-file-a-c-library": [
        {EXTRACT: "internal import CCurl\n", EXTRACT.replace("Planted", "Planted2"): "internal import CCurl\n"},
        {PIPELINE: "internal import CYAML\n"}],
    "imports-are-declared": [{MODEL: "internal import ArgumentParser\n"}, {TESTS: "import ArgumentParser\n"}],
    "no-stage-imports-another": [
        {TRANSFORM: "internal import LMIExtract\n"}, {MODEL: "public import LMIFiles\n"},
        {"Package.swift": Replace('.target(name: "LMITransform", dependencies: ["LMIModel"]',
                                  '.target(name: "LMITransform", dependencies: ["LMIModel", "LMIExtract"]')}],
    "fences-stand-in-the-manifest": [
        {"Package.swift": Replace("    .strictMemorySafety(),\n", "")},
        {"Package.swift": Replace('.target(name: "LMIModel", swiftSettings: rules)', '.target(name: "LMIModel")')}],
    "dependencies-are-exact": [
        {"Package.swift": Replace('swift-argument-parser", exact: "', 'swift-argument-parser", from: "')},
        {"Tests/requirements.txt": "frictionless>=5\n"}, {"Tests/requirements.txt": "frictionless\n"}],
    "files-are-short": [{MODEL: "let planted = 0\n" * 301}],
    "no-clock-environment-or-chance": [
        {TRANSFORM: f"let planted = {fault}\n"} for fault in (
            "Date()", "time(nil)", "clock_gettime(CLOCK_REALTIME, &now)", "getenv(\"TZ\")", "ContinuousClock.now",
            "ProcessInfo.processInfo.environment", "SystemRandomNumberGenerator()", "Int.random(in: 0...1)",
            "rows.shuffled()", "key.hashValue", "TimeZone.current")],
    "no-binary-fractions": [{TRANSFORM: "let planted = Double(1)\n"}],
    "no-printing-below-the-pipeline": [{EXTRACT: "func planted() { print(1) }\n"}],
    "no-words-of-unfinished-work": [
        {MODEL: "// TO" + "DO\n"}, {"docs/planted.md": "FIX" + "ME\n"}, {MODEL: "// not yet " + FORCE + "\n"}],
    "no-paths-of-one-machine": [{"docs/planted.md": "see /ho" + "me/someone/lmi\n"}, {MODEL: '"/wo' + 'rk/lmi"\n'}],
    "nothing-built-is-committed": [{"Package.resolved": "{}\n"}, {".build/planted": ""}, {".lmi/lock": ""}],
    "tests-are-not-switched-off": [
        {TESTS: "@Test(.disabled()) func planted() {}\n"}, {TESTS: "func planted() { sleep(1) }\n"}],
    "commands-in-the-docs-exist": [
        {"docs/planted.md": "Run `make what-there-is-not`.\n"}, {"docs/planted.md": "    lmi planted --all\n"}],
}

def leaky(leak):
    """A program that publishes a generation, with something in it that must not be there."""
    return {
        "SampleInputs/planted.csv": "1\n", "Pipelines/planted.yml": "a: 1\n",
        "planted.sh": f"""#!/bin/bash
set -eu
while (( $# )); do case $1 in --output) output=$2;; --inputs) inputs=$2;; --threads) threads=$2;; esac; shift; done
mkdir -p "$output/generations/1"
echo {leak} > "$output/generations/1/figures.csv"
echo '{{"generation": "1"}}' > "$output/latest.json"
"""}


SAME_BYTES = ["bash", "-euc", f"chmod +x planted.sh; {sys.executable} Tests/Fences/same_bytes.py planted.sh"]
BUILD_MODEL = ["swift", "build", "--scratch-path", BUILD, "--target", "LMIModel"]
CHECKED = ["--explicit-target-dependency-import-check", "error"]
CASES = "Tests/MustNotCompile/"

# name: command, what it has to say, the fault
COMMANDS = {
    "strict memory safety": (
        BUILD_MODEL, "StrictMemorySafety",
        {MODEL: "func planted(_ pointer: UnsafePointer<Int>) -> Int { pointer.pointee }\n"}),
    "warnings are errors": (
        BUILD_MODEL, "error: initialization of immutable value 'planted' was never used",
        {MODEL: "func plant() { let planted = 0 }\n"}),
    "Swift 6 concurrency": (
        BUILD_MODEL, "is not concurrency-safe", {MODEL: "var planted = 0\n"}),
    "ExistentialAny": (
        BUILD_MODEL, "must be written 'any", {MODEL: "func plant(_ planted: Error) {}\n"}),
    "InternalImportsByDefault": (
        BUILD_MODEL, "error: public import of 'Glibc' was not used", {MODEL: "public import Glibc\n"}),
    "imports that Package.swift does not declare": (
        ["swift", "build", "--scratch-path", BUILD, "--target", "LMITransform", *CHECKED],
        "Target LMITransform imports another target (LMIExtract)", {TRANSFORM: "internal import LMIExtract\n"}),
    "swift format: layout": (
        ["swift", "format", "lint", "--strict", MODEL], "[Indentation]", {MODEL: "struct Planted {\nlet planted = 0\n}\n"}),
    "swift format: force unwrap": (
        ["swift", "format", "lint", "--strict", MODEL], "[NeverForceUnwrap]", {MODEL: 'let planted = Int("1")!\n'}),
    "must not compile: a mistake that compiles": (
        [sys.executable, CASES + "run.py", "--modules", BUILD / "debug/Modules"], "FiguresAdded: the mistake compiles",
        {CASES + "FiguresAdded.swift": Replace("left + right", "left")}),
    "must not compile: refused for another reason": (
        [sys.executable, CASES + "run.py", "--modules", BUILD / "debug/Modules"], "FiguresAdded: fails for another reason",
        {CASES + "FiguresAdded.swift": Replace("left + right", "left + other")}),
    "must not compile: a figure that can be added": (
        ["bash", "-euc", f"swift build --scratch-path '{BUILD}' --target LMIModel; "
         f"{sys.executable} {CASES}run.py --modules '{BUILD}/debug/Modules'"], "FiguresAdded: the mistake compiles",
        {MODEL: "extension Figure { public static func + (left: Self, right: Self) -> Self { left } }\n"}),
    "same bytes: the time zone leaks": (SAME_BYTES, "differs from the first run in figures.csv", leaky("${TZ:-none}")),
    "same bytes: the folder leaks": (SAME_BYTES, "differs from the first run in figures.csv", leaky("$PWD")),
    "same bytes: the threads leak": (SAME_BYTES, "differs from the first run in figures.csv", leaky("$threads")),
    "same bytes: the dates leak": (
        SAME_BYTES, "differs from the first run in figures.csv", leaky('$(/usr/bin/stat -c %Y "$inputs"/*.csv)')),
}


def run(*command):
    result = subprocess.run([str(part) for part in command], cwd=TREE, capture_output=True, text=True, timeout=900)
    return result.returncode, result.stdout + result.stderr


def git(*arguments):
    code, said = run("git", "-c", "user.name=fences", "-c", "user.email=fences@localhost", *arguments)
    if code:
        sys.exit(f"git {' '.join(arguments)}: {said}")


def copy_tree():
    """A work tree of its own, with every file that git knows or would add."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout.split("\0")[:-1]
    wanted = {name for name in listed if (ROOT / name).is_file()}
    TREE.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(TREE / ".git", ignore_errors=True)
    for there in sorted(TREE.rglob("*"), reverse=True):
        if not there.is_dir() and str(there.relative_to(TREE)) not in wanted:
            there.unlink()
    for name in wanted:
        source, copy = ROOT / name, TREE / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if not copy.is_file() or copy.read_bytes() != source.read_bytes():
            shutil.copy(source, copy)
    git("init", "--quiet")
    git("add", "--all", "--force")
    git("commit", "--quiet", "--message", "the tree as it is")


def plant(fault):
    for name, change in fault.items():
        file = TREE / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(change, Replace):
            text = file.read_text(encoding="utf-8")
            if change.old not in text:
                sys.exit(f"cannot plant in {name}: it does not hold {change.old!r}")
            file.write_text(text.replace(change.old, change.new, 1), encoding="utf-8")
        else:
            file.write_text(change, encoding="utf-8")
    # A fault may be a file that git would ignore
    git("add", "--force", *fault)


def take_out(fault):
    git("reset", "--quiet", "--hard")
    for name in fault:
        if (TREE / name).exists() and name not in KNOWN:
            (TREE / name).unlink()


def is_red(name, command, expected, fault):
    plant(fault)
    code, said = run(*command)
    take_out(fault)
    if code != 0 and expected in said:
        print(f"{name}: red as it must be", flush=True)
        return True
    wrong = "stayed green" if code == 0 else f"red, but did not say {expected!r}"
    print(f"{name}: {wrong}, with {fault}\n{said[-3000:]}", flush=True)
    return False


def is_green(name, command):
    code, said = run(*command)
    if code:
        print(f"{name}: red before anything was planted\n{said[-3000:]}", flush=True)
    return code == 0


def main():
    chosen = tuple(sys.argv[1:]) or ("",)
    missing = house_rules.RULES.keys() - HOUSE.keys()
    if missing:
        sys.exit(f"no fault is planted for {', '.join(sorted(missing))}")
    results = []
    rules = [sys.executable, ROOT / "Tests/Fences/house_rules.py", TREE]
    results.append(is_green("house rules", rules))
    for rule, faults in HOUSE.items():
        if rule.startswith(chosen):
            for number, fault in enumerate(faults, 1):
                label = f"{rule} ({number} of {len(faults)})" if len(faults) > 1 else rule
                results.append(is_red(label, rules, f"[{rule}]", fault))
    commands = {name: case for name, case in COMMANDS.items() if name.startswith(chosen)}
    if commands:
        # LMIExtract is built too, so that only the check stands between it and LMITransform
        for target in ("LMIExtract", "LMITransform"):
            results.append(is_green(f"the build of {target}", [*BUILD_MODEL[:-1], target]))
        plant(leaky("always the same"))
        results.append(is_green("same bytes of a program that leaks nothing", SAME_BYTES))
        take_out(leaky(""))
        for name, (command, expected, fault) in commands.items():
            results.append(is_red(name, command, expected, fault))
    failed = results.count(False)
    print(f"fences-selftest: {len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


copy_tree()
KNOWN = set(subprocess.run(["git", "ls-files"], cwd=TREE, capture_output=True, text=True, check=True).stdout.splitlines())
if __name__ == "__main__":
    main()
