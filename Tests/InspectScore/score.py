#!/usr/bin/env python3
"""How many lines a person edits before a draft of `lmi inspect` reads its file right.

For 100 long and 100 wide invented files (generate.py, seeded) the truth is known: a draft counts as right when
`lmi check` accepts it and every figure it gives has the right area, period, breakdown, measure, value and reason, with
none missing and none too many. What is wrong is mended by the fixed list of single-line edits in `repairs`, each line
counted; more than three count as a failure. For real files only the share of drafts accepted without any edit is
reported. The lines marked FILL IN, of which `origin:` and `title:` are the same for every file, get an x and are no edits.

Usage: score.py LMI PIPELINES [REALDATA]
"""

import csv
import os
import random
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generate

SEED = 20260101
EACH = 100
MOST_EDITS = 3
WANTED_PERCENT = 80
PERIOD_LINES = {
    "year": "{as: year}", "academic": '{as: academic year, written: "201718"}',
    "financial": '{as: financial year, written: "2024-25"}', "month iso": "{as: month}",
    "month name": '{as: month, written: "Sep 2024"}', "quarter": '{as: quarter, written: "1992 Q1"}',
}
NUMBER_LINES = {
    "plain": "plain", "decimals": "plain", "negative": "plain", "commas": "with thousands commas",
    "percent": "{percent sign: yes}", "pounds": '{thousands commas: yes, sign: "£"}',
}


def run(*arguments):
    try:
        done = subprocess.run(arguments, capture_output=True, timeout=120)
    except subprocess.TimeoutExpired:
        return 1, "", "error: no answer within two minutes"
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def fill_in(draft):
    """The lines that every draft leaves open, filled in alike."""
    return re.sub(r'"FILL IN[^"]*"', "x", draft)


class Checker:
    def __init__(self, lmi, pipelines, folder):
        self.lmi, self.pipelines, self.folder = lmi, pipelines, folder

    def draft(self, path, name):
        status, out, errors = run(self.lmi, "inspect", path, "--draft", "--pipelines", self.pipelines)
        text = re.sub(r"(?m)^file: .*$", f"file: {name}", fill_in(out))
        return status, text, errors

    def check(self, text, key, inputs):
        """What `lmi check` says, and the figures where it accepts the definition."""
        definition, figures = (os.path.join(self.folder, f"{key}.{kind}") for kind in ("yml", "figures.csv"))
        with open(definition, "w", encoding="utf-8") as file:
            file.write(text)
        status, _, errors = run(
            self.lmi, "check", "--definition", definition, "--inputs", inputs, "--into", figures,
            "--pipelines", self.pipelines)
        if status != 0:
            return first_error(errors), None
        with open(figures, encoding="utf-8", newline="") as file:
            return "", list(csv.DictReader(file))


def first_error(text):
    lines = [line for line in text.splitlines() if "error: " in line]
    return lines[0].split("error: ", 1)[1] if lines else (text.splitlines() or ["no message"])[0]


def difference(truth, figures):
    """The first thing that the figures say otherwise than the truth; empty where they agree."""
    wanted = {place: says for place, says in truth.items() if says is not None}
    fixed = {"area_code", "area_name", "period", "indicator", "unit", "value", "reason", "row", "column"}
    indicators = {}
    found = set()
    for figure in figures:
        place = (int(figure["row"]), int(figure["column"]))
        found.add(place)
        if place not in wanted:
            return f"row {place[0]} is no figure to be kept"
        area, period, dimensions, measure, value, reason = wanted[place]
        texts = tuple(sorted(figure[key] for key in figure if key not in fixed))
        if figure["area_code"] != area:
            return f"the area of row {place[0]} is {figure['area_code']}, not {area}"
        if figure["period"] != period:
            return f"the period of row {place[0]} is {figure['period']}, not {period}"
        if texts != dimensions:
            return f"row {place[0]} is broken down by {texts}, not {dimensions}"
        if (figure["reason"] or None) != reason:
            return f"row {place[0]} is {figure['reason'] or 'a number'}, not {reason or 'a number'}"
        if value and Decimal(figure["value"]) != Decimal(value):
            return f"row {place[0]} says {figure['value']}, not {value}"
        if indicators.setdefault(measure, figure["indicator"]) != figure["indicator"]:
            return f"the measure {measure} is called {indicators[measure]} and {figure['indicator']}"
    if len(set(indicators.values())) != len(indicators):
        return "two measures have one name"
    if len(found) != len(wanted) or len(figures) != len(found):
        return f"{len(wanted)} figures are to be kept, {len(figures)} were"
    return ""


def repairs(file, lines):
    """The draft's lines with what the truth says otherwise, and how many lines that took.

    1. `instead of a number:`: a marker of another meaning, of which the draft knows nothing, or that is none.
    2. `period:` and `numbers:`, where written otherwise than the file is.
    """
    edits, done = 0, []
    inside, seen = False, set()
    kind = next((trait for trait in file.traits if trait in PERIOD_LINES), None)
    style = next((trait for trait in file.traits if trait in NUMBER_LINES), None)
    for line in lines:
        text = re.sub(r"\s+# guess: .*$", "", line)
        if inside and re.match(r'    "', text):
            marker, meaning = re.match(r'    "(.*)": (\S+)$', text).groups()
            seen.add(marker)
            right = file.markers.get(marker)
            if right != meaning:
                edits += 1
                if right is None:
                    continue
                line = f'    "{marker}": {right}'
        elif inside:
            inside = False
            missing = [marker for marker in sorted(file.markers) if marker not in seen]
            done += [f'    "{marker}": {file.markers[marker]}' for marker in missing]
            edits += len(missing)
        if text == "  instead of a number:":
            inside = True
        elif text.startswith("  period: {") and "is: " not in text and kind and text != f"  period: {PERIOD_LINES[kind]}":
            line = f"  period: {PERIOD_LINES[kind]}"
            edits += 1
        elif text.startswith("  numbers: ") and style and text != f"  numbers: {NUMBER_LINES[style]}":
            # A column without a number of four digits shows no commas: then plain is as right.
            if text != "  numbers: plain" and text != '  numbers: {sign: "£"}':
                line = f"  numbers: {NUMBER_LINES[style]}"
                edits += 1
        done.append(line)
    return done, edits


def judge(checker, file, folder):
    """The number of edited lines (None where three do not do), and what was wrong."""
    path = os.path.join(folder, file.name)
    with open(path, "wb") as out:
        out.write(file.bytes)
    status, draft, errors = checker.draft(path, file.name)
    if status != 0:
        return None, first_error(errors)
    fault, figures = checker.check(draft, file.name, folder)
    wrong = fault or difference(file.truth, figures)
    if not wrong:
        return 0, ""
    lines, edits = repairs(file, draft.splitlines())
    if not 0 < edits <= MOST_EDITS:
        return None, wrong
    fault, figures = checker.check("\n".join(lines) + "\n", file.name, folder)
    left = fault or difference(file.truth, figures)
    return (None, left) if left else (edits, wrong)


def generated(checker, folder, pool):
    rng = random.Random(SEED)
    files = [generate.long_table(rng, f"long-{n:03}.csv") for n in range(EACH)]
    files += [generate.wide_table(rng, f"wide-{n:03}.csv") for n in range(EACH)]
    results = list(pool.map(lambda file: judge(checker, file, folder), files))
    failed = False
    for kind in ("long", "wide"):
        mine = [(file, edits, wrong) for file, (edits, wrong) in zip(files, results) if file.kind == kind]
        right = [edits for _, edits, _ in mine if edits is not None]
        shares = ", ".join(f"{right.count(n)} after {n} edited lines" for n in range(MOST_EDITS + 1))
        percent = 100 * len(right) // len(mine)
        print(f"{kind} tables: {percent} % of {len(mine)} drafts are right after at most {MOST_EDITS} edited lines ({shares})")
        for file, edits, wrong in mine:
            if edits is None:
                print(f"  {file.name} ({', '.join(file.traits)}): {wrong[:160]}")
        failed = failed or percent < WANTED_PERCENT
    return failed


def real(checker, folder, realdata, pool):
    names = sorted(
        os.path.relpath(os.path.join(place, name), realdata)
        for place, _, files in os.walk(realdata) for name in files
        if name.endswith((".csv", ".tsv", ".html")))
    def judge_real(name):
        status, draft, errors = checker.draft(os.path.join(realdata, name), name)
        if not draft:
            return first_error(errors)
        return checker.check(draft, name.replace("/", "-"), realdata)[0]
    results = list(zip(names, pool.map(judge_real, names)))
    accepted = [name for name, fault in results if not fault]
    print(f"real files: {len(accepted)} of {len(names)} drafts are accepted as they are")
    for name, fault in results:
        print(f"  {name}: {fault[:160] if fault else 'accepted'}")


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    lmi, pipelines = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        checker = Checker(lmi, pipelines, folder)
        failed = generated(checker, folder, pool)
        if len(sys.argv) == 4 and os.path.isdir(sys.argv[3]):
            real(checker, folder, os.path.abspath(sys.argv[3]), pool)
        elif len(sys.argv) == 4:
            print(f"real files: not scored, the folder {sys.argv[3]} is not there")
    if failed:
        sys.exit(f"fewer than {WANTED_PERCENT} % of the drafts of generated files are right")


if __name__ == "__main__":
    main()
