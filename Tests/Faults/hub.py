"""A whole pipeline in a folder of its own, as small as one can be: three sources, three tables, one register."""
import datetime
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time

HUB = """\
pipeline: hub
title: A small hub
description: Jobs in one place.
homepage: https://example.org/
areas: areas.csv
sectors: sectors.yml
code lists:
  SIC 2007: sic.csv
dimensions:
  industry: {code column: sic_code, name column: sic_name, title: Industry}
  sector: {code column: sector_id, name column: sector_name, title: Sector}
sources:
  jobs: {definition: jobs.yml}
  claimants: {definition: claimants.yml}
  schools: {definition: schools.yml}
tables:
  jobs-by-sector:
    title: Jobs by sector
    description: Sums of industries.
    from: jobs
    sums by sector:
      view: overlapping
      of: industry
      total: {published as: Total}
      share: {decimals: 1}
  jobs:
    title: Jobs by industry
    description: As published.
    from: jobs
  claimants:
    title: Claimants
    description: As published.
    from: claimants
registers:
  schools:
    title: Schools
    description: All of them.
    from: schools
"""

AREAS = """\
code,scheme,name,type,vintage,valid_from,valid_to,aliases,members,ours
E06000021,gss,Stoke-on-Trent,unitary,2023,2009-01-01,,,,yes
E07000195,gss,Newcastle-under-Lyme,district,2023,2009-01-01,,,,yes
"""

INDUSTRIES = """\
code,label,level,parent
Total,All industries,total,
A,Farming,section,
01,Crops,division,A
C,Making,section,
23,Ceramics,division,C
24,Metals,division,C
"""

SECTORS = """\
classification: SIC 2007
sectors:
  - id: ceramics
    name: Ceramics
    status: provisional
    source: Draft of the hub
    rules:
      - {sic: "23"}
partition:
  - id: farming
    name: Farming
    status: provisional
    source: Draft of the hub
    rules:
      - {sic: "A"}
  - id: making
    name: Making
    status: provisional
    source: Draft of the hub
    rules:
      - {sic: "23"}
      - {sic: "24"}
"""

ORIGIN = """\
origin:
  publisher: Office for National Statistics
  title: Figures of a small hub
  url: https://example.org/figures
  licence: {name: Open Government Licence v3.0, url: "https://example.org/licence"}
  attribution: Contains public sector information
"""

JOBS = f"""\
source: jobs
title: Jobs by industry
{ORIGIN}file: jobs.csv
encoding: utf-8
table: {{header: YEAR}}
columns:
  labels: {{period: YEAR, area: AREA, industry: INDUSTRY}}
  values: [VALUE]
cells:
  numbers: plain
  instead of a number: {{c: suppressed_disclosure}}
observations:
  measure: {{is: employees, unit: people, rounding: none, adds: yes}}
  basis: workplace
  period: {{as: year}}
  area: {{are: codes}}
  broken down by:
    industry: {{of: SIC 2007}}
  keep: {{area: ours}}
"""

CLAIMANTS = f"""\
source: claimants
title: Claimants by month
{ORIGIN}file: claimants.csv
encoding: utf-8
table: {{header: MONTH}}
columns:
  labels: {{period: MONTH, area: AREA}}
  values: [VALUE]
cells: {{numbers: plain}}
observations:
  measure: {{is: claimants, unit: people, rounding: none, adds: yes}}
  basis: residence
  period: {{as: month}}
  area: {{are: codes}}
"""

SCHOOLS = f"""\
source: schools
title: Schools
{ORIGIN}file: schools.csv
encoding: utf-8
table: {{header: urn}}
columns:
  labels: {{urn: urn, name: name, head: head, area: area}}
register:
  key: urn
  columns:
    urn: {{as: text}}
    name: {{as: text}}
    area: {{as: area}}
  kept out: [head]
"""

DEFINITIONS = {"hub.yml": HUB, "areas.csv": AREAS, "sic.csv": INDUSTRIES, "sectors.yml": SECTORS, "jobs.yml": JOBS,
               "claimants.yml": CLAIMANTS, "schools.yml": SCHOOLS}


def edition(number):
    """The publishers' files as they stand in edition `number`: every one tells its figures from those of the others."""
    more = 10 * (number - 1)
    return {
        "jobs.csv": f"""\
YEAR,AREA,INDUSTRY,VALUE
2024,E06000021,Total,{100 + 2 * more}
2024,E06000021,01,10
2024,E06000021,23,{60 + more}
2024,E06000021,24,{30 + more}
2024,E07000195,Total,50
2024,E07000195,01,5
2024,E07000195,23,c
2024,E07000195,24,40
""",
        "claimants.csv": f"""\
MONTH,AREA,VALUE
2026-09,E06000021,{8220 + number}
2026-09,E07000195,1905
""",
        "schools.csv": f"""\
urn,name,head,area
990001,Bridge Street School of edition {number},A. Person,E06000021
990002,Canal Lane Academy,B. Person,E07000195
""",
    }


def issued(number):
    """When an edition came out: one a day."""
    day = datetime.date(2026, 1, 1) + datetime.timedelta(days=number)
    return f"{day}T02:00:00Z"


class Run:
    """How a command ended."""

    def __init__(self, code, output, errors, seconds, kilobytes, processor, hung):
        self.code, self.output, self.errors = code, output, errors
        self.seconds, self.kilobytes, self.processor, self.hung = seconds, kilobytes, processor, hung

    @property
    def said(self):
        return self.output + self.errors

    def __str__(self):
        return f"exit {self.code} after {self.seconds:.2f} s\n{self.said}".rstrip()


class Hub:
    """The hub in `folder`: Pipelines, Inputs, Output and state."""

    # Long enough for a busy machine; a run that meets it counts as hung
    DEADLINE = 60

    def __init__(self, folder, program, number=1):
        self.folder = pathlib.Path(folder)
        self.program = pathlib.Path(program)
        self.pipelines, self.inputs = self.folder / "Pipelines", self.folder / "Inputs"
        self.output, self.state = self.folder / "Output", self.folder / "state"
        # Every run so far, for the judge
        self.runs = []
        self.pipelines.mkdir(parents=True)
        self.inputs.mkdir()
        for name, text in DEFINITIONS.items():
            self.define(name, text)
        self.issue(number)

    def define(self, name, text):
        path = self.pipelines / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def change(self, name, old, new):
        """Puts `new` in the place of `old`, which has to stand in the definition exactly once."""
        text = (self.pipelines / name).read_text()
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {name}")
        self.define(name, text.replace(old, new))

    def issue(self, number, kind="live"):
        """The publishers bring their files out in edition `number`."""
        for name, text in edition(number).items():
            self.issue_file(name, text, issued(number), kind)

    def issue_file(self, name, text, retrieved="2026-11-01T02:00:00Z", kind="live"):
        (self.inputs / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        (self.inputs / f"{name}.origin.yml").write_text(f"kind: {kind}\nretrieved: {retrieved}\n")

    def command(self, *words, inputs=True, output=None, state=None):
        """The command line of `lmi WORDS` in this hub."""
        name, rest = words[0], list(words[1:])
        takes = {"run": "pioS", "check": "piS", "list": "po", "verify": "oS", "status": "oS", "rollback": "oS",
                 "hold": "oS", "unhold": "oS", "pin": "oS", "unpin": "oS", "fetch": "pS"}.get(name, "")
        line = [str(self.program), name, *map(str, rest)]
        if "p" in takes:
            line += ["--pipelines", str(self.pipelines), "--pipeline", "hub"]
        if "i" in takes and inputs:
            line += ["--inputs", str(self.inputs if inputs is True else inputs)]
        if "o" in takes:
            line += ["--output", str(output or self.output)]
        if "S" in takes:
            line += ["--state", str(state or self.state)]
        return line

    def start(self, *words, before=(), environment=None, deadline=None, streams=None, directory=None, prepare=None,
              umask=-1, **options):
        """Starts `lmi WORDS`; `before` goes in front of the command line, such as strace or a shell."""
        run = Started([*before, *self.command(*words, **options)], environment, deadline or self.DEADLINE, streams,
                      directory or self.folder, prepare, umask)
        return run

    def lmi(self, *words, **options):
        """Runs `lmi WORDS` to its end."""
        run = self.start(*words, **options).end()
        self.runs.append(run)
        return run

    def run(self, *words, **options):
        return self.lmi("run", "--threads", "1", *words, **options)

    def night(self, number, *words, **options):
        """The publishers bring out an edition and the pipeline runs."""
        self.issue(number)
        return self.run(*words, **options)

    def copy_to(self, folder):
        """The same hub with all that it has, in another folder; dates of files are kept."""
        shutil.copytree(self.folder, folder, symlinks=True)
        twin = object.__new__(Hub)
        twin.folder, twin.program, twin.runs = pathlib.Path(folder), self.program, []
        twin.pipelines, twin.inputs = twin.folder / "Pipelines", twin.folder / "Inputs"
        twin.output, twin.state = twin.folder / "Output", twin.folder / "state"
        return twin


def execute(line, environment=None, deadline=60, streams=None, directory=None, prepare=None, umask=-1):
    """Runs a command line to its end or, past the deadline, ends its whole group; measures time and memory."""
    return Started(line, environment, deadline, streams, directory, prepare, umask).end()


class Started:
    """A command that is under way, in a session of its own, with its words going into files."""

    def __init__(self, line, environment=None, deadline=60, streams=None, directory=None, prepare=None, umask=-1):
        streams = streams or {}
        self.words = [tempfile.TemporaryFile(), tempfile.TemporaryFile()]
        self.began = time.monotonic()
        self.process = subprocess.Popen(
            [str(word) for word in line], cwd=directory, env=surroundings() if environment is None else environment,
            stdin=streams.get("stdin", subprocess.DEVNULL), stdout=streams.get("stdout", self.words[0]),
            stderr=streams.get("stderr", self.words[1]), start_new_session=True, preexec_fn=prepare, umask=umask)
        self.hung = False
        self.timer = threading.Timer(deadline, self.give_up)
        self.timer.start()

    def give_up(self):
        self.hung = True
        self.signal(signal.SIGKILL)

    def signal(self, number):
        """Sends a signal to the command and all it has started."""
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def end(self):
        """Waits for it."""
        _, status, used = os.wait4(self.process.pid, 0)
        self.timer.cancel()
        self.process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in self.words:
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
            file.close()
        if self.hung:
            texts[1] += "(hung: ended by the runner)\n"
        # A shell says 128 more than the signal that ended a program
        code = self.process.returncode if self.process.returncode >= 0 else 128 - self.process.returncode
        return Run(code, *texts, time.monotonic() - self.began, used.ru_maxrss, used.ru_utime + used.ru_stime, self.hung)


CANARY = "canary-5f0c2b7e91"


def surroundings(**more):
    """The environment of a run: nothing of the one who started the runner but what a command needs, and a secret that
    must turn up nowhere."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LANG": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no",
            "NOMIS_UID": CANARY, **more}
