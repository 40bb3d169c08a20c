#!/usr/bin/env python3
"""The examples of docs/examples that run lmi every night: systemd's own checks, and what a cron line must not lack.

    units.py FOLDER

Ends with status 1 when systemd has anything to say about the units, or finds the service exposed by more than 2.0 of
10; and when it would pass over a service that is not hardened. Where systemd-analyze is missing that part is skipped
with a word, unless CI=true.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST_EXPOSED = 2.0
PROGRAM = "/usr/local/bin/lmi"


def analyze(*words):
    result = subprocess.run(["systemd-analyze", *map(str, words)], capture_output=True, text=True, timeout=60)
    return result.returncode, (result.stdout + result.stderr).strip()


def exposure(unit):
    """How exposed systemd finds the service to be, of 10."""
    _, said = analyze("security", "--offline=true", "--no-pager", unit)
    found = re.search(r"Overall exposure level for \S+: ([\d.]+)", said)
    if not found:
        sys.exit(f"units: no exposure level: {said[-300:]}")
    return float(found[1])


def check_units(folder, faults):
    with tempfile.TemporaryDirectory(prefix="lmi-units-") as scratch:
        copies = []
        for name in ("lmi.service", "lmi.timer"):
            text = (folder / name).read_text(encoding="utf-8")
            # The program need not be installed where this is checked
            copy = pathlib.Path(scratch) / name
            copy.write_text(text.replace(f"={PROGRAM} ", "=/bin/true "), encoding="utf-8")
            copies.append(copy)
        status, said = analyze("verify", "--man=no", *copies)
        if status or said:
            faults.append(f"systemd-analyze verify ends with {status}: {said}")
        level = exposure(copies[0])
        print(f"units: lmi.service is exposed by {level} of 10")
        if level > MOST_EXPOSED:
            faults.append(f"lmi.service is exposed by {level} of 10, more than {MOST_EXPOSED}")

        # A check that cannot fail is none: the same service without its lines, and with one of them misspelt
        bare = re.sub(r"(?m)^(Private|Protect|Restrict|System|Capab|NoNew|Lock|Memory|Proc|User|Group).*\n", "",
                      copies[0].read_text(encoding="utf-8"))
        copies[0].write_text(bare, encoding="utf-8")
        if exposure(copies[0]) <= MOST_EXPOSED:
            faults.append("a service that is not hardened passes")
        copies[0].write_text(bare.replace("Type=oneshot", "Typ=oneshot"), encoding="utf-8")
        if not analyze("verify", "--man=no", *copies)[1]:
            faults.append("a misspelt line passes")


def check_cron(text, faults):
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    jobs = [line for line in lines if re.match(r"[\d*]", line)]
    settings = [line for line in lines if line not in jobs]
    if "SWIFT_BACKTRACE=enable=no" not in settings:
        faults.append("lmi.cron: a crash would wait for a backtrace (SWIFT_BACKTRACE)")
    if len(jobs) != 1 or not re.fullmatch(r"(\d+|\*)( (\d+|\*)){4}  lmi  .*\btimeout -k \S+ \S+ lmi run .*", jobs[0]):
        faults.append(f"lmi.cron: no line that ends `lmi run` when it hangs: {jobs}")
    # To cron a percent sign ends the command
    if any("%" in job for job in jobs):
        faults.append("lmi.cron: a percent sign, which cron takes for a line's end")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    faults = []
    cron = (folder / "lmi.cron").read_text(encoding="utf-8")
    check_cron(cron, faults)
    for old, new in (("timeout -k 1m 3h ", ""), ("SWIFT_BACKTRACE", "BACKTRACE"), ("run ", "run %")):
        spoilt = []
        check_cron(cron.replace(old, new), spoilt)
        if not spoilt:
            faults.append(f"lmi.cron without {old.strip()!r} passes")
    if shutil.which("systemd-analyze"):
        check_units(folder, faults)
    elif os.environ.get("CI") == "true":
        faults.append("systemd-analyze is missing: install systemd")
    else:
        print("units: the units are not checked: systemd-analyze is missing (it comes with systemd)", file=sys.stderr)
    for fault in faults:
        print(f"units: {fault}")
    print(f"units: {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
