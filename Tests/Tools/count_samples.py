#!/usr/bin/env python3
"""Counts by its own means the figures that the pipeline should find in the sample files, as JSON.

    count_samples.py PIPELINES INPUTS

It shares nothing with the pipeline but the list of areas: what is kept of each file is said here a second time.
"""
import csv
import json
import re
import sys
from decimal import Decimal
from pathlib import Path


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
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


def main(pipelines, inputs):
    ours = {row["code"] for row in rows(pipelines / "areas.csv") if row["ours"] in ("yes", "compare")}

    def nomis(name, keep=lambda row: True):
        table = rows(inputs / "nomis" / name)
        kept = [row for row in table if row["GEOGRAPHY_CODE"] in ours and keep(row)]
        return count(len(table), [row["OBS_VALUE"] for row in kept])

    destinations = ["cohort", "education", "appren", "all_work", "all_notsust", "all_unknown"]
    ks4 = rows(inputs / "dfe" / "ks4-destinations.csv")
    ks4_figures = [row[name] for row in ks4 if row["lad_code"] in ours for name in destinations]
    markers = {"c", "z", "x", "low"}
    units, block = [], False
    with open(inputs / "nomis" / "ubc-local-units.csv", encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            block = row[0] != "" and (block or row[0] == "Area")
            if block and row[0] != "Area":
                units += row[1:]
    page = (inputs / "nomis" / "labour-market-profile.html").read_text(encoding="utf-8")
    table = re.search(r'<table[^>]*id="tabearn".*?</table>', page, re.S).group(0)
    pay = re.findall(r"<td>([^<]*)</td>", table.split("<tbody>")[1].split("</tbody>")[0])
    earnings = [text for place, text in enumerate(pay) if place % 4]
    sections = 3 * table.count('class="group"')
    print(json.dumps({
        "bres": nomis("bres.csv"),
        "bres-sections": nomis("bres-sections.csv"),
        "local-units": count(len(units), units),
        "profile-earnings": count(len(earnings) + sections, earnings),
        "claimant-count": nomis("claimant-count.csv"),
        "ashe-workplace": nomis(
            "ashe-workplace.csv",
            lambda row: row["MEASURES_NAME"] == "Value" and row["ITEM_NAME"] in ("Number of jobs", "Median")),
        "ks4-destinations": count(
            len(ks4) * len(destinations), ["" if text in markers else text for text in ks4_figures]),
    }))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
