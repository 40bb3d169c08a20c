#!/usr/bin/env python3
"""Checks that mistakes which the types are to refuse are refused, and for that reason.

Each Swift file beside this one says in `// expect:` what the compiler has to answer, and holds the mistake
between `#if MUST_NOT_COMPILE` and `#else`, its twin that is right between `#else` and `#endif`. The twin has to
compile: else the file might fail for a reason of its own. The error has to stand inside the mistake.

    run.py [--modules FOLDER] [FILE…]
"""
import argparse
import concurrent.futures
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FLAGS = ["-swift-version", "6", "-strict-memory-safety", "-enable-upcoming-feature", "ExistentialAny",
         "-enable-upcoming-feature", "InternalImportsByDefault", "-enable-upcoming-feature", "MemberImportVisibility"]


def compile_errors(file, modules, *flags):
    """The lines and texts of the errors, and whether the compiler was content."""
    # Not -typecheck: what may be copied is checked after the types are
    command = ["swiftc", "-emit-sil", "-o", "/dev/null", "-parse-as-library", "-diagnostic-style", "llvm", "-I", modules, *FLAGS,
               *flags, file]
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300)
    errors = re.findall(rf"^{re.escape(str(file))}:(\d+):\d+: error: (.*)$", result.stderr, re.MULTILINE)
    return result.returncode == 0, [(int(line), text) for line, text in errors], result.stderr


def fault(file, modules):
    """What is wrong with the case, or None."""
    lines = file.read_text(encoding="utf-8").splitlines()
    expected = [line.split("// expect: ", 1)[1] for line in lines if line.startswith("// expect: ")]
    marks = [next((n for n, line in enumerate(lines, 1) if line.strip() == mark), None)
             for mark in ("#if MUST_NOT_COMPILE", "#else", "#endif")]
    if len(expected) != 1 or None in marks:
        return "needs one `// expect:` and one `#if MUST_NOT_COMPILE` … `#else` … `#endif`"
    is_right, _, said = compile_errors(file, modules)
    if not is_right:
        return f"the twin that is right does not compile:\n{said}"
    is_right, errors, said = compile_errors(file, modules, "-D", "MUST_NOT_COMPILE")
    if is_right:
        return "the mistake compiles"
    if not any(marks[0] < line < marks[1] and expected[0] in text for line, text in errors):
        return f"fails for another reason than {expected[0]!r}:\n{said}"
    return None


def main():
    parser = argparse.ArgumentParser(description="Mistakes that must not compile.")
    parser.add_argument("--modules", type=pathlib.Path, default=HERE.parent.parent / ".build/debug/Modules")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    if not (options.modules / "LMIModel.swiftmodule").exists():
        sys.exit(f"there is no LMIModel.swiftmodule in {options.modules}: run swift build --target LMIModel")
    files = options.files or sorted(HERE.glob("*.swift"))
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for file, wrong in zip(files, pool.map(lambda file: fault(file.resolve(), options.modules), files)):
            print(f"{file.stem}: {wrong or 'refused, and its twin compiles'}")
            failed += wrong is not None
    print(f"must-not-compile: {len(files) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not files else 0)


if __name__ == "__main__":
    main()
