"""Faults of the disk and of what stands on it: a run that cannot keep or publish ends with 13, and readers see what they saw."""
import json
import fcntl
import os
import pathlib
import resource
import shutil
import signal
import subprocess
import tempfile
import time

import crash
import power_cut
from cases import case, demand
from hub import Hub
from judge import Judge, Seen, facts, leftovers
from tracing import inject, phases, preload, trace

STORAGE = 13
NOBODY = 65534


def limited(which, most):
    """What a run does first: puts a limit on itself."""
    def prepare():
        resource.setrlimit(which, (most, most))
    return prepare


def mounted(lab, name, options):
    """A file system in memory of its own, mounted at a new folder; a case that may not mount has failed."""
    folder = lab.path(name)
    folder.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "none", folder], capture_output=True, text=True)
    demand(done.returncode == 0, f"cannot mount a file system (run as root): {done.stderr.strip()}")
    return folder


def unmount(folder):
    subprocess.run(["umount", "--lazy", folder], check=True, capture_output=True)


@case("S1", "a full disk: at calls of publication, and as a file system that is nearly full")
def s1(lab):
    crash.sampled(lab, "error=ENOSPC", 48)
    on_small_disk(lab, "size", 16 << 20)


@case("S15", "a disk without room for one more file")
def s15(lab):
    on_small_disk(lab, "nr_inodes", 4000)


def on_small_disk(lab, limit, most):
    """Publication onto a disk that is nearly full fails; when that has grown, it is as if nothing had been."""
    hub, twin = lab.hub(), lab.hub(1)
    disk = mounted(lab, "disk", f"{limit}={most}")
    try:
        hub.output = disk / "Output"
        Judge(hub).good(hub.run())
        about = os.statvfs(disk)
        used, more = (about.f_blocks - about.f_bfree) * about.f_frsize, 60_000
        if limit == "nr_inodes":
            used, more = about.f_files - about.f_ffree, 12
        resize(disk, limit, used + more)
        judge = Judge(hub)
        hub.issue(2)
        run = judge.refused(hub.run(), STORAGE, "free some room")
        judge.untouched()
        resize(disk, limit, most)
        again = hub.run()
        judge.good(again)
        Judge(twin).good(twin.night(2))
        judge.same_as(twin, run, again)
    finally:
        unmount(disk)


def resize(disk, limit, most):
    done = subprocess.run(["mount", "-o", f"remount,{limit}={most}", disk], capture_output=True, text=True)
    demand(done.returncode == 0, f"cannot change the size of the disk: {done.stderr.strip()}")


@case("S2", "a disk that cannot be read or written: at calls of publication, and a sync that fails once only")
def s2(lab):
    crash.sampled(lab, "error=EIO", 48)
    hub = lab.hub(1)
    _, calls, _ = trace(lab.twin(hub), lab.path("trace"), "--dry-run")
    first = 1 + sum(call.name == "fsync" for call in calls)
    for later in (0, 3, 7, 12):
        fresh = lab.twin(hub)
        lab.failed_then_mended(fresh, lambda: fresh.run(before=inject("fsync", "error=EIO", first + later)))
    # A lock that cannot be looked at is not one that somebody removed: trying again has no end
    looks = [call for call in calls if call.name == "newfstatat" and "/state/lock" in call.text][:2]
    demand(len(looks) == 2, f"the lock is looked at {len(looks)} times")
    for look in looks:
        fresh = lab.twin(hub)
        lab.failed_then_mended(
            fresh, lambda: fresh.run(before=inject("newfstatat", "error=EIO", f"{look.index}+"), deadline=10), says=["lock"])


@case("S3", "no right to write, a disk for reading only, and limits on files, their sizes and names")
def s3(lab):
    read_only(lab)
    for fault in ("EDQUOT", "EROFS", "EACCES"):
        hub = lab.hub(1)
        lab.failed_then_mended(hub, lambda: hub.run(before=inject("mkdirat", f"error={fault}", "1+")))
    hub = lab.hub(1)
    lab.failed_then_mended(hub, lambda: hub.run(prepare=limited(resource.RLIMIT_FSIZE, 3000)), says=["ulimit -f"])
    hub = lab.hub(1)
    lab.failed_then_mended(hub, lambda: hub.run(prepare=limited(resource.RLIMIT_NOFILE, 9)), codes=(STORAGE, 12, 134))
    hub = lab.hub(1)
    judge = Judge(hub)
    long = hub.folder / "/".join(["x" * 200] * 30)
    judge.refused(hub.run(output=long), STORAGE, "shorter name|nearer to the root")
    judge.untouched()


def read_only(lab):
    """A user who may not write into Output, or into the state."""
    for name in ("output", "state"):
        hub = lab.hub(1)
        for path in [hub.folder, *hub.folder.rglob("*")]:
            if not path.is_symlink():
                os.chown(path, NOBODY, NOBODY) if os.geteuid() == 0 else None
        lab.folder.chmod(0o755)
        os.chmod(tempfile.gettempdir(), 0o755)
        program = lab.path("program")
        if not program.exists():
            shutil.copy(lab.program, program)
        hub.program = program
        closed = getattr(hub, name)
        rights = {path: path.stat().st_mode for path in [closed, *closed.rglob("*")] if path.is_dir() and not path.is_symlink()}
        twin = lab.twin(hub)
        own(twin.folder)
        hub.issue(2)
        own(hub.inputs)
        for path in rights:
            path.chmod(0o555)
        judge = Judge(hub)
        run = judge.refused(hub.run(prepare=as_nobody), STORAGE, "the right")
        judge.untouched()
        judge = Judge(hub)
        for path, mode in rights.items():
            path.chmod(mode)
        again = hub.run(prepare=as_nobody)
        judge.good(again)
        twin.issue(2)
        own(twin.inputs)
        Judge(twin).good(twin.run(prepare=as_nobody))
        judge.same_as(twin, run, again)


def own(folder):
    """Makes a folder the property of the user that runs are made as."""
    for path in [folder, *folder.rglob("*")]:
        if os.geteuid() == 0 and not path.is_symlink():
            os.chown(path, NOBODY, NOBODY)


def as_nobody():
    """Root may write anywhere, so a run that must not may not be root's."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@case("S4", "writes that take half, and calls that are interrupted")
def s4(lab):
    hub = lab.hub(1)
    twin = lab.twin(hub)
    traced = lab.twin(hub)
    traced.issue(2)
    _, calls, _ = trace(traced, lab.path("trace"))
    # The loader of programs reads too, and knows no such thing
    first = next(call.index for call in phases(calls, ".yml", hub.state) if call.name == "read")
    publishing = next(call.index for call in phases(calls, "Output/generations/.lmi") if call.name == "write")
    Judge(twin).good(twin.night(2))
    for name, options in (("short", {"environment": preload(lab, short_writes=1)}),
                          ("write", {"before": inject("write", "error=EINTR", "1+3")}),
                          ("read", {"before": inject("read", "error=EINTR", f"{first}+3")}),
                          ("flock", {"before": inject("flock", "error=EINTR", "1+2")})):
        tried = lab.twin(hub)
        judge = Judge(tried)
        run = tried.night(2, **options)
        judge.good(run)
        judge.same_as(twin, run)
        if name == "short":
            demand(lab.path("preloaded").exists(), "no write was cut short: nothing has been shown", run)
    hub = lab.hub(1)
    lab.failed_then_mended(hub, lambda: hub.run(before=inject("write", "error=EAGAIN", publishing)))


@case("S5", "kill -9 before calls of publication")
def s5(lab):
    crash.sampled(lab, "signal=SIGKILL", 30)


@case("S6", "the power cut at calls of publication, and seconds later")
def s6(lab):
    power_cut.sampled(lab, 8, 3)


@case("S7", "kill -9 in a run that clears up after a kill -9")
def s7(lab):
    crash.sampled_twice(lab, 12)


def flip(path):
    """Turns one bit over in the middle of a file, and leaves its date."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    about = path.stat()
    path.write_bytes(bytes(data))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


@case("S8", "a bit turned over in a snapshot, a published file, a manifest")
def s8(lab):
    hub = lab.hub(1)
    snapshot = next(path for path in sorted((hub.state / "snapshots").rglob("*")) if len(path.name) == 64)
    flip(snapshot)
    judge = Judge(hub)
    judge.refused(hub.lmi("verify", "--all"), STORAGE, snapshot.name)
    run = judge.refused(hub.run("--offline", inputs=False), (3, STORAGE), snapshot.name)
    demand(run.code == 3 or judge.untouched(), "")
    judge.good(hub.run())
    Judge(hub).ended(hub.lmi("verify", "--all"), 0)
    for name in ("data/claimants.csv", "manifest.json", "json/jobs.json"):
        hub = lab.hub(2)
        file = hub.output / "generations" / Seen(hub.output).generation / name
        flip(file)
        judge = Judge(hub)
        judge.refused(hub.lmi("verify"), STORAGE, name)
        # What has come to harm is never carried forward
        lose(hub, "claimants.csv", "jobs.csv")
        run = judge.refused(hub.run(), (10, 11, STORAGE), name)
        demand(Seen(hub.output).generation == judge.before.generation, "a damaged bundle was built on", run)
        if name != "manifest.json":
            hub.issue(3)
            judge.good(hub.run())


def lose(hub, *names):
    """Publishers' files that cannot be had."""
    for name in names:
        (hub.inputs / name).unlink()


@case("S9", "files of the state and pointers that are empty, cut, or of a newer version")
def s9(lab):
    for text in (b"", b'{"serial": 1, "gen', b'{"format": 99, "serial": 7}\n', b"\0" * 300):
        hub = lab.hub(1)
        (hub.output / "latest.json").write_bytes(text)
        judge = Judge(hub)
        hub.issue(2)
        judge.refused(hub.run(), STORAGE, r"latest\.json")
        demand((hub.output / "latest.json").read_bytes() == text, "a pointer that could not be read was written over")
    hub = lab.hub(2)
    demand((hub.state / "ledger.jsonl").exists(), "there is no ledger")
    ledger = (hub.state / "ledger.jsonl").read_bytes()
    # A record that was being written when the power went is one thing; a file that has lost what it had is another
    for text in (b"", ledger[: len(ledger) // 2], ledger.replace(b"published", b"publishes"), b"\0" * len(ledger),
                 ledger + b'{"at": "2030-01-01T00:00:00Z", "what": "something newer"}\n'):
        tried = lab.twin(hub)
        (tried.state / "ledger.jsonl").write_bytes(text)
        judge = Judge(tried)
        tried.issue(3)
        judge.refused(tried.run(), STORAGE, r"ledger\.jsonl")
        judge.untouched()
    demand((hub.state / "last.json").exists(), "there is no last.json")
    for text in (b"", b"{", b'{"key": 1}', b"\0" * 50):
        tried = lab.twin(hub)
        (tried.state / "last.json").write_bytes(text)
        judge = Judge(tried)
        judge.ended(tried.run(), (0, STORAGE))
        judge.untouched()
    records = sorted((hub.state / "snapshots" / "records").rglob("*.json"))
    records[0].write_bytes(b"")
    judge = Judge(hub)
    judge.refused(hub.run("--offline", inputs=False), (3, STORAGE), records[0].name)


@case("S10", "the lock of a process that is gone, of another's number, and a lock that is removed while held")
def s10(lab):
    hub = lab.hub(1)
    for text in (b"999999 lmi run\n", f"{os.getpid()} lmi run\n".encode(), b"", b"\0\xff" * 100):
        (hub.state / "lock").write_bytes(text)
        Judge(hub).good(hub.run())
    held = hub.start("run", "--threads", "1", before=inject("ftruncate", "delay_exit=2500000", 1))
    wait_for(lambda: lock_is_held(hub.state / "lock"), "the first run to take its lock")
    Judge(hub).refused(hub.run(), 14, "another run")
    (hub.state / "lock").unlink()
    hub.issue(2)
    second = hub.run()
    Judge(hub).ended(second, (0, 13, 14))
    first = held.end()
    Judge(hub).ended(first, (0, 13, 14))
    demand(Seen(hub.output).state == "whole", f"two runs at once: {Seen(hub.output)}", first, second)
    Judge(hub).good(hub.run())


def lock_is_held(path):
    with open(path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def wait_for(what, words, seconds=20):
    end = time.monotonic() + seconds
    while not what():
        demand(time.monotonic() < end, f"waited in vain for {words}")
        time.sleep(0.01)


@case("S11", "links in the place of folders and files, hard links to files of others")
def s11(lab):
    for name in ("Output", "Output/generations", "state/snapshots", "state/runs"):
        hub = lab.hub(1)
        place, elsewhere = hub.folder / name, lab.path(f"elsewhere-{name.replace('/', '-')}")
        place.rename(elsewhere)
        place.symlink_to(elsewhere)
        before = facts(elsewhere)
        hub.issue(2)
        Judge(hub).refused(hub.run(), STORAGE, "symbolic link")
        demand(facts(elsewhere) == before, f"{name} is a link, and where it leads was written to")
    twin = lab.hub(2)
    hub = lab.hub(1)
    new = Seen(twin.output).generation
    victim = lab.path("victim")
    victim.mkdir()
    (hub.output / "generations" / new).symlink_to(victim)
    hub.issue(2)
    judge = Judge(hub)
    judge.refused(hub.run(), STORAGE, new)
    demand(not list(victim.iterdir()), "a link in the place of a new generation was followed")
    judge.untouched()
    hub = lab.hub(1)
    precious = lab.path("precious")
    os.link(hub.output / "latest.json", precious)
    for path in hub.state.rglob("*.json"):
        os.link(path, lab.path(f"precious-{path.name}"))
    before = {path: path.read_bytes() for path in lab.folder.glob("precious*") if "ledger" not in path.name}
    Judge(hub).good(hub.night(2))
    demand(all(path.read_bytes() == text for path, text in before.items()), "a file was written through a hard link")
    for name in ("lock", "ledger.jsonl", "last.json"):
        hub = lab.hub(1)
        target = lab.path(f"target-{name}")
        target.write_bytes((hub.state / name).read_bytes() if (hub.state / name).exists() else b"")
        (hub.state / name).unlink(missing_ok=True)
        (hub.state / name).symlink_to(target)
        before = target.read_bytes()
        judge = Judge(hub)
        hub.issue(2)
        run = hub.run()
        judge.ended(run, (0, STORAGE))
        demand(target.read_bytes() == before, f"{name} of the state is a link, and was written through", run)


@case("S12", "Output on another disk than the state and the inputs")
def s12(lab):
    hub, twin = lab.hub(), lab.hub(2)
    disk = mounted(lab, "disk", "size=16m")
    try:
        hub.output = disk / "Output"
        for edition in (1, 2):
            Judge(hub).good(hub.night(edition))
        Judge(hub).same_as(twin)
        hub.output = lab.path("elsewhere")
        hub.state = disk / "state"
        for edition in (1, 2):
            Judge(hub).good(hub.night(edition))
        Judge(hub).same_as(twin)
    finally:
        unmount(disk)


@case("S13", "files that somebody put into Output by hand")
def s13(lab):
    hub = lab.hub(1)
    generation = hub.output / "generations" / Seen(hub.output).generation
    by_hand = [hub.output / "robots.txt", hub.output / ".htaccess", hub.output / "old" / "page.html",
               hub.output / "generations" / "README", hub.output / "generations" / "2026-01-01-my-copy" / "x"]
    for path in by_hand:
        path.parent.mkdir(exist_ok=True)
        path.write_text("by hand\n")
    for edition in range(2, 5):
        Judge(hub).good(hub.night(edition))
    demand(all(path.read_text() == "by hand\n" for path in by_hand), "a file put there by hand is gone")
    (generation / "data" / "mine.csv").write_text("by hand\n")
    Judge(hub).refused(hub.lmi("verify", "--all"), STORAGE, r"data/mine\.csv")


@case("S14", "every umask: what is served can be read by all, and nothing else can")
def s14(lab):
    for umask in (0o000, 0o022, 0o077, 0o777):
        hub = lab.hub()
        Judge(hub).good(hub.run(umask=umask))
        for path in [hub.output, *hub.output.rglob("*")]:
            if path.is_symlink():
                continue
            mode, right = path.stat().st_mode & 0o777, 0o755 if path.is_dir() else 0o644
            demand(mode == right, f"umask {umask:03o}: {path.relative_to(hub.folder)} has the rights {mode:03o}")
        for path in [hub.state, *hub.state.rglob("*")]:
            mode = path.stat().st_mode & 0o077
            # Inside a folder that is closed to others nothing is open to them
            demand(mode == 0 or path != hub.state, f"umask {umask:03o}: others may look into {path.name}")


@case("S17", "kill -9 while old generations, snapshots and records are cleared away")
def s17(lab):
    crash.sampled_tidying(lab, 20)


@case("S16", "27 nights: old generations go, the pinned, the served and those before stay")
def s16(lab):
    hub = lab.hub(1)
    pinned = Seen(hub.output).generation
    Judge(hub).ended(hub.lmi("pin", pinned, "--because", "quoted in a report"), 0)
    for edition in range(2, 28):
        Judge(hub).good(hub.night(edition))
    kept = [path.name for path in (hub.output / "generations").iterdir() if not path.name.startswith(".")]
    demand(pinned in kept, "the pinned generation is gone")
    demand(Seen(hub.output).generation in kept, "the served generation is gone")
    demand(14 <= len(kept) <= 16, f"{len(kept)} generations are kept, and 14 and the pinned one should be")
    demand(not leftovers(hub.output, hub.state), "something temporary was left")
    Judge(hub).ended(hub.lmi("verify", "--all"), 0)


