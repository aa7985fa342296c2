# make help says what there is. Everything installs into .venv, each part once.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip install --quiet --quiet --disable-pip-version-check
# The CPU build of torch; without this index, pip may take a CUDA build of several gigabytes.
TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
DATA ?= ../shared/parallel
# More of them want more memory, about a gigabyte each.
PROCESSES ?= 2
# The console keeps its Korean apart, a catalogue for each of its rooms.
CONSOLE := adapters/web/console
ROOMS := access lookup tickets learning content
SPEAK := $(BIN)/pybabel -q extract -F $(CONSOLE)/babel.cfg --keyword=tell:2 --keyword=noted --no-location
WRITE := $(BIN)/pybabel -q update -l ko --ignore-obsolete --init-missing
HTML_VALIDATE := $(VENV)/node/node_modules/.bin/html-validate

.DEFAULT_GOAL := help
.PHONY: help serve test lint bench danger calibrate docs check fix messages train browser html clean

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

serve: $(VENV)/core ## Install what is needed, build the index, serve on http://127.0.0.1:8000
	@$(BIN)/ieum serve

test: $(VENV)/test $(VENV)/train browser html ## Run all checks of behaviour, browser tests included
	$(BIN)/pytest --numprocesses $(PROCESSES) --dist loadfile --cov --cov-report=term

lint: $(VENV)/lint ## Check code, types, layers, the Dockerfile and the compose file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	$(BIN)/compose-lint check --quiet --skip-suppressed --no-env --no-merge-overrides \
	  --strict-config --config .ci/compose-lint.yml --fail-on low docker-compose.yml

bench: $(VENV)/bench $(VENV)/test browser ## Measure retrieval, alternatives, speed and memory; write benchmarks/results
	$(BIN)/python -m benchmarks.retrieval --compare --out benchmarks/results/evaluation.json
	$(BIN)/python -m benchmarks.retrieval --questions benchmarks/questions/dev.jsonl \
	  --out benchmarks/results/retrieval.json
	$(BIN)/python -m benchmarks.retrieval --questions benchmarks/questions/facts.jsonl \
	  --out benchmarks/results/facts.json
	$(BIN)/python -m benchmarks.danger --out benchmarks/results/danger.json
	$(BIN)/python -m benchmarks.language --out benchmarks/results/language.json
	$(BIN)/python -m benchmarks.speed --out benchmarks/results/speed.json
	$(BIN)/python -m benchmarks.live --out benchmarks/results/live.json
	$(BIN)/python -m benchmarks.browser --out benchmarks/results/browser.json
	$(BIN)/python -m benchmarks.pictures
	$(BIN)/python -m benchmarks.readme

danger: $(VENV)/train ## Learn the second opinion on danger anew, and measure what is heard
	$(BIN)/python -m benchmarks.danger_training
	$(BIN)/python -m benchmarks.danger --misses --out benchmarks/results/danger.json

calibrate: $(VENV)/train ## Learn the weights and thresholds of search and decision anew
	$(BIN)/python -m benchmarks.calibration --out benchmarks/results/calibration.json

docs: $(VENV)/core ## Write .env.example and the generated parts of the documents
	$(BIN)/python -m benchmarks.readme

check: $(VENV)/core ## Check all content
	@$(BIN)/ieum check

fix: $(VENV)/lint ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: $(VENV)/core ## Bring the message catalogues up to date with the code
	$(BIN)/pybabel -q extract -F babel.cfg -k say:2 -k mark -o var/ieum.pot .
	$(BIN)/pybabel -q update -i var/ieum.pot -d bot/locale -D ieum --ignore-obsolete
	@for room in $(ROOMS); do $(SPEAK) -o var/$$room.pot $(CONSOLE)/$$room $(CONSOLE)/templates/$$room \
	  && $(WRITE) -i var/$$room.pot -o $(CONSOLE)/locale/ko/$$room.po || exit 1; done
	@$(SPEAK) -o var/frame.pot $(CONSOLE)/*.py $(CONSOLE)/templates/*.html
	@$(WRITE) -i var/frame.pot -o $(CONSOLE)/locale/ko/frame.po

train: $(VENV)/train ## Make the shipped encoder from data to weights (about half an hour)
	$(BIN)/python -m bot.latin_training --data $(DATA)
	$(BIN)/python -m index.training --data $(DATA) --out index/model

browser:
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the browser tests ..."; \
	  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y \
	    --no-install-recommends chromium fonts-noto-cjk fonts-dejavu-core; } >/dev/null 2>&1 \
	  || echo "SKIPPED: browser tests, because apt could not install Chromium."; \
	else echo "SKIPPED: browser tests, because there is no Chromium and apt may not be used here."; fi

html: | $(BIN)/python
	@if [ -x $(HTML_VALIDATE) ]; then :; \
	elif command -v npm >/dev/null; then \
	  npm install --silent --no-save --no-package-lock --prefix $(VENV)/node html-validate@10 \
	  || echo "SKIPPED: validation of the HTML, because npm could not install html-validate."; \
	else echo "SKIPPED: validation of the HTML, because there is no npm."; fi

clean: ## Remove everything that was installed or built
	rm -rf $(VENV) var

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("Ieum needs Python 3.11 or newer.") if sys.version_info < (3, 11) else 0'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/core: pyproject.toml | $(BIN)/python
	@echo "Installing Ieum into $(VENV) ..."
	@$(PIP) -e . && touch $@

$(VENV)/test: pyproject.toml | $(VENV)/core
	@$(PIP) -e '.[test]' && touch $@

$(VENV)/lint: pyproject.toml | $(VENV)/core
	@$(PIP) -e '.[lint,test]' && touch $@

$(VENV)/bench: pyproject.toml | $(VENV)/train
	@$(PIP) -c constraints.txt -e '.[bench,train]' && touch $@

$(VENV)/train: pyproject.toml constraints.txt | $(VENV)/core
	@echo "Installing torch (CPU) and sentence-transformers ..."
	@{ $(PIP) --retries 0 --timeout 10 --no-deps --index-url $(TORCH_INDEX) -c constraints.txt torch \
	  2>/dev/null || $(PIP) -c constraints.txt torch; } \
	&& $(PIP) -c constraints.txt -e '.[train]' && touch $@ \
	|| echo "SKIPPED: tests that need sentence-transformers, because it could not be installed."
