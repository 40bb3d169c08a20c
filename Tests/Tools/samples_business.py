"""Samples about businesses: enterprises, what places produce, adverts and vacancies."""
import random

from sample_file import AREAS, BANDS, DISTRICTS, LSIP, NOMIS, bare, counted, nearest, origin, quoted, save

ONS = "Office for National Statistics"
# Of 1,000 enterprises, how many are in a section, and how many of 1,000 of those are in each band.
TRADES = [
    ("A : Agriculture, forestry and fishing", 62, (975, 22, 3, 0)),
    ("B : Mining and quarrying", 1, (780, 170, 40, 10)),
    ("C : Manufacturing", 56, (770, 170, 50, 10)),
    ("D : Electricity, gas, steam and air conditioning supply", 2, (880, 80, 30, 10)),
    ("E : Water supply; sewerage, waste management and remediation activities", 4, (800, 160, 30, 10)),
    ("F : Construction", 145, (930, 62, 7, 1)),
    ("G : Wholesale and retail trade; repair of motor vehicles and motorcycles", 158, (880, 105, 13, 2)),
    ("H : Transportation and storage", 68, (900, 80, 17, 3)),
    ("I : Accommodation and food service activities", 76, (800, 180, 18, 2)),
    ("J : Information and communication", 68, (930, 55, 13, 2)),
    ("K : Financial and insurance activities", 20, (890, 90, 15, 5)),
    ("L : Real estate activities", 36, (930, 60, 9, 1)),
    ("M : Professional, scientific and technical activities", 138, (930, 60, 9, 1)),
    ("N : Administrative and support service activities", 84, (870, 100, 25, 5)),
    ("O : Public administration and defence; compulsory social security", 2, (740, 110, 60, 90)),
    ("P : Education", 17, (640, 200, 130, 30)),
    ("Q : Human health and social work activities", 40, (720, 220, 50, 10)),
    ("R : Arts, entertainment and recreation", 21, (900, 85, 13, 2)),
    ("S : Other service activities", 42, (930, 63, 6, 1)),
]


def enterprises():
    """NM_142_1 as selected: enterprises by size and section, three years, the nine districts together among the areas."""
    draw = random.Random(142)
    lean = {(area, trade): 70 + int(draw.random() * 60) for area in DISTRICTS for trade, *_ in TRADES}
    people = {area: thousands for area, _, thousands, *_ in AREAS}

    def counts(year, area, trade):
        if trade == "Total":
            return [sum(bands) for bands in zip(*(counts(year, area, each) for each, *_ in TRADES))]
        _, share, bands = next(row for row in TRADES if row[0] == trade)
        all_sizes = people[area] * 84 * share * lean.get((area, trade), 100) * (980 + 8 * (year - 2021))
        return [all_sizes * band // 100_000_000_000 for band in bands]

    yield quoted([
        "DATE", "GEOGRAPHY_NAME", "INDUSTRY_CODE", "EMPLOYMENT_SIZEBAND_NAME", "LEGAL_STATUS_NAME", "MEASURES_NAME",
        "OBS_VALUE", "OBS_STATUS"])
    for year in (2023, 2024, 2025):
        for name, areas in [(name, [area]) for area, name, *_ in AREAS] + [(LSIP, DISTRICTS)]:
            for trade in ["Total"] + [row[0] for row in TRADES]:
                figures = [sum(band) for band in zip(*(counts(year, area, trade) for area in areas))]
                for band, figure in zip(BANDS, [sum(figures), *figures]):
                    yield quoted([
                        f"{year}", name, trade.partition(" : ")[0], band, "Total", "Value", nearest(figure, 5), "A"])


# Industries as the regional accounts name them: code, words, and of 1,000 pounds how many. Sums are the parts'.
PRODUCTION = [
    ("AB (1-9)", "Agriculture, forestry and fishing; mining and quarrying", 12, []),
    ("C (10-33)", "Manufacturing", 0, [
        ("CA (10-12)", "Manufacture of food, beverages and tobacco", 19),
        ("CB (13-15)", "Manufacture of textiles, wearing apparel and leather", 3),
        ("CC (16-18)", "Manufacture of wood and paper products and printing", 11),
        ("CD-CG (19-23)", "Manufacture of petroleum, chemicals and other minerals", 45),
        ("CH (24-25)", "Manufacture of basic and fabricated metal products", 22),
        ("CI-CJ (26-27)", "Manufacture of electronic, optical and electrical products", 12),
        ("CK-CL (28-30)", "Manufacture of machinery and transport equipment", 40),
        ("CM (31-33)", "Other manufacturing, repair and installation", 13)]),
    ("DE (35-39)", "Electricity, gas, water; sewerage and waste management", 32, []),
]
CONSTRUCTION = ("F (41-43)", "Construction", 0, [
    ("41", "Construction of buildings", 20), ("42", "Civil engineering", 12),
    ("43", "Specialised construction activities", 38)])
SERVICES = [
    ("G (45-47)", "Wholesale and retail trade; repair of motor vehicles", 0, [
        ("45", "Motor trades", 25), ("46", "Wholesale trade", 48), ("47", "Retail trade", 58)]),
    ("H (49-53)", "Transportation and storage", 0, [
        ("49-51", "Land, water and air transport", 22), ("52", "Warehousing and transport support activities", 21),
        ("53", "Postal and courier activities", 9)]),
    ("I (55-56)", "Accommodation and food service activities", 0, [
        ("55", "Accommodation", 6), ("56", "Food and beverage service activities", 22)]),
    ("J (58-63)", "Information and communication", 0, [
        ("58-60", "Publishing; film and TV production and broadcasting", 6),
        ("61-63", "Telecommunications; information technology", 40)]),
    ("K (64-66)", "Financial and insurance activities", 0, [
        ("64", "Financial service activities", 16),
        ("65-66", "Insurance, pension funding and auxiliary financial activities", 17)]),
    ("L (68)", "Real estate activities", 0, [
        ("68IMP", "Owner-occupiers' imputed rental", 92),
        ("68", "Real estate activities, excluding imputed rental", 24)]),
    ("M (69-75)", "Professional, scientific and technical activities", 0, [
        ("69", "Legal and accounting activities", 12), ("70", "Head offices and management consultancy", 10),
        ("71", "Architectural and engineering activities", 14),
        ("72-73", "Research and development; advertising and market research", 5),
        ("74", "Other professional, scientific and technical activities", 5), ("75", "Veterinary activities", 2)]),
    ("N (77-82)", "Administrative and support service activities", 0, [
        ("77", "Rental and leasing activities", 10),
        ("78-80", "Employment activities; tourism and security services", 17),
        ("81", "Services to buildings and landscape activities", 8),
        ("82", "Office administration and business support activities", 9)]),
    ("O (84)", "Public administration and defence", 52, []),
    ("P (85)", "Education", 61, []),
    ("Q (86-88)", "Human health and social work activities", 0, [
        ("86", "Human health activities", 62), ("87", "Residential care activities", 16),
        ("88", "Social work activities", 18)]),
    ("R (90-93)", "Arts, entertainment and recreation", 0, [
        ("90-91", "Creative, arts, entertainment and cultural activities", 6),
        ("92-93", "Gambling and betting; sports and recreation activities", 14)]),
    ("S (94-96)", "Other service activities", 0, [
        ("94", "Activities of membership organisations", 5),
        ("95", "Repair of computers, personal and household goods", 2),
        ("96", "Other personal service activities", 9)]),
    ("T (97-98)", "Activities of households ", 2, []),
]
ITL3 = [
    ("TLG21", "Telford and Wrekin", 5200), ("TLG22", "Shropshire CC", 7100), ("TLG23", "Stoke-on-Trent", 6700),
    ("TLG24", "Staffordshire CC", 19300)]
GVA_YEARS = range(1998, 2025)


def gva():
    """Table 3c of the regional accounts: each industry at several levels, years across, in millions of pounds."""
    draw = random.Random(33)
    yield bare(["ITL code", "Region name", "SIC07 code", "SIC07 description", *GVA_YEARS])
    for code, name, millions in ITL3:
        def line(industry, words, figures):
            return bare([code, name, industry, words, *(f"{figure:,}" for figure in figures)])

        def years(share):
            now = millions * share * (700 + int(draw.random() * 600)) // 1_000_000
            return [now * (430 + 21 * place + int(draw.random() * 20)) // 1000 for place in range(len(GVA_YEARS))]

        def block(industry, words, share, parts):
            made = [(part, text, years(each)) for part, text, each in parts]
            whole = [sum(column) for column in zip(*(each[2] for each in made))] if made else years(share)
            return [(industry, words, whole)] + made

        production = [block(*each) for each in PRODUCTION]
        construction = block(*CONSTRUCTION)
        services = [block(*each) for each in SERVICES]

        def whole(blocks):
            return [sum(column) for column in zip(*(each[0][2] for each in blocks))]

        yield line("Total", "All industries", whole(production + [construction] + services))
        yield line("A-E", "Production sector", whole(production))
        for each in [row for rows in production for row in rows] + construction:
            yield line(*each)
        yield line("G-T", "Services sector", whole(services))
        for each in (row for rows in services for row in rows):
            yield line(*each)


ADVERT_YEARS = range(2021, 2027)


def adverts(title, headings, rows):
    """A worksheet of online job adverts: three lines, then headings that point at notes."""
    width = len(headings) + len(ADVERT_YEARS)
    for text in (
            f"Total job adverts by {title}, UK, units, average over the month of January, 2021 to 2026",
            "Source: Adzuna",
            "This worksheet contains one table. Some cells refer to notes which can be found on the notes worksheet"):
        yield bare([text] + [""] * (width - 1))
    yield bare(headings + list(ADVERT_YEARS))
    draw = random.Random(len(headings))
    for names, hundreds in rows:
        figures = []
        for year in ADVERT_YEARS:
            # A tenth of an advert is the publisher's; whole numbers stand without the nought.
            tenths = hundreds * (70 if year == 2021 else 100 + int(draw.random() * 30))
            figures.append(f"{tenths // 10}.{tenths % 10}".removesuffix(".0"))
        yield bare([*names, *figures])


def local_adverts():
    others = [(("Birmingham", "West Midlands"), 150), (("Shropshire", "West Midlands"), 17)]
    ours = [((name, "West Midlands"), max(2, thousands // 6)) for _, name, thousands, *_ in AREAS[:9]]
    return adverts("local authority", ["Local authority [note 1]", "Region [note 2]"], sorted(ours + others))


def regional_adverts():
    regions = [
        ("East Midlands", 480), ("East of England", 760), ("London", 1900), ("North East", 170), ("North West", 780),
        ("Northern Ireland", 45), ("Scotland", 330), ("South East", 1400), ("South West", 690),
        ("Unknown [note 4]", 700), ("Wales", 190), ("West Midlands", 640), ("Yorkshire And The Humber", 540)]
    return adverts("region", ["Region [note 2]"], [((name,), hundreds) for name, hundreds in regions])


def vacancies():
    """A time series as the generator writes it: what it is, then years, quarters and months in one column."""
    draw = random.Random(2)
    for words in (
            ("Title", "UK Vacancies (thousands) - Total"), ("CDID", "AP2Y"), ("Source dataset ID", "LMS"),
            ("PreUnit", ""), ("Unit", "Thousands"), ("Release date", "13-10-2026"),
            ("Next release", "17 November 2026")):
        yield '"' + '","'.join(words) + '"'
    yield '"Important notes",'
    months = []
    level = 780
    for year in range(2015, 2027):
        for number, name in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()):
            if (year, number) > (2026, 7):
                break
            level = level * (985 + int(draw.random() * 32)) // 1000
            months.append((year, number, name, level))
    for year in range(2015, 2026):
        yield f'"{year}","{nearest(sum(each[3] for each in months if each[0] == year), 12) // 12}"'
    for year in range(2015, 2027):
        for quarter in range(4):
            within = [each[3] for each in months if each[0] == year and each[1] // 3 == quarter]
            if len(within) == 3:
                yield f'"{year} Q{quarter + 1}","{nearest(sum(within), 3) // 3}"'
    for year, _, name, figure in months:
        yield f'"{year} {name}","{figure}"'


def write(_, samples):
    save(samples, "nomis/ubc-enterprises.csv", counted(enterprises()))
    save(samples, "nomis/ubc-enterprises.csv.origin.yml", origin(
        NOMIS, "SAMPLE in the layout of UK Business Counts, enterprises by industry and employment size band",
        "https://www.nomisweb.co.uk/sources/ukbc", "2025", "2025-09-30", "",
        "Nine districts, their LSIP, West Midlands and England; 2023 to 2025; all industries and each section."))
    save(samples, "ons/gva-itl3.csv", gva(), end="\r\n", mark="\ufeff")
    save(samples, "ons/gva-itl3.csv.origin.yml", origin(
        ONS, "SAMPLE in the layout of regional gross value added (balanced) by industry, table 3c",
        "https://www.ons.gov.uk/economy/grossvalueaddedgva", "April 2026", "2026-04-17", "2027-04-16",
        "Stoke-on-Trent, Staffordshire and two neighbours; 1998 to 2024; every industry."))
    for name, what, lines, cut in (
            ("ons/job-adverts-local.csv", "local authority", local_adverts(), "Nine districts and two others"),
            ("ons/job-adverts-regions.csv", "region", regional_adverts(), "Every region")):
        save(samples, name, lines, end="\r\n")
        save(samples, name + ".origin.yml", origin(
            ONS, f"SAMPLE in the layout of online job adverts by {what}",
            "https://www.ons.gov.uk/employmentandlabourmarket/peopleinwork/employmentandemployeetypes",
            "January 2026", "2026-02-17", "", cut + "; January of 2021 to 2026."))
    save(samples, "ons/vacancies-ap2y.csv", vacancies())
    save(samples, "ons/vacancies-ap2y.csv.origin.yml", origin(
        ONS, "SAMPLE in the layout of a time series of the labour market statistics, vacancies",
        "https://www.ons.gov.uk/employmentandlabourmarket/peopleinwork/employmentandemployeetypes/timeseries/ap2y",
        "October 2026", "2026-10-13", "2026-11-17", "United Kingdom; 2015 to August 2026."))
