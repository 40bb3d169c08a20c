#!/usr/bin/env python3
"""Counts by its own means the figures that the pipeline should find in the sample files, as JSON.

    count_samples.py PIPELINES INPUTS

It shares nothing with the pipeline but the list of areas: what is kept of each file is said here a second time.
"""
import csv
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from html.parser import HTMLParser
from pathlib import Path


def rows(path, encoding="utf-8-sig"):
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


def count(cells, figures):
    """Cells of figures in the file, and the texts of those that are kept; an empty text has no number."""
    numbers = [Decimal(text) for text in figures if text]
    return {
        "cells": cells,
        "published": len(numbers),
        "withheld": len(figures) - len(numbers),
        "sum": f"{sum(numbers).normalize():f}",
    }


def records(table, kept):
    """Rows of a register, and how many of them are records."""
    return {"cells": len(table), "published": len(kept), "withheld": 0, "sum": "0"}


class Cells(HTMLParser):
    """The texts of the data cells of the body of the table called `table`, row by row."""

    def __init__(self, table):
        super().__init__()
        self.table, self.inside, self.body, self.cell, self.rows = table, False, False, False, []

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.inside = dict(attributes).get("id") == self.table
        if tag in ("tbody", "tfoot"):
            self.body = tag == "tbody"
        if tag == "tr" and self.inside and self.body:
            self.rows.append([])
        self.cell = self.inside and self.body and tag == "td"
        if self.cell:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        self.cell = False

    def handle_data(self, data):
        if self.cell:
            self.rows[-1][-1] += data.strip()


def across(table, labels, kept):
    """Counts a table whose figures stand right of `labels` columns; `kept` says of which rows, by their cells."""
    figures = [text for row in table if kept(row) for text in row[labels:]]
    return count(sum(len(row) - labels for row in table), [text.replace(",", "") for text in figures])


def projected(table):
    """Counts three tables side by side, of figures in thousands with three decimals; under ten is not told."""
    thousandth = Decimal("0.001")
    cells = [Decimal(row[start + place]) for row in table if row[0] for start in (0, 11, 22) for place in range(1, 6)]
    told = [figure.quantize(thousandth, ROUND_HALF_UP) for figure in cells]
    return count(len(cells), ["" if figure < 10 else str(figure) for figure in told])


def wide(path, top):
    """The rows below the first `top` of a file."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[top:]


def main(pipelines, inputs):
    areas = [row for row in rows(pipelines / "areas.csv") if row["ours"] in ("yes", "compare")]
    ours = {row["code"] for row in areas}
    names = {name for row in areas for name in [row["name"], *row["aliases"].split(";")]}

    def nomis(name, keep=lambda row: True):
        table = rows(inputs / "nomis" / name)
        kept = [row for row in table if row["GEOGRAPHY_CODE"] in ours and keep(row)]
        return count(len(table), [row["OBS_VALUE"] for row in kept])

    destinations = ["cohort", "education", "appren", "all_work", "all_notsust", "all_unknown"]
    ks4 = rows(inputs / "dfe" / "ks4-destinations.csv")
    ks4_figures = [row[name] for row in ks4 if row["lad_code"] in ours for name in destinations]
    markers = {"c", "z", "x", "low"}
    later = rows(inputs / "dfe" / "16-18-destinations.csv")
    later_figures = [row[name] for row in later if row["lad_code"] in ours for name in destinations]

    def business(name):
        table = rows(inputs / "nomis" / name)
        return count(len(table), [
            row["OBS_VALUE"] for row in table if row["GEOGRAPHY_NAME"].removesuffix(" LSIP") in names])

    def learning(name, column):
        table = rows(inputs / "dfe" / name)
        texts = [row[column] for row in table if row["location_code"] in ours]
        return count(len(table), ["" if text in ("~", "z", "low") else text for text in texts])

    items = [
        "Cohort_DJFavg", "NEET_not_known_percent", "NEET_percent", "Notknown_percent",
        "annual_change_ppts_NEET_not_known", "annualchange_NEET", "annualchange_notknown",
        "TOTAL_participating_in_education_and_training_percent", "Full_time_education_percent",
        "Apprenticeship_percent", "Other_education_and_training_percent",
        "annual_change_Participation_in_education_training", "September_guarantee_Offer_made_percent"]
    young = rows(inputs / "dfe" / "neet-local.csv")
    young_figures = [
        row[item] for row in young if row["new_la_code"] != "E08000025" for item in items]
    page = (inputs / "gov" / "minimum-wage.html").read_text(encoding="utf-8").partition('id="previous"')[0]
    wages = [
        [""] + re.findall(r"<td>£([0-9.]+)</td>", row) for row in page.split("<tr>")[2:]]

    sections = re.compile(r"Total|(AB|DE|[CF-T]) \(.*")
    profile = Cells("tabearn")
    profile.feed((inputs / "nomis" / "labour-market-profile.html").read_text(encoding="utf-8"))
    pay = [text.replace(",", "") for row in profile.rows for text in row[1:]]
    schools = rows(inputs / "gias" / "edubasealldata.csv", encoding="cp1252")
    open_schools = [
        row for row in schools
        if row["DistrictAdministrative (code)"] in ours and row["EstablishmentStatus (name)"].startswith("Open")
        and row["PhaseOfEducation (name)"] != "Primary"]
    members, employers = rows(inputs / "hub" / "members.csv"), rows(inputs / "hub" / "employers.csv")
    print(json.dumps({
        "schools": records(schools, open_schools),
        "hub-members": records(members, members),
        "employers": records(employers, employers),
        "bres": nomis("bres.csv"),
        "bres-sections": nomis("bres-sections.csv"),
        "bres-divisions": nomis("bres-divisions.csv"),
        "bres-groups": nomis("bres-groups.csv"),
        "local-units": business("ubc-local-units.csv"),
        "enterprises": business("ubc-enterprises.csv"),
        "gva": across(
            wide(inputs / "ons" / "gva-itl3.csv", 1), 4,
            lambda row: row[0] in ("TLG23", "TLG24") and sections.fullmatch(row[2])),
        "job-adverts-local": across(
            wide(inputs / "ons" / "job-adverts-local.csv", 4), 2, lambda row: row[0] in names),
        "job-adverts-regions": across(
            wide(inputs / "ons" / "job-adverts-regions.csv", 4), 1, lambda row: row[0] == "West Midlands"),
        "fe-achievements": learning("fe-achievements-level.csv", "achievements"),
        "fe-subjects": learning("fe-achievements-subject.csv", "e_and_t_aims_ach"),
        "16-18-destinations": count(
            len(later) * len(destinations), ["" if text in markers else text for text in later_figures]),
        "neet": count(len(young) * len(items), ["" if text in markers else text for text in young_figures]),
        "vacancies": across(wide(inputs / "ons" / "vacancies-ap2y.csv", 8), 1, lambda row: True),
        "minimum-wage": across(wages, 1, lambda row: True),
        "occupations-2035": projected(wide(inputs / "skills" / "occupations-2035.csv", 7)[:28]),
        "aps-rates": nomis("aps-rates.csv", lambda row: row["MEASURES_NAME"] == "Variable"),
        "aps-occupations": nomis("aps-occupations.csv", lambda row: row["MEASURES_NAME"] == "Value"),
        "ashe-residence": nomis(
            "ashe-residence.csv",
            lambda row: row["MEASURES_NAME"] == "Value" and row["ITEM_NAME"] in ("Number of jobs", "Median")),
        # a row that only names a section stands across the columns of figures too
        "profile-earnings": count(len(profile.rows) * max(len(row[1:]) for row in profile.rows), ["" if text in ("#", "!", "-") else text for text in pay]),
        "claimant-count": nomis("claimant-count.csv"),
        "ashe-workplace": nomis(
            "ashe-workplace.csv",
            lambda row: row["MEASURES_NAME"] == "Value" and row["ITEM_NAME"] in ("Number of jobs", "Median")),
        "ks4-destinations": count(
            len(ks4) * len(destinations), ["" if text in markers else text for text in ks4_figures]),
    }))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
