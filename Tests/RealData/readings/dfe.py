"""Department for Education: destinations, further education, young people not in education."""
from dataclasses import replace
from decimal import Decimal

from . import ENGLAND, NINE, STAFFORDSHIRE, WEST_MIDLANDS, LSIP, Figure, Figures, marked, named

MARKERS = {"c": "suppressed_disclosure", "z": "not_applicable", "x": "not_available", "low": "low"}
TILDE = {"~": "low", "z": "not_applicable", "low": "low"}


def academic(text):
    return text[:4] + "/" + text[4:]


def after_eighteen(path):
    """Students by level and destination in the nine districts."""
    for row in named(path):
        if row["lad_code"] in NINE:
            for destination in ("cohort", "education", "appren", "all_work", "all_notsust", "all_unknown"):
                yield marked(
                    row["lad_code"], academic(row["time_period"]), "students",
                    {"qualification": row["cohort_level_group"], "destination": destination}, row[destination], MARKERS)


def nationally(path):
    """Pupils of state-funded mainstream schools by destination, all of them, as numbers and in percent."""
    kinds = {"Number of students": "pupils", "Percentage": "share_of_pupils"}
    columns = (
        "overall", "education", "fe", "ssf", "sfc", "other_edu", "appren", "all_work", "all_notsust", "all_unknown")
    for row in named(path):
        if (row["institution_group"], row["institution_type"], row["breakdown_topic"], row["breakdown"]) \
                != ("State-funded mainstream schools", "Total", "Total", "Total"):
            continue
        for destination in columns:
            figure = marked(
                row["country_code"], academic(row["time_period"]), kinds[row["data_type"]], {"destination": destination},
                row[destination], MARKERS)
            yield replace(figure, status="P") if row["version"] == "Provisional" and figure.value is not None else figure


def achievements_by_subject(path):
    for row in named(path):
        if row["location_code"] in {*NINE, STAFFORDSHIRE, WEST_MIDLANDS, ENGLAND}:
            if row["notional_nvq_level"] == row["ethnicity_group"] == row["gender"] == "Total":
                yield marked(
                    row["location_code"], academic(row["time_period"]), "achievements", {"subject": row["ssa_t1_desc"]},
                    row["e_and_t_aims_ach"], TILDE)


def achievements_by_type(path):
    for row in named(path):
        if row["location_code"] in {*NINE, STAFFORDSHIRE, WEST_MIDLANDS, ENGLAND}:
            yield marked(
                row["location_code"], academic(row["time_period"]), "achievements",
                {"provision": row["level_or_type"]}, row["achievements"], TILDE)


def learning_aims(path):
    for row in named(path):
        yield marked(
            row["country_code"], academic(row["time_period"]), "achievers",
            {"ethnic_group": row["ethnicity_major"], "ethnicity": row["ethnicity_minor"], "subject": row["sector_subject_area_t1"],
             "qualification": row["qualification_type"], "aim": row["learning_aim_title"]}, row["achiever_count"], TILDE)


def places_by_plan_area(path):
    for row in named(path):
        if row["lsip_code"] == LSIP:
            yield Figure(LSIP, row["time_period"], "admission_numbers", {}, Decimal(row["admission_numbers"]))


NEET = {
    "Cohort_DJFavg": "young_people", "NEET_not_known_percent": "share_neet_or_not_known", "NEET_percent": "share_neet",
    "Notknown_percent": "share_not_known", "annual_change_ppts_NEET_not_known": "change_neet_or_not_known",
    "annualchange_NEET": "change_neet", "annualchange_notknown": "change_not_known",
    "VG_NEET_NK_percentage": "share_vulnerable_neet_or_not_known", "NEET_NK_quintile": "quintile_neet_or_not_known"}


def not_in_education(path):
    """Counts, percentages, changes and quintiles of our two authorities, the region and England."""
    for row in named(path):
        area = row["new_la_code"] or row["region_code"] or row["country_code"]
        if area in ("E06000021", STAFFORDSHIRE, WEST_MIDLANDS, ENGLAND):
            for column, indicator in NEET.items():
                yield marked(area, row["time_period"], indicator, {}, row[column], MARKERS)


READINGS = [
    Figures("dfe/ks5_destinations_lad_2017-2020.csv", "destinations-16-18-2017-2022", "destinations-16-18", after_eighteen,
            (",429,79,38,97,159,56", ",429,79,38,97,159,57")),
    Figures("dfe/ks4_destinations_national_202223.csv", "ks4-destinations-national", "ks4-destinations-national",
            nationally, (",593735,542314,", ",593735,542315,")),
    Figures("dfe/fes_achievements_ssa_permalink_202122_tilde.csv", "fe-achievements-by-subject",
            "fe-achievements-by-subject", achievements_by_subject,
            ("Stoke-on-Trent,E06000021,localAuthorityDistrict,202122,Total,Total,Total,Total,1200",
             "Stoke-on-Trent,E06000021,localAuthorityDistrict,202122,Total,Total,Total,Total,1210")),
    Figures("dfe/fes_achievements_level_permalink_201617-202122.csv", "fe-achievements-by-type", "fe-achievements-by-type",
            achievements_by_type,
            ("Stoke-on-Trent,E06000021,localAuthorityDistrict,201617,Total,Apprenticeships: Total,1840",
             "Stoke-on-Trent,E06000021,localAuthorityDistrict,201617,Total,Apprenticeships: Total,~")),
    Figures("dfe/ees_fe_skills_table_tool_202324.csv", "fe-learning-aims", "fe-learning-aims", learning_aims,
            ("Asian,Indian,Engineering and Manufacturing Technologies,Certificate,Total,26410",
             "Asian,Indian,Engineering and Manufacturing Technologies,Certificate,Total,26420")),
    Figures("dfe/ees_lsip_level_sample.csv", "places-by-lsip", "places-by-lsip", places_by_plan_area, (",72848", ",72849")),
    Figures("dfe/neet_la_2022.csv", "neet-2022", "neet-2022", not_in_education,
            ("861,E06000021,Stoke-on-Trent,16-17,6021.7,10.5,3.6,6.9,3.5,-0.8,",
             "861,E06000021,Stoke-on-Trent,16-17,6021.7,10.5,3.6,6.9,3.5,0.8,")),
    Figures("dfe/neet_la_2023.csv", "neet-2023", "neet-2023", not_in_education,
            (",Stoke-on-Trent,16-17,6223,10.9,4.1,", ",Stoke-on-Trent,16-17,6223,10.9,z,")),
]
