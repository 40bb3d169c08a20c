"""Requests, answers, and the steps in which an answer goes over the wire."""
import email.utils
import hashlib
import json
import urllib.parse

REASONS = {200: "OK", 203: "Non-Authoritative Information", 204: "No Content", 206: "Partial Content",
           301: "Moved Permanently", 302: "Found", 304: "Not Modified", 307: "Temporary Redirect",
           308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found",
           405: "Method Not Allowed", 421: "Misdirected Request", 429: "Too Many Requests",
           500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Request:
    """One request as it came."""

    def __init__(self, method, target, headers, body=b""):
        self.method, self.target, self.headers, self.body = method, target, headers, body
        self.host = headers.get("host", "").rsplit(":", 1)[0].lower()
        path, _, query = target.partition("?")
        self.path = urllib.parse.unquote(path)
        self.query = urllib.parse.parse_qsl(query, keep_blank_values=True)

    def parameter(self, name):
        """The value of a parameter, whatever the case of its name; None where it is not sent."""
        for key, value in self.query:
            if key.lower() == name.lower():
                return value
        return None


class Answer:
    """One answer, before anything goes wrong with it."""

    def __init__(self, status, body=b"", kind="text/html; charset=utf-8", source=None, chunked=False, headers=()):
        self.status, self.body, self.kind = status, body, kind
        self.source, self.chunked, self.headers = source, chunked, list(headers)
        self.etag = self.modified = None

    def with_validators(self, which, modified):
        """Says what makes a later request conditional: `both`, `etag`, `modified` or `none`."""
        if which in ("both", "etag"):
            self.etag = f'"{hashlib.sha256(self.body).hexdigest()[:24]}"'
        if which in ("both", "modified"):
            self.modified = modified
        return self

    def head(self):
        """The headers, without those of the framing."""
        found = [("Date", email.utils.formatdate(usegmt=True)), ("Server", "stand-in")]
        if self.status != 304:
            found.append(("Content-Type", self.kind))
        if self.etag:
            found.append(("ETag", self.etag))
        if self.modified:
            found.append(("Last-Modified", email.utils.formatdate(self.modified, usegmt=True)))
        return found + self.headers

    def is_had(self, request):
        """Whether the client already has these bytes, as its request says."""
        if self.status != 200:
            return False
        matching = request.headers.get("if-none-match")
        if matching is not None:
            tags = {tag.strip().removeprefix("W/") for tag in matching.split(",")}
            return self.etag is not None and ("*" in tags or self.etag.removeprefix("W/") in tags)
        since = request.headers.get("if-modified-since")
        if since is None or self.modified is None:
            return False
        try:
            return email.utils.parsedate_to_datetime(since).timestamp() >= self.modified
        except (TypeError, ValueError):
            return False


def as_json(status, value, source=None):
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json; charset=utf-8", source)


def page(title, text, status=200):
    """A page for people."""
    return Answer(status, f"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\n"
                  f"<body><h1>{title}</h1>\n<p>{text}</p>\n</body></html>\n".encode())


def head_bytes(status, headers, reason=None):
    lines = [f"HTTP/1.1 {status} {reason or REASONS.get(status, 'Unknown')}"]
    lines += [f"{name}: {value}" for name, value in headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def steps(answer):
    """The steps in which an answer is sent when nothing is wrong: (what, value), and whether the connection stays."""
    if answer.status in (204, 304):
        return [("send", head_bytes(answer.status, answer.head()))], True
    if answer.chunked:
        head = head_bytes(answer.status, answer.head() + [("Transfer-Encoding", "chunked")])
        pieces = [answer.body[at:at + 16384] for at in range(0, len(answer.body), 16384)]
        return [("send", head), ("send", b"".join(map(chunk, pieces)) + b"0\r\n\r\n")], True
    head = head_bytes(answer.status, answer.head() + [("Content-Length", str(len(answer.body)))])
    return [("send", head), ("send", answer.body)], True
