#!/usr/bin/env python3
"""Reads some figures of the sample files by its own means, three or more a source, as JSON.

    sample_figures.py INPUTS

Each is found by the words of the publisher's file, and told in those of the pipeline: where, when, what, of whom.
"""
import csv
import json
import re
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

FIGURES = []


def records(path, encoding="utf-8-sig"):
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.reader(file))


def rows(path):
    heading, *body = records(path)
    return [dict(zip(heading, row)) for row in body]


def only(found):
    if len(found) != 1:
        raise SystemExit(f"{len(found)} where one was looked for")
    return found[0]


def one(table, column, **where):
    """The text in a column of the one row that has these texts."""
    return only([row for row in table if all(row[key] == text for key, text in where.items())])[column]


def tell(source, area, period, indicator, text, **codes):
    """`text` is what the file says; one without a number is told as none."""
    number = text.replace(",", "").lstrip("£")
    try:
        value = f"{Decimal(number).normalize():f}"
    except ArithmeticError:
        value = None
    FIGURES.append(
        {"source": source, "area": area, "period": period, "indicator": indicator, "codes": codes, "value": value})


def pay(inputs):
    table = rows(inputs / "nomis/ashe-residence.csv")
    for area, year, sex, item, indicator in (
            ("E06000021", "2023", "Male Full Time Workers", "Number of jobs", "jobs_with_pay"),
            ("E07000196", "2024", "Full Time Workers", "Median", "median_annual_pay"),
            ("E92000001", "2025", "Part Time Workers", "Median", "median_annual_pay")):
        text = one(
            table, "OBS_VALUE", DATE=year, GEOGRAPHY_CODE=area, SEX_NAME=sex, PAY_NAME="Annual pay - gross",
            ITEM_NAME=item, MEASURES_NAME="Value")
        tell("ashe-residence", area, year, indicator, text, sex=sex)


def jobs(inputs):
    for source, places in (
            ("bres-divisions", (("E06000021", "2021", "Total"), ("E06000021", "2022", "23"), ("E92000001", "2023", "01"))),
            ("bres-groups", (("E06000021", "2023", "234"), ("E07000193", "2023", "110"), ("E12000005", "2023", "010")))):
        table = rows(inputs / f"nomis/{source}.csv")
        for area, year, industry in places:
            text = one(table, "OBS_VALUE", DATE=year, GEOGRAPHY_CODE=area, INDUSTRY_CODE=industry)
            tell(source, area, year, "employees", text, industry=industry)


def rates(inputs):
    table = rows(inputs / "nomis/aps-rates.csv")
    for area, years, period, rate, age in (
            ("E06000021", "Jul 2022-Jun 2023", "2022-07/2023-06", "Economic activity", "16-64"),
            ("E07000192", "Jul 2023-Jun 2024", "2023-07/2024-06", "Unemployment", "16-19"),
            ("E92000001", "Jul 2025-Jun 2026", "2025-07/2026-06", "Employment", "20-24")):
        text = one(
            table, "OBS_VALUE", DATE_NAME=years, GEOGRAPHY_CODE=area, MEASURES_NAME="Variable",
            VARIABLE_NAME=f"{rate} rate - aged {age}")
        tell("aps-rates", area, period, rate.lower().replace(" ", "_") + "_rate", text, age=age)


def occupations(inputs):
    table = rows(inputs / "nomis/aps-occupations.csv")
    for area, code, occupation, sex, hours in (
            ("E92000001", "11", "Corporate managers and directors", "All people", "All people"),
            ("E06000021", "81", "Process, plant and machine operatives", "Males", "Full-time"),
            ("E07000199", "92", "Elementary administration and service occupations", "Females", "Part-time")):
        label = re.compile(rf"T09b:\d+ \({sex} - {re.escape(occupation)} \(SOC2020\) : {hours} \)")
        row = only([
            row for row in table if label.fullmatch(row["CELL_NAME"]) and row["GEOGRAPHY_CODE"] == area
            and row["MEASURES_NAME"] == "Value"])
        tell("aps-occupations", area, "2025-01/2025-12", "residents_in_work", row["OBS_VALUE"],
             occupation=code, sex=sex, hours=hours)


def enterprises(inputs):
    table = rows(inputs / "nomis/ubc-enterprises.csv")
    for area, name, year, industry, size in (
            ("E92000001", "England", "2023", "Total", "Total"),
            ("E06000021", "Stoke-on-Trent", "2024", "C", "Large (250+)"),
            ("E07000199", "Tamworth", "2025", "S", "Micro (0 to 9)")):
        text = one(
            table, "OBS_VALUE", DATE=year, GEOGRAPHY_NAME=name, INDUSTRY_CODE=industry, EMPLOYMENT_SIZEBAND_NAME=size)
        tell("enterprises", area, year, "enterprises", text, industry=industry, size=size)


def value_added(inputs):
    heading, *body = records(inputs / "ons/gva-itl3.csv")
    for area, year, industry in (
            ("TLG23", "1998", "Total"), ("TLG23", "2024", "C (10-33)"), ("TLG24", "2024", "T (97-98)")):
        row = only([row for row in body if row[0] == area and row[2] == industry])
        tell("gva", area, year, "gross_value_added", row[heading.index(year)], industry=industry)


def adverts(inputs):
    for source, width, places in (
            ("job-adverts-local", 2, (
                ("E07000192", "Cannock Chase", "2021"), ("E06000021", "Stoke-on-Trent", "2024"),
                ("E07000199", "Tamworth", "2026"))),
            ("job-adverts-regions", 1, (
                ("E12000005", "West Midlands", "2021"), ("E12000005", "West Midlands", "2023"),
                ("E12000005", "West Midlands", "2026")))):
        table = records(inputs / f"ons/{source}.csv")[3:]
        for area, name, year in places:
            row = only([row for row in table if row[0] == name])
            tell(source, area, year, "online_job_adverts", row[width + table[0][width:].index(year)])


def later_destinations(inputs):
    table = rows(inputs / "dfe/16-18-destinations.csv")
    for area, year, period, level, destination in (
            ("E06000021", "201920", "2019/20", "Total", "cohort"),
            ("E07000196", "202122", "2021/22", "Level 3", "education"),
            ("E07000199", "202324", "2023/24", "Level 2", "appren")):
        text = one(table, destination, time_period=year, lad_code=area, cohort_level_group=level)
        tell("16-18-destinations", area, period, "pupils", text, destination=destination, level=level)


def further_education(inputs):
    table = rows(inputs / "dfe/fe-achievements-level.csv")
    for area, year, period, learning in (
            ("E92000001", "202122", "2021/22", "Apprenticeships: Total"),
            ("E07000198", "202425", "2024/25", "Community learning: Total"),
            ("E06000021", "202324", "2023/24", "Education and training: Total")):
        text = one(table, "achievements", time_period=year, location_code=area, level_or_type=learning)
        tell("fe-achievements", area, period, "achievements", text, learning=learning)
    table = rows(inputs / "dfe/fe-achievements-subject.csv")
    for area, year, period, subject in (
            ("E12000005", "202223", "2022/23", "Total"), ("E07000194", "202324", "2023/24", "Social Sciences"),
            ("E06000021", "202425", "2024/25", "Engineering and Manufacturing Technologies")):
        text = one(table, "e_and_t_aims_ach", time_period=year, location_code=area, ssa_t1_desc=subject)
        tell("fe-subjects", area, period, "courses_achieved", text, subject=subject)


def participation(inputs):
    table = rows(inputs / "dfe/neet-local.csv")
    for area, column, year, indicator, where in (
            ("E92000001", "NEET_percent", "2023", "neet", {"geographic_level": "National"}),
            ("E06000021", "annualchange_NEET", "2024", "neet_change", {"new_la_code": "E06000021"}),
            ("E10000028", "Cohort_DJFavg", "2025", "young_people", {"old_la_code": "860"}),
            ("E12000005", "Apprenticeship_percent", "2024", "in_apprenticeships", {"geographic_level": "Regional"})):
        tell("neet", area, year, indicator, one(table, column, time_period=year, **where))


def vacancies(inputs):
    table = dict(records(inputs / "ons/vacancies-ap2y.csv")[8:])
    for text, period in (("2015", "2015"), ("2019 Q3", "2019-Q3"), ("2026 AUG", "2026-08")):
        tell("vacancies", "K02000001", period, "vacancies", table[text])


def wages(inputs):
    page = (inputs / "gov/minimum-wage.html").read_text(encoding="utf-8")
    for month, period, age in (
            ("April 2026", "2026-04", "21 and over"), ("April 2025", "2025-04", "Under 18"),
            ("April 2024", "2024-04", "Apprentice")):
        row = page.partition(f">{month}</th>")[2].partition("</tr>")[0]
        place = ["21 and over", "18 to 20", "Under 18", "Apprentice"].index(age)
        tell("minimum-wage", "K02000001", period, "minimum_hourly_pay", re.findall("<td>(.*)</td>", row)[place],
             age=age)


def projections(inputs):
    table = records(inputs / "skills/occupations-2035.csv")[:35]
    for name, code, start, sex, year in (
            ("All occupations", "Total", 0, "All", "2015"), ("22 Health professionals", "22", 22, "Female", "2035"),
            ("63 Community and civil enforcement occupations", "63", 11, "Male", "2025")):
        row = only([row for row in table if row[0] == name])
        text = row[start + ["2015", "2019", "2020", "2025", "2035"].index(year) + 1]
        figure = Decimal(text).quantize(Decimal("0.001"), ROUND_HALF_UP)
        tell("occupations-2035", "E69000029", year, "projected_employment", str(figure) if figure >= 10 else "",
             occupation=code, sex=sex)


def main(inputs):
    for family in (
            jobs, rates, occupations, pay, enterprises, value_added, adverts, later_destinations, further_education, participation, vacancies,
            wages, projections):
        family(inputs)
    print(json.dumps(FIGURES))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
