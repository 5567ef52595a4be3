# The commands of the project. `make` alone lists them; CONTRIBUTING.md says when to use which.
# They need make, git and Python 3.11 or newer; all else is fetched once, checked against the locks in requirements/.

PORT ?= 8000
WORKERS ?= 2
CASE ?=
SIZE ?= 10000
ARGS ?=

BIN := .venv/bin
# What a command starts may need uv (see scripts/environment.py); one that the machine has goes first.
export PATH := $(PATH):$(CURDIR)/.tools/bin

# The first Python that is new enough, or a plain message.
SYSTEM_PYTHON = $$(for name in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11; do \
	  if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo "$$name"; exit; fi; \
	done; echo false; \
	echo "Python 3.11 or newer is needed; this machine answers: $$(python3 --version 2>&1)" >&2; \
	echo "Install one (Debian and Ubuntu: sudo apt install python3 python3-venv), or name it: make PYTHON=/path/to/python3" >&2)

TEMPLATES = find secretariat -name '*.html' -not -path '*/static/*' -print0

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
.PHONY: help run test bench check format lock assets messages reference clean environment environment-dev front-end catalogs \
  check-style check-types check-imports check-templates check-migrations

help:
	@echo "Commands:"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: export DJANGO_SETTINGS_MODULE := secretariat.settings.demonstration
run: environment front-end catalogs ## Set up what is missing and serve the demonstration (PORT=8000 or the next free one)
	@port=$$($(BIN)/python scripts/free_port.py $(PORT)) && export PORT=$$port && \
	  $(BIN)/secretariat prepare && exec $(BIN)/secretariat serve --port "$$port"

test: export DJANGO_SETTINGS_MODULE := secretariat.settings.test
test: environment-dev front-end catalogs ## Set up what is missing and run the tests (ARGS="-k symbols", WORKERS=0 for one process)
	@$(BIN)/python -m pytest -n $(WORKERS) $(ARGS)

bench: environment-dev front-end catalogs ## Measure the running product (CASE=p1 or none for all, SIZE=10000); see bench/README.md
	@$(BIN)/python -m bench $(CASE) --size $(SIZE) $(ARGS)

check: check-style check-types check-imports check-templates check-migrations ## Style, types, directions of imports, templates, missing migrations

format: environment-dev ## Bring code and templates into the common format
	$(BIN)/ruff check --fix-only
	$(BIN)/ruff format
	$(TEMPLATES) | xargs -0 $(BIN)/djade --target-version 5.2

lock: ## Write the locks again from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(SYSTEM_PYTHON) scripts/lock.py $(ARGS)

assets: environment front-end ## Fetch and build the front-end files, where they have changed

messages: environment ## Extract the strings for translation and compile the catalogs
	@$(BIN)/python scripts/catalogs.py extract
	@$(BIN)/python scripts/catalogs.py compile

reference: environment-dev ## Write the reference pages in docs/look-up from the code
	@$(BIN)/python scripts/reference.py

clean: ## Remove everything that was fetched or built; the demonstration's data in var/ stays
	rm -rf .venv .tools .stamps .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -rf dist node_modules assets/node_modules secretariat/static/vendor var/static
	find secretariat tests scripts -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm -f {} +

# What the commands share ---------------------------------------------------------------------------------------------

environment:
	@$(SYSTEM_PYTHON) scripts/environment.py run

environment-dev:
	@$(SYSTEM_PYTHON) scripts/environment.py dev

front-end:
	@$(BIN)/python assets/build.py

catalogs:
	@$(BIN)/python scripts/catalogs.py compile

check-style: environment-dev
	$(BIN)/ruff check --output-format concise
	$(BIN)/ruff format --check

check-types: environment-dev
	$(BIN)/mypy

check-imports: environment-dev
	$(BIN)/lint-imports --no-logo

check-templates: environment-dev
	$(TEMPLATES) | xargs -0 $(BIN)/djade --check --target-version 5.2

check-migrations: export DJANGO_SETTINGS_MODULE := secretariat.settings.test
check-migrations: export DATABASE_URL := sqlite://:memory:
check-migrations: environment-dev
	$(BIN)/python -m django makemigrations --check --dry-run
