#!/usr/bin/env python3
"""Recomputes published figures from the publishers' files and compares them with a bundle.

    figures.py REALDATA OUTPUT PIPELINES LMI            compare the bundle that OUTPUT/latest.json names
    figures.py REALDATA OUTPUT PIPELINES LMI --mutate   change one cell of a copy of each file: each must be noticed
    figures.py REALDATA OUTPUT PIPELINES LMI --list     print what is expected, and compare nothing

It shares no code with the pipeline: it reads files with `csv`, reckons in whole numbers, and takes from
PIPELINES only the codes of codelists/sic2007.csv and the rules of sectors.yml; the program LMI is asked only to
refuse the broken files. The last line of a comparison is "N of N files read or refused as expected, M figures
checked, D differ"; the exit status is 0 only when every file has its reading and D is 0.
"""
import csv
import json
import os
import re
import sys
import tempfile
from decimal import Decimal
from html.parser import HTMLParser

import whole
from readings import ENGLAND, LEP, LSIP, NINE, named, rows as records

# Names the bundle gives to things. A figure is found by its table, area, period, indicator and these columns.
AREA, PERIOD, INDICATOR = "area_code", "time_period", "indicator"
COLUMN = {
    "section": "sic_code", "class": "sic_code", "sector": "sector_id", "size": "size_band",
    "destination": "destination", "sex": "sex", "age": "age", "school": "school_type", "collection": "collection"}
TABLE = {
    "sections": "jobs-by-section", "overlapping": "jobs-by-sector", "partition": "jobs-by-group",
    "cities": "jobs-cities", "classes": "jobs-by-class", "class sectors": "jobs-by-sector-ukg2",
    "sizes": "enterprises-by-size", "absence": "absence", "destinations": "ks4-destinations", "pay": "pay", "claimants": "claimants"}
NAME = {
    "employment": "employment", "employees": "employees", "jobs_with_pay": "jobs_with_pay",
    "median_annual_pay": "median_annual_pay", "jobs_with_hours": "jobs_with_hours",
    "median_weekly_hours": "median_weekly_hours", "share": "employment_share",
    "quotient": "employment_location_quotient", "enterprises": "enterprises", "pupils": "pupils",
    "claimants": "claimants", "claimant rate": "claimant_rate", "enrolments": "enrolments",
    "absence_rate": "absence_rate", "authorised_absence_rate": "authorised_absence_rate",
    "unauthorised_absence_rate": "unauthorised_absence_rate"}
SHARE_DECIMALS, QUOTIENT_DECIMALS = 1, 2
ORIGINS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "origins.yml")
WITHHELD = {"L", "M", "N", "O", "Q"}
LEP_NAME = "Stoke-on-Trent and Staffordshire"


# Numbers.

def count_of(text):
    if not re.fullmatch(r"\d+", text):
        raise SystemExit(f"a whole number was expected, {text!r} was found")
    return int(text)


def halves(number):
    """A number of halves as a decimal: 5 is 2.5."""
    return Decimal(number) / 2


BANDS = [
    (0, 50, 5), (50, 250, 25), (250, 500, 50), (500, 1000, 100), (1000, 2500, 250), (2500, 5000, 500), (5000, None, 1000)]


def bres_bounds(value):
    """What may stand behind a published BRES figure, in halves: by band, ordinary and doubled step, all joined."""
    pieces = []
    for floor, ceiling, usual in BANDS:
        for step in (usual, 2 * usual):
            if value % step:
                continue
            low = max(2 * value - step, 2 * floor)
            high = 2 * value + step if ceiling is None else min(2 * value + step, 2 * ceiling)
            if low < high:
                pieces.append((low, high))
    if not pieces:
        raise SystemExit(f"no BRES figure is rounded to {value}")
    return min(low for low, _ in pieces), max(high for _, high in pieces)


def five_bounds(value):
    """What may stand behind a count at the nearest five, in halves."""
    return max(2 * value - 5, 0), 2 * value + 5


def added(intervals):
    intervals = list(intervals)
    return sum(low for low, _ in intervals), sum(high for _, high in intervals)


def decimals(above, below, places, rule):
    """above / below to `places` decimals: nearest with a half away from zero, down, or up. Neither is negative."""
    scaled = above * 10 ** places
    quotient, rest = divmod(scaled, below)
    if rule == "nearest" and 2 * rest >= below or rule == "up" and rest:
        quotient += 1
    return Decimal(quotient).scaleb(-places)



# The classification and the sectors.

class Industries:
    def __init__(self, pipelines):
        self.parent, self.level = {}, {}
        for row in named(os.path.join(pipelines, "codelists", "sic2007.csv")):
            self.parent[row["code"]], self.level[row["code"]] = row["parent"], row["level"]
        self.subclasses = sorted(code for code, level in self.level.items() if level == "subclass")
        self.sectors = {"overlapping": {}, "partition": {}}
        view, sector = None, None
        with open(os.path.join(pipelines, "sectors.yml"), encoding="utf-8") as file:
            for line in file:
                if line.startswith(("sectors:", "partition:")):
                    view = "overlapping" if line.startswith("sectors:") else "partition"
                elif found := re.match(r"  - id: (\S+)", line):
                    sector = self.sectors[view].setdefault(found[1], [])
                elif found := re.match(r'      - \{sic: "(\d+)"(.*)\}', line):
                    sector.append((found[1], "weight: 0" not in found[2]))
                elif "sic:" in line and not line.startswith("#"):
                    raise SystemExit(f"a rule of sectors.yml is written otherwise: {line.strip()}")

    def held(self, view, sector):
        """The subclasses of a sector: the longest prefix decides."""
        held = set()
        for code in self.subclasses:
            fitting = [rule for rule in self.sectors[view][sector] if code.startswith(rule[0])]
            if fitting and max(fitting, key=lambda rule: len(rule[0]))[1]:
                held.add(code)
        return held

    def under(self, code):
        """The subclasses that a code of any level stands for."""
        found = set()
        for subclass in self.subclasses:
            above = subclass
            while above and above != code:
                above = self.parent[above]
            if above:
                found.add(subclass)
        return found

    def exact(self, view, published):
        """Of each sector, the published codes that make it up exactly; None where they do not."""
        under = {code: self.under(code) for code in published}
        made = {}
        for sector in self.sectors[view]:
            held = self.held(view, sector)
            parts = [code for code in published if under[code] <= held]
            made[sector] = parts if set().union(*(under[code] for code in parts)) == held else None
        return made


# What is expected.

class Expected:
    """The figures to be found, by table and key."""

    def __init__(self):
        self.figures = []

    def add(self, table, area, period, indicator, codes, value, bounds=None, status=None, reason=None):
        key = {AREA: area, PERIOD: period, INDICATOR: NAME[indicator]}
        key.update({COLUMN[dimension]: code for dimension, code in codes.items()})
        cells = {"obs_value": value}
        if bounds is not None:
            cells["lower"], cells["upper"] = bounds
        if status is not None:
            cells["obs_status"] = status
        if reason is not None:
            cells["reason"] = reason
        self.figures.append((TABLE[table], key, cells))

    def count(self, table, area, period, indicator, codes, value, bounds, status="A"):
        self.add(table, area, period, indicator, codes, Decimal(value), tuple(map(halves, bounds)), status)


def sums_by_sector(expected, table, view, made, figures, period, indicator):
    """Sums, shares and quotients of sectors from `figures`: area → code → published number."""
    def part_and_rest(area, codes):
        inside = added(bres_bounds(figures[area][code]) for code in codes)
        outside = added(bres_bounds(number) for code, number in figures[area].items() if code not in codes)
        value = sum(figures[area][code] for code in codes), sum(figures[area].values())
        low = inside[0], inside[0] + outside[1]
        high = inside[1], inside[1] + outside[0]
        return value, low, high

    for sector, codes in made.items():
        for area in figures:
            where = (table, area, period)
            if codes is None:
                expected.add(*where, indicator, {"sector": sector}, None, status="O", reason="not_derivable")
                continue
            numbers = [figures[area][code] for code in codes]
            expected.count(
                *where, indicator, {"sector": sector}, sum(numbers), added(map(bres_bounds, numbers)))
            if table == "class sectors":
                continue
            (part, total), low, high = part_and_rest(area, codes)
            expected.add(
                *where, "share", {"sector": sector}, decimals(100 * part, total, SHARE_DECIMALS, "nearest"),
                (decimals(100 * low[0], low[1], SHARE_DECIMALS, "down"),
                 decimals(100 * high[0], high[1], SHARE_DECIMALS, "up")), "A")
            if area == ENGLAND:
                continue
            (part_there, total_there), low_there, high_there = part_and_rest(ENGLAND, codes)
            expected.add(
                *where, "quotient", {"sector": sector},
                decimals(part * total_there, total * part_there, QUOTIENT_DECIMALS, "nearest"),
                (decimals(low[0] * high_there[1], low[1] * high_there[0], QUOTIENT_DECIMALS, "down"),
                 decimals(high[0] * low_there[1], high[1] * low_there[0], QUOTIENT_DECIMALS, "up")), "A")


def bres_lep(path, expected, industries, year):
    """Employment by section in the LEP, its two NUTS 3 areas and England; sums by sector."""
    rows = records(path)
    areas = {
        "lep:" + LEP_NAME: LEP, "nuts316:UKG23 Stoke-on-Trent": "UKG23", "nuts316:UKG24 Staffordshire CC": "UKG24",
        "country:England": ENGLAND}
    sections = [(place, name[0]) for place, name in enumerate(rows[0]) if re.match(r"[A-U] : ", name)]
    figures = {}
    for row in rows[2:]:
        if row[0] in areas:
            figures[areas[row[0]]] = {letter: count_of(row[place]) for place, letter in sections}
            if any(row[place + 1] for place, _ in sections):
                raise SystemExit(f"{path}: {row[0]} has a flag")
    if len(figures) != len(areas) or len(sections) != 21:
        raise SystemExit(f"{path}: not the areas and sections that were expected")
    for area, numbers in figures.items():
        for letter, number in numbers.items():
            expected.count("sections", area, year, "employment", {"section": letter}, number, bres_bounds(number))
    for view in ("overlapping", "partition"):
        made = industries.exact(view, [letter for _, letter in sections])
        sums_by_sector(expected, view, view, made, figures, year, "employment")


def bres_cities(path, expected, industries, year):
    """Employees by section in the towns; a star keeps the number and says that farms are left out."""
    rows = records(path)
    start = next(place for place, row in enumerate(rows) if row and row[0] == "Area")
    towns = {
        "towncity:Stoke-on-Trent": "town-stoke-on-trent", "towncity:Newcastle-under-Lyme": "town-newcastle-under-lyme",
        "towncity:Burton upon Trent": "town-burton-upon-trent"}
    found = 0
    for row in rows[start:]:
        if not row or row[0] not in towns:
            continue
        found += 1
        for place, name in enumerate(rows[start]):
            if " : " not in name:
                continue
            number = count_of(row[place])
            flag = row[place + 1] if place + 1 < len(row) else ""
            if flag not in ("", "*"):
                raise SystemExit(f"{path}: {row[0]} has the flag {flag!r}")
            expected.count(
                "cities", towns[row[0]], year, "employees", {"section": name[0]}, number, bres_bounds(number),
                "D" if flag else "A")
    if found != len(towns):
        raise SystemExit(f"{path}: not the towns that were expected")


def bres_classes(path, expected, industries, year):
    """Employment by class in the NUTS 2 area; a sector only where all its classes stand there."""
    figures = {row["SIC4"]: count_of(row["value"]) for row in named(path) if row["geo_cd"] == "UKG2"}
    for code, number in figures.items():
        expected.count("classes", "UKG2", year, "employment", {"class": code}, number, bres_bounds(number))
    made = industries.exact("overlapping", list(figures))
    sums_by_sector(expected, "class sectors", "overlapping", made, {"UKG2": figures}, year, "employment")


def business_counts(path, expected, industries, _):
    """Enterprises by size, five tables one below the other; the LEP and the LSIP are the same places."""
    areas = {
        "lep:" + LEP_NAME: LEP, f"User Defined Geography:{LEP_NAME}-LS - from dn81838": LSIP, "country:England": ENGLAND}
    areas.update({"ladu:" + name: code for code, name in NINE.items()})
    year, bands, found = None, None, 0
    for row in records(path):
        if row[0] == "date":
            year = row[1]
        elif row[0] == "Area":
            bands = row[1:]
        elif row[0] in areas:
            found += 1
            for band, text in zip(bands, row[1:], strict=True):
                number = count_of(text)
                expected.count(
                    "sizes", areas[row[0]], year, "enterprises", {"size": band}, number, five_bounds(number))
    if found != 5 * len(areas):
        raise SystemExit(f"{path}: {found} rows of our areas, {5 * len(areas)} were expected")


def destinations(path, expected, industries, _):
    """Pupils by destination in the nine districts, as counted."""
    reasons = {
        "c": ("Q", "suppressed_disclosure"), "z": ("M", "not_applicable"), "x": ("L", "not_available"), "low": ("N", "low")}
    for row in named(path):
        if row["lad_code"] not in NINE:
            continue
        period = row["time_period"][:4] + "/" + row["time_period"][4:]
        for destination in ("cohort", "education", "appren", "all_work", "all_notsust", "all_unknown"):
            where = ("destinations", row["lad_code"], period, "pupils", {"destination": destination})
            if row[destination] in reasons:
                status, reason = reasons[row[destination]]
                expected.add(*where, None, status=status, reason=reason)
            else:
                expected.add(*where, Decimal(count_of(row[destination])), status="A")


def pay(path, expected, industries, _):
    """Jobs and medians: two rows a figure, its value and its coefficient of variation."""
    pairs = {}
    for row in named(path):
        key = (row["GEOGRAPHY_CODE"], row["DATE"], row["SEX_NAME"], row["PAY_NAME"], row["ITEM_NAME"])
        pairs.setdefault(key, {})[row["MEASURES_NAME"]] = row["OBS_VALUE"], row["OBS_STATUS"]
    names = {
        ("Annual pay - gross", "Number of jobs"): "jobs_with_pay",
        ("Annual pay - gross", "Median"): "median_annual_pay",
        ("Hours worked - total", "Number of jobs"): "jobs_with_hours",
        ("Hours worked - total", "Median"): "median_weekly_hours"}
    for (area, year, sex, kind, item), pair in pairs.items():
        if (kind, item) not in names:
            continue
        where = ("pay", area, year, names[kind, item], {"sex": sex})
        value, letter = pair["Value"]
        if value == "":
            status, reason = {"Q": ("Q", "suppressed_quality"), "B": ("L", "not_available")}[letter]
            expected.add(*where, None, status=status, reason=reason)
        else:
            variation = pair["Confidence"][0]
            unsure = variation == "" or Decimal(variation) > 20
            expected.add(*where, Decimal(value), status="U" if unsure else "A")


def claimants(path, expected, industries, _):
    """Claimants and their rate by month and age; rates of single ages are not published."""
    names = {
        "Claimant count": "claimants", "Claimants as a proportion of residents aged 16-64": "claimant rate"}
    for row in named(path):
        measure = names[row["MEASURE_NAME"]]
        where = ("claimants", row["GEOGRAPHY_CODE"], row["DATE"], measure, {"age": row["AGE_NAME"]})
        if row["OBS_STATUS"] == "Q" and row["OBS_VALUE"] == "":
            expected.add(*where, None, status="L", reason="not_available")
        elif measure == "claimants":
            number = count_of(row["OBS_VALUE"])
            expected.count(*where, number, five_bounds(number))
        else:
            expected.add(*where, Decimal(row["OBS_VALUE"]), status="A")


class Cells(HTMLParser):
    """The rows of the one table of a page whose caption begins so: texts of cells, white space folded."""

    def __init__(self, caption):
        super().__init__()
        self.caption, self.rows, self.inside, self.into = caption, [], False, None

    def handle_starttag(self, tag, attributes):
        if tag == "caption":
            self.into = []
        elif self.inside and tag == "tr":
            self.rows.append([])
        elif self.inside and tag in ("td", "th"):
            self.into = []
            self.rows[-1].append(self.into)

    def handle_data(self, data):
        if self.into is not None:
            self.into.append(data)

    def handle_endtag(self, tag):
        if tag == "caption":
            self.inside, self.into = " ".join("".join(self.into).split()).startswith(self.caption), None
        elif tag in ("td", "th"):
            self.into = None
        elif tag == "table":
            self.inside = False


def absence(path, expected, industries, _):
    """Absence by type of school, from a table of a page: a row with one cell heads the rows under it."""
    names = {
        "Number of enrolments": "enrolments", "Overall absence": "absence_rate",
        "Authorised absence": "authorised_absence_rate", "Unauthorised absence": "unauthorised_absence_rate"}
    parser = Cells("Table 8: ")
    with open(path, encoding="utf-8") as file:
        parser.feed(file.read())
    rows = [[" ".join("".join(cell).split()) for cell in row] for row in parser.rows]
    collections, school = rows[0][1:], None
    for row in rows[1:]:
        if len(row) == 1:
            school = row[0]
            continue
        for collection, text in zip(collections, row[1:]):
            where = ("absence", ENGLAND, "2005/06", names[row[0]], {"school": school, "collection": collection})
            expected.add(*where, Decimal(text.replace(",", "")), status="A")


def cell(first, column, to):
    """A change of one cell: in the first row that holds the texts of `first`, the cell of `column`."""
    return first, column, to


# file, reader, what the reader is told besides, one change that must be noticed
SOURCES = [
    (f"nomis/bres_employment_by_sector_lep_{year}.csv", bres_lep, year,
     cell(["lep:" + LEP_NAME], 11, "31000")) for year in ("2015", "2017", "2018", "2019")
] + [
    ("nomis/bres_wizard_primary_urban_areas_2017.csv", bres_cities, "2017",
     cell(["towncity:Stoke-on-Trent"], 5, "15000")),
    ("nomis/bres_2018_nuts2_sic4_clusters.csv", bres_classes, "2018", cell(["UKG2", "4120"], 6, "31000")),
    ("nomis/derived/ubc_enterprises_by_sizeband_2018-2022.derived.csv", business_counts, None,
     cell(["ladu:Tamworth"], 3, "1205")),
    ("dfe/ks4_destinations_la_lad_pcon_2017-2020.csv", destinations, None, cell(["E07000199", "201819"], 21, "c")),
    ("nomis/nm_30_1_ashe_select.csv", pay, None, cell(["2015", "Total", "Annual pay - gross", "Median"], 6, "24001")),
    ("nomis/nm_162_1_claimant_count_select.csv", claimants, None,
     cell(["2012-03", "All categories: Age 16+", "Claimant count"], 5, "5")),
    ("html/dfe_absence_release_section4.html", absence, None, ("3,017,628", "3,017,629")),
]


# The bundle.

class Bundle:
    def __init__(self, output):
        with open(os.path.join(output, "latest.json"), encoding="utf-8") as file:
            pointer = json.load(file)
        if pointer["origin"] != "live":
            raise SystemExit(f"{output}/latest.json: origin is {pointer['origin']!r}, not live")
        self.folder = os.path.join(output, pointer["path"])
        self.tables = {}

    def all(self, table):
        """Every row of a table or register."""
        path = os.path.join(self.folder, "data", table + ".csv")
        if not os.path.exists(path):
            raise SystemExit(f"the bundle has no table {table}: {path} is missing")
        return named(path)

    def rows(self, table, columns):
        """The rows of a table by the values of `columns`."""
        if (table, columns) not in self.tables:
            path = os.path.join(self.folder, "data", table + ".csv")
            if not os.path.exists(path):
                raise SystemExit(f"the bundle has no table {table}: {path} is missing")
            found, rows = {}, named(path)
            absent = [column for column in columns if rows and column not in rows[0]]
            if absent:
                raise SystemExit(f"{path} has no column {', '.join(absent)}; it has {', '.join(rows[0])}")
            for row in rows:
                found.setdefault(tuple(row[column] for column in columns), []).append(row)
            self.tables[table, columns] = found
        return self.tables[table, columns]

    def fault(self, table, key, cells):
        """How the bundle differs from one expected figure; nothing where it does not."""
        rows = self.rows(table, tuple(key)).get(tuple(key.values()), [])
        if len(rows) != 1:
            return "one row was expected, " + (f"{len(rows)} were found" if rows else "none was found")
        wrong = []
        for column, expected in cells.items():
            text = rows[0][column]
            if expected is None:
                same = text == ""
            elif isinstance(expected, Decimal):
                same = re.fullmatch(r"-?\d+(\.\d+)?", text) is not None and Decimal(text) == expected
            else:
                same = text == expected
            if not same:
                wrong.append(f"{column}: expected {shown(expected)}, found {text or 'nothing'}")
        letter = rows[0]["obs_status"]
        if (rows[0]["obs_value"] == "") != (letter in WITHHELD):
            wrong.append(f"obs_status {letter} does not go with obs_value {rows[0]['obs_value'] or 'nothing'}")
        return "; ".join(wrong)


def shown(value):
    return "nothing" if value is None else format(value, "f") if isinstance(value, Decimal) else str(value)


def figures_of(source, folder, industries):
    file, reader, told, _ = source
    expected = Expected()
    reader(os.path.join(folder, file), expected, industries, told)
    if not expected.figures:
        raise SystemExit(f"{file}: no figure of ours was found in it")
    return expected.figures


def differences(bundle, figures):
    for table, key, cells in figures:
        fault = bundle.fault(table, key, cells)
        if fault:
            yield f"{table}: " + ", ".join(f"{name} {value}" for name, value in key.items()) + f": {fault}"


def compare(realdata, bundle, industries, lmi, pipelines):
    read, checked, differ = 0, 0, 0
    for source in SOURCES:
        figures = figures_of(source, realdata, industries)
        read += 1
        checked += len(figures)
        for line in differences(bundle, figures):
            differ += 1
            if differ <= 50:
                print(f"{source[0]}: {line}")
    if differ > 50:
        print(f"and {differ - 50} more")
    files, figures, wrong = whole.compare(realdata, bundle, lmi, pipelines)
    broken, wrongly = whole.refused(realdata, lmi, pipelines, ORIGINS)
    total, strangers = whole.uncovered(realdata, [source[0] for source in SOURCES])
    for name in strangers:
        print(f"{name}: is not both in the folder and among the readings")
    differ += wrong + wrongly
    print(f"{read + files + broken} of {total} files read or refused as expected, {checked + figures} figures checked, "
          f"{differ} differ")
    return 1 if differ or strangers else 0


def noticed_in_page(source, realdata, bundle, industries):
    """Changes the first place of a page that says one thing, and says whether the comparison noticed it."""
    file, _, _, (before, to) = source
    with open(os.path.join(realdata, file), encoding="utf-8") as page:
        text = page.read()
    if before not in text:
        raise SystemExit(f"{file}: nothing says {before}")
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, file)
        os.makedirs(os.path.dirname(path))
        with open(path, "w", encoding="utf-8") as page:
            page.write(text.replace(before, to, 1))
        lines = list(differences(bundle, figures_of(source, folder, industries)))
    print(f"{file}: {before} changed to {to}: " + (f"noticed, {len(lines)} differ" if lines else "NOT NOTICED"))
    return bool(lines)


def mutate(realdata, bundle, industries, lmi, pipelines):
    """Changes one cell of a copy of each file, and expects the comparison to notice it."""
    unseen = 0
    for source in SOURCES:
        file, _, _, change = source
        if file.endswith(".html"):
            unseen += not noticed_in_page(source, realdata, bundle, industries)
            continue
        first, column, to = change
        rows = records(os.path.join(realdata, file))
        target = next((place for place, row in enumerate(rows) if all(text in row for text in first)), None)
        if target is None:
            raise SystemExit(f"{file}: no row holds {', '.join(first)}")
        before, rows[target][column] = rows[target][column], to
        if before == to:
            raise SystemExit(f"{file}: the cell holds {to} already")
        with tempfile.TemporaryDirectory() as folder:
            copy = os.path.join(folder, file)
            os.makedirs(os.path.dirname(copy))
            with open(copy, "w", encoding="utf-8", newline="") as target_file:
                csv.writer(target_file).writerows(rows)
            noticed = sum(1 for _ in differences(bundle, figures_of(source, folder, industries)))
        untouched = sum(1 for _ in differences(bundle, figures_of(source, realdata, industries)))
        verdict = "noticed" if noticed > untouched else "NOT NOTICED"
        unseen += noticed <= untouched
        print(f"{file}: row {target + 1}, column {column + 1}, {before} changed to {to}: {verdict}, "
              f"{noticed - untouched} figures differ")
    files, missed = whole.mutate(realdata, bundle, lmi, pipelines)
    unseen += missed
    total = len(SOURCES) + files
    print(f"{total - unseen} of {total} changed cells noticed")
    return 1 if unseen else 0


def main():
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    options = [argument for argument in sys.argv[1:] if argument.startswith("--")]
    if len(arguments) != 4 or options not in ([], ["--mutate"], ["--list"]):
        raise SystemExit(__doc__)
    realdata, output, pipelines, lmi = arguments
    industries = Industries(pipelines)
    if options == ["--list"]:
        for source in SOURCES:
            for table, key, cells in figures_of(source, realdata, industries):
                print(table, *key.values(), *(f"{name}={shown(value)}" for name, value in cells.items()), sep=" | ")
        return 0
    bundle = Bundle(output)
    return (mutate if options else compare)(realdata, bundle, industries, lmi, pipelines)


if __name__ == "__main__":
    sys.exit(main())
