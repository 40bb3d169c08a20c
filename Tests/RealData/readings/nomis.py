"""Nomis: the census, the Annual Population Survey, pay."""
from dataclasses import replace
from decimal import Decimal

from . import ENGLAND, LEP, NINE, STAFFORDSHIRE, Figure, Figures, marked, named, rows, withheld

SAMPLE_TOO_SMALL = "Estimate and confidence interval not available since the group sample size is zero or disclosive (0-2)"


def census(path):
    names = {"Value": "residents", "Percent": "share_of_residents"}
    for row in named(path):
        if row["GEOGRAPHY_CODE"] in ("E06000021", STAFFORDSHIRE):
            yield Figure(
                row["GEOGRAPHY_CODE"], row["DATE"], names[row["MEASURES_NAME"]], {"activity": row["C2021_EASTAT_20_NAME"]},
                Decimal(row["OBS_VALUE"]))


def rates(path):
    """Rates in the nine districts; where there is none, the sentence beside it says why."""
    kinds = {"Unemployment": "unemployment", "Employment": "employment", "Economic activity": "activity"}
    reasons = {SAMPLE_TOO_SMALL: "suppressed_disclosure", "These figures are missing.": "not_available"}
    for row in named(path):
        if row["geography_code"] not in NINE:
            continue
        kind, ages = row["variable_name"].split(" rate - aged ")
        where = row["geography_code"], "2022-04/2023-03", f"{kinds[kind]}_rate_{ages.replace('-', '_')}", {}
        if row["notes"] == "Normal Value":
            yield Figure(*where, Decimal(row["value"]))
        else:
            assert row["value"] == "", row
            yield withheld(*where, reasons[row["notes"]])


def mean_pay(path):
    for row in named(path):
        if row["geography_code"] == LEP:
            yield Figure(LEP, row["date_name"], "mean_annual_pay", {}, Decimal(row["obs_value"]))


def professionals(path):
    for row in named(path):
        if row["lep_id"] == LEP:
            yield Figure(LEP, row["year"], "share_in_professional_occupations", {}, Decimal(row["aps_pro_occupations_data"]))


def occupations(year):
    """People in work by sex, occupation and hours: areas across, each with a value, a flag and a half width."""
    areas = {
        "country:England": ENGLAND, "lep:Stoke-on-Trent and Staffordshire": LEP, "nuts316:UKG23 Stoke-on-Trent": "UKG23",
        "nuts316:UKG24 Staffordshire CC": "UKG24"}
    reasons = {"!": "suppressed_disclosure", "*": "suppressed_quality", "~": "low"}

    def read(path):
        lines = rows(path)
        for row in lines[1:]:
            if not any(row):
                continue
            head, hours, end = row[0].split(" : ")[0], row[0].split(" : ")[1][:-2], row[0][-2:]
            assert end == " )" and head.endswith(" (SOC2010)"), row[0]
            sex, occupation = head[head.index("(") + 1:-len(" (SOC2010)")].split(" - ")
            codes = {"sex": sex, "hours": hours, "occupation": occupation}
            for place, name in enumerate(lines[0]):
                if name not in areas:
                    continue
                value, flag, half = row[place:place + 3]
                assert flag == "", flag
                figure = marked(areas[name], f"{year}-01/{year}-12", "people_in_work", codes, value, reasons)
                if figure.value is not None and half in reasons:
                    figure = replace(figure, status="U")
                yield figure
    return read


READINGS = [
    Figures("nomis/census2021_economic_activity_ctyua_api.csv", "census-activity-2021", "census-activity", census,
            (",Value,205899,A,", ",Value,205898,A,")),
    Figures("nomis/aps_latest_by_la_2021_notes.csv", "aps-rates-2022-23", "aps-rates", rates,
            ("Stoke-on-Trent,E06000021,Unemployment rate - aged 16-64,84,4.1,",
             "Stoke-on-Trent,E06000021,Unemployment rate - aged 16-64,84,4.2,")),
    Figures("nomis/ashe_lep_all_occupations_2015-2019.csv", "ashe-lep-2015-2019", "mean-pay-lep", mean_pay,
            ("E37000032,28353.0", "E37000032,28354.0")),
    Figures("nomis/aps_pro_occupations_lep_2010-2019.csv", "aps-professionals-lep", "professionals-lep", professionals,
            ("2019,E37000032,2020,19.5", "2019,E37000032,2020,19.6")),
] + [
    Figures(f"nomis/aps_employment_by_occupation_lep_{year}.csv", f"aps-occupation-{year}", f"aps-occupation-{year}",
            occupations(year), change) for year, change in (
                (2017, (": All people ),2162900,,46700,", ": All people ),2162800,,46700,")), (2020, (": All people ),2354000,,55900,", ": All people ),2354100,,55900,")), (2021, (": All people ),2136700,,52700,", ": All people ),!,,52700,")))
]
