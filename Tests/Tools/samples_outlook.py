"""Samples about what is to come, and what the law says: projected occupations and the minimum wage."""
import csv
import os
import random

from sample_file import DESCRIBED, bare, origin, save

TITLE = (
    "Employment Change by Occupation (SOC 2020) and Replacement Demand, 2015-2035, Stoke-on-Trent and Staffordshire")
TABLES = [("Occupation Table 2  ", ""), ("Occupation Table 2.1  Males: ", "Males"), ("Occupation Table 2.2  Females: ", "Females")]
LEVELS = ["2015", "2019", "2020", "2025", "2035"]
SPANS = [("2015", "2019"), ("2019", "2020"), ("2020", "2025"), ("2025", "2035"), ("2020", "2035")]
# Figures are counted in these parts of a thousand people, so that sums are exact.
PARTS = 10 ** 13


def number(parts):
    """As a spreadsheet leaves it: every digit, and none behind a whole number."""
    sign, rest = "-" if parts < 0 else "", abs(parts)
    text = f"{rest % PARTS:013d}".rstrip("0")
    return f"{sign}{rest // PARTS}" + ("." + text if text else "")


def spread(texts, width=32):
    """A record with texts at given places of it, counted from 0."""
    cells = [""] * width
    for place, text in texts:
        cells[place] = text
    return bare(cells)


def occupations(soc):
    """Three tables side by side, four panels of each below one another."""
    draw = random.Random(2035)
    names = [f"{row['code']} {row['label'].capitalize()}" for row in soc if row["level"] == "sub-major group"]

    def person(usual):
        drift = 96 + int(draw.random() * 11)
        made = []
        for place in range(5):
            made.append(usual * (100 + (drift - 100) * place) // 100 + int(draw.random() * PARTS // 10))
        leavers = usual * (30 + int(draw.random() * 25)) // 100
        return made + [made[4] - made[2], leavers, made[4] - made[2] + leavers]

    men, women = {}, {}
    for name in names:
        usual = (2 + int(draw.random() * 26)) * PARTS
        share = 20 + int(draw.random() * 60)
        men[name], women[name] = person(usual * share // 100), person(usual * (100 - share) // 100)
    everyone = {name: [a + b for a, b in zip(men[name], women[name])] for name in names}
    blocks = [everyone, men, women]
    wholes = [[sum(column) for column in zip(*block.values())] for block in blocks]
    starts = [0, 11, 22]
    blank = spread([])

    def panel(heading, unit, headings, figures, again):
        """`figures` makes the cells of a row from its levels and those of all occupations."""
        yield spread([
            (start, before + TITLE + (" (Continued)" if again else "")) for start, (before, _) in zip(starts, TABLES)])
        yield blank if again else spread([(0, "26 Occupations")])
        demand = heading != "Change"
        yield spread([(start + place, unit) for start in starts for place in ((5, 9) if demand else (5,))])
        sexes = [(start, sex) for start, (_, sex) in zip(starts, TABLES) if not again]
        yield spread(sexes + [(start + 7, "2020-2035") for start in starts if demand])
        words = ((7, "Net"), (8, "Replacement"), (9, "Total"))
        yield spread([(start + place, word) for start in starts for place, word in words if demand])
        under = ((7, "Change"), (8, "Demand"), (9, "Requirement"))
        yield spread(
            [(start, heading) for start in starts]
            + [(start + 1 + place, text) for start in starts for place, text in enumerate(headings)]
            + [(start + place, word) for start in starts for place, word in under if demand])
        yield blank
        for name in names + ["", "All occupations"]:
            if not name:
                yield blank
                continue
            cells = []
            for start, block, whole in zip(starts, blocks, wholes):
                made = figures(block.get(name, whole), whole)
                cells += [(start, name)] + [(start + 1 + place, text) for place, text in enumerate(made[:5])]
                cells += [(start + 7 + place, text) for place, text in enumerate(made[5:])]
            yield spread(cells)
        yield blank
        yield blank

    def levels(row, _):
        return [number(figure) for figure in row]

    def shares(row, whole):
        made = [figure * 100 * PARTS // all_of_it for figure, all_of_it in zip(row[:5], whole[:5])]
        return [number(figure) for figure in made + [figure * 100 * PARTS // row[2] for figure in row[5:]]]

    def spans(row):
        return [row[LEVELS.index(to)] - row[LEVELS.index(since)] for since, to in SPANS]

    def growth(row, _):
        # A straight line's share of the first year, which is near enough to the publisher's compound rate.
        made = [
            change * 100 * PARTS // row[LEVELS.index(since)] // (int(to) - int(since))
            for change, (since, to) in zip(spans(row), SPANS)]
        return [number(figure) for figure in made + [figure * 100 * PARTS // row[2] // 15 for figure in row[5:]]]

    def changes(row, _):
        return [number(figure) for figure in spans(row)]

    through = [f"{since}-{to}" for since, to in SPANS]
    yield from panel("Levels", "thousands", LEVELS, levels, False)
    yield from panel("Shares", "per cent", LEVELS, shares, True)
    yield from panel("Growth", "% per annum", through, growth, True)
    yield from panel("Change", "thousands", through, changes, True)


WAGES = [
    ("April 2026", ("13.05", "11.15", "8.20", "8.20")), ("April 2025", ("12.40", "10.20", "7.70", "7.70")),
    ("April 2024", ("11.60", "8.75", "6.55", "6.55"))]
EARLIER = [
    ("April 2023", ("10.60", "10.35", "7.65", "5.40", "5.40")), ("April 2022", ("9.65", "9.35", "6.95", "4.95", "4.95"))]


def minimum_wage():
    """A page of guidance with two tables of hourly rates: the bands of today, and those before them."""
    yield from """<!DOCTYPE html>
<!-- SAMPLE: invented figures in the layout of a page of guidance, for trying the pipeline: never to be shown as real -->
<html class="govuk-template" lang="en">
<head>
<meta charset="utf-8">
<title>SAMPLE National Minimum Wage and National Living Wage rates</title>
</head>
<body class="govuk-template__body">
<div class="govuk-phase-banner"><p><strong>SAMPLE: every figure on this page is invented</strong></p></div>
<main class="govuk-main-wrapper" id="content">
<h1 class="gem-c-heading__text">National Minimum Wage and National Living Wage rates</h1>
<div class="gem-c-govspeak govuk-govspeak">
<p>The hourly rate for the minimum wage depends on your age and whether you&rsquo;re an apprentice.</p>
<p>You must be at least:</p>
<ul>
<li>school leaving age to get the National Minimum Wage</li>
<li>aged 21 to get the National Living Wage &ndash; the minimum wage will still apply for workers aged 20 and under</li>
</ul>
<h2 id="current-rates">Current rates</h2>
<p>These rates are for the National Living Wage (for those aged 21 and over) and the National Minimum Wage (for those of at least school leaving age). The rates change on 1 April every year.</p>""".split("\n")
    yield from table("current", "Hourly rates since April 2024", ["21 and over", "18 to 20", "Under 18", "Apprentice"], WAGES)
    yield '<h2 id="previous-rates">Previous rates</h2>'
    yield from table(
        "previous", "Hourly rates before April 2024", ["23 and over", "21 to 22", "18 to 20", "Under 18", "Apprentice"],
        EARLIER)
    yield "<p>Apprentices are entitled to the apprentice rate if they&rsquo;re either aged under 19, or aged 19 or over and in the first year of their apprenticeship.</p>"
    yield from ["</div>", "</main>", "</body>", "</html>"]


def table(name, caption, bands, rows):
    yield f'<table id="{name}">'
    yield f"<caption>{caption}</caption>"
    yield "<thead>"
    yield "<tr>"
    yield '<th scope="col">Rate from</th>'
    yield from (f'<th scope="col">{band}</th>' for band in bands)
    yield "</tr>"
    yield "</thead>"
    yield "<tbody>"
    for month, rates in rows:
        yield "<tr>"
        yield f'<th scope="row">{month}</th>'
        yield from (f"<td>£{rate}</td>" for rate in rates)
        yield "</tr>"
    yield "</tbody>"
    yield "</table>"


def write(pipelines, samples):
    with open(os.path.join(pipelines, "codelists", "soc2020.csv"), encoding="utf-8", newline="") as file:
        soc = list(csv.DictReader(file))
    page = "https://warwick.ac.uk/fac/soc/ier/"
    save(samples, "skills/occupations-2035.csv", occupations(soc), end="\r\n")
    save(samples, "skills/occupations-2035.csv.origin.yml", origin(
        "Warwick Institute for Employment Research", "SAMPLE in the layout of Skills Imperative 2035, occupation table 2",
        page, "February 2024", "2024-02-01", "",
        "Stoke-on-Trent and Staffordshire; 2015 to 2035; sub-major groups of SOC 2020, all, men and women.",
        licence=(
            "Copyright Warwick Institute for Employment Research", page,
            "Invented sample figures in the layout of Skills Imperative 2035, which is not open data.")))
    save(samples, "gov/minimum-wage.html", minimum_wage())
    save(samples, "gov/minimum-wage.html.origin.yml", origin(
        "HM Government", "SAMPLE in the layout of National Minimum Wage and National Living Wage rates",
        "https://www.gov.uk/national-minimum-wage-rates", "April 2026", "2026-04-01", "2027-04-01",
        "The rates by age since 2022.", DESCRIBED))
