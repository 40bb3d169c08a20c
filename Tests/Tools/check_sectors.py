#!/usr/bin/env python3
"""Proves what Pipelines/sectors.yml must hold.

    check_sectors.py SECTORS SIC2007 [RULES PARTITION]

Always: every prefix is a code of the classification, no rule stands twice in a sector, and every five-digit
code is in exactly one group of the partition. With RULES and PARTITION (tables of sector, prefix, weight,
basis, confidence; and of five-digit code, group): both views say the same as those tables.
"""
import csv
import sys

import yaml

BASES = {"core", "wider", "overlap", "exclude"}
STATUSES = {"published", "derived", "provisional"}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def holds(rules, code):
    """Whether a sector holds `code`: its longest fitting prefix decides, weight 0 leaves it out."""
    fitting = [rule for rule in rules if code.startswith(rule["sic"])]
    return bool(fitting) and max(fitting, key=lambda rule: len(rule["sic"])).get("weight", 1) != 0


def main():
    if len(sys.argv) not in (3, 5):
        raise SystemExit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        sectors = yaml.safe_load(file)
    listed = rows(sys.argv[2])
    codes = [row["code"] for row in listed]
    subclasses = [row["code"] for row in listed if row["level"] == "subclass"]
    faults = []

    for view in ("sectors", "partition"):
        ids = [sector["id"] for sector in sectors[view]]
        for twice in sorted({name for name in ids if ids.count(name) > 1}):
            faults.append(f"{view}: {twice} stands twice")
        for sector in sectors[view]:
            where = f"{view}: {sector['id']}"
            if sector["status"] not in STATUSES:
                faults.append(f"{where}: unknown status {sector['status']}")
            prefixes = [rule["sic"] for rule in sector["rules"]]
            for prefix in prefixes:
                if not isinstance(prefix, str) or prefix not in codes or not prefix.isdigit():
                    faults.append(f"{where}: {prefix!r} is not a code of SIC 2007")
                if prefixes.count(prefix) > 1:
                    faults.append(f"{where}: {prefix} stands twice")
            if not any(holds(sector["rules"], code) for code in subclasses):
                faults.append(f"{where}: holds no industry")
            for rule in sector["rules"]:
                if view == "sectors" and (
                        rule["basis"] not in BASES
                        or (rule["basis"] == "exclude") != (rule.get("weight", 1) == 0)):
                    faults.append(f"{where}: basis and weight of {rule['sic']} do not agree")

    for code in subclasses:
        groups = [sector["id"] for sector in sectors["partition"] if holds(sector["rules"], code)]
        if len(groups) != 1:
            faults.append(f"partition: {code} is in {len(groups)} groups: {', '.join(groups)}")

    if len(sys.argv) == 5:
        expected = {
            (row["sector"], row["sic_prefix"], float(row["weight"]), row["basis"], row["confidence"])
            for row in rows(sys.argv[3]) if row["basis"] != "remainder"}
        found = {
            (sector["id"], rule["sic"], float(rule.get("weight", 1)), rule["basis"], rule["confidence"])
            for sector in sectors["sectors"] for rule in sector["rules"]}
        faults += [f"sectors: missing {rule}" for rule in sorted(expected - found)]
        faults += [f"sectors: not in the table {rule}" for rule in sorted(found - expected)]

        groups = {row["sic5"]: row["sector"] for row in rows(sys.argv[4])}
        if set(groups) != set(subclasses):
            faults.append(f"partition: codes differ: {sorted(set(groups) ^ set(subclasses))}")
        for code in subclasses:
            mine = [sector["id"] for sector in sectors["partition"] if holds(sector["rules"], code)]
            if mine != [groups.get(code)]:
                faults.append(f"partition: {code} is in {mine}, expected {groups.get(code)}")
        named = {sector["id"] for sector in sectors["sectors"]}
        for sector in sectors["partition"]:
            if sector["id"] not in named:
                continue
            feeding = [
                rule for other in sectors["sectors"] if other["id"] == sector["id"]
                for rule in other["rules"] if rule["basis"] != "overlap"]
            for code in subclasses:
                if holds(sector["rules"], code) and not holds(feeding, code):
                    faults.append(f"partition: {sector['id']} holds {code}, which no core or wider rule gives it")

    for fault in faults:
        print(fault)
    rules = sum(len(sector["rules"]) for view in ("sectors", "partition") for sector in sectors[view])
    print(f"{len(subclasses)} industries, {rules} rules, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
