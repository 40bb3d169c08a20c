"""Faults of the definitions: each ends with 12 before anything is fetched or written."""
import json
import os
import threading
import time

from cases import case, demand
from hub import CANARY, HUB, JOBS
from judge import Judge, Seen
from tracing import inject

CONFIGURATION = 12
# What it may take to refuse a definition, of the processor's time
REFUSED_SECONDS = 1.0


def refused(lab, changes, *says, seconds=None, command=("run",), **options):
    """A hub whose definitions hold `changes` is refused before a byte is written; returns the run."""
    hub = lab.hub(1)
    for name, text in changes.items():
        if callable(text):
            text = text((hub.pipelines / name).read_text())
        hub.define(name, text)
    judge = Judge(hub)
    hub.issue(2)
    run = judge.refused(hub.lmi(*command, **options), CONFIGURATION, *says)
    judge.unwritten()
    if seconds:
        demand(run.processor <= seconds, f"took {run.processor:.2f} s of the processor to refuse", run)
    return run


def replaced(old, new, count=1):
    def change(text):
        if text.count(old) != count:
            raise ValueError(f"{old!r} stands {text.count(old)} times in the definition")
        return text.replace(old, new)
    return change


@case("F1", "YAML with a tab, a wrong indent, a key twice, two documents")
def f1(lab):
    for text in (replaced("title: A small hub", "\ttitle: A small hub"),
                 replaced("  jobs-by-sector:", "   jobs-by-sector:"),
                 replaced("title: A small hub", "title: A small hub\ntitle: Another hub"),
                 replaced("registers:", "---\nregisters:")):
        refused(lab, {"hub.yml": text}, r"^hub\.yml:\d+:\d+: error: ")


@case("F2", "YAML as a bomb of aliases, 10,000 deep, of 100 MB")
def f2(lab):
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 12):
        lines.append(f"a{level}: &a{level} [" + ", ".join([f"*a{level - 1}"] * 10) + "]")
    refused(lab, {"hub.yml": HUB + "\n".join(lines) + "\n"}, r"hub\.yml", seconds=REFUSED_SECONDS)
    refused(lab, {"hub.yml": HUB + "deep: " + "[" * 10_000 + "]" * 10_000 + "\n"}, r"hub\.yml", seconds=REFUSED_SECONDS)
    refused(lab, {"hub.yml": HUB + "# " + "x" * 100_000_000 + "\n"}, r"hub\.yml", seconds=REFUSED_SECONDS)


@case("F3", "texts that YAML takes for truths, numbers and dates stay texts")
def f3(lab):
    traps = ["no", "1e3", "012", "2026-11-21", "E06000021", "0x1F", "~", "1_000", ".5", "12:30"]
    for trap in traps[:6]:
        hub = lab.hub()
        hub.change("hub.yml", "title: Claimants\n", f"title: {trap}\n")
        Judge(hub).good(hub.run())
        seen = Seen(hub.output)
        index = json.loads((hub.output / "generations" / seen.generation / "index.json").read_text())
        demand(f'"{trap}"' in json.dumps(index), f"the title {trap} is not in index.json as it was written")
    for trap in traps[:4]:
        refused(lab, {"sectors.yml": replaced('{sic: "A"}', f"{{sic: {trap}}}")}, rf'sectors\.yml:\d+.*"{trap}"')


@case("F4", "a key that is misspelt")
def f4(lab):
    refused(lab, {"hub.yml": replaced("homepage:", "hompage:")}, r'hub\.yml:\d+:\d+: error: ', r'"?homepage"?')
    refused(lab, {"jobs.yml": replaced("encoding:", "encodng:")}, r"jobs\.yml:\d+:\d+: error: .*encodng", "encoding")


@case("F5", "a sector that is not there, and one without a code")
def f5(lab):
    refused(lab, {"sectors.yml": replaced("    rules:\n      - {sic: \"A\"}\n", "    rules: []\n")}, r"sectors\.yml:\d+")
    schools = replaced("    area: {as: area}", "    area: {as: area}\n    sector: {of: Sectors of the hubb}")
    refused(lab, {"schools.yml": lambda text: schools(text).replace("area: area}", "area: area, sector: sector}")},
            r"schools\.yml:\d+", "Sectors|sectors")


@case("F6", "a code in two sectors of the partition, and a code list that turns in a circle")
def f6(lab):
    run = refused(lab, {"sectors.yml": replaced('{sic: "A"}', '{sic: "A"}\n      - {sic: "23"}\n      - {sic: "24"}')},
                  r"sectors\.yml", "farming|Farming", "making|Making", "23")
    demand("24" in run.said, "only the first of two conflicts is told", run)
    refused(lab, {"sic.csv": replaced("A,Farming,section,", "A,Farming,section,01")}, r"sic\.csv")
    refused(lab, {"sectors.yml": replaced('{sic: "24"}', '{sic: "25"}')}, r"sectors\.yml:\d+.*25")


@case("F7", "names that lead out of a folder, are too long, or are one name to some disks")
def f7(lab):
    for name in ("../evil", "/etc/evil", "e\\0vil", "e\\nvil", "evil.", "x" * 300, "e vil", "évil", "CON."):
        refused(lab, {"hub.yml": replaced("  claimants:\n    title", f'  "{name}":\n    title')}, r"hub\.yml:\d+")
    for name in ("../jobs.csv", "/etc/passwd", "a/../../jobs.csv"):
        refused(lab, {"jobs.yml": replaced("file: jobs.csv", f'file: "{name}"')}, r"jobs\.yml:\d+")
    refused(lab, {"hub.yml": replaced("  claimants:\n    title", "  JOBS:\n    title")}, r"hub\.yml:\d+")
    refused(lab, {"hub.yml": replaced("definition: jobs.yml", "definition: ../Inputs/jobs.yml")}, r"hub\.yml:\d+")


@case("F8", "addresses of files, with passwords, of bare numbers, without encryption")
def f8(lab):
    for address in ("file:///etc/passwd", "https://user:word@example.org/x", "https://127.0.0.1/x", "https://[::1]/x",
                    "https://0x7f000001/x", "http://example.org/x", "ftp://example.org/x", "https://localhost/x"):
        changes = {"jobs.yml": lambda text, a=address: text.replace("encoding:", f'fetch: {{url: "{a}"}}\nencoding:')}
        refused(lab, changes, r"jobs\.yml:\d+:\d+: error: ")


@case("F9", "a table and a register of one name, two sources of one id")
def f9(lab):
    refused(lab, {"hub.yml": replaced("registers:\n  schools:", "registers:\n  jobs:")}, r"hub\.yml:\d+.*jobs")
    refused(lab, {"claimants.yml": replaced("source: claimants", "source: jobs")}, r"hub\.yml:\d+|claimants\.yml:\d+")


SECRET_SOURCE = """\
fetch:
  nomis: {dataset: NM_1_1, query: {geography: "1", measures: "20100"}, columns: [YEAR, AREA, INDUSTRY, VALUE]}
  key: {parameter: uid, secret: NOMIS_UID}
"""


@case("F10", "a secret that is missing, empty, of two lines, or in a file that others may read")
def f10(lab):
    changes = {"jobs.yml": lambda text: text.replace("encoding:", SECRET_SOURCE + "encoding:")}
    for name in ("claimants", "schools"):
        changes[f"{name}.yml"] = lambda text: text.replace("encoding:", "fetch: {own file: yes}\nencoding:")
    live = {"inputs": False}
    bare = {"PATH": os.environ["PATH"]}
    refused(lab, changes, "NOMIS_UID", environment=bare, **live)
    for value in ("", f"{CANARY}\nsecond"):
        refused(lab, changes, "NOMIS_UID", environment={**bare, "NOMIS_UID": value}, **live)
    hub = lab.hub(1)
    for name, change in changes.items():
        hub.define(name, change((hub.pipelines / name).read_text()))
    (hub.state / "secrets").write_text(f"NOMIS_UID={CANARY}\n")
    (hub.state / "secrets").chmod(0o644)
    judge = Judge(hub)
    judge.refused(hub.run(environment=bare, **live), CONFIGURATION, "secrets", mute=(CANARY,))
    judge.unwritten()


@case("F11", "a template that could be tried in millions of ways, and one that fits nothing")
def f11(lab):
    hub = lab.hub(1)
    gaps = " ".join("a{x%d}" % number for number in range(1, 13))
    jobs = JOBS.replace("cells:\n", 'split:\n  industry: ["{industry} ' + gaps + '"]\ncells:\n')
    hub.define("jobs.yml", jobs)
    judge = Judge(hub)
    hub.issue_file("jobs.csv", "YEAR,AREA,INDUSTRY,VALUE\n2024,E06000021," + "a " * 20_000 + ",1\n")
    run = judge.refused(hub.run(), (3, 11, CONFIGURATION), r"jobs\.(yml|csv)")
    demand(run.processor < 5, f"took {run.processor:.1f} s of the processor", run)
    judge.last_good()


@case("F12", "a definition that changes during the run")
def f12(lab):
    hub = lab.hub(1)
    twin = lab.twin(hub)
    hub.issue(2)
    changed = []

    def change():
        # The lock is taken when all definitions have been read, and the run is held there
        lock = hub.state / "lock"
        before = lock.stat().st_mtime_ns
        give_up = time.monotonic() + 20
        while not changed and time.monotonic() < give_up:
            if lock.stat().st_mtime_ns != before:
                hub.change("hub.yml", "title: Claimants\n", "title: People who claim\n")
                changed.append(True)
            time.sleep(0.01)

    changer = threading.Thread(target=change)
    changer.start()
    run = hub.run(before=inject("ftruncate", "delay_exit=1500000", 1))
    changer.join()
    demand(changed, "the definition was not changed in time: nothing has been shown", run)
    judge = Judge(hub)
    judge.good(run)
    Judge(twin).good(twin.night(2))
    judge.same_as(twin, run)
