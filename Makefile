# Every command of the project; `make help` lists them. Nothing here needs more than Python 3.11, Node 20, npm and,
# for the tests, apt-get.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .make
FRONTEND_SOURCES := $(shell find frontend/src frontend/public frontend/index.html -type f 2>/dev/null)
export ATELIER_HOME ?= $(CURDIR)/data

.DEFAULT_GOAL := help
.PHONY: help run test demo bench lint format types client docs e2e unit faults frontend-test packages lock clean

help: ## Say what each target does
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /|/' | awk -F'|' '{printf "  make %-14s %s\n", $$1, $$2}'

run: $(STAMPS)/python $(STAMPS)/frontend ## Install what is needed, build the pages, start the server, print a log-in link
	@echo "==> Starting Atelier"
	@$(BIN)/atelier serve

demo: $(STAMPS)/python ## Parts 0 to 3 of the course without a browser, ending with a table of accuracies
	@$(BIN)/atelier demo $(DEMO)

# Lint and types leave a core idle each; what measures moments or fills both cores runs alone.
test: ## Everything that must hold: lint, types, import rules, unit tests, browser journeys, faults
	@$(MAKE) --no-print-directory -j2 -O lint types
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory frontend-test
	@$(MAKE) --no-print-directory e2e
	@$(MAKE) --no-print-directory faults

lint: $(STAMPS)/dev $(STAMPS)/node ## Check style, import rules and page code
	@echo "==> ruff, import-linter, eslint"
	@$(BIN)/ruff check backend tests benchmarks scripts
	@$(BIN)/ruff format --check -q backend tests benchmarks scripts
	@$(BIN)/lint-imports --no-cache
	@cd frontend && npm run -s lint

format: $(STAMPS)/dev ## Put the Python code into its form
	@$(BIN)/ruff check -q --fix backend tests benchmarks scripts
	@$(BIN)/ruff format -q backend tests benchmarks scripts

types: $(STAMPS)/dev $(STAMPS)/node ## Check types on both sides, and that the generated client is fresh
	@echo "==> mypy --strict, tsc"
	@$(BIN)/mypy
	@cd frontend && npm run -s types
	@$(BIN)/atelier openapi | diff -q - frontend/openapi.json >/dev/null || { echo "frontend/openapi.json is stale: run 'make client'"; exit 1; }

unit: $(STAMPS)/dev $(STAMPS)/packages ## Python tests
	@echo "==> pytest"
	@TF_CPP_MIN_LOG_LEVEL=3 $(BIN)/python -m pytest -n 2 --dist loadgroup -m "not faults" tests

faults: $(STAMPS)/dev ## Tests that kill processes for real
	@echo "==> pytest, processes killed"
	@TF_CPP_MIN_LOG_LEVEL=3 $(BIN)/python -m pytest -n 2 -m faults tests

frontend-test: $(STAMPS)/node ## Vitest
	@echo "==> vitest"
	@cd frontend && npm run -s test

e2e: $(STAMPS)/dev $(STAMPS)/frontend $(STAMPS)/packages ## Journeys in a real browser against a real server
	@echo "==> journeys in Chromium"
	@cd frontend && npm run -s e2e

bench: $(STAMPS)/dev ## Run the benchmarks and print a table
	@$(BIN)/python -m benchmarks $(BENCH)

client: $(STAMPS)/dev $(STAMPS)/node ## Generate the API description and the typed client
	@$(BIN)/atelier openapi > frontend/openapi.json
	@cd frontend && npm run -s client

docs: $(STAMPS)/dev ## Generate the recipe pages
	@$(BIN)/atelier docs

lock: $(STAMPS)/python ## Write the lock files anew from pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

packages: $(STAMPS)/packages ## Install the Debian packages the tests need, where they are missing

clean: ## Remove what was built, never data
	@rm -rf $(VENV) $(STAMPS) frontend/node_modules frontend/dist

$(STAMPS)/venv: requirements-install.lock
	@echo "==> Making a virtual environment in $(VENV)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Atelier needs Python 3.11 or newer; set PYTHON to one."; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-install.lock
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: $(STAMPS)/venv requirements.lock pyproject.toml
	@echo "==> Installing the locked Python packages"
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements.lock
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --no-deps -e .
	@touch $@

$(STAMPS)/dev: $(STAMPS)/python requirements-dev.lock
	@echo "==> Installing what the tests need"
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

$(STAMPS)/node: frontend/package-lock.json
	@echo "==> Installing the locked page packages"
	@cd frontend && npm ci --no-audit --no-fund --loglevel=error
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/frontend: $(STAMPS)/node $(FRONTEND_SOURCES)
	@echo "==> Building the pages"
	@cd frontend && npm run -s build
	@touch $@

$(STAMPS)/packages:
	@missing=""; \
	command -v chromium >/dev/null || missing="$$missing chromium"; \
	command -v redis-server >/dev/null || missing="$$missing redis-server"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || missing="$$missing postgresql"; \
	if [ -n "$$missing" ]; then \
	  echo "==> Installing Debian packages:$$missing"; \
	  SUDO=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$SUDO apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$SUDO apt-get install -y -qq $$missing >/dev/null; \
	fi
	@mkdir -p $(STAMPS) && touch $@
