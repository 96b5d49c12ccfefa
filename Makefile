# Two commands: `make demo` shows Madoguchi, `make test` proves it. Both need Python 3.11 or newer, make and a C compiler; nothing else.
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3.13 || command -v python3)
PORT ?= 8000
SIZE ?= 1
RUN = .venv/bin/python -m madoguchi
# Without what Python keeps of its work, each process would read two thousand files anew: two seconds a start.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo test dev lint types check messages lock clean
help:
	@echo "make demo   see it: http://localhost:$(PORT)  (PORT= for another port, SIZE= for more cases)"
	@echo "make test   prove it: all that needs nothing installed"
	@echo "make dev    what developers add: lint, types, PostgreSQL, browser"

demo:
	@$(PYTHON) tools/bootstrap.py base
	@MADOGUCHI_DEMO=1 MADOGUCHI_ADDRESS=http://localhost:$(PORT) $(RUN) demo --size $(SIZE) --port $(PORT)

test:
	@$(PYTHON) tools/bootstrap.py test
	@.venv/bin/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder
	@echo "Not run here: PostgreSQL, browser and accessibility, long kill tests, lint, types. Run them by: .ci/run"

dev:
	@$(PYTHON) tools/bootstrap.py dev

lint: dev
	.venv/bin/ruff check .
	.venv/bin/lint-imports

types: dev
	.venv/bin/mypy

check: dev
	$(RUN) city check
	$(RUN) city test

messages: dev
	.venv/bin/python tools/messages.py

lock:
	cd requirements && uv pip compile -q --universal --generate-hashes --python-version 3.11 dev.in -o dev.txt
	cd requirements && uv pip compile -q --universal --generate-hashes --python-version 3.11 -c dev.txt test.in -o test.txt
	cd requirements && uv pip compile -q --universal --generate-hashes --python-version 3.11 -c dev.txt server.in -o server.txt
	cd requirements && uv pip compile -q --universal --generate-hashes --python-version 3.11 -c dev.txt base.in -o base.txt

clean:
	rm -rf .venv var .pytest_cache .ruff_cache .mypy_cache
