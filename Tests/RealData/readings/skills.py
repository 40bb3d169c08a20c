"""Skills: the Employer Skills Survey and the projections of the Skills Imperative 2035."""
from decimal import ROUND_HALF_UP, Decimal

from . import ENGLAND, LEP, Figure, Figures, rows, withheld

VACANCIES = {
    "Total": "establishments", "Have at least one vacancy": "establishments_with_vacancy",
    "Have at least one vacancy that is hard-to-fill": "establishments_with_hard_to_fill_vacancy",
    "Have a skills shortage vacancy (prompted or unprompted)": "establishments_with_skills_shortage_vacancy",
    "Average vacancies per establishment with vacancies": "vacancies_per_establishment"}


def survey(indicator, codes):
    """Areas across; under a row of counts a row of percentages, whose first cell is empty."""
    def read(path):
        lines = rows(path)
        areas = {lines[8].index("Total"): ENGLAND, lines[8].index("Stoke-on-Trent and Staffordshire"): LEP}
        line = None
        for row in lines[9:]:
            if row[0] == "Tables produced by IFF":
                break
            line, kind = (row[0], "count") if row[0] else (line, "percent")
            if line == "Unweighted row":
                continue
            for place, area in areas.items():
                name = indicator(line) if kind == "count" else "share_of_" + indicator(line)
                text = row[place]
                if text == "*%":
                    yield withheld(area, "2017", name, codes(line), "low")
                    continue
                if (kind == "percent") != text.endswith("%"):
                    raise SystemExit(f"{path}: {line}: {text} is not a {kind}")
                yield Figure(area, "2017", name, codes(line), Decimal(text.rstrip("%")))
    return read


def projected(first, last, column, heading=None, blocks=None):
    """A panel of rows first to last (counted from 1): thousands of people by year; below ten they are withheld."""
    def read(path):
        lines = rows(path)
        years = lines[(heading or first - 1) - 1]
        for row in lines[first - 1:last]:
            for start, sex in (blocks or {0: None}).items():
                for place in range(start + 1, start + 6):
                    if not any(row):
                        continue
                    codes = {column: row[start]} | ({"sex": sex} if sex else {})
                    value = Decimal(row[place]).quantize(Decimal("0.001"), ROUND_HALF_UP)
                    where = LEP, years[place], "projected_employment", codes
                    if value < 10:
                        yield withheld(*where, "suppressed_quality")
                    else:
                        yield Figure(*where, value, "F" if int(years[place]) > 2020 else "A")
    return read


READINGS = [
    Figures("skills/ess2017_vacancies_by_lep.csv", "ess-vacancies-2017", "ess-vacancies", survey(VACANCIES.get, lambda line: {}),
            ("Have at least one vacancy,320596,", "Have at least one vacancy,320595,")),
    Figures("skills/ess2017_skills_need_developing_by_lep.csv", "ess-skills-2017", "ess-skills",
            survey(lambda line: "establishments", lambda line: {"skill": line}),
            ("DIGITAL SKILLS,430398,", "DIGITAL SKILLS,430399,")),
    Figures("skills/derived/st_lep_ind_t2_employment_22_industries.derived.csv", "si-industries", "si-industries",
            projected(5, 28, "industry_group", heading=3), ("Construction,21.404999", "Construction,21.414999"), is_open=False),
    Figures("skills/derived/st_lep_qual_t1_employment_by_qualification.derived.csv", "si-qualifications",
            "si-qualifications", projected(5, 15, "qualification", heading=3),
            ("RQF6 First degree,54.677895", "RQF6 First degree,54.678895"), is_open=False),
    Figures("skills/derived/st_lep_occ_t2_employment_26_occupations.derived.csv", "si-occupations", "si-occupations",
            projected(8, 35, "occupation", heading=6, blocks={0: "All", 11: "Male", 22: "Female"}),
            (",11.211943829110812,13.10044417601186,,4.13", ",11.211943829110812,13.20044417601186,,4.13"), is_open=False),
]
