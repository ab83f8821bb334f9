# Every target says what it does in `make help`. Works with make 3.81 and newer.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_WEEK := week01_probability_mle
DEMO := course/demo
STAMP := $(VENV)/.installed

.PHONY: help demo install test test-slow bench compare quality pictures weights release grade book clean lint tables

help: ## show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

demo: install ## install, release, grade a bundled class, write feedback, build the book
	@echo "== 1/5 release the notebook of $(DEMO_WEEK)"
	@$(BIN)/autograder release $(DEMO_WEEK) --course $(DEMO)
	@echo "== 2/5 a bundled class of $(DEMO_WEEK) hands in"
	@$(BIN)/autograder demo-class $(DEMO_WEEK) --to $(DEMO)/submitted
	@echo "== 3/5 grade it"
	@$(BIN)/autograder grade $(DEMO_WEEK) --submitted $(DEMO)/submitted --course $(DEMO)
	@echo "== 4/5 write what students get back"
	@$(BIN)/autograder feedback $(DEMO_WEEK) --course $(DEMO)
	@echo "== 5/5 build the book"
	@$(MAKE) --no-print-directory book
	@echo
	@echo "Where to look:"
	@echo "  the book          _build/html/index.html"
	@echo "  a feedback page   $(DEMO)/feedback/carl/$(DEMO_WEEK)/$(DEMO_WEEK).html"
	@echo "  the gradebook     GMCOURSE_COURSE=$(DEMO) $(BIN)/jupyter lab, its menu Nbgrader, Formgrader"
	@echo "  a notebook        $(BIN)/jupyter lab notebooks/$(DEMO_WEEK).ipynb"

install: $(STAMP) ## make .venv with everything, pinned

$(STAMP): requirements.txt constraints.txt pyproject.toml
	@$(PYTHON) tools/preflight.py
	@test -d $(VENV) || { echo "making $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@echo "installing torch (pinned)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch
	@echo "installing the rest of requirements.txt (pinned): one to three minutes"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r requirements.txt setuptools wheel
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

release: install ## make tables, notebooks and wheel from the sources, and scan for leaks
	@$(BIN)/autograder release

grade: install ## grade course/submitted of WEEK=...
	@$(BIN)/autograder grade $(or $(WEEK),$(DEMO_WEEK))

book: install ## build the book, warnings as errors; SOLUTIONS="WEEK ..." publishes theirs
	@$(BIN)/python tools/build_book.py

lint: install ## style and types
	@$(BIN)/ruff check --no-cache .
	@$(BIN)/ruff format --no-cache --check --quiet .
	@$(BIN)/ruff check --no-cache --isolated --select F821 solutions
	@$(BIN)/mypy

test: install ## every test but the slow sweeps
	@$(BIN)/python tools/run_tests.py

test-slow: book ## the slow sweeps that the nightly run takes, on the built book
	@OMP_NUM_THREADS=1 $(BIN)/python -m pytest -m slow -n 2 --dist loadscope

bench: install ## speed, as ratios in one run
	@$(BIN)/python -m bench

compare: install ## every family on the same data, beside its peers (STORE=1: for the book)
	@$(BIN)/python -m bench.comparison $(if $(STORE),--store)
	@$(BIN)/python -m bench.comparison.builds $(if $(STORE),--store)

weights: install ## weigh the first view of every page of the built book, for the book
	@$(BIN)/python tools/page_weights.py

pictures: install ## draw exercise pages' pictures: half an hour; STALE=1: only those that need it; WEEK=3
	@$(BIN)/python tools/exercise_pictures.py $(if $(STALE),--stale) $(WEEK)

quality: install ## how often the grader is wrong, for the book: half an hour; STALE=1, CORPORA=1: only a part
	@$(BIN)/python tools/quality_page.py $(if $(STALE),--stale) $(if $(CORPORA),--corpora)

clean: ## remove what was built; the environment and the course stay
	@rm -rf _build build dist *.egg-info
