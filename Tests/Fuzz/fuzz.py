#!/usr/bin/env python3
"""Builds the libFuzzer harnesses and runs them.

    fuzz.py [--seconds N] [--jobs N] [HARNESS…]    each harness (or those named) for N seconds, 60 where nothing is said
    fuzz.py --chunks                               every sample file by both scanners of CSV, in pieces of 1 to 4,096 bytes
    fuzz.py --again FILE HARNESS                   one input again, as it was found

The harnesses are a package of its own, Tests/Fuzz, compiled with the toolchain's own address sanitizer and coverage
counters (swiftc's -sanitize=fuzzer) and linked with its libclang_rt.fuzzer_no_main. Inputs start from the sample files, the
definitions and Tests/Fuzz/Corpus; what libFuzzer adds stays in .build-fuzz/corpus, what breaks a rule in .build-fuzz/found.
An input that broke a rule once belongs into Tests/Fuzz/Corpus.
"""
import argparse
import concurrent.futures
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
BUILD = ROOT / ".build-fuzz"
OURS = ROOT / "Tests/Fuzz/Corpus"
# name: (the longest input, folders of files that are inputs as they are)
HARNESSES = {
    "csv": (1024, ["SampleInputs/nomis", "SampleInputs/dfe"]),
    "html": (2048, ["SampleInputs/nomis"]),
    "yaml": (4096, ["Pipelines/sources", "Pipelines/sources/real"]),
    "number": (48, []),
    "period": (32, []),
}
# Swift's own backtraces wait for an answer; the sanitizer would call the parser's globals leaks
QUIET = {"SWIFT_BACKTRACE": "enable=no", "ASAN_OPTIONS": "detect_leaks=0:detect_odr_violation=0"}


def build():
    resources = subprocess.run(["clang", "--print-resource-dir"], capture_output=True, text=True, check=True).stdout.strip()
    archive = f"{resources}/lib/linux/libclang_rt.fuzzer_no_main-{os.uname().machine}.a"
    started = time.monotonic()
    subprocess.run(
        ["swift", "build", "--package-path", "Tests/Fuzz", "--scratch-path", BUILD, "-c", "release", "--sanitize", "address",
         # Else a file that is new in the project would not be seen: it stands in another package
         "--disable-build-manifest-caching",
         # @testable reaches what is internal; the driver would link libFuzzer's own main, so the frontend alone is told
         "-Xswiftc", "-enable-testing", "-Xswiftc", "-Xfrontend", "-Xswiftc", "-sanitize=fuzzer,address",
         "-Xlinker", archive], cwd=ROOT, check=True)
    print(f"fuzz: built in {time.monotonic() - started:.0f} s", flush=True)


def command(name, *arguments):
    return ["timeout", "-k", "10", str(options.seconds + 120), BUILD / "release/fuzz", name, "-timeout=10",
            "-rss_limit_mb=4096", "-malloc_limit_mb=2048", "-print_final_stats=1", *arguments]


def fuzz(name):
    """Runs one harness and gives its name, whether it held and the last lines it said."""
    longest, seeds = HARNESSES[name]
    kept, found, log = BUILD / "corpus" / name, BUILD / "found", BUILD / f"{name}.log"
    # Git keeps no empty folder, and libFuzzer ends where one is missing.
    for folder in (kept, found, OURS / name):
        folder.mkdir(parents=True, exist_ok=True)
    with log.open("w") as output:
        status = subprocess.run(
            command(name, f"-seed={options.seed}", f"-max_total_time={options.seconds}", f"-max_len={longest}",
                    f"-artifact_prefix={found}/{name}-",
                    kept, OURS / name, *(ROOT / seed for seed in seeds)),
            cwd=ROOT, env=os.environ | QUIET, stdout=output, stderr=output).returncode
    lines = log.read_text(errors="replace").splitlines()
    runs = next((line.split()[-1] for line in lines if line.startswith("stat::number_of_executed_units")), "?")
    said = [line for line in lines if "Fatal error" in line or "Test unit written" in line or "SUMMARY" in line
            or "ERROR: libFuzzer" in line]
    return name, status, runs, said


def main():
    build()
    if options.again:
        sys.exit(subprocess.run(command(options.harnesses[0], options.again), cwd=ROOT, env=os.environ | QUIET).returncode)
    if options.chunks:
        samples = sorted(str(file.relative_to(ROOT)) for file in ROOT.glob("SampleInputs/**/*.csv"))
        sys.exit(subprocess.run([BUILD / "release/fuzz", "chunks", *samples], cwd=ROOT, env=os.environ | QUIET).returncode)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, status, runs, said in pool.map(fuzz, options.harnesses or HARNESSES):
            print(f"fuzz: {name}: {runs} inputs, {'every rule held' if status == 0 else f'BROKEN (exit {status})'}", flush=True)
            for line in said if status else []:
                print(f"    {line}", flush=True)
            if status:
                failed += 1
                print(f"    again with: Tests/Fuzz/fuzz.py --again FILE {name}; all it said: .build-fuzz/{name}.log", flush=True)
    sys.exit(1 if failed else 0)


parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--seconds", type=int, default=60)
parser.add_argument("--jobs", type=int, default=1)
parser.add_argument("--seed", type=int, default=0, help="the same inputs again, as far as time goes; 0 for others each time")
parser.add_argument("--chunks", action="store_true")
parser.add_argument("--again", metavar="FILE")
parser.add_argument("harnesses", nargs="*", metavar="HARNESS", choices=[[], *HARNESSES])
options = parser.parse_args()
if __name__ == "__main__":
    main()
