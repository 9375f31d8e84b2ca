# smtpwhy: explains SMTP replies offline.  `make help` lists the targets.

CC ?= cc
PREFIX ?= /usr/local
DESTDIR ?=
CFLAGS ?= -O2 -g
PKG_CONFIG ?= pkg-config

BUILD = build
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wformat=2 -Wvla -Werror
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARNINGS) -Iinclude -Isrc/lib $(CFLAGS)
PCRE2 = -lpcre2-8

LIB = $(patsubst src/lib/%.c,$(BUILD)/lib/%.o,$(wildcard src/lib/*.c))
CLI = $(patsubst src/cli/%.c,$(BUILD)/cli/%.o,$(wildcard src/cli/*.c))
COMPILE = $(patsubst src/compile/%.c,$(BUILD)/compile/%.o,$(wildcard src/compile/*.c))
# what the table compiler shares with the library: nothing that needs the tables
SHARED = $(addprefix $(BUILD)/lib/,buf.o index.o literal.o regex.o rules.o status.o strpool.o tsv.o utf8.o)
DATA = $(wildcard data/*.tsv data/replies/*.tsv)

.PHONY: all
all: smtpwhy

smtpwhy: $(CLI) $(BUILD)/libsmtpwhy.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(CLI) $(BUILD)/libsmtpwhy.a $(PCRE2)

$(BUILD)/libsmtpwhy.a: $(LIB) $(BUILD)/tables.o
	rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/swcompile: $(COMPILE) $(SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(PCRE2)

$(BUILD)/tables.c: $(BUILD)/swcompile $(DATA)
	$(BUILD)/swcompile data $@

# All strings of the data stand in one literal, longer than ISO C promises to support; every
# compiler that is used does.
$(BUILD)/tables.o: $(BUILD)/tables.c
	$(CC) $(ALL_CFLAGS) -Wno-overlength-strings -MMD -c -o $@ $<

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -c -o $@ $<

-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d)

.PHONY: clean
clean:
	rm -rf $(BUILD) smtpwhy
