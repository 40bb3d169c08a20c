"""A server on this machine alone that answers as broken servers do; it ends with its standard input.

    fault_server.py            over http
    fault_server.py FOLDER     also over https, with certificates that it makes in FOLDER

Writes one line: the port of http, then those of https with a good certificate, an expired one, one that signed itself,
one for another name, of TLS 1.1, and two that break off when they are greeted, by a reset and by a goodbye. Each path has one behaviour.
"""

import os
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
import warnings

CSV = b"area,jobs\nStoke-on-Trent,118000\n"
HEAD = "HTTP/1.1 %s\r\nContent-Type: text/csv; charset=utf-8\r\nConnection: close\r\n%s\r\n"
CHUNKED = (HEAD % ("200 OK", "Transfer-Encoding: chunked\r\n")).encode()
SECONDS = 120


def answer(status="200 OK", headers="", body=CSV, length=None):
    length = f"Content-Length: {len(body) if length is None else length}\r\n"
    return (HEAD % (status, length + headers)).encode() + body


def busy(retry_after, status="429 Too Many Requests"):
    return answer(status, f"Date: Sun, 22 Nov 2026 02:00:00 GMT\r\nRetry-After: {retry_after}\r\n")


ANSWERS = {
    "/jobs.csv": answer(),
    "/missing": answer("404 Not Found", body=b"<h1>not here</h1>"),
    "/busy": answer("503 Service Unavailable"),
    "/broken": answer("500 Internal Server Error", "Content-Encoding: gzip\r\n"),
    "/wait-past": busy("Sun, 22 Nov 2026 01:59:59 GMT"),
    "/wait-long": busy("Sun, 22 Nov 2026 03:00:00 GMT"),
    "/wait-absurd": busy(10**9),
    "/wait-negative": busy(-5, "503 Service Unavailable"),
    "/changed": answer("203 Non-Authoritative Information"),
    "/nowhere": answer("302 Found"),
    "/empty-place": answer("302 Found", "Location: \r\n"),
    "/none": b"HTTP/1.1 204 No Content\r\n\r\n",
    "/part": answer("206 Partial Content"),
    "/unchanged": b"HTTP/1.1 304 Not Modified\r\n\r\n",
    "/packed": answer(headers="Content-Encoding: gzip\r\n", body=b"\x1f\x8b\x08\x00"),
    "/short": answer(length=1000),
    "/chunk-cut": CHUNKED + b"100\r\nhalf",
    "/no-length": (HEAD % ("200 OK", "")).encode() + CSV,
    "/empty": answer(body=b""),
    "/two-lengths": answer(headers="Content-Length: 7\r\n"),
    "/promised": answer(length=10**9),
    "/old": b"area,jobs\r\n",
    "/no-status": b"HTTP/1.1 fine\r\n\r\n",
    "/headers": answer(headers="".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(80))),
    "/html": answer().replace(b"text/csv", b"text/html"),
    "/nothing": b"",
}
seen = {}


def endless(connection):
    connection.sendall(CHUNKED)
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


def drip(connection, start, piece):
    """A few bytes at a time, for as long as anyone listens."""
    connection.sendall(start)
    while True:
        connection.sendall(piece)
        time.sleep(0.05)


def reset(connection):
    connection.sendall(answer(length=1000))
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def respond(connection, path, query, lines):
    if path == "/endless":
        endless(connection)
    elif path == "/slow":
        drip(connection, answer(length=10**6), b"x")
    elif path == "/slow-headers":
        drip(connection, b"HTTP/1.1 200 OK\r\n", b"X: y\r\n")
    elif path == "/slow-status":
        drip(connection, b"HTTP/1.1 ", b" ")
    elif path == "/silent":
        connection.recv(1)
    elif path == "/reset":
        reset(connection)
    elif path == "/echo":
        connection.sendall(answer(body="\n".join(sorted(lines[1:-2])).encode()))
    elif path == "/to":
        connection.sendall(answer("302 Found", f"Location: {query}\r\n"))
    elif path.startswith("/hops/"):
        left = int(path[6:])
        connection.sendall(answer("307 Temporary Redirect", f"Location: /hops/{left - 1}\r\n") if left else answer())
    elif path == "/third":
        seen[path] = seen.get(path, 0) + 1
        connection.sendall(answer() if seen[path] == 3 else ANSWERS["/busy"])
    elif path == "/kept":
        marks = 'ETag: "one"\r\nLast-Modified: Sun, 22 Nov 2026 02:00:00 GMT\r\n'
        known = 'If-None-Match: "one"' in lines
        connection.sendall(f"HTTP/1.1 304 Not Modified\r\n{marks}\r\n".encode() if known else answer(headers=marks))
    else:
        connection.sendall(ANSWERS[path])


def serve(connection, context=None):
    try:
        if context in ("reset", "closed"):
            connection.recv(65536)
            if context == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            return
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                piece = connection.recv(65536)
                if not piece:
                    return
                request += piece
                if not b"GET ".startswith(request[:4]):
                    connection.sendall(answer("400 Bad Request"))
                    return
            lines = request.decode("latin-1").split("\r\n")
            path, _, query = lines[0].split(" ")[1].partition("?")
            respond(connection, path, query, lines)
    except OSError:
        pass


def listen(context=None):
    """Listens on a port of its own, and says which."""
    listener = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection, context), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return listener.getsockname()[1]


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True, timeout=60)


def certify(folder, name, hosts, dates=("20200101000000Z", "20991231235959Z")):
    """A certificate for `hosts`, signed by the authority."""
    with open(f"{folder}/{name}.cnf", "w", encoding="ascii") as file:
        file.write("[ca]\ndefault_ca=own\n[own]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n"
                   "policy=any\nunique_subject=no\n[any]\ncommonName=supplied\n[names]\nsubjectAltName="
                   + ",".join(f"DNS:{host}" for host in hosts) + "\n")
    openssl(folder, "req", "-new", "-key", "key.pem", "-subj", "/CN=a server of the tests", "-out", f"{name}.csr")
    openssl(folder, "ca", "-batch", "-config", f"{name}.cnf", "-extensions", "names", "-notext", "-cert",
            "authority.pem", "-keyfile", "key.pem", "-startdate", dates[0], "-enddate", dates[1], "-in", f"{name}.csr",
            "-out", f"{name}.pem")


def make_certificates(folder):
    openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", "key.pem")
    for name in ("authority", "alone"):
        openssl(folder, "req", "-new", "-x509", "-key", "key.pem", "-subj", f"/CN={name}", "-days", "3650", "-out",
                f"{name}.pem", "-addext", "subjectAltName=DNS:a.example")
    with open(f"{folder}/index", "w", encoding="ascii"), open(f"{folder}/serial", "w", encoding="ascii") as serial:
        serial.write("1000\n")
    certify(folder, "good", ["a.example", "b.example"])
    certify(folder, "expired", ["a.example"], ("20200101000000Z", "20210101000000Z"))
    certify(folder, "other", ["c.example"])


def secured(folder, name, is_old=False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{folder}/{name}.pem", f"{folder}/key.pem")
    if is_old:
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return listen(context)


warnings.simplefilter("ignore", DeprecationWarning)
threading.Timer(SECONDS, lambda: os._exit(1)).start()
ports = [listen()]
if len(sys.argv) > 1:
    make_certificates(sys.argv[1])
    ports += [secured(sys.argv[1], name) for name in ("good", "expired", "alone", "other")]
    ports.append(secured(sys.argv[1], "good", is_old=True))
    ports += [listen("reset"), listen("closed")]
os.write(1, (" ".join(map(str, ports)) + "\n").encode())
sys.stdin.read()
os._exit(0)
