#!/usr/bin/env python3
"""How long a night takes on which nothing is new: the median of many, beside what the program needs to start at all.

    unchanged_night.py PROGRAM FOLDER [REPETITIONS]

PROGRAM is `lmi`; FOLDER holds `Pipelines` and `SampleInputs`. Everything is copied to a folder of its own first. Requests to
publishers are not part of it: the newest snapshots are taken. Ends with 1 when the median is over the budget.
"""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BUDGET_MILLISECONDS = 50


def timed(arguments, folder, repetitions, expected):
    """Milliseconds of each of many runs, all of which have to end with 0 and say what is expected."""
    times = []
    for _ in range(repetitions):
        begun = time.perf_counter()
        ended = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, timeout=600, check=True)
        times.append((time.perf_counter() - begun) * 1000)
        if expected not in ended.stdout:
            sys.exit(f"not an unchanged night: {ended.stdout}{ended.stderr}")
    return times


def main():
    program, source = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
    repetitions = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    with tempfile.TemporaryDirectory() as folder:
        for name in ("Pipelines", "SampleInputs"):
            shutil.copytree(source / name, pathlib.Path(folder) / name)
        first = timed([program, "run", "--inputs", "SampleInputs"], folder, 1, "Published ")
        nights = timed([program, "run", "--offline"], folder, repetitions, "Nothing has changed since generation ")
        starts = timed([program, "--version"], folder, repetitions, "")
    median, start = statistics.median(nights), statistics.median(starts)
    print(json.dumps({
        "repetitions": repetitions, "first_night_ms": round(first[0], 1), "unchanged_night_median_ms": round(median, 1),
        "unchanged_night_fastest_ms": round(min(nights), 1), "start_median_ms": round(start, 1),
        "budget_ms": BUDGET_MILLISECONDS}))
    sys.exit(0 if median <= BUDGET_MILLISECONDS else 1)


main()
