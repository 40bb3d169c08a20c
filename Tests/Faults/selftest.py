#!/usr/bin/env python3
"""Spoils a published hub in each way that a crash may not, and sees that the judge of `crash.py` says so.

    selftest.py PROGRAM

A trial that finds nothing shows something only where the same eyes would have seen it."""
import os
import pathlib
import shutil
import sys
import tempfile
import time

import crash
from disk_state import signature
from judge import Seen, demand

# Longer than the grain of the dates of files
GRAIN = 0.02


def flip(path):
    """Turns one bit over, and puts the date back."""
    about, data = path.stat(), bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    with open(path, "r+b") as file:
        file.write(data)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def spoilt(night, kind, spoil):
    """Readers of a hub that was spoilt see `kind`, and the copy is put right again."""
    with night.place() as place:
        hub = place.hub
        demand(Seen(hub.output, place.hashes).kind(night.old, night.new) == "old", "the copy is not the old bundle")
        before = signature(hub, place.hashes)
        time.sleep(GRAIN)
        spoil(hub, hub.output / "generations" / night.old.generation)
        found = Seen(hub.output, place.hashes).kind(night.old, night.new)
        demand(found == kind, f"readers see a bundle that is {found} instead of {kind}")
        demand(signature(hub, place.hashes) != before, "what was spoilt counts as the same state")
    with night.place() as place:
        demand(signature(place.hub, place.hashes) == before, "the copy was not put right")


def every_bit(night, name):
    """No byte of a file of the state can change and the state count as the same; times are left out, as they are meant."""
    with night.place() as place:
        before, length = signature(place.hub, place.hashes), (place.hub.state / name).stat().st_size
    for number in range(length):
        with night.place() as place:
            path = place.hub.state / name
            data = bytearray(path.read_bytes())
            data[number] ^= 1
            path.write_bytes(data)
            demand(signature(place.hub, place.hashes) != before, f"byte {number} of {name} may be any other")
    return length


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None) as folder:
        night = crash.Night(program, folder)
        published = night.twin.output / "generations" / night.new.generation

        def mix(_, generation):
            shutil.copy2(published / "data/claimants.csv", generation / "data/claimants.csv")

        spoilt(night, "torn", lambda _, generation: flip(generation / "data/claimants.csv"))
        spoilt(night, "torn", lambda _, generation: os.truncate(generation / "json/jobs.json", 20))
        spoilt(night, "torn", lambda _, generation: (generation / "json/jobs.json").unlink())
        spoilt(night, "torn", lambda hub, _: os.truncate(hub.output / "latest.json", 9))
        spoilt(night, "mixed", mix)
        spoilt(night, "lost", lambda _, generation: shutil.rmtree(generation))
        spoilt(night, "lost", lambda hub, _: (hub.output / "latest.json").unlink())
        bits = sum(every_bit(night, name) for name in ("ledger.jsonl", "last.json"))
    print(f"crash: the judge saw 7 hubs that were spoilt, and {bits} flipped bits of the state")


if __name__ == "__main__":
    main()
