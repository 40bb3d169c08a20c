#!/usr/bin/env python3
"""Nights of the hub's own pipeline against the stand-in, from a first one to one that is killed, in under a minute.

    smoke_night.py PROGRAM

The definitions are the hub's own; only the waits between requests are made short. The clock of each run is set: a night is
a day later than the one before, and two hubs that were served the same have to publish the same bytes. One line a check;
the exit status is 1 when any fails.
"""
import csv
import datetime
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from client import StandIn
from definitions import sources

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CANARY = "canary-7d1e95c40b"
# The first night: the samples are from the days before it, and the next releases that they name are to come
FIRST, DAY = int(datetime.datetime(2026, 11, 2, 2, tzinfo=datetime.timezone.utc).timestamp()), 86_400
# Nomis's guest cap, lower than its own so that the samples take several pages
CAP = 5_000
SPACING = 0.02
FETCHING = f"""\
fetching:
  at once: 4
  spacing seconds: {SPACING}
  attempts: 3
  first wait seconds: 0.05
  most wait seconds: 2
  connect seconds: 5
  first byte seconds: 20
  idle seconds: 20
  total seconds: 60
  run minutes: 3
"""
# The columns of data/*.csv that tell when the source's bytes were had
TIMES = {"as_of"}
BROKEN, OTHER = "claimant-count", "vacancies"


class Wrong(Exception):
    """What a check found."""


def demand(holds, what, *evidence):
    if not holds:
        raise Wrong("\n".join([what, *map(str, evidence)]))


def without_waits(hub_file):
    """Puts short waits into the hub's file in the place of its own, and changes nothing else."""
    text = hub_file.read_text(encoding="utf-8")
    text, count = re.subn(r"^fetching:.*\n(?:[ \t]+.*\n|#.*\n|\n(?=[ \t]))*", FETCHING + "\n", text, flags=re.MULTILINE)
    hub_file.write_text(text if count else text + "\n" + FETCHING, encoding="utf-8")


class Ended:
    """How a command ended."""

    def __init__(self, code, said, errors, seconds):
        self.code, self.said, self.errors, self.seconds = code, said, errors, seconds

    def __str__(self):
        return f"exit {self.code} after {self.seconds:.1f} s\n{self.said}{self.errors}".rstrip()


class Hub:
    """One hub's folders: definitions shared with the other, a state and an output of its own."""

    def __init__(self, smoke, name):
        self.smoke, self.folder = smoke, smoke.folder / name
        self.output, self.state = self.folder / "Output", self.folder / "state"
        for source in smoke.sources.values():
            if source.way() == "own file":
                own = self.state / "own" / source.file
                own.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source.sample, own)
        if self.state.exists():
            self.state.chmod(0o700)

    def line(self, command, *words):
        line = [str(self.smoke.program), command, *words, "--state", str(self.state), "--output", str(self.output)]
        if command == "run":
            line += ["--pipelines", str(self.smoke.pipelines)]
        if command == "run" and "--inputs" not in words:
            line += ["--stand-in", str(self.smoke.server.port), "--stand-in-authority", self.smoke.server.authority]
        return line

    def start(self, night, *words, command="run"):
        """Starts a command on a night, which is a number of days after the first."""
        environment = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8", "NOMIS_UID": CANARY,
                       "SWIFT_BACKTRACE": "enable=no", "LD_PRELOAD": str(self.smoke.clock),
                       "LMI_TEST_CLOCK": str(FIRST + night * DAY)}
        day = datetime.datetime.fromtimestamp(FIRST + night * DAY, datetime.timezone.utc)
        self.smoke.server.set(today=f"{day:%Y%m%d}")
        self.started = time.monotonic()
        return subprocess.Popen(self.line(command, *words), env=environment, cwd=self.smoke.folder, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def run(self, night, *words, command="run"):
        process = self.start(night, *words, command=command)
        try:
            said, errors = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            process.kill()
            said, errors = process.communicate()
            errors += b"(hung: killed by the test)\n"
        demand(CANARY.encode() not in said + errors, "the secret is in what the program said", said, errors)
        return Ended(process.returncode, said.decode(), errors.decode(), time.monotonic() - self.started)

    def pointer(self):
        return json.loads((self.output / "latest.json").read_text(encoding="utf-8"))

    def generation(self):
        """The served generation: its folder, and every file's hash, each held against the manifest."""
        pointer = self.pointer()
        folder = self.output / "generations" / pointer["generation"]
        hashes = {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
                  for path in sorted(folder.rglob("*")) if path.is_file()}
        demand(hashes.get("manifest.json") == pointer["manifest_sha256"], "the manifest is not the one that latest.json names")
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for entry in manifest["files"]:
            demand(hashes.get(entry["path"]) == entry["sha256"], f"{entry['path']} is not as the manifest says")
        return folder, hashes, manifest

    def figures(self, table):
        """The rows of a table, without the times at which its sources were had."""
        text = (self.generation()[0] / "data" / f"{table}.csv").read_text(encoding="utf-8")
        return [{name: cell for name, cell in row.items() if name not in TIMES} for row in csv.DictReader(io.StringIO(text))]

    def facts(self):
        """Every served file with its inode, time and bytes; but the report of the last run."""
        return {str(path.relative_to(self.output)): (path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes())
                for path in sorted(self.output.rglob("*"))
                if path.is_file() and not path.is_symlink() and path.name != "status.json"}

    def status(self):
        return json.loads((self.output / "status.json").read_text(encoding="utf-8"))


class Smoke:
    """The nights, one check after another; each goes on from where the one before left the hub."""

    def __init__(self, program, folder):
        self.program, self.folder = pathlib.Path(program).resolve(), folder
        self.pipelines, self.inputs = folder / "Pipelines", folder / "SampleInputs"
        shutil.copytree(ROOT / "Pipelines", self.pipelines)
        shutil.copytree(ROOT / "SampleInputs", self.inputs)
        without_waits(self.pipelines / "stoke-staffs.yml")
        self.sources = sources(self.pipelines, self.inputs)
        self.clock = folder / "still_clock.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", self.clock, pathlib.Path(__file__).with_name("still_clock.c")],
                       check=True)
        self.server = None

    def issue(self, *names):
        """These sources' publishers bring out a new edition: one figure is another."""
        edits = {
            BROKEN: [['"2025-09","E06000021","Total","Age unknown (clerical claims)","Claimant count",10,',
                      '"2025-09","E06000021","Total","Age unknown (clerical claims)","Claimant count",15,']],
            OTHER: [['"2015","793"', '"2015","794"']],
        }
        self.server.set(edits={name: edits[name] for name in names})

    def good(self, run, *evidence):
        demand(run.code == 0, "the run did not end well", run, *evidence)

    def first_night(self):
        """A first night fetches every source and publishes live figures, exit 0"""
        self.hub = Hub(self, "hub")
        run = self.hub.run(0)
        self.good(run, json.dumps([entry for entry in self.server.log() if entry.get("status") != 200][:5], indent=1))
        demand(self.hub.pointer()["origin"] == "live", "the bundle does not say that it is live", self.hub.pointer())
        _, _, manifest = self.hub.generation()
        demand(not manifest["stale"], "tables are stale after a good night", manifest["stale"])
        self.log, self.summary = self.server.log(), self.server.summary()

    def asked_as_defined(self):
        """Each source that has a way was asked for, and Nomis in pages up to its cap"""
        asked = {entry.get("source") for entry in self.log}
        wanted = {source.id for source in self.sources.values() if source.way() not in (None, "own file")}
        demand(wanted, "no definition says how its file is fetched")
        demand(wanted <= asked, "sources were not asked for", sorted(wanted - asked))
        nomis = [source.id for source in self.sources.values() if source.way() == "nomis"]
        pages = {name: sum(entry.get("source") == name for entry in self.log) for name in nomis}
        demand(not nomis or max(pages.values()) > 1, "no source of Nomis took more than one page", pages)

    def politely(self):
        """Politely: one at a time from a host, four at once in all, spaced, with a name and no compression"""
        for host, seen in self.summary.items():
            demand(seen["most at once"] == 1, f"{host} was asked for {seen['most at once']} at once", seen)
            demand(seen["most of all at once"] <= 4, "more than four transfers at once", seen)
            demand(seen["least spacing"] is None or seen["least spacing"] >= SPACING * 0.9,
                   f"{host} had only {seen['least spacing']} seconds of peace", seen)
        for entry in self.log:
            headers = entry["headers"]
            demand("accept-encoding" not in headers and "cookie" not in headers, "headers that nobody wants", headers)
            demand(re.search(r"lmi\b.*(https?://|@)", headers.get("user-agent", "")), "no User-Agent with a contact", headers)

    def same_figures(self):
        """The figures are those of a run over the samples' folder, table by table"""
        folder = Hub(self, "from-folder")
        run = folder.run(0, "--inputs", str(self.inputs))
        self.good(run)
        tables = sorted(path.stem for path in (folder.generation()[0] / "data").glob("*.csv"))
        live = sorted(path.stem for path in (self.hub.generation()[0] / "data").glob("*.csv"))
        demand(tables and tables == live, "the tables are not the same", tables, live)
        for table in tables:
            mine, other = self.hub.figures(table), folder.figures(table)
            different = [(one, two) for one, two in zip(mine, other) if one != two]
            demand(mine and len(mine) == len(other) and not different, f"{table} differs: {len(mine)} and {len(other)} rows",
                   *different[:2])

    def nothing_new(self):
        """The next night nothing is new: exit 0, no byte written, and who has a tag asks with it"""
        before, requests = self.hub.facts(), len(self.log)
        self.server.forget()
        run = self.hub.run(1)
        self.good(run)
        demand(self.hub.facts() == before, "something was written", run)
        log = self.server.log()
        conditional = [entry for entry in log if {"if-none-match", "if-modified-since"} & set(entry["headers"])]
        answered = [entry for entry in conditional if entry["status"] == 304]
        plain = [source.id for source in self.sources.values() if source.way() in ("url", "page", "dated")]
        demand({entry.get("source") for entry in answered} >= set(plain) - {"schools"},
               "sources with a tag were fetched again", plain, sorted({entry.get("source") for entry in answered}))
        demand(len(log) <= requests, f"{len(log)} requests where a first night had {requests}")

    def broken(self):
        """A source breaks while another has news: exit 3, its tables stale with the reason, the news published"""
        self.before = {table: self.hub.figures(table) for table in ("claimants", "vacancies", "pay")}
        self.issue(BROKEN, OTHER)
        self.server.rules({"source": BROKEN, "do": "instead", "what": "maintenance"})
        run = self.hub.run(2)
        demand(run.code == 3, "the exit status is not 3", run)
        demand(re.search(r"claimant.*\n?.*(HTML|html|page)", run.said + run.errors), "nobody says that a page came", run)
        _, _, manifest = self.hub.generation()
        stale = json.dumps(manifest["stale"])
        demand("claimants" in stale and "vacancies" not in stale, "the wrong tables are stale", stale)
        demand(self.hub.figures("pay") == self.before["pay"], "a table changed that nobody touched")
        demand(self.hub.figures("vacancies") != self.before["vacancies"], "the news was not published", run)
        same = [{name: row[name] for name in ("area_code", "time_period", "indicator", "age", "obs_value")}
                for row in self.hub.figures("claimants")]
        kept = [{name: row[name] for name in same[0]} for row in self.before["claimants"]]
        demand(same == kept, "the carried figures are not the last good ones")
        tables = {table["id"]: table for table in self.hub.status()["tables"]}
        demand(tables["claimants"]["stale"] and tables["claimants"]["reason"] and not tables["vacancies"]["stale"],
               "status.json does not say which tables are stale, and why", tables["claimants"], tables["vacancies"])

    def status_of_trouble(self):
        """`lmi status` says so and ends with 3"""
        run = self.hub.run(2, command="status")
        demand(run.code == 3, "the status is not 3", run)
        demand("claimant" in run.said + run.errors, "the broken source is not named", run)

    def mended(self):
        """Mended, it publishes the bytes of a hub that never met the fault"""
        self.server.rules()
        run = self.hub.run(3)
        self.good(run)
        twin = Hub(self, "twin")
        self.issue()
        self.good(twin.run(0))
        self.issue(OTHER)
        self.good(twin.run(2))
        self.issue(OTHER, BROKEN)
        self.good(twin.run(3))
        _, mine, manifest = self.hub.generation()
        _, other, _ = twin.generation()
        demand(not manifest["stale"], "tables are still stale", manifest["stale"])
        different = sorted(path for path in mine.keys() | other.keys() if mine.get(path) != other.get(path))
        demand(self.hub.pointer()["generation"] == twin.pointer()["generation"] and not different,
               f"generations {self.hub.pointer()['generation']} and {twin.pointer()['generation']} differ", different[:10])

    def status_of_health(self):
        """`lmi status` ends with 0 again, and with 3 when no run has ended for two days"""
        run = self.hub.run(3, "--max-age", "26h", command="status")
        self.good(run)
        late = self.hub.run(5, "--max-age", "26h", command="status")
        demand(late.code == 3, "two days without a run are no trouble to it", late)

    def killed(self):
        """Killed while it fetches, it leaves what is served alone, and the next night goes on as if nothing had been"""
        before = self.hub.facts()
        self.server.forget()
        self.issue(BROKEN)                               # the other figure is as it was in the beginning
        self.server.rules({"source": BROKEN, "do": "silence"})
        process = self.hub.start(4)
        deadline = time.monotonic() + 60
        while not any(entry.get("source") == BROKEN for entry in self.server.log()):
            demand(time.monotonic() < deadline and process.poll() is None, "the run did not come to the source in time")
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        demand(process.returncode == -signal.SIGKILL, "the run ended by itself", process.returncode)
        demand(self.hub.facts() == before, "the killed run changed what is served")
        self.server.rules()
        self.good(self.hub.run(4))
        demand(self.hub.figures("vacancies") == self.before["vacancies"], "the night after did not publish")
        left = [path.name for path in [*self.hub.output.rglob(".lmi-tmp-*"), *self.hub.state.rglob(".lmi-tmp-*")]]
        demand(not left, "temporary files were left", left)

    def secret(self):
        """The key went to Nomis and nowhere else, and stands in no file"""
        sent = [entry for entry in self.server.log() + self.log if CANARY in entry["target"] + json.dumps(entry["headers"])]
        demand(sent, "no request had the key")
        demand({entry["host"] for entry in sent} == {"www.nomisweb.co.uk"}, "another host had the key", sent[:2])
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                demand(CANARY.encode() not in path.read_bytes(), f"the key is in {path}")

    CHECKS = [first_night, asked_as_defined, politely, same_figures, nothing_new, broken, status_of_trouble, mended,
              status_of_health, killed, secret]


def main():
    if len(sys.argv) != 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit("smoke-night: name the program to be tried, such as .build/release/lmi")
    began, failed = time.monotonic(), 0
    with tempfile.TemporaryDirectory(prefix="lmi-smoke-") as name:
        smoke = Smoke(sys.argv[1], pathlib.Path(name))
        with StandIn(smoke.inputs, smoke.pipelines, smoke.folder / "stand-in", seconds=600) as smoke.server:
            smoke.server.set(guest_rows=CAP, keyed_rows=CAP)
            for check in Smoke.CHECKS:
                started = time.monotonic()
                try:
                    check(smoke)
                    wrong = ""
                except (Wrong, OSError, ValueError, KeyError, subprocess.SubprocessError) as error:
                    wrong, failed = f"{type(error).__name__}: {error}", failed + 1
                print(f"{'FAILED' if wrong else 'passed'}  {check.__doc__} ({time.monotonic() - started:.1f} s)", flush=True)
                if wrong:
                    print("        " + wrong.replace("\n", "\n        "), flush=True)
                    if check is Smoke.first_night:
                        break
    print(f"smoke-night: {'failed' if failed else 'all passed'}, {time.monotonic() - began:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
