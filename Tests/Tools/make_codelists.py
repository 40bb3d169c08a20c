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
                rows.append((code, row["SOC2020 Group Title"].strip(), level, parent))
    return rows


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
    for name, rows in SHORT_LISTS.items():
        write(folder, name, [(code, label, "", "") for code, label in rows])


if __name__ == "__main__":
    main()
