/* SPDX-License-Identifier: MIT */
/*
 * The command line.  One table in options.c holds every option: getopt_long, the
 * help text and the suggestion after a typing error all read it.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "diag.h"
#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum mode {
    MODE_EXPLAIN,
    MODE_SUMMARY,
    MODE_MERGE,
    MODE_REFERENCE,
    MODE_CHECK_RULES,
    MODE_HELP,
    MODE_VERSION
};

/* What a summary is broken down by. */
enum by { BY_REASON, BY_CATEGORY, BY_CODE, BY_PROVIDER, BY_DOMAIN, BY_HOST, BY_HOUR };

enum when { WHEN_AUTO, WHEN_ALWAYS, WHEN_NEVER };

enum { OPTION_WORDS_MAX = 64, OPTION_CATEGORIES_MAX = 64, OPTION_JOBS_MAX = 64 };

/* Strings are borrowed from argv. */
struct options {
    enum mode mode;
    const char *printer; /* its name; NULL: as suits the input */
    const char *rules;   /* file of the site's own replies; NULL: none */
    enum when color;
    size_t width; /* 0: as wide as the screen */
    bool all, mask, no_pager, line_buffered;
    enum by by;       /* MODE_SUMMARY and MODE_MERGE */
    size_t top;       /* rows of a summary */
    size_t jobs;      /* threads; 0: as suits the file */
    unsigned classes; /* bits 1 << enum sw_class that pass; 0: all do */
    const char *categories[OPTION_CATEGORIES_MAX]; /* that pass; none: all do */
    size_t ncategories;
    const char *words[OPTION_WORDS_MAX]; /* to search for; files to check */
    size_t nwords;
    char **operands;
    size_t noperands;
};

/* Fills *o.  Returns false after telling what is wrong. */
bool options_parse(struct options *o, int argc, char **argv, struct diag *diag);

/* Does an outcome of that class and category pass --class and --category? */
bool options_pass(const struct options *o, enum sw_class class, const char *category);

/* Is anything filtered at all? */
static inline bool options_filter(const struct options *o)
{
    return o->classes != 0 || o->ncategories > 0;
}

void options_help(FILE *out);
void options_short_help(FILE *out);

#endif
