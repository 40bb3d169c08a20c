"""Validates a published bundle, then spoils copies of it, one way at a time: each has to be refused for the right reason.

    mutations.py OUTPUT PROFILES

Where a hash would give the spoiling away, the copy is sealed again with right hashes, so that the rule itself
has to speak. A bundle that has nothing to spoil in some way is an error too.
"""

import argparse
import concurrent.futures
import csv
import functools
import gzip
import io
import json
import multiprocessing
import pathlib
import shutil
import sys
import tempfile
from decimal import Decimal

from validate_bundle import load, rows_of, sha256, summary, validate


@functools.cache
def kinds_of_figures(data):
    return len({row["obs_status"] for row in rows_of(data)})


class Copy:
    """A copy of the served folder, with the table that has most kinds of figures."""

    def __init__(self, output, folder):
        shutil.copytree(output, folder, symlinks=True)
        self.output = pathlib.Path(folder)
        self.root = self.output / load(self.output / "latest.json")["path"]
        self.index = load(self.root / "index.json")
        self.tables = sorted(self.root / table["csv"] for table in self.index["tables"])
        self.csv = max(self.tables, key=lambda path: kinds_of_figures(path.read_bytes()))
        self.columns = list(self.read(self.csv)[0])

    @staticmethod
    def read(path):
        return rows_of(path.read_bytes())

    def write(self, rows, columns=None):
        text = io.StringIO(newline="")
        writer = csv.DictWriter(text, columns or self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        self.csv.write_text(text.getvalue(), "utf-8", newline="")

    def change(self, choose, **cells):
        """Changes cells of the first row that `choose` takes, in any table of figures."""
        for path in [self.csv, *self.tables]:
            rows = self.read(path)
            row = next((row for row in rows if choose(row)), None)
            if row is not None:
                self.csv, self.columns = path, list(row)
                row.update({name: cell(row) if callable(cell) else cell for name, cell in cells.items()})
                self.write(rows)
                return
        raise LookupError("no row of this bundle can be spoilt in this way")

    def seal(self):
        """Writes right sizes and hashes into datapackage.json, index.json, the manifest and the pointer, and packs anew."""
        index = json.loads((self.root / "index.json").read_text())
        for table in index["tables"] + index["registers"]:
            table["csv_sha256"] = sha256((self.root / table["csv"]).read_bytes())
            table["json_sha256"] = sha256((self.root / table["json"]).read_bytes())
        (self.root / "index.json").write_text(json.dumps(index, indent=2) + "\n")
        package = json.loads((self.root / "datapackage.json").read_text())
        for resource in package["resources"]:
            data = (self.root / resource["path"]).read_bytes()
            resource.update(bytes=len(data), hash="sha256:" + sha256(data))
        (self.root / "datapackage.json").write_text(json.dumps(package, indent=2) + "\n")
        for packed in self.root.rglob("*.gz"):
            packed.write_bytes(gzip.compress(packed.with_suffix("").read_bytes(), mtime=0))
        self.seal_manifest()

    def seal_manifest(self):
        manifest = json.loads((self.root / "manifest.json").read_text())
        for entry in manifest["files"]:
            data = (self.root / entry["path"]).read_bytes()
            entry.update(bytes=len(data), sha256=sha256(data))
        (self.root / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
        latest = json.loads((self.output / "latest.json").read_text())
        latest["manifest_sha256"] = sha256((self.root / "manifest.json").read_bytes())
        (self.output / "latest.json").write_text(json.dumps(latest, indent=2) + "\n")


def wrong_hash(copy):
    path = next((copy.root / "json").glob("*.json"))
    path.write_bytes(path.read_bytes().replace(b"e", b"3", 1))


def value_out_of_range(copy):
    copy.change(
        lambda row: row["obs_value"] and row["upper"], obs_value=lambda row: str(Decimal(row["upper"]) + 1)
    )
    copy.seal()


def null_without_reason(copy):
    copy.change(lambda row: row["reason"], reason="")
    copy.seal()


def number_left_out(copy):
    copy.change(lambda row: row["obs_value"], obs_value="")
    copy.seal()


def value_of_words(copy):
    copy.change(lambda row: row["obs_value"], obs_value="many", lower="", upper="")
    copy.seal()


def extra_column(copy):
    rows = [{**row, "remark": "x"} for row in copy.read(copy.csv)]
    copy.write(rows, [*copy.columns, "remark"])
    copy.seal()


def duplicate_key(copy):
    rows = copy.read(copy.csv)
    copy.write([rows[0], *rows])
    copy.seal()


def swapped_rows(copy):
    rows = copy.read(copy.csv)
    copy.write([rows[1], rows[0], *rows[2:]])
    copy.seal()


def unknown_status(copy):
    copy.change(lambda row: row["obs_value"], obs_status="Z")
    copy.seal()


def value_beside_suppressed(copy):
    copy.change(lambda row: not row["obs_value"], obs_value="5")
    copy.seal()


def null_with_reason_in_json_only(copy):
    path = copy.root / "json" / f"{copy.csv.stem}.json"
    document = json.loads(path.read_text())
    row = next(row for row in document["rows"] if row["obs_value"] is not None)
    row["obs_value"] = None
    path.write_text(json.dumps(document) + "\n")
    copy.seal()


def missing_file(copy):
    (copy.root / "attribution.txt").unlink()


def stray_file(copy):
    (copy.root / "data/notes.csv").write_text("a\n")


def mixed_generations(copy):
    path = next((copy.root / "json").glob("*.json"))
    document = json.loads(path.read_text())
    document["generation"] = "2020-01-01-0123456789ab"
    path.write_text(json.dumps(document) + "\n")
    copy.seal()


def byte_order_mark(copy):
    copy.csv.write_bytes(b"\xef\xbb\xbf" + copy.csv.read_bytes())
    copy.seal()


def windows_line_ends(copy):
    copy.csv.write_bytes(copy.csv.read_bytes().replace(b"\n", b"\r\n"))
    copy.seal()


def formula(copy):
    copy.change(lambda row: True, note="=HYPERLINK(1)")
    copy.seal()


def other_manifest(copy):
    latest = json.loads((copy.output / "latest.json").read_text())
    latest["manifest_sha256"] = "0" * 64
    (copy.output / "latest.json").write_text(json.dumps(latest) + "\n")


def made_by_other_definitions(copy):
    table = json.loads(next((copy.root / "sectors").glob("*.json")).read_text())["tables"][0]["table"]
    path = copy.root / "json" / f"{table}.json"
    document = json.loads(path.read_text())
    document["definitions_sha256"] = "0" * 64
    path.write_text(json.dumps(document) + "\n")
    copy.seal()


def index_names_no_file(copy):
    index = json.loads((copy.root / "index.json").read_text())
    index["areas"].append({"code": "E99999999", "name": "Nowhere", "json": "areas/E99999999.json"})
    (copy.root / "index.json").write_text(json.dumps(index, indent=2) + "\n")
    copy.seal()


def figure_changed_and_sealed(copy):
    for path in ("data", "json"):
        for file in (copy.root / path).glob(f"{copy.csv.stem}.*[!z]"):
            file.write_bytes(file.read_bytes().replace(b"E0", b"E1"))
    copy.seal()


def packed_from_another_night(copy):
    packed = copy.csv.with_name(f"{copy.csv.name}.gz")
    packed.write_bytes(gzip.compress(copy.csv.read_bytes() + b"\n", mtime=0))
    copy.seal_manifest()


def packed_and_cut(copy):
    packed = copy.csv.with_name(f"{copy.csv.name}.gz")
    packed.write_bytes(packed.read_bytes()[:-4])
    copy.seal_manifest()


def packed_with_a_time(copy):
    packed = copy.csv.with_name(f"{copy.csv.name}.gz")
    packed.write_bytes(gzip.compress(copy.csv.read_bytes(), mtime=1))
    copy.seal_manifest()


def one_file_not_packed(copy):
    name = f"{copy.csv.relative_to(copy.root)}.gz"
    (copy.root / name).unlink()
    manifest = json.loads((copy.root / "manifest.json").read_text())
    manifest["files"] = [entry for entry in manifest["files"] if entry["path"] != name]
    (copy.root / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    copy.seal_manifest()


def directory_lacks_a_record(copy):
    path = copy.root / "directory.json"
    if not path.is_file():
        raise LookupError("the bundle has no directory")
    directory = json.loads(path.read_text())
    part = next(value for value in directory.values() if isinstance(value, dict))
    part["groups"][0]["records"].pop()
    path.write_text(json.dumps(directory, indent=2) + "\n")
    copy.seal()


def record_of_another_kind(copy):
    """A text in a register's column of whole numbers."""
    for register in copy.index["registers"]:
        schema = next(one["schema"] for one in load(copy.root / "datapackage.json")["resources"]
                      if one["path"] == register["csv"])
        column = next((field["name"] for field in schema["fields"] if field["type"] == "integer"), None)
        if column:
            copy.csv = copy.root / register["csv"]
            rows = copy.read(copy.csv)
            rows[0][column] = "many"
            copy.write(rows, list(rows[0]))
            copy.seal()
            return
    raise LookupError("no register has a column of whole numbers")


MUTATIONS = [
    (wrong_hash, "sha256 or size is not the manifest's"),
    (value_out_of_range, "outside its bounds"),
    (null_without_reason, "beside reason ''"),
    (number_left_out, "value '' beside status"),
    (extra_column, "frictionless: data/"),
    (value_of_words, "frictionless: data/"),
    (duplicate_key, "the key stands twice"),
    (swapped_rows, "rows are not sorted by the key"),
    (unknown_status, "unknown status 'Z'"),
    (value_beside_suppressed, "value '5' beside status"),
    (null_with_reason_in_json_only, "schema: rows/"),
    (missing_file, "in the manifest, not in the folder"),
    (stray_file, "in the folder, not in the manifest"),
    (mixed_generations, "generation is '2020-01-01-0123456789ab'"),
    (byte_order_mark, "begins with a byte order mark"),
    (windows_line_ends, "has a carriage return"),
    (formula, "would run as a formula"),
    (other_manifest, "names another manifest"),
    (made_by_other_definitions, "is wrong about what definitions made"),
    (index_names_no_file, "names areas/E99999999.json, which is not there"),
    (directory_lacks_a_record, "has other records than the register"),
    (record_of_another_kind, "frictionless: data/"),
    (figure_changed_and_sealed, "the content's id is"),
    (packed_from_another_night, "holds other bytes than the file beside it"),
    (packed_and_cut, "Compressed file ended before"),
    (packed_with_a_time, "has a name or a time in its header"),
    (one_file_not_packed, ".csv.gz: is not there"),
]


def outcome(output, profiles, number):
    """Whether the bundle spoilt in one way is refused for the right reason, and a line that says so."""
    mutate, expected = MUTATIONS[number]
    name = mutate.__name__.replace("_", " ")
    with tempfile.TemporaryDirectory() as folder:
        copy = Copy(output, f"{folder}/Output")
        try:
            mutate(copy)
        except (LookupError, StopIteration) as error:
            return False, f"NOT TRIED  {name}: {error}"
        faults = validate(copy.output, profiles, by_tools=expected.startswith("frictionless"))
    fitting = [fault for fault in faults if expected in fault]
    if fitting:
        return True, f"refused    {name}: {fitting[0]}"
    return False, f"NOT SEEN   {name}: wanted {expected!r}, had {faults[:3]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("profiles", type=pathlib.Path)
    arguments = parser.parse_args()
    faults = validate(arguments.output, arguments.profiles)
    if faults:
        sys.exit("\n".join(faults))
    print(summary(arguments.output), flush=True)

    # Forked after the bundle was validated once: what is remembered of files that a mutation leaves alone comes along
    one = functools.partial(outcome, arguments.output, arguments.profiles)
    failures = 0
    with concurrent.futures.ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        for is_refused, line in pool.map(one, range(len(MUTATIONS))):
            print(line, flush=True)
            failures += not is_refused
    print(f"{len(MUTATIONS) - failures} of {len(MUTATIONS)} mutations refused")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
