# Two commands for a fresh machine with Python, make and git: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test test-all lint format clean

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $(READY)

demo: $(READY)
	@$(BIN)/mergetui

test: $(READY)
	$(BIN)/python -m pytest -n 2

# The exhaustive suites too: hundreds of generated merges, every pair of types ... (minutes more).
test-all: $(READY)
	$(BIN)/python -m pytest -n 2 -m "slow or not slow"

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/mypy tests/*.py
	for folder in tests/*/; do $(BIN)/mypy $$folder || exit 1; done
	MYPYPATH=example $(BIN)/mypy example/generate.py
	$(BIN)/lint-imports

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV)
