#!/usr/bin/env python3
"""Writes SampleInputs: made-up figures in the layouts of the publishers' own files.

    make_samples.py PIPELINES SAMPLES

PIPELINES is the folder with areas.csv and codelists. Every figure is invented; only layouts, codes and names
are the publishers'. The same arguments give the same bytes.
"""
import csv
import os
import random
import sys

import samples_business
import samples_learning
import samples_outlook
import samples_people
from sample_file import (
    AREAS, BANDS, DFE, DISTRICTS, LEP, LSIP, NOMIS, bare, counted, nearest, origin, quoted, save)

# Of 1,000 people in work, how many are in a section: about England's.
SECTIONS = {
    "A": 12, "B": 1, "C": 75, "D": 4, "E": 7, "F": 47, "G": 145, "H": 50, "I": 76, "J": 44, "K": 34, "L": 19,
    "M": 91, "N": 88, "O": 42, "P": 84, "Q": 131, "R": 25, "S": 20, "T": 0, "U": 0,
}
# Classes an area has more of than England, as times.
LOCAL = {
    ("E06000021", "2341"): 90, ("E06000021", "2349"): 60, ("E06000021", "2331"): 45, ("E06000021", "5210"): 3,
    ("E06000021", "2320"): 30, ("E07000193", "1105"): 40, ("E07000193", "2892"): 45, ("E07000197", "2711"): 30,
    ("E07000198", "2892"): 20, ("E07000198", "0811"): 12, ("E07000198", "9321"): 40, ("E07000195", "2332"): 60,
    ("E07000195", "5210"): 3, ("E07000192", "4690"): 4, ("E07000196", "3030"): 25, ("E07000196", "2910"): 12,
    ("E07000194", "5210"): 3, ("E07000199", "2932"): 8,
}
YEARS = ["2021", "2022", "2023"]
GEOGRAPHY_IDS = {
    "E06000021": 1778385132, "E07000192": 1778385133, "E07000193": 1778385134, "E07000194": 1778385135,
    "E07000195": 1778385136, "E07000196": 1778385137, "E07000197": 1778385138, "E07000198": 1778385139,
    "E07000199": 1778385140, "E12000005": 2013265925, "E92000001": 2092957699,
}
NORMAL = ("A", "Normal Value", "F", "Free (free for publication)")
SUPPRESSED = (
    "Q", "These figures are suppressed as statistically unreliable", "C", "Confidential, not for release")


def bres_rounded(value):
    """As the survey rounds: coarser the larger a figure is (Nomis article 1103)."""
    for limit, step in ((50, 5), (250, 25), (500, 50), (1000, 100), (2500, 250), (5000, 500)):
        if value < limit:
            return nearest(value, step)
    return nearest(value, 1000)


class Jobs:
    """Invented numbers of employees by year, area and class, before rounding."""

    def __init__(self, sic):
        draw = random.Random(189)
        self.sic = {row["code"]: row for row in sic}
        self.classes = [row["code"] for row in sic if row["level"] == "class"]
        weights = {code: 1 + int(draw.random() * draw.random() * draw.random() * 1000) for code in self.classes}
        weights["0100"] = 9 * sum(weights[code] for code in self.classes if self.section(code) == "A")
        totals = {}
        for code in self.classes:
            totals[self.section(code)] = totals.get(self.section(code), 0) + weights[code]
        self.figures = {}
        for area, _, thousands, *_ in AREAS:
            for code in self.classes:
                section = self.section(code)
                usual = thousands * SECTIONS[section] * weights[code] // totals[section]
                if area in DISTRICTS:
                    usual = usual * (20 + int(draw.random() * 140)) // 100 * LOCAL.get((area, code), 1)
                elif area == "E12000005":
                    usual = usual * (80 + int(draw.random() * 40)) // 100
                for year in YEARS:
                    self.figures[year, area, code] = usual
                    usual = usual * (940 + int(draw.random() * 130)) // 1000
        # A region has at least the jobs of its districts, a country those of its regions.
        for year in YEARS:
            for code in self.classes:
                local = sum(self.figures[year, area, code] for area in DISTRICTS)
                for wider, least in (("E12000005", local), ("E92000001", None)):
                    if least is None:
                        least = self.figures[year, "E12000005", code]
                    if self.figures[year, wider, code] < least:
                        self.figures[year, wider, code] = least + least // 8
        # Farms are published for regions and countries only.
        for year in YEARS:
            for area in DISTRICTS:
                del self.figures[year, area, "0100"]

    def section(self, code):
        while self.sic[code]["parent"]:
            code = self.sic[code]["parent"]
        return code

    def total(self, year, area, section=None):
        return sum(
            self.figures.get((year, area, code), 0) for code in self.classes
            if section is None or self.section(code) == section)


def bres_classes(jobs):
    """NM_189_1 by section and class, with the columns a `select=` asks for."""
    draw = random.Random(1891)
    yield bare([
        "DATE", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "INDUSTRY_NAME", "INDUSTRY_CODE", "INDUSTRY_TYPE",
        "EMPLOYMENT_STATUS", "EMPLOYMENT_STATUS_NAME", "MEASURE_NAME", "MEASURES_NAME", "OBS_VALUE", "OBS_STATUS",
        "OBS_STATUS_NAME", "OBS_CONF", "OBS_CONF_NAME"])
    for year in YEARS:
        for area, name, *_ in AREAS:
            total = bres_rounded(jobs.total(year, area))
            yield bare([
                year, name, area, "Total", "Total", "industry", 1, "Employees", "Count", "Value", total, *NORMAL])
            for letter in SECTIONS:
                yield bare([
                    year, name, area, f"{letter} : {jobs.sic[letter]['label']}", letter, "SIC 2007 section", 1,
                    "Employees", "Count", "Value", bres_rounded(jobs.total(year, area, letter)), *NORMAL])
            for code in jobs.classes:
                if (year, area, code) not in jobs.figures:
                    continue
                value = jobs.figures[year, area, code]
                hidden = area in DISTRICTS and 0 < value < 200 and draw.random() < 0.006
                yield bare([
                    year, name, area, f"{code} : {jobs.sic[code]['label']}", code, "SIC 2007 class (4 digit)", 1,
                    "Employees", "Count", "Value", "" if hidden else bres_rounded(value),
                    *(SUPPRESSED if hidden else NORMAL)])


def bres_level(jobs, level, years):
    """NM_189_1 by division or group, with the fewest columns that a `select=` asks for."""
    draw = random.Random(1892)
    codes = [code for code, row in jobs.sic.items() if row["level"] == level]
    yield quoted(["DATE", "GEOGRAPHY_CODE", "INDUSTRY_CODE", "OBS_VALUE", "OBS_STATUS"])
    for year in years:
        for area, *_ in AREAS:
            yield quoted([year, area, "Total", bres_rounded(jobs.total(year, area)), "A"])
            for code in codes:
                parts = [
                    jobs.figures[year, area, each] for each in jobs.classes
                    if each.startswith(code) and (year, area, each) in jobs.figures]
                # Farms alone make a group, which no district has.
                if not parts:
                    continue
                hidden = area in DISTRICTS and 0 < sum(parts) < 200 and draw.random() < 0.02
                yield quoted([
                    year, area, code, "" if hidden else bres_rounded(sum(parts)), "Q" if hidden else "A"])


def bres_sections(jobs):
    """NM_189_1 by section, with every column the address sends when nothing is selected."""
    def sixfold(name):
        return [name + end for end in ("", "_NAME", "_CODE", "_TYPE", "_TYPECODE", "_SORTORDER")]

    yield bare(
        sixfold("DATE") + sixfold("GEOGRAPHY") + sixfold("INDUSTRY") + sixfold("EMPLOYMENT_STATUS")
        + sixfold("MEASURE") + [
            "MEASURES", "MEASURES_NAME", "OBS_VALUE", "OBS_STATUS", "OBS_STATUS_NAME", "OBS_CONF", "OBS_CONF_NAME",
            "URN", "RECORD_OFFSET", "RECORD_COUNT"])
    count, offset = len(YEARS) * len(AREAS) * 22, 0
    kinds = {"E12": ("regions", 480), "E92": ("countries", 499)}
    for order, year in enumerate(YEARS):
        for area, name, *_ in AREAS:
            kind, kind_code = kinds.get(
                area[:3], ("local authorities: district / unitary (as of April 2023)", 424))
            industries = [(37748736, "Total", "Total", "industry", 0)] + [
                (150994945 + place, f"{letter} : {jobs.sic[letter]['label']}", letter, "SIC 2007 section", 1)
                for place, letter in enumerate(SECTIONS)]
            for place, (industry, label, code, industry_kind, type_code) in enumerate(industries):
                value = jobs.total(year, area, None if label == "Total" else code)
                geography = GEOGRAPHY_IDS[area]
                yield bare([
                    year, year, year, "date", 0, order, geography, name, area, kind, kind_code, 0, industry, label,
                    code, industry_kind, type_code, place, 1, "Employees", 1, "Employment status", 1000, 0, 1,
                    "Count", 1, "measure", 1000, 0, 20100, "Value", bres_rounded(value), *NORMAL,
                    f"Nm-189d1d{year}d{geography}d{industry}d1d1d20100", offset, count])
                offset += 1


def claimants():
    """NM_162_1 as selected: thirteen months, the ages, counts and rates."""
    draw = random.Random(162)
    months = [f"2025-{month:02d}" for month in range(9, 13)] + [f"2026-{month:02d}" for month in range(1, 10)]
    level = {area[0]: area[3] * (34 + int(draw.random() * 16)) for area in AREAS}
    level["E06000021"] = level["E06000021"] * 3 // 2
    yield quoted([
        "DATE", "GEOGRAPHY_CODE", "GENDER_NAME", "AGE_NAME", "MEASURE_NAME", "OBS_VALUE", "OBS_STATUS", "OBS_CONF"])
    for month in months:
        for area, _, _, residents, _ in AREAS:
            level[area] = level[area] * (985 + int(draw.random() * 32)) // 1000
            young = level[area] * (17 + int(draw.random() * 5)) // 100
            old = level[area] * (22 + int(draw.random() * 4)) // 100
            unknown = level[area] // 900
            middle = level[area] - young - old - unknown
            # The whole is the sum of the rounded ages, as the publisher's is.
            ages = [
                ("Age unknown (clerical claims)", nearest(unknown, 5)), ("Aged 16-24", nearest(young, 5)),
                ("Aged 25-49", nearest(middle, 5)), ("Aged 50+", nearest(old, 5))]
            total = sum(value for _, value in ages)
            tenths = nearest(total * 10, residents * 10) // (residents * 10)
            for age, value in [("All categories: Age 16+", total)] + ages:
                start = [month, area, "Total", age]
                yield quoted(start + ["Claimant count", value, "A", "F"])
                rate = "Claimants as a proportion of residents aged 16-64"
                if age.startswith("All"):
                    yield quoted(start + [rate]) + f',{tenths // 10}.{tenths % 10},"A","F"'
                else:
                    yield quoted(start + [rate, "", "Q", "F"])


def destinations():
    """Destinations after key stage 4, with the columns of a table-tool download."""
    draw = random.Random(4)
    yield (
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
        "new_la_code,la_name,pcon_code,pcon_name,lad_code,lad_name,breakdown_topic,level_methodology,"
        "institution_group,breakdown,data_type,cohort,education,appren,all_work,all_notsust,all_unknown")
    others = [("E08000025", "Birmingham", 0, 745, 0), ("E06000051", "Shropshire", 0, 190, 0)]
    for year in ("201920", "202021", "202122", "202223", "202324"):
        for area, name, _, residents, _ in AREAS[:9] + others:
            cohort = residents * 17 + int(draw.random() * 90)
            apprentices = cohort * (40 + int(draw.random() * 35)) // 1000
            work = cohort * (28 + int(draw.random() * 30)) // 1000
            gone = cohort * (40 + int(draw.random() * 40)) // 1000
            unknown = 2 + int(draw.random() * cohort * 0.01)
            cells = [cohort, cohort - apprentices - work - gone - unknown, apprentices, work, gone, unknown]
            # A small number is hidden, and a second with it, so that the first cannot be worked out.
            if unknown < 3:
                cells[5], cells[4] = "c", "c"
            if (year, area) == ("201920", "E07000199"):
                cells[1:] = ["z"] * 5
            yield bare([
                year, "Academic year", "Local authority district", "E92000001", "England", "E12000005",
                "West Midlands", "", "", "", "", "", area, name, "Total", "Provider location",
                "State-funded mainstream schools", "Total", "Number of pupils", *cells])


def local_units():
    """NM_141_1 as selected: local units by size, three years, the district's LEP and LSIP among the areas."""
    draw = random.Random(142)
    yield quoted([
        "DATE", "GEOGRAPHY_NAME", "INDUSTRY_NAME", "EMPLOYMENT_SIZEBAND_NAME", "LEGAL_STATUS_NAME", "MEASURES_NAME",
        "OBS_VALUE", "OBS_STATUS"])
    usual = {}
    for area, _, thousands, *_ in AREAS:
        usual[area] = [
            thousands * per * (90 + int(draw.random() * 20)) // 100 for per in ((88, 15, 4, 1) if thousands < 1000
                                                                               else (97, 14, 4, 1))]
    for place, year in enumerate(["2023", "2024", "2025"]):
        now = {
            area: [count * (1000 + place * (4 + int(draw.random() * 12))) // 1000 for count in counts]
            for area, counts in usual.items()}
        joined = [sum(now[area][band] for area in DISTRICTS) for band in range(4)]
        places = [(name, now[area]) for area, name, *_ in AREAS] + [(LEP, joined), (LSIP, joined)]
        for name, counts in places:
            for band, count in zip(BANDS, [sum(counts), *counts]):
                yield quoted([year, name, "Total", band, "Total", "Value", nearest(count, 5), "A"])


ORIGINS = {
    "nomis/bres.csv": (
        NOMIS, "SAMPLE in the layout of the Business Register and Employment Survey, employees by SIC 2007 section and class",
        "https://www.nomisweb.co.uk/sources/bres", "2023 provisional", "2024-10-31", "",
        "Nine districts, West Midlands and England; 2021 to 2023; all sections and classes; employees."),
    "nomis/bres-sections.csv": (
        NOMIS, "SAMPLE in the layout of the Business Register and Employment Survey, employees by SIC 2007 section",
        "https://www.nomisweb.co.uk/sources/bres", "2023 provisional", "2024-10-31", "",
        "Nine districts, West Midlands and England; 2021 to 2023; all sections; employees; every column."),
    "nomis/bres-divisions.csv": (
        NOMIS, "SAMPLE in the layout of the Business Register and Employment Survey, employees by SIC 2007 division",
        "https://www.nomisweb.co.uk/sources/bres", "2023 provisional", "2024-10-31", "",
        "Nine districts, West Midlands and England; 2021 to 2023; all divisions; employees."),
    "nomis/bres-groups.csv": (
        NOMIS, "SAMPLE in the layout of the Business Register and Employment Survey, employees by SIC 2007 group",
        "https://www.nomisweb.co.uk/sources/bres", "2023 provisional", "2024-10-31", "",
        "Nine districts, West Midlands and England; 2023; all groups; employees."),
    "nomis/claimant-count.csv": (
        NOMIS, "SAMPLE in the layout of the claimant count by sex and age",
        "https://www.nomisweb.co.uk/sources/cc", "September 2026", "2026-10-13", "2026-11-10",
        "Nine districts, West Midlands and England; September 2025 to September 2026; both sexes together."),
    "nomis/ubc-local-units.csv": (
        NOMIS, "SAMPLE in the layout of UK Business Counts, local units by employment size band",
        "https://www.nomisweb.co.uk/sources/ukbc", "2025", "2025-09-30", "",
        "Nine districts, their LEP and LSIP, West Midlands and England; 2023 to 2025; all industries."),
    "dfe/ks4-destinations.csv": (
        DFE, "SAMPLE in the layout of key stage 4 destination measures",
        "https://explore-education-statistics.service.gov.uk/find-statistics/key-stage-4-destination-measures",
        "2023/24", "2025-10-23", "",
        "Nine districts and two others; 2019/20 to 2023/24; state-funded mainstream schools."),
}


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    pipelines, samples = sys.argv[1:]
    with open(os.path.join(pipelines, "codelists", "sic2007.csv"), encoding="utf-8", newline="") as file:
        jobs = Jobs(list(csv.DictReader(file)))
    save(samples, "nomis/bres.csv", counted(bres_classes(jobs)))
    save(samples, "nomis/bres-sections.csv", bres_sections(jobs))
    save(samples, "nomis/bres-divisions.csv", counted(bres_level(jobs, "division", YEARS)))
    save(samples, "nomis/bres-groups.csv", counted(bres_level(jobs, "group", YEARS[2:])))
    save(samples, "nomis/claimant-count.csv", counted(claimants()))
    save(samples, "nomis/ubc-local-units.csv", counted(local_units()))
    save(samples, "dfe/ks4-destinations.csv", destinations())
    for name, facts in ORIGINS.items():
        save(samples, name + ".origin.yml", origin(*facts))
    for family in (samples_people, samples_business, samples_learning, samples_outlook):
        family.write(pipelines, samples)


if __name__ == "__main__":
    main()
