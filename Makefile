# Two commands on a fresh machine: `make up` runs the stream, `make test` proves it.
# Needed beforehand: Python 3.11 or later (PYTHON=… names one), and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.complete
# Everything that set-up builds lies in the data folder; nothing outside the clone is written but
# Kafka's jars, in the user's cache folder.
export PIPELINE_DATA_DIR ?= .data

.DEFAULT_GOAL := help
.PHONY: help setup up test check faults soak drill bench goldens lock clean

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 to 3.13 is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12") if not (3, 11) <= sys.version_info[:2] < (3, 14) else 0'
	@echo "making $(VENV): about 500 MB of dependencies, checked by hash, once"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

setup: $(STAMP) ## the virtual environment, the embedded Kafka, the model, the gazetteer
	@$(BIN)/pipeline setup

up: setup ## run everything here until Ctrl-C
	@exec $(BIN)/pipeline up

test: setup ## all checks and tests
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -n 2 --dist loadfile

faults: setup ## the fault matrix, whole: real Kafka, real kills (an hour)
	@$(BIN)/python -m tests.faults

soak: setup ## thirty minutes of load with a kill every 20 s
	@$(BIN)/python -m tests.faults --soak 30

drill: setup ## every alert fires by a fault really made (needs prometheus, 20 minutes)
	@$(BIN)/python -m tests.watch.drill --write

bench: setup ## speed and accuracy, beside the peers that are installed
	@$(BIN)/python -m benchmarks

goldens: setup ## write the expected events of the seeds anew; then read the difference
	@$(BIN)/python -m tests.golden.enriching

lock: ## resolve the dependencies anew (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --all-extras \
	  --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o constraints.txt

clean: ## remove what set-up and the tests made, but not the stream's data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
