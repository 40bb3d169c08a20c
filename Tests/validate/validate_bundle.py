"""Validates a published bundle from outside: nothing here is shared with the program that made it.

    validate_bundle.py OUTPUT PROFILES

OUTPUT is the folder that is served, with latest.json in it. PROFILES holds the Data Package profiles.
Nothing is fetched. Prints one line a fault and ends with status 1 if there is any.
"""

import argparse
import csv
import functools
import gzip
import hashlib
import io
import json
import pathlib
import subprocess
import sys
import zlib
from decimal import Decimal

from frictionless import FrictionlessException, Package
from jsonschema_rs import Draft7Validator

WITH_NUMBER = set("APEFIDBU")
WITHOUT_NUMBER = set("LMNOQ")
ZEROS = "0000-00-00-000000000000"


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def load(path):
    return parse(path.read_bytes())


def parse(data):
    """JSON with exact numbers, refusing a member that stands twice."""

    def members(pairs):
        names = [name for name, _ in pairs]
        if len(names) != len(set(names)):
            raise ValueError(f"a member stands twice among {names}")
        return dict(pairs)

    return json.loads(data.decode("utf-8"), parse_float=Decimal, object_pairs_hook=members)


def schema_for(path):
    """Which schema describes a JSON file of a generation; None for schemas and the Data Package."""
    folder = path.parent.name if path.parent != pathlib.PurePath(".") else ""
    kinds = {"": path.stem, "json": path.stem, "areas": "area", "sectors": "sector"}
    return None if folder == "schema" or path.name == "datapackage.json" else kinds.get(folder, path.stem)


def check_pointer(output, faults):
    latest = load(output / "latest.json")
    generation = output / latest["path"]
    if latest["path"] != f"generations/{latest['generation']}" or not generation.is_dir():
        faults.append(f"latest.json: leads to {latest['path']}")
        return generation
    schema = load(generation / "schema/latest.schema.json")
    faults += [f"latest.json: {e.message}" for e in Draft7Validator(schema).iter_errors(latest)]
    manifest = (generation / "manifest.json").read_bytes()
    if sha256(manifest) != latest["manifest_sha256"]:
        faults.append("latest.json: names another manifest than the generation has")
    if json.loads(manifest)["origin"] != latest["origin"]:
        faults.append("latest.json: says another origin than the generation")
    link = output / "current"
    if link.is_symlink() and str(link.readlink()) != latest["path"]:
        faults.append("current: leads elsewhere than latest.json")
    return generation


def check_files(root, manifest, faults):
    present = {p.relative_to(root).as_posix() for p in root.rglob("*") if not p.is_dir()} - {"manifest.json"}
    known = {entry["path"]: entry for entry in manifest["files"]}
    faults += [f"{path}: in the folder, not in the manifest" for path in sorted(present - set(known))]
    faults += [f"{path}: in the manifest, not in the folder" for path in sorted(set(known) - present)]
    for path in sorted(present & set(known)):
        data = (root / path).read_bytes()
        if sha256(data) != known[path]["sha256"] or len(data) != known[path]["bytes"]:
            faults.append(f"{path}: sha256 or size is not the manifest's")
    check_packed(root, present, faults)
    for path in sorted(present | {"manifest.json"}):
        if not (root / path).exists() or path.endswith(".gz"):
            continue
        data = (root / path).read_bytes()
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            faults.append(f"{path}: {error}")
        if data.startswith(b"\xef\xbb\xbf"):
            faults.append(f"{path}: begins with a byte order mark")
        if b"\r\n" in data:
            faults.append(f"{path}: has a carriage return at a line's end")
        if not data.endswith(b"\n"):
            faults.append(f"{path}: does not end with a line feed")


def check_packed(root, present, faults):
    """Beside each file of 1,024 bytes or more stands what a server sends to browsers that take gzip: the same bytes."""
    wanted = {f"{path}.gz" for path in present if not path.endswith(".gz") and (root / path).stat().st_size >= 1024}
    found = {path for path in present if path.endswith(".gz")}
    faults += [f"{path}: is not there" for path in sorted(wanted - found)]
    faults += [f"{path}: packs no file of 1,024 bytes or more" for path in sorted(found - wanted)]
    for path in sorted(found & wanted):
        data = (root / path).read_bytes()
        try:
            plain = gzip.decompress(data)
        except (OSError, EOFError, zlib.error) as error:
            faults.append(f"{path}: {error}")
            continue
        if plain != (root / path[:-3]).read_bytes():
            faults.append(f"{path}: holds other bytes than the file beside it")
        # Flags and time: a name or a time would differ from night to night
        if data[3:8] != bytes(5):
            faults.append(f"{path}: has a name or a time in its header")


def check_json(root, manifest, faults):
    for path in sorted(root.rglob("*.json")):
        name = path.relative_to(root)
        kind = schema_for(name)
        schema = root / f"schema/{kind}.schema.json"
        if kind is not None and not schema.is_file():
            faults.append(f"{name}: has no schema")
            kind = None
        rule = schema.read_bytes() if kind is not None else None
        faults += faults_of_json(str(name), path.read_bytes(), rule, manifest["generation"], manifest["origin"])


# What follows from the bytes of a file alone is remembered: mutations.py validates one bundle many times over
@functools.cache
def faults_of_json(name, data, schema, generation, origin):
    try:
        value = parse(data)
    except ValueError as error:
        return [f"{name}: no JSON: {error}"]
    faults = []
    for member, wanted in (("generation", generation), ("origin", origin)):
        said = value.get(member, value.get(f"lmi:{member}"))
        if said != wanted:
            faults.append(f"{name}: {member} is {said!r}, the manifest's is {wanted!r}")
    if schema is not None:
        for error in Draft7Validator(parse(schema)).iter_errors(value):
            place = "/".join(str(part) for part in error.instance_path)
            faults.append(f"{name}: schema: {place}: {error.message[:120]}")
    return faults


def check_by_tools(root, profiles, faults):
    checks = [["--schemafile", str(profiles / "datapackage.json"), str(root / "datapackage.json")]]
    checks += [["--check-metaschema", *map(str, sorted((root / "schema").glob("*.json")))]]
    for arguments in checks:
        done = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", *arguments], capture_output=True, text=True, timeout=120
        )
        if done.returncode != 0:
            faults.append(f"check-jsonschema: {' '.join(done.stdout.split())[:300]}")
    package = Package(str(root / "datapackage.json"))
    try:
        package.to_descriptor(validate=True)
    except FrictionlessException as exception:
        faults += [f"frictionless: datapackage.json: {error.message[:200]}" for error in exception.to_errors()]
        return
    described = load(root / "datapackage.json")["resources"]
    named = {one["name"]: one for one in described}
    for resource, description in zip(package.resources, described, strict=True):
        keys = description.get("schema", {}).get("foreignKeys", [])
        needed = [description, *(named[key["reference"]["resource"]] for key in keys)]
        read = tuple((json.dumps(one, default=str), bytes_of(root / one["path"])) for one in needed)
        if read not in REMEMBERED:
            REMEMBERED[read] = faults_of_resource(resource)
        faults += REMEMBERED[read]


# What frictionless says of a resource, by the descriptions and the bytes of it and of those that its keys refer to
REMEMBERED = {}


def faults_of_resource(resource):
    report = resource.validate()
    faults = [f"frictionless: {resource.path}: {error.message[:200]}" for error in report.errors]
    for task in report.tasks:
        faults += [f"frictionless: {task.place}: {error.type}: {error.message[:200]}" for error in task.errors]
    return faults if faults or report.valid else [f"frictionless: {resource.path}: is not valid"]


def bytes_of(path):
    return path.read_bytes() if path.is_file() else None


def check_row(place, row, faults):
    value, status = row["obs_value"], row["obs_status"]
    if status not in WITH_NUMBER | WITHOUT_NUMBER:
        faults.append(f"{place}: unknown status {status!r}")
    if (value == "") != (status in WITHOUT_NUMBER):
        faults.append(f"{place}: value {value!r} beside status {status!r}")
    if (value == "") != (row["reason"] != ""):
        faults.append(f"{place}: value {value!r} beside reason {row['reason']!r}")
    if row["lower"] and row["upper"] and Decimal(row["lower"]) > Decimal(row["upper"]):
        faults.append(f"{place}: bounds the wrong way round")
    below = value and row["lower"] and Decimal(value) < Decimal(row["lower"])
    above = value and row["upper"] and Decimal(value) > Decimal(row["upper"])
    if below or above:
        faults.append(f"{place}: value {value} outside its bounds")
    if row["flags"] and row["flags"].split(" ")[0] != status:
        faults.append(f"{place}: the first of the flags {row['flags']!r} is not the status {status!r}")


def check_tables(root, package, registers, faults):
    """What no schema can say: the order of rows, the rule of nulls, and that CSV and JSON are one table."""
    for resource in package["resources"]:
        path = root / resource["path"]
        if resource.get("type") != "table" or not path.is_file():
            continue
        fields = resource["schema"]["fields"]
        numbers = frozenset(field["name"] for field in fields if field["type"] in ("number", "integer"))
        faults += faults_of_words(resource["path"], path.read_bytes(), numbers)
        if resource["path"].startswith("data/"):
            document = root / f"json/{path.stem}.json"
            faults += faults_of_rows(
                resource["path"], path.read_bytes(), numbers, tuple(resource["schema"]["primaryKey"]),
                bytes_of(document), path.stem in registers)


def rows_of(data):
    text = data.decode("utf-8", errors="replace")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@functools.cache
def faults_of_words(name, data, numbers):
    return [
        f"{name}:{place}: {column} would run as a formula: {cell[:40]!r}"
        for place, row in enumerate(rows_of(data), start=2)
        for column, cell in row.items()
        if column not in numbers and cell and str(cell)[0] in "=+-@\t\r"
    ]


@functools.cache
def faults_of_rows(name, data, numbers, key, document, is_register):
    faults, rows = [], rows_of(data)
    if not is_register:
        for place, row in enumerate(rows, start=2):
            check_row(f"{name}:{place}", row, faults)
    keys = [[row[column].encode() for column in key] for row in rows]
    for place, (one, other) in enumerate(zip(keys, keys[1:]), start=3):
        if one == other:
            faults.append(f"{name}:{place}: the key stands twice")
        elif one > other:
            faults.append(f"{name}:{place}: rows are not sorted by the key")
    if document and [plain(row) for row in parse(document)["rows"]] != [unmarked(row, numbers) for row in rows]:
        faults.append(f"{name}: says something else than json/{pathlib.Path(name).stem}.json")
    return faults


def plain(row):
    return {column: "" if cell is None else str(cell) for column, cell in row.items()}


def unmarked(row, numbers):
    """A CSV row without the apostrophes that keep spreadsheets from running a text."""
    return {
        column: cell[1:] if column not in numbers and cell and cell[:1] == "'" and cell[1:2] in tuple("=+-@\t\r") else cell
        for column, cell in row.items()
    }


def check_index(root, index, faults):
    for table in index["tables"] + index["registers"]:
        for path, digest in ((table["csv"], table["csv_sha256"]), (table["json"], table["json_sha256"])):
            if not (root / path).is_file() or sha256((root / path).read_bytes()) != digest:
                faults.append(f"index.json: {path} is not there or has another sha256")
    if index["directory"] is not None and not (root / index["directory"]).is_file():
        faults.append(f"index.json: names {index['directory']}, which is not there")
    for part in ("tables", "registers", "areas", "sectors", "lookups"):
        for entry in index[part]:
            for path in (entry.get("json"), entry.get("csv"), entry.get("schema")):
                if path is not None and not (root / path).is_file():
                    faults.append(f"index.json: names {path}, which is not there")


def check_directory(root, faults):
    """Every record of a register stands in the directory once, in the group of its own code, as it is published."""
    path = root / "directory.json"
    if not path.is_file():
        return
    directory = load(path)
    for part in (name for name, value in directory.items() if isinstance(value, dict)):
        listed = directory[part]
        published = load(root / f"json/{listed['register']}.json")
        for member in ("as_of", "stale", "stale_reason", "left_out"):
            if listed[member] != published[member]:
                faults.append(f"directory.json: {part}: says another {member} than the register")
        texts = lambda records: sorted(json.dumps(record, default=str) for record in records)
        grouped = [record for group in listed["groups"] for record in group["records"]]
        if texts(grouped) != texts(published["rows"]):
            faults.append(f"directory.json: {part}: has other records than the register")
        codes = [group["code"] for group in listed["groups"]]
        if codes != sorted(set(codes)):
            faults.append(f"directory.json: {part}: groups are not in the order of their codes")
        for group in listed["groups"]:
            kinds = [{name for name, value in record.items() if name.endswith("_code") and value == group["code"]}
                     for record in group["records"]]
            if not kinds or not set.intersection(*kinds):
                faults.append(f"directory.json: {part}: a record stands in {group['code']!r} without its code")


def check_definitions(root, manifest, faults):
    """A sector's file says of each table whether the definitions that it shows made the table."""
    for path in sorted((root / "sectors").glob("*.json")):
        for table in load(path)["tables"]:
            made_by = definitions_of((root / f"json/{table['table']}.json").read_bytes())
            if table["made_by_these_definitions"] != (made_by == manifest["definitions_sha256"]):
                faults.append(f"sectors/{path.name}: is wrong about what definitions made {table['table']}")


@functools.cache
def definitions_of(data):
    return parse(data)["definitions_sha256"]


def check_id(root, manifest, faults):
    """The id is a hash of the content: computed again from the files with the id taken out."""
    digests, renamed = {}, []
    last = ["index.json", "datapackage.json"]
    # Gzipped copies say what their files say, and another zlib may pack it otherwise
    paths = sorted(entry["path"] for entry in manifest["files"] if not entry["path"].endswith(".gz"))
    for path in [p for p in paths if p not in last] + last:
        if not (root / path).is_file():
            return
        data = (root / path).read_bytes()
        before = sha256(data)
        if path.endswith(".json"):
            data = data.replace(manifest["generation"].encode(), ZEROS.encode())
        if path in last:
            for old, new in renamed:
                data = data.replace(old.encode(), new.encode())
        digests[path] = sha256(data)
        renamed.append((before, digests[path]))
    lines = "".join(f"{path}\0{digest}\n" for path, digest in sorted(digests.items()))
    wanted = f"{manifest['created'][:10]}-{sha256(lines.encode())[:12]}"
    if manifest["generation"] != wanted:
        faults.append(f"manifest.json: the content's id is {wanted}, not {manifest['generation']}")


def validate(output, profiles, by_tools=True):
    """Every fault of the bundle that `output` points to, in words; nothing if it is valid.

    Without `by_tools`, frictionless and check-jsonschema are left out, which take seconds.
    """
    faults = []
    try:
        root = check_pointer(output, faults)
        manifest = load(root / "manifest.json")
        check_files(root, manifest, faults)
        check_json(root, manifest, faults)
        index = load(root / "index.json")
        check_tables(root, load(root / "datapackage.json"), {one["register"] for one in index["registers"]}, faults)
        check_index(root, index, faults)
        check_directory(root, faults)
        check_definitions(root, manifest, faults)
        check_id(root, manifest, faults)
        if by_tools:
            check_by_tools(root, profiles, faults)
    except (OSError, ValueError, KeyError, TypeError, ArithmeticError) as error:
        faults.append(f"cannot be read: {type(error).__name__}: {error}")
    return faults


def summary(output):
    generation = load(output / "latest.json")["generation"]
    manifest = load(output / "generations" / generation / "manifest.json")
    files, tables, registers = (len(manifest[part]) for part in ("files", "tables", "registers"))
    return f"{generation}: {files} files, {tables} tables, {registers} registers, valid"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=pathlib.Path)
    parser.add_argument("profiles", type=pathlib.Path)
    arguments = parser.parse_args()
    if not (arguments.profiles / "datapackage.json").is_file():
        sys.exit(f"no datapackage.json in {arguments.profiles}: name the folder of the profiles")
    faults = validate(arguments.output, arguments.profiles)
    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print(summary(arguments.output))


if __name__ == "__main__":
    main()
