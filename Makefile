# `make demo` shows the main job, `make test` proves it. Python 3.11 or newer is all they need.

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# The first of these that is new enough and can make an environment; PYTHON=... overrides.
PYTHON ?= $(shell for python in python3.11 python3 python3.12 python3.13 python3.14 python; do \
	"$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo "$$python"; break; }; done)

.PHONY: demo test lint soak bench clean
.DELETE_ON_ERROR:

demo: $(READY)
	$(BIN)/ssotlint check --exit-zero --format text fixtures/chatapp
	$(BIN)/python -m pytest -q tests/functional/test_marks.py

test: $(READY)
	$(BIN)/python -m pytest -q -n 2

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/ssotlint check

# Some seventy minutes on two idle cores. `make soak REPOSITORY=path` replays commits of another repository.
REPOSITORY ?= .
soak: $(READY)
	@$(PIP) --group fuzz
	$(BIN)/python -m pytest -q -m soak tests/soak
	SSOTLINT_HYPOTHESIS=soak $(BIN)/python -m pytest -q -n 2 tests/properties
	$(BIN)/python -m benchmarks.replay $(REPOSITORY) --commits 300
	for target in skim configuration rule pattern; do \
		$(BIN)/python -m benchmarks.fuzz $$target --seconds 120 || exit 1; done

# `make bench TREE=path/to/a/tree` measures there instead of on the fixtures.
bench: $(READY)
	$(BIN)/python -m benchmarks $(TREE)

# The environment stays: remove $(VENV) by hand to begin anew.
clean:
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -path ./$(VENV) -prune -o \( -name __pycache__ -o -name .ssotlint_cache \) \
		-type d -prune -exec rm -rf {} +

# pip first, because the one that comes with Python may not know dependency groups; then what
# builds the project, so that the build too uses pinned versions and fetches nothing of its own.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq install --constraint constraints.txt

$(READY): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "ssotlint needs Python 3.11 or newer with venv" >&2; exit 1; }
	@test -x $(BIN)/python || { echo "making $(VENV)" && "$(PYTHON)" -m venv $(VENV); }
	@$(PIP) pip
	@$(PIP) --group dev
	@$(PIP) --no-build-isolation --editable '.[watch]'
	@touch $@
