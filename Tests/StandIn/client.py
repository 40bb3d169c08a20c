"""The stand-in as tests hold it: started, told what to do wrong, asked what it saw, ended."""
import contextlib
import http.client
import json
import pathlib
import socket
import ssl
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


class Connection(http.client.HTTPSConnection):
    """A connection to one of the stand-in's hosts, whatever the name server says."""

    def __init__(self, host, port, context, timeout=30):
        super().__init__(host, 443, timeout=timeout, context=context)
        self.wrapping, self.to = context, ("127.0.0.1", port)

    def connect(self):
        plain = socket.create_connection(self.to, self.timeout)
        try:
            self.sock = self.wrapping.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


class StandIn(contextlib.AbstractContextManager):
    """One running stand-in.

    A rule says for which requests (`source`, `host`, `path`: a text in the target; `skip` the first so many, `times` so
    often) what is done (`do`, with its own words). The rules of misbehaviour.py and of the publishers' files are known.
    """

    def __init__(self, inputs, pipelines, folder, seconds=3600):
        pathlib.Path(folder).mkdir(parents=True, exist_ok=True)
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "serve.py"), "--inputs", str(inputs), "--pipelines", str(pipelines), "--folder",
             str(folder), "--seconds", str(seconds)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            self.process.wait(10)
            raise RuntimeError("the stand-in did not start: its reason stands above")
        ready = json.loads(line)
        self.port, self.authority = ready["port"], ready["authority"]
        self.context = ssl.create_default_context(cafile=self.authority)

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.stdout.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)

    def get(self, url, headers=None, timeout=30):
        """Status, headers and body of an address, as a well-behaved client sees them."""
        host, _, target = url.removeprefix("https://").partition("/")
        connection = Connection(host, self.port, self.context, timeout)
        try:
            connection.request("GET", "/" + target, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def order(self, what, said=None):
        connection = Connection("control.test", self.port, self.context)
        try:
            connection.request("POST", f"/{what}", body=None if said is None else json.dumps(said))
            answer = connection.getresponse()
            found = json.loads(answer.read())
        finally:
            connection.close()
        if answer.status != 200:
            raise ValueError(f"the stand-in refuses {what}: {found['error']}")
        return found

    def rules(self, *rules):
        """These rules and no others."""
        self.order("rules", list(rules))

    def set(self, **settings):
        """Settings by name, with `_` for a blank; each is replaced whole."""
        self.order("settings", {name.replace("_", " "): value for name, value in settings.items()})

    def reset(self):
        """Everything as in the beginning, and an empty log."""
        self.order("reset")

    def forget(self):
        """An empty log; rules and settings stay."""
        self.order("forget")

    def log(self):
        """Every request in order: host, path, target, headers, status, source, ordered, spacing, at once."""
        return self.order("log")

    def summary(self):
        """By host: requests, conditional, most at once, least spacing, statuses."""
        return self.order("summary")

    def sources(self):
        """Each source's way, by id; None where it has none."""
        return self.order("sources")
