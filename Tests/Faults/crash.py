#!/usr/bin/env python3
"""Kills a publication before every call of the system that it makes, and lets every one of its file calls fail.

    crash.py PROGRAM [--sample N] [--compound N] [--jobs 2] [--report FILE] [--faults kill,EIO,ENOSPC]

One night is traced: edition 1 is served and edition 2 comes out. Then, for each call from the first that touches the state
or Output, a fresh copy of the hub meets its fault there: kill -9 before the call; or EIO or ENOSPC from the call, once, or
from then on for ever. Readers must find the old bundle or the new one; a run that failed must say so with status 13; and the
run after it has to end with the bytes of a night without a fault. `--compound` kills the run after a kill as well, while it
clears up. All on one thread, so that a point is the same point every time; what was really hit is read from strace's log.
States of the disk that differ by nothing but times, numbers of processes and temporary names are recovered from once."""
import argparse
import collections
import concurrent.futures
import contextlib
import itertools
import json
import multiprocessing
import os
import pathlib
import random
import re
import shutil
import sys
import tempfile
import threading
import time

import tracing
from disk_state import Hashes, Workplace, signature
from hub import Hub
from judge import Failure, Seen, demand, digest, leftovers

STORAGE, DEGRADED = 13, 3
FAULTS = {"kill": "signal=SIGKILL", "EIO": "error=EIO", "ENOSPC": "error=ENOSPC"}
# A word of how far it is, every so many points
PROGRESS = 500
# What a run says once readers see the new bundle
LIVE = ("new bundle live", "Published ", "Nothing has changed since")


class Point:
    """A fault at a call."""

    def __init__(self, call, fault, for_ever=False):
        self.call, self.fault, self.for_ever = call, fault, for_ever

    def prefix(self, log):
        when = f"{self.call.index}{'+' if self.for_ever else ''}"
        return tracing.inject(self.call.name, self.fault, when, log)

    @property
    def kills(self):
        return self.fault.startswith("signal")

    def was_met(self, run, log):
        """Whether the fault was really put in: by the signal it ended with, or by strace's own word."""
        return run.code == 137 if self.kills else "(INJECTED)" in log.read_text(errors="replace")

    def __str__(self):
        return f"{self.fault.split('=')[1]} at {self.call}{' and after' if self.for_ever else ''}: {self.call.text[:120]}"


class Night:
    """A night after `nights` others, each with an edition of its own; traced once, to be spoilt many times."""

    def __init__(self, program, folder, nights=1):
        self.folder = pathlib.Path(folder)
        self.base = Hub(self.folder / "base0000", program)
        for number in range(1, nights + 1):
            demand(self.base.night(number).code == 0, f"edition {number} was not published")
        self.old = Seen(self.base.output)
        self.base.issue(nights + 1)
        # A record is named by its second, and finding the name free takes a call: no trial shares a second with the last night
        time.sleep(1.1)
        self.numbers = itertools.count(1)
        twin = self.twin = self.copy(self.base)
        log = self.folder / "trace"
        run, calls, threads = tracing.trace(twin, log)
        demand(run.code == 0, "the night was not published", run)
        demand(threads == 1, f"the trace has {threads} threads: no call could be named again")
        self.new = Seen(twin.output)
        demand(self.new.state == "whole" and self.new.files != self.old.files, "nothing new is served", run)
        self.calls = [call for call in tracing.phases(calls, twin.state, twin.output) if call.name in tracing.FILE_CALLS
                      or call.name not in tracing.IDLE]
        # The states that were recovered from, and which state each trial left
        self.judged, self.left, self.lock = set(), {}, threading.Lock()
        self.places = threading.local()

    def copy(self, hub):
        """A copy beside it, with a path as long, so that it is walked by as many calls."""
        return hub.copy_to(self.folder / f"copy{next(self.numbers):04d}")

    @contextlib.contextmanager
    def place(self):
        """A workplace with the hub as it was before the night: the thread's own, again and again."""
        if not hasattr(self.places, "own"):
            self.places.own = Workplace(self.base, self.folder / f"copy{next(self.numbers):04d}")
        self.places.own.fresh()
        yield self.places.own

    def points(self, fault):
        """Every point of a fault; errors both once and for ever."""
        if fault.startswith("signal"):
            return [Point(call, fault) for call in self.calls if call.name != "exit_group"]
        calls = [call for call in self.calls if call.name in tracing.FILE_CALLS]
        return [Point(call, fault, for_ever) for for_ever in (False, True) for call in calls]

    def tidying(self, fault):
        """The points once readers see the new bundle: ledger, definitions, what has grown old, the record."""
        moved = max(place for place, call in enumerate(self.calls)
                    if call.name.startswith("rename") and '"latest.json"' in call.text)
        after = set(map(str, self.calls[moved + 1:]))
        return [point for point in self.points(fault) if str(point.call) in after]

    def strike(self, point):
        """Puts one fault in; returns (what readers saw, how the run ended), or None where it was not met, twice."""
        return self.strike_once(point) or self.strike_once(point)

    def strike_once(self, point):
        with self.place() as place:
            log = place.hub.folder / "strace.log"
            run = place.hub.run(before=point.prefix(log))
            return self.judge(place, point, run) if point.was_met(run, log) else None

    def judge(self, place, point, run):
        """(what readers see, how the run ended), and the next run mends it all."""
        kind = Seen(place.hub.output, place.hashes).kind(self.old, self.new)
        try:
            judge_strike(self, place, point, run)
            self.left[str(point)] = self.recover(place, run)
        except Failure as failure:
            failure.kind = kind
            raise
        return kind, run.code

    def recover(self, place, struck):
        """The next run mends it all. Where two trials left the same to the next run, it is made once. Returns the state."""
        state = signature(place.hub, place.hashes)
        with self.lock:
            if state in self.judged:
                return state
            self.judged.add(state)
        before = Seen(place.hub.output, place.hashes)
        again = place.hub.run()
        judge_recovery(self, place, before, struck, again)
        return state

    def idle(self):
        """(how many kills came after a call that changes nothing, how many of them left what the kill before it left)."""
        kills = [(call, self.left.get(str(Point(call, FAULTS["kill"])))) for call in self.calls]
        pairs = [(first, second) for (call, first), (_, second) in zip(kills, kills[1:])
                 if first and second and not call.changes()]
        return len(pairs), sum(first == second for first, second in pairs)


def judge_strike(night, place, point, run):
    """What holds at once after the fault."""
    hub, seen = place.hub, Seen(place.hub.output, place.hashes)
    kind = seen.kind(night.old, night.new)
    demand(not run.hung, "hung", run)
    carried = kind == "other" and run.code == DEGRADED and seen.stale
    demand(kind in ("old", "new") or carried, f"readers see a bundle that is {kind}: {seen}", run)
    serial = night.old.serial + (kind != "old")
    demand(seen.serial == serial, f"the serial of the {kind} bundle is {seen.serial} instead of {serial}", run)
    for path in (hub.output / "generations").iterdir():
        demand(path.name.startswith(".") or place.hashes.whole(hub.output, path.name),
               f"the generation {path.name} is not whole", run)
    for path in hub.output.iterdir():
        demand(path.name in {"latest.json", "current", "generations", "status.json"} or path.name.startswith("."),
               f"{path.name} is served and was not", run)
    if point.kills:
        demand(run.code == 137, f"exit {run.code} after kill -9", run)
        return
    says_live = any(text in run.said for text in LIVE)
    if run.code == 0:
        # A close or a look that fails may cost nothing, nor may a lock that says still what its holder did; a lost write may
        # not pass for one that went well
        emptied = re.search(r"/state/lock>, (0|[^,]+, 0, 0)\)", point.call.text)
        harmless = not point.call.changes() or point.call.name.startswith("unlink") or emptied
        demand(harmless and kind == "new", f"exit 0, and readers see the {kind} bundle", run)
    elif not carried:
        demand(run.code == STORAGE, f"exit {run.code} instead of {STORAGE}", run)
        demand("mend: " in run.errors or point.call.name == "write", "no line says how to mend it", run)
    if kind == "old":
        demand("Published " not in run.output, "says that it published, and readers see the old bundle", run)
    elif point.call.name != "write":
        demand(says_live, "readers see the new bundle, and no word says so", run)


def judge_recovery(night, place, before, struck, again):
    """What holds after the next run."""
    hub, seen = place.hub, Seen(place.hub.output, place.hashes)
    demand(again.code == 0, f"the run after it: exit {again.code}", struck, again)
    demand(seen.state == "whole" and seen.files == night.new.files, f"the run after it ends with {seen}", struck, again)
    demand(before.serial is None or seen.serial >= before.serial, "the serial fell", struck, again)
    left = leftovers(hub.output, hub.state)
    demand(not left, f"the run after it has not swept {left}", struck, again)
    verified = hub.lmi("verify", "--all")
    demand(verified.code == 0, "verify --all after it", struck, again, verified)


def spread(points, most):
    """`most` of the points, evenly spread: the same ones every time."""
    if not most or most >= len(points):
        return points
    return [points[place * len(points) // most] for place in range(most)]


class Tally:
    """What came of the points of one fault."""

    def __init__(self, title, points):
        self.title, self.points, self.seconds = title, len(points), 0.0
        self.kinds, self.codes, self.missed, self.bad = collections.Counter(), collections.Counter(), [], []

    @property
    def hit(self):
        return self.points - len(self.missed)

    def add(self, point, result):
        if isinstance(result, Failure):
            self.kinds[getattr(result, "kind", "unknown")] += 1
            self.bad.append((str(point), str(result)))
        elif result is None:
            self.missed.append(str(point))
        else:
            self.kinds[result[0]] += 1
            self.codes[result[1]] += 1

    def __str__(self):
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        codes = ", ".join(f"{count} times {code}" for code, count in sorted(self.codes.items()))
        return (f"{self.title}: {self.hit} of {self.points} points met; {kinds}; exit {codes}; {len(self.bad)} bad; "
                f"{self.seconds:.0f} s")


# What readers may see after a fault, and what no reader may; `other` is a whole bundle that says of some tables that they are old
KINDS = ("old", "new", "other", "mixed", "lost", "torn")


def table(tallies):
    """A line a fault: points, how many were met, what readers saw, and how many broke a promise."""
    heads = ["points", "met", *KINDS, "bad"]
    rows = [(tally.title, tally.points, tally.hit, *(tally.kinds[kind] for kind in KINDS), len(tally.bad)) for tally in tallies]
    rows.append(("all", *(sum(column) for column in list(zip(*rows))[1:])))
    width = max(len(row[0]) for row in rows)
    lines = [f"{'':{width}} " + " ".join(f"{head:>7}" for head in heads)]
    return "\n".join(lines + [f"{row[0]:{width}} " + " ".join(f"{number:7,}" for number in row[1:]) for row in rows])


def try_all(night, title, points, jobs, attempt):
    """Tries every point, `jobs` at a time."""
    def one(point):
        try:
            return point, attempt(point)
        except Failure as failure:
            return point, failure
    tally, started = Tally(title, points), time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(jobs, "trial", tracing.sit, (multiprocessing.Value("i"),)) as pool:
        for number, (point, result) in enumerate(pool.map(one, points), 1):
            tally.add(point, result)
            if isinstance(result, Failure):
                print(f"  BAD {point}\n      " + str(result).replace("\n", "\n      "), flush=True)
            if number % PROGRESS == 0:
                print(f"  {title}: {number} of {len(points)}, {len(tally.bad)} bad, {time.monotonic() - started:.0f} s", flush=True)
    tally.seconds = time.monotonic() - started
    return tally


class Pair:
    """A kill, and a kill in the run after it."""

    def __init__(self, first, second):
        self.first, self.second = first, second

    def __str__(self):
        return f"{self.first}; then {self.second}"


def pairs(night, most, chance):
    """Kills at calls that leave something half-done, each with kills in the run that clears up after it."""
    changing = [Point(call, FAULTS["kill"]) for call in night.calls if call.changes()]
    firsts = spread(changing, max(1, most // 10))
    found = []
    for first in firsts:
        hub = night.copy(night.base)
        hub.run(before=first.prefix(hub.folder / "strace.log"))
        run, calls, _ = tracing.trace(hub, hub.folder / "trace")
        demand(run.code == 0, f"the run after {first}", run)
        seconds = [Point(call, FAULTS["kill"]) for call in tracing.phases(calls, hub.state, hub.output)
                   if call.changes() or call.name in ("openat", "exit_group", "flock")]
        found += [Pair(first, second) for second in chance.sample(seconds, min(len(seconds), -(-most // len(firsts))))]
        shutil.rmtree(hub.folder)
    return found[:most]


def strike_twice(night, pair):
    with night.place() as place:
        log = place.hub.folder / "strace.log"
        place.hub.run(before=pair.first.prefix(log))
        run = place.hub.run(before=pair.second.prefix(log))
        return night.judge(place, pair.second, run) if pair.second.was_met(run, log) else None


def demand_hit(results):
    """All points but one were met, or little has been shown."""
    demand(sum(map(bool, results)) >= len(results) - 1, f"only {sum(map(bool, results))} of {len(results)} points were met")


def sampled(lab, fault, most):
    """A few points of a fault, for the list of all faults."""
    folder = lab.path(f"crash-{fault.split('=')[1]}")
    folder.mkdir()
    night = Night(lab.program, folder)
    points = night.points(fault)
    # Most calls only look: those that change something come first, and of those each kind has its part
    changing = {}
    for point in points:
        if point.call.changes():
            changing.setdefault(point.call.name, []).append(point)
    part = max(most * 3 // 4 // len(changing), 1)
    points = ([point for kind in changing.values() for point in spread(kind, part)]
              + spread([point for point in points if not point.call.changes()], most // 4))
    results = [night.strike(point) for point in points]
    demand_hit(results)


def sampled_tidying(lab, most):
    folder = lab.path("crash-tidying")
    folder.mkdir()
    night = Night(lab.program, folder, nights=15)
    points = spread(night.tidying(FAULTS["kill"]), most)
    results = [night.strike(point) for point in points]
    demand_hit(results)


def sampled_twice(lab, most):
    folder = lab.path("crash-twice")
    folder.mkdir()
    night = Night(lab.program, folder)
    found = pairs(night, most, random.Random(1))
    results = [strike_twice(night, pair) for pair in found]
    demand_hit(results)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=0, help="so many points of each fault instead of all")
    parser.add_argument("--compound", type=int, default=200, help="so many pairs of kills")
    parser.add_argument("--faults", default=",".join(FAULTS))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--report", type=pathlib.Path)
    options = parser.parse_args()
    if tracing.missing():
        sys.exit(f"crash: not installed: {' '.join(tracing.missing())}; run .ci/tools --faults")
    started = time.monotonic()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    program, tallies = options.program.resolve(), []
    with tempfile.TemporaryDirectory(prefix="lmi-crash-", dir=memory) as folder:
        tempfile.tempdir = folder
        night = Night(program, folder)
        print(f"crash: one publication makes {len(night.calls)} calls from the lock to the end, all on one thread", flush=True)
        # Long enough for the oldest generation to go
        (pathlib.Path(folder) / "long").mkdir()
        long = Night(program, pathlib.Path(folder) / "long", nights=15)

        def tried(night, title, points, attempt):
            tallies.append(try_all(night, title, points, options.jobs, attempt))
            print(f"{tallies[-1]} ({time.monotonic() - started:.0f} s)", flush=True)
            if title.startswith("kill") and not options.sample:
                came, same = night.idle()
                print(f"  {came:,} of these kills came after a call that changes nothing: {same:,} of them left what the kill "
                      "before that call left", flush=True)
            if options.report:
                report(options.report, program, tallies, night.judged | long.judged, started)

        for name in options.faults.split(","):
            tried(night, name, spread(night.points(FAULTS[name]), options.sample), night.strike)
        if options.compound:
            tried(night, "a kill, and a kill in the run after", pairs(night, options.compound, random.Random(1)),
                  lambda pair: strike_twice(night, pair))
        for name in options.faults.split(","):
            points = spread(long.tidying(FAULTS[name]), options.sample)
            tried(long, f"{name} while old nights are cleared away", points, long.strike)
        states = len(night.judged) + len(long.judged)
    bad = sum(len(tally.bad) for tally in tallies)
    missed = sum(len(tally.missed) for tally in tallies)
    print(table(tallies))
    used = os.times()
    print(f"crash: {sum(tally.hit for tally in tallies):,} points met, {missed} not met, {bad} bad; "
          f"{states} different states recovered from; {time.monotonic() - started:.0f} s, "
          f"{sum(used[:4]):.0f} s of processors")
    for point in [point for tally in tallies for point in tally.missed]:
        print(f"  not met: {point}")
    sys.exit(1 if bad or missed else 0)


def report(path, program, tallies, states, started):
    """Written anew after each fault, so that a run that is broken off has told what it knew."""
    path.write_text(json.dumps({
        "program": digest(program.read_bytes()), "states": len(states), "seconds": round(time.monotonic() - started),
        "processor_seconds": round(sum(os.times()[:4])), "faults": [vars(tally) for tally in tallies]}, indent=2) + "\n")


if __name__ == "__main__":
    main()
