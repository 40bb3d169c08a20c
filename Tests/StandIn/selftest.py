#!/usr/bin/env python3
"""Shows that the stand-in does what is ordered of it, by asking it with `curl` and with Python's own client.

    selftest.py

It brings small files and definitions of its own. One line a check; the exit status is 1 when any fails.
"""
import csv
import datetime
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time
import urllib.parse

from client import StandIn
from definitions import sources
from walk import fetch

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
LETTERS = [f"{first}{second}" for first in "ABCDEFGHIJ" for second in "KLMNOPQRST"]
FILES = {
    "jobs.csv": '"DATE","INDUSTRY_NAME","OBS_VALUE","RECORD_OFFSET","RECORD_COUNT"\n' + "".join(
        f'"2025","Making {name}, and more",{place * 10},{place},100\n' for place, name in enumerate(LETTERS)),
    "few.csv": "DATE,OBS_VALUE\n2025,1\n2025,\n",
    "learners.csv": "time_period,learners\n" + "".join(f"2024{n:02},{n * 123}\n" for n in range(1, 40)),
    "adverts.csv": "Area,2026\nStoke-on-Trent,1200\n",
    "rates.html": "<!DOCTYPE html><html><body><table><tr><td>£9</td></tr></table></body></html>\n",
    "schools.csv": "URN,Name\n1,Bront\u00eb Park\n",
    "series.csv": '"Title","Vacancies"\n"2025","832"\n',
}
DEFINITIONS = {
    "jobs": "file: jobs.csv\nfetch:\n  nomis:\n    dataset: NM_1_1\n    query:\n      geography: \"E06000021,E07000192...E07000199\"\n"
            "      date: latest   # the newest\n    columns: [DATE, INDUSTRY_NAME, OBS_VALUE]\n"
            "  key: {parameter: uid, secret: NOMIS_UID, optional: yes}\n",
    "few": "file: few.csv\nfetch: {nomis: {dataset: NM_2_1, query: {measures: \"20100\"}, columns: [DATE, OBS_VALUE]}}\n",
    "learners": "file: learners.csv\nfetch: {data set: {publication: \"Further education\", title: \"Learners: by year\", version: \"2.*\"}}\n",
    "adverts": "file: adverts.csv\nfetch: {page: \"https://www.ons.gov.uk/datasets/adverts\", link: {text: \"Adverts, {any} CSV\"}, hosts: [download.ons.gov.uk]}\n",
    "series": "file: series.csv\nfetch: {url: \"https://www.ons.gov.uk/generator?format=csv&uri=/series/ap2y\"}\n",
    "rates": "file: rates.html\nfetch: {url: \"https://www.gov.uk/rates\"}\n",
    "schools": "file: schools.csv\nfetch: {dated: \"https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/edubasealldata{YYYYMMDD}.csv\", days back: 3}\n",
    "members": "file: members.csv\nfetch: {own file: yes}\n",
}
JOBS = ("https://www.nomisweb.co.uk/api/v01/dataset/NM_1_1.data.csv?geography=E06000021,E07000192...E07000199&date=latest"
        "&select=DATE,INDUSTRY_NAME,OBS_VALUE,RECORD_OFFSET,RECORD_COUNT")
LEARNERS = "https://api.education.gov.uk/statistics/v1"
SERIES = "https://www.ons.gov.uk/generator?format=csv&uri=/series/ap2y"
RATES = "https://www.gov.uk/rates"
WHOLE = len(FILES["series.csv"])
CHECKS = []


def check(sentence):
    def keep(function):
        CHECKS.append((sentence, function))
        return function
    return keep


def curl(server, url, *more, seconds=5):
    """curl's exit status and the bytes it got."""
    result = subprocess.run(
        ["curl", "--silent", "--connect-to", f"::127.0.0.1:{server.port}", "--cacert", server.authority, "--max-time",
         str(seconds), *more, url], capture_output=True, timeout=60)
    return result.returncode, result.stdout


def is_(found, expected, what="the answer"):
    if found != expected:
        raise AssertionError(f"{what} is {str(found)[:300]!r} and should be {str(expected)[:300]!r}")


def rows(body):
    return list(csv.reader(body.decode("utf-8").splitlines()))


@check("Nomis answers with the columns asked for, in pages, and says nothing of the cap")
def _(server):
    server.set(guest_rows=30, keyed_rows=60)
    seen = []
    for offset in range(0, 120, 30):
        status, headers, body = server.get(f"{JOBS}&recordOffset={offset}")
        is_((status, headers["content-type"]), (200, "text/csv"))
        table = rows(body)
        is_(table[0], ["DATE", "INDUSTRY_NAME", "OBS_VALUE", "RECORD_OFFSET", "RECORD_COUNT"])
        seen += table[1:]
    is_([int(row[3]) for row in seen], list(range(100)))
    is_({row[4] for row in seen}, {"100"})
    is_("etag" in headers, False)
    is_(len(rows(server.get(f"{JOBS}&uid=0x1")[2])), 61, "a keyed page")
    is_(len(rows(server.get(f"{JOBS}&recordOffset=100")[2])), 1, "a page beyond the end")
    is_(rows(server.get(JOBS.split("&select")[0] + "&select=OBS_VALUE,DATE")[2])[1], ["0", "2025"])


@check("One page of Nomis is the sample itself, byte for byte")
def _(server):
    is_(server.get(JOBS)[2], FILES["jobs.csv"].encode())


@check("Nomis leaves out missing values where it is asked to")
def _(server):
    few = "https://www.nomisweb.co.uk/api/v01/dataset/NM_2_1.data.csv?measures=20100"
    is_(server.get(few)[2], b"DATE,OBS_VALUE,RECORD_OFFSET,RECORD_COUNT\n2025,1,0,2\n2025,,1,2\n")
    is_(server.get(few + "&ExcludeMissingValues=true")[2], b"DATE,OBS_VALUE,RECORD_OFFSET,RECORD_COUNT\n2025,1,0,1\n")


@check("Nomis answers what it does not know with a page and status 200")
def _(server):
    for url in (JOBS.replace("NM_1_1", "NM_9_9"), JOBS.replace("latest", "2019"), JOBS.replace("OBS_VALUE", "OBS_WALUE")):
        status, headers, body = server.get(url)
        is_((status, headers["content-type"], body[:15]), (200, "text/html; charset=utf-8", b"<!DOCTYPE html>"))


@check("Nomis slows down who asks too fast, by status or by a text, and refuses the same again, on order")
def _(server):
    server.set(throttle={"www.nomisweb.co.uk": {"seconds": 30}})
    is_([server.get(JOBS)[0], server.get(JOBS)[0]], [200, 429])
    server.set(throttle={"www.nomisweb.co.uk": {"seconds": 30, "as": "text"}})
    is_(server.get(JOBS)[2][:22], b"You have made too many")
    server.reset()
    server.set(repeat={"www.nomisweb.co.uk": {"seconds": 30}})
    is_([server.get(JOBS)[0], server.get(JOBS + "&recordOffset=1")[0], server.get(JOBS)[0]], [200, 200, 429])


@check("Nomis's pages go wrong as ordered")
def _(server):
    server.set(guest_rows=40)
    second = JOBS + "&recordOffset=40"
    right = rows(server.get(second)[2])
    wrong = {}
    for misdeed in ("wrong count", "growing count", "no count", "page repeated", "page changed", "heading changed",
                    "duplicate keys", "gap"):
        server.rules({"source": "jobs", "do": misdeed})
        wrong[misdeed] = rows(server.get(second)[2])
        is_(wrong[misdeed] != right, True, f"whether {misdeed} changes the page")
    is_(wrong["wrong count"][1][4], "101")
    is_(wrong["growing count"][1][4], "140")
    is_(len(wrong["no count"][0]), 3)
    is_(wrong["page repeated"][1][3], "0")
    is_(wrong["page changed"][1][2], "4000")
    is_(wrong["heading changed"][0][2], "OBS_VALUE_NEW")
    is_(wrong["duplicate keys"][1][:2] + wrong["duplicate keys"][1][3:], ["2025", f"Making {LETTERS[0]}, and more", "40", "100"])
    is_(wrong["gap"][1][3], "41")


@check("A data set is found by walking from a search, among others nearly alike, page by page")
def _(server):
    def every(url):
        found, number = [], 0
        while True:
            number += 1
            status, _, body = server.get(f"{url}page={number}&pageSize=20")
            said = json.loads(body)
            is_(status, 200)
            is_((said["paging"]["page"], said["paging"]["pageSize"]), (number, 20))
            found += said["results"]
            if number >= said["paging"]["totalPages"]:
                is_(len(found), said["paging"]["totalResults"], "how many there are")
                return found
    publications = every(f"{LEARNERS}/publications?search={urllib.parse.quote('Further education')}&")
    named = [item for item in publications if item["title"] == "Further education"]
    is_((len(named), len(publications) > 1, publications[0]["title"] != "Further education"), (1, True, True))
    sets = every(f"{LEARNERS}/publications/{named[0]['id']}/data-sets?")
    is_(len(sets) > 20, True, "whether the data sets take several pages")
    wanted = [item for item in sets if item["title"] == "Learners: by year"]
    is_([item["latestVersion"]["totalResults"] for item in wanted], [39])
    is_((wanted[0]["latestVersion"]["version"], wanted[0]["status"]), ("2.1", "Published"))
    one = f"{LEARNERS}/data-sets/{wanted[0]['id']}"
    is_(json.loads(server.get(one)[2])["title"], "Learners: by year")
    is_([item["version"] for item in every(f"{one}/versions?")], ["2.1", "1.0"])
    for version, status in (("2.1", 200), ("2.*", 200), ("9.0", 404)):
        is_(server.get(f"{one}/csv?dataSetVersion={version}")[0], status, f"version {version}")
    is_(server.get(f"{one}/csv?dataSetVersion=2.1")[2], FILES["learners.csv"].encode())
    is_([server.get(f"{LEARNERS}/publications?pageSize=41")[0], server.get(f"{LEARNERS}/publications?search=ab")[0],
         server.get(f"{LEARNERS}/data-sets/00000000-0000-7000-a000-000000000000")[0]], [400, 400, 404])
    for misdeed, titles in (("two alike", 2), ("none alike", 0)):
        server.rules({"path": "/data-sets", "do": misdeed})
        sets = every(f"{LEARNERS}/publications/{named[0]['id']}/data-sets?")
        is_(sum(item["title"] == "Learners: by year" for item in sets), titles, misdeed)
    server.rules({"path": "/data-sets", "do": "wrong total"})
    is_(json.loads(server.get(one)[2])["latestVersion"]["totalResults"], 40)


@check("A page of links leads to the file, and to others beside it; its links go wrong as ordered")
def _(server):
    listing = "https://www.ons.gov.uk/datasets/adverts"
    status, headers, body = server.get(listing)
    is_((status, headers["content-type"]), (200, "text/html; charset=utf-8"))
    text = body.decode()
    is_((text.count(">Adverts, october2026 CSV<"), text.count("<a ") > 5, ".xlsx" in text), (1, True, True))
    href = text.split(">Adverts, october2026 CSV<")[0].rsplit('href="', 1)[1].split('"')[0]
    is_(server.get(urllib.parse.urljoin(listing, href))[2], FILES["adverts.csv"].encode())
    for misdeed, count in (("two links", 2), ("no link", 0)):
        server.rules({"path": "/datasets/adverts", "do": misdeed})
        is_(server.get(listing)[2].decode().count(">Adverts, october2026 CSV<"), count, misdeed)
    server.rules({"path": "/datasets/adverts", "do": "link elsewhere"})
    is_(b"https://elsewhere.test/" in server.get(listing)[2], True)


@check("A dated file is there for today, and not for other days unless ordered")
def _(server):
    base = "https://ea-edubase-api-prod.azurewebsites.net/edubase/downloads/public/edubasealldata"
    today = datetime.datetime.now(datetime.timezone.utc)
    before = (today - datetime.timedelta(days=1)).strftime("%Y%m%d")
    is_([server.get(f"{base}{today:%Y%m%d}.csv")[0], server.get(f"{base}{before}.csv")[0]], [200, 404])
    server.set(days={"schools": [before]})
    is_([server.get(f"{base}{today:%Y%m%d}.csv")[0], server.get(f"{base}{before}.csv")[0]], [404, 200])
    is_(server.get(f"{base}{before}.csv")[2].decode("cp1252"), FILES["schools.csv"])


@check("Who has the bytes gets a 304, by tag or by date, and the whole file when it changed")
def _(server):
    _, headers, body = server.get(SERIES)
    tag, date = headers["etag"], headers["last-modified"]
    is_(server.get(SERIES, {"If-None-Match": tag})[0::2], (304, b""))
    is_(server.get(SERIES, {"If-None-Match": '"other", W/' + tag})[0], 304)
    is_(server.get(SERIES, {"If-Modified-Since": date})[0], 304)
    is_(server.get(SERIES, {"If-None-Match": '"other"', "If-Modified-Since": date})[0], 200)
    server.set(edits={"series": [["832", "833"]]})
    is_(server.get(SERIES, {"If-None-Match": tag})[2], body.replace(b"832", b"833"))
    server.reset()
    server.rules({"source": "series", "do": "same tag", "old": "832", "new": "900"})
    status, headers, changed = server.get(SERIES, {"If-None-Match": tag})
    is_((status, headers["etag"], b"900" in changed), (200, tag, True))
    server.rules({"source": "series", "do": "unchanged"})
    is_(server.get(SERIES)[0], 304)
    server.reset()
    server.set(validators={"*": "none"})
    is_("etag" in server.get(SERIES)[1], False)


# rule, curl's exit status, and what holds of the bytes
BREAKS = [
    ("reset in the body", {"do": "reset"}, 56, lambda body: len(body) < WHOLE),
    ("reset before the head", {"do": "reset", "at": "head"}, 56, lambda body: not body),
    ("never answers", {"do": "silence"}, 28, lambda body: not body),
    ("headers byte by byte", {"do": "slow head", "rate": 20}, 28, lambda body: not body),
    ("body byte by byte", {"do": "slow body", "rate": 5}, 28, lambda body: 0 < len(body) < WHOLE),
    ("more promised than sent", {"do": "short length"}, 18, lambda body: len(body) == WHOLE),
    ("cut though the length is said", {"do": "cut", "framing": "length"}, 18, lambda body: body == b'"Title","Vacancies"\n'),
    ("cut in a chunked body", {"do": "cut", "framing": "chunked"}, 18, lambda body: body == b'"Title","Vacancies"\n'),
    ("cut at a row's end, and curl says all is well", {"do": "cut"}, 0, lambda body: body == b'"Title","Vacancies"\n'),
    ("cut inside a number, and curl says all is well", {"do": "cut", "at": "number"}, 0, lambda body: body.endswith(b'"2')),
    ("cut before it was sent", {"do": "cut", "framing": "honest"}, 0, lambda body: body == b'"Title","Vacancies"\n'),
    ("an end without a goodbye, and curl says all is well", {"do": "abrupt end"}, 0, lambda body: len(body) == WHOLE),
    ("compressed unasked", {"do": "compressed"}, 0, lambda body: gzip.decompress(body) == FILES["series.csv"].encode()),
    ("compressed and cut", {"do": "compressed", "as": "half"}, 0, lambda body: body[:2] == b"\x1f\x8b"),
    ("compressed, without its trailer", {"do": "compressed", "as": "no trailer"}, 0, lambda body: body[:2] == b"\x1f\x8b"),
    ("compressed, with a wrong sum", {"do": "compressed", "as": "bad crc"}, 0, lambda body: body[-8:-4] == bytes(4)),
    ("a bomb", {"do": "compressed", "as": "bomb", "megabytes": 20}, 0, lambda body: len(body) < 60_000
     and len(gzip.decompress(body)) == 20 << 20),
    ("compressed twice", {"do": "compressed", "as": "nested"}, 0,
     lambda body: gzip.decompress(gzip.decompress(body)) == FILES["series.csv"].encode()),
    ("said to be brotli", {"do": "compressed", "as": "br"}, 0, lambda body: body[:2] == b"\x1f\x8b"),
    ("without an end", {"do": "endless", "megabytes": 30}, 18, lambda body: len(body) >= 30 << 20),
    ("two lengths", {"do": "two lengths"}, 0, lambda body: 0 < len(body) <= WHOLE),
    ("no head at all", {"do": "no head"}, 1, lambda body: not body),
    ("a huge head", {"do": "huge head"}, 56, lambda body: not body),
    ("a first line that is none", {"do": "bad status line"}, 1, lambda body: not body),
    ("a loop", {"do": "redirect", "to": "itself"}, 47, lambda body: not body),
    ("thirty hops", {"do": "redirect", "hops": 30, "times": 1}, 0, lambda body: body == FILES["series.csv"].encode()),
    ("to a file of the machine", {"do": "redirect", "to": "file:///etc/hostname"}, 1, lambda body: not body),
    ("to another host", {"do": "redirect", "to": "https://elsewhere.test{target}"}, 0, lambda body: b"not found" in body),
]


@check("Bodies and connections break as ordered, and curl says so where it can")
def _(server):
    for name, rule, status, holds in BREAKS:
        server.rules({"source": "series", **rule})
        more = ["--location", "--max-redirs", "40"] if "redirect" in rule["do"] else []
        code, body = curl(server, SERIES, *more, seconds=1.5 if status == 28 else 20)
        is_((code, holds(body)), (status, True), f"{name}: curl's exit status, and whether {body[:60]!r} is right")


@check("Statuses, waits and other bodies come as ordered, as often as ordered")
def _(server):
    server.rules({"source": "series", "do": "status", "code": 503, "retry after": 7, "times": 2})
    is_([server.get(SERIES)[0] for _ in range(3)], [503, 503, 200])
    server.rules({"source": "series", "do": "status", "code": 429, "date in": 90, "skip": 1})
    is_([server.get(SERIES)[0] for _ in range(3)], [200, 429, 429])
    is_(server.get(SERIES)[1]["retry-after"].endswith("GMT"), True)
    for what, begins in (("maintenance", b"<!DOCTYPE"), ("json", b"{"), ("xml", b"<?xml"), ("rate limit", b"You have"),
                         ("soft 404", b"<!DOCTYPE"), ("login", b"<!DOCTYPE"), ("empty", b""), ("headings", b'"Title","Vacancies"\n')):
        server.rules({"source": "series", "do": "instead", "what": what, "as": "csv"})
        status, headers, body = server.get(SERIES)
        is_((status, headers["content-type"], body[:len(begins)]), (200, "text/csv", begins), what)
    for code in (203, 204, 206):
        server.rules({"source": "series", "do": "other code", "code": code})
        is_(server.get(SERIES)[0], code)
    server.rules({"source": "series", "do": "content type", "says": "text/csv; charset=utf-8", "in": "utf-16-le"})
    is_(server.get(SERIES)[2].decode("utf-16-le"), FILES["series.csv"])
    started = time.monotonic()
    server.rules({"source": "series", "do": "delay", "seconds": 0.4})
    is_((server.get(SERIES)[0], time.monotonic() - started >= 0.4), (200, True))
    is_(server.get(RATES)[0], 200, "a source without a rule")


@check("Certificates are bad as ordered, and curl refuses each")
def _(server):
    is_(curl(server, RATES)[0], 0)
    for kind, status in (("expired", 60), ("self signed", 60), ("wrong host", 60), ("unknown authority", 60),
                         ("old version", 35), ("closed", 35), ("reset", 35), ("silent", 28)):
        server.set(tls={"www.gov.uk": kind})
        is_((curl(server, RATES, seconds=1.5)[0], curl(server, SERIES)[0]), (status, 0), kind)
    server.set(tls={"www.gov.uk": "old version"})
    code, body = curl(server, RATES, "--tlsv1.0", "--ciphers", "DEFAULT:@SECLEVEL=0")
    is_((code, body[:9]), (0, b"<!DOCTYPE"), "the old version, for a client that allows it")


@check("The log tells what was asked, how closely, and how many at once")
def _(server):
    server.rules({"source": "series", "do": "delay", "seconds": 0.5})
    running = [subprocess.Popen(["curl", "--silent", "--connect-to", f"::127.0.0.1:{server.port}", "--cacert",
                                 server.authority, SERIES], stdout=subprocess.DEVNULL) for _ in range(3)]
    for process in running:
        process.wait(20)
    server.get(JOBS + "&uid=0xCANARY", {"If-None-Match": '"x"'})
    log, summary = server.log(), server.summary()
    is_((summary["www.ons.gov.uk"]["requests"], summary["www.ons.gov.uk"]["most at once"]), (3, 3))
    is_((summary["www.nomisweb.co.uk"]["conditional"], summary["www.nomisweb.co.uk"]["statuses"]), (1, {"200": 1}))
    is_(("0xCANARY" in log[-1]["target"], log[-1]["source"], log[-1]["host"]), (True, "jobs", "www.nomisweb.co.uk"))
    server.rules()
    server.get(SERIES)
    is_(0 < server.log()[-1]["spacing"] < 10, True)
    server.forget()
    is_(server.log(), [])


@check("It answers on the loopback address alone, and not for hosts it does not know")
def _(server):
    import http.client
    import socket
    import ssl
    context = ssl.create_default_context(cafile=server.authority)
    with socket.create_connection(("127.0.0.1", server.port), 5) as plain:
        wire = context.wrap_socket(plain, server_hostname="www.gov.uk")
        wire.sendall(b"GET / HTTP/1.1\r\nHost: unknown.test\r\n\r\n")
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        is_(answer.status, 421)
        answer.close()
    try:
        server.order("rules", [{"do": "somersault"}])
    except ValueError as error:
        is_("somersault" in str(error), True)
    else:
        raise AssertionError("an unknown misbehaviour is taken")
    listening = pathlib.Path("/proc/net/tcp").read_text()
    is_(f"0100007F:{server.port:04X}" in listening, True, "whether it listens on 127.0.0.1")
    is_(f"00000000:{server.port:04X}" in listening, False, "whether it listens everywhere")


def hubs_own(folder):
    """Every source of the hub's own definitions can be had in the way that they say, and is its sample."""
    known = sources(ROOT / "Pipelines", ROOT / "SampleInputs")
    with StandIn(ROOT / "SampleInputs", ROOT / "Pipelines", folder) as server:
        server.set(guest_rows=5000)
        ways = {}
        for source in known.values():
            ways.setdefault(source.way(), []).append(source.id)
            if source.way() not in (None, "own file"):
                is_(fetch(server, source) == source.sample.read_bytes(), True, f"whether {source.id} is its sample")
        is_(set(ways) >= {"nomis", "data set", "url", "own file"}, True, f"whether {ways} has every way")
        is_(server.summary()["www.nomisweb.co.uk"]["requests"] > len(ways["nomis"]), True, "whether Nomis took pages")


def main():
    failed = 0
    with tempfile.TemporaryDirectory(prefix="lmi-standin-") as name:
        folder = pathlib.Path(name)
        (folder / "Pipelines" / "sources").mkdir(parents=True)
        (folder / "inputs").mkdir()
        for file, text in FILES.items():
            (folder / "inputs" / file).write_bytes(text.encode("cp1252" if file == "schools.csv" else "utf-8"))
        for source, text in DEFINITIONS.items():
            (folder / "Pipelines" / "sources" / f"{source}.yml").write_text(
                f"# {source}\nsource: {source}\ntitle: A title, with a comma  # and a comment\n{text}table: {{header: X}}\n")
        with StandIn(folder / "inputs", folder / "Pipelines", folder / "server") as server:
            for sentence, function in CHECKS:
                started = time.monotonic()
                server.reset()
                try:
                    function(server)
                    outcome = "passed"
                except Exception as error:               # whatever it is, the others are still to be shown
                    outcome, failed = f"FAILED: {type(error).__name__}: {error}", failed + 1
                print(f"{outcome[:6]}  {sentence} ({time.monotonic() - started:.1f} s){outcome[6:]}", flush=True)
            process = server.process
    if process.returncode != 0:
        failed += 1
        print(f"FAILED: the stand-in ended with {process.returncode} when its standard input closed")
        try:
            hubs_own(folder / "own")
            print(f"passed  {hubs_own.__doc__}")
        except Exception as error:                       # as above
            failed += 1
            print(f"FAILED  {hubs_own.__doc__}: {type(error).__name__}: {error}")
    print(f"stand-in: {len(CHECKS) + 1 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
