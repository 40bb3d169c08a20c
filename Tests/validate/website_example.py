"""Runs the example of docs/for-the-website.md against a published bundle, over HTTP on the loopback.

    website_example.py OUTPUT

The expected lines are made here from the CSV files. Two spoilt copies must be told apart as well.
"""

import csv
import datetime
import functools
import http.server
import io
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading

EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "docs/examples/read-bundle.mjs"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def run(output, code):
    """What the example prints for an area, from a server of the folder `output`."""
    handler = functools.partial(Quiet, directory=str(output))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}/"
        try:
            return subprocess.run(
                ["node", str(EXAMPLE), base, code], capture_output=True, text=True, timeout=30
            )
        finally:
            server.shutdown()


def unmarked(text):
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") else text


def expected(root, latest, code):
    lines = ["Made-up figures, to try the page with"] if latest["origin"] == "sample" else []
    today = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    for table in json.loads((root / "index.json").read_text())["tables"]:
        text = (root / table["csv"]).read_text("utf-8")
        rows = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["area_code"] == code]
        if not rows:
            continue
        lines.append(table["title"])
        for row in rows:
            name, display = unmarked(row["area_name"]), unmarked(row["display"])
            lines.append(f"{name}, {row['indicator']}, {row['time_period']}: {display}")
        if table["stale"]:
            lines.append(f"These are earlier figures: {table['stale_reason']}")
        if table["next_due"] and table["next_due"] < today:
            lines.append(f"Newer figures were due on {table['next_due']}")
        lines.append(table["attribution"])
    return "\n".join(lines) + "\n"


def spoil(output, folder, path, change):
    """A copy of `output` in which one JSON file of the generation was changed."""
    shutil.copytree(output, folder, symlinks=True)
    latest = json.loads((folder / "latest.json").read_text())
    file = folder / latest["path"] / path
    value = json.loads(file.read_text())
    change(value)
    file.write_text(json.dumps(value))
    return folder


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    output = pathlib.Path(sys.argv[1])
    latest = json.loads((output / "latest.json").read_text())
    root = output / latest["path"]
    areas = json.loads((root / "index.json").read_text())["areas"]
    sizes = {area["code"]: (root / area["json"]).stat().st_size for area in areas}
    code = max(sizes, key=sizes.get)
    faults = []

    done = run(output, code)
    if done.returncode != 0 or done.stdout != expected(root, latest, code):
        faults.append(f"the example prints for {code}:\n{done.stdout}{done.stderr}not:\n{expected(root, latest, code)}")

    path = f"areas/{code}.json"
    with tempfile.TemporaryDirectory() as folder:
        mixed = spoil(output, pathlib.Path(folder) / "mixed", path, lambda v: v.update(generation="2020-01-01-0123456789ab"))
        done = run(mixed, code)
        if done.returncode == 0 or f"{path}: is of generation 2020-01-01-0123456789ab" not in done.stderr:
            faults.append(f"files of two generations are shown as one:\n{done.stdout}{done.stderr}")

        def carry(value):
            value["tables"][0].update(stale=True, stale_reason="the publisher did not answer")

        done = run(spoil(output, pathlib.Path(folder) / "stale", path, carry), code)
        if "These are earlier figures: the publisher did not answer\n" not in done.stdout:
            faults.append(f"a stale table is shown as new:\n{done.stdout}{done.stderr}")

    for fault in faults:
        print(fault)
    if faults:
        sys.exit(1)
    print(f"the website's example shows {code} as it is published, and tells mixed and stale files")


if __name__ == "__main__":
    main()
