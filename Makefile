# `make` lists what there is to make. Needs Python 3.11 or newer and git; everything else goes into .venv.
# PYTHON=python3.13 chooses the interpreter, CHROMIUM=/path/to/chromium the browser of the tests.

.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

SHELL := bash
PY := .venv/bin/python
ADDRESS ?= 127.0.0.1:8000
OPTIONAL := $(wildcard tools bench)

# MkDocs 1.6 and Material print an announcement about a later MkDocs on every run; the versions here are pinned.
export NO_MKDOCS_2_WARNING := 1
export DISABLE_MKDOCS_2_WARNING := true
export PIP_DISABLE_PIP_VERSION_CHECK := 1

INSTALL := $(PY) -m pip install --quiet
# A lock file is whole, so pip has nothing to look for. It would: older ones (23.2, which Python 3.11 brings) ask the index
# for `coverage[toml]` beside the pinned `coverage`, and refuse the newer release that they find, for it has no hash here.
INSTALL_LOCK := $(INSTALL) --no-deps --require-hashes --requirement
# The package itself: from this folder, with the dependencies and the backend that the lock file has put there.
INSTALL_SELF := $(INSTALL) --no-deps --no-build-isolation --editable .
# Says what is missing where another system or Python needs a package that the lock file does not hold.
VERIFY := found=$$($(PY) -m pip check) || { echo "$$found" >&2; exit 1; }

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

.PHONY: site
site: .venv/site.stamp ## set up .venv, check the documents, build the site into site/
	@$(PY) -m steadybook check || { code=$$?; [ $$code -eq 1 ] || exit $$code; \
	  echo; echo "The check found errors (above). The site is built all the same and shows them on the pages concerned."; }
	@$(PY) -m mkdocs build --clean --site-dir site
	@echo; echo "The site is in site/. To look at it: make serve, then open http://$(ADDRESS)/"

.PHONY: serve
serve: .venv/site.stamp ## show the site on this machine and follow every edit
	$(PY) -m mkdocs serve --dev-addr $(ADDRESS)

.PHONY: check
check: .venv/site.stamp ## check the documents
	@$(PY) -m steadybook check

.PHONY: test
test: .venv/dev.stamp chromium prometheus ## set up .venv, Chromium and Prometheus, then lint, types, layers and all tests
	$(PY) -m ruff check --quiet
	$(PY) -m ruff format --check --quiet
	$(PY) -m mypy plugins/steadybook tests $(OPTIONAL)
	.venv/bin/lint-imports --no-logo
	$(PY) -m pytest $(PYTEST_ARGS)

.PHONY: coverage
coverage: .venv/dev.stamp chromium prometheus ## run the tests and list the lines and branches that they miss
	$(PY) -m pytest --cov --cov-report=term-missing $(PYTEST_ARGS)

.PHONY: format
format: .venv/dev.stamp ## lay the Python code out and correct what the linter can
	$(PY) -m ruff check --quiet --fix-only
	$(PY) -m ruff format --quiet

.PHONY: bench
bench: .venv/dev.stamp ## measure check and site on a generated corpus
	$(PY) -m bench.run $(BENCH_ARGS)

.PHONY: lock
lock: .venv/dev.stamp ## compile requirements/ anew from pyproject.toml (LOCK_ARGS=--upgrade for newer versions)
	$(LOCK) --all-extras --output-file requirements/dev.txt pyproject.toml
	$(LOCK) --extra workspace --constraint requirements/dev.txt --no-annotate --output-file requirements/site.txt pyproject.toml

LOCK = $(PY) -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header \
  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options $(LOCK_ARGS)

.PHONY: clean
clean: ## remove everything that make has made
	rm -rf .venv site build dist .coverage htmlcov .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .steadybook_cache
	find plugins -name '*.egg-info' -prune -exec rm -rf {} +
	find . -name __pycache__ -not -path './.git/*' -prune -exec rm -rf {} +

# --- setting up -------------------------------------------------------------------------------------------------------

# The first interpreter that is new enough and can make an environment with pip in it. A shim that only says
# "not installed" fails the question, and the next is asked.
$(PY):
	@new='import sys; sys.exit(sys.version_info < (3, 11))'; old=; bare=; \
	for candidate in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  command -v "$$candidate" >/dev/null || continue; \
	  "$$candidate" -c "$$new" 2>/dev/null || { old="$$old $$candidate"; continue; }; \
	  "$$candidate" -c 'import ensurepip, venv' 2>/dev/null || { bare="$$bare $$candidate"; continue; }; \
	  echo "Making .venv with $$("$$candidate" --version)"; rm -rf .venv; \
	  exec "$$candidate" -m venv .venv; \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "These interpreters cannot make an environment, for their ensurepip module is missing:$$bare." >&2; \
	  echo "On Debian and Ubuntu: apt-get install python3-venv. Then run make again." >&2; \
	else \
	  echo "Python 3.11 or newer is needed$${old:+ (too old or not installed:$$old)}. Name one: make PYTHON=/path/to/python3 ..." >&2; \
	fi; exit 1

.venv/site.stamp: requirements/site.txt pyproject.toml plugins/steadybook/__init__.py $(PY)
	@echo "Installing what requirements/site.txt pins into .venv"
	@$(INSTALL_LOCK) requirements/site.txt
	@$(INSTALL_SELF)
	@$(VERIFY)
	@touch $@

# The development lock holds the same versions as the other one and more, so it serves both.
.venv/dev.stamp: requirements/dev.txt pyproject.toml plugins/steadybook/__init__.py $(PY)
	@echo "Installing what requirements/dev.txt pins into .venv"
	@$(INSTALL_LOCK) requirements/dev.txt
	@$(INSTALL_SELF)
	@$(VERIFY)
	@touch .venv/site.stamp $@

# tests/conftest.py looks for the browser in the same places.
.PHONY: chromium
chromium:
	@[ -z "$$CHROMIUM" ] || [ -x "$$CHROMIUM" ] || { echo "CHROMIUM=$$CHROMIUM is not a program." >&2; exit 1; }; \
	[ -z "$$CHROMIUM" ] || exit 0; \
	for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do \
	  command -v "$$name" >/dev/null && exit 0; \
	done; \
	[ ! -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] || exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium, which the tests of the pages need"; export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq </dev/null && apt-get install -qq --yes --no-install-recommends chromium fonts-liberation </dev/null >/dev/null && exit 0; \
	fi; \
	echo "The tests of the pages need Chromium or Google Chrome. Install one, or name it: make test CHROMIUM=/path/to/chromium" >&2; exit 1

# tests/prometheus_server.py looks for the two programs in the same place. Only the programs are wanted, no service.
.PHONY: prometheus
prometheus:
	@command -v prometheus >/dev/null && command -v promtool >/dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Prometheus, which the tests of exported rules and of measuring need"; export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq </dev/null && apt-get install -qq --yes --no-install-recommends prometheus </dev/null >/dev/null && exit 0; \
	fi; \
	echo "The tests of exported rules and of measuring need the programs prometheus and promtool on the PATH:" >&2; \
	echo "apt-get install prometheus, brew install prometheus, or an archive from prometheus.io." >&2; exit 1
