# The commands of the house. `make demo` and `make test` are all that a newcomer needs.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench
CATALOGUE := kapintake/locale/es/LC_MESSAGES/django
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-all sheets lint bench bench-rules scorecard mutants lock messages

demo: $(VENV)/.demo-ready ## Build, migrate, seed and serve the synthetic clinic on an embedded SQLite database
	@DEMO=1 PORT=$(PORT) $(BIN)/python manage.py demo --port $(PORT)

test: $(VENV)/.test-ready ## The quick, complete gate: SQLite, PostgreSQL where a server is found, browser where Chromium is found
	@$(BIN)/python -m tests.run

test-all: $(VENV)/.test-ready ## Every state, language and theme in the browser besides
	@$(BIN)/python -m tests.run --all

sheets: $(VENV)/.test-ready ## Pictures of every page, phone and desk, light and dark, into var/sheets
	@$(BIN)/python -m tests.look.contact_sheets

lint: $(VENV)/.test-ready ## ruff, djlint, mypy and the rules of the house
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint templates --lint --quiet
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q tests/architecture

bench: $(VENV)/.test-ready ## Ratios and medians: one assessment, one autosave, the queue
	@$(BIN)/python -m benchmarks

bench-rules: $(BENCH)/.ready ## Forty criteria here and in other rule engines, and what each makes of a missing answer
	@$(BENCH)/bin/python -m benchmarks.rules

scorecard: $(VENV)/.test-ready ## Pages, taps, bytes and times in Chromium beside their targets (needs Chromium)
	@$(BIN)/python -m benchmarks.scorecard

mutants: $(VENV)/.test-ready ## Every mutant of the rules and of their code, and which of them nobody would notice; an hour or so
	@$(BIN)/python -m tests.mutation

lock: $(VENV)/.test-ready ## Write both locks anew from the .in files
	@$(BIN)/uv pip compile requirements.in --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements.txt
	@$(BIN)/uv pip compile requirements-dev.in --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements-dev.txt
	@$(BIN)/uv pip compile requirements-bench.in --generate-hashes --universal --python-version 3.11 --no-header -q -o requirements-bench.txt

# What only staff read: those pages are in English, so these words are not collected. A path, or the beginning of paths.
STAFF_ONLY := templates/reviews templates/admin templates/intake/on_behalf* templates/privacy/lost_lock.html templates/tablet.html kapintake/privacy/forms.py templates/base_clinician.html templates/accounts/invitation* templates/demo \
  templates/alerts/alert.html templates/alerts/_said.html templates/alerts/_who.html templates/alerts/_state.html \
  templates/alerts/_happened.html templates/alerts/_closing.html templates/alerts/_contact.html \
  templates/components/banner.html templates/components/case_banner.html templates/components/finding.html \
  templates/components/severity_tag.html \
  kapintake/assessments kapintake/audit kapintake/demo kapintake/access.py \
  kapintake/*/admin.py kapintake/clinics/services.py kapintake/clinics/scoped_admin.py \
  kapintake/alerts/models.py kapintake/alerts/pages.py kapintake/alerts/context.py kapintake/alerts/views.py \
  kapintake/intake/views/on_behalf.py kapintake/reviews/presenters kapintake/reviews/views kapintake/reviews/forms.py kapintake/reviews/models.py \
  kapintake/reviews/services.py kapintake/reviews/selectors.py kapintake/reviews/desk.py kapintake/reviews/signing.py

messages: ## Collect the site's words for patients into the Spanish catalogue and compile it (needs gettext)
	@DEMO=1 $(BIN)/python manage.py makemessages -l es --no-location --no-obsolete -i .venv -i tests -i benchmarks -i var \
		$(foreach path,$(STAFF_ONLY),-i '$(path)' -i '$(path)/*')
	@sed -i.bak '/^"POT-Creation-Date:/d' $(CATALOGUE).po && rm $(CATALOGUE).po.bak
	@msgfmt --check-format --check-domain --statistics -o $(CATALOGUE).mo $(CATALOGUE).po

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
		|| { echo "kapintake needs Python 3.11 or newer. Install it, or name it: make demo PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python's venv module is missing. Install it (on Debian: apt-get install python3-venv) and run this again."; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# The locks name everything, so nothing else is resolved: a release of tomorrow cannot change what is installed.
$(VENV)/.demo-ready: requirements.txt | $(BIN)/python
	@echo "Installing what the site needs (once) ..."
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test-ready: requirements-dev.txt | $(BIN)/python
	@echo "Installing what the tests need (once) ..."
	@$(BIN)/pip install --quiet --no-deps --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.demo-ready

$(BENCH)/.ready: requirements-bench.txt | $(BIN)/python
	@echo "Installing the other engines, apart from everything else (once) ..."
	@$(PYTHON) -m venv $(BENCH)
	@$(BENCH)/bin/pip install --quiet --require-hashes -r requirements-bench.txt \
		|| echo "Some of them cannot be had here: what is missing is said and left out."
	@touch $@
