# The commands of the README. Each starts from nothing: tools/bootstrap installs what is missing.
#
#   make demo        build, hold a complete referendum, verify its record, show the result
#   make test        build and run every test: release, sanitizers, fuzzing smoke run, constant-time harness
#   make build       the release binaries alone: build/bin/constat and build/bin/constat-verify
#   make install     puts them into PREFIX/bin (/usr/local/bin unless told; DESTDIR goes before it); make uninstall
#   make quicktest   the release tests only, without those in a browser
#   make browsertest reports and letters in a browser: on screens, by keyboard, printed; with WHOLE=1 every state in
#                    every language in every way, which takes half an hour
#   make looks [ONLY='^wrong.*\.uk$$']   pictures and PDF of all reports and letters into build/looks, to be looked at
#   make t LAYER=zkp [TEST=Schnorr]   one layer's tests in a debug build, or those whose names hold a word
#   make coverage LAYER=zkp           which lines of a layer its tests run (installs gcovr)
#   make mutate LAYER=zkp [N=40] [SEED=1] [J=1] [TESTS="constat_x_test ..."]   which changes of single lines of a layer its
#                    tests do not notice: N of them, J at once; TESTS are run besides the layer's own
#   make format      lays out the code; the tests check that it is
#   make tidy        what changed: each file compiled by itself, and clang-tidy; with ALL=1 over everything
#   make bench       benchmarks (not part of the tests)
#   make bench-peers beside Belenios and R, as ratios (installs belenios-tool and r-base-core)
#   make nightly     flips every byte of a record, compiles each file by itself, fuzzes for an hour, and browsertest WHOLE=1

DEMO_OUT ?= build/demo
PREFIX ?= /usr/local
PROGRAMS = constat constat-verify
BIN = $(DESTDIR)$(PREFIX)/bin
CTEST = ctest --output-on-failure --no-tests=error --timeout 1200 -j2
# The tests of code that uses threads, and their programs.
THREADED = tlog verify party_board party_registrar attack_slices stats forensics examine load

.PHONY: build demo install uninstall test quicktest samples browsertest looks asan tsan fuzz bench bench-peers nightly format units tidy t coverage mutate clean

build:
	@tools/bootstrap --build
	@cmake --preset release -DCONSTAT_TESTS=OFF >/dev/null
	@test -x build/bin/constat || echo "Building Constat: two minutes on two cores, the first time only."
	@cmake --build build --target $(PROGRAMS)

demo: build
	@build/bin/constat demo --out $(DEMO_OUT)

# What is there already is brought up to date, whatever it was configured for.
install:
	@test -f build/build.ninja || $(MAKE) --no-print-directory build
	@cmake --build build --target $(PROGRAMS)
	@install -d $(BIN)
	@install -m 755 $(PROGRAMS:%=build/bin/%) $(BIN)
	@echo "Installed $(PROGRAMS) in $(BIN)."

uninstall:
	@rm -f $(PROGRAMS:%=$(BIN)/%)
	@echo "Removed $(PROGRAMS) from $(BIN)."

quicktest:
	@tools/bootstrap
	@cmake --preset release -DCONSTAT_TESTS=ON >/dev/null
	@cmake --build build
	@$(CTEST) --test-dir build -LE browser

# What browsers look at.
samples:
	@tools/bootstrap
	@cmake --preset release -DCONSTAT_TESTS=ON >/dev/null
	@cmake --build build --target report_samples letter_samples

browsertest: samples
	@$(if $(WHOLE),node tests/reports/report_layout_test.mjs build/bin/report_samples --whole,$(CTEST) --test-dir build -L browser)

looks: samples
	@node tests/reports/looks.mjs build/bin build/looks $(if $(ONLY),--only '$(ONLY)')

asan:
	@tools/bootstrap
	@cmake --preset asan >/dev/null
	@cmake --build build/asan
	@$(CTEST) --test-dir build/asan -LE release

tsan:
	@tools/bootstrap
	@cmake --preset tsan >/dev/null
	@cmake --build build/tsan --target $(patsubst %,constat_%_test,$(THREADED:attack_slices=attack))
	@$(CTEST) --test-dir build/tsan -R '^($(shell echo $(THREADED) | tr ' ' '|'))$$' 

fuzz:
	@tools/bootstrap
	@tools/fuzz_smoke 2

test:
	@tools/stages

# LAYER names a layer for the targets that need one.
# A layer may be a folder in another, such as party/board; its programs have _ in their names.
layer = $(or $(LAYER),$(error say which layer: make $@ LAYER=zkp))
program = constat_$(subst /,_,$(layer))_test

t:
	@tools/bootstrap
	@cmake --preset dev >/dev/null
	@cmake --build build/dev --target $(program)
	@build/dev/bin/$(program) --gtest_brief=1 $(if $(TEST),'--gtest_filter=*$(TEST)*')

coverage:
	@tools/bootstrap --coverage
	@cmake --preset coverage >/dev/null
	@cmake --build build/coverage --target $(program)
	@find build/coverage -name '*.gcda' -delete
	@build/coverage/bin/$(program) --gtest_brief=1
	@gcovr --root . --filter 'constat/$(layer)/' --exclude '.*_test\.cc' --object-directory build/coverage

mutate:
	@tools/bootstrap
	@tools/mutate $(layer) -n $(or $(N),40) --seed $(or $(SEED),1) -j $(or $(J),1) --tests '$(TESTS)'

format:
	@tools/bootstrap
	@tools/format

# What check_includes and tidy read.
units:
	@tools/bootstrap
	@cmake --preset tidy >/dev/null
	@cmake --build build/tidy --target constat_generated >/dev/null

tidy: units
	@tools/check_includes $(if $(ALL),--all)
	@tools/tidy $(if $(ALL),--all)

bench:
	@tools/bootstrap
	@cmake --preset release -DCONSTAT_TESTS=ON >/dev/null
	@cmake --build build --target constat constat_group_bench constat_ballot_bench constat_roll_bench constat_examine_bench
	@build/bin/constat_group_bench
	@build/bin/constat_ballot_bench
	@build/bin/constat_roll_bench
	@build/bin/constat_examine_bench
	@build/bin/constat bench

bench-peers:
	@tools/bootstrap
	@cmake --preset release -DCONSTAT_TESTS=ON >/dev/null
	@cmake --build build --target constat constat_examine_bench
	@bench/peers/run
	@bench/peers/examine/run

nightly: quicktest units
	@CONSTAT_FLIP_ALL=1 $(CTEST) --test-dir build -R '^attack$$'
	@tools/check_includes --all
	@tools/fuzz_smoke 600
	@$(MAKE) --no-print-directory browsertest WHOLE=1

clean:
	@cmake -E rm -rf build
