# `make test` and `make generate` set up their own .venv; nothing else is needed
# than Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: test generate bench corpus
.venv/.ready: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@

test: .venv/.ready
	$(BIN)/black --check --quiet generator tests templates generated
	$(BIN)/ruff check --quiet generator tests
	$(BIN)/mypy generator/accordant
	$(BIN)/pyright --pythonpath $(BIN)/python generator/accordant
	cd generated/python && $(CURDIR)/$(BIN)/mypy --cache-dir ../../.mypy_cache src tests
	$(BIN)/pyright --pythonpath $(BIN)/python --project generated/python
	$(BIN)/accordant generate --check
	$(BIN)/pytest
	cd generated/python && $(CURDIR)/$(BIN)/pytest -q -n 2 -p no:cacheprovider

generate: .venv/.ready
	$(BIN)/accordant generate

bench: .venv/.ready
	$(BIN)/python -m tests.bench.validators
	$(BIN)/python -m tests.bench.unchanged
	$(BIN)/python -m tests.bench.cold
	$(BIN)/python -m tests.bench.targets
	$(BIN)/python -m tests.bench.document
	$(BIN)/python -m tests.bench.analysis
	$(BIN)/python -m tests.bench.client
	$(BIN)/python -m tests.client.load
	$(BIN)/python -m tests.bench.mock

corpus: .venv/.ready
	$(BIN)/python -m tests.corpus
