# The commands for people; `make` alone lists them.

PORT ?= 8080
LAKE ?= lake
DATA ?= live-data
SECONDS ?= 60
PYTHON := .venv-tests/bin/python
# A static standard library halves the start of the command line; macOS has its own.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib)
LEAN := PKG_CONFIG_PATH=$(CURDIR)/.libraries/lib/pkgconfig
FUNCTION_BUILD := $(LEAN) swift build -c release --disable-default-traits --static-swift-stdlib --scratch-path .build-functions

# BUILT=FOLDER makes the tests use the executables that `make executables` built there.
STANDINGS := $(or $(BUILT),.build/release)/standings
FUNCTIONS := $(or $(BUILT),.build-functions/release)
PARQUET_TEXT := $(or $(BUILT),.build/debug)/parquet-text
SCORE_LOG_PROBE := $(or $(BUILT),.build/debug)/score-log-probe
WEBSOCKET_ECHO := $(or $(BUILT),.build/release)/websocket-echo
LIVE_LEADERBOARDS := $(or $(BUILT),.build/release)/live-leaderboards
STANDINGS_FEED := $(or $(BUILT),.build/release)/standings-feed
RUN_TESTS = STANDINGS=$(STANDINGS) FUNCTIONS=$(FUNCTIONS) PARQUET_TEXT=$(PARQUET_TEXT) \
	SCORE_LOG_PROBE=$(SCORE_LOG_PROBE) WEBSOCKET_ECHO=$(WEBSOCKET_ECHO) \
	LIVE_LEADERBOARDS=$(LIVE_LEADERBOARDS) STANDINGS_FEED=$(STANDINGS_FEED) \
	AWS_PROBE=$(FUNCTIONS)/aws-probe QUERY_PROBE=$(FUNCTIONS)/query-probe $(PYTHON) -m pytest -q

# SANITIZE=address or SANITIZE=thread builds the units with that sanitizer. No debugger and no editor
# reads such a build, so it has only the index that finds the tests, and only line tables.
UNITS := $(if $(SANITIZE),--sanitize=$(SANITIZE) --scratch-path .build-$(SANITIZE) \
	-Xswiftc -index-ignore-system-modules -Xswiftc -gline-tables-only \
	-Xswiftc -wmo -Xswiftc -num-threads -Xswiftc 2)
MUTEX_ORDER := $(if $(filter thread,$(SANITIZE)),.build-thread/mutex-order.so)
# Swift keeps flags within pointers, so that the leak detector misses references to living objects.
SANITIZER := $(if $(filter address,$(SANITIZE)),ASAN_OPTIONS=detect_leaks=0) \
	$(if $(MUTEX_ORDER),LD_PRELOAD=$(CURDIR)/$(MUTEX_ORDER))
# Thousands of concurrent tests would exceed their time limits.
RUN_UNITS = $(SANITIZER) swift test --skip-build --disable-xctest $(UNITS) \
	--experimental-maximum-parallelization-width 4

.DEFAULT_GOAL := help
.PHONY: help run live live-demo test test-web test-page test-readers test-aws test-infra test-infra-rest lint bench bench-functions bench-load bench-page fuzz clean \
	dependencies infrastructure-dependencies build functions images \
	test-units build-units run-units test-acceptance test-images probes parquet-text \
	score-log-probe websocket-echo live-leaderboards standings-feed executables bench-live \
	deploy plan destroy upload smoke redrive

help: ## List the commands.
	@echo "Standings: leaderboards from uploaded player statistics."; echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /|/' | awk -F'|' '{ printf "  make %-16s %s\n", $$1, $$2 }'

run: build $(LAKE)/inbox ## Build, ingest the examples, serve http://127.0.0.1:8080 (PORT=..., LAKE=...).
	.build/release/standings serve --lake $(LAKE) --port $(PORT)

live: live-leaderboards ## Build, serve live boards with a demo board on http://127.0.0.1:8080 (PORT=..., DATA=...).
	$(LIVE_LEADERBOARDS) --demo --port $(PORT) --data-dir $(DATA)

live-demo: live-leaderboards standings-feed ## The same with a battle royale of 1,000 players that goes on until Ctrl-C.
	scripts/live-demo $(LIVE_LEADERBOARDS) $(STANDINGS_FEED) $(PORT) $(DATA)

test: test-units test-web test-acceptance ## Run the tests: units, the page's logic, readers of Parquet, the command line, the server.

test-units: build-units $(MUTEX_ORDER) ## Run the unit tests (SANITIZE=address or SANITIZE=thread).
	$(RUN_UNITS)

run-units: $(MUTEX_ORDER)
	$(RUN_UNITS)

.build-thread/mutex-order.so: Tests/Sanitizers/mutex-order.c
	mkdir -p $(@D)
	clang -shared -fPIC -O2 -Wall -Werror $< -o $@

build-units: dependencies
	swift build --build-tests --explicit-target-dependency-import-check error $(UNITS)

test-acceptance: build parquet-text score-log-probe websocket-echo live-leaderboards standings-feed .venv-tests/quick ## Test with readers of Parquet, the command line, both servers and the log of scores.
	$(RUN_TESTS) Tests/Readers Tests/Acceptance Tests/Live -m "not slow"

# The tests expect numbers and dates in this language and time zone.
test-web: ## Test the page's logic on Node.js; takes seconds.
	@scripts/install-dependencies node
	LC_ALL=en_US.UTF-8 TZ=UTC node --test Tests/Page/*.test.js

test-page: build live-leaderboards test-web .venv-tests/browser ## Test the pages in Chromium: views, phone and desktop, keyboard, updates, uploads.
	$(RUN_TESTS) Tests/Browser

test-readers: build parquet-text .venv-tests/all ## Test Parquet with all seven readers; takes minutes and needs Java.
	$(RUN_TESTS) Tests/Readers Tests/Acceptance/test_engines.py

test-aws: build functions probes .venv-tests/quick ## Test the functions and the lake in S3 on real servers; takes minutes.
	$(RUN_TESTS) Tests/Cloud

# ONLY=operator and WITHOUT=operator run parts of them. Those of SLOW_INFRA wait for AWS's delays most
# of their minutes, so they run beside each other and the rest.
SLOW_INFRA := operator_deploy operator_destroy
RUN_INFRA = PATH="$$PATH:$(CURDIR)/.venv-infra/bin" $(RUN_TESTS)
test-infra: infrastructure-dependencies build functions .venv-tests/quick .venv-infra/ready ## Test Terraform, scripts and images without an AWS account; takes minutes.
ifdef WITHOUT
	$(RUN_INFRA) Tests/Infrastructure -k "not $(WITHOUT)"
else ifneq ($(filter-out operator,$(ONLY)),)
	$(RUN_INFRA) Tests/Infrastructure -k "$(ONLY)"
else
	$(MAKE) --no-print-directory --jobs=3 --output-sync $(SLOW_INFRA:%=test-infra-%) test-infra-rest
endif

$(SLOW_INFRA:%=test-infra-%): test-infra-%:
	$(RUN_INFRA) Tests/Infrastructure/test_$*.py

test-infra-rest:
	$(RUN_INFRA) Tests/Infrastructure $(SLOW_INFRA:%=--ignore-glob="*/test_%.py") $(if $(ONLY),-k $(ONLY))

# The first part of the tests of the images; its layers are cached for the others.
test-images: infrastructure-dependencies .venv-tests/quick
	PYTHONPATH=Tests/Cloud $(PYTHON) Tests/Infrastructure/function_images.py

lint: ## Check the formatting and the imports of the modules.
	swift format lint --strict --recursive Sources Tests fuzz web Package.swift
	if [ -x scripts/module-graph ]; then scripts/module-graph --check; fi

bench: build .venv-tests/bench ## Compare the speed with polars, DuckDB, pyarrow and pandas.
	$(PYTHON) bench/run.py

bench-functions: functions .venv-tests/bench ## Compare the functions with Python versions (boto3, pandas, pyarrow).
	$(PYTHON) bench/functions/run.py

bench-page: build .venv-tests/browser ## Measure the first view of the page: bytes, requests, time to the board.
	STANDINGS=.build/release/standings $(PYTHON) bench/page.py

bench-load: build .venv-tests/bench .bench/load/ready ## Compare the local server's requests per second with nginx's.
	$(PYTHON) bench/load/run.py

bench-live: live-leaderboards .venv-tests/quick .bench/live/ready ## Compare the live boards with Redis, nginx and SQLite.
	swift build -c release --product measure-ranks
	$(PYTHON) bench/live/run.py --live $(LIVE_LEADERBOARDS)

fuzz: dependencies ## Fuzz the parsers of uploads, Parquet, events, WebSockets and live requests (SECONDS=60 each).
	fuzz/run $(SECONDS)

ifdef BUILT
build functions probes parquet-text score-log-probe websocket-echo live-leaderboards standings-feed:
else
build: dependencies ## Build the command line.
	swift build -c release --product standings $(STATIC)

functions: dependencies .libraries/lib/libcurl-lean.a ## Build the two functions as they run in AWS.
	$(FUNCTION_BUILD) --product ingest-players
	$(FUNCTION_BUILD) --product leaderboard-api

# The programs by which the tests call the functions' modules.
probes: functions
	$(FUNCTION_BUILD) --product aws-probe
	$(FUNCTION_BUILD) --product query-probe

# The program that is compared with other readers of Parquet.
parquet-text: dependencies
	swift build --product parquet-text

# The program that is killed while it writes a log of scores.
score-log-probe: dependencies
	swift build --product score-log-probe

# The server that the cases of Autobahn test.
websocket-echo: dependencies
	swift build -c release --product websocket-echo $(STATIC)

live-leaderboards: dependencies ## Build the server of live boards.
	swift build -c release --product live-leaderboards $(STATIC)

standings-feed: dependencies
	swift build -c release --product standings-feed $(STATIC)
endif

# One build folder compiles shared modules once, in half the time of two. All executables use the
# functions' libcurl; apart from that, the command line equals that of `make build`.
executables: dependencies .libraries/lib/libcurl-lean.a ## Build all executables for the tests; BUILT=.build-all/release uses them.
	for product in standings ingest-players leaderboard-api \
	  aws-probe query-probe parquet-text score-log-probe websocket-echo live-leaderboards \
	  standings-feed; do \
	  $(LEAN) swift build -c release $(STATIC) --scratch-path .build-all --product $$product || exit 1; \
	done

images: ## Build the functions' images with docker, podman or buildah.
	scripts/build-images

# The next six commands read their variables, such as ENVIRONMENT (standings), from the environment,
# to which make exports the variables of its command line.
deploy: ## Deploy or update ENVIRONMENT (standings) in AWS.
	@scripts/deploy

plan: ## Show what deploy would change.
	@scripts/plan

destroy: ## Remove an environment; its lake stays unless LAKE=delete.
	@scripts/destroy

upload: ## Upload FILE=... KINGDOM=... DATE=... and print its report.
	@scripts/upload

smoke: ## Test an environment: upload an example and print its board.
	@scripts/smoke

redrive: ## Retry the dead letters.
	@scripts/redrive

dependencies: ## Install missing C libraries (Debian, Ubuntu), or list them.
	@scripts/install-dependencies build

infrastructure-dependencies:
	@scripts/install-dependencies infrastructure

clean: ## Remove build products; the lake stays.
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

# Only the program is unpacked from Debian's package, since installing it starts a public server.
.bench/load/ready:
	@scripts/install-dependencies load
	mkdir -p .bench/load
	cd .bench/load && rm -f nginx_*.deb && apt-get download -qq nginx
	cd .bench/load && dpkg-deb --fsys-tarfile nginx_*.deb | tar -x ./usr/sbin
	touch $@

# Only the programs are unpacked from Debian's packages, since installing them starts servers.
.bench/live/ready:
	@scripts/install-dependencies live
	mkdir -p .bench/live
	cd .bench/live && rm -f *.deb && apt-get download -qq nginx redis-server redis-tools
	cd .bench/live && for package in *.deb; do dpkg-deb --fsys-tarfile $$package | tar -x ./usr; done
	touch $@

# A separate environment, because these programs need other versions of the tests' packages. Only
# the program is unpacked from Debian's registry, since installing it starts a public server.
.venv-infra/ready: Tests/requirements-infrastructure.txt | infrastructure-dependencies
	@scripts/install-dependencies python
	python3 -m venv .venv-infra
	.venv-infra/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	cd .venv-infra && rm -f docker-registry_*.deb && apt-get download -qq docker-registry
	cd .venv-infra && dpkg-deb --fsys-tarfile docker-registry_*.deb | tar -x --strip-components=2 ./usr/bin
	touch $@
