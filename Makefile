# What one does with this project. `make` alone lists it.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TYPED := $(wildcard src tests tools/*.py benchmarks/*.py)
DATABASE := /tmp/wellfounded-test-database
CASE := osaka-2024
ON := 2024-07-05
PORT ?= 8000
# `make run SERVE=--check` starts the website, asks its front page once and ends.
SERVE ?=

.DEFAULT_GOAL := help
.PHONY: help setup run test test-long check catalogue docs examples lock bench clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 20

setup: $(STAMP)  ## everything needed to run, test and build, in .venv

$(STAMP): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "setup: wellfounded needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is $$($(PYTHON) --version). Name another: make setup PYTHON=python3.12"; exit 1; }
	@tools/system_packages.sh $(PYTHON)
	@echo "setup: installing the locked packages into $(VENV)."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -m compileall -q src
	@touch $@

run: setup  ## the picture of the story's case, then the website of a demonstration office, on this machine alone
	$(BIN)/wellfounded show $(CASE) --on $(ON)
	$(BIN)/wellfounded timeline $(CASE) --on $(ON) -o $(CASE).svg
	$(BIN)/wellfounded timeline $(CASE) --on $(ON) -o $(CASE).png
	@echo "The picture of the case is in $(CASE).svg and $(CASE).png, in this folder."
	$(BIN)/wellfounded serve --demonstration demonstration --port $(PORT) $(SERVE)

test: setup  ## the tests, in a few minutes
	@tools/test_database.sh $(DATABASE)
	$(BIN)/pytest -m "not long"

test-long: setup  ## all tests, with many more examples drawn at random
	@tools/test_database.sh $(DATABASE)
	$(BIN)/pytest --hypothesis-profile=long

check: setup  ## style, types, arrows between the floors, the law, the documentation
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(TYPED)
	$(BIN)/lint-imports
	$(BIN)/wellfounded law check
	$(MAKE) --no-print-directory docs

catalogue: setup  ## compile the sentences of every language
	$(BIN)/python tools/catalogue.py

docs: setup  ## the documentation, in docs/_build/html
	$(BIN)/sphinx-build -W --keep-going -n -q -b html docs docs/_build/html

examples: setup  ## run the commands of the documentation and write their answers into its pages
	$(BIN)/python tools/docs_examples.py

lock: setup  ## choose the versions anew and write requirements.lock
	$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 --upgrade \
	  --generate-hashes --no-config --no-progress --quiet --custom-compile-command "make lock" \
	  --output-file requirements.lock

bench: setup  ## the speeds, on this machine
	@for script in $(sort $(wildcard benchmarks/*.py)); do echo "$$script"; $(BIN)/python $$script || exit 1; done

clean:  ## remove all that was made here
	rm -rf $(VENV) dist docs/_build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis $(CASE).svg $(CASE).png demonstration
	find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
