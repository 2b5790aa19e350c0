# The maintainer's chores. `make` lists them; `make check` never writes.
PY := .venv/bin/python
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup check fix atlas sheets eval bench docs test requirements

help: ## list the chores
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## make .venv with everything a maintainer needs
	python3 run.py setup test atlas quality

check: setup ## lint, types, templates, import directions, catalogue, freshness of what is generated
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/lint-imports
	$(PY) -m app.cli check
	$(PY) -m atlas --check
	$(PY) -m app.catalogue.documents --check
	$(PY) -m evaluation --check

fix: setup ## mend what the linters can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

atlas: setup ## rebuild the figure: static/svg/
	$(PY) -m atlas

sheets: setup ## draw the contact sheets of all muscles: docs/muscles/
	$(BIN)/knotmap contact-sheets --out docs/muscles

eval: setup ## measure the matcher; write docs/evaluation.md
	$(PY) -m evaluation

bench: setup ## measure speed as ratios in one run; write docs/performance.md
	$(PY) -m benchmarks --write

docs: setup ## regenerate the generated documents and schemas
	$(PY) -m app.catalogue.documents
	$(PY) -m evaluation

test: ## the README's test command
	python3 run.py test

requirements: setup ## pin the requirements anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --no-header --no-annotate -o requirements/run.txt pyproject.toml
	uv pip compile --quiet --universal --no-header --no-annotate --extra test -o requirements/test.txt pyproject.toml
	uv pip compile --quiet --universal --no-header --no-annotate --extra atlas -o requirements/atlas.txt pyproject.toml
	uv pip compile --quiet --universal --no-header --no-annotate --extra quality -o requirements/quality.txt pyproject.toml
