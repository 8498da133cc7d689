# Every target sets up what it needs; a second run installs nothing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
export DO_NOT_TRACK := 1
export GX_ANALYTICS_ENABLED := false
export DAGSTER_DISABLE_TELEMETRY := yes
export DBT_SEND_ANONYMOUS_USAGE_STATS := false

.PHONY: setup demo test lint ui dashboard docs eval bench soak faults hostile histories train lock clean

setup: $(INSTALLED)  ## the environment in .venv, from the hashed lock

# pip first in its own step: the pip of an old Python cannot read some of the newer wheels' metadata.
$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info[:2]; (3, 11) <= v < (3, 14) or sys.exit(f"newsledger needs Python 3.11 to 3.13, this is {sys.version.split()[0]}; try: make PYTHON=python3.12")'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

demo: setup  ## ingest the sample corpus, build, and show what came out
	$(BIN)/python -m demo

test: setup  ## all tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4

lint: setup  ## style, types, layers, SQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --processes 2 dbt/models dbt/tests

ui: setup  ## Dagster
	$(BIN)/newsledger ui

dashboard: setup  ## the dashboard on the published file
	$(BIN)/newsledger dashboard

docs: setup  ## table documentation and check reports
	$(BIN)/newsledger docs

eval: setup  ## quality figures, into reports/ (needs the evaluation data)
	$(BIN)/python -m evals

bench: setup  ## speed figures as ratios in one run, into reports/bench.md
	$(BIN)/python -m benchmarks

soak: faults hostile histories  ## everything that takes hours: faults, hostile input and histories at full size

faults: setup  ## kill, fill, damage and crowd a warehouse, into reports/faults.md (an hour; Linux, cc)
	$(BIN)/python -m faults

hostile: setup  ## read what strangers might send, into reports/hostile.md (an hour)
	$(BIN)/python -m faults.hostile

histories: setup  ## build 300 random histories and ask for every prefix of them, into reports/as_of.md (an hour)
	$(BIN)/python -m evals.histories 300

train:  ## the tagger anew, in an environment of its own (needs the training data; an hour on 2 cores)
	test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	.venv-train/bin/python -m pip install --quiet --editable '.[train]'
	.venv-train/bin/python -m training

lock:  ## renew requirements.lock from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra dev --no-emit-index-url --no-header pyproject.toml --output-file requirements.lock

clean:  ## everything that can be made again
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis data/work data/docs
