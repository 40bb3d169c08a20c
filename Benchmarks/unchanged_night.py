#!/usr/bin/env python3
"""How long a night takes on which nothing is new: the median of many, beside what the program needs to start at all.

    unchanged_night.py PROGRAM FOLDER [REPETITIONS]

PROGRAM is `lmi`; FOLDER holds `Pipelines` and `SampleInputs`. Everything is copied to a folder of its own first. The nights are
of two kinds: such as take the newest snapshots and ask nobody, and such as ask the stand-in for the publishers. Of the
second, what counts is the time beside the requests: all but that from the first connection that the stand-in takes to the
last answer that it has given. Ends with 1 when the median of the first is over the budget, or that of the second over it
and what libcurl needs to get ready.
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

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "StandIn"))
import smoke_night  # noqa: E402
from client import StandIn  # noqa: E402

BUDGET_MILLISECONDS = 50
# Loading the authorities, the engine of TLS, closing connections: a part of asking that the stand-in does not see
READY_MILLISECONDS = 15


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


def beside_requests(program, repetitions):
    """Milliseconds of each of many nights that ask the stand-in and learn nothing new, without the requests."""
    times = []
    with tempfile.TemporaryDirectory(prefix="lmi-bench-") as name:
        smoke = smoke_night.Smoke(program, pathlib.Path(name))
        with StandIn(smoke.inputs, smoke.pipelines, smoke.folder / "stand-in", seconds=600) as smoke.server:
            hub = smoke_night.Hub(smoke, "hub")
            for night in (0, 1):
                smoke.good(hub.run(night))
            for _ in range(repetitions):
                smoke.server.forget()
                ended = hub.run(1)
                smoke.good(ended)
                if "Nothing has changed since generation " not in ended.said:
                    sys.exit(f"not an unchanged night: {ended}")
                log = smoke.server.log()
                asked = max(entry["at"] + entry["milliseconds"] / 1000 for entry in log) - min(
                    entry["accepted"] for entry in log)
                times.append((ended.seconds - asked) * 1000)
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
    live = statistics.median(beside_requests(program, max(repetitions // 2, 1)))
    print(json.dumps({
        "repetitions": repetitions, "first_night_ms": round(first[0], 1), "unchanged_night_median_ms": round(median, 1),
        "unchanged_night_fastest_ms": round(min(nights), 1), "start_median_ms": round(start, 1),
        "live_night_beside_requests_median_ms": round(live, 1), "budget_ms": BUDGET_MILLISECONDS,
        "live_budget_ms": BUDGET_MILLISECONDS + READY_MILLISECONDS}))
    sys.exit(0 if median <= BUDGET_MILLISECONDS and live <= BUDGET_MILLISECONDS + READY_MILLISECONDS else 1)


main()
