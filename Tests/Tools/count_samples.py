#!/usr/bin/env python3
"""Counts by its own means the figures that the pipeline should find in the sample files, as JSON.

    count_samples.py PIPELINES INPUTS

It shares nothing with the pipeline but the list of areas: what is kept of each file is said here a second time.
"""
import csv
import json
import sys
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path


def rows(path, encoding="utf-8"):
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


def blocks(path):
    """The rows of each table of a file of several, from below its headings to the blank row after it."""
    inside = False
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            if inside and not any(row):
                inside = False
            elif inside:
                yield row
            elif row[:1] == ["Area"]:
                inside = True


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
    units = list(blocks(inputs / "nomis" / "ubc-local-units.csv"))
    unit_figures = [
        text for row in units if row[0] in names or row[0].partition(":")[2] in names for text in row[1:]]
    schools = rows(inputs / "gias" / "edubasealldata.csv", encoding="cp1252")
    open_schools = [
        row for row in schools
        if row["DistrictAdministrative (code)"] in ours and row["EstablishmentStatus (name)"].startswith("Open")
        and row["PhaseOfEducation (name)"] != "Primary"]
    members, employers = rows(inputs / "hub" / "members.csv"), rows(inputs / "hub" / "employers.csv")
    page = Cells("tabearn")
    page.feed((inputs / "nomis" / "labour-market-profile.html").read_text(encoding="utf-8"))
    pay = [text.replace(",", "") for row in page.rows for text in row[1:]]
    print(json.dumps({
        "schools": records(schools, open_schools),
        "hub-members": records(members, members),
        "employers": records(employers, employers),
        "bres": nomis("bres.csv"),
        "bres-sections": nomis("bres-sections.csv"),
        "local-units": count(sum(len(row) - 1 for row in units), unit_figures),
        # a row that only names a section stands across the columns of figures too
        "profile-earnings": count(len(page.rows) * max(len(row[1:]) for row in page.rows), ["" if text in ("#", "!", "-") else text for text in pay]),
        "claimant-count": nomis("claimant-count.csv"),
        "ashe-workplace": nomis(
            "ashe-workplace.csv",
            lambda row: row["MEASURES_NAME"] == "Value" and row["ITEM_NAME"] in ("Number of jobs", "Median")),
        "ks4-destinations": count(
            len(ks4) * len(destinations), ["" if text in markers else text for text in ks4_figures]),
    }))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
