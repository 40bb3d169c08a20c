"""What readers find while the pipeline publishes, and what they can find out."""
import collections
import json
import threading

import readers_hammer as hammer
from cases import case, demand
from judge import Judge, Seen, digest
from web_server import WebServer

STORAGE = 13


def none_bad(found, *kinds):
    for kind in kinds:
        tally = found.get(kind, {})
        demand(tally.get("whole"), f"{kind}: not one bundle was read: nothing has been shown", found)
        demand(not hammer.bad(tally), f"{kind}: {tally}", found)


@case("R1", "readers from the disk while bundles are published, and readers who do it wrong")
def r1(lab):
    hub = lab.hub(1)
    with hammer.Readers(("disk", lambda: hammer.Disk(hub.output), hammer.by_pointer),
                        ("link", lambda: hammer.Disk(hub.output), hammer.by_link)) as readers:
        hammer.publish(hub, range(2, 82))
    none_bad(readers.found, "disk")
    # What cannot go red shows nothing
    demand(hammer.bad(readers.found["link"]), "nobody who reads through the link met two bundles", readers.found)


@case("R2", "readers through nginx, and one so slow that its generation goes meanwhile")
def r2(lab):
    found = hammer.hammer(lab.program, lab.path("hammer"), 60, through_link=False)
    none_bad(found, "disk", "nginx")
    demand(found["slow"] == {"disk": "whole", "nginx": "whole", "its generation was removed meanwhile": True},
           "the slow reader", found["slow"])
    headers(lab)


def headers(lab):
    """What the example of a web server's configuration says with each file, and what it keeps to itself."""
    hub = lab.hub(1)
    generation = Seen(hub.output).generation
    (hub.output / ".lmi-tmp-1").mkdir()
    (hub.output / ".lmi-tmp-1" / "a.json").write_text("{}")
    (hub.output / "generations" / ".lmi-tmp-2").write_text("half")
    with WebServer(hub.output, lab.path("nginx")) as server:
        for path, kind, cache in (
                ("/latest.json", "application/json", "no-cache"),
                (f"/generations/{generation}/json/jobs.json", "application/json", "public, max-age=31536000, immutable"),
                (f"/generations/{generation}/data/jobs.csv", "text/csv; charset=utf-8", "public, max-age=31536000, immutable"),
                ("/current/data/jobs.csv", "text/csv; charset=utf-8", "no-cache")):
            status, said, _ = server.get(path)
            demand((status, said["Content-Type"], said["Cache-Control"]) == (200, kind, cache), f"{path}: {status} {said}")
            demand(said["X-Content-Type-Options"] == "nosniff" and "default-src 'none'" in said["Content-Security-Policy"],
                   f"{path}: {said}")
        missing = f"/generations/{generation}/json/none.json"
        for path in ("/.lmi-tmp-1/a.json", "/generations/.lmi-tmp-2", missing, "/", "/generations/"):
            status, said, _ = server.get(path)
            demand(status in (403, 404) and said["Cache-Control"] is None, f"{path}: {status} {said}")
        demand(server.get("/latest.json", method="POST")[0] == 405, "nginx takes a POST")
        status, said, _ = server.get("/status.json")
        demand(not (hub.output / "status.json").exists() or (status, said["Cache-Control"]) == (200, "no-cache"),
               f"/status.json: {status} {said}")


@case("R3", "an old pointer with new files, a new pointer with old ones: every mix can be found out")
def r3(lab):
    hub = lab.hub(1)
    old = Seen(hub.output)
    Judge(hub).good(hub.night(2))
    new = Seen(hub.output)
    for seen in (old, new):
        folder = hub.output / "generations" / seen.generation
        for path in seen.files:
            if path.endswith(".json") and not path.startswith("schema/") and path != "datapackage.json":
                says = json.loads((folder / path).read_text()).get("generation")
                demand(says == seen.generation, f"{path} says that it is of {says}")
    changed = [path for path in new.files if old.files.get(path) != new.files[path]]
    demand("json/jobs.json" in changed and "data/jobs.csv" in changed, "the two editions do not differ")
    # A reader that holds one manifest beside a file of the other generation sees another hash, wherever the bytes differ
    for path in changed:
        demand(old.files.get(path) != new.files[path], path)
    demand(old.generation != new.generation and old.pointer["manifest_sha256"] != new.pointer["manifest_sha256"], "one id")
    demand(Seen(hub.output).generation == new.generation and (hub.output / "generations" / old.generation).exists(),
           "a reader who began before the publication finds its generation gone")


@case("R4", "readers who never look at the pointer: each file is whole")
def r4(lab):
    hub = lab.hub(1)
    found, known = collections.Counter(), collections.defaultdict(set)
    paths = ("data/claimants.csv", "json/jobs.json", "index.json")

    def look():
        for path in paths:
            found[path, digest((hub.output / "current" / path).read_bytes())] += 1
        for path, hashed in Seen(hub.output).files.items():
            known[path].add(hashed)

    look()
    stop = threading.Event()

    def keep_looking():
        while not stop.is_set():
            for path in paths:
                found[path, digest((hub.output / "current" / path).read_bytes())] += 1

    thread = threading.Thread(target=keep_looking)
    thread.start()
    try:
        hammer.publish(hub, range(2, 42), look)
    finally:
        stop.set()
        thread.join()
    strange = [path for path, hashed in found if hashed not in known[path]]
    demand(not strange, f"bytes that were never published: {strange}")
    demand(len(found) > 60, f"only {len(found)} different files were read")


@case("R5", "a published bundle that somebody changed on the disk is told of, and never carried on")
def r5(lab):
    hub = lab.hub(1)
    folder = hub.output / "generations" / Seen(hub.output).generation
    for path in ("data/claimants.csv", "json/claimants.json"):
        file = folder / path
        file.write_text(file.read_text().replace("8221", "9221").replace("8,221", "9,221"))
    judge = Judge(hub)
    judge.refused(hub.lmi("verify"), STORAGE, r"json/claimants\.json")
    hub.issue(2)
    (hub.inputs / "claimants.csv").unlink()
    run = judge.refused(hub.run(), (10, 11, STORAGE), r"claimants\.json")
    now = Seen(hub.output)
    demand(now.generation == judge.before.generation, "a changed bundle was carried on", run)
    hub.issue(3)
    Judge(hub).good(hub.run())
    text = (hub.output / "generations" / Seen(hub.output).generation / "json/claimants.json").read_text()
    demand("9221" not in text, "a changed figure was carried on")
