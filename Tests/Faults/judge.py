"""Judges what a run has left behind, knowing nothing of lmi but its files: readers begin at latest.json, go on to the
manifest and from there to every file, and hash each."""
import hashlib
import json
import os
import pathlib
import re
import stat

from hub import CANARY

TEMPORARY = ".lmi-tmp-"
# The files of Output that every run may write anew
CHANGING = {"latest.json", "status.json", "current"}
MOST_KILOBYTES = 512 * 1024


class Failure(Exception):
    """What a case found wrong."""


def demand(holds, what, *evidence):
    if not holds:
        raise Failure("\n".join([what, *map(str, evidence)]))


class Seen:
    """What a reader finds who follows the pointer of the folder `output`. `hashes` says what a file holds."""

    def __init__(self, output, hashes=None):
        output = pathlib.Path(output)
        self.hash_of = hashes.of if hashes else hash_of
        self.files, self.problems = {}, []
        self.generation = self.serial = self.pointer = self.manifest = None
        try:
            pointer = (output / "latest.json").read_bytes()
        except FileNotFoundError:
            self.state = "nothing"
            return
        self.state = "torn"
        try:
            self.pointer = json.loads(pointer)
            self.generation, self.serial = self.pointer["generation"], self.pointer["serial"]
            folder = output / "generations" / self.generation
            manifest = (folder / "manifest.json").read_bytes()
            self.files["manifest.json"] = digest(manifest)
            if digest(manifest) != self.pointer["manifest_sha256"]:
                self.problems.append("the manifest is not the one that latest.json names")
            self.manifest = json.loads(manifest)
            for entry in self.manifest["files"]:
                self.see(folder, entry)
            if not self.manifest["files"]:
                self.problems.append("the manifest names no file")
        except (OSError, ValueError, KeyError, TypeError) as error:
            self.problems.append(f"{type(error).__name__}: {error}")
        if not self.problems:
            self.state = "whole"

    def see(self, folder, entry):
        try:
            found, length = self.hash_of(folder / entry["path"])
        except OSError as error:
            self.problems.append(f"{entry['path']}: {error.strerror}")
            return
        self.files[entry["path"]] = found
        if found != entry["sha256"] or length != entry["bytes"]:
            self.problems.append(f"{entry['path']} is not as the manifest says")

    @property
    def stale(self):
        return (self.manifest or {}).get("stale", [])

    def kind(self, old, new):
        """`old` or `new` where a whole one of the two is seen, `other` where another whole one is; else what is wrong:
        `lost`, `mixed` or `torn`."""
        if self.state == "nothing":
            return "old" if old is None or old.state == "nothing" else "lost"
        if self.state == "whole":
            for name, known in (("old", old), ("new", new)):
                if known is not None and self.files == known.files:
                    return name
            return "other"
        if self.manifest is None and not self.files:
            return "torn" if self.pointer is None else "lost"
        known = [seen.files for seen in (old, new) if seen is not None]
        # A file that is the same in both is of neither; a mixture has files of each
        owners = [[files.get(path) == found for files in known] for path, found in self.files.items()]
        each = len(known) == 2 and [True, False] in owners and [False, True] in owners
        return "mixed" if each and all(map(any, owners)) else "torn"

    def __str__(self):
        problems = "".join(f"; {problem}" for problem in self.problems[:3])
        return f"{self.state}: generation {self.generation}, serial {self.serial}{problems}"


def digest(data):
    return hashlib.sha256(data).hexdigest()


def hash_of(path):
    """(hash, bytes) of a file."""
    data = pathlib.Path(path).read_bytes()
    return digest(data), len(data)


def facts(folder):
    """Every entry below `folder`: what it is, its rights, inode, time, and what it says or leads to."""
    found = {}
    folder = pathlib.Path(folder)
    for path in sorted(folder.rglob("*")) if folder.exists() else []:
        about = path.lstat()
        if stat.S_ISLNK(about.st_mode):
            says = os.readlink(path)
        elif stat.S_ISREG(about.st_mode):
            says = digest(path.read_bytes())
        else:
            says = ""
        when = 0 if path.is_dir() else about.st_mtime_ns
        found[str(path.relative_to(folder))] = (stat.filemode(about.st_mode), about.st_ino, when, says)
    return found


def leftovers(*folders):
    """Temporary names that somebody left behind."""
    return [str(path) for folder in folders for path in pathlib.Path(folder).rglob(TEMPORARY + "*")]


class Judge:
    """The hub before a run, to be held beside the hub after it."""

    def __init__(self, hub):
        self.hub = hub
        self.before = Seen(hub.output)
        self.published, self.kept = facts(hub.output), facts(hub.state)
        self.runs_before = len(hub.runs)

    def runs(self):
        return self.hub.runs[self.runs_before:]

    def last_good(self):
        """I1: readers see a whole bundle."""
        seen = Seen(self.hub.output)
        if self.before.state == "whole":
            demand(seen.state == "whole", f"I1: readers see something that is not whole: {seen}", *self.runs())
        return seen

    def untouched(self, but=()):
        """I1, I2: readers see what they saw, byte for byte and to the time of each file, and nothing new is served."""
        seen = self.last_good()
        after = facts(self.hub.output)
        served = {path for path in after if not any(part.startswith(".") for part in path.split("/"))}
        for path, fact in self.published.items():
            if path != "status.json" and path not in but:
                demand(after.get(path) == fact, f"I2: {path} of Output is not as it was", *self.runs())
        for path in sorted(served - set(self.published) - {"status.json"} - set(but)):
            # A whole generation that no pointer leads to is no half
            parts = path.split("/")
            demand(parts[0] == "generations" and (len(parts) == 1 or whole(self.hub.output, parts[1])),
                   f"I2: {path} is served and was not", *self.runs())
        return seen

    def unwritten(self):
        """Not a byte has changed, in Output or in the state, but of what says how a run ended."""
        for folder, before in ((self.hub.output, self.published), (self.hub.state, self.kept)):
            after = facts(folder)
            changed = sorted({path for path, _ in set(before.items()) ^ set(after.items())} - {"status.json", "lock", "runs"})
            changed = [path for path in changed if not path.startswith("runs/")]
            demand(not changed, f"{folder.name} was written to: {changed[:3]}", *self.runs())

    def refused(self, run, codes, *says, mute=()):
        """I3, I4, I6, I8 for a run that failed with one of `codes` and has to say each of `says`."""
        self.ended(run, codes)
        demand(re.search(r"^\S.*\n  mend: \S", run.errors, re.MULTILINE),
               "I4: no message with a place and a line `mend:`", run)
        for text in says:
            demand(re.search(text, run.said), f"I4: the message does not say {text!r}", run)
        for text in mute:
            demand(text not in run.said, f"the message says {text!r}", run)
        return run

    def ended(self, run, codes):
        """I3, I6, I8."""
        codes = codes if isinstance(codes, (tuple, list, set)) else (codes,)
        demand(not run.hung, "I6: the run hung", run)
        demand(run.code in codes, f"I3: exit {run.code} instead of {' or '.join(map(str, codes))}", run)
        demand(run.kilobytes <= MOST_KILOBYTES, f"I6: {run.kilobytes} kB of memory", run)
        demand(CANARY not in run.said, "I8: the secret is in what was said", run)
        return run

    def good(self, run, codes=0):
        """I1, I3, I6, I7, I8 for a run that is to end well."""
        self.ended(run, codes)
        seen = Seen(self.hub.output)
        demand(seen.state == "whole", f"I1: after a run that ended well readers see {seen}", run)
        self.counted(run)
        return seen

    def counted(self, run):
        """I7: the run's record counts the rows of every source or names its fault."""
        records = sorted((self.hub.state / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
        demand(records, "I7: the run has left no record", run)
        record = json.loads(records[-1].read_text())
        if "Nothing has changed" in run.output:
            return
        for source in record.get("sources", []):
            demand(source.get("rows") or source.get("fault") or source.get("outcome") in ("confirmed", "unchanged"),
                   f"I7: the record neither counts the rows of {source.get('id')} nor says what is wrong", record)

    def secret(self):
        """I8: the secret stands in no file."""
        for folder in (self.hub.output, self.hub.state):
            for path in folder.rglob("*"):
                if path.is_file() and not path.is_symlink() and path.name != "secrets":
                    demand(CANARY.encode() not in path.read_bytes(), f"I8: the secret is in {path}")

    def same_as(self, twin, *runs):
        """I5: the same bytes as in the hub `twin`, which never met the fault, and nothing left lying about."""
        mine, other = Seen(self.hub.output), Seen(twin.output)
        demand(mine.state == "whole", f"I5: readers see {mine}", *runs)
        demand(mine.files == other.files, f"I5: generation {mine.generation} instead of {other.generation}", *runs)
        left = leftovers(self.hub.output, self.hub.state)
        demand(not left, f"I2: not swept by the next run: {left}", *runs)


def whole(output, generation):
    """Whether a generation has every file of its manifest as the manifest says, and no other."""
    folder = pathlib.Path(output) / "generations" / generation
    if generation.startswith(TEMPORARY):
        return True
    try:
        manifest = json.loads((folder / "manifest.json").read_bytes())
        named = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
        there = {str(path.relative_to(folder)): digest(path.read_bytes()) for path in folder.rglob("*") if path.is_file()}
    except (OSError, ValueError, KeyError):
        return False
    there.pop("manifest.json", None)
    return there == named
