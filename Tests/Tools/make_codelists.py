#!/usr/bin/env python3
"""Writes Pipelines/codelists/*.csv from a folder of published lookups.

    make_codelists.py LOOKUPS CODELISTS

LOOKUPS holds the publishers' files named in Pipelines/codelists/README.md. The same files give the same
bytes. Short lists that stand in no lookup file are written out below, as their publisher spells them.
"""
import csv
import io
import os
import sys

HEADER = ["code", "label", "level", "parent"]

# Nomis gives farms a code of its own, 01000, which the classification itself does not have.
PSEUDO_GROUP = ("010", "DEFRA/Scottish Executive Agricultural Data", "group", "01")
PSEUDO_CLASS = ("0100", "DEFRA/Scottish Executive Agricultural Data", "class", "010")

# Tables by industry have a row for all of them, which the classification itself does not have either.
ALL_INDUSTRIES = ("Total", "All industries", "total", "")
# As they have for all occupations.
ALL_OCCUPATIONS = ("Total", "All occupations", "total", "")

BROAD_GROUPS = [
    "Agriculture, forestry & fishing (A)",
    "Mining, quarrying & utilities (B,D and E)",
    "Manufacturing (C)",
    "Construction (F)",
    "Motor trades (Part G)",
    "Wholesale (Part G)",
    "Retail (Part G)",
    "Transport & storage (inc postal) (H)",
    "Accommodation & food services (I)",
    "Information & communication (J)",
    "Financial & insurance (K)",
    "Property (L)",
    "Professional, scientific & technical (M)",
    "Business administration & support services (N)",
    "Public administration & defence (O)",
    "Education (P)",
    "Health (Q)",
    "Arts, entertainment, recreation & other services (R,S,T and U)",
]

# One list a classification: (code as the source writes it, label for people).
SHORT_LISTS = {
    "employment-status": [
        ("1", "Employees"),
        ("2", "Full-time employees"),
        ("3", "Part-time employees"),
        ("4", "Employment"),
    ],
    "enterprise-size": [
        ("Total", "All sizes"),
        ("Micro (0 to 9)", "Micro (0 to 9 employees)"),
        ("Small (10 to 49)", "Small (10 to 49 employees)"),
        ("Medium-sized (50 to 249)", "Medium-sized (50 to 249 employees)"),
        ("Large (250+)", "Large (250 or more employees)"),
    ],
    "sex-nomis": [
        ("Total", "All"),
        ("Male", "Male"),
        ("Female", "Female"),
    ],
    "age-claimants": [
        ("All categories: Age 16+", "Aged 16 and over"),
        ("Age unknown (clerical claims)", "Age unknown (clerical claims)"),
        ("Aged 16-24", "Aged 16 to 24"),
        ("Aged 25-49", "Aged 25 to 49"),
        ("Aged 50+", "Aged 50 and over"),
    ],
    "claimant-measure": [
        ("Claimant count", "Number of claimants"),
        ("Claimants as a proportion of residents aged 16-64", "Claimants per 100 residents aged 16 to 64"),
    ],
    "ks4-destinations": [
        ("cohort", "All pupils who finished year 11"),
        ("education", "Stayed in education for at least two terms"),
        ("appren", "Stayed in an apprenticeship for at least six months"),
        ("all_work", "Stayed in work for at least two terms"),
        ("all_notsust", "Did not stay in education, an apprenticeship or work"),
        ("all_unknown", "Not known"),
    ],
    "16-18-destinations": [
        ("cohort", "All who finished 16 to 18 study"),
        ("education", "Stayed in education for at least two terms"),
        ("appren", "Stayed in an apprenticeship for at least six months"),
        ("all_work", "Stayed in work for at least two terms"),
        ("all_notsust", "Did not stay in education, an apprenticeship or work"),
        ("all_unknown", "Not known"),
    ],
    "16-18-levels": [
        ("Total", "All levels"),
        ("Level 3", "Level 3, such as A levels, T levels and BTECs"),
        ("Level 2", "Level 2, such as GCSEs"),
        ("All other qualifications", "Other qualifications"),
    ],
    "aps-age": [
        ("16-64", "Aged 16 to 64"),
        ("16-19", "Aged 16 to 19"),
        ("20-24", "Aged 20 to 24"),
    ],
    "aps-sex": [
        ("All people", "All"),
        ("Males", "Male"),
        ("Females", "Female"),
    ],
    "aps-hours": [
        ("All people", "Full-time and part-time"),
        ("Full-time", "Full-time"),
        ("Part-time", "Part-time"),
    ],
    "fe-learning": [
        ("Further education and skills: Total", "All further education and skills"),
        ("Apprenticeships: Total", "Apprenticeships"),
        ("Education and training: Total", "Education and training, such as college courses"),
        ("Community learning: Total", "Community learning"),
    ],
    "fe-subjects": [
        ("Total", "All subjects"),
        ("Agriculture, Horticulture and Animal Care", "Agriculture, horticulture and animal care"),
        ("Arts, Media and Publishing", "Arts, media and publishing"),
        ("Business, Administration and Law", "Business, administration and law"),
        ("Construction, Planning and the Built Environment", "Construction, planning and the built environment"),
        ("Education and Training", "Education and training"),
        ("Engineering and Manufacturing Technologies", "Engineering and manufacturing technologies"),
        ("Health, Public Services and Care", "Health, public services and care"),
        ("History, Philosophy and Theology", "History, philosophy and theology"),
        ("Information and Communication Technology", "Information and communication technology"),
        ("Languages, Literature and Culture", "Languages, literature and culture"),
        ("Leisure, Travel and Tourism", "Leisure, travel and tourism"),
        ("Preparation for Life and Work", "Preparation for life and work"),
        ("Retail and Commercial Enterprise", "Retail and commercial enterprise"),
        ("Science and Mathematics", "Science and mathematics"),
        ("Social Sciences", "Social sciences"),
        ("Not Applicable/ Not Known", "No subject, or not known"),
    ],
    "ashe-sex": [
        ("Total", "All"),
        ("Male", "Male"),
        ("Female", "Female"),
        ("Full Time Workers", "All, full-time"),
        ("Part Time Workers", "All, part-time"),
        ("Male Full Time Workers", "Male, full-time"),
        ("Male Part Time Workers", "Male, part-time"),
        ("Female Full Time Workers", "Female, full-time"),
        ("Female Part Time Workers", "Female, part-time"),
    ],
    "ashe-pay": [
        ("Annual pay - gross", "Annual pay before tax"),
        ("Hours worked - total", "Paid hours worked in a week"),
    ],
    "ashe-item": [
        ("Number of jobs", "Number of jobs"),
        ("Median", "Median"),
        ("Annual percentage change - median", "Annual change of the median, percent"),
    ],
}

# Industries of the regional accounts: sections and groups of divisions, several levels in one column.
GVA_INDUSTRIES = """
Total|All industries|total|
A-E|Production sector|sector|Total
AB (1-9)|Agriculture, forestry and fishing; mining and quarrying|section|A-E
C (10-33)|Manufacturing|section|A-E
CA (10-12)|Manufacture of food, beverages and tobacco|part|C (10-33)
CB (13-15)|Manufacture of textiles, wearing apparel and leather|part|C (10-33)
CC (16-18)|Manufacture of wood and paper products and printing|part|C (10-33)
CD-CG (19-23)|Manufacture of petroleum, chemicals and other minerals|part|C (10-33)
CH (24-25)|Manufacture of basic and fabricated metal products|part|C (10-33)
CI-CJ (26-27)|Manufacture of electronic, optical and electrical products|part|C (10-33)
CK-CL (28-30)|Manufacture of machinery and transport equipment|part|C (10-33)
CM (31-33)|Other manufacturing, repair and installation|part|C (10-33)
DE (35-39)|Electricity, gas, water; sewerage and waste management|section|A-E
F (41-43)|Construction|section|Total
41|Construction of buildings|part|F (41-43)
42|Civil engineering|part|F (41-43)
43|Specialised construction activities|part|F (41-43)
G-T|Services sector|sector|Total
G (45-47)|Wholesale and retail trade; repair of motor vehicles|section|G-T
45|Motor trades|part|G (45-47)
46|Wholesale trade|part|G (45-47)
47|Retail trade|part|G (45-47)
H (49-53)|Transportation and storage|section|G-T
49-51|Land, water and air transport|part|H (49-53)
52|Warehousing and transport support activities|part|H (49-53)
53|Postal and courier activities|part|H (49-53)
I (55-56)|Accommodation and food service activities|section|G-T
55|Accommodation|part|I (55-56)
56|Food and beverage service activities|part|I (55-56)
J (58-63)|Information and communication|section|G-T
58-60|Publishing; film and TV production and broadcasting|part|J (58-63)
61-63|Telecommunications; information technology|part|J (58-63)
K (64-66)|Financial and insurance activities|section|G-T
64|Financial service activities|part|K (64-66)
65-66|Insurance, pension funding and auxiliary financial activities|part|K (64-66)
L (68)|Real estate activities|section|G-T
68IMP|Owner-occupiers' imputed rental|part|L (68)
68|Real estate activities, excluding imputed rental|part|L (68)
M (69-75)|Professional, scientific and technical activities|section|G-T
69|Legal and accounting activities|part|M (69-75)
70|Head offices and management consultancy|part|M (69-75)
71|Architectural and engineering activities|part|M (69-75)
72-73|Research and development; advertising and market research|part|M (69-75)
74|Other professional, scientific and technical activities|part|M (69-75)
75|Veterinary activities|part|M (69-75)
N (77-82)|Administrative and support service activities|section|G-T
77|Rental and leasing activities|part|N (77-82)
78-80|Employment activities; tourism and security services|part|N (77-82)
81|Services to buildings and landscape activities|part|N (77-82)
82|Office administration and business support activities|part|N (77-82)
O (84)|Public administration and defence|section|G-T
P (85)|Education|section|G-T
Q (86-88)|Human health and social work activities|section|G-T
86|Human health activities|part|Q (86-88)
87|Residential care activities|part|Q (86-88)
88|Social work activities|part|Q (86-88)
R (90-93)|Arts, entertainment and recreation|section|G-T
90-91|Creative, arts, entertainment and cultural activities|part|R (90-93)
92-93|Gambling and betting; sports and recreation activities|part|R (90-93)
S (94-96)|Other service activities|section|G-T
94|Activities of membership organisations|part|S (94-96)
95|Repair of computers, personal and household goods|part|S (94-96)
96|Other personal service activities|part|S (94-96)
T (97-98)|Activities of households|section|G-T
"""



def records(path, encoding="utf-8-sig", **dialect):
    with io.open(path, encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, **dialect))


def sic2007(lookups):
    """Every level of the UK Standard Industrial Classification 2007, digits without points."""
    structure = records(
        os.path.join(lookups, "sic2007_openregister.tsv"), delimiter="\t", quoting=csv.QUOTE_NONE)
    nomis = records(os.path.join(lookups, "sic_5digit_with_sections.csv"), encoding="cp1252")

    def digits(code):
        return code.replace(".", "").replace("/", "")

    levels = {1: "section", 2: "division", 4: "group", 5: "class"}
    rows, subclass_labels = {}, {}
    for row in structure:
        published = row["industrial-classification-2007"]
        if len(published) in levels:
            parent = digits(row["parent"].rpartition(":")[2])
            rows[digits(published)] = (digits(published), row["name"], levels[len(published)], parent)
        else:
            subclass_labels[digits(published)] = row["name"]
    rows["010"], rows["0100"] = PSEUDO_GROUP, PSEUDO_CLASS
    # The five-digit codes are Nomis's. Their labels are the classification's own, because Nomis's have lost
    # signs ("swinepigs"); a class that is not divided is its own only subclass, with a 0 at the end.
    for row in nomis:
        code = row["SIC_5DIGIT_CODE"]
        if code in subclass_labels:
            label = subclass_labels.pop(code)
        elif code.endswith("0"):
            label = rows[code[:4]][1]
        else:
            raise SystemExit(f"the subclass {code} is not in the structure")
        rows[code] = (code, label, "subclass", code[:4])
    if subclass_labels:
        raise SystemExit(f"subclasses without a five-digit code: {sorted(subclass_labels)}")

    # A division's section, then the digits: the classification's own order.
    def section(code):
        while rows[code][3]:
            code = rows[code][3]
        return code

    for code, _, level, parent in rows.values():
        if (parent == "") != (level == "section") or (parent and parent not in rows):
            raise SystemExit(f"the {level} {code} has no parent in the structure")
    ordered = sorted(rows, key=lambda code: (section(code), rows[code][2] != "section", code))
    return [ALL_INDUSTRIES] + [rows[code] for code in ordered]


def soc2020(lookups):
    """Every level of the Standard Occupational Classification 2020."""
    columns = [
        ("SOC2020\nMajor Group", "major group"),
        ("SOC2020\nSub-Major Group", "sub-major group"),
        ("SOC2020\nMinor Group", "minor group"),
        ("SOC2020 Unit Group", "unit group"),
    ]
    rows, known = [], set()
    for row in records(os.path.join(lookups, "derived", "soc2020_framework.derived.csv")):
        for column, level in columns:
            code = row[column].strip()
            if code:
                parent = code[:-1]
                if parent and parent not in known:
                    raise SystemExit(f"the {level} {code} has no parent in the structure")
                known.add(code)
                label = row["SOC2020 Group Title"].strip()
                # The framework shouts its widest groups.
                rows.append((code, label.capitalize() if label.isupper() else label, level, parent))
    return [ALL_OCCUPATIONS] + rows


def write(folder, name, rows):
    codes = [row[0] for row in rows]
    if len(set(codes)) != len(codes):
        raise SystemExit(f"a code stands twice in {name}.csv")
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


def main():
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    lookups, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    write(folder, "sic2007", sic2007(lookups))
    write(folder, "soc2020", soc2020(lookups))
    write(folder, "sic2007-broad-groups",
          [(str(place), label, "", "") for place, label in enumerate(BROAD_GROUPS, 1)])
    write(folder, "gva-industries", [line.split("|") for line in GVA_INDUSTRIES.strip().split("\n")])
    for name, rows in SHORT_LISTS.items():
        write(folder, name, [(code, label, "", "") for code, label in rows])


if __name__ == "__main__":
    main()
