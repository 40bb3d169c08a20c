#!/usr/bin/env python3
"""Writes Pipelines/areas.csv from a folder of published lookups and the hub's own table of districts.

    make_areas.py LOOKUPS GEOGRAPHY AREAS

GEOGRAPHY is the table of the nine districts with their hub areas. Dates of validity are the publishers',
turned into ISO; where no lookup gives a date, none is written.
"""
import csv
import io
import os
import re
import sys

HEADER = ["code", "scheme", "name", "type", "vintage", "valid_from", "valid_to", "aliases", "members", "ours"]

HUB_NAMES = {
    "hub_stoke": "Stoke-on-Trent (hub area)",
    "hub_north": "Newcastle-under-Lyme and Staffordshire Moorlands (hub area)",
    "hub_mid": "Stafford, South Staffordshire and Cannock Chase (hub area)",
    "hub_east": "Tamworth, Lichfield and East Staffordshire (hub area)",
}


def records(path):
    with io.open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def iso(text):
    """`01/01/2009 00:00`, `01/01/2009` and `2009-01-01` as `2009-01-01`; nothing as nothing."""
    text = text.strip()
    if not text or re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})(?: 00:00)?", text)
    if not found:
        raise SystemExit(f"not a date: {text!r}")
    return "-".join(reversed(found.groups()))


def areas(lookups, geography):
    history = {}
    for name in ("code_history_e06_unitary.csv", "code_history_e07_districts.csv"):
        for row in records(os.path.join(lookups, name)):
            history[row["GEOGCD"]] = (iso(row["OPER_DATE"]), iso(row["TERM_DATE"]))
    authorities = records(os.path.join(lookups, "las_old_new_codes.csv"))
    for row in authorities:
        if row["new_la_code"].startswith("E10") or row["new_la_code"].startswith("E08"):
            history[row["new_la_code"]] = (iso(row["date_of_operation"]), iso(row["date_of_termination"]))
    old_codes = {row["new_la_code"]: row["old_la_code"] for row in authorities}

    def area(code, scheme, name, type, vintage, ours, aliases=(), members=()):
        start, end = history.get(code, ("", ""))
        return [code, scheme, name, type, vintage, start, end, ";".join(aliases), ";".join(members), ours]

    nine = records(geography)
    codes = [row["lad_code"] for row in nine]
    county = [row["lad_code"] for row in nine if row["county_or_ua"] == "E10000028"]
    unitary = [row["lad_code"] for row in nine if row["county_or_ua"] == row["lad_code"]]

    for row in nine:
        aliases = ["ladu:" + row["lad_name"]]
        if row["lad_code"] in unitary:
            aliases.append(old_codes[row["lad_code"]])
        yield area(row["lad_code"], "gss", row["lad_name"], row["type"], "2023", "yes", aliases)
    for hub, name in HUB_NAMES.items():
        members = [row["lad_code"] for row in nine if row["hub_area"] == hub]
        yield area(hub, "hub", name, "hub area", "2023", "yes", members=members)
    yield area("E10000028", "gss", "Staffordshire", "county", "2023", "yes",
               [old_codes["E10000028"]], county)
    both = "Stoke-on-Trent and Staffordshire"
    yield area("E37000032", "gss", both, "lep", "2021", "yes", ["lep:" + both], codes)
    yield area("E69000029", "gss", both, "lsip", "2023", "yes",
               [f"User Defined Geography:{both}-LS - from dn81838"], codes)
    for town in ("Stoke-on-Trent", "Newcastle-under-Lyme", "Burton upon Trent"):
        yield area("town-" + town.lower().replace(" ", "-"), "nomis", f"{town} (town or city)", "town or city",
                   "2015", "yes", [town, "towncity:" + town])
    for scheme, prefix, level, vintage in (("nuts", "UK", "NUTS 3", "2016"), ("itl", "TL", "ITL 3", "2021")):
        for code, name, members in (("G23", "Stoke-on-Trent", unitary), ("G24", "Staffordshire CC", county)):
            aliases = [f"nuts316:UK{code} {name}"] if scheme == "nuts" else []
            yield area(prefix + code, scheme, f"{name} ({level})", level.lower().replace(" ", ""), vintage,
                       "yes", aliases, members)
    yield area("E12000005", "gss", "West Midlands", "region", "2023", "compare", ["gor:West Midlands"])
    yield area("E92000001", "gss", "England", "country", "2023", "compare", ["country:England"])

    yield area("K03000001", "gss", "Great Britain", "country", "2023", "no")
    yield area("K02000001", "gss", "United Kingdom", "country", "2023", "no")
    yield area("N92000002", "gss", "Northern Ireland", "country", "2023", "no")
    regions = {row["RGN22CD"]: row["RGN22NM"] for row in records(os.path.join(lookups, "lad_to_region_2022.csv"))
               if row["RGN22CD"].startswith("E12")}
    for code in sorted(set(regions) - {"E12000005"}):
        yield area(code, "gss", regions[code], "region", "2022", "no")
    # Shropshire is in it: never the hub's footprint.
    yield area("UKG2", "nuts", "Shropshire and Staffordshire (NUTS 2)", "nuts2", "2013", "no")
    for code, name in (("UKG21", "Telford and Wrekin"), ("UKG22", "Shropshire CC")):
        yield area(code, "nuts", f"{name} (NUTS 3)", "nuts3", "2016", "no", [f"nuts316:{code} {name}"])
    yield area("E08000021", "gss", "Newcastle upon Tyne", "metropolitan district", "2023", "no",
               ["ladu:Newcastle upon Tyne", old_codes["E08000021"]])

    # Neighbours that the samples hold, so that leaving them out can be seen.
    for code, name, type in (
            ("E08000025", "Birmingham", "metropolitan district"), ("E06000051", "Shropshire", "unitary")):
        yield area(code, "gss", name, type, "2023", "no", [old_codes[code]])

    leps = records(os.path.join(lookups, "leps.csv"))
    earlier = {row["ERCD"]: row["ERNM"] for row in records(os.path.join(lookups, "lep_list_2020.csv"))}
    for row in leps:
        code, name = row["local_enterprise_partnership_code"], row["local_enterprise_partnership_name"]
        if row["status"] != "live" or code == "E37000032":
            continue
        history[code] = (iso(row["date_of_introduction"]), iso(row["date_of_termination"]))
        aliases = ["lep:" + name]
        if earlier.get(code, name) != name:
            aliases += [earlier[code], "lep:" + earlier[code]]
        yield area(code, "gss", name, "lep", "2021", "no", aliases)


def main():
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    lookups, geography, target = sys.argv[1:]
    rows = list(areas(lookups, geography))
    known = [row[0] for row in rows]
    if len(set(known)) != len(known):
        raise SystemExit("an area code stands twice")
    for row in rows:
        for member in filter(None, row[8].split(";")):
            if member not in known:
                raise SystemExit(f"{row[0]} has the unknown member {member}")
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
