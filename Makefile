# Sets up its own virtual environment; needs only Python >= 3.11 and make.
# Compiled first: where the environment forbids it, each command would compile all again.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint rules notebooks lock wheelhouse fuzz mutate bench clean

$(VENV)/ready: pyproject.toml requirements-dev.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	$(BIN)/python -m compileall -q engine
	@touch $@

demo: $(VENV)/ready
	$(BIN)/python -m compileall -q engine
	$(BIN)/saolou demo

test: $(VENV)/ready lint
	$(BIN)/python -m compileall -q engine
	$(BIN)/python -m pytest -n 2 --dist loadfile

lint: $(VENV)/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
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

# Pins every development dependency with its hashes (run after changing pyproject.toml).
lock:
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install --quiet uv
	$(VENV)-lock/bin/uv pip compile --quiet --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements-dev.txt
	rm -rf $(VENV)-lock

# Everything an office without internet needs, installed from it alone and tried out.
wheelhouse: $(VENV)/ready
	$(BIN)/python scripts/wheelhouse.py wheelhouse
	rm -rf $(VENV)-office && $(PYTHON) -m venv $(VENV)-office
	$(VENV)-office/bin/python -m pip install --quiet --disable-pip-version-check \
		--no-index --find-links wheelhouse saolou
	cd wheelhouse && ../$(VENV)-office/bin/saolou demo --out demo && rm -rf demo
	rm -rf $(VENV)-office

# Some minutes of fuzzing with atheris (CPython on Linux or macOS).
fuzz: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check atheris
	for target in sniff normalise rates; do \
		$(BIN)/python scripts/fuzz.py $$target -max_total_time=$${SECONDS_EACH:-120}; done

# Mutation tests of some functions, ONLY="engine.match.settled*" (Linux or macOS; docs/mutation.md).
mutate: $(VENV)/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check mutmut
	$(BIN)/mutmut run $(ONLY)
	$(BIN)/mutmut results | grep survived || true

# How fast, beside pandas and other engines (an environment of its own; ARGS="--register FILE --rows N").
bench:
	$(PYTHON) -m venv $(VENV)-bench
	$(VENV)-bench/bin/python -m pip install --quiet --disable-pip-version-check -e . -r benchmarks/requirements.txt
	$(VENV)-bench/bin/python -m benchmarks.table $(ARGS)

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache
