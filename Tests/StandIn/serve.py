#!/usr/bin/env python3
"""Stands in for the publishers: a loopback HTTPS server over the samples that answers as the publishers do.

    serve.py --inputs SampleInputs --pipelines Pipelines --folder FOLDER [--seconds N] [--guest-rows N]

When it is ready it prints one line of JSON with its port and the certificate authority to trust, and it ends when its
standard input closes or after so many seconds. FOLDER takes its certificates. `client.py` says what can be ordered of it.
"""
import argparse
import json
import sys
import threading

from definitions import Unreadable, sources
from server import Server


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", required=True)
    parser.add_argument("--pipelines", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--seconds", type=float, default=3600)
    parser.add_argument("--guest-rows", type=int)
    options = parser.parse_args()
    try:
        server = Server(sources(options.pipelines, options.inputs), options.folder)
    except (Unreadable, OSError, RuntimeError) as error:
        sys.exit(f"stand-in: {error}")
    if options.guest_rows:
        server.settings["guest rows"] = options.guest_rows
    threading.Thread(target=server.serve, daemon=True).start()
    print(json.dumps({"port": server.port, "authority": str(server.certificates.authority.resolve())}), flush=True)
    ended = threading.Event()

    def wait_for_input():
        try:
            while sys.stdin.buffer.read(4096):
                pass
        finally:
            ended.set()

    threading.Thread(target=wait_for_input, daemon=True).start()
    ended.wait(options.seconds)


if __name__ == "__main__":
    main()
