# Each target does its own set-up in .venv, and is quick the second time. `make help` lists them.

.DELETE_ON_ERROR:
.PHONY: help demo test test-slow lint format bench golden docs site lock clean

BIN := .venv/bin
SETUP := scripts/setup pyproject.toml
RUN := .venv/.set-up-to-run
DEV := .venv/.set-up-to-develop
BENCH := .venv/.set-up-to-bench

help:                   ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */	/' | expand -t 12

$(RUN): requirements.lock requirements-build.lock $(SETUP)
	@echo "setting up .venv …" >&2
	@scripts/setup run
	@touch $@

$(DEV): requirements-dev.lock $(SETUP)
	@echo "setting up .venv for development …" >&2
	@scripts/setup dev
	@touch $(RUN) $@

$(BENCH): requirements-bench.lock $(SETUP)
	@echo "setting up .venv for benchmarks …" >&2
	@scripts/setup bench
	@touch $(RUN) $(DEV) $@

# The sample portals hold a dead link and a page that is no report: exit code 1 is what the demo shall end with.
demo: $(RUN)            ## crawl the sample portals into output/
	@$(BIN)/gongkai demo || [ $$? -eq 1 ]

test: $(DEV)            ## all tests but the slow ones
	$(BIN)/pytest -m "not slow"

test-slow: $(DEV)       ## the slow ones
	$(BIN)/pytest -m slow

lint: $(DEV)            ## format, style and types
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

format: $(DEV)          ## put code into the format lint asks for
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(BENCH)         ## measure gongkai beside what one would use instead (SUBJECTS="crawl export": some only)
	$(BIN)/python -m benchmarks $(SUBJECTS)

golden: $(DEV)          ## rewrite the expected records of fixtures/, and show what changed
	$(BIN)/python scripts/golden.py

docs: $(DEV)            ## write the pages of docs/ that are drawn from data
	$(BIN)/python docs/generate.py

site: $(DEV)            ## the documentation as a site, into site/
	$(BIN)/python docs/generate.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

lock:                   ## renew the lock files (needs uv)
	scripts/lock

clean:                  ## remove what demo and tests made; .venv stays
	rm -rf dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find output -mindepth 1 ! -name .gitkeep -delete
	find extractors scraper tests benchmarks docs scripts -name __pycache__ -type d -prune -exec rm -rf {} +
