"""nginx on a port of this machine alone, with the configuration of docs/examples/nginx.conf and no other."""
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import time

EXAMPLE = pathlib.Path(__file__).resolve().parent.parent.parent / "docs/examples/nginx.conf"

AROUND = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
worker_processes 1;
daemon off;
{user}
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_requests 1000000;
    include {folder}/example.conf;
}}
"""


class WebServer:
    """Serves `output` until it is left."""

    def __init__(self, output, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        text = EXAMPLE.read_text()
        # A small buffer for what is being sent, so that a slow reader is slow indeed
        for old, new in (("listen 80;", f"listen 127.0.0.1:{self.port} sndbuf=8k;"), ("listen [::]:80;", ""),
                         ("root /srv/lmi/Output;", f"root {output};")):
            if text.count(old) != 1:
                raise ValueError(f"{old!r} stands {text.count(old)} times in {EXAMPLE.name}")
            text = text.replace(old, new)
        (self.folder / "example.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(AROUND.format(folder=self.folder, user=user))

    def __enter__(self):
        program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
        if not program:
            raise FileNotFoundError("nginx is not installed; run .ci/tools --faults")
        self.process = subprocess.Popen([program, "-p", self.folder, "-c", self.folder / "nginx.conf"],
                                        stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        give_up = time.monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                if time.monotonic() > give_up or self.process.poll() is not None:
                    raise RuntimeError(f"nginx does not answer: {(self.folder / 'error.log').read_text()}") from None
                time.sleep(0.02)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def get(self, path, headers=None, method="GET"):
        """(status, headers, body) of one request."""
        connection = self.connection()
        try:
            connection.request(method, path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()
