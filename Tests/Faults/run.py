#!/usr/bin/env python3
"""Puts the faults of the catalogue in, one after another, and judges by files alone what readers would have seen.

    run.py PROGRAM [--only F1,S,O3] [--jobs 2] [--report FILE] [--list]

One line a case: its id, its title, the verdict, the seconds. Ends with 1 where a case failed. A case that cannot be made
here has failed: nothing was shown."""
import argparse
import concurrent.futures
import json
import multiprocessing
import os
import pathlib
import re
import sys
import tempfile
import time

import configuration  # noqa: F401  each adds its cases
import content  # noqa: F401
import network  # noqa: F401
import operations  # noqa: F401
import readers  # noqa: F401
import storage  # noqa: F401
import tracing
from cases import CASES, work

# Faults are put in hundreds of times: a disk that need not be waited for
MEMORY = pathlib.Path("/dev/shm")
# Of what a failed case has to say; the report has all
MOST_LINES = 14


def in_order(name):
    group, number = re.match(r"([A-Z]+)(\d*)", name).groups()
    return "FNCSRO".find(group[0]), int(number or 0), name


def chosen(only):
    """The cases whose id, or whose group's letter, `only` names."""
    names = sorted(CASES, key=in_order)
    if not only:
        return names
    wanted = only.split(",")
    unknown = [word for word in wanted if not any(matches(word, name) for name in names)]
    if unknown:
        sys.exit(f"faults: there is no case {', '.join(unknown)}")
    return [name for name in names if any(matches(word, name) for word in wanted)]


def matches(word, name):
    return name == word or (word.isalpha() and re.match(r"[A-Z]+", name)[0] == word)


def timed(name, program, folder):
    tempfile.tempdir = folder
    started, before = time.monotonic(), sum(os.times()[:4])
    return work(name, program), time.monotonic() - started, sum(os.times()[:4]) - before


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path, nargs="?")
    parser.add_argument("--only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", type=pathlib.Path)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    names = chosen(options.only)
    if options.list:
        for name in names:
            print(f"{name:4} {CASES[name][0]}")
        return
    if not options.program or not os.access(options.program, os.X_OK):
        sys.exit("faults: name the program to be tried, such as .build/release/lmi")
    missing = tracing.missing()
    if missing:
        sys.exit(f"faults: not installed: {' '.join(missing)}; run .ci/tools --faults")
    results, started = {}, time.monotonic()
    folder = tempfile.mkdtemp(prefix="lmi-faults-", dir=MEMORY if os.access(MEMORY, os.W_OK) else None)
    try:
        with concurrent.futures.ProcessPoolExecutor(options.jobs, initializer=tracing.sit,
                                                    initargs=(multiprocessing.Value("i"),)) as pool:
            program = options.program.resolve()
            waiting = {pool.submit(timed, name, program, folder): name for name in names}
            for done in concurrent.futures.as_completed(waiting):
                name = waiting[done]
                wrong, seconds, processor = done.result()
                results[name] = {"id": name, "title": CASES[name][0], "passed": not wrong, "wrong": wrong,
                                 "seconds": round(seconds, 1), "processor_seconds": round(processor, 1)}
                print(f"{name:4} {CASES[name][0]:<84} {'FAILED' if wrong else 'passed'} {seconds:6.1f} s, "
                      f"{processor:5.1f} of a processor", flush=True)
                if wrong:
                    print("     " + "\n     ".join(wrong.splitlines()[:MOST_LINES]), flush=True)
    finally:
        os.rmdir(folder) if not os.listdir(folder) else None
    failed = [name for name in names if not results[name]["passed"]]
    ordered = [results[name] for name in names]
    if options.report:
        options.report.write_text(json.dumps({"cases": ordered, "failed": failed}, indent=2) + "\n")
    print(f"faults: {len(names) - len(failed)} passed, {len(failed)} failed, {time.monotonic() - started:.0f} s"
          + (f"; failed: {' '.join(failed)}" if failed else ""))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
