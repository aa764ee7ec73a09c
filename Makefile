# Frontdesk on a machine with Python 3.11 and make. Everything it installs stays in this folder.
#
#   make run [port=8001]          all of Frontdesk, until Ctrl-C
#   make test [only=PATH or EXPR] every test; or those of a path, or those pytest's -k picks
#   make test-fast test-frontend test-browser test-faults [processes=2]
#   make check                    format, lint, types, import contracts, generated files, sizes
#   make bench [only=NAME]        the figures in README
#   make screenshots              the pictures in README, taken anew

PYTHON_FOUND := $(shell for python in $(PYTHON) python3.11 python3 python3.12 python3.13; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
PY := .venv/bin/python
SETUP := $(PYTHON_FOUND) -m cs_platform.setup
PYTEST := $(PY) -m pytest -q
# A whole tier runs in so many processes, each with servers of its own; 0 is one that also shows what tests print.
processes := 2
TIER := $(PYTEST) -n $(processes) --dist worksteal
# An `only` that names a file or folder is a path, anything else an expression.
CHOSEN = $(if $(wildcard $(firstword $(subst ::, ,$(only)))),$(only),-k '$(only)')

.DEFAULT_GOAL := help
.PHONY: help build run test test-fast test-frontend test-browser test-faults check bench screenshots python-found run-ready test-ready

help:
	@sed -n 's/^#   //p' Makefile

python-found:
	@test -n "$(PYTHON_FOUND)" || { echo "Frontdesk needs Python 3.11 or newer; none was found on the path." \
		"Name one with: make PYTHON=/path/to/python3.11 …" >&2; exit 1; }

run-ready: python-found
	@$(SETUP) run

test-ready: python-found
	@$(SETUP) test

build: run-ready

run: run-ready
	@$(if $(port),PORT=$(port) )exec $(PY) manage.py up

ifdef only
test: test-ready
	@$(PY) -m tests.ensure_browser
	$(PYTEST) $(CHOSEN)
else
test: test-fast test-frontend test-browser test-faults
endif

test-fast: test-ready
	$(TIER) -m "not browser and not faults"

test-frontend: test-ready
	@$(SETUP) npm test --silent

test-browser: test-ready
	@$(PY) -m tests.ensure_browser
	$(TIER) -m browser

test-faults: test-ready
	$(TIER) -m faults

check: test-ready
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -W ignore manage.py makemigrations --check --dry-run
	$(PY) manage.py export_protocol --check
	@$(SETUP) npm run --silent check:protocol
	@$(SETUP) npm run --silent lint
	@$(SETUP) npm run --silent types
	@$(SETUP) npm run --silent size

bench: test-ready
	$(PY) -m tests.bench.run $(only)

screenshots: test-ready
	@$(PY) -m tests.ensure_browser
	$(PY) -m tests.e2e.screenshots
