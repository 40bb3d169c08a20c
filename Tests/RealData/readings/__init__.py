"""Independent readings of publishers' files: what a bundle must hold, worked out with `csv` and `decimal` alone.

Each module of this folder has a list READINGS. A reading names a file, the source whose definition reads it, the
table or register of the bundle that shows it, and a function that gives all its figures or records anew.
"""
import csv
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import Callable

NINE = {
    "E06000021": "Stoke-on-Trent", "E07000192": "Cannock Chase", "E07000193": "East Staffordshire", "E07000194": "Lichfield",
    "E07000195": "Newcastle-under-Lyme", "E07000196": "South Staffordshire", "E07000197": "Stafford",
    "E07000198": "Staffordshire Moorlands", "E07000199": "Tamworth"}
ENGLAND, WEST_MIDLANDS, STAFFORDSHIRE = "E92000001", "E12000005", "E10000028"
LEP, LSIP = "E37000032", "E69000029"
LETTER = {
    "not_available": "L", "not_applicable": "M", "low": "N", "suppressed_disclosure": "Q", "suppressed_quality": "Q"}


@dataclass(frozen=True)
class Figure:
    """One figure as the bundle must show it; `value` is None where it is withheld, with the reason."""
    area: str
    period: str
    indicator: str
    codes: dict  # column of the bundle → code
    value: Decimal | None
    status: str = "A"
    reason: str = ""


def withheld(area, period, indicator, codes, reason):
    return Figure(area, period, indicator, codes, None, LETTER[reason], reason)


def marked(area, period, indicator, codes, text, markers):
    """A figure, or what a marker of the publisher stands for."""
    if text in markers:
        return withheld(area, period, indicator, codes, markers[text])
    return Figure(area, period, indicator, codes, Decimal(text))


@dataclass(frozen=True)
class Figures:
    """A file of figures, as its table in the bundle must show it: these and no others."""
    file: str
    source: str
    table: str
    read: Callable  # path → figures
    change: tuple  # a text of the file and another in its place: one changed cell, which must be noticed
    encoding: str = "utf-8"
    is_open: bool = True  # else no bundle may have it, and `lmi check` lists its figures for the comparison


@dataclass(frozen=True)
class Records:
    """A file of records, as its register in the bundle must show them: these and no others."""
    file: str
    source: str
    register: str
    read: Callable  # path → records: a dict of all columns that the register publishes
    change: tuple
    encoding: str = "utf-8"
    is_open: bool = True


@dataclass(frozen=True)
class Refused:
    """A file that is broken: `lmi check` of its source must say this and nothing else."""
    file: str
    source: str
    says: str


def rows(path, encoding="utf-8-sig", delimiter=","):
    with io.open(path, encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def named(path, encoding="utf-8-sig", delimiter=","):
    lines = rows(path, encoding, delimiter)
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
