# Parley. `make` alone says what there is to make.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := bash

VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
FUZZTIME ?= 30s

web_sources := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/e2e/*' -not -path 'web/test-results/*' -not -path 'web/src/locales/*.ts' 2>/dev/null)

.PHONY: help
help: ## say what there is to make
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

.PHONY: run
run: build ## build and start the demo on http://localhost:8080
	PARLEY_DATA_DIR=$${PARLEY_DATA_DIR:-data/demo} exec bin/parley serve --demo

.PHONY: build
build: internal/web/dist/index.html ## build bin/parley, which holds everything
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w -X main.version=$(VERSION)' -o bin/parley ./cmd/parley

.PHONY: package
package: build ## a Debian package of the program, in dist
	packaging/package.sh $(VERSION)

.PHONY: check
check: ## the fast checks and tests, under two minutes
	scripts/test.sh fast

.PHONY: test
test: ## every check and test; installs what they need
	scripts/test.sh

.PHONY: race
race: ## the Go tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 go test -race ./...

.PHONY: kill
kill: ## kill the program under load, fifty times, and count
	PARLEY_KILLS=50 scripts/postgres.sh go test -tags kill -count=1 -v -timeout 30m ./test/kill/

.PHONY: bench
bench: build ## the benchmarks: tables here, JSON in .cache/bench.json, .cache/hub.json and .cache/million.json
	node scripts/bench.mjs
	go run ./test/bench -program bin/parley -json .cache/hub.json
	scripts/postgres.sh go run ./test/bench -program bin/parley -part million -json .cache/million.json

.PHONY: fuzz
fuzz: ## look for trouble in every parser, FUZZTIME (30s) each
	scripts/fuzz.sh $(FUZZTIME)

.PHONY: ui
ui: web/node_modules/.package-lock.json ## the front end with live reload, on the hub that `make run` has started
	npm --prefix web run dev

.PHONY: gen
gen: web/node_modules/.package-lock.json ## write what is generated: API description, its types, reference pages
	go generate ./...
	npm --prefix web run gen

.PHONY: clean
clean: ## remove what was built
	rm -rf bin dist .cache web/node_modules test/peers/node_modules
	find internal/web/dist -mindepth 1 -not -name .keep -delete

# npm writes this file last, so that what was interrupted is done again.
%/node_modules/.package-lock.json: %/package-lock.json
	npm ci --prefix $* --no-audit --no-fund
	@touch $@

internal/web/dist/index.html: web/node_modules/.package-lock.json $(web_sources)
	npm --prefix web run build
	@touch $@ internal/web/dist/.keep
