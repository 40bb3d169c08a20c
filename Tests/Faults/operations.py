"""Faults of how and where the pipeline is run: cron, signals, clocks, two at once, going back."""
import calendar
import fcntl
import json
import os
import resource
import shutil
import signal
import time

import crash
from cases import case, demand
from judge import Judge, Seen
from tracing import inject, preload

DEGRADED, STORAGE, BUSY = 3, 13, 14


def moment(year, month, day, hour=2, minute=0, second=0):
    """Seconds since 1970 of a time in UTC."""
    return calendar.timegm((year, month, day, hour, minute, second))


def held(hub, seconds=3.0, **options):
    """A run that stays where it has just begun its work, with the lock; give up waiting where it never gets there."""
    run = hub.start("run", "--threads", "1", before=inject("fsync", f"delay_enter={int(seconds * 1e6)}", 1), **options)
    give_up = time.monotonic() + 20
    while not (hub.state / "lock").exists() or not lock_says_who(hub):
        # Only at the end is it waited for: who looks whether it has ended takes its ending away
        if time.monotonic() > give_up:
            demand(False, "the run never took its lock", run.end())
        time.sleep(0.005)
    return run


def lock_says_who(hub):
    with open(hub.state / "lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return file.read().strip()
    return ""


@case("O1", "fifty runs at once, and two with folders of state of their own")
def o1(lab):
    hub = lab.hub(1)
    twin = lab.twin(hub)
    Judge(twin).good(twin.night(2))
    judge = Judge(hub)
    hub.issue(2)
    runs = [run.end() for run in [hub.start("run", "--threads", "1") for _ in range(50)]]
    codes = sorted({run.code for run in runs})
    demand(set(codes) <= {0, BUSY} and 0 in codes, f"fifty runs ended with {codes}", *[r for r in runs if r.code not in (0, 14)])
    demand(BUSY in codes, "no two of fifty runs met: nothing has been shown")
    demand(sum("Published" in run.output for run in runs) == 1, "more than one run published")
    judge.same_as(twin)
    hub.issue(3)
    runs = [run.end() for run in [hub.start("run", "--threads", "1", state=lab.path(f"state{n}")) for n in range(8)]]
    codes = sorted({run.code for run in runs})
    demand(set(codes) <= {0, BUSY, STORAGE} and 0 in codes, f"runs with states of their own ended with {codes}", *runs)
    Judge(twin).good(twin.night(3))
    demand(Seen(hub.output).files == Seen(twin.output).files, f"readers see {Seen(hub.output)}")
    demand(Seen(hub.output).serial == 3, f"the serial is {Seen(hub.output).serial}")


@case("O2", "a run that hangs with the lock: the next says which process and since when")
def o2(lab):
    hub = lab.hub(1)
    twin = lab.twin(hub)
    hub.issue(2)
    hung = held(hub, 1.0)
    hung.signal(signal.SIGSTOP)
    judge = Judge(hub)
    second = judge.refused(hub.run(), BUSY, "another run", r"\b\d{2,}\b", r"since 20\d\d-\d\d-\d\dT")
    demand(second.seconds < 10, "the second run waited", second)
    judge.untouched()
    hung.signal(signal.SIGCONT)
    first = hung.end()
    judge.good(first)
    Judge(twin).good(twin.night(2))
    judge.same_as(twin, first)


@case("O3", "SIGTERM, SIGINT and SIGHUP at calls of a night, once and twice")
def o3(lab):
    folder = lab.path("night")
    folder.mkdir()
    night = crash.Night(lab.program, folder)
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        number = 128 + getattr(signal, name)
        for point in crash.spread(night.points(f"signal={name}"), 8):
            hub = night.copy(night.base)
            run = hub.run(before=point.prefix("/dev/null"))
            kind = Seen(hub.output).kind(night.old, night.new)
            demand(kind in ("old", "new"), f"{point}: readers see a bundle that is {kind}", run)
            demand(run.code == number or (run.code == 0 and kind == "new"), f"{point}: exit {run.code}", run)
            demand(run.seconds < 5, f"{point}: took {run.seconds:.1f} s to end", run)
            demand(kind == "new" or "Published " not in run.output, f"{point}: says that it published", run)
            again = hub.run()
            Judge(hub).good(again)
            demand(Seen(hub.output).files == night.new.files, f"{point}: the next run ends with {Seen(hub.output)}", again)
            shutil.rmtree(hub.folder)
    hub = lab.hub(1)
    hub.issue(2)
    judge = Judge(hub)
    run = held(hub, 2.0)
    for _ in range(2):
        run.signal(signal.SIGTERM)
        time.sleep(0.05)
    ended = run.end()
    demand(ended.code == 128 + signal.SIGTERM and ended.seconds < 8, "two signals", ended)
    judge.untouched()
    Judge(hub).good(hub.run())


def closed(*streams):
    """What a run does first: closes its streams."""
    def prepare():
        for stream in streams:
            os.close(stream)
    return prepare


@case("O4", "streams that are closed, full, or that nobody reads")
def o4(lab):
    base = lab.hub(1)
    twin = lab.twin(base)
    Judge(twin).good(twin.night(2))
    with open("/dev/full", "wb") as full:
        reading, writing = os.pipe()
        os.close(reading)
        ways = {"no input": ({"prepare": closed(0)}, 0), "no output": ({"prepare": closed(1)}, STORAGE),
                "nothing open": ({"prepare": closed(0, 1, 2)}, STORAGE), "a full output": ({"streams": {"stdout": full}}, STORAGE),
                "a full log": ({"streams": {"stdout": full, "stderr": full}}, STORAGE),
                "nobody reads": ({"streams": {"stdout": writing, "stderr": writing}}, STORAGE)}
        for words, (options, code) in ways.items():
            hub = lab.twin(base)
            run = hub.night(2, **options)
            demand(run.code == code, f"{words}: exit {run.code} instead of {code}", run)
            Judge(hub).same_as(twin, run)
        os.close(writing)
    hub = lab.twin(base)
    (hub.inputs / "jobs.csv").unlink()
    run = hub.run(prepare=closed(2))
    demand(run.code == STORAGE, "a message that nobody could read", run)


@case("O5", "the bare environment of cron, and another folder to start from")
def o5(lab):
    hub, twin = lab.hub(), lab.hub(2)
    for edition in (1, 2):
        run = hub.night(edition, environment={"PATH": "/usr/bin:/bin"}, directory="/")
        Judge(hub).good(run)
    Judge(hub).same_as(twin, run)
    hub = lab.hub()
    run = hub.run(environment={}, directory="/")
    Judge(hub).good(run)


def nights(lab, hub, first=20, count=3):
    """Nights of November 2026 with an edition each; by day, the generation."""
    made = {}
    for number in range(count):
        run = hub.night(number + 1, environment=preload(lab, clock=moment(2026, 11, first + number)))
        Judge(hub).good(run)
        made[first + number] = Seen(hub.output)
    demand(lab.path("preloaded").exists(), "the clock was never asked: nothing has been shown")
    return made


@case("O6", "a past night made again: its bytes, and readers stay where they are")
def o6(lab):
    hub = lab.hub()
    made = nights(lab, hub)
    judge = Judge(hub)
    run = judge.ended(hub.run("--as-of", "2026-11-20", inputs=False), 0)
    demand(made[20].generation in run.said, "does not name the generation that it made again", run)
    judge.untouched()
    # Made anew from its snapshots, with the definitions of that night, though those of today differ
    shutil.rmtree(hub.output / "generations" / made[20].generation)
    hub.change("hub.yml", "title: Claimants\n", "title: People who claim\n")
    judge = Judge(hub)
    run = judge.ended(hub.run("--as-of", "2026-11-20", inputs=False), (0, DEGRADED))
    seen = judge.last_good()
    demand(seen.generation == made[22].generation, "the pointer moved", run)
    folder = hub.output / "generations" / made[20].generation
    demand((folder / "manifest.json").exists(), "the generation of that night was not written", run)
    pointer = {**made[22].pointer, "generation": made[20].generation, "manifest_sha256": made[20].pointer["manifest_sha256"]}
    copy = lab.path("copy")
    copy.mkdir()
    (copy / "generations").symlink_to(hub.output / "generations")
    (copy / "latest.json").write_text(json.dumps(pointer))
    demand(Seen(copy).files == made[20].files, "that night's bytes are others now", run, Seen(copy))
    judge.refused(hub.run("--as-of", "2020-01-01", inputs=False), (12, STORAGE, 10), "2020-01-01")


@case("O7", "rollback, twice, to nothing, to a damaged generation; the nights after it; hold and unhold")
def o7(lab):
    hub = lab.hub(3)
    generations = [path.name for path in (hub.output / "generations").iterdir()]
    third = Seen(hub.output)
    judge = Judge(hub)
    run = judge.ended(hub.lmi("rollback", "--because", "claimants ten times too high"), 0)
    second = judge.last_good()
    demand(second.generation != third.generation and second.serial == third.serial + 1, f"after a rollback: {second}", run)
    # The night after it must not bring the bad figures back
    run = Judge(hub).ended(hub.run(), (0, DEGRADED))
    demand(Seen(hub.output).generation == second.generation, "the night after a rollback published again", run)
    demand("claimants ten times too high" in run.said, "the run does not say that publication is held, and why", run)
    run = Judge(hub).ended(hub.lmi("rollback", "--because", "that one too"), 0)
    first = Seen(hub.output)
    demand(first.state == "whole" and first.serial > second.serial, f"after a second rollback: {first}", run)
    demand(first.generation not in (second.generation, third.generation), "the second rollback went forward", run)
    judge = Judge(hub)
    judge.refused(hub.lmi("rollback", "2026-01-01-0123456789ab", "--because", "x"), (12, STORAGE), "2026-01-01-0123456789ab")
    judge.refused(hub.lmi("rollback", "../../etc", "--because", "x"), (12, 13, 64), r"\.\./\.\./etc")
    judge.untouched()
    victim = hub.output / "generations" / third.generation / "data" / "jobs.csv"
    text = victim.read_bytes()
    victim.write_bytes(text + b"\n")
    judge = Judge(hub)
    judge.refused(hub.lmi("rollback", third.generation, "--because", "x"), STORAGE, "jobs.csv")
    judge.untouched()
    victim.write_bytes(text)
    Judge(hub).ended(hub.lmi("unhold", "--because", "mended"), 0)
    Judge(hub).good(hub.night(4))
    demand(Seen(hub.output).generation not in generations and Seen(hub.output).serial > first.serial, "unhold", Seen(hub.output))
    ledger = (hub.state / "ledger.jsonl").read_text()
    demand("that one too" in ledger, "the reason of a rollback is not kept")
    Judge(hub).ended(hub.lmi("hold", "--because", "the site is being moved"), 0)
    judge = Judge(hub)
    hub.issue(5)
    judge.ended(hub.run(), (0, DEGRADED))
    judge.untouched()


def time_of(record):
    return json.loads(record.read_text())["started"]


@case("O8", "nights when the clocks change, the year ends, 29 February, week 53")
def o8(lab):
    hub, twin = lab.hub(), lab.hub()
    whens = [moment(2026, 3, 29, 0, 59, 59), moment(2026, 3, 29, 1, 0, 0), moment(2026, 3, 29, 1, 30),
             moment(2026, 10, 25, 0, 30), moment(2026, 10, 25, 1, 30), moment(2026, 12, 28), moment(2026, 12, 31, 23, 59, 59),
             moment(2027, 1, 1, 0, 0, 0), moment(2028, 2, 28), moment(2028, 2, 29), moment(2028, 3, 1)]
    for edition, when in enumerate(whens, 1):
        written = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when))
        run = hub.night(edition, environment=preload(lab, clock=when) | {"TZ": "Europe/London"})
        Judge(hub).ended(run, 0)
        Judge(twin).good(twin.night(edition))
        Judge(hub).same_as(twin, run)
        seen = Seen(hub.output)
        demand(seen.pointer["published"] == written and seen.serial == edition, f"{written}: {seen.pointer}", run)
    records = sorted((hub.state / "runs").glob("*.json"))
    written = [time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(when)) for when in sorted(whens)]
    demand(sorted(map(time_of, records)) == written, f"the records are of {[path.name for path in records]}")


@case("O9", "clocks of 1970, of ten years on, and that go backwards")
def o9(lab):
    hub, twin = lab.hub(), lab.hub()
    clocks = [{"clock": 0}, {"clock": moment(2036, 11, 22)}, {"clock": moment(2026, 11, 22), "clock_step": -3600},
              {"clock": moment(2026, 11, 21)}]
    for edition, clock in enumerate(clocks, 1):
        run = hub.night(edition, environment=preload(lab, **clock))
        Judge(hub).ended(run, (0, DEGRADED))
        Judge(twin).good(twin.night(edition))
        Judge(hub).same_as(twin, run)
        demand(Seen(hub.output).serial == edition, f"{clock}: {Seen(hub.output)}", run)


@case("O10", "other languages and time zones: the same bytes")
def o10(lab):
    twin = lab.hub(2)
    for language, zone in (("tr_TR.UTF-8", "Pacific/Apia"), ("de_DE.UTF-8", "Asia/Kathmandu"), ("C", "UTC"), ("nonsense", "nowhere")):
        hub = lab.hub()
        for edition in (1, 2):
            run = hub.night(edition, environment={"PATH": os.environ["PATH"], "LANG": language, "LC_ALL": language, "TZ": zone})
            Judge(hub).good(run)
        Judge(hub).same_as(twin, run)


@case("O11", "too little memory: broken off, and the night after is as if it had not been")
def o11(lab):
    base = lab.hub(1)
    twin = lab.twin(base)
    Judge(twin).good(twin.night(2))
    broken = 0
    for megabytes in (20, 60, *range(74, 92), 100, 120, 160, 300):
        hub = lab.twin(base)
        judge = Judge(hub)
        hub.issue(2)

        def prepare(most=megabytes << 20):
            resource.setrlimit(resource.RLIMIT_AS, (most, most))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

        run = hub.run(prepare=prepare)
        # 127 is the loader's: the program had not begun
        broken += run.code not in (0, 127)
        demand(not run.hung, f"{megabytes} MB: hung", run)
        seen = judge.last_good()
        demand(run.code != 0 or seen.files == Seen(twin.output).files, f"{megabytes} MB: exit 0, and readers see {seen}", run)
        judge.good(hub.run())
        judge.same_as(twin, run)
    demand(broken > 3, "memory was never too little: nothing has been shown")


@case("O15", "a system that gives no further thread or process")
def o15(lab):
    hub = lab.hub(1)
    twin = lab.twin(hub)
    Judge(twin).good(twin.night(2))
    hub.issue(2)
    log = lab.path("trace")
    run = hub.lmi("run", before=["strace", "--follow-forks", "--quiet=all", "--output", log, "--trace=clone,clone3",
                                 "--inject=clone,clone3:error=EAGAIN"], deadline=30)
    demand("INJECTED" in log.read_text(), "no thread was asked for: nothing has been shown", run)
    Judge(hub).good(run)
    Judge(hub).same_as(twin, run)


@case("O12", "ten nights missed, a first night, an Output that was cleared, an older layout")
def o12(lab):
    hub, twin = lab.hub(1), lab.hub()
    run = hub.night(11)
    Judge(hub).good(run)
    Judge(twin).good(twin.night(11))
    Judge(hub).same_as(twin, run)
    demand(Seen(hub.output).serial == 2, "ten missed nights were caught up with more than once")
    hub = lab.hub()
    hub.output.mkdir()
    Judge(hub).good(hub.run())
    # The state knows of publications, and Output is empty, as after a disk was replaced
    hub = lab.hub(2)
    serial = Seen(hub.output).serial
    shutil.rmtree(hub.output)
    run = hub.night(3)
    Judge(hub).ended(run, (0, STORAGE))
    if run.code == 0:
        demand(Seen(hub.output).serial > serial, "the serial began again, and caches hold higher ones", run)
    hub = lab.hub(1)
    (hub.output / "data").mkdir()
    (hub.output / "data/jobs.csv").write_text("of an older program\n")
    (hub.output / "current").unlink()
    run = hub.night(2)
    Judge(hub).good(run)
    demand((hub.output / "data/jobs.csv").read_text() == "of an older program\n", "a file of the older layout is gone", run)


@case("O13", "the program is replaced during a run, and an older one meets what a newer one wrote")
def o13(lab):
    hub = lab.hub(1)
    twin = lab.twin(hub)
    program = lab.path("lmi")
    shutil.copy(lab.program, program)
    hub.program = program
    hub.issue(2)
    running = held(hub, 1.0)
    newer = lab.path("newer")
    shutil.copy(lab.program, newer)
    newer.rename(program)
    run = running.end()
    Judge(hub).good(run)
    Judge(twin).good(twin.night(2))
    Judge(hub).same_as(twin, run)
    # What a newer program writes in another form is refused, and not taken for nothing
    ledger = hub.state / "ledger.jsonl"
    demand(ledger.exists(), "there is no ledger")
    text = ledger.read_text()
    ledger.write_text(text.replace('"format":1', '"format":2').replace('"format": 1', '"format": 2'))
    demand(ledger.read_text() != text, "the ledger does not say of which form it is")
    judge = Judge(hub)
    hub.issue(3)
    judge.refused(hub.run(), STORAGE, r"ledger\.jsonl")
    judge.untouched()


@case("O14", "a publisher changes a file on a Friday: five nights of failing, and who is told when")
def o14(lab):
    hub = lab.hub()
    told = lab.path("told")
    alert = lab.path("alert")
    alert.write_text(f"#!/bin/sh\n{{ echo \"== $LMI_EXIT\"; cat; }} >> {told}\n")
    alert.chmod(0o755)

    def night(day, hour=2):
        return hub.run("--alert", alert, environment=preload(lab, clock=moment(2026, 11, day, hour)))

    def messages():
        return told.read_text().count("== ") if told.exists() else 0

    Judge(hub).good(night(19))
    demand(messages() == 0, "somebody was told that all is well", told.read_text() if told.exists() else "")
    text = (hub.inputs / "claimants.csv").read_text().replace("VALUE", "COUNT")
    hub.issue_file("claimants.csv", text, "2026-11-20T01:00:00Z")
    for number, day in enumerate(range(20, 25), 1):
        run = Judge(hub).ended(night(day), DEGRADED)
        demand(messages() == number, f"{messages()} messages after {number} nights of failing", told.read_text())
        Judge(hub).ended(night(day, 14), DEGRADED)
        demand(messages() == number, "somebody was told twice on one day", told.read_text())
        seen = Seen(hub.output)
        demand("claimants" in seen.stale, f"the bundle does not say that claimants are stale: {seen.stale}", run)
        status = json.loads((hub.output / "status.json").read_text())
        demand(status["exit"] == DEGRADED and any(s["id"] == "claimants" and s["stale"] for s in status["sources"]),
               "status.json does not say so", status)
    hub.issue(2)
    Judge(hub).good(night(25))
    demand(messages() == 6 and "well again" in told.read_text(), "nobody was told that all is well again", told.read_text())
    Judge(hub).good(night(26))
    demand(messages() == 6, "told again that all is well")
