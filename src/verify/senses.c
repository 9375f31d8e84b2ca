/* SPDX-License-Identifier: MIT */
/*
 * The check of the table of senses, which needs the whole engine.
 */
#include "senses.h"

#include <stdio.h>
#include <string.h>

enum { ID_SIZE = 128 };

static bool keep_rule(void *arg, const struct sw_outcome *outcome)
{
    snprintf(arg, ID_SIZE, "%s", outcome->rule);
    return false;
}

/* decide - what decides a text; "" if nothing is found in it */
static const char *decide(struct sw_ctx *ctx, const char *text, char rule[ID_SIZE])
{
    rule[0] = '\0';
    sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, true, keep_rule, rule);
    return rule;
}

/* is_near - is one of the text's words, of more than its code, in the example too? */
static bool is_near(const char *text, const char *example)
{
    enum { CODE = 4, SHORT = 3 };
    const char *p = strlen(text) > CODE ? text + CODE : "";
    char word[64];
    size_t n;

    for (; *p; p += n + (p[n] == ' ')) {
        n = strcspn(p, " ");
        if (n <= SHORT || n >= sizeof word)
            continue;
        memcpy(word, p, n);
        word[n] = '\0';
        if (strstr(example, word))
            return true;
    }
    return false;
}

size_t verify_senses(struct sw_ctx *ctx, const char *file, char *data, size_t len,
                     tsv_fault_fn *fault, void *arg)
{
    static const char *const names[] = SENSE_COLUMNS;
    char rule[ID_SIZE];
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, fault, arg);
    while (tsv_next(&t, &row)) {
        const char *id = row.cell[SENSE_ID];

        if (strcmp(decide(ctx, row.cell[SENSE_EXAMPLE], rule), id) != 0)
            tsv_fault(&t, &row, SENSE_EXAMPLE, 0, "example: decided by \"%s\", not by its row",
                      rule);
        if (!is_near(row.cell[SENSE_NEAR], row.cell[SENSE_EXAMPLE]))
            tsv_fault(&t, &row, SENSE_NEAR, 0, "near: not near the example");
        if (strcmp(decide(ctx, row.cell[SENSE_NEAR], rule), id) == 0)
            tsv_fault(&t, &row, SENSE_NEAR, 0, "near: decided by its row");
    }
    return t.faults;
}
