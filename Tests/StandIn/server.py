"""The server on 127.0.0.1: one port, every publisher's host, and what is ordered of it under the host `control.test`."""
import json
import select
import socket
import ssl
import struct
import threading
import time
import urllib.parse

import education
import misbehaviour
import nomis
import pages
from answers import Answer, Request, as_json, page, steps
from certificates import Certificates, server_name

CONTROL = "control.test"
NOMIS, EDUCATION = "www.nomisweb.co.uk", "api.education.gov.uk"
ALWAYS = {CONTROL, NOMIS, EDUCATION, "www.ons.gov.uk", "download.ons.gov.uk", "www.gov.uk",
          "ea-edubase-api-prod.azurewebsites.net", "elsewhere.test", "files.elsewhere.test"}
# When the samples were issued, as far as a server would say: 15 October 2026, half past nine in London
ISSUED = 1_792_053_000
MISDEEDS = nomis.MISDEEDS | education.MISDEEDS | pages.MISDEEDS
MOST_HEAD = 65_536


def settings():
    """What can be set at the beginning and at any time after."""
    return {
        "guest rows": nomis.GUEST_ROWS, "keyed rows": nomis.KEYED_ROWS,
        # by host, or by host and the first part of the path
        "validators": {"*": "both", f"{NOMIS}/api": "none"},
        # by source: texts replaced in its file, another file in its place, another date of issue, days with a file
        "edits": {}, "files": {}, "modified": {}, "days": {},
        # such as 20261121; the machine's own day where none is set
        "today": None,
        # by host: {seconds, as: 429 | text | html} and {seconds}
        "throttle": {}, "repeat": {},
        # by host: a bad certificate, or `silent`, `closed`, `reset` instead of a greeting
        "tls": {},
    }


class Gone(Exception):
    """The client has left, or the connection has been ended on purpose."""


class Log:
    """Every request, who was served at the same time, and how long a host was left in peace before."""

    def __init__(self):
        self.lock, self.start = threading.Lock(), time.monotonic()
        self.clear()

    def clear(self):
        self.entries, self.busy, self.ended = [], {}, {}

    def begin(self, request, connection, accepted):
        with self.lock:
            now = time.monotonic() - self.start
            self.busy[request.host] = self.busy.get(request.host, 0) + 1
            entry = {"at": round(now, 4), "host": request.host, "path": request.path, "target": request.target,
                     "headers": request.headers, "connection": connection, "accepted": round(accepted - self.start, 4),
                     "at once": self.busy[request.host],
                     "all at once": sum(self.busy.values()),
                     "spacing": round(now - self.ended[request.host], 4) if request.host in self.ended else None}
            self.entries.append(entry)
            return entry

    def end(self, entry, **more):
        with self.lock:
            now = time.monotonic() - self.start
            self.busy[entry["host"]] -= 1
            self.ended[entry["host"]] = now
            entry.update(more, milliseconds=round(1000 * (now - entry["at"]), 1))

    def last(self, host, target=None):
        """Seconds since the last request to a host ended, or since the one before with the same target began."""
        with self.lock:
            now = time.monotonic() - self.start
            if target is None:
                return now - self.ended[host] if host in self.ended else None
            same = [entry["at"] for entry in self.entries if entry["host"] == host and entry["target"] == target]
            return now - same[-2] if len(same) > 1 else None

    def summary(self):
        """By host: how many requests, how many at once, the least time between two, statuses."""
        found = {}
        with self.lock:
            for entry in self.entries:
                host = found.setdefault(entry["host"], {"requests": 0, "conditional": 0, "most at once": 0,
                                                        "least spacing": None, "statuses": {}, "most of all at once": 0})
                host["requests"] += 1
                host["conditional"] += bool({"if-none-match", "if-modified-since"} & set(entry["headers"]))
                host["most at once"] = max(host["most at once"], entry["at once"])
                host["most of all at once"] = max(host["most of all at once"], entry["all at once"])
                if entry["spacing"] is not None:
                    host["least spacing"] = min(entry["spacing"], host["least spacing"] or entry["spacing"])
                status = str(entry.get("status"))
                host["statuses"][status] = host["statuses"].get(status, 0) + 1
        return found


class Server:
    """Answers as the publishers do, until it is told otherwise."""

    def __init__(self, sources, folder):
        self.settings, self.rules, self.log = settings(), [], Log()
        self.lock, self.count = threading.Lock(), 0
        self.nomis = nomis.Nomis(sources, self.read, self.settings)
        self.education = education.Education(sources, self.read, self.settings)
        self.pages = pages.Pages(sources, self.read, self.settings)
        self.sources = sources
        said = {host for source in sources.values() for host in (source.fetch or {}).get("hosts", [])}
        self.hosts = ALWAYS | self.pages.hosts() | said
        self.certificates = Certificates(folder, self.hosts)
        self.certificates.context()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.port = self.listener.getsockname()[1]

    def read(self, source):
        """The bytes of a source's file, as ordered: another file, or texts replaced."""
        with open(self.settings["files"].get(source.id, source.sample), "rb") as file:
            data = file.read()
        for old, new in self.settings["edits"].get(source.id, []):
            if old.encode() not in data:
                raise ValueError(f"{source.id}: {old!r} is not in its file")
            data = data.replace(old.encode(), new.encode())
        return data

    def serve(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            accepted = time.monotonic()
            with self.lock:
                self.count += 1
                number = self.count
            threading.Thread(target=self.connection, args=(connection, number, accepted), daemon=True).start()

    def connection(self, plain, number, accepted):
        plain.settimeout(60)
        try:
            name = self.greeting(plain)
            kind = self.settings["tls"].get(name, "good") if name else "good"
            if kind == "silent":
                return self.hold(plain, 300)
            if kind == "reset":
                plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            if kind in ("reset", "closed"):
                return None
            with self.lock:
                context = self.certificates.context(kind)
            wire = context.wrap_socket(plain, server_side=True)
        except (OSError, ValueError, Gone):
            return None
        finally:
            if "wire" not in locals():
                plain.close()
        try:
            buffer = b""
            while True:
                request, buffer = self.request(wire, buffer)
                self.answer(wire, request, number, accepted)
        except (Gone, OSError, ValueError):
            return None
        finally:
            wire.close()

    @staticmethod
    def greeting(plain):
        """The host in a client's TLS greeting, which stays unread."""
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            hello = plain.recv(16_384, socket.MSG_PEEK)
            if not hello:
                raise Gone
            if len(hello) >= 5 and len(hello) >= 5 + int.from_bytes(hello[3:5], "big"):
                return server_name(hello)
            if hello[0] != 22:
                return None
            time.sleep(0.002)
        raise Gone

    @staticmethod
    def request(wire, buffer):
        """The next request, and what was read beyond it."""
        while b"\r\n\r\n" not in buffer:
            if len(buffer) > MOST_HEAD:
                raise Gone
            data = wire.recv(65_536)
            if not data:
                raise Gone
            buffer += data
        head, _, rest = buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        method, target, _ = first.split(" ")
        headers = {}
        for line in lines:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        length = int(headers.get("content-length", 0))
        while len(rest) < length:
            data = wire.recv(65_536)
            if not data:
                raise Gone
            rest += data
        return Request(method, target, headers, rest[:length]), rest[length:]

    def answer(self, wire, request, number, accepted):
        if request.host == CONTROL:
            return self.perform(wire, *steps(self.control(request)))
        entry = self.log.begin(request, number, accepted)
        sent, ordered = 0, None
        try:
            answer, ordered = self.decide(request)
            entry.update(status=answer.status, source=answer.source, ordered=ordered and ordered["do"])
            if ordered and ordered["do"] in misbehaviour.MISBEHAVIOURS:
                plan, stays = misbehaviour.MISBEHAVIOURS[ordered["do"]](request, answer, ordered)
                entry["status"] = ordered.get("code", answer.status)
            else:
                plan, stays = steps(answer)
            sent = sum(len(value) for what, value in plan if what == "send")
            self.perform(wire, plan, stays)
        finally:
            self.log.end(entry, bytes=sent)
        return None

    def decide(self, request):
        """The answer, and the rule of misbehaviour that it falls under."""
        refused = self.refused(request)
        if refused:
            return refused, None
        if request.method not in ("GET", "HEAD"):
            return page("Method Not Allowed", "Only GET is answered.", status=405), None
        if request.path.startswith("/stand-in/hop/"):
            left = int(request.path.rsplit("/", 1)[1])
            target = request.target.partition("?to=")[2]
            to = f"https://{request.host}/stand-in/hop/{left - 1}?to={target}" if left else f"https://{request.host}{target}"
            return Answer(302, b"", headers=[("Location", to)]), None
        answer = self.faithful(request)
        rule = self.rule(request, answer)
        if rule and rule["do"] in MISDEEDS:
            answer = self.faithful(request, rule["do"])
        silent = rule and rule["do"] in ("same tag", "other bytes", "unchanged")
        if not silent and answer.is_had(request):
            had = Answer(304, source=answer.source)
            had.etag, had.modified = answer.etag, answer.modified
            answer = had
        return answer, rule

    def faithful(self, request, misdeed=None):
        answer = None
        if request.host == NOMIS and request.path.startswith("/api/v01/dataset/"):
            answer = self.nomis.answer(request, misdeed)
        elif request.host == EDUCATION and request.path.startswith(education.Education.base):
            answer = self.education.answer(request, misdeed)
        else:
            answer = self.pages.answer(request, misdeed)
        if answer is None:
            if request.host not in self.hosts:
                return page("Misdirected Request", "This host is not served here.", status=421)
            return page("Page not found", "If you typed the web address, check it is correct.", status=404)
        if answer.status == 200:
            said = self.settings["validators"]
            first = f"{request.host}/{request.path.strip('/').split('/')[0]}"
            which = said.get(first, said.get(request.host, said["*"]))
            answer.with_validators(which, self.settings["modified"].get(answer.source, ISSUED))
        return answer

    def refused(self, request):
        """A refusal of requests that come too fast, or too soon again, where such is ordered."""
        throttle = self.settings["throttle"].get(request.host)
        last = self.log.last(request.host)
        if throttle and last is not None and last < throttle["seconds"]:
            if throttle.get("as", "429") == "429":
                return Answer(429, b"Too many requests.\n", "text/plain", headers=[("Retry-After", "1")])
            if throttle["as"] == "html":
                return page("Error", "You have made too many requests.")
            return Answer(200, b"You have made too many requests. Please wait before you try again.\n", "text/plain")
        repeat = self.settings["repeat"].get(request.host)
        last = self.log.last(request.host, request.target)
        if repeat and last is not None and last < repeat["seconds"]:
            return Answer(429, b"The same request was made a moment ago.\n", "text/plain", headers=[("Retry-After", "1")])
        return None

    def rule(self, request, answer):
        """The first rule that fits and is not used up."""
        target = urllib.parse.unquote(request.target)
        with self.lock:
            for rule in self.rules:
                if rule.get("host", request.host) != request.host or rule.get("source", answer.source) != answer.source:
                    continue
                if rule.get("path", "") not in target:
                    continue
                rule["seen"] = rule.get("seen", 0) + 1
                if rule["seen"] > rule.get("skip", 0) and rule.get("used", 0) < rule.get("times", 10 ** 9):
                    rule["used"] = rule.get("used", 0) + 1
                    return rule
        return None

    def control(self, request):
        """What the tests order and ask."""
        said = json.loads(request.body) if request.body else None
        with self.lock:
            if request.path == "/rules":
                unknown = {rule["do"] for rule in said} - set(misbehaviour.MISBEHAVIOURS) - MISDEEDS
                if unknown:
                    return as_json(400, {"error": f"there is no misbehaviour {sorted(unknown)}"})
                self.rules = said
            elif request.path == "/settings":
                unknown = set(said) - set(self.settings)
                if unknown:
                    return as_json(400, {"error": f"there is no setting {sorted(unknown)}"})
                self.settings.update(said)
            elif request.path == "/reset":
                self.rules = []
                self.settings.update(settings())
                self.log.clear()
            elif request.path == "/forget":
                self.log.clear()
            elif request.path == "/log":
                return as_json(200, self.log.entries)
            elif request.path == "/summary":
                return as_json(200, self.log.summary())
            elif request.path == "/sources":
                return as_json(200, {source.id: source.way() for source in self.sources.values()})
            else:
                return as_json(404, {"error": "rules, settings, reset, forget, log, summary and sources are known"})
        return as_json(200, {"rules": self.rules})

    def perform(self, wire, plan, stays):
        """Sends an answer step by step."""
        for what, value in plan:
            if what == "send":
                wire.sendall(value)
            elif what == "wait":
                time.sleep(value)
            elif what == "drip":
                for byte in value[0]:
                    wire.sendall(bytes([byte]))
                    self.hold(wire, 1 / value[1])
            elif what == "hold":
                self.hold(wire, value)
                raise Gone
            elif what == "endless":
                piece, most = value
                for _ in range(most // len(piece) + 1):
                    wire.sendall(piece)
            elif what == "reset":
                wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                raise Gone
            elif what == "abrupt":
                raise Gone
            elif what == "end":
                self.goodbye(wire)
        if not stays:
            self.goodbye(wire)

    @staticmethod
    def hold(wire, seconds):
        """Waits, but no longer than the client does."""
        watch = select.poll()
        watch.register(wire, select.POLLRDHUP | select.POLLHUP | select.POLLERR)
        if watch.poll(1000 * seconds):
            raise Gone

    @staticmethod
    def goodbye(wire):
        """Ends the connection as TLS wants it ended."""
        wire.settimeout(0.3)
        try:
            wire.unwrap()
        except (OSError, ValueError, ssl.SSLError):
            pass                                         # the client has gone before the goodbye
        raise Gone
