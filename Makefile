# smtpwhy: explains SMTP replies offline.  `make help` lists the targets.
#
# Everything that is made stands under build/, but for ./smtpwhy.  What is made
# with other flags has a directory of its own there: build/asan, build/clang.

PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config
OBJCOPY ?= objcopy

BUILD = build
PROGRAM = smtpwhy

# pkg-config is asked when a command needs the answer, not before: in `make deps all`
# it is installed on the way.
PCRE2_CFLAGS = $(shell $(PKG_CONFIG) --cflags libpcre2-8 2>/dev/null)
PCRE2 = $(or $(shell $(PKG_CONFIG) --libs libpcre2-8 2>/dev/null),-lpcre2-8)
THREADS = -pthread
CMOCKA = $(or $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null),-lcmocka)

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wformat=2 -Wvla -Werror
INCLUDES = -Iinclude -Isrc/lib
PARTS = -Isrc/cli -Isrc/compile -Isrc/verify
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARNINGS) $(INCLUDES) $(PCRE2_CFLAGS) $(CFLAGS)

LIB = $(patsubst src/lib/%.c,$(BUILD)/lib/%.o,$(wildcard src/lib/*.c))
TABLES = $(BUILD)/tables.o $(BUILD)/notices.o
CLI = $(patsubst src/cli/%.c,$(BUILD)/cli/%.o,$(wildcard src/cli/*.c))
REPLIES = $(wildcard data/replies/*.tsv)
DATA = $(wildcard data/*.tsv) $(REPLIES)

# The table compiler; src/compile/manpage.c, src/compile/notices.c and src/verify make tools of their own.
COMPILE = $(addprefix $(BUILD)/compile/,main.o read.o senses.o emit.o tool.o)
# What it takes from the library: nothing that needs the tables.
SHARED = $(addprefix $(BUILD)/lib/,blank.o buf.o grams.o index.o literal.o literal_set.o pattern.o prose.o regex.o rules.o rules_file.o status.o strpool.o tsv.o utf8.o)

UNIT = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/test_*.c))
FUZZ = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
BENCH = $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
PAGES = man/smtpwhy.1 man/smtpwhy.3 $(BUILD)/man/smtp-codes.7

# Install first, then build, even with -j.
ifneq ($(filter deps,$(MAKECMDGOALS)),)
.NOTPARALLEL:
endif
.DELETE_ON_ERROR:

# --- the program and its pages

.PHONY: all
all: $(PROGRAM) $(PAGES) ## build ./smtpwhy and its man pages (what make does by itself)

$(PROGRAM): $(CLI) $(BUILD)/libsmtpwhy.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI) $(BUILD)/libsmtpwhy.a $(PCRE2) $(THREADS)

$(BUILD)/libsmtpwhy.a: $(LIB) $(TABLES)
	rm -f $@
	$(AR) rcs $@ $^

# What is installed: one object, in which nothing but the interface is to be seen, so that a
# program may have a fill() of its own.
$(BUILD)/public/libsmtpwhy.a: $(LIB) $(TABLES)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -r -nostdlib -o $(@D)/smtpwhy.o $^
	$(OBJCOPY) --wildcard --keep-global-symbol='sw_*' $(@D)/smtpwhy.o
	rm -f $@
	$(AR) rcs $@ $(@D)/smtpwhy.o

$(BUILD)/swcompile: $(COMPILE) $(SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PCRE2)

# data/replies, the directory, is newer when a file was added or removed
$(BUILD)/tables.c: $(BUILD)/swcompile $(DATA) data/replies
	$(HOST) $(BUILD)/swcompile data $@

$(BUILD)/swnotices: $(addprefix $(BUILD)/compile/,notices.o tool.o) $(addprefix $(BUILD)/lib/,buf.o phrases.o span.o tsv.o utf8.o)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BUILD)/notices.c: $(BUILD)/swnotices data/notices.tsv
	$(HOST) $(BUILD)/swnotices data/notices.tsv $@

# All strings of the data stand in one literal, longer than ISO C promises to support; every
# compiler that is used does.
$(TABLES): %.o: %.c
	$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -MMD -MP -c -o $@ $<

# the tools of the data share src/compile/tool.h
$(BUILD)/verify/%.o: INCLUDES += -Isrc/compile

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/swmanpage: $(addprefix $(BUILD)/compile/,manpage.o tool.o) $(BUILD)/libsmtpwhy.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PCRE2)

$(BUILD)/man/smtp-codes.7: man/smtp-codes.7.in $(BUILD)/swmanpage
	@mkdir -p $(@D)
	$(BUILD)/swmanpage $< $@

.PHONY: deps
deps: ## install what building and testing need, if it is missing
	@sh .ci/deps

# --- tests: each part can be run alone, as `make check-cli`

.PHONY: check
check: all $(UNIT) $(FUZZ) ## run every test
	@failed=; for part in data compile unit fuzz cli truth docs; do \
	    $(MAKE) --no-print-directory check-$$part || failed="$$failed $$part"; \
	done; \
	if [ "$$failed" ]; then echo "check: failed:$$failed"; exit 1; fi; \
	echo "check: the data, the library, the command, its man pages and the README are in order"

# The table compiler has refused faulty rows; swverify proves each row by its example.
.PHONY: check-data
check-data: $(BUILD)/swcompile $(BUILD)/tables.c $(BUILD)/swverify
	@$(HOST) $(BUILD)/swcompile data $(BUILD)/again.c && cmp $(BUILD)/tables.c $(BUILD)/again.c && \
	    $(BUILD)/swverify data/senses.tsv $(REPLIES) && \
	    echo "data: 3 passed, 0 failed ($(words $(DATA)) tables make the same bytes again, every example matches its row, every row is reached)"

$(BUILD)/swverify: $(addprefix $(BUILD)/verify/,main.o reach.o senses.o spellings.o) $(BUILD)/compile/tool.o $(BUILD)/libsmtpwhy.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PCRE2)

# ... and that it refuses them
.PHONY: check-compile
check-compile: $(BUILD)/swcompile $(BUILD)/swnotices
	@$(HOST) SWCOMPILE=$(BUILD)/swcompile SWNOTICES=$(BUILD)/swnotices sh tests/compile/run.sh

.PHONY: check-unit
check-unit: $(UNIT)
	@sh tests/run-unit.sh $(UNIT)

# what broke once, and the seeds, without a fuzzer
.PHONY: check-fuzz
check-fuzz: $(FUZZ)
	@for name in text tsv; do $(BUILD)/fuzz/fuzz_$$name tests/fuzz/seeds/$$name/* || exit 1; done

.PHONY: check-cli
check-cli: $(PROGRAM)
	@command -v script >/dev/null || { echo "check: no script(1); 'make deps' installs it"; exit 1; }
	@SMTPWHY=$(PROGRAM) sh tests/cli/run.sh

# a summary counts what the generator of logs knows to be in it, however it is read
.PHONY: check-truth
check-truth: $(PROGRAM) $(BUILD)/bench/gen
	@$(HOST) SMTPWHY=$(PROGRAM) GEN=$(BUILD)/bench/gen sh tests/bench/truth.sh

.PHONY: check-docs
check-docs: $(PROGRAM) $(PAGES) $(BUILD)/example
	@SMTPWHY=$(PROGRAM) EXAMPLE=$(BUILD)/example LIBRARY=$(BUILD)/public/libsmtpwhy.a \
	    sh man/check.sh $(PAGES)

.PHONY: examples
examples: $(PROGRAM) $(BUILD)/example ## put real output into the examples of README.md and man
	@for file in README.md man/smtpwhy.1 man/smtpwhy.3; do \
	    SMTPWHY=$(PROGRAM) EXAMPLE=$(BUILD)/example sh man/examples.sh $$file >$(BUILD)/text && \
	    { cmp -s $$file $(BUILD)/text || cat $(BUILD)/text >$$file; } || exit 1; \
	done

# the program that smtpwhy(3) shows
$(BUILD)/example: man/smtpwhy.3 man/examples.sh $(BUILD)/public/libsmtpwhy.a
	@sh man/examples.sh --program $< >$@.c
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $@.c $(BUILD)/public/libsmtpwhy.a $(PCRE2)

# Unit tests may use what the command and the tools of the data are made of, too.
$(BUILD)/libparts.a: $(filter-out %/main.o,$(CLI) $(COMPILE)) $(BUILD)/verify/reach.o $(BUILD)/verify/spellings.o
	rm -f $@
	$(AR) rcs $@ $^

$(UNIT) $(BENCH) $(BUILD)/corpus/corpus: $(BUILD)/%: tests/%.c $(BUILD)/libparts.a $(BUILD)/libsmtpwhy.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(PARTS) $(LDFLAGS) -MMD -MP -MF $@.d -MT $@ -o $@ $< \
	    $(BUILD)/libparts.a $(BUILD)/libsmtpwhy.a $(PCRE2) $(THREADS) $(if $(filter test_%,$(@F)),$(CMOCKA))

$(FUZZ): $(BUILD)/fuzz/%: tests/fuzz/%.c tests/fuzz/standalone.c $(BUILD)/libsmtpwhy.a
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(PCRE2)

# How many labelled replies, log lines and bounces are explained rightly.  They are kept
# beside the tree, not in it.
CORPUS = ../shared/corpus

.PHONY: corpus
corpus: $(BUILD)/corpus/corpus ## measure the accuracy on the labelled texts in CORPUS
	$(BUILD)/corpus/corpus $(CORPUS)

.PHONY: rows
rows: $(BUILD)/swverify ## list the rows that no labelled text in CORPUS reaches
	@$(BUILD)/swverify --corpus $(CORPUS) data/senses.tsv $(REPLIES)

# --- the tests again, watched

SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all
# the table compiler keeps what it read to its end and frees nothing
LEAKS = ASAN_OPTIONS=detect_leaks=0

.PHONY: asan
asan: ## run every test with the address and undefined behaviour sanitizers
	@$(MAKE) --no-print-directory BUILD=build/asan PROGRAM=build/asan/smtpwhy HOST=$(LEAKS) \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' check

VALGRIND = valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite \
	--suppressions=tests/valgrind.supp

.PHONY: valgrind
valgrind: all $(UNIT) ## run the unit tests and some commands under valgrind
	@failed=0; \
	UNIT_SMALL=1 RUN='$(VALGRIND)' sh tests/run-unit.sh $(UNIT) || failed=1; \
	for command in '550 5.1.1 User unknown' '--json man/mail.log' '--color=always man/mail.log' '--list'; do \
	    $(VALGRIND) ./$(PROGRAM) $$command >/dev/null && echo "valgrind: 1 passed, 0 failed ($$command)" || \
	        { failed=1; echo "valgrind: 0 passed, 1 failed ($$command)"; }; \
	done; exit $$failed

# libFuzzer, clang's, from the seeds: SECONDS for each target
SECONDS = 60

.PHONY: fuzz
fuzz: ## look for input that breaks a promise, SECONDS for each target (needs clang)
	@$(MAKE) --no-print-directory BUILD=build/libfuzzer CC=clang HOST=$(LEAKS) \
	    CFLAGS='-O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link' build/libfuzzer/libsmtpwhy.a
	@for name in text tsv; do \
	    mkdir -p build/libfuzzer/corpus/$$name && \
	    clang -std=c11 -D_GNU_SOURCE $(INCLUDES) -O1 -g $(SANITIZE) -fsanitize=fuzzer -o build/libfuzzer/$$name \
	        tests/fuzz/fuzz_$$name.c build/libfuzzer/libsmtpwhy.a $(PCRE2) && \
	    build/libfuzzer/$$name -max_total_time=$(SECONDS) \
	        build/libfuzzer/corpus/$$name tests/fuzz/seeds/$$name || exit 1; \
	done

# --- what reads the sources instead of running them

SOURCES = $(wildcard src/*/*.c tests/*/*.c)
HEADERS = $(wildcard include/*.h src/*/*.h tests/*/*.h)
SCRIPTS = $(wildcard .ci/* tests/*.sh tests/*/*.sh man/*.sh)
# the layout is that of clang-format 14: others differ
CLANG_TIDY ?= $(shell command -v clang-tidy-14 || echo clang-tidy)
CLANG_FORMAT ?= $(shell command -v clang-format-14 || echo clang-format)
# Two of cppcheck's are wrong here: ctuuninitvar about structs that the function called fills,
# identicalInnerCondition about "if (*p) return *p;".
CPPCHECK = cppcheck -j "$$(getconf _NPROCESSORS_ONLN)" --quiet --error-exitcode=1 --enable=warning,performance,portability --std=c11 \
	--inline-suppr --suppress=ctuuninitvar --suppress=identicalInnerCondition

.PHONY: lint
lint: ## clang's warnings, clang-tidy, cppcheck, clang-format, the shell scripts
	@failed=; for part in clang format shell cppcheck tidy; do \
	    echo "lint: $$part"; \
	    $(MAKE) --no-print-directory lint-$$part || failed="$$failed $$part"; \
	done; \
	if [ "$$failed" ]; then echo "lint: failed:$$failed"; exit 1; fi

.PHONY: lint-clang
lint-clang:
	@$(MAKE) --no-print-directory BUILD=build/clang PROGRAM=build/clang/smtpwhy CC=clang programs >/dev/null

.PHONY: programs
programs: all $(UNIT) $(BENCH) $(FUZZ) $(BUILD)/swverify $(BUILD)/corpus/corpus

.PHONY: lint-format
lint-format:
	@$(CLANG_FORMAT) --dry-run -Werror $(SOURCES) $(HEADERS)

# sh -n everywhere, shellcheck where it is installed; SC3045: every sh that is met has ulimit -v
.PHONY: lint-shell
lint-shell:
	@for script in $(SCRIPTS); do case $$script in */run) bash -n $$script ;; *) sh -n $$script ;; esac || exit 1; done
	@if command -v shellcheck >/dev/null; then shellcheck --severity=warning --exclude=SC3045 $(SCRIPTS); fi

.PHONY: lint-cppcheck
lint-cppcheck:
	@$(CPPCHECK) $(INCLUDES) $(PARTS) src tests

# a file at a time: with several, version 14 takes every va_list for uninitialised
.PHONY: lint-tidy
lint-tidy:
	@printf '%s\n' $(SOURCES) | xargs -n 1 -P "$$(getconf _NPROCESSORS_ONLN)" sh -c '$(CLANG_TIDY) --quiet "$$1" -- \
	    -std=c11 -D_GNU_SOURCE $(INCLUDES) $(PARTS) $(PCRE2_CFLAGS) 2>/dev/null' sh

# --- speed

.PHONY: bench
bench: all $(BENCH) $(BUILD)/swcompile ## measure the speed: replies a second, more rows, whole logs
	@grep -hv '^#' data/replies/*.tsv | cut -f 11 | grep -vx example >$(BUILD)/replies.txt
	@echo "replies:"; $(BUILD)/bench/replies <$(BUILD)/replies.txt
	@echo "hostile:"; grep -oh '"[^"\\]*"' src/lib/*.c $(BUILD)/notices.c | tr -d '"' | sort -u | $(BUILD)/bench/hostile
	@for script in $(wildcard tests/bench/*.sh); do echo "$$script"; sh $$script || exit 1; done

# --- installation

BINDIR = $(DESTDIR)$(PREFIX)/bin
LIBDIR = $(DESTDIR)$(PREFIX)/lib
INCLUDEDIR = $(DESTDIR)$(PREFIX)/include
MANDIR = $(DESTDIR)$(PREFIX)/share/man
COMPLETIONDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions

.PHONY: install
install: all $(BUILD)/public/libsmtpwhy.a ## install the command, the library, the man pages (PREFIX, DESTDIR)
	install -d $(BINDIR) $(LIBDIR) $(INCLUDEDIR) $(MANDIR)/man1 $(MANDIR)/man3 $(MANDIR)/man7 $(COMPLETIONDIR)
	install -m 755 $(PROGRAM) $(BINDIR)/smtpwhy
	install -m 644 $(BUILD)/public/libsmtpwhy.a $(LIBDIR)
	install -m 644 include/smtpwhy.h $(INCLUDEDIR)
	install -m 644 man/smtpwhy.1 $(MANDIR)/man1
	install -m 644 man/smtpwhy.3 $(MANDIR)/man3
	install -m 644 $(BUILD)/man/smtp-codes.7 $(MANDIR)/man7
	install -m 644 man/smtpwhy.bash $(COMPLETIONDIR)/smtpwhy

.PHONY: uninstall
uninstall: ## remove what install put there
	rm -f $(BINDIR)/smtpwhy $(LIBDIR)/libsmtpwhy.a $(INCLUDEDIR)/smtpwhy.h $(MANDIR)/man1/smtpwhy.1 \
	    $(MANDIR)/man3/smtpwhy.3 $(MANDIR)/man7/smtp-codes.7 $(COMPLETIONDIR)/smtpwhy

.PHONY: clean
clean: ## remove everything that was made
	rm -rf build $(PROGRAM)

.PHONY: help
help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d)
