"""Faults of the network and of publishers: each costs its own source's tables, and no other's."""
import contextlib
import shutil
import socket

from cases import case, demand
from hub import edition
from judge import Failure, Judge, Seen
from network_hub import ATTEMPTS, DATA_SET, DEGRADED, SOURCE, Net, broken, overcome, secret_stays


def requests(count, source="claimants"):
    """Exactly so many requests were made."""
    def check(net, run):
        asked = net.asked(source)
        demand(len(asked) == count, f"{len(asked)} requests instead of {count}", [entry["target"] for entry in asked], run)
    return check


def nobody_else(net, run):
    """No other host heard anything."""
    others = [entry for entry in net.server.log() if entry["host"] not in
              ("www.ons.gov.uk", "www.nomisweb.co.uk", "www.gov.uk")]
    demand(not others, "another host was asked", others, run)


def quickly(seconds):
    def check(net, run):
        demand(run.seconds <= seconds, f"took {run.seconds:.1f} s", run)
    return check


def none_come(lab, says, night):
    """A night on which no source can be had at all; the next one finds all of them again."""
    with Net(lab) as net:
        twin = lab.twin(net.hub)
        judge = Judge(net.hub)
        net.hub.issue(2)
        net.server.forget()
        run = night(net)
        judge.refused(run, (DEGRADED, SOURCE), *says)
        judge.last_good()
        demand(not net.server.log(), "the stand-in was asked: nothing has been shown", run)
        again = net.run(2)
        judge.good(again)
        Judge(twin).good(net.run(2, hub=twin))
        judge.same_as(twin, run, again)


@case("N1", "nobody answers at the address")
def n1(lab):
    with contextlib.closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))                     # and nobody listens
        none_come(lab, ["claimants", "jobs", "(?i)connect"], lambda net: net.run(1, port=taken.getsockname()[1]))


def apart(net, *prepare):
    """A night in a network of its own, without any way out."""
    if not shutil.which("unshare"):
        raise FileNotFoundError("unshare is not installed")
    script = "; ".join([*prepare, 'exec "$@"'])
    options = net.options(1)
    return net.hub.run(before=["unshare", "--map-root-user", "--net", "--mount", "sh", "-c", script, "sh"], **options)


@case("N2", "a name that nobody knows, and a name server that does not answer")
def n2(lab):
    none_come(lab, ["claimants", "(?i)name"], apart)
    names = lab.path("resolv.conf")
    names.write_text("nameserver 127.0.0.1\noptions timeout:30\n")
    silent = ("python3 -c 'import socket, time; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); "
              's.bind(("127.0.0.1", 53)); time.sleep(30)\' & heard=$!')
    none_come(lab, ["claimants", r"\b2(\.0)? (s|seconds)"], lambda net: apart(
        net, "ip link set lo up", f"mount --bind {names} /etc/resolv.conf", silent))


@case("N3", "a server that takes the request and never answers")
def n3(lab):
    broken(lab, [({"do": "silence"}, r"\b1(\.0)? (s|second)", requests(ATTEMPTS)), ({"tls": "silent"},)])


@case("N4", "a body that comes byte by byte")
def n4(lab):
    broken(lab, [({"do": "slow body", "rate": 3}, "(?i)slow|stall|second")])


@case("N5", "headers that come byte by byte")
def n5(lab):
    broken(lab, [({"do": "slow head", "rate": 3}, "(?i)slow|stall|second")])


@case("N6", "a connection that breaks in the body")
def n6(lab):
    broken(lab, [({"do": "reset"}, requests(ATTEMPTS)), ({"do": "reset", "at": "head"}, requests(ATTEMPTS))])
    overcome(lab, [({"do": "reset", "times": 1}, requests(2))])


@case("N7", "fewer bytes than were promised")
def n7(lab):
    broken(lab, [({"do": "short length"}, requests(ATTEMPTS)), ({"do": "cut", "framing": "length"}, requests(ATTEMPTS))])
    overcome(lab, [({"do": "short length", "times": 1}, requests(2))])


@case("N8", "a chunked body that is cut")
def n8(lab):
    broken(lab, [({"do": "cut", "framing": "chunked"}, requests(ATTEMPTS))])


@case("N9", "a body cut at a row's end and inside a number, and nothing on the way that says so")
def n9(lab):
    cuts = [({"do": "cut", "framing": framing, "at": at},) for framing in ("close", "honest") for at in ("row", "number")]
    for source in ("claimants", "jobs"):
        broken(lab, [*cuts, ({"do": "cut", "framing": "close", "at": 0.98},)], source=source)


@case("N10", "a compressed body that is cut, lacks its end, or has a wrong sum")
def n10(lab):
    broken(lab, [({"do": "compressed", "as": how}, "(?i)compress|encod") for how in ("half", "no trailer", "bad crc")])


@case("N11", "a compressed bomb, one in another, and kinds of compression that nobody asked for")
def n11(lab):
    broken(lab, [({"do": "compressed", "as": how}, "(?i)compress|encod") for how in ("bomb", "nested", "br", "zstd", "whole")])


@case("N12", "a body without an end")
def n12(lab):
    broken(lab, [({"do": "endless"}, "(?i)megabytes|bytes|MB", quickly(10))])


@case("N13", "unchanged, says the server, to one who has nothing")
def n13(lab):
    with Net(lab, publish=False) as net:
        net.server.rules({"source": "claimants", "do": "unchanged"})
        judge = Judge(net.hub)
        judge.refused(net.run(0), SOURCE, "claimants", "304|unchanged")
        demand(Seen(net.hub.output).state == "nothing", "something was published", *judge.runs())
        net.server.reset()
        judge.good(net.run(1))
    with Net(lab) as net:
        shutil.rmtree(net.hub.state / "snapshots")
        judge = Judge(net.hub)
        net.server.forget()
        run = net.run(1)
        judge.good(run)
        demand(all(entry["status"] == 200 for entry in net.server.log()), "304 was asked for without bytes to keep", run)


@case("N14", "unchanged, says the server, and the bytes that are kept are damaged")
def n14(lab):
    with Net(lab) as net:
        twin = lab.twin(net.hub)
        judge = Judge(net.hub)
        damaged = 0
        for path in (net.hub.state / "snapshots").rglob("*"):
            if path.is_file() and path.read_bytes() == edition(1)["claimants.csv"].encode():
                path.chmod(0o600)
                path.write_bytes(path.read_bytes().replace(b"8221", b"8220"))
                damaged += 1
        demand(damaged == 1, f"{damaged} snapshots of the claimants were found")
        net.hub.issue_file("schools.csv", edition(2)["schools.csv"])
        run = net.run(1)
        judge.good(run)
        demand("damaged" in run.said or "claimants" in run.said, "nobody says that kept bytes were damaged", run)
        net.server.forget()
        Judge(twin).good(net.run(1, hub=twin))
        judge.same_as(twin, run)


@case("N15", "too many requests, says the server, for seconds, until a time, for thirty years, for minus a second")
def n15(lab):
    def waited(net, run):
        first, second = net.asked("claimants")[:2]
        demand(second["at"] - first["at"] >= 0.9, f"only {second['at'] - first['at']:.2f} s were waited", run)
    overcome(lab, [({"do": "status", "code": 429, "retry after": 1, "times": 1}, requests(2), waited)])
    overcome(lab, [({"do": "status", "code": 503, "retry after": 1, "times": 1}, requests(2), waited)])
    broken(lab, [({"do": "status", "code": 429, "retry after": 10 ** 9}, "429", requests(1)),
                 ({"do": "status", "code": 429, "retry after": 60}, "429", "60", requests(1)),
                 ({"do": "status", "code": 429, "date in": 10 ** 7}, "429", requests(1)),
                 ({"do": "status", "code": 429, "retry after": -1}, "429", "not heeded", requests(ATTEMPTS)),
                 ({"do": "status", "code": 429, "retry after": "soon"}, "429", "not heeded", requests(ATTEMPTS))])


@case("N16", "a server in trouble twice, and one in trouble for good")
def n16(lab):
    overcome(lab, [({"do": "status", "code": 503, "times": 2}, requests(3))])
    broken(lab, [({"do": "status", "code": code}, str(code), requests(ATTEMPTS)) for code in (500, 502, 503, 504)]
           + [({"do": "status", "code": code}, str(code), requests(1)) for code in (400, 401, 403, 404, 410)])


@case("N17", "a page about maintenance in place of the file")
def n17(lab):
    pages = [({"do": "instead", "what": "maintenance"}, "HTML|html|page"),
             ({"do": "instead", "what": "maintenance", "as": "csv"}, "HTML|html|page")]
    broken(lab, pages)
    broken(lab, pages, source="jobs")


@case("N18", "an error as JSON or XML, or the words of a limit, in place of the file")
def n18(lab):
    texts = [({"do": "instead", "what": what, **more},) for what in ("json", "xml", "rate limit")
             for more in ({}, {"as": "csv"})]
    texts.append(({"do": "instead", "what": "text", "text": "Sorry, the service is busy"}, "Sorry, the service is busy"))
    broken(lab, texts)
    broken(lab, texts, source="jobs")


@case("N19", "a redirect to what is no https address")
def n19(lab):
    broken(lab, [({"do": "redirect", "to": to}, "(?i)https|redirect", requests(1)) for to in (
        "file:///etc/passwd", "ftp://www.ons.gov.uk/claimants.csv", "gopher://www.ons.gov.uk/", "data:text/csv,a%0A1",
        "javascript:alert(1)")] + [({"do": "redirect", "to": ""},)])


@case("N20", "redirects in a loop, thirty of them, and one to http")
def n20(lab):
    broken(lab, [({"do": "redirect", "to": "itself"}, "(?i)redirect|moved", requests(6)),
                 ({"do": "redirect", "hops": 30, "times": 1}, "(?i)redirect|moved", requests(6)),
                 ({"do": "redirect", "to": "http://www.ons.gov.uk{target}"}, "https", requests(1))])
    overcome(lab, [({"do": "redirect", "hops": 3, "times": 1}, requests(5))])


@case("N21", "a redirect to another host and to addresses of this machine and its network")
def n21(lab):
    elsewhere = [({"do": "redirect", "to": f"https://{host}{{target}}", "code": code}, "(?i)redirect|address|server", nobody_else)
                 for host, code in (("elsewhere.test", 302), ("127.0.0.1", 301), ("169.254.169.254", 307), ("[::1]", 308),
                                    ("[::ffff:127.0.0.1]", 302), ("0x7f000001", 302), ("2130706433", 302), ("localhost", 302),
                                    ("www.ons.gov.uk@elsewhere.test", 302), ("www.ons.gov.uk.elsewhere.test", 302))]
    broken(lab, elsewhere)
    broken(lab, elsewhere[:3], source="jobs")


@case("N22", "a page that says the file has moved, and one to sign in")
def n22(lab):
    broken(lab, [({"do": "instead", "what": what, **more},) for what in ("soft 404", "login") for more in ({}, {"as": "csv"})])


@case("N23", "204, a part that nobody asked for, and 203")
def n23(lab):
    broken(lab, [({"do": "other code", "code": code}, str(code)) for code in (204, 206, 203)])


@case("N24", "two lengths, no headers at all, headers of 15 MB, a first line that is none")
def n24(lab):
    broken(lab, [({"do": what},) for what in ("two lengths", "no head", "huge head", "bad status line")])


@case("N25", "certificates that have expired, name others, or nobody vouches for; TLS of 1999; no goodbye")
def n25(lab):
    broken(lab, [({"tls": kind}, "(?i)certificate|TLS|SSL") for kind in (
        "expired", "self signed", "wrong host", "unknown authority", "old version")] + [
            ({"tls": "reset"}, f"broke off.*asked {ATTEMPTS} times"), ({"tls": "closed"}, f"broke off.*asked {ATTEMPTS} times"),
            ({"do": "abrupt end"},)])


@case("N26", "a host that has an address of the new kind only, and no way there")
def n26(lab):
    hosts = lab.path("hosts")
    hosts.write_text("2001:4860:4860::8888 www.ons.gov.uk www.nomisweb.co.uk www.gov.uk\n")
    none_come(lab, ["claimants"], lambda net: apart(net, "ip link set lo up", f"mount --bind {hosts} /etc/hosts"))


@case("N27", "a body that is not in the encoding that is said")
def n27(lab):
    broken(lab, [({"do": "content type", "says": "text/csv; charset=utf-8", "in": "utf-16"},),
                 ({"do": "content type", "says": "text/csv; charset=utf-16"}, "(?i)utf-16"),
                 ({"do": "other bytes", "after": "e9"},)])
    # A long body that had to be refused must not make the right one look short
    broken(lab, [({"do": "instead", "what": "binary"},)])


@case("N28", "the same tag for other bytes, also for bytes that had to be refused, and a date in the future")
def n28(lab):
    # The tag of what was refused must not be asked with: the server would say that nothing has changed, night after night
    broken(lab, [({"do": "cut", "framing": "honest", "tag": "same"},)])
    overcome(lab, [({"do": "same tag", "old": "nothing", "new": "nothing"},),
                   ({"do": "same tag", "old": "nothing", "new": "nothing", "modified in": 10 ** 7},)])
    with Net(lab) as net:
        judge = Judge(net.hub)
        net.server.rules({"source": "claimants", "do": "same tag", "old": "8221", "new": "8229"})
        run = net.run(1)
        judge.good(run)
        demand(any("8229" in cell for row in net.figures(net.hub, "claimants") for cell in row),
               "the tag was believed and not the bytes", run)


@case("N29", "proxies in the environment")
def n29(lab):
    proxy = "http://127.0.0.1:9"
    names = ("http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
    overcome(lab, [({"environment": {name: proxy for name in names}},),
                   ({"environment": {"HOME": str(netrc(lab)), "CURL_HOME": str(netrc(lab))}},)])


def netrc(lab):
    home = lab.path("home")
    home.mkdir(exist_ok=True)
    (home / ".netrc").write_text("default login somebody password secret\n")
    (home / ".curlrc").write_text("insecure\nproxy = http://127.0.0.1:9\n")
    return home


@case("N30", "the file of a past month, for months")
def n30(lab):
    rule = "releases: {every: 1 month, late after: 7 days}\n"
    changes = {"claimants.yml": lambda text: text.replace("file: ", rule + "file: ", 1)}
    with Net(lab, change=changes) as net:
        judge = Judge(net.hub)
        run = net.run(90)
        judge.ended(run, (0,))
        judge.last_good()
        status = net.hub.lmi("status", **net.options(90))
        for said in (run, status):
            demand(said.code == 0 and "claimants.csv: warning: nothing new has come since" in said.said,
                   "nobody says that the source is overdue", run, status)
    # Where the hub has said how old is too old, it is more than a warning.
    limit = "claimants: {definition: claimants.yml, max age days: 30}"
    changes["hub.yml"] = lambda text: text.replace("claimants: {definition: claimants.yml}", limit, 1)
    with Net(lab, change=changes) as net:
        judge = Judge(net.hub)
        run = net.run(90)
        judge.ended(run, (DEGRADED,))
        judge.last_good()
        status = net.hub.lmi("status", **net.options(90))
        demand(status.code == DEGRADED and "claimants" in status.said, "the status hides what is too old", run, status)


@case("N31", "pages of Nomis that do not fit together")
def n31(lab):
    pages = {"settings": {"guest_rows": 3, "keyed_rows": 3}}
    broken(lab, [({**pages, "do": misdeed},) for misdeed in (
        "wrong count", "growing count", "no count", "page repeated", "heading changed", "duplicate keys", "gap")], source="jobs")
    with Net(lab) as net:
        judge, twin = Judge(net.hub), lab.twin(net.hub)
        net.hub.issue(2)
        net.server.set(guest_rows=3, keyed_rows=3)
        net.server.forget()
        run = net.run(1)
        judge.good(run)
        demand(len(net.asked("jobs")) == 3, "eight rows in pages of three are not three requests", run)
        net.server.reset()
        Judge(twin).good(net.run(1, hub=twin))
        judge.same_as(twin, run)
        secret_stays(net)


@case("N32", "a page that links to nothing, to two files, to another host, without https")
def n32(lab):
    broken(lab, [({"do": misdeed, "source": "schools", "path": "/schools"}, "link") for misdeed in (
        "no link", "two links", "link elsewhere", "link to http")], source="schools")


@case("N33", "a careless build is seen: one that looks at no certificate, and one that takes what was cut for whole")
def n33(lab):
    # A cut that only its length tells: the rows that are there are whole, and the register may have as few
    for careless, order, source in (("tls", {"tls": "expired"}, "claimants"),
                                    ("cut", {"do": "cut", "framing": "length", "at": "row"}, "schools")):
        broken(lab, [(order,)], source)
        try:
            broken(lab, [(order,)], source, careless=careless)
        except Failure as failure:
            demand("I3: exit 0" in str(failure), f"{careless}: it went red for another reason", failure)
        else:
            raise Failure(f"{careless}: the case passed with a careless build: it sees nothing")


@case("N34", "a file that its publisher sent without the end of its last number")
def n34(lab):
    broken(lab, [({"do": "cut", "framing": "honest", "at": 0.98},)], source="jobs")
    broken(lab, [({"do": "cut", "framing": "honest", "at": 0.98},)])


@case("N35", "a data set whose title is gone or there twice, with other rows than it says, withdrawn, in a list without end")
def n35(lab):
    broken(lab, [({"do": misdeed, "source": None, "path": "/data-sets"}, quickly(10)) for misdeed in (
        "none alike", "two alike", "wrong total", "withdrawn", "endless pages")]
           + [({"do": misdeed, "source": None, "path": "/publications?"},) for misdeed in ("none alike", "two alike")]
           + [({"do": "instead", "what": what, "source": None, "path": "/publications?", **more},)
              for what in ("maintenance", "json", "empty") for more in ({}, {"as": "csv"})]
           + [({"do": "cut", "framing": "honest", "at": "row"},)], change=DATA_SET)
