"""What publishers and networks do wrong, on order: each a function from a faithful answer to the steps that are sent.

A step is a pair: `send` bytes, `drip` (bytes, bytes a second), `wait` seconds, `hold` seconds or until the client leaves,
`reset`, `end`, `abrupt` (an end without TLS's goodbye), `endless` (bytes sent again and again).
"""
import email.utils
import gzip
import hashlib
import re
import time

from answers import Answer, as_json, chunk, head_bytes, page, steps

MISBEHAVIOURS = {}


def misbehaviour(function):
    MISBEHAVIOURS[function.__name__.replace("_", " ")] = function
    return function


def framed(answer, length=None, extra=()):
    size = len(answer.body) if length is None else length
    return head_bytes(answer.status, answer.head() + list(extra) + [("Content-Length", str(size))])


def part(body, at):
    """How many bytes of the body come before the fault: a share of it, or `row` or `number` about the middle."""
    if at == "row":
        after = body.find(b"\n", len(body) // 2, len(body) - 1) + 1
        return after or body.rfind(b"\n", 0, len(body) // 2) + 1
    if at == "number":
        found = [match for match in re.finditer(rb"\d{2,}", body) if match.start() >= len(body) // 2]
        return found[0].start() + 1 if found else len(body) // 2
    return int(len(body) * float(at))


def retag(answer, rule):
    """Other bytes have a tag and a date of their own, unless the rule says `tag: same`."""
    if rule.get("tag") != "same":
        answer.etag, answer.modified = answer.etag and f'"{hashlib.sha256(answer.body).hexdigest()[:24]}"', None


@misbehaviour
def delay(request, answer, rule):
    """Answers as it should, but late."""
    sent, stays = steps(answer)
    return [("wait", rule.get("seconds", 1))] + sent, stays


@misbehaviour
def reset(request, answer, rule):
    """The connection breaks in the middle of the body, or before any byte with `at: head`."""
    if rule.get("at") == "head":
        return [("reset", None)], False
    return [("send", framed(answer)), ("send", answer.body[:part(answer.body, rule.get("at", 0.5))]), ("wait", 0.05),
            ("reset", None)], False


@misbehaviour
def silence(request, answer, rule):
    """Never answers."""
    return [("hold", rule.get("seconds", 300))], False


@misbehaviour
def slow_head(request, answer, rule):
    """The headers come byte by byte."""
    return [("drip", (framed(answer), rule.get("rate", 1))), ("send", answer.body)], False


@misbehaviour
def slow_body(request, answer, rule):
    """The body comes byte by byte."""
    return [("send", framed(answer)), ("drip", (answer.body, rule.get("rate", 1)))], False


@misbehaviour
def short_length(request, answer, rule):
    """More bytes are promised than come."""
    return [("send", framed(answer, len(answer.body) + rule.get("missing", 100))), ("send", answer.body), ("end", None)], False


@misbehaviour
def cut(request, answer, rule):
    """The body ends early: short of its `length`, in a `chunked` body, in one that the connection's `close` ends, or in
    one whose length is said to be what came, as from a publisher that cut it before sending (`framing: honest`)."""
    some = answer.body[:part(answer.body, rule.get("at", "row"))]
    framing = rule.get("framing", "close")
    if framing == "length":
        return [("send", framed(answer)), ("send", some), ("end", None)], False
    if framing == "honest":
        answer.body = some
        retag(answer, rule)
        return steps(answer)
    if framing == "chunked":
        head = head_bytes(answer.status, answer.head() + [("Transfer-Encoding", "chunked")])
        return [("send", head), ("send", chunk(some)), ("end", None)], False
    head = head_bytes(answer.status, answer.head() + [("Connection", "close")])
    return [("send", head), ("send", some), ("end", None)], False


@misbehaviour
def abrupt_end(request, answer, rule):
    """The whole body, ended by a connection that closes without TLS's goodbye."""
    head = head_bytes(answer.status, answer.head() + [("Connection", "close")])
    return [("send", head), ("send", answer.body), ("abrupt", None)], False


@misbehaviour
def compressed(request, answer, rule):
    """Compressed though nobody asked: `whole`, `half`, `no trailer`, `bad crc`, `bomb`, `nested`, `br` or `zstd`."""
    how = rule.get("as", "whole")
    if how == "bomb":
        body = gzip.compress(b"0," * (1 << 19), 9) * rule.get("megabytes", 300)
    else:
        body = gzip.compress(answer.body)
    if how == "half":
        body = body[:len(body) // 2]
    elif how == "no trailer":
        body = body[:-6]
    elif how == "bad crc":
        body = body[:-8] + bytes(4) + body[-4:]
    elif how == "nested":
        body = gzip.compress(body)
    encoding = how if how in ("br", "zstd") else "gzip, gzip" if how == "nested" else "gzip"
    changed = Answer(answer.status, body, answer.kind)
    changed.etag, changed.modified = answer.etag, answer.modified
    return [("send", framed(changed, extra=[("Content-Encoding", encoding)])), ("send", body)], True


@misbehaviour
def endless(request, answer, rule):
    """A body without an end."""
    head = head_bytes(200, answer.head() + [("Transfer-Encoding", "chunked")])
    rows = answer.body if len(answer.body) > 1000 else answer.body * 1000
    return [("send", head), ("endless", (chunk(rows), rule.get("megabytes", 2000) << 20))], False


@misbehaviour
def unchanged(request, answer, rule):
    """304, whether or not the client said what it has."""
    bare = Answer(304)
    bare.etag = answer.etag if rule.get("tag") else None
    return steps(bare)


@misbehaviour
def status(request, answer, rule):
    """Another status. `retry after` is a text; with `date in` it is the HTTP date so many seconds ahead."""
    refused = page(f"{rule['code']}", rule.get("text", "Please try again later."), status=rule["code"])
    if "date in" in rule:
        refused.headers.append(("Retry-After", email.utils.formatdate(time.time() + rule["date in"], usegmt=True)))
    elif "retry after" in rule:
        refused.headers.append(("Retry-After", str(rule["retry after"])))
    return steps(refused)


@misbehaviour
def instead(request, answer, rule):
    """Status 200 and something else: `maintenance`, `json`, `xml`, `rate limit`, `soft 404`, `login`, `empty`, `headings`,
    `blank`, `binary`, or a `text` of one's own. `as: csv` claims that it is CSV."""
    what = rule.get("what", "maintenance")
    other = {
        "maintenance": lambda: page("Site under maintenance", "We are carrying out essential work. Please come back soon."),
        "soft 404": lambda: page("Page not found", "The file you asked for has moved."),
        "login": lambda: page("Sign in", '<form method="post"><input name="password" type="password"></form>'),
        "json": lambda: as_json(200, {"error": {"code": 500, "message": "Something went wrong"}}),
        "xml": lambda: Answer(200, b'<?xml version="1.0"?>\n<Error><Code>ServerBusy</Code></Error>\n', "application/xml"),
        "rate limit": lambda: Answer(200, b"You have made too many requests. Please wait before you try again.\n", "text/plain"),
        "empty": lambda: Answer(200, b"", answer.kind),
        "headings": lambda: Answer(200, answer.body[:answer.body.find(b"\n") + 1], answer.kind),
        "blank": lambda: Answer(200, b"\n \n\n", answer.kind),
        "binary": lambda: Answer(200, bytes(range(256)) * 16, answer.kind),
        "text": lambda: Answer(200, rule["text"].encode(), "text/plain"),
    }[what]()
    if rule.get("as") == "csv":
        other.kind = "text/csv"
    return steps(other)


@misbehaviour
def redirect(request, answer, rule):
    """Leads elsewhere: `to` an address, to itself with `to: itself`, or over `hops` to where it began."""
    code = rule.get("code", 302)
    here = f"https://{request.host}{request.target}"
    if "hops" in rule:
        to = f"https://{request.host}/stand-in/hop/{rule['hops'] - 1}?to={request.target}"
    else:
        to = here if rule["to"] == "itself" else rule["to"].replace("{target}", request.target)
    return steps(Answer(code, b"", headers=[("Location", to)]))


@misbehaviour
def other_code(request, answer, rule):
    """The right body under a wrong status: 203, 204, 206."""
    changed = Answer(rule["code"], answer.body, answer.kind)
    if rule["code"] == 206:
        changed.body = answer.body[:len(answer.body) // 2]
        changed.headers = [("Content-Range", f"bytes 0-{len(changed.body) - 1}/{len(answer.body)}")]
    return steps(changed)


@misbehaviour
def two_lengths(request, answer, rule):
    """Content-Length twice, and not the same."""
    return [("send", framed(answer, extra=[("Content-Length", str(len(answer.body) // 2))])), ("send", answer.body),
            ("end", None)], False


@misbehaviour
def no_head(request, answer, rule):
    """A body without status line and headers, as before HTTP had them."""
    return [("send", answer.body), ("end", None)], False


@misbehaviour
def huge_head(request, answer, rule):
    """Headers of many megabytes."""
    line = b"X-Padding: " + b"a" * 60_000 + b"\r\n"
    head = framed(answer)
    lines = [("send", line)] * max(1, rule.get("bytes", 15_000_000) // len(line))
    return [("send", head[:-2])] + lines + [("send", b"\r\n"), ("send", answer.body), ("end", None)], False


@misbehaviour
def bad_status_line(request, answer, rule):
    """A first line that is none."""
    return [("send", b"HTTP/1.1 fine thank you\r\nContent-Length: 2\r\n\r\nOK"), ("end", None)], False


@misbehaviour
def content_type(request, answer, rule):
    """Says another type or another charset than the body has; the body may be written `in` another one, too."""
    if "in" in rule:
        text = answer.body.decode("utf-8")
        answer.body = rule.get("before", "").encode(rule["in"]) + text.encode(rule["in"], "replace")
        retag(answer, rule)
    answer.kind = rule["says"]
    return steps(answer)


@misbehaviour
def same_tag(request, answer, rule):
    """Other bytes under the tag and the date of the old ones, sent even to a client that has that tag."""
    changed = answer.body.replace(rule["old"].encode(), rule["new"].encode())
    answer.body = changed
    if "modified in" in rule:
        answer.modified = time.time() + rule["modified in"]
    return steps(answer)


@misbehaviour
def other_bytes(request, answer, rule):
    """A body with a text replaced, or with bytes put `after` it, and its own tag."""
    body = answer.body.replace(rule.get("old", "").encode(), rule.get("new", "").encode()) if rule.get("old") else answer.body
    answer.body = body + bytes.fromhex(rule.get("after", ""))
    retag(answer, rule)
    return steps(answer)
