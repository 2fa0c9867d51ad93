# Everything a person does here, one word each. `make` alone explains them.

PORT ?= 8080
LAKE ?= lake
SECONDS ?= 60
PYTHON := .venv-tests/bin/python
# With Swift's own libraries within it the command line starts in half the time; macOS has them anyway.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
LEAN := PKG_CONFIG_PATH=$(CURDIR)/.libraries/lib/pkgconfig
FUNCTION_BUILD := $(LEAN) swift build -c release --disable-default-traits --static-swift-stdlib --scratch-path .build-functions

# BUILT=FOLDER has the tests take the executables that `make executables` left in a folder.
STANDINGS := $(or $(BUILT),.build/release)/standings
FUNCTIONS := $(or $(BUILT),.build-functions/release)
PARQUET_TEXT := $(or $(BUILT),.build/debug)/parquet-text
RUN_TESTS = STANDINGS=$(STANDINGS) FUNCTIONS=$(FUNCTIONS) PARQUET_TEXT=$(PARQUET_TEXT) \
	AWS_PROBE=$(FUNCTIONS)/aws-probe QUERY_PROBE=$(FUNCTIONS)/query-probe $(PYTHON) -m pytest -q

# SANITIZE=address or SANITIZE=thread has the units watched by that sanitizer. No debugger and no editor
# looks at such a build: of the index it has what finds the tests, of debug information the lines.
UNITS := $(if $(SANITIZE),--sanitize=$(SANITIZE) --scratch-path .build-$(SANITIZE) \
	-Xswiftc -index-ignore-system-modules -Xswiftc -gline-tables-only \
	-Xswiftc -wmo -Xswiftc -num-threads -Xswiftc 2)
# Thousands at once would wait for each other longer than their time limits.
RUN_UNITS = swift test --skip-build --disable-xctest $(UNITS) \
	$(if $(SANITIZE),--experimental-maximum-parallelization-width 4)

.DEFAULT_GOAL := help
.PHONY: help run test test-web test-page test-readers test-aws test-infra lint bench bench-functions bench-load bench-page fuzz clean \
	dependencies infrastructure-dependencies build functions images \
	test-units build-units run-units test-acceptance test-images probes parquet-text executables \
	deploy plan destroy upload smoke redrive

help: ## Say what there is to do.
	@echo "Standings: leaderboards from uploaded player statistics."; echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{ printf "  make %-14s %s\n", $$1, $$2 }'

run: build $(LAKE)/inbox ## Ingest the examples and serve the boards on http://127.0.0.1:8080 (PORT=..., LAKE=...).
	.build/release/standings serve --lake $(LAKE) --port $(PORT)

test: test-units test-web test-acceptance ## Run every test: units, real readers of Parquet, the command line, the server.

test-units: build-units ## The tests of the modules (SANITIZE=address or SANITIZE=thread watches them).
	$(RUN_UNITS)

run-units:
	$(RUN_UNITS)

build-units: dependencies
	swift build --build-tests --explicit-target-dependency-import-check error $(UNITS)

test-acceptance: build parquet-text .venv-tests/quick ## Real readers of Parquet, the command line, the server.
	$(RUN_TESTS) Tests/Readers Tests/Acceptance -m "not slow"

# The language and the time zone are those in which the tests expect numbers and dates.
test-web: ## The page's scripts without a browser, on Node.js; takes seconds.
	@scripts/install-dependencies node
	LC_ALL=en_US.UTF-8 TZ=UTC node --test Tests/Page/*.test.js

test-page: build test-web .venv-tests/browser ## The page in a real browser: every view, phone and desktop, keyboard, live, uploads.
	$(RUN_TESTS) Tests/Browser

test-readers: build parquet-text .venv-tests/all ## The Parquet tests with all seven readers; takes minutes and a Java runtime.
	$(RUN_TESTS) Tests/Readers Tests/Acceptance/test_engines.py

test-aws: build functions probes .venv-tests/quick ## The functions and the lake in S3, against real servers; takes minutes.
	$(RUN_TESTS) Tests/Cloud

test-infra: infrastructure-dependencies build functions .venv-tests/quick .venv-infra/ready ## Terraform, the scripts and the images, without an account of AWS; takes minutes.
	PATH="$$PATH:$(CURDIR)/.venv-infra/bin" $(RUN_TESTS) Tests/Infrastructure

# What the tests of the images begin with; their layers stay for these.
test-images: infrastructure-dependencies .venv-tests/quick
	PYTHONPATH=Tests/Cloud $(PYTHON) Tests/Infrastructure/function_images.py

lint: ## Check the formatting, and which module imports which.
	swift format lint --strict --recursive Sources Tests fuzz web Package.swift
	if [ -x scripts/module-graph ]; then scripts/module-graph --check; fi

bench: build .venv-tests/bench ## Show what is reached of the goals of speed, beside polars, DuckDB, pyarrow and pandas.
	$(PYTHON) bench/run.py

bench-functions: functions .venv-tests/bench ## Compare the functions with the same in Python (boto3, pandas, pyarrow).
	$(PYTHON) bench/functions/run.py

bench-page: build .venv-tests/browser ## Show what the first view of the page costs: bytes, requests, time to the board.
	STANDINGS=.build/release/standings $(PYTHON) bench/page.py

bench-load: build .venv-tests/bench .bench/load/ready ## Show how many requests a second the local server answers, beside nginx.
	$(PYTHON) bench/load/run.py

fuzz: dependencies ## Fuzz the readers of CSV, XLSX, JSON, Parquet and XML (SECONDS=60 each).
	fuzz/run $(SECONDS)

ifdef BUILT
build functions probes parquet-text:
else
build: dependencies ## Build the command line.
	swift build -c release --product standings $(STATIC)

functions: dependencies .libraries/lib/libcurl-lean.a ## Build the two functions as they run in AWS.
	$(FUNCTION_BUILD) --product ingest-players
	$(FUNCTION_BUILD) --product leaderboard-api

# What the tests ask the functions' modules by.
probes: functions
	$(FUNCTION_BUILD) --product aws-probe
	$(FUNCTION_BUILD) --product query-probe

# What the other readers of Parquet are compared with.
parquet-text: dependencies
	swift build --product parquet-text
endif

# Beside each other they are compiled once, in half the time of one after the other. All get the
# libcurl of the functions, and the command line is what `make build` gives but for that.
executables: dependencies .libraries/lib/libcurl-lean.a ## Build all executables that tests run; BUILT=.build-all/release has them taken.
	for product in standings ingest-players leaderboard-api aws-probe query-probe parquet-text; do \
	  $(LEAN) swift build -c release $(STATIC) --scratch-path .build-all --product $$product || exit 1; \
	done

images: ## Build the images of the functions with docker, podman or buildah.
	scripts/build-images

# What the next six take, such as ENVIRONMENT (standings), they read from the environment, into which
# make puts what stands on its command line.
deploy: ## Deploy to AWS, or bring up to date, what ENVIRONMENT names (standings).
	@scripts/deploy

plan: ## Show what deploy would change.
	@scripts/plan

destroy: ## Take an environment down; its lake stays unless LAKE=delete.
	@scripts/destroy

upload: ## Upload FILE=... KINGDOM=... DATE=... and wait for what comes of it.
	@scripts/upload

smoke: ## Try an environment out: upload an example, wait for its board, print it.
	@scripts/smoke

redrive: ## Have what was given up in the dead letter queue tried again.
	@scripts/redrive

dependencies: ## Install the C libraries that are missing (Debian, Ubuntu), or say which they are.
	@scripts/install-dependencies build

infrastructure-dependencies:
	@scripts/install-dependencies infrastructure

clean: ## Remove what was built; the lake stays.
	rm -rf .build .build-* .venv-tests .venv-infra .bench .libraries

$(LAKE)/inbox:
	mkdir -p $(LAKE)
	cp -Rp examples/inbox $(LAKE)/inbox

.libraries/lib/libcurl-lean.a: scripts/build-libcurl
	@scripts/install-dependencies functions
	rm -rf .build-functions
	scripts/build-libcurl .libraries

.venv-tests/quick: Tests/requirements.txt
	@scripts/install-dependencies python
	python3 -m venv .venv-tests
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.venv-tests/all: Tests/requirements-readers.txt .venv-tests/quick
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.venv-tests/browser: Tests/requirements-browser.txt .venv-tests/quick
	@scripts/install-dependencies browser
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.venv-tests/bench: Tests/requirements-bench.txt .venv-tests/quick
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

# Of Debian's nginx only the program is taken, since its package starts one for all the network.
.bench/load/ready:
	@scripts/install-dependencies load
	mkdir -p .bench/load
	cd .bench/load && rm -f nginx_*.deb && apt-get download -qq nginx
	cd .bench/load && dpkg-deb --fsys-tarfile nginx_*.deb | tar -x ./usr/sbin
	touch $@

# A place of their own: the programs want other versions of what the tests want too. Of Debian's
# registry only the program is taken, since its package starts one for all the network.
.venv-infra/ready: Tests/requirements-infrastructure.txt | infrastructure-dependencies
	@scripts/install-dependencies python
	python3 -m venv .venv-infra
	.venv-infra/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	cd .venv-infra && rm -f docker-registry_*.deb && apt-get download -qq docker-registry
	cd .venv-infra && dpkg-deb --fsys-tarfile docker-registry_*.deb | tar -x --strip-components=2 ./usr/bin
	touch $@
