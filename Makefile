.PHONY: run test test-all setup lint format packages lock clean bench-fanout bench-client chaos bench-appends bench-replay bench-idle bench-raster fuzz bench-join bench-exports

run:    ## a page at http://127.0.0.1:8000 (PORT=… for another)
	@scripts/dev run

test:   ## types, linters, unit tests, browsers
	@scripts/dev test

test-all: ## the same with the time it takes: more journeys, all of it on PostgreSQL too, more chance
	@E2E_THOROUGH=1 scripts/dev test

setup:  ## install and build, run nothing
	@scripts/dev setup

lint:   ## types and linters only
	@scripts/dev lint

format: ## rewrite the sources as the linters want them
	@scripts/dev format

packages: ## the events layer alone: a wheel, and its client for npm, into dist/
	@scripts/dev packages

lock:   ## pyproject.toml → requirements*.txt
	@scripts/dev lock

clean:  ## remove what the above made; drawings stay
	@scripts/dev clean

bench-fanout: setup ## people per processor, beside others, ~21 min (ARGS=--write: into docs/)
	@.venv/bin/python -m bench.fanout $(ARGS)

bench-client: setup ## what a browser spends, beside others, ~8 min (ARGS=--write: into docs/)
	@.venv/bin/python -m bench.browser $(ARGS)

chaos: setup ## break everything while people draw, ~10 min (CHAOS_SECONDS=60 for less, ARGS=--write: into docs/)
	@.venv/bin/python -m bench.chaos $(ARGS)

bench-appends: setup ## strokes a second into the log: both databases, with and without group commit (ARGS=--write)
	@.venv/bin/python -m bench.appends $(ARGS)

bench-replay: setup ## how soon a replay begins, how smoothly it plays, how far any moment is (ARGS=--write)
	@.venv/bin/python -m bench.replay $(ARGS)

bench-raster: setup ## what a picture costs on the server, beside a browser's (ARGS=--write: into docs/)
	@.venv/bin/python -m bench.raster $(ARGS)

bench-idle: setup ## 10,000 sockets that only listen: the memory of each, a word to all of them
	@.venv/bin/python -m bench.idle

fuzz: setup ## 100,000 real frames with a few bytes changed, at the product's handlers (FUZZ_SEED=…)
	@FUZZ_FRAMES=$${FUZZ_FRAMES:-100000} .venv/bin/python -m pytest -q -s tests/test_fuzz.py

bench-join: setup ## coming into a drawing of 10,000 and 100,000 strokes (ARGS=--write: into docs/)
	@.venv/bin/python -m bench.join $(ARGS)

bench-exports: setup ## what taking drawings away costs, and whom it holds up, ~3 min (ARGS=--write: into docs/)
	@.venv/bin/python -m bench.exports $(ARGS)
