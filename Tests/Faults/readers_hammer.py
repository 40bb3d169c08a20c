#!/usr/bin/env python3
"""Publishes again and again while readers read, and counts what they find.

    readers_hammer.py PROGRAM [--publishes 1000] [--control-publishes 120] [--report FILE]

Two kinds of reader read without a pause, one from the disk and one through nginx as docs/examples/nginx.conf sets it up. Each
reads latest.json, the manifest that it names, and then every file, and hashes all. A bundle is torn where a file has not the
bytes of the manifest, mixed where it has those of another generation, missing where a file is gone. A slow reader begins a
large file before its generation is retired and ends long after. Three controls have to go red: a reader through the link
`current`, one generation kept instead of many, and a publisher that writes into the generation that is being read."""
import argparse
import collections
import gzip
import json
import multiprocessing
import os
import pathlib
import queue
import shutil
import socket
import sys
import tempfile
import time

from hub import Hub
from judge import Seen, digest
from web_server import WebServer

# Readers must not keep the publisher from publishing
POLITE = 19
# So many editions take turns: enough for each generation to be retired before it comes again, and no more to keep
EDITIONS = 40
# Between two bundles, so that the publisher gets on
PAUSE_SECONDS = 0.005


class Disk:
    """Reads files of Output from the disk."""

    def __init__(self, output):
        self.output = output

    def read(self, path):
        try:
            return (self.output / path).read_bytes()
        except FileNotFoundError:
            return None


class FarDisk(Disk):
    """The same from further away: what goes at once goes under such a reader's hands."""

    def read(self, path):
        time.sleep(0.002)
        return super().read(path)


class Web:
    """Reads files of Output through a web server, on one connection, packed or not."""

    def __init__(self, server):
        self.connection, self.count = server.connection(), 0

    def read(self, path):
        self.count += 1
        packed = {"Accept-Encoding": "gzip"} if self.count % 2 else {}
        self.connection.request("GET", f"/{path}", headers=packed)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status == 404:
            return None
        if answer.status != 200:
            raise OSError(f"status {answer.status} for {path}")
        return gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body


def read_bundle(reader, begin, tally, manifests):
    """One whole reading. `begin` finds the folder and, where there is a pointer, the manifest's hash."""
    folder, wanted = begin(reader)
    if folder is None:
        tally["missing"] += 1
        return
    manifest = reader.read(f"{folder}/manifest.json")
    tally["files"] += 1
    if manifest is None:
        tally["missing"] += 1
        return
    if wanted and digest(manifest) != wanted:
        tally["mixed" if digest(manifest) in manifests else "torn"] += 1
        return
    manifests.add(digest(manifest))
    for entry in json.loads(manifest)["files"]:
        body = reader.read(f"{folder}/{entry['path']}")
        tally["files"] += 1
        if body is None:
            tally["missing"] += 1
            return
        if digest(body) != entry["sha256"]:
            tally["torn" if wanted else "mixed"] += 1
            return
    tally["whole"] += 1


def by_pointer(reader):
    """As the website's developer is told to: one look at latest.json, and then the folder that it names."""
    pointer = json.loads(reader.read("latest.json"))
    return pointer["path"], pointer["manifest_sha256"]


def by_link(reader):
    """As nobody should: every file through the link that moves."""
    return "current", None


def keep_reading(make, begin, stop, results, name):
    os.nice(POLITE)
    tally, manifests = collections.Counter(), set()
    try:
        reader = make()
        while not stop.is_set():
            read_bundle(reader, begin, tally, manifests)
            time.sleep(PAUSE_SECONDS)
    except Exception as error:
        tally["broken"] += 1
        print(f"readers: {name}: {type(error).__name__}: {error}", file=sys.stderr)
    results.put((name, dict(tally)))


class Readers:
    """Readers in processes of their own, from `with` to its end; what they found is in `found`."""

    def __init__(self, *readers):
        self.stop, self.results = multiprocessing.Event(), multiprocessing.Queue()
        self.processes = [multiprocessing.Process(target=keep_reading, args=(make, begin, self.stop, self.results, name),
                                                  daemon=True) for name, make, begin in readers]
        self.found = {}

    def __enter__(self):
        for process in self.processes:
            process.start()
        return self

    def __exit__(self, *_):
        self.stop.set()
        for _ in self.processes:
            try:
                name, tally = self.results.get(timeout=60)
                self.found[name] = tally
            except queue.Empty:
                pass
        for process in self.processes:
            process.join(10)
            if process.is_alive():
                process.terminate()


def publish(hub, numbers, after=lambda: None):
    """Publishes the editions one after another."""
    for number in numbers:
        run = hub.night(number)
        if run.code != 0:
            raise RuntimeError(f"edition {number} was not published: {run}")
        hub.runs.clear()
        after()


def large(hub):
    """An edition with a file too large for the buffers of a connection; it is served when this returns."""
    rows = [f"{year}-{month:02d},{area},{year * month}" for year in range(1900, 2026) for month in range(1, 13)
            for area in ("E06000021", "E07000195")]
    hub.issue(1)
    hub.issue_file("claimants.csv", "MONTH,AREA,VALUE\n" + "\n".join(rows) + "\n")
    run = hub.run()
    if run.code != 0:
        raise RuntimeError(f"the large edition was not published: {run}")


class SlowReader:
    """Begins to read a file through nginx and from the disk, and ends when it is told to."""

    def __init__(self, server, output):
        seen = Seen(output)
        self.path = f"generations/{seen.generation}/json/claimants.json"
        self.wanted = seen.files["json/claimants.json"]
        self.folder = output / "generations" / seen.generation
        self.file = open(output / self.path, "rb")
        self.begun = self.file.read(1)
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(30)
        self.socket.connect(("127.0.0.1", server.port))
        self.socket.sendall(f"GET /{self.path} HTTP/1.0\r\nHost: localhost\r\n\r\n".encode())
        self.answer = self.socket.recv(200)

    def sip(self):
        """Takes a little: a web server gives up on who takes nothing for a minute."""
        self.answer += self.socket.recv(512)

    def end(self):
        """What came of it, by the way it was read: `whole` or `torn`."""
        from_disk = self.begun + self.file.read()
        self.file.close()
        while piece := self.socket.recv(1 << 16):
            self.answer += piece
        self.socket.close()
        body = self.answer.partition(b"\r\n\r\n")[2]
        return {"disk": "whole" if digest(from_disk) == self.wanted else "torn",
                "nginx": "whole" if digest(body) == self.wanted else "torn",
                "its generation was removed meanwhile": not self.folder.exists()}


def hammer(program, folder, publishes, through_link=True):
    """The main figure; returns what each reader found."""
    hub = Hub(folder / "hub", program)
    large(hub)
    with WebServer(hub.output, folder / "nginx") as server:
        slow = SlowReader(server, hub.output)
        kinds = [("disk", lambda: Disk(hub.output), by_pointer), ("nginx", lambda: Web(server), by_pointer)]
        if through_link:
            kinds.append(("control: through `current`", lambda: Disk(hub.output), by_link))
        with Readers(*kinds) as readers:
            publish(hub, (2 + number % EDITIONS for number in range(publishes)), slow.sip)
        # Where old generations are kept for longer than this, the one that the slow reader reads is retired by hand
        if slow.folder.exists():
            shutil.rmtree(slow.folder)
        found = dict(readers.found)
        found["slow"] = slow.end()
    found["serial"] = Seen(hub.output).serial
    return found


def keep_one(program, folder, publishes):
    """A control: all generations but the newest go at once."""
    hub = Hub(folder / "hub", program)
    hub.run()

    def retire():
        newest = Seen(hub.output).generation
        for path in (hub.output / "generations").iterdir():
            if path.name != newest:
                shutil.rmtree(path)

    with Readers(("disk", lambda: FarDisk(hub.output), by_pointer)) as readers:
        publish(hub, range(2, publishes + 2), retire)
    return readers.found["disk"]


def in_place(program, folder, publishes):
    """A control: each edition is written over the files that are being read, and the pointer last."""
    hub = Hub(folder / "hub", program)
    hub.run()
    served = folder / "served"
    shutil.copytree(hub.output / "generations" / Seen(hub.output).generation, served / "generations" / "one")

    def overwrite():
        seen = Seen(hub.output)
        source = hub.output / "generations" / seen.generation
        for path in seen.files:
            (served / "generations/one" / path).write_bytes((source / path).read_bytes())
        pointer = {**seen.pointer, "generation": "one", "path": "generations/one"}
        (served / "latest.tmp").write_text(json.dumps(pointer))
        (served / "latest.tmp").rename(served / "latest.json")

    overwrite()
    with Readers(("disk", lambda: Disk(served), by_pointer)) as readers:
        publish(hub, range(2, publishes + 2), overwrite)
    return readers.found["disk"]


def bad(tally):
    return sum(tally.get(kind, 0) for kind in ("torn", "mixed", "missing", "broken"))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--publishes", type=int, default=1000)
    parser.add_argument("--control-publishes", type=int, default=120)
    parser.add_argument("--report", type=pathlib.Path)
    options = parser.parse_args()
    program, failed, started = options.program.resolve(), [], time.monotonic()
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lmi-readers-", dir=memory) as name:
        folder = pathlib.Path(name)
        found = hammer(program, folder / "hammer", options.publishes)
        print(f"readers: {options.publishes} publications in {time.monotonic() - started:.0f} s, serial {found['serial']}")
        for kind in ("disk", "nginx"):
            tally = found.get(kind, {})
            print(f"  {kind}: {tally.get('whole', 0)} bundles and {tally.get('files', 0)} files read whole; "
                  + ", ".join(f"{tally.get(what, 0)} {what}" for what in ("torn", "mixed", "missing")))
            if bad(tally) or not tally.get("whole"):
                failed.append(kind)
        print(f"  slow reader: {found['slow']}")
        if "torn" in found["slow"].values():
            failed.append("slow reader")
        found["control: one generation kept"] = keep_one(program, folder / "one", options.control_publishes)
        found["control: written in place"] = in_place(program, folder / "place", options.control_publishes)
        for kind in [kind for kind in found if kind.startswith("control")]:
            tally = found[kind]
            words = ", ".join(f"{tally.get(what, 0)} {what}" for what in ("torn", "mixed", "missing"))
            print(f"  {kind}: {tally.get('whole', 0)} bundles whole, {words}: {'red, as it has to be' if bad(tally) else 'NOT RED'}")
            if not bad(tally):
                failed.append(kind)
    if options.report:
        options.report.write_text(json.dumps(found, indent=2) + "\n")
    print(f"readers: {'failed: ' + ', '.join(failed) if failed else 'all passed'}; {time.monotonic() - started:.0f} s")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
