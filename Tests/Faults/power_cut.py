#!/usr/bin/env python3
"""Cuts the power at the calls of a publication that change the disk, and looks at what the disk then holds.

    power_cut.py PROGRAM [--sample N] [--late N] [--report FILE]

Output and state stand on an ext4 file system in an image. The run is killed before a call and the image copied at that
moment: it holds what the disk would hold, and nothing of what the system still had in memory. The copy is mounted, which
replays its journal, and judged like a crash: the old bundle or the new one, and the next run ends as if nothing had been.
`--late` cuts again after the journal has been written, when names may be on the disk and bytes not: what was never synced is
lost only then. Needs root, for mounting."""
import argparse
import contextlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import crash
import tracing
from hub import Hub
from judge import Failure, Seen, demand, leftovers, whole

SIZE = "48M"
# The journal is written every second (`commit=1`)
PAST_THE_JOURNAL = 2.5


def do(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    demand(done.returncode == 0, f"{' '.join(map(str, command))}: {done.stderr.strip()}; mounting needs root")


class Disk:
    """An image and the folder where it is mounted."""

    def __init__(self, folder):
        self.image, self.folder = folder / "image", folder / "disk"
        self.folder.mkdir(parents=True)

    def make(self):
        do("truncate", "--size", SIZE, self.image)
        do("mkfs.ext4", "-q", "-F", self.image)

    @contextlib.contextmanager
    def mounted(self):
        do("mount", "-o", "loop,commit=1", self.image, self.folder)
        try:
            yield
        finally:
            do("umount", self.folder)


class Night:
    """A night on a disk of its own: edition 1 is served, edition 2 comes out."""

    def __init__(self, program, folder):
        self.disk = Disk(folder / "work")
        self.disk.make()
        self.hub = Hub(folder / "hub", program)
        self.hub.output, self.hub.state = self.disk.folder / "Output", self.disk.folder / "state"
        with self.disk.mounted():
            demand(self.hub.run().code == 0, "the first edition was not published")
            self.old = Seen(self.hub.output)
        self.before, self.cut = folder / "before", folder / "cut"
        shutil.copy(self.disk.image, self.before)
        self.hub.issue(2)
        with self.disk.mounted():
            run, calls, threads = tracing.trace(self.hub, folder / "trace")
            demand(run.code == 0 and threads == 1, f"{threads} threads", run)
            self.new = Seen(self.hub.output)
        self.points = [crash.Point(call, "signal=SIGKILL") for call in tracing.phases(calls, self.hub.state, self.hub.output)
                       if call.changes() or call.name == "exit_group"]

    def strike(self, point, seconds=0.0):
        """Cuts the power at a point, or so many seconds after; returns what readers saw."""
        shutil.copy(self.before, self.disk.image)
        with self.disk.mounted():
            run = self.hub.run(before=point.prefix("/dev/null"))
            time.sleep(seconds)
            shutil.copy(self.disk.image, self.cut)
        if run.code != 137:
            return None
        self.cut.replace(self.disk.image)
        with self.disk.mounted():
            seen = Seen(self.hub.output)
            kind = seen.kind(self.old, self.new)
            demand(kind in ("old", "new"), f"after the cut readers see a bundle that is {kind}: {seen}", run)
            for path in (self.hub.output / "generations").iterdir():
                demand(path.name.startswith(".") or whole(self.hub.output, path.name), f"{path.name} is not whole", run)
            again = self.hub.run()
            after = Seen(self.hub.output)
            demand(again.code == 0 and after.files == self.new.files, f"the next run ends with {after}", run, again)
            left = leftovers(self.hub.output, self.hub.state)
            demand(not left, f"the next run has not swept {left}", run, again)
            verified = self.hub.lmi("verify", "--all")
            demand(verified.code == 0, "verify --all after the cut", verified)
        return kind, run.code


def sampled(lab, at_once, late):
    folder = lab.path("power")
    folder.mkdir()
    night = Night(lab.program, folder)
    results = [night.strike(point) for point in crash.spread(night.points, at_once)]
    results += [night.strike(point, PAST_THE_JOURNAL) for point in crash.spread(night.points, late)]
    demand(all(results), f"only {sum(map(bool, results))} of {len(results)} points were hit")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--late", type=int, default=60)
    parser.add_argument("--report", type=pathlib.Path)
    options = parser.parse_args()
    started, tallies = time.monotonic(), []
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lmi-power-", dir=memory) as name:
        try:
            night = Night(options.program.resolve(), pathlib.Path(name))
        except Failure as failure:
            sys.exit(f"power-cut: {failure}")
        for title, seconds, most in (("power cut", 0.0, options.sample),
                                     (f"power cut {PAST_THE_JOURNAL} s later", PAST_THE_JOURNAL, options.late)):
            points = crash.spread(night.points, most)
            tallies.append(crash.try_all(night, title, points, 1, lambda point, s=seconds: night.strike(point, s)))
            print(f"{tallies[-1]} ({time.monotonic() - started:.0f} s)", flush=True)
    bad, missed = sum(len(tally.bad) for tally in tallies), sum(len(tally.missed) for tally in tallies)
    if options.report:
        options.report.write_text(json.dumps([vars(tally) for tally in tallies], indent=2) + "\n")
    print(f"power-cut: {sum(tally.hit for tally in tallies)} points hit, {missed} not met, {bad} bad; "
          f"{time.monotonic() - started:.0f} s")
    sys.exit(1 if bad or missed else 0)


if __name__ == "__main__":
    main()
