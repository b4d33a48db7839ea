# Sets up its own virtual environment; needs only Python >= 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint rules notebooks lock clean

$(VENV)/ready: pyproject.toml requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

demo: $(VENV)/ready
	$(BIN)/saolou demo

test: $(VENV)/ready lint
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# What is made from the rules: run after changing them.
rules: $(VENV)/ready
	$(BIN)/python scripts/train_wording.py
	$(BIN)/saolou rules fmt
	$(BIN)/saolou rules lock
	$(BIN)/saolou rules docs --overview docs/rules.md

# Runs the notebooks again and keeps their outputs.
notebooks: $(VENV)/ready
	$(BIN)/python scripts/run_notebooks.py

# Pins every development dependency (run after changing pyproject.toml).
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --quiet --group dev --universal --python-version 3.11 \
		--no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements-dev.txt
	rm -rf $(VENV)-lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
