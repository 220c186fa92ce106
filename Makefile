# The only door. Everything is made by deploy/local/bootstrap.py first, when something it is made from has changed.
.DEFAULT_GOAL := help
LANES := test-services test-rows-2 test-rows-1 test-agenda-membership test-local test-chassis test-unit test-stories
.PHONY: help demo up test $(LANES) test-faults lint audit audit-aloud sbom bench reset contracts release-contracts lock
PYTHON ?= python3
READY := @$(PYTHON) deploy/local/bootstrap.py
OURS := chassis services/membership services/agenda services/notify gateway deploy/wara
PACKAGES := $(foreach project,$(OURS),$(project)/$(notdir $(project)))
PYTEST := .venv/bin/pytest -q --durations=10
ELSEWHERE := agenda membership chassis local
HALF := row_01 row_02 row_10 row_12
OFFSET := $(or $(PORT_OFFSET),2000)
HEARD := .local/heard-$(OFFSET)
# each process would compile our code anew
unexport PYTHONDONTWRITEBYTECODE
LOCK := .venv-uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
	--no-emit-package wara-chassis $(if $(UPGRADE),--upgrade)

help: ## this list
	@echo 'On a fresh Debian or Ubuntu machine with python3 (3.11 or newer), make and network:'
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  make \1@\2/p' Makefile | while IFS=@ read -r name text; do \
		printf '%-23s %s\n' "  $${name#  }" "$$text"; done
	@echo
	@echo 'Then: .venv/bin/wara --help'

demo: ## the history of the group, replayed on a running system; Ctrl-C stops it (ONCE=1: stops by itself)
	$(READY)
	@.venv/bin/wara demo

up: ## start the whole system and wait; Ctrl-C stops it, the data stays
	$(READY)
	@.venv/bin/wara up

test: ## lint, types and every test
	$(READY) --tests
	@rm -rf $(HEARD) && mkdir -p $(HEARD)
	@HEARD=$(HEARD) $(MAKE) --no-print-directory --jobs=5 --output-sync --keep-going $(LANES) lint audit-aloud
	@.venv/bin/python -m tests.contract.heard $(HEARD)

# five side by side, the longest first, on ports of their own: they wait almost as long as they work
test-rows-1:
	$(PYTEST) tests/faults $(HALF:%=--ignore-glob='*_%_*')

test-rows-2:
	FAULTS_OFFSET=$$(($(OFFSET) + 2700)) $(PYTEST) $(foreach row,$(HALF),tests/faults/test_$(row)_*.py)

test-agenda-membership:
	PORT_OFFSET=$$(($(OFFSET) + 300)) $(PYTEST) tests/integration/agenda tests/integration/membership

test-services:
	$(PYTEST) $(ELSEWHERE:%=--ignore=tests/integration/%) tests/integration

test-chassis:
	PORT_OFFSET=$$(($(OFFSET) + 1800)) $(PYTEST) tests/integration/chassis

test-local:
	PORT_OFFSET=$$(($(OFFSET) + 1500)) $(PYTEST) tests/integration/local

test-stories:
	PORT_OFFSET=$$(($(OFFSET) + 500)) $(PYTEST) tests/e2e

test-unit:
	$(PYTEST) tests/unit tests/contract

test-faults: ## what must survive: every row of tests/faults at its full size, about two hours
	$(READY) --tests
	FULL=1 $(PYTEST) tests/faults tests/integration/notify/test_unruly_server.py

lint: ## style, import rules, types and secrets
	$(READY) --python-only
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/lint-imports
	.venv/bin/mypy $(PACKAGES) deploy/local deploy/supply tests $(wildcard benchmarks)
	.venv/bin/python -m deploy.supply.secret_scan

audit: ## known vulnerabilities of what is pinned; says `not audited` where nobody answers
	@$(PYTHON) -m deploy.supply.audit

# what was made known since the last commit turns no test red
audit-aloud:
	-@$(PYTHON) -m deploy.supply.audit

sbom: ## write build/sbom.cdx.json: every package that runs, with its licence (CycloneDX)
	$(READY) --python-only --supply
	@.venv-supply/bin/python -m deploy.supply.sbom build/sbom.cdx.json

bench: ## measure, side by side with peers, in one run (PART="publish idle": these alone)
	$(READY) --bench
	.venv/bin/python -m benchmarks $(PART)

reset: ## clear what the local stack keeps: messages, documents, mails, logs, keys
	$(READY) --python-only
	@.venv/bin/wara reset

contracts: ## write contracts/, the broker's definitions and the licences anew
	$(READY) --python-only --supply
	@.venv/bin/python -m tests.contract.write

release-contracts: ## with a release: what is promised now is what later changes are held against
	$(READY) --python-only
	@.venv/bin/python -m tests.contract.release

lock: ## resolve the dependencies anew into the pinned lists (UPGRADE=1: the newest of each)
	$(READY) --python-only
	@printf '%s\n' setuptools 'wara-chassis @ file://$(CURDIR)/chassis' >.venv-uv/ours.in
	$(LOCK) deploy/local/uv-requirements.in --output-file deploy/local/uv-requirements.txt
	$(LOCK) --group dev .venv-uv/ours.in $(addsuffix /pyproject.toml,$(OURS)) --output-file requirements.txt
	$(LOCK) deploy/local/store-requirements.in --output-file deploy/local/store-requirements.txt
	$(LOCK) deploy/local/node-requirements.in --output-file deploy/local/node-requirements.txt
	$(LOCK) deploy/supply/requirements.in --output-file deploy/supply/requirements.txt
	$(LOCK) --constraints requirements.txt benchmarks/requirements.in --output-file benchmarks/requirements.txt
