/* SPDX-License-Identifier: MIT */
/*
 * What the tests of the data's proofs share: a table is read, its faults are told and counted, and
 * the row that decides a text is asked for.
 */
#ifndef PROOF_H
#define PROOF_H

#include "smtpwhy.h"
#include "tsv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Tables, and what stands in them. */
struct count {
    size_t files, rows, faults;
};

/* Of tsv.h: tells a fault and counts it. */
static inline void report(void *arg, const char *file, size_t line, size_t column,
                          const char *message)
{
    struct count *count = arg;

    fprintf(stderr, "%s:%zu:%zu: %s\n", file, line, column, message);
    count->faults++;
}

/* A whole file with a spare byte behind it, to be freed; NULL if there is none. */
static inline char *load(const char *dir, const char *name, size_t *len)
{
    char path[512], *data = NULL;
    size_t size = 0;
    ssize_t n;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    f = fopen(path, "rb");
    if (!f)
        return NULL;
    n = getdelim(&data, &size, '\0', f);
    fclose(f);
    assert_true(n > 0);
    *len = (size_t)n;
    return data;
}

enum { RULE_SIZE = 128 };

static inline bool keep_rule(void *arg, const struct sw_outcome *outcome)
{
    snprintf(arg, RULE_SIZE, "%s", outcome->rule);
    return false;
}

/* The id of the row that decides the text; empty if none does. */
static inline void decider(struct sw_ctx *ctx, const char *text, char rule[RULE_SIZE])
{
    rule[0] = '\0';
    sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, true, keep_rule, rule);
}

#endif
