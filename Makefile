# What kamtui's makers do by hand, and CI does as well. Needs Python 3.11 or newer, git and GNU make.
#   make run        open the demo workspace          make check      everything CI asks for
#   make test       run the tests                    make format     lay the code out
#   make bench      measure speed                    make clean      remove what was made
#   make torture    break everything, for TORTURE_MINUTES=20

PYTHON ?= python3
RUN_ARGS ?= --demo
# A worker more than there are cores: tests of screens and terminals wait as much as they work.
WORKERS ?= $(shell expr 1 + `getconf _NPROCESSORS_ONLN || echo 1`)
PYTEST_ARGS ?= -q -n $(WORKERS)
BENCHES ?=
TORTURE_MINUTES ?= 20

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
FLOORS := tui screens store examples/demo
CHECKS := format-check lint types imports test package

# A person's own Python settings must not reach into the environment that is made here.
unexport PYTHONPATH PYTHONHOME
export KAMTUI_TINYDB_TESTS := $(CURDIR)/$(VENV)/tinydb-tests

# An environment whose Python is gone, or that was moved from another folder, is made anew.
$(shell [ -x $(BIN)/python ] && [ "`cat $(VENV)/made 2>&1`" = "$(CURDIR)" ] || rm -f $(VENV)/made)

.PHONY: run test check bench torture format clean $(filter-out test,$(CHECKS)) FORCE
.DELETE_ON_ERROR:
.NOTPARALLEL:

run: $(VENV)/installed
	@$(BIN)/kamtui $(RUN_ARGS)

test: $(VENV)/installed-dev $(VENV)/tinydb-tests/version
	@$(BIN)/pytest $(PYTEST_ARGS)

check:
	@for step in $(CHECKS); do \
	    echo "== $$step"; \
	    $(MAKE) --no-print-directory $$step || { echo "make check: the step '$$step' failed" >&2; exit 1; }; \
	done
	@echo "make check: all steps passed"

format-check: $(VENV)/installed-dev
	@$(BIN)/ruff format --check .

lint: $(VENV)/installed-dev
	@$(BIN)/ruff check .

# The link tree is what Python imports; its paths are told as those of the source.
types: $(VENV)/installed-dev
	@status=0; house=`echo build/__editable__*`; \
	MYPYPATH=$$house:tests $(BIN)/mypy --strict $$house/kamtui tests > $(VENV)/types.txt || status=$$?; \
	sed -e "s,^$$house/kamtui/screens/,screens/," -e "s,^$$house/kamtui/store/,store/," -e "s,^$$house/kamtui/,tui/," \
	    $(VENV)/types.txt; \
	exit $$status

imports: $(VENV)/installed-dev
	@$(BIN)/lint-imports

# The wheel is built from the sdist, so that nothing left over in build/ can slip into it.
package: $(VENV)/installed-dev
	@rm -rf dist
	@$(BIN)/python -m build > $(VENV)/build.txt 2>&1 || { cat $(VENV)/build.txt >&2; exit 1; }
	@.ci/try-wheel $(BIN)/python dist/*.whl

bench: $(VENV)/installed-dev
	@cd tests && "$(CURDIR)/$(BIN)/python" -m bench $(BENCHES)

# A test that fails ends it after its round. TORTURE_MINUTES comes from the command line or the environment.
torture: $(VENV)/installed-dev
	@cd tests && TORTURE_MINUTES="$(TORTURE_MINUTES)" "$(CURDIR)/$(BIN)/python" -m torture

format: $(VENV)/installed-dev
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist *.egg-info .*_cache .hypothesis .coverage
	find $(FLOORS) tests examples -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "kamtui needs Python 3.11 or newer; '$(PYTHON)' is not. Name another: make PYTHON=python3.12" >&2; exit 1; }
	@echo "making $(VENV)"
	@$(PYTHON) -m venv --clear $(VENV)
	@echo "$(CURDIR)" > $@

# A strict editable install links each file by itself: it has to be done again when one comes, goes or moves.
$(VENV)/files: $(VENV)/made FORCE
	@find $(FLOORS) -name __pycache__ -prune -o -type f -print | LC_ALL=C sort > $@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(VENV)/installed: $(VENV)/files pyproject.toml
	@echo "installing kamtui into $(VENV)"
	@rm -rf build
	@$(PIP) install -e '.[all]'
	@touch $@

$(VENV)/installed-dev: $(VENV)/files pyproject.toml
	@echo "installing kamtui and its makers' tools into $(VENV)"
	@rm -rf build
	@$(PIP) install -e '.[all,dev]'
	@touch $(VENV)/installed $@

# TinyDB's own tests, of the version that is installed: our tables and storage have to pass them.
$(VENV)/tinydb-tests/version: $(VENV)/installed-dev
	@version=`$(BIN)/python -c 'from importlib.metadata import version; print(version("tinydb"))'`; \
	[ "`cat $@ 2>&1`" = "$$version" ] && touch $@ && exit 0; \
	echo "fetching the tests of TinyDB $$version"; \
	rm -rf $(@D) && mkdir -p $(@D)/sdist && \
	$(PIP) download --no-deps --no-binary tinydb -d $(@D)/sdist "tinydb==$$version" && \
	$(BIN)/python -W ignore -m tarfile -e $(@D)/sdist/tinydb-$$version.tar.gz $(@D)/sdist && \
	mv $(@D)/sdist/tinydb-$$version/tests $(@D)/tests && rm -rf $(@D)/sdist && echo "$$version" > $@
