# Everything is set up inside this folder: uv in .tools/ if the machine has none, the packages in .venv/.

UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)
RUN := $(UV) run --frozen --no-sync

.PHONY: run large test check bench faults format clean
.DEFAULT_GOAL := run

run: .venv/ready ## Start Goodturn: with a token in .env on Telegram, otherwise on a page on this machine.
	@$(RUN) goodturn run

test: .venv/ready-dev ## Run every test.
	@$(RUN) pytest -n 2 --dist loadgroup

check: .venv/ready-dev ## Everything that can be checked without running: style, types, layers, words, safety.
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(RUN) lint-imports
	$(RUN) python -m bot.locales.lint
	$(RUN) python -m tests.house.rules
	$(RUN) bandit --quiet --configfile pyproject.toml --recursive bot goodturn jobs messenger models

bench: .venv/ready-bench ## Measure: updates, transfers, matching, …; BENCH="matching" for some of it.
	@$(RUN) python -m bench $(BENCH)

faults: .venv/ready-dev ## Break things, and see that it holds: FAULTS="--list", "--only NAME", "--seed N", …
	@$(RUN) python -m faults $(FAULTS)

format: .venv/ready-dev ## Put the code into its usual form.
	@$(RUN) ruff check --fix .
	@$(RUN) ruff format .

large: .venv/ready ## Machine code for the matching of a large time bank, from 3,000 members on.
	@$(UV) sync --frozen --no-dev --inexact --quiet --extra large

clean: ## Remove what make has set up; your data stays.
	rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis

.tools/bin/uv:
	@python3 -m venv .tools
	@.tools/bin/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/ready: uv.lock pyproject.toml | $(filter .tools/bin/uv,$(UV))
	@echo "Setting up in this folder. This takes a minute, and only the first time."
	@$(UV) sync --frozen --no-dev --inexact --quiet
	@touch $@

.venv/ready-dev: uv.lock pyproject.toml | $(filter .tools/bin/uv,$(UV))
	@$(UV) sync --frozen --quiet
	@touch $@

.venv/ready-bench: .venv/ready-dev
	@$(UV) sync --frozen --group bench --quiet
	@touch $@
