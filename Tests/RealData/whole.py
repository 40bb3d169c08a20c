"""Compares whole tables and registers of a bundle with the independent readings of their files."""
import collections
import os
import re
import subprocess
import tempfile
from decimal import Decimal

from readings import Figures, Records, Refused, dfe, named, nomis, ons, registers, skills

READINGS = dfe.READINGS + nomis.READINGS + ons.READINGS + registers.READINGS + skills.READINGS + registers.REFUSED
def number(text):
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise SystemExit(f"a number was expected in the bundle, {text!r} was found")
    return Decimal(text)


def expected(reading, folder):
    """What the file must become: key → what is shown."""
    path = os.path.join(folder, reading.file)
    found = {}
    for item in reading.read(path):
        if isinstance(reading, Figures):
            key = item.area, item.period, item.indicator, tuple(sorted(item.codes.items()))
            shown = item.value, item.status, item.reason
        else:
            key = tuple(sorted(item.items()))
            shown = found[key] + 1 if key in found else 1
        if key in found and isinstance(reading, Figures):
            raise SystemExit(f"{reading.file}: the reading has two figures of {key}")
        found[key] = shown
    if not found:
        raise SystemExit(f"{reading.file}: the reading found nothing")
    return found


def plain(text):
    """A text as the file has it: a bundle puts ' before what a spreadsheet would take for a formula."""
    return text[1:] if re.match(r"'[-=+@]", text) else text


def published(reading, bundle):
    """What the bundle shows of the reading's source."""
    found = {}
    for row in bundle.all(reading.table if isinstance(reading, Figures) else reading.register):
        if isinstance(reading, Records):
            # The name of a code comes from the code list, not from the file.
            row = {
                name: plain(text) for name, text in row.items()
                if not name.endswith("_name") or name[:-5] + "_code" not in row}
            key = tuple(sorted(row.items()))
            found[key] = found.get(key, 0) + 1
            continue
        if row["source_id"] != reading.source:
            continue
        names = list(row)
        # The dimensions stand between these two, each with its code and its name.
        columns = names[names.index("indicator") + 1:names.index("unit_measure"):2]
        codes = {column: row[column] for column in columns if row[column]}
        key = row["area_code"], row["time_period"], row["indicator"], tuple(sorted(codes.items()))
        value = number(row["obs_value"]) if row["obs_value"] else None
        found[key] = value, row["obs_status"], row["reason"]
    return found


def listed(reading, realdata, lmi, pipelines):
    """What `lmi check` reads in a file that no bundle may have, in the shape of `published`."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "figures.csv")
        definition = os.path.join(pipelines, "sources", "real", reading.source + ".yml")
        run = subprocess.run(
            [lmi, "check", "--definition", definition, "--pipelines", pipelines, "--pipeline", "realdata",
             "--inputs", realdata, "--into", path], capture_output=True, text=True, timeout=60)
        if run.returncode != 0:
            raise SystemExit(f"{reading.file}: {run.stderr}")
        for row in named(path):
            if isinstance(reading, Records):
                key = tuple(sorted((name.replace(" ", "_"), plain(text)) for name, text in row.items() if name != "row"))
                found[key] = found.get(key, 0) + 1
                continue
            names = list(row)
            codes = {name.replace(" ", "_"): row[name] for name in names[names.index("unit") + 1:names.index("value")]}
            key = row["area_code"], row["period"], row["indicator"], tuple(sorted(codes.items()))
            found[key] = number(row["value"]) if row["value"] else None, row["reason"]
    return found


def shown(reading, realdata, bundle, lmi, pipelines):
    """What lmi makes of the file; without the status where only `lmi check` may show it."""
    if reading.is_open:
        return published(reading, bundle)
    return listed(reading, realdata, lmi, pipelines)


def wanted(reading, folder):
    found = expected(reading, folder)
    if not reading.is_open and isinstance(reading, Figures):
        return {key: (value, reason) for key, (value, _, reason) in found.items()}
    return found


def differences(expected, found):
    for key in expected.keys() | found.keys():
        if expected.get(key) != found.get(key):
            yield f"{key}: expected {expected.get(key, 'nothing')}, found {found.get(key, 'nothing')}"


def compare(realdata, bundle, lmi, pipelines):
    """Compares every reading; gives how many files, figures and differences there were."""
    files, checked, differ = 0, 0, 0
    for reading in READINGS:
        if isinstance(reading, Refused):
            continue
        all_wanted, found = wanted(reading, realdata), shown(reading, realdata, bundle, lmi, pipelines)
        lines = sorted(differences(all_wanted, found))
        files += 1
        checked += len(all_wanted)
        differ += len(lines)
        for line in lines[:10]:
            print(f"{reading.file}: {line}")
        if len(lines) > 10:
            print(f"{reading.file}: and {len(lines) - 10} more")
        print(f"{reading.file}: {summary(reading, found)}")
    return files, checked, differ


def summary(reading, found):
    if isinstance(reading, Records):
        return f"{sum(found.values())} records"
    # Where the status is not shown, the reason tells withheld figures from the others.
    kinds = collections.Counter(parts[1] or "with a number" for parts in found.values())
    return f"{len(found)} figures: " + ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))


def refused(realdata, lmi, pipelines, origins):
    """Checks every broken file; gives how many there are and how many were not refused as expected."""
    files, differ = 0, 0
    for reading in READINGS:
        if not isinstance(reading, Refused):
            continue
        files += 1
        run = subprocess.run(
            [lmi, "check", reading.source, "--pipelines", pipelines, "--pipeline", "realdata-refused", "--inputs", realdata,
             "--origins", origins],
            capture_output=True, text=True, timeout=60)
        if run.returncode == 0 or run.stderr.strip() != reading.says.strip():
            differ += 1
            print(f"{reading.file}: expected to be refused with\n{reading.says.strip()}\nbut lmi said\n{run.stderr.strip()}")
        else:
            print(f"{reading.file}: refused as expected")
    return files, differ


def mutate(realdata, bundle, lmi, pipelines):
    """Changes one cell of a copy of each file; gives how many files there are and how often nobody noticed."""
    files, unseen = 0, 0
    for reading in READINGS:
        if isinstance(reading, Refused):
            continue
        files += 1
        before, after = reading.change
        with open(os.path.join(realdata, reading.file), encoding=reading.encoding, newline="") as file:
            text = file.read()
        if text.count(before) != 1 or before == after:
            raise SystemExit(f"{reading.file}: {before!r} stands there {text.count(before)} times, not once")
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, reading.file)
            os.makedirs(os.path.dirname(copy))
            with open(copy, "w", encoding=reading.encoding, newline="") as file:
                file.write(text.replace(before, after))
            found = shown(reading, realdata, bundle, lmi, pipelines)
            lines = list(differences(wanted(reading, folder), found))
        untouched = list(differences(wanted(reading, realdata), found))
        noticed = len(lines) > len(untouched)
        unseen += not noticed
        print(f"{reading.file}: {before!r} changed to {after!r}: {'noticed' if noticed else 'NOT NOTICED'}")
    return files, unseen


def uncovered(realdata, others):
    """Files that nobody reads, and readings of files that are not there."""
    there = set()
    for folder, _, names in os.walk(realdata):
        for name in names:
            path = os.path.relpath(os.path.join(folder, name), realdata)
            if path != "CATALOG.md":
                there.add(path)
    return len(there), sorted(there ^ ({reading.file for reading in READINGS} | set(others)))
