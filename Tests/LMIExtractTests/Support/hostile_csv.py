"""Makes hostile CSV files and says what Python's own reader finds in each, to be compared with LMIExtract's reading.

usage: hostile_csv.py COUNT
Writes JSON: a list of [file in base64, rows or null where Python refuses the file].
"""

import base64
import csv
import io
import json
import random
import sys

PIECES = ["a", "17", "-3.25", "", " ", "Stoke", '"b,c"', '"say ""x"""', '"two\nlines"', '""', "é", '"r\r\nn"', "€", "\t", "x y"]
WRONG = ['a"b', '"a"b', '"open', "\0", "\x1b", "one\rtwo", '"""', "\r", '"\r"', '"a" ', ' "a"', "\ufeff", '"a"\r', "b\r\rc", '"\0"', "\x85"]


def text(dice):
    isWrong = dice.random() < 0.5
    lines = []
    for _ in range(dice.randrange(0, 12)):
        if dice.random() < 0.08:
            lines.append("" + dice.choice(["\n", "\r\n"]))
            continue
        width = 3 if dice.random() < 0.8 else dice.randrange(1, 6)
        cells = [dice.choice(WRONG) if isWrong and dice.random() < 0.05 else dice.choice(PIECES) for _ in range(width)]
        lines.append(",".join(cells) + dice.choice(["\n", "\n", "\r\n"]))
    made = ("\ufeff" if dice.random() < 0.1 else "") + "".join(lines)
    return made.rstrip("\r\n") if dice.random() < 0.3 else made


def read(made):
    # The mark at the very start belongs to the encoding, and an empty line is one empty cell, as it is on paper
    try:
        return [row or [""] for row in csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline=""), strict=True)]
    except csv.Error:
        return None


if __name__ == "__main__":
    files = [text(random.Random(seed)) for seed in range(int(sys.argv[1]))]
    files.append("a," + "b" * (csv.field_size_limit() + 1) + "\n")
    json.dump([[base64.b64encode(made.encode()).decode(), read(made)] for made in files], sys.stdout)
