# `make` lists the targets. Everything is set up in .venv/ from requirements/*.txt, hashes checked.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup site pdf serve check test fix bench golden lock clean

help: ## List the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

.venv/run: requirements/run.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
# Else each start compiles it where PYTHONDONTWRITEBYTECODE is set, as in many images.
	$(BIN)/python -m compileall -q build
	chmod 600 policy/sample-keys/*
	touch $@

.venv/dev: .venv/run requirements/dev.txt requirements/alone.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/alone.txt
	touch $@

setup: .venv/run ## Set up .venv/, so that .venv/bin/gongkai works

site: setup ## Check content/ and build site/
	$(BIN)/gongkai build

pdf: setup ## Make the PDFs that are missing or out of date; the next `make site` publishes them
	$(BIN)/gongkai pdf

serve: setup ## Show the site on 127.0.0.1, reload on a change
	$(BIN)/gongkai serve

check: setup ## Check content/ only
	$(BIN)/gongkai check

# Tools that only npm has; without npm their tests say that they did not run (tests/site_repo.py: need).
tests/npm/node_modules: tests/npm/package-lock.json tests/npm/package.json
	if command -v npm >/dev/null; then npm ci --prefix tests/npm --silent; touch $@; fi

test: .venv/dev tests/npm/node_modules ## All that CI runs
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/zizmor --offline --quiet --pedantic .github
	$(BIN)/pytest -n 2 --dist worksteal

fix: .venv/dev ## Format, and mend what ruff can
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/dev ## Measure gongkai beside other site generators at 1,000 to 100,000 items; writes docs/performance.md
	PYTHONPATH=tests $(BIN)/python -m bench

golden: .venv/dev ## Write the expected outputs of the tests anew; look at the diff
	GOLDEN=1 $(BIN)/pytest -n 2 --dist worksteal

lock: .venv/dev ## Renew the locks in requirements/
	for name in run dev "alone --no-deps"; do set -- $$name; \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$2 \
	  requirements/$$1.in --output-file requirements/$$1.txt || exit 1; done

clean: ## Remove what was built
	rm -rf .venv .cache site site.* tests/npm/node_modules
