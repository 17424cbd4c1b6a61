# Two commands for a fresh machine with Python, make and git: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: pictures demo test test-all lint format clean

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

# What docs and README show of the terminal, and what its tests compare with, drawn anew.
pictures: $(READY)
	$(BIN)/python -m mergetui.terminal.manual docs/terminal.md
	$(BIN)/python -m mergetui.terminal.picture docs/screen.svg
	$(BIN)/python -m pytest tests/terminal/test_pictures.py --snapshot-update

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV)
