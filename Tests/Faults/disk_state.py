"""What stands on the disk, seen cheaply: hashes that are taken again only of what has changed, a copy of a hub that is put
right after each trial instead of made anew, and the state that two trials have in common."""
import hashlib
import json
import os
import pathlib
import re
import shutil
import stat

from judge import TEMPORARY, demand, digest

TIME = re.compile(rb"20\d\d-\d\d-\d\dT?\d\d:?\d\d:?\d\dZ")
SEAL = re.compile(rb'\{"check":"([0-9a-f]{64})",')
# What differs from run to run and says nothing of what was done
NUMBERS = ((re.compile(rb'"milliseconds" : \d+'), b'"milliseconds" : N'), (re.compile(rb'"stamp" : "[0-9a-f]{64}"'), b'"stamp" : S'),
           # Inodes and times of the snapshots
           (re.compile(rb'("[0-9a-f]{64}" : )"[0-9]+(?: [0-9.]+){5}"'), rb'\1S'),
           (re.compile(rb"^\d+ lmi "), b"PROCESS lmi "))


def identity(about):
    """What differs where an entry was written to: no program can set the last of these times back."""
    return about.st_mode, about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns


def walk(folder, prefix=""):
    """Every entry below `folder`, a folder before what is in it: (path from there, what lstat says)."""
    found, folders = [], [(str(folder), prefix)]
    while folders:
        folder, prefix = folders.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                about, path = entry.stat(follow_symlinks=False), prefix + entry.name
                found.append((path, about))
                if stat.S_ISDIR(about.st_mode):
                    folders.append((entry.path, path + "/"))
    return found


class Hashes:
    """What files hold, read again only where a file's identity is another."""

    def __init__(self):
        self.known = {}

    def remembered(self, path, key, find):
        """The last answer of `find` for `path` where `key` is as it was."""
        found = self.known.get(path)
        if found is None or found[0] != key:
            found = self.known[path] = key, find()
        return found[1]

    def of(self, path):
        """(hash, bytes) of a file; raises like reading it."""
        path = str(path)

        def find():
            with open(path, "rb") as file:
                data = file.read()
            return digest(data), len(data)
        return self.remembered(path, identity(os.stat(path)), find)

    def whole(self, output, generation):
        """Whether a generation has every file of its manifest as the manifest says, and no other."""
        if generation.startswith(TEMPORARY):
            return True
        folder = pathlib.Path(output) / "generations" / generation
        there = sorted((path, about) for path, about in walk(folder) if not stat.S_ISDIR(about.st_mode))
        key = tuple((path, identity(about)) for path, about in there)

        def find():
            try:
                manifest = json.loads((folder / "manifest.json").read_bytes())
                named = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
                return named == {path: self.of(f"{folder}/{path}")[0] for path, _ in there if path != "manifest.json"}
            except (OSError, ValueError, KeyError):
                return False
        return self.remembered(("whole", str(folder)), key, find)


class Workplace:
    """A copy of a hub to be spoilt many times. Before each trial whatever a trial has touched is put back, and then every
    entry is held beside the original: its kind, rights, date, bytes."""

    def __init__(self, base, folder):
        self.hub, self.hashes = base.copy_to(folder), Hashes()
        self.original, self.copy = str(base.folder), str(self.hub.folder)
        self.wanted = {path: (about, self.content(self.original, path, about)) for path, about in walk(self.original)}
        self.seen = {}
        self.compare()

    def content(self, folder, path, about):
        if stat.S_ISLNK(about.st_mode):
            return os.readlink(f"{folder}/{path}")
        return self.hashes.of(f"{folder}/{path}")[0] if stat.S_ISREG(about.st_mode) else ""

    def fresh(self):
        """The hub as it was when it was copied."""
        now = dict(walk(self.copy))
        for path, about in reversed(list(now.items())):
            folder = stat.S_ISDIR(about.st_mode)
            if path not in self.wanted or (not folder and identity(about) != identity(self.seen[path])):
                (os.rmdir if folder else os.unlink)(f"{self.copy}/{path}")
                now.pop(path)
        for path, (about, _) in self.wanted.items():
            if path not in now:
                if stat.S_ISDIR(about.st_mode):
                    os.mkdir(f"{self.copy}/{path}")
                else:
                    shutil.copy2(f"{self.original}/{path}", f"{self.copy}/{path}", follow_symlinks=False)
        for path, (about, _) in reversed(self.wanted.items()):
            if stat.S_ISDIR(about.st_mode):
                shutil.copystat(f"{self.original}/{path}", f"{self.copy}/{path}")
        self.compare()
        self.hub.runs.clear()
        return self.hub

    def compare(self):
        """Holds every entry beside the original; one that nobody has touched since that was last done is the same still."""
        before, self.seen = self.seen, dict(walk(self.copy))
        demand(self.seen.keys() == self.wanted.keys(),
               f"the trial's copy has other entries: {sorted(self.seen.keys() ^ self.wanted.keys())[:3]}")
        for path, (about, content) in self.wanted.items():
            now = self.seen[path]
            if path in before and identity(before[path]) == identity(now):
                continue
            same = (about.st_mode, about.st_mtime_ns) == (now.st_mode, now.st_mtime_ns)
            demand(same and self.content(self.copy, path, now) == content, f"the trial's copy differs in {path}")


def signature(hub, hashes):
    """The hub's files but for times, numbers of processes and temporary names: what the next run has before it. A seal over
    bytes that have a time in them counts as what it says: whether it is right."""
    standing = read(hub.state / "ledger.jsonl"), read(hub.output / "latest.json")
    names = []
    for folder in (hub.output, hub.state):
        for path, about in walk(folder, f"{folder.name}/"):
            name, place = TIME.sub(b"TIME", re.sub(r"\.lmi-tmp-\w+", TEMPORARY, path).encode()), f"{hub.folder}/{path}"
            said = ""
            if stat.S_ISLNK(about.st_mode):
                said = os.readlink(place)
            elif stat.S_ISREG(about.st_mode):
                # Only what the state says of a night speaks of the ledger and the pointer
                key = (identity(about), *(standing if path.startswith("state/") and "/snapshots/" not in path else ()))
                said = hashes.remembered(("said", place), key, lambda place=place: digest(timeless(hub, read(place), *standing)))
            names.append((name, stat.S_IMODE(about.st_mode), said))
    return hashlib.sha256(repr(sorted(names)).encode()).hexdigest()


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return b""


def timeless(hub, text, ledger, latest):
    """The text of a file without what another run at another time would have said."""
    sealed = SEAL.match(text)
    if sealed:
        if b'"format":' in text.split(b"\n", 1)[0]:
            text = ledger_said(text, latest)
        else:
            right = digest(b"{" + text[sealed.end():]).encode() == sealed[1]
            text = (b"{right " if right else b"{wrong ") + text[sealed.end():]
    for pattern, instead in NUMBERS:
        text = pattern.sub(instead, text)
    text = re.sub(rb'"ledger" : "([0-9a-f]{64})"', lambda found: b'"ledger" : this' if found[1] in (
        *re.findall(rb"[0-9a-f]{64}", ledger.split(b"\n", 1)[0]), digest(ledger).encode()) else b'"ledger" : another', text)
    return TIME.sub(b"TIME", text.replace(str(hub.folder).encode(), b""))


def ledger_said(text, latest):
    """A ledger: its first line is sealed, and names the hash of the others and how many they are; these name pointers, the
    last of them perhaps the one that stands."""
    end = text.find(b"\n") + 1
    header, rest = text[:end], text[end:]
    sealed = SEAL.match(header)
    seal = bool(sealed) and digest(b"{" + header[sealed.end():]).encode() == sealed[1]
    named, entries = re.search(rb'"sha256":"([0-9a-f]{64})"', header), re.search(rb'"entries":(\d+)', header)
    counted = bool(named) and digest(rest).encode() == named[1]
    stands = digest(latest).encode()
    rest = re.sub(rb'"pointer":"([0-9a-f]{64})"',
                  lambda found: b'"pointer":this' if found[1] == stands else b'"pointer":another', rest)
    return repr((seal, counted, entries and entries[1])).encode() + rest
