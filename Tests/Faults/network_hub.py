"""The small hub on the network: its sources are fetched from the stand-in, night after night, each night a day later."""
import datetime
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "StandIn"))

from cases import demand  # noqa: E402
from client import StandIn  # noqa: E402
from hub import CLAIMANTS, HUB, JOBS, SCHOOLS, edition  # noqa: E402
from judge import Judge, Seen  # noqa: E402
from tracing import preload  # noqa: E402

FIRST, DAY = int(datetime.datetime(2026, 11, 2, 2, tzinfo=datetime.timezone.utc).timestamp()), 86_400
SOURCE, DEGRADED = 10, 3
ATTEMPTS = 3
FETCHING = f"""\
fetching:
  at once: 4
  spacing seconds: 0.01
  attempts: {ATTEMPTS}
  first wait seconds: 0.05
  most wait seconds: 2
  connect seconds: 2
  first byte seconds: 1
  idle seconds: 1
  total seconds: 6
  run minutes: 1
"""
FETCH = {
    "jobs": """\
fetch:
  nomis:
    dataset: NM_189_1
    query: {geography: "E06000021,E07000195", date: latest, measures: "20100"}
    columns: [YEAR, AREA, INDUSTRY, VALUE]
  key: {parameter: uid, secret: NOMIS_UID, optional: yes}
""",
    "claimants": """\
fetch: {url: "https://www.ons.gov.uk/claimants.csv", most megabytes: 2}
""",
    "schools": """\
fetch: {page: "https://www.gov.uk/schools", link: {text: "All schools, {any}"}}
""",
}
HOSTS = {"jobs": "www.nomisweb.co.uk", "claimants": "www.ons.gov.uk", "schools": "www.gov.uk"}
# The claimants as a data set of the education service
DATA_SET = {"claimants.yml": lambda text: text.replace(
    FETCH["claimants"], 'fetch: {data set: {publication: "Further education", title: "Claimants by month"}}\n')}
TABLES = {"jobs": ["jobs", "jobs-by-sector"], "claimants": ["claimants"], "schools": ["schools"]}


def definitions():
    jobs = JOBS.replace("values: [VALUE]", "values: [VALUE]\n  ignore: [RECORD_OFFSET, RECORD_COUNT]")
    claimants = CLAIMANTS + "  must have areas: [E06000021, E07000195]\n"
    texts = {"jobs": jobs, "claimants": claimants, "schools": SCHOOLS}
    found = {f"{name}.yml": text.replace("file: ", FETCH[name] + "file: ", 1) for name, text in texts.items()}
    return {"hub.yml": HUB + FETCHING, **found}


class Net:
    """A hub, its stand-in, and a clock that stands still within a night."""

    def __init__(self, lab, publish=True, change=None, careless=None):
        self.lab, self.hub = lab, lab.hub()
        self.surroundings, self.library = {}, None
        if careless:
            self.surroundings, self.library = {"LMI_TEST_CARELESS": careless}, lab.path("careless.so")
            source = pathlib.Path(__file__).with_name("careless.c")
            subprocess.run([shutil.which("clang") or "cc", "-shared", "-fPIC", "-O1", "-o", self.library, source], check=True)
        texts = definitions()
        for name, edit in (change or {}).items():
            if edit(texts[name]) == texts[name]:
                raise ValueError(f"nothing to change in {name}")
            texts[name] = edit(texts[name])
        for name, text in texts.items():
            self.hub.define(name, text)
        # Where each source is asked for
        self.hosts = {name: "api.education.gov.uk" if "data set:" in texts[f"{name}.yml"] else host
                      for name, host in HOSTS.items()}
        self.server = StandIn(self.hub.inputs, self.hub.pipelines, lab.path(f"stand-in-{id(self)}"), seconds=900)
        if publish:
            Judge(self.hub).good(self.run(0))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.__exit__()

    def options(self, night, port=None, **environment):
        day = datetime.datetime.fromtimestamp(FIRST + night * DAY, datetime.timezone.utc)
        self.server.set(today=f"{day:%Y%m%d}")
        surroundings = {**preload(self.lab, clock=FIRST + night * DAY), **self.surroundings}
        if self.library:
            surroundings["LD_PRELOAD"] += f":{self.library}"
        return {"inputs": False, "environment": {**surroundings, **environment}}

    def words(self, port=None):
        return ["--stand-in", str(port or self.server.port), "--stand-in-authority", self.server.authority]

    def run(self, night, hub=None, port=None, **environment):
        """One night of a hub, its own unless another is named."""
        return (hub or self.hub).run(*self.words(port), **self.options(night, **environment))

    def asked(self, source):
        """The requests for a source, to whatever host they went."""
        return [entry for entry in self.server.log() if entry.get("source") == source or entry["host"] == self.hosts[source]]

    def figures(self, hub, table):
        """A table as readers see it, without how fresh it is."""
        seen = Seen(hub.output)
        folder = hub.output / "generations" / seen.generation
        return [row.split(",")[:13] for row in (folder / "data" / f"{table}.csv").read_text().splitlines()]

    def twin_of(self, source, nights):
        """A hub that never meets the fault: its publisher brings the source out on the last night."""
        twin = self.lab.twin(self.hub)

        def go_on():
            self.server.reset()
            old = self.lab.path(f"old-{source}.csv")
            old.write_text(edition(1)[f"{source}.csv"])
            self.server.set(files={source: str(old)})
            Judge(twin).good(self.run(1, hub=twin))
            self.server.reset()
            Judge(twin).good(self.run(nights, hub=twin))
            return twin
        return go_on


def broken(lab, faults, source="claimants", change=None, seconds=20, careless=None):
    """Nights on which a source is broken, each in another way; the others have news on the first. Readers keep the last
    good figures of the source, marked stale, and get the news; mended, the hub has the bytes of one that met no fault.

    A fault is (what is ordered, what the messages have to say…, and at the end, if need be, a check of the log)."""
    with Net(lab, change=change, careless=careless) as net:
        twin = net.twin_of(source, len(faults) + 1)
        judge, kept = Judge(net.hub), {table: net.figures(net.hub, table) for table in TABLES[source] if table != "schools"}
        runs = []
        net.hub.issue(2)
        for night, (order, *says) in enumerate(faults, 1):
            check = says.pop() if says and callable(says[-1]) else None
            net.server.reset()
            if "tls" in order:
                net.server.set(tls={net.hosts[source]: order["tls"]})
            else:
                net.server.set(**order.get("settings", {}))
                net.server.rules({"source": source, **{key: value for key, value in order.items() if key != "settings"}})
            run = net.run(night)
            runs.append(run)
            try:
                judge.refused(run, DEGRADED, rf"(?m)^.*{source}.*", *says)
                demand(net.asked(source) or order.get("tls"), "the source was not asked for: nothing has been shown", run)
                demand(run.seconds <= seconds, f"I6: {run.seconds:.0f} s", run)
                held(net, judge.last_good(), source, kept, run)
                if check:
                    check(net, run)
            except Exception as failure:
                raise type(failure)(f"{order}: {failure}") from failure
        net.server.reset()
        again = net.run(len(faults) + 1)
        judge.good(again)
        demand(not Seen(net.hub.output).stale, "stale after the mended night", again)
        judge.same_as(twin(), *runs, again)
        secret_stays(net)


def held(net, seen, source, kept, run):
    """The source's tables are the last good ones and say so; no other is stale."""
    stale = json.dumps(seen.stale)
    for name, tables in TABLES.items():
        for table in tables:
            demand((f'"{table}"' in stale) == (name == source), f"the tables marked stale are {stale}", run)
    for table, figures in kept.items():
        demand(net.figures(net.hub, table) == figures, f"I1: the carried figures of {table} are not the last good ones", run)


def secret_stays(net):
    for entry in net.server.log():
        if "canary" in json.dumps(entry):
            demand(entry["host"] == net.hosts["jobs"], f"I8: the secret went to {entry['host']}", entry)


def overcome(lab, faults, source="claimants", change=None):
    """Nights with a fault that has to be got over: each ends well and publishes the new edition, the first of them."""
    with Net(lab, change=change) as net:
        twin = lab.twin(net.hub)
        judge, runs = Judge(net.hub), []
        net.hub.issue(2)
        for night, (order, *checks) in enumerate(faults, 1):
            net.server.reset()
            if "do" in order:
                net.server.rules({"source": source, **order})
            runs.append(net.run(night, **order.get("environment", {})))
            try:
                judge.good(runs[-1])
                demand(net.asked(source), "the source was not asked for: nothing has been shown", runs[-1])
                for check in checks:
                    check(net, runs[-1])
            except Exception as failure:
                raise type(failure)(f"{order}: {failure}") from failure
        net.server.reset()
        Judge(twin).good(net.run(1, hub=twin))
        judge.same_as(twin, *runs)
        secret_stays(net)
