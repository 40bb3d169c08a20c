"""Invented files of the kinds that publishers issue, each with what a right reading of it gives."""

import csv
import io

OURS = {
    "E06000021": "Stoke-on-Trent", "E07000192": "Cannock Chase", "E07000193": "East Staffordshire",
    "E07000194": "Lichfield", "E07000195": "Newcastle-under-Lyme", "E07000196": "South Staffordshire",
    "E07000197": "Stafford", "E07000198": "Staffordshire Moorlands", "E07000199": "Tamworth",
    "E12000005": "West Midlands", "E92000001": "England",
}
OTHERS = {
    "E06000020": "Telford and Wrekin", "E07000218": "North Warwickshire", "E08000029": "Solihull",
    "E07000034": "Chesterfield", "E07000039": "South Derbyshire", "E06000049": "Cheshire East",
}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]
# A marker with what its publisher means by it: the usual meaning, but for the last of each list.
MARKERS = {
    "c": ["suppressed_disclosure"], "[c]": ["suppressed_disclosure"], "x": ["not_available"], "[x]": ["not_available"],
    "z": ["not_applicable"], "[z]": ["not_applicable"], "low": ["low"], "[low]": ["low"], "..": ["not_available"],
    ":": ["not_available", "suppressed_disclosure"], "-": ["not_available", "low"],
    "*": ["suppressed_disclosure", "suppressed_quality"], "~": ["suppressed_disclosure", "low"],
    "!": ["suppressed_quality"], "#": ["suppressed_disclosure", "suppressed_quality"], "": ["not_available", "missing"],
    "N/A": ["not_applicable", "not_available"], "S": ["suppressed_disclosure"], "supp": ["suppressed_disclosure"],
}
# Ways of writing periods: for a year and a place in it, the text and the period as lmi names it.
PERIODS = {
    "year": ["Year", "year", "date", "time_period", "Reference year"],
    "academic": ["time_period", "academic_year", "Academic year"],
    "financial": ["Financial year", "year"],
    "month iso": ["DATE", "date", "Month"],
    "month name": ["Month", "date", "Period"],
    "quarter": ["quarter", "Quarter", "DATE"],
}
DIMENSIONS = {
    "sex": ["Total", "Male", "Female"],
    "age": ["16 to 24", "25 to 49", "50 and over"],
    "level": ["Intermediate", "Advanced", "Higher"],
    "size band": ["Micro (0 to 9)", "Small (10 to 49)", "Large (250+)"],
    "tenure": ["Owned: outright", "Rented, social", "Rented, private"],
    "ethnic group": ["Asian", "Black", "Mixed", "White", "Other"],
    "status": ["Full-time", "Part-time"],
    "pay band": ["£0-£99", "£100-£199", "£200+"],
}
SECTIONS = {
    "A": "Agriculture, forestry and fishing", "B": "Mining and quarrying", "C": "Manufacturing",
    "F": "Construction", "J": "Information and communication", "Q": "Human health and social work activities",
}
SOC = {"1111": "Chief executives and senior officials", "2111": "Chemical scientists", "2112": "Biological scientists",
       "3111": "Laboratory technicians", "5111": "Farmers"}
MEASURES = ["Employees", "Enterprises", "Claimants", "Vacancies", "Starts", "Achievements"]


class File:
    """One generated file: its bytes, and for each cell of figures what it means (or that it is left out)."""

    def __init__(self, name, kind):
        self.name, self.kind, self.truth, self.traits = name, kind, {}, []
        self.markers = {}


def period(kind, year, place):
    """The text of the file and the period as lmi names it."""
    if kind == "year":
        return str(year), str(year)
    if kind == "academic":
        return f"{year}{(year + 1) % 100:02}", f"{year}/{(year + 1) % 100:02}"
    if kind == "financial":
        return f"{year}-{(year + 1) % 100:02}", f"{year}/{(year + 1) % 100:02}"
    if kind == "month iso":
        return f"{year}-{place:02}", f"{year}-{place:02}"
    if kind == "month name":
        return f"{MONTHS[place - 1][:3]} {year}", f"{year}-{place:02}"
    return f"{year} Q{(place - 1) // 3 + 1}", f"{year}-Q{(place - 1) // 3 + 1}"


def number(rng, style):
    value = rng.choice([rng.randrange(5, 995), rng.randrange(1000, 99999), rng.randrange(100000, 2000000)])
    if style == "commas":
        return f"{value:,}", str(value)
    if style == "decimals":
        text = f"{rng.randrange(0, 1000) / 10:.1f}"
        return text, text
    if style == "percent":
        text = f"{rng.randrange(0, 1000) / 10:.1f}"
        return f"{text}%", text
    if style == "pounds":
        return f"£{value:,}", str(value)
    if style == "negative":
        text = f"{rng.randrange(-500, 500) / 10:.1f}"
        return text, text
    return str(value), str(value)


def long_table(rng, name):
    """One figure a row."""
    file = File(name, "long")
    kind = rng.choice(list(PERIODS))
    style = rng.choices(["plain", "commas", "decimals", "percent", "pounds", "negative"], [6, 4, 3, 1, 1, 1])[0]
    areas = dict(OURS) if rng.random() < 0.5 else {**OURS, **OTHERS}
    # A code, a name, both, or a name with Nomis's prefix.
    spelling = rng.choices(["both", "code", "name", "name first"], [4, 3, 2, 2])[0]
    names = rng.sample(list(DIMENSIONS), rng.choices([0, 1, 2], [2, 5, 3])[0])
    coded = rng.choices([None, "section", "soc", "sic pair"], [6, 2, 1, 1])[0]
    markers = rng.sample(list(MARKERS), rng.choices([0, 1, 2, 3], [2, 3, 3, 2])[0])
    file.markers = {m: rng.choices(MARKERS[m], [8] + [2] * (len(MARKERS[m]) - 1))[0] for m in markers}
    start, count = rng.randrange(2009, 2022), rng.randrange(2, 5)
    months = [1] if kind in ("year", "academic", "financial") else [1, 4, 7, 10]
    periods = [period(kind, start + y, m) for y in range(count) for m in months][: rng.randrange(2, 8)]
    head, rows = [], []
    period_heading = rng.choice(PERIODS[kind])
    area_heads = {"both": ["area_code", "area_name"], "code": [rng.choice(["GEOGRAPHY_CODE", "lad_code", "Code"])],
                  "name": [rng.choice(["Area", "Local authority", "geography"])], "name first": ["Name", "ONS code"]}[spelling]
    index = rng.random() < 0.12
    constant = rng.random() < 0.35
    empty = rng.random() < 0.12
    flagged = rng.random() < 0.15 and "" not in file.markers
    dims = [(n, DIMENSIONS[n]) for n in names]
    value_heading = rng.choice(["value", "OBS_VALUE", "Count", "Number of people", "figure", "Value"])
    measures = rng.sample(MEASURES, 2) if rng.random() < 0.2 else []
    period_first = rng.random() < 0.6
    head = ([period_heading] if period_first else []) + area_heads + ([] if period_first else [period_heading])
    if constant:
        head.append("geographic_level" if rng.random() < 0.5 else "Unit")
    head += names
    if coded:
        head += {"section": ["industry"], "soc": ["SOC code"], "sic pair": ["SIC section", "Industry name"]}[coded]
    if measures:
        head.append(rng.choice(["measure", "indicator", "Measure name"]))
    if empty:
        head.append("notes")
    head.append(value_heading)
    if flagged:
        head.append("OBS_STATUS")
    if index:
        head.insert(0, "")
    codes = {"section": [f"{k} : {v}" for k, v in SECTIONS.items()], "soc": list(SOC), "sic pair": list(SECTIONS)}.get(coded, [None])
    body = []
    for text, meant in periods:
        for code, area in areas.items():
            for combo in combinations([d[1] for d in dims]):
                for industry in codes:
                    for measure in measures or [None]:
                        shown, value = number(rng, style)
                        reason = None
                        if markers and rng.random() < 0.12:
                            shown = rng.choice(markers)
                            value, reason = "", file.markers[shown]
                        cells = {"both": [code, area], "code": [code], "name": [area], "name first": [area, code]}[spelling]
                        row = ([text] if period_first else []) + cells + ([] if period_first else [text])
                        if constant:
                            row.append("Local authority district")
                        row += combo
                        dimension = list(combo)
                        if coded == "section":
                            row.append(industry)
                            dimension.append(industry.split(" : ")[0])
                        elif coded == "soc":
                            row.append(industry)
                            dimension.append(industry)
                        elif coded == "sic pair":
                            row += [industry, SECTIONS[industry]]
                            dimension.append(industry)
                        if measure:
                            row.append(measure)
                        if empty:
                            row.append("")
                        row.append(shown)
                        if flagged:
                            row.append("A")
                        if index:
                            row.insert(0, str(len(body)))
                        wanted = (code, meant, tuple(sorted(dimension)), measure, value, reason) if code in OURS else None
                        body.append((row, {len(row) - (2 if flagged else 1): wanted}))
    if len(body) > 1500:
        body = body[:1500]
    seen = {text for row, _ in body for text in row}
    file.markers = {m: v for m, v in file.markers.items() if m in seen}
    file.traits = [kind, style, spelling, *(["measures"] if measures else []), *names, *([coded] if coded else [])]
    return write(rng, file, head, body, heading_rows=1)


def combinations(lists):
    if not lists:
        return [()]
    return [(first, *rest) for first in lists[0] for rest in combinations(lists[1:])]


def wide_table(rng, name):
    """Several figures a row; headings say the period, the area, a code or the measure."""
    file = File(name, "wide")
    across = rng.choices(["period", "industry", "measure", "area"], [5, 3, 3, 2])[0]
    style = rng.choices(["plain", "commas", "decimals", "pounds", "negative"], [6, 4, 3, 1, 1])[0]
    markers = rng.sample([m for m in MARKERS], rng.choices([0, 1, 2], [3, 4, 3])[0])
    file.markers = {m: rng.choices(MARKERS[m], [8] + [2] * (len(MARKERS[m]) - 1))[0] for m in markers}
    kind = rng.choice(list(PERIODS))
    start = rng.randrange(2009, 2020)
    months = [1] if kind in ("year", "academic", "financial") else [1, 4, 7, 10]
    periods = [period(kind, start + y, m) for y in range(4) for m in months][: rng.randrange(3, 9)]
    areas = dict(OURS) if rng.random() < 0.5 else {**OURS, **OTHERS}
    spelling = rng.choice(["both", "code", "name"])
    area_heads = {"both": ["Area code", "Area name"], "code": ["Code"], "name": ["Area"]}[spelling]
    names = rng.sample(list(DIMENSIONS), rng.choices([0, 1], [2, 1])[0])
    flags = across == "industry" and rng.random() < 0.4
    doubled = across in ("industry", "measure") and not flags and rng.random() < 0.2
    say_in_title = across in ("industry", "measure") and rng.random() < 0.4
    titled = None
    if across == "period":
        columns = [(text, dict(period=meant)) for text, meant in periods]
        lines = [dict(area=a) for a in areas]
    elif across == "area":
        columns = [(area, dict(area=code)) for code, area in OURS.items()]
        lines = [dict(period=p) for p in periods]
    else:
        heads = [f"{k} : {v}" for k, v in SECTIONS.items()] if across == "industry" else rng.sample(MEASURES, rng.randrange(2, 5))
        columns = [(h, dict(dimension=h.split(" : ")[0]) if across == "industry" else dict(measure=h)) for h in heads]
        if say_in_title:
            titled = period("year", start, 1)
            lines = [dict(area=a) for a in areas]
        else:
            lines = [dict(area=a, period=p) for p in periods for a in areas]
    head = []
    if across != "area":
        head += area_heads
    if any("period" in line for line in lines):
        head.append(rng.choice(PERIODS[kind]))
    head += names
    labels = len(head)
    for text, _ in columns:
        head.append(text)
        if flags:
            head.append("Flags")
    body = []
    for line in lines:
        for combo in combinations([DIMENSIONS[n] for n in names]):
            row, truth = [], {}
            if across != "area":
                code = line["area"]
                row += {"both": [code, areas[code]], "code": [code], "name": [areas[code]]}[spelling]
            if "period" in line:
                row.append(line["period"][0])
            row += combo
            for _, says in columns:
                shown, value = number(rng, style)
                reason = None
                if markers and rng.random() < 0.1:
                    shown = rng.choice(markers)
                    value, reason = "", file.markers[shown]
                code = says.get("area") or line["area"]
                meant = says.get("period") or (line["period"][1] if "period" in line else titled[1])
                dimension = list(combo) + ([says["dimension"]] if "dimension" in says else [])
                truth[len(row)] = (code, meant, tuple(sorted(dimension)), says.get("measure"), value, reason) if code in OURS else None
                row.append(shown)
                if flags:
                    row.append("")
            body.append((row, truth))
    seen = {row[c] for row, truth in body for c in truth}
    file.markers = {m: v for m, v in file.markers.items() if m in seen}
    rows_of_heads = [head]
    if doubled:
        # Two heading rows, the second of which says the same of every column.
        rows_of_heads = [head, [""] * labels + ["number"] * len(columns)]
    file.traits = [across, kind, style, spelling, *names, *(["flags"] if flags else []), *(["two heading rows"] if doubled else [])]
    return write(rng, file, head, body, heading_rows=len(rows_of_heads), heads=rows_of_heads, titled=titled)


def write(rng, file, head, body, heading_rows, heads=None, titled=None):
    """The bytes: what stands above and below the table, its delimiter, its encoding."""
    width = len(head)
    encoding, mark = rng.choices(
        [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("cp1252", b""), ("utf-16-le", b"\xff\xfe"), ("utf-16-le", b"")],
        [10, 4, 4, 1, 1])[0]
    delimiter = rng.choices([",", ";", "\t"], [16, 2, 2])[0]
    end = rng.choice(["\n", "\r\n"])
    padded = rng.random() < 0.4
    above, below = [], []
    if titled or rng.random() < 0.4:
        above.append([f"{rng.choice(['Table 3', 'Figures by area', 'People and jobs'])}{', ' + titled[0] if titled else ''}"])
        if rng.random() < 0.5:
            above.append(["Source: a survey of employers"])
        if rng.random() < 0.3:
            above.append(["Coverage:", "England"])
        if rng.random() < 0.7:
            above.append([])
    if rng.random() < 0.35:
        below = [[]] if rng.random() < 0.6 else []
        below.append(["Source: Office for National Statistics"])
        if rng.random() < 0.5:
            below.append(["Figures are rounded, so they may not add up"])
        if rng.random() < 0.3:
            below.append(["* see the notes of the survey"])
    if encoding == "cp1252":
        below = below or [[]]
        below.append(["Café and £ are letters of this file"])
    def pad(row):
        return row + [""] * (width - len(row)) if padded else row
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end,
                        quoting=csv.QUOTE_ALL if rng.random() < 0.15 else csv.QUOTE_MINIMAL)
    number_of_row = 0
    for row in above:
        writer.writerow(pad(row))
        number_of_row += 1
    for row in heads or [head]:
        writer.writerow(row)
        number_of_row += 1
    for row, truth in body:
        writer.writerow(row)
        number_of_row += 1
        for column, wanted in truth.items():
            file.truth[(number_of_row, column + 1)] = wanted
    for row in below:
        writer.writerow(pad(row))
    file.bytes = mark + out.getvalue().encode(encoding)
    file.traits += [encoding, {",": "comma", ";": "semicolon", "\t": "tab"}[delimiter],
                    *(["preamble"] if above else []), *(["footer"] if below else []), *(["padded"] if padded else [])]
    return file
