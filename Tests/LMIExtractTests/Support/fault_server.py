"""A server on this machine alone that answers as broken servers do; it ends with its standard input.

Writes the port it listens on, then one line. Each path has one behaviour.
"""

import os
import socket
import sys
import threading

CSV = b"area,jobs\nStoke-on-Trent,118000\n"
HEAD = "HTTP/1.1 %s\r\nContent-Type: text/csv; charset=utf-8\r\nConnection: close\r\n%s\r\n"


def answer(status="200 OK", headers="", body=CSV, length=None):
    length = f"Content-Length: {len(body) if length is None else length}\r\n"
    return (HEAD % (status, length + headers)).encode() + body


def endless(connection):
    connection.sendall((HEAD % ("200 OK", "Transfer-Encoding: chunked\r\n")).encode())
    while True:
        connection.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")


ANSWERS = {
    "/jobs.csv": answer(),
    "/missing": answer("404 Not Found", body=b"<h1>not here</h1>"),
    "/busy": answer("503 Service Unavailable"),
    "/none": b"HTTP/1.1 204 No Content\r\n\r\n",
    "/part": answer("206 Partial Content"),
    "/moved-to-file": answer("302 Found", "Location: file:///etc/passwd\r\n"),
    "/moved": answer("301 Moved Permanently", "Location: /jobs.csv?uid=0x1\r\n"),
    "/packed": answer(headers="Content-Encoding: gzip\r\n", body=b"\x1f\x8b\x08\x00"),
    "/short": answer(length=1000),
    "/chunk-cut": (HEAD % ("200 OK", "Transfer-Encoding: chunked\r\n")).encode() + b"100\r\nhalf",
    "/empty": answer(body=b""),
    "/two-lengths": answer(headers="Content-Length: 7\r\n"),
    "/promised": answer(length=10**9),
    "/old": b"area,jobs\r\n",
    "/headers": answer(headers="".join(f"X-{n}: {'y' * 1000}\r\n" for n in range(80))),
    "/html": answer().replace(b"text/csv", b"text/html"),
}


def serve(connection):
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
        path = lines[0].split(" ")[1].split("?")[0]
        try:
            if path == "/endless":
                endless(connection)
            elif path == "/silent":
                connection.recv(1)
            elif path == "/echo":
                connection.sendall(answer(body="\n".join(sorted(lines[1:-2])).encode()))
            else:
                connection.sendall(ANSWERS[path])
        except OSError:
            pass


def accept(listener):
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


listener = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, args=(listener,), daemon=True).start()
threading.Timer(120, lambda: os._exit(1)).start()
print(listener.getsockname()[1], flush=True)
sys.stdin.read()
os._exit(0)
