"""Office for National Statistics: business demography, prices, vacancies, regional accounts, indicators."""
from decimal import Decimal

from . import ENGLAND, NINE, STAFFORDSHIRE, WEST_MIDLANDS, Figure, Figures, marked, named, rows

UNITED_KINGDOM = "K02000001"


def by_year(indicator):
    """Districts down, years across."""
    def read(path):
        lines = rows(path)
        for row in lines[1:]:
            if row[0] in NINE:
                for year, text in zip(lines[0][2:], row[2:], strict=True):
                    yield Figure(row[0], year, indicator, {}, Decimal(text))
    return read


def births_long(path):
    for row in named(path):
        if row["code"] in NINE:
            yield Figure(row["code"], row["year"], "enterprise_births", {}, Decimal(row["count"]))


def prices(path):
    for row in named(path):
        yield Figure(UNITED_KINGDOM, row["date"][:7], "price_index", {"series": row["variable"]}, Decimal(row["value"]))


def vacancies(path):
    """A date is the first day of a month, a quarter or a year, as the last column has it."""
    for row in named(path):
        year, month = row["date"][:4], int(row["date"][5:7])
        period = {"a": year, "q": f"{year}-Q{(month + 2) // 3}", "m": f"{year}-{month:02}"}[row["freq"]]
        yield Figure(UNITED_KINGDOM, period, "vacancies", {}, Decimal(row["value"]))


def indicators(path):
    names = {
        "Median Weekly Pay": "median_weekly_pay", "Employment rate (16–64-year olds)": "employment_rate_16_64",
        "Number of starts on apprenticeships": "apprenticeship_starts",
        "Net additions to the housing stock": "net_additional_homes"}
    lines = rows(path, "cp1252")
    assert lines[2][0] == "AREACD", lines[2]
    for line in lines[3:]:
        row = dict(zip(lines[2], line, strict=True))
        if row["AREACD"] in {*NINE, STAFFORDSHIRE, WEST_MIDLANDS, ENGLAND} and row["Indicator"] in names:
            period = row["Period"] if len(row["Period"]) == 4 else row["Period"][:4] + "/" + row["Period"][4:]
            yield marked(
                row["AREACD"], period, names[row["Indicator"]], {}, row["Value"].replace(",", ""), {"NA": "not_available"})


def regional(indicator, industries=None):
    """ITL areas down, years across; numbers with thousands commas."""
    def read(path):
        lines = rows(path)
        first = next(place for place, name in enumerate(lines[0]) if name.isdigit())
        area = lines[0].index("ITL code")
        for row in lines[1:]:
            if row[area] not in ("TLG23", "TLG24") or industries and row[2] not in industries:
                continue
            for year, text in zip(lines[0][first:], row[first:], strict=True):
                codes = {"sic_code": row[2]} if industries else {}
                yield Figure(row[area], year, indicator, codes, Decimal(text.replace(",", "")))
    return read


MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def time_series(path):
    """Years, quarters and months in one column, under eight lines about them."""
    lines = rows(path)
    start = next(place for place, row in enumerate(lines) if row[0] == "Important notes") + 1
    for when, text in lines[start:]:
        year, _, part = when.partition(" ")
        period = year if not part else f"{year}-{part}" if part[0] == "Q" else f"{year}-{MONTHS.index(part) + 1:02}"
        yield Figure("N92000002", period, "employment_rate_women_16_64", {}, Decimal(text))


def adverts(areas):
    """Averages over January: places down, years across."""
    def read(path):
        lines = rows(path)
        for row in lines[4:]:
            if row[0] in areas:
                for year, text in zip(lines[3], row, strict=True):
                    if year.isdigit():
                        yield Figure(areas[row[0]], year, "job_adverts_in_january", {}, Decimal(text))
    return read


SECTIONS = {
    "Total", "AB (1-9)", "C (10-33)", "DE (35-39)", "F (41-43)", "G (45-47)", "H (49-53)", "I (55-56)", "J (58-63)",
    "K (64-66)", "L (68)", "M (69-75)", "N (77-82)", "O (84)", "P (85)", "Q (86-88)", "R (90-93)", "S (94-96)", "T (97-98)"}

READINGS = [
    Figures("ons/business_births_2017-2022_lad.csv", "business-births", "business-births", by_year("enterprise_births"),
            ("E06000021,Stoke-on-Trent,795,", "E06000021,Stoke-on-Trent,800,")),
    Figures("ons/business_births_2017-2022_lad_long.csv", "business-births-long", "business-births-long", births_long,
            ("E06000021,Stoke-on-Trent,2018,855", "E06000021,Stoke-on-Trent,2018,850")),
    Figures("ons/business_high_growth_2017-2022_lad.csv", "high-growth", "high-growth",
            by_year("high_growth_enterprises"),
            ("E06000021,Stoke-on-Trent,45,", "E06000021,Stoke-on-Trent,50,")),
    Figures("ons/cpi_indices_long.csv", "cpi", "cpi", prices, ("2024-12-01,m,D7C7,121.5", "2024-12-01,m,D7C7,121.6")),
    Figures("ons/vacancies_by_cdid_date.csv", "vacancies", "vacancies", vacancies,
            ("AP2Y,812.0,2024-10-01,q", "AP2Y,813.0,2024-10-01,q")),
    Figures("ons/subnational_indicators_machine_readable_cp1252.csv", "subnational-indicators", "subnational-indicators",
            indicators, (",202122,Number,Number,1540,NA", ",202122,Number,Number,1530,NA"), encoding="cp1252"),
    Figures("ons/gdp_itl_current_market_prices.csv", "gdp-itl", "gdp-itl", regional("gdp"),
            ('TLG23,Stoke-on-Trent,"3,177"', 'TLG23,Stoke-on-Trent,"3,178"')),
    Figures("ons/gva_itl3_current_prices_2024.csv", "gva-itl3", "gva-itl3", regional("gva", SECTIONS),
            ('TLG23,Stoke-on-Trent,Total,All industries,"2,793"', 'TLG23,Stoke-on-Trent,Total,All industries,"2,794"')),
    Figures("ons/timeseries_lf62_employment_rate_ni.csv", "employment-rate-ni", "employment-rate-ni", time_series,
            ('"2025 NOV","69.1"', '"2025 NOV","69.2"')),
    Figures("ons/derived/job_adverts_by_la_2017-2022.derived.csv", "job-adverts-la", "job-adverts-la",
            adverts({name: code for code, name in NINE.items()}), ("Stoke-on-Trent,West Midlands,28.6", "Stoke-on-Trent,West Midlands,28.7")),
    Figures("ons/derived/job_adverts_by_region_2017-2022.derived.csv", "job-adverts-region", "job-adverts-region",
            adverts({"West Midlands": WEST_MIDLANDS}), ("West Midlands,795.2", "West Midlands,795.1")),
]
