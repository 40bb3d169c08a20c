"""Samples about people: rates of the population survey, occupations, pay by place of work and of residence."""
import csv
import os
import random

from sample_file import AREAS, DESCRIBED, DISTRICTS, NOMIS, counted, nearest, origin, quoted, save


def ashe(seed, level, items):
    """The annual survey of hours and earnings, as selected: figures with their CV below them.

    `level` is the pay of an area in percent of what its jobs pay: 100 by place of work. `items` are what is asked for.
    """
    draw = random.Random(seed)
    kinds = [
        ("Male Full Time Workers", 112, 42), ("Male Part Time Workers", 41, 9), ("Female Full Time Workers", 91, 28),
        ("Female Part Time Workers", 40, 21), ("Male", 104, 51), ("Female", 72, 49), ("Total", 89, 100),
        ("Full Time Workers", 103, 70), ("Part Time Workers", 40, 30)]
    hours = {"Full": "37.5", "Part": "18.4"}
    yield quoted([
        "DATE", "GEOGRAPHY_CODE", "SEX_NAME", "PAY_NAME", "ITEM_NAME", "MEASURES_NAME", "OBS_VALUE", "OBS_STATUS",
        "OBS_CONF"])
    for place, year in enumerate(["2023", "2024", "2025"]):
        for area, _, thousands, _, pay in AREAS:
            spread = 9 if area in DISTRICTS else 1
            for sex, percent, share in kinds:
                jobs = nearest(thousands * 1000 * share * 85 // 10000, 1000)
                unsure = 2 * spread + int(draw.random() * 30 * spread) + (900 * spread // max(jobs, 1) * 10)
                for what in items:
                    annual = what.startswith("Annual")
                    usual = pay * level.get(area, 100) // 100 * percent // 100
                    median = usual * (100 + 5 * place) // 100 + int(draw.random() * 400)
                    part = "Part" in sex
                    shown = median if annual else hours["Part" if part else "Full"]
                    change = f"{3 + int(draw.random() * 4)}.{int(draw.random() * 10)}" if annual else "0.3"
                    hidden = area in DISTRICTS and part and annual and draw.random() < 0.25
                    broken = hidden and draw.random() < 0.3
                    for item, value, cv in (
                            ("Number of jobs", jobs, unsure + 20), ("Median", shown, unsure),
                            ("Annual percentage change - median", change, None)):
                        start = quoted([year, area, sex, what, item])
                        gone = hidden and item != "Number of jobs"
                        letter = "B" if broken and item == "Median" else "Q"
                        if gone:
                            yield f'{start},"Value",,"{letter}","F"'
                        else:
                            yield f'{start},"Value",{value},"A","F"'
                        if gone or cv is None:
                            yield f'{start},"Confidence",,"{letter if gone else "Q"}","F"'
                        else:
                            yield f'{start},"Confidence",{cv // 10}.{cv % 10},"A","F"'


ZERO = "Estimate and confidence interval not available since the group sample size is zero or disclosive (0-2)"
SMALL = "Confidence interval not available since the group sample size is small (3-9)"
UNRELIABLE = "Estimate and confidence interval unreliable since the group sample size is small (3-9)"
BELOW = "Estimate is less than 500"
# A rate with its age, in tenths of a percent: about England's, then the half width of a district's interval.
RATES = [
    ("Economic activity rate - aged 16-64", 786, 46), ("Economic activity rate - aged 16-19", 402, 160),
    ("Economic activity rate - aged 20-24", 733, 140), ("Employment rate - aged 16-64", 755, 48),
    ("Employment rate - aged 16-19", 331, 158), ("Employment rate - aged 20-24", 654, 150),
    ("Unemployment rate - aged 16-64", 41, 21), ("Unemployment rate - aged 16-19", 178, 130),
    ("Unemployment rate - aged 20-24", 108, 90),
]


def tenths(value):
    return f"{value // 10}.{value % 10}"


def aps_rates():
    """NM_17_5 as selected: a rate, then the half width of its interval; words say why there is no number."""
    draw = random.Random(175)
    yield quoted([
        "DATE_NAME", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "VARIABLE_NAME", "MEASURES_NAME", "OBS_VALUE",
        "OBS_STATUS_NAME"])
    for year in range(2022, 2026):
        for area, name, *_ in AREAS:
            local = area in DISTRICTS
            for variable, usual, width in RATES:
                young, unemployed = "64" not in variable, variable.startswith("Unemp")
                value = usual * (85 + int(draw.random() * 30)) // 100 if local else usual - int(draw.random() * 9)
                around = width * (85 + int(draw.random() * 30)) // 100 if local else width // (7 if area[2] == "2" else 3)
                if area == "E12000005":
                    value, around = value * 98 // 100, width // 4
                if area == "E92000001":
                    around = max(2, width // 12)
                why = "Normal Value"
                if local and unemployed and young:
                    why = (ZERO, ZERO, SMALL, "Normal Value")[int(draw.random() * 4)]
                elif local and young and draw.random() < 0.08:
                    why = SMALL
                if (year, area, variable) == (2023, "E07000198", RATES[4][0]):
                    why = "These figures are missing."
                start = quoted([f"Jul {year}-Jun {year + 1}", name, area, variable])
                gone = why not in (SMALL, "Normal Value")
                yield f'{start},"Variable",{"" if gone else tenths(value)},"{why if gone else "Normal Value"}"'
                shown = why == "Normal Value"
                yield f'{start},"Confidence",{tenths(around) if shown else ""},"{why}"'


def occupations(soc):
    """NM_17_1 as selected: people in work by area and group, a figure and then the half width of its interval."""
    draw = random.Random(9)
    names = [row["label"].capitalize() for row in soc if row["level"] == "sub-major group"]
    weights = [30 + int(draw.random() * 90) for _ in names]
    places = ["E92000001", "E12000005", *DISTRICTS]
    people = [AREAS[10][2], AREAS[9][2]] + [area[2] for area in AREAS[:9]]
    # People in work by group, place, sex and hours; everybody is the sum of these four parts.
    parts = {}
    for name, weight in zip(names, weights):
        for place, thousands in zip(places, people):
            usual = thousands * 1000 * weight // sum(weights)
            men = 25 + int(draw.random() * 50)
            for sex, share in (("Males", men), ("Females", 100 - men)):
                for hours, part in (("Full-time", 74), ("Part-time", 26)):
                    local = 40 + int(draw.random() * 120) if place in DISTRICTS else 100
                    parts[name, place, sex, hours] = usual * share * part * local // 1_000_000

    def cells(name, place, sexes, hours):
        value = nearest(sum(parts[name, place, sex, each] for sex in sexes for each in hours), 100)
        around = nearest(int((value * (9 if place in DISTRICTS else 3)) ** 0.5 * 6), 100)
        if value < 200:
            return [("", ZERO), ("", ZERO)]
        if value < 400:
            return [("", UNRELIABLE if draw.random() < 0.5 else BELOW), ("", SMALL)]
        return [(value, "Normal Value"), ("", SMALL) if value < 1000 else (around, "Normal Value")]

    rows = {place: [] for place in places}
    number = 0
    for sex, sexes in (("All people", ["Males", "Females"]), ("Males", ["Males"]), ("Females", ["Females"])):
        for name in names:
            for hours, each in (
                    ("All people", ["Full-time", "Part-time"]), ("Full-time", ["Full-time"]),
                    ("Part-time", ["Part-time"])):
                number += 1
                for place in places:
                    for measure, (figure, why) in zip(("Value", "Confidence"), cells(name, place, sexes, each)):
                        rows[place].append(quoted([
                            "Jan 2025-Dec 2025", place, f"T09b:{number} ({sex} - {name} (SOC2020) : {hours} )", measure,
                            figure, why]))
    yield quoted(["DATE_NAME", "GEOGRAPHY_CODE", "CELL_NAME", "MEASURES_NAME", "OBS_VALUE", "OBS_STATUS_NAME"])
    for place in sorted(places):
        yield from rows[place]


# Residents of the country districts earn more than their jobs pay, since many work elsewhere.
RESIDENTS = {"E06000021": 95, "E07000194": 117, "E07000196": 112, "E07000195": 104, "E07000198": 107, "E07000199": 103}


def write(pipelines, samples):
    with open(os.path.join(pipelines, "codelists", "soc2020.csv"), encoding="utf-8", newline="") as file:
        soc = list(csv.DictReader(file))
    pay, hours = "Annual pay - gross", "Hours worked - total"
    for name, what, lines, holds in (
            ("nomis/ashe-workplace.csv", "workplace", ashe(99, {}, [pay, hours]), "yearly pay and weekly hours"),
            ("nomis/ashe-residence.csv", "resident", ashe(30, RESIDENTS, [pay]), "yearly pay")):
        save(samples, name, counted(lines))
        save(samples, name + ".origin.yml", origin(
            NOMIS, f"SAMPLE in the layout of the Annual Survey of Hours and Earnings, {what} analysis",
            "https://www.nomisweb.co.uk/sources/ashe", "2025 provisional", "2025-10-23", "",
            f"Nine districts, West Midlands and England; 2023 to 2025; {holds}."))
    save(samples, "nomis/aps-rates.csv", counted(aps_rates()))
    save(samples, "nomis/aps-rates.csv.origin.yml", origin(
        NOMIS, "SAMPLE in the layout of the Annual Population Survey, percentages (NM_17_5)",
        "https://www.nomisweb.co.uk/sources/aps", "July 2025 to June 2026", "2026-10-13", "2027-01-19",
        "Nine districts, West Midlands and England; four years to June; nine rates.",
        DESCRIBED + " The names of the rates and the sentences are the publisher's own."))
    save(samples, "nomis/aps-occupations.csv", counted(occupations(soc)))
    save(samples, "nomis/aps-occupations.csv.origin.yml", origin(
        NOMIS, "SAMPLE in the layout of the Annual Population Survey, employment by occupation (NM_17_1)",
        "https://www.nomisweb.co.uk/sources/aps", "January to December 2025", "2026-04-14", "2027-04-13",
        "Nine districts, West Midlands and England; one year; sub-major groups of SOC 2020 by sex and hours.",
        DESCRIBED + " The names of the cells and the sentences are the publisher's own."))
