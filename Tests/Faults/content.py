"""Faults of pages that a parser of HTML forgives and loses figures by. The other faults of files' content are tested in Swift,
message by message."""
import json

from cases import case, demand
from hub import CLAIMANTS
from judge import Judge, Seen
from tracing import one_processor

DEGRADED = 3
FIGURE = "8,226"


def page(cell=FIGURE, rows="", before="", after="", tail="</table></body></html>\n"):
    return (f"<!DOCTYPE html>\n<html><head><title>Claimants</title></head><body>{before}\n<table id=\"claimants\">\n"
            "<tr><th>MONTH</th><th>AREA</th><th>VALUE</th></tr>\n"
            f"<tr><td>2026-09</td><td>E06000021</td><td>{cell}</td></tr>\n"
            f"<tr><td>2026-09</td><td>E07000195</td><td>1,905</td></tr>\n{rows}{after}{tail}")


def hub_of_a_page(lab):
    """The hub with claimants on a page; edition 1 is published."""
    hub = lab.hub()
    hub.define("claimants.yml", CLAIMANTS.replace("claimants.csv", "claimants.html")
               .replace("table: {header: MONTH}", "table:\n  html: {id: claimants, whole page: yes}")
               .replace("numbers: plain", "numbers: {thousands commas: yes}"))
    hub.issue_file("claimants.html", page())
    Judge(hub).good(hub.run())
    demand(figures(hub) == [8226, 1905], f"the page is read as {figures(hub)}")
    return hub


def figures(hub):
    folder = hub.output / "generations" / Seen(hub.output).generation
    return [row["obs_value"] for row in json.loads((folder / "json/claimants.json").read_text())["rows"]]


def refuses(hub, text, *says, seconds=5):
    """The page is refused and its table carried; its figures are those from before."""
    judge = Judge(hub)
    hub.issue_file("claimants.html", text, "2026-11-02T02:00:00Z")
    run = judge.refused(hub.run(), DEGRADED, r"claimants\.html", *says)
    judge.last_good()
    demand(run.processor < seconds, f"took {run.processor:.1f} s of the processor", run)
    demand(figures(hub) == [8226, 1905], f"published {figures(hub)} of a page that is to be refused", run)
    demand("claimants" in Seen(hub.output).stale, "the carried table is not marked stale", run)


@case("C21", "pages nested 300 and 100,000 deep")
def c21(lab):
    for depth in (300, 100_000):
        refuses(hub_of_a_page(lab), page(before="<div>" * depth, after=""))


@case("C22", "a tag of 100,000 attributes, and a text of 11 MB")
def c22(lab):
    many = " ".join(f"a{number}=1" for number in range(100_000))
    refuses(hub_of_a_page(lab), page(before=f"<p {many}>"))
    refuses(hub_of_a_page(lab), page(cell="1" * 11_000_000))


@case("C23", "pages cut in a cell, in a comment, in a script")
def c23(lab):
    hub = hub_of_a_page(lab)
    whole = page()
    refuses(hub, whole[:whole.index(FIGURE) + 3])
    refuses(hub, page(rows="<!-- <tr><td>2026-10</td>"))
    refuses(hub, page(rows="<script> x = 1; "))
    refuses(hub, page(tail=""))


@case("C24", "characters that a parser drops from inside a number, and what a page would have fetched")
def c24(lab):
    hub = hub_of_a_page(lab)
    for cell in ("8,9&#0;99", "8,9&#xD800;99", "8,9&#1;99", "8,9\x0099", "8,9&#x202E;99"):
        refuses(hub, page(cell=cell))
    log = lab.path("trace")
    hub.issue_file("claimants.html", '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>\n' + page(
        before='<img src="http://127.0.0.1:9/x"><link rel=stylesheet href="http://127.0.0.1:9/y">').split("\n", 1)[1],
        "2026-11-03T02:00:00Z")
    hub.run(before=[*one_processor(), "strace", "--follow-forks", "--quiet=all", "--trace=connect,openat", "--output", log])
    text = log.read_text(errors="replace")
    asked = [line for line in text.splitlines() if "connect(" in line and "AF_UNIX" not in line]
    demand("openat" in text and not asked, "reading a page asks the network for something", *asked)
    demand("/etc/hostname" not in text, "reading a page opens a file that it names")
