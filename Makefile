# Everything one does with the project, one target each. `make` alone lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

# Real files of publishers, and the JSON Schemas of the Data Package standard. Both stand beside the project.
REALDATA ?= ../shared/realdata
REALDATA_ORIGINS := Tests/RealData/origins.yml
PROFILES ?= ../shared/profiles
# Where `make bench` keeps its large files and its generator, and how many years (138 MB each) it makes.
BENCH ?= ../shared/bench
BENCH_DATA ?= .build-bench
BENCH_YEARS ?= 8
FUZZ_SECONDS ?= 3600
# How many points of each fault `make crash` tries; 0 for every one.
CRASH_POINTS ?= 0

LMI := .build/release/lmi
PYTHON := .venv/bin/python
CHECKED := --explicit-target-dependency-import-check error
export PYTHONDONTWRITEBYTECODE := 1

##@ To use

.PHONY: run
run: tools release ## Make the bundle from the samples: a few minutes the first time, seconds after
	$(LMI) run --inputs SampleInputs

.PHONY: realdata
realdata: tools release venv ## Make a bundle of real figures and recompute them from the source files
	@if [[ ! -d "$(REALDATA)" ]]; then \
	  echo "no real data: the folder $(REALDATA) is not there; name another with REALDATA=…" >&2; \
	  [[ "$${CI:-}" != true ]] || exit 1; \
	  exit 0; \
	fi; \
	set -x; \
	$(LMI) run --pipeline realdata --inputs "$(REALDATA)" --origins $(REALDATA_ORIGINS) \
	  --output Output-realdata --state .lmi-realdata; \
	$(PYTHON) Tests/RealData/figures.py "$(REALDATA)" Output-realdata Pipelines $(LMI) --mutate; \
	$(PYTHON) Tests/RealData/figures.py "$(REALDATA)" Output-realdata Pipelines $(LMI); \
	if [[ -d "$(PROFILES)" ]]; then \
	  $(PYTHON) Tests/validate/validate_bundle.py Output-realdata "$(PROFILES)"; \
	else \
	  echo "not validated: the folder $(PROFILES) is not there; name another with PROFILES=…" >&2; \
	  [[ "$${CI:-}" != true ]] || exit 1; \
	fi

##@ To change something

.PHONY: test
test: tools ## All tests as continuous integration runs them, the quick ones first: about 20 minutes
	.ci/parts fences lint units must-not-compile unit same-bytes,jail,stand-in,smoke-night,validate,realdata,inspect-score,fences-selftest+fuzz-smoke
	@echo "all tests passed"

.PHONY: fences
fences: ## Rules of the house that are read off the text of the tree, in a second
	python3 Tests/Fences/house_rules.py .

.PHONY: lint
lint: ## The layout of the Swift files
	swift format lint --strict --parallel --recursive Sources Tests Package.swift

.PHONY: format
format: ## Lay out the Swift files as lint wants them
	swift format --in-place --parallel --recursive Sources Tests Package.swift

.PHONY: build
build: ## Build everything for testing, with every import checked against Package.swift
	swift build --build-tests $(CHECKED)

.PHONY: unit
unit: build release venv ## The tests in Swift, those of the command line on the optimised program
	LMI_PROGRAM=$(LMI) swift test --skip-build --disable-xctest $(CHECKED)

.PHONY: differential
differential: build venv ## The readers of files beside Python's, on the whole of every real file
	LMI_WHOLE_FILES=1 swift test --skip-build --disable-xctest $(CHECKED) --filter 'CSVRealFile|HTMLRealPage|Differential'

.PHONY: fuzz-smoke
fuzz-smoke: tools ## libFuzzer on five readers, 40 s each, two at a time; builds them the first time
	Tests/Fuzz/fuzz.py --seconds 40 --jobs 2 --seed 1

.PHONY: fuzz
fuzz: tools ## libFuzzer for hours: FUZZ_SECONDS each, then every sample file in pieces of every size
	Tests/Fuzz/fuzz.py --seconds $(FUZZ_SECONDS) --jobs 2
	Tests/Fuzz/fuzz.py --chunks

.PHONY: faults
faults: release ## Put every fault of disks, clocks, signals and definitions in, and judge what readers see: minutes
	.ci/tools --faults
	python3 Tests/Faults/planted.py --list
	python3 Tests/Faults/run.py $(LMI) --jobs 2 --report .build/faults.json

.PHONY: crash
crash: release ## Kill a publication before every call it makes, and fail each of its file calls: 40 minutes
	.ci/tools --faults
	python3 Tests/Faults/selftest.py $(LMI)
	python3 Tests/Faults/crash.py $(LMI) --jobs 2 --sample $(CRASH_POINTS) --report .build/crash.json

.PHONY: power-cut
power-cut: release ## Cut the power at every call of a publication that changes the disk; as root: ten minutes
	.ci/tools --faults
	python3 Tests/Faults/power_cut.py $(LMI) --sample $(CRASH_POINTS)

.PHONY: readers
readers: release ## A thousand publications under readers, from the disk and through nginx: minutes
	.ci/tools --faults
	python3 Tests/Faults/readers_hammer.py $(LMI)

.PHONY: planted
planted: tools ## Build the program wrong on purpose, each way alone, and see the faults' cases go red
	.ci/tools --faults
	python3 Tests/Faults/planted.py

.PHONY: must-not-compile
must-not-compile: ## Mistakes that the types must refuse, such as a suppressed figure used as a number
	swift build --target LMIModel $(CHECKED)
	python3 Tests/MustNotCompile/run.py

.PHONY: fences-selftest
fences-selftest: ## Break every fence on purpose, in a copy of the tree, and see it go red
	python3 Tests/Fences/selftest.py

.PHONY: validate
validate: tools release venv ## Check the bundle with validators that other people wrote, and spoil copies of it
	@if [[ ! -d "$(PROFILES)" ]]; then \
	  echo "not validated: the folder $(PROFILES) is not there; name another with PROFILES=…" >&2; \
	  [[ "$${CI:-}" != true ]] || exit 1; \
	  exit 0; \
	fi; \
	.ci/tools --tests; \
	set -x; \
	$(LMI) run --inputs SampleInputs; \
	$(PYTHON) Tests/validate/mutations.py Output "$(PROFILES)"; \
	$(PYTHON) Tests/validate/website_example.py Output

.PHONY: same-bytes
same-bytes: release ## Make one bundle in two folders, time zones, languages and orders: one hash
	python3 Tests/Fences/same_bytes.py $(LMI)

.PHONY: stand-in
stand-in: tools ## The server that stands in for the publishers does what is ordered of it: half a minute
	python3 Tests/StandIn/selftest.py

.PHONY: smoke-night
smoke-night: release ## Nights against that server: fetched, unchanged, broken, mended, killed: under a minute
	python3 Tests/StandIn/smoke_night.py $(LMI)

.PHONY: units
units: ## The examples that run lmi every night, by systemd's own checks
	python3 Tests/Operations/units.py docs/examples

.PHONY: jail
jail: release ## What the child that parses a page asks of Linux, seen by strace
	python3 Tests/Operations/jail.py $(LMI) SampleInputs/nomis/labour-market-profile.html

.PHONY: inspect-score
inspect-score: release ## How many lines a person edits before a draft of `lmi inspect` is right: a minute
	python3 Tests/InspectScore/score.py $(LMI) Pipelines "$(REALDATA)"

.PHONY: bench
bench: release ## Time the large file beside DuckDB; makes 1.1 GB of invented figures the first time
	@mkdir -p "$(BENCH_DATA)"
	@[[ -d "$(BENCH_DATA)/refs" ]] || python3 "$(BENCH)/gen.py" refs "$(BENCH_DATA)/refs"
	@[[ -f "$(BENCH_DATA)/nomis.csv" ]] || python3 "$(BENCH)/gen.py" nomis "$(BENCH_DATA)/nomis.csv" --years $(BENCH_YEARS)
	@[[ -x "$(BENCH_DATA)/venv/bin/duckdb" ]] || { python3 -m venv "$(BENCH_DATA)/venv"; \
	  "$(BENCH_DATA)/venv/bin/pip" install --quiet duckdb==2.0.0 duckdb-cli==1.5.6; }
	for threads in 1 2; do \
	  PATH="$$PWD/$(BENCH_DATA)/venv/bin:$$PATH" "$(BENCH_DATA)/venv/bin/python" "$(BENCH)/compare.py" \
	    --file "$(BENCH_DATA)/nomis.csv" --refs "$(BENCH_DATA)/refs" --mode local --threads $$threads --rounds 5 \
	    --subject "lmi=Benchmarks/rollup.sh {file} {mode} {threads} {out} {refs}" --peers duckcli --check lmi=tidy.csv; \
	done

.PHONY: bench-night
bench-night: release ## Time the night on which nothing is new: many of them, the median within 50 ms
	python3 Benchmarks/unchanged_night.py $(LMI) .

##@ What the others call

.PHONY: tools
tools: ## Install what a fresh Debian 12 lacks; asks for nothing where all is there
	@.ci/tools

.PHONY: release
release: tools
	swift build -c release --product lmi --static-swift-stdlib -Xswiftc -use-ld=lld

.PHONY: venv
venv: .venv/.complete
.venv/.complete: Tests/requirements.txt | tools
	python3 -m venv --clear .venv
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	@touch $@

.PHONY: help
help: ## This list
	@awk 'BEGIN { FS = ":.*## " } \
	  /^##@ / { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
