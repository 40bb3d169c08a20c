#!/usr/bin/env python3
"""Same input, same bytes: makes one bundle in other folders, time zones, languages, orders and numbers of threads.

Each run gets a copy of Pipelines/ and SampleInputs/ whose files were written in another order and bear other dates,
and starts from an empty state. The published generations have to agree in their id and in every byte.

    same_bytes.py PROGRAM [MORE ARGUMENTS OF lmi run …]
"""
import hashlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# A file system that lists its folders in another order than the disk does
MEMORY = pathlib.Path("/dev/shm")

RUNS = [
    {"name": "as it is", "folder": "a", "environment": {"TZ": "UTC", "LANG": "C.UTF-8"}, "threads": 1, "umask": 0o022},
    {"name": "Apia, Turkish, two threads, another disk", "folder": "another folder/with spaces", "memory": True,
     "environment": {"TZ": "Pacific/Apia", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}, "threads": 2, "umask": 0o077},
    {"name": "Kathmandu, German, as root's cron", "folder": "c", "threads": 2, "umask": 0o027,
     "environment": {"TZ": "Asia/Kathmandu", "LANG": "de_DE.UTF-8", "HOME": "/nonexistent"}, "relative": True},
    {"name": "nothing in the environment", "folder": "d" * 60, "environment": {}, "threads": 1, "umask": 0o022},
]


def copy_files(source, target, shuffle, date):
    """Copies a folder file by file, in an order of its own."""
    files = sorted(file for file in source.rglob("*") if file.is_file())
    shuffle(files)
    for file in files:
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
        os.utime(copy, (date, date))


def generation(output):
    """The id of the published generation, and the hash of each of its files."""
    latest = json.loads((output / "latest.json").read_text(encoding="utf-8"))
    folder = output / "generations" / latest["generation"]
    hashes = {str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
              for file in sorted(folder.rglob("*")) if file.is_file()}
    if not hashes:
        sys.exit(f"same-bytes: the generation {latest['generation']} holds no file")
    return latest["generation"], hashes


def make(number, run, program, arguments, scratch):
    """The generation that `program` makes under the circumstances of `run`."""
    folder = scratch / run["folder"]
    folder.mkdir(parents=True)
    chance = random.Random(number)
    for name in ("Pipelines", "SampleInputs"):
        order = (list.sort, lambda files: files.sort(reverse=True), chance.shuffle)[min(number, 2)]
        copy_files(ROOT / name, folder / name, order, 1_000_000_000 + 86_400 * number)
    base = pathlib.Path(".") if run.get("relative") else folder
    command = [program, "run", "--pipelines", base / "Pipelines", "--inputs", base / "SampleInputs",
               "--output", base / "Output", "--state", base / "state", "--threads", run["threads"], *arguments]
    result = subprocess.run([str(part) for part in command], cwd=folder, env=run["environment"], umask=run["umask"],
                            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=600)
    if result.returncode:
        sys.exit(f"same-bytes: {run['name']}: exit status {result.returncode}\n{result.stdout}{result.stderr}")
    return generation(folder / "Output")


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    program, arguments = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2:]
    memory = MEMORY if os.access(MEMORY, os.W_OK) else None
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lmi-same-") as disk, \
            tempfile.TemporaryDirectory(prefix="lmi-same-", dir=memory) as other:
        first, kept = None, None
        for number, run in enumerate(RUNS):
            scratch = pathlib.Path(other if run.get("memory") else disk)
            name, hashes = make(number, run, program, arguments, scratch)
            whole = hashlib.sha256("".join(f"{path}\0{hashes[path]}\n" for path in sorted(hashes)).encode()).hexdigest()
            print(f"{whole}  {name}, {len(hashes)} files: {run['name']}")
            first, kept = first or name, kept or hashes
            different = sorted(path for path in kept.keys() | hashes.keys() if kept.get(path) != hashes.get(path))
            if name != first or different:
                failed += 1
                print(f"  differs from the first run in {', '.join(different) or 'the id alone'}")
    print(f"same-bytes: {len(RUNS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
