"""Samples about learning: where 16 to 18-year-olds went, further education and apprenticeships, and who is in neither."""
import random

from sample_file import AREAS, DFE, DISTRICTS, bare, nearest, origin, save

EES = "https://explore-education-statistics.service.gov.uk/find-statistics/"


def sixteen_to_eighteen():
    """Destinations after 16 to 18 study, by level of study: the columns of a table-tool download."""
    draw = random.Random(5)
    yield (
        "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,old_la_code,"
        "new_la_code,la_name,pcon_code,pcon_name,lad_code,lad_name,opportunity_area_code,opportunity_area_name,"
        "cohort_level,breakdown_topic,level_methodology,institution_group,cohort_level_group,breakdown,data_type,"
        "cohort,education,appren,all_work,all_notsust,all_unknown")
    # Of 1,000 pupils of a level: in education, apprenticeship, work, not sustained.
    levels = [
        ("All other qualifications", 170, (250, 110, 240, 300)), ("Level 2", 160, (280, 130, 300, 230)),
        ("Level 3", 670, (600, 60, 230, 80))]
    others = [("E08000025", "Birmingham", 0, 745, 0), ("E06000051", "Shropshire", 0, 190, 0)]
    for year in ("201920", "202021", "202122", "202223", "202324"):
        for area, name, _, residents, _ in AREAS[:9] + others:
            rows = []
            for level, share, shares in levels:
                cohort = max(6, residents * 13 * share * (85 + int(draw.random() * 30)) // 100_000)
                cells = [cohort * part * (80 + int(draw.random() * 40)) // 100_000 for part in shares]
                cells[0] = min(cells[0], cohort - sum(cells[1:]))
                rows.append((level, [cohort, *cells, cohort - sum(cells)]))
            rows.append(("Total", [sum(column) for column in zip(*(cells for _, cells in rows))]))
            for level, cells in rows:
                shown = list(cells)
                # A small number is hidden, and a second with it, so that the first cannot be worked out.
                if level != "Total" and any(0 < cell < 6 for cell in cells):
                    smallest = sorted(range(1, 6), key=lambda place: cells[place])[:2]
                    for place in smallest:
                        shown[place] = "c"
                yield bare([
                    year, "Academic year", "Local authority district", "E92000001", "England", "E12000005",
                    "West Midlands", "", "", "", "", "", area, name, "", "", "Total", "Total",
                    "16-18 Provider location", "State-funded mainstream schools & colleges", level, "Total",
                    "Number of pupils", *shown])


def places():
    """The areas of a permalink, widest first: name, code, level, residents in thousands.

    Learners of nowhere known are a place too, with a marker for its code.
    """
    levels = {"E92": "country", "E12": "region"}
    yield "Outside of England and unknown", "z", "region", 30
    for code, name, _, residents, _ in reversed(AREAS):
        yield name, code, levels.get(code[:3], "localAuthorityDistrict"), residents


def achievements_by_level():
    """Achievements in further education by type: a permalink's seven columns."""
    draw = random.Random(6)
    yield "location,location_code,geographic_level,time_period,age_group,level_or_type,achievements"
    kinds = [("Apprenticeships: Total", 44), ("Community learning: Total", 70), ("Education and training: Total", 180)]
    for name, code, level, residents in places():
        usual = {kind: residents * per * (85 + int(draw.random() * 30)) // 10_000 for kind, per in kinds}
        for year in ("202122", "202223", "202324", "202425"):
            total = 0
            for kind, _ in kinds:
                usual[kind] = usual[kind] * (96 + int(draw.random() * 9)) // 100
                total += usual[kind]
                figure = usual[kind] * 10
                if (code, year, kind[:5]) == ("E07000198", "202425", "Commu"):
                    figure = "~"
                if code == "z" and kind.startswith("Commu"):
                    figure = "z"
                if (code, year, kind[:5]) == ("E07000199", "202122", "Commu"):
                    figure = "low"
                yield bare([name, code, level, year, "Total", kind, figure])
            # Some learn in two ways, and are counted once.
            everybody = nearest(total * 99 // 10, 10)
            yield bare([name, code, level, year, "Total", "Further education and skills: Total", everybody])


SUBJECTS = [
    ("Agriculture, Horticulture and Animal Care", 9), ("Arts, Media and Publishing", 6),
    ("Business, Administration and Law", 90), ("Construction, Planning and the Built Environment", 75),
    ("Education and Training", 14), ("Engineering and Manufacturing Technologies", 52),
    ("Health, Public Services and Care", 190), ("History, Philosophy and Theology", 2),
    ("Information and Communication Technology", 80), ("Languages, Literature and Culture", 9),
    ("Leisure, Travel and Tourism", 8), ("Not Applicable/ Not Known", 4), ("Preparation for Life and Work", 350),
    ("Retail and Commercial Enterprise", 80), ("Science and Mathematics", 7), ("Social Sciences", 1),
]


def achievements_by_subject():
    """Achievements in education and training by sector subject area: a permalink's nine columns."""
    draw = random.Random(7)
    yield (
        "location,location_code,geographic_level,time_period,notional_nvq_level,ethnicity_group,gender,ssa_t1_desc,"
        "e_and_t_aims_ach")
    for year in ("202223", "202324", "202425"):
        for name, code, level, residents in places():
            figures = [
                residents * 4 * share * (80 + int(draw.random() * 40)) // 100_000
                for _, share in SUBJECTS]
            start = [name, code, level, year, "Total", "Total", "Total"]
            yield bare(start + ["Total", nearest(sum(figures) * 10, 10)])
            for (subject, _), figure in zip(SUBJECTS, figures):
                learners = figure * 10 - int(draw.random() * 9)
                shown = "~" if 0 < learners < 5 else max(0, nearest(learners, 10))
                if figure == 0:
                    shown = "low" if code == "E07000198" else "~"
                yield bare(start + [subject, shown])


NEET_HEADINGS = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,"
    "old_la_code,new_la_code,la_name,Age,Cohort_DJFavg,NEET_not_known_percent,NEET_percent,Notknown_percent,"
    "annual_change_ppts_NEET_not_known,annualchange_NEET,annualchange_notknown,cohort_March,"
    "TOTAL_participating_in_education_and_training_percent,Full_time_education_percent,"
    "Apprenticeship_percent,Other_education_and_training_percent,"
    "annual_change_Participation_in_education_training,annual_change_FTE,annual_change_apprenticeship,"
    "annual_change_other_education_training,September_guarantee_Offer_made_percent,"
    "September_guarantee_annual_change_ppts,cohort_noSEN_percent,NEET_NK_noSEN_percent,cohort_EHCP_percent,"
    "NEET_NK_EHCP_percent,cohort_SENDsupport_percent,NEET_NK_SENDsupport_percent,VG_cohort_DJF_avg,"
    "VG_cohort_percentage,VG_NEET_NK_percentage,Level_3,L2_em_GCSE_othL2,avg_att8,pt_l2basics_94,"
    "sess_overall_percent,sess_overall_percent_pa_10_exact,Age1617_ONS_population,NEET_NK_quintile,"
    "NEET_quintile,Notknown_quintile,Participation_ET_quintile,Sep_guarantee_quintile"
).split(",")


def neet():
    """Young people known to be in neither education, employment nor training: fifty columns of mixed kinds."""
    draw = random.Random(8)
    yield ",".join(NEET_HEADINGS)
    places = [
        ("National", "", "", "", 1_240_000, 29, 25), ("Regional", "", "", "", 139_500, 27, 26),
        ("Local authority", "860", "E10000028", "Staffordshire", 18_100, 29, 20),
        ("Local authority", "861", "E06000021", "Stoke-on-Trent", 6_230, 43, 62),
        ("Local authority", "330", "E08000025", "Birmingham", 31_900, 31, 44)]
    for year in (2023, 2024, 2025):
        for level, old, code, name, cohort, neet_tenths, unknown_tenths in places:
            def percent(usual, spread):
                value = usual + int(draw.random() * (2 * spread + 1)) - spread
                sign = "-" if value < 0 else ""
                return f"{sign}{abs(value) // 10}.{abs(value) % 10}"

            now, unknown = neet_tenths + int(draw.random() * 7) - 3, unknown_tenths + int(draw.random() * 9) - 4
            people = cohort * (990 + int(draw.random() * 30)) // 1000
            region = ["E12000005", "West Midlands"] if level != "National" else ["", ""]
            local = level == "Local authority"
            figures = {
                "Cohort_DJFavg": people, "NEET_not_known_percent": percent(now + unknown, 0),
                "NEET_percent": percent(now, 0), "Notknown_percent": percent(unknown, 0),
                "cohort_March": people + 12,
                "TOTAL_participating_in_education_and_training_percent": percent(918, 8),
                "Full_time_education_percent": percent(848, 9), "Apprenticeship_percent": percent(50, 6),
                "Other_education_and_training_percent": percent(20, 4),
                "September_guarantee_Offer_made_percent": percent(955, 20), "cohort_noSEN_percent": percent(880, 20),
                "NEET_NK_noSEN_percent": percent(48, 6), "cohort_EHCP_percent": percent(48, 4),
                "NEET_NK_EHCP_percent": percent(105, 12), "cohort_SENDsupport_percent": percent(72, 9),
                "NEET_NK_SENDsupport_percent": percent(98, 14), "VG_cohort_DJF_avg": people * 2 // 100,
                "VG_cohort_percentage": percent(20, 4), "VG_NEET_NK_percentage": percent(280, 40),
                "Level_3": percent(580, 30), "L2_em_GCSE_othL2": percent(360, 20), "avg_att8": percent(470, 20),
                "pt_l2basics_94": percent(660, 30), "sess_overall_percent": percent(90, 5),
                "sess_overall_percent_pa_10_exact": percent(218, 8), "Age1617_ONS_population": "z"}
            for heading in NEET_HEADINGS[11:]:
                if "change" in heading:
                    figures[heading] = percent(0, 14)
                if heading.endswith("quintile"):
                    figures[heading] = 1 + int(draw.random() * 5) if local else "z"
            # A whole point down is a change like any other here, though it looks like a marker.
            if (year, code) == (2024, "E06000021"):
                figures["annualchange_NEET"] = -1
            if (year, code) == (2025, "E10000028"):
                figures["NEET_NK_EHCP_percent"] = "c"
            if (year, code) == (2024, "E10000028"):
                figures["September_guarantee_Offer_made_percent"] = "z"
            if year == 2023 and not local:
                figures["September_guarantee_annual_change_ppts"] = "z"
            yield bare([
                year, "Calendar year", level, "E92000001", "England", *region, old, code, name, "16-17",
                *(figures[heading] for heading in NEET_HEADINGS[11:])])


def write(_, samples):
    def publish(name, lines, what, page, released, cut, mark=""):
        save(samples, name, lines, mark=mark)
        save(samples, name + ".origin.yml", origin(
            DFE, f"SAMPLE in the layout of {what}", EES + page, *released, "", cut))

    publish(
        "dfe/16-18-destinations.csv", sixteen_to_eighteen(), "16-18 destination measures",
        "16-18-destination-measures", ("2023/24", "2025-10-16"),
        "Nine districts and two others; 2019/20 to 2023/24; state-funded mainstream schools and colleges.")
    publish(
        "dfe/fe-achievements-level.csv", achievements_by_level(), "further education and skills, achievements by type",
        "further-education-and-skills", ("2024/25", "2025-11-27"),
        "Nine districts, West Midlands and England; 2021/22 to 2024/25; all ages.", mark="\ufeff")
    publish(
        "dfe/fe-achievements-subject.csv", achievements_by_subject(),
        "further education and skills, education and training achievements by sector subject area",
        "further-education-and-skills", ("2024/25", "2025-11-27"),
        "Nine districts, West Midlands and England; 2022/23 to 2024/25; everybody together.", mark="\ufeff")
    publish(
        "dfe/neet-local.csv", neet(), "participation of 16 and 17-year-olds, local authority figures",
        "participation-in-education-training-and-neet-age-16-to-17-by-local-authority", ("2025", "2025-07-10"),
        "Stoke-on-Trent, Staffordshire, Birmingham, West Midlands and England; 2023 to 2025.")
