# Two commands set everything up: `make demo` shows the chain at work, `make test` proves it.

PYTHON ?= python3
BIN := .venv/bin
RESULTS ?= ket-qua
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint .ci/constraints.txt

.PHONY: demo test check audit eval wheel clean help

help:
	@sed -n 's/^## //p' Makefile

## make demo    install what is needed and read the sample dossiers, and say how to review them
demo: .venv/installed
	@.ci/system-packages tesseract-ocr tesseract-ocr-vie
	$(BIN)/digitize run samples/dossiers --output $(RESULTS) --progress plain
	@echo "Xem lại trong trình duyệt · Review in the browser:  $(BIN)/digitize review $(RESULTS)"

## make test    set up and pass the whole suite
# libatomic1 is for the Node of Playwright.
test: .venv/developed
	@.ci/system-packages tesseract-ocr tesseract-ocr-vie postgresql fonts-croscore fonts-liberation2 fonts-noto-core fonts-dejavu-core chromium libatomic1
	OMP_THREAD_LIMIT=1 $(BIN)/pytest -n 2

## make check   lint, types, import contracts, dependencies: the same as CI and pre-commit
check: .venv/developed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/python .ci/unused-constraints

## make audit   look for known holes in what is installed; says so where newer data cannot be reached
audit: .venv/developed
	$(BIN)/python .ci/audit

## make eval    measure accuracy on the samples of both styles, with the gates of CI
eval: .venv/developed
	$(BIN)/digitize eval samples/dossiers --progress plain --min-cer-accuracy 0.992 --min-type 0.99 --min-recall 0.97 --max-silent 0.005
	$(BIN)/digitize eval samples/filled --progress plain --min-type 1 --min-recall 0.8 --min-straight-through 0.55 --max-silent 0.005

## make wheel   build the wheel and try it in a clean environment
wheel: .venv/developed
	.ci/wheel-smoke

## make clean   remove what was installed and built here
clean:
	rm -rf .venv build dist *.egg-info $(RESULTS)

.venv/installed: pyproject.toml .ci/constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("digitize needs Python 3.11 or newer; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else 0'
	$(PYTHON) -m venv .venv
	$(PIP) --editable ".[lines,web]"
	@touch $@

.venv/developed: .venv/installed
	$(PIP) --editable '.[lines,dev]'
	@touch $@
