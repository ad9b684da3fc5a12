# Everything a person does with this repository. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory --no-builtin-rules

PYTHON ?= python3
ARGS ?=
WORKERS ?= 2

VENV := .venv
BIN := $(VENV)/bin
PIP_QUIETLY := -qq --disable-pip-version-check --no-input
PIP_INSTALL := $(BIN)/python -m pip install $(PIP_QUIETLY)
OURS := callcenter scripts_library ivr outbound recordings tests
PIP_TOOLS := pip-tools==7.6.2

# $(call phase,what is done,command): runs the command and says how long it took.
define phase
	@printf '== %s\n' '$(1)'; begin=$$SECONDS; { $(2); } || exit 1; printf '== %s: %s s\n' '$(1)' "$$((SECONDS - begin))"
endef

# $(call locked,environment): the locked dependencies. setuptools first: source packages are then built with it and not with
# whatever is newest.
define locked
	@sed -n '/^setuptools==/,/[^\\]$$/p' requirements.lock >$(1)/setuptools.lock
	@$(1)/bin/python -m pip install $(PIP_QUIETLY) --require-hashes --no-deps -r $(1)/setuptools.lock
	@$(1)/bin/python -m pip install $(PIP_QUIETLY) --require-hashes --no-build-isolation --use-pep517 -r requirements.lock
endef

# Each process takes whole files, in the order of tests/support/run_rules.py.
IN_PROCESSES = -n $(WORKERS) --dist loadfile --no-loadscope-reorder

.PHONY: help run setup assets test setup-test system-parts lint format lock bench faults demo-model act-models answer-models clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 22

run: setup ## start the demo clinic (CLINIC_LANGUAGE=ru|uk|pl|en|zh; the machine's by default) and print its sign-ins
	@$(if $(CLINIC_LANGUAGE),CALLCENTER_CLINIC_LANGUAGE=$(CLINIC_LANGUAGE)) exec $(BIN)/callcenter demo

setup: $(VENV)/installed assets ## make .venv with the locked dependencies and build the browser files

assets: $(VENV)/installed ## build the browser files from npm's lock (does nothing where they are up to date)
	@$(BIN)/python -m callcenter.web.assets.build

test: setup-test system-parts ## install what tests need, then check style and types and run all tests (WORKERS=2: at once)
	$(call phase,ruff,$(BIN)/ruff check $(OURS) && $(BIN)/ruff format --check $(OURS))
	$(call phase,mypy,$(BIN)/mypy)
	$(call phase,callcenter lint,$(BIN)/callcenter lint)
	@echo '== pytest'; exec $(BIN)/pytest -m 'not benchmark' $(IN_PROCESSES) $(ARGS) # its own closing line stays the last

setup-test: $(VENV)/installed-test assets

system-parts: $(VENV)/installed-test
	$(call phase,system parts,$(BIN)/python -m tests.support.system)

lint: $(VENV)/installed-test ## check style (ruff), types (mypy) and content (callcenter lint)
	@$(BIN)/ruff check $(OURS)
	@$(BIN)/ruff format --check $(OURS)
	@$(BIN)/mypy
	@$(BIN)/callcenter lint

format: $(VENV)/installed-test ## put the code into its form and repair what ruff can repair
	@$(BIN)/ruff check --fix --quiet $(OURS) || true
	@$(BIN)/ruff format $(OURS)

bench: setup-test ## print the figures of tests/benchmarks
	@$(BIN)/pytest tests/benchmarks -m benchmark -s $(ARGS)

faults: setup-test ## run the tests that break something on purpose (KILLS=500 ATTEMPTS=20000 of campaigns on each database)
	@FAULT_KILLS=$(or $(KILLS),500) FAULT_ATTEMPTS=$(or $(ATTEMPTS),20000) $(BIN)/pytest -m fault -o faulthandler_timeout=0 $(ARGS)

# A new vocabulary needs three minutes and nothing besides .venv; a new network needs torch and about twenty minutes.
demo-model: $(if $(filter new,$(NETWORK)),build/demo-model/installed,$(VENV)/installed) ## build the demo's speech model of LANG=ru|uk|pl|en|zh from its texts of now (NETWORK=new: train it too)
	@OMP_NUM_THREADS=1 nice -n 5 $(if $(filter new,$(NETWORK)),build/demo-model,$(VENV))/bin/python -X faulthandler \
		-m recordings.demo_model build $(LANG) $(if $(filter new,$(NETWORK)),--new-network) $(ARGS)

answer-models: $(VENV)/installed-test ## train the models of short answers from their corpus (LANG=ru|uk|pl|en|zh: that one alone)
	@OMP_NUM_THREADS=1 $(BIN)/python -m ivr.answers_trainer $(filter ru uk pl en zh,$(LANG))

act-models: $(VENV)/installed-test ## train the act models of scoring from the corpus (LANG=ru|uk|pl|en|zh: that one alone)
	@OMP_NUM_THREADS=1 $(BIN)/python -m recordings.act_trainer $(filter ru uk pl en zh,$(LANG))

# Hashes, no addresses and no paths: the files say what to install, the machine says from where.
lock: | $(VENV)/bin/python ## resolve all dependencies anew into the two lock files (UPGRADE=1: take newer versions)
	@$(PYTHON) -m venv build/lock && build/lock/bin/python -m pip install -qq $(PIP_TOOLS)
	$(call phase,requirements.lock,$(call compile,requirements.lock,--extra build))
	$(call phase,requirements-test.lock,$(call compile,requirements-test.lock,--extra build --extra test -c requirements.lock))
	@if grep -nE '://|(^|[^ ])/|^-' requirements.lock requirements-test.lock | grep -v 'via -c'; then \
		echo 'a lock file holds an address or a path (above)' >&2; exit 1; fi

compile = CUSTOM_COMPILE_COMMAND='make lock' build/lock/bin/pip-compile --quiet --generate-hashes \
	--no-emit-options --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras \
	--allow-unsafe --build-deps-for editable --annotation-style line $(if $(UPGRADE),--upgrade) \
	$(2) -o $(1) pyproject.toml 2>build/lock/said || { cat build/lock/said >&2; exit 1; }

clean: ## delete .venv and everything that is built; keeps data/
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	@rm -rf callcenter/web/static/vendor callcenter/web/assets/node_modules
	@find $(OURS) -name __pycache__ -prune -exec rm -rf {} +

# --- the virtual environments ---

build/demo-model/installed: requirements.lock pyproject.toml
	@echo 'Installing what trains speech models into build/demo-model (about a gigabyte) ...'
	@$(PYTHON) -m venv build/demo-model
	$(call locked,build/demo-model)
	@build/demo-model/bin/python -m pip install $(PIP_QUIETLY) --no-build-isolation -e '.[demo-model]'
	@touch $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; $(PYTHON) is $$($(PYTHON) -V 2>&1). Set PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(MAKE) --silent python-venv
	@$(PYTHON) -m venv $(VENV)

.PHONY: python-venv
python-venv:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo 'Installing python3-venv ...'; export DEBIAN_FRONTEND=noninteractive; \
		timeout 300 apt-get -qq update >/dev/null || true; \
		timeout 300 apt-get -qq -y install --no-install-recommends python3-venv >/dev/null 2>&1 || true; fi
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo 'Python cannot make virtual environments here. Install that part, then try again:' >&2; \
		echo '    sudo apt install python3-venv' >&2; exit 1; }

$(VENV)/installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo 'Installing the locked dependencies into $(VENV) (about a minute the first time) ...'
	$(call locked,$(VENV))
	@$(PIP_INSTALL) --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

$(VENV)/installed-test: requirements-test.lock $(VENV)/installed
	@echo 'Installing what the tests need ...'
	@$(PIP_INSTALL) --require-hashes -r requirements-test.lock
	@touch $@
