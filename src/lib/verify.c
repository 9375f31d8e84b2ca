/* SPDX-License-Identifier: MIT */
/*
 * The check that needs the whole engine: an example must lead to its own row.
 */
#include "verify.h"

#include "explain.h"
#include "rules.h"

#include <stdio.h>
#include <string.h>

enum { ID_SIZE = 128 };

/* What decided an example. */
struct decision {
    struct sw_ctx *ctx;
    char rule[ID_SIZE]; /* empty: nothing was found */
    char rival[ID_SIZE];
};

static bool keep_rule(void *arg, const struct sw_outcome *outcome)
{
    struct decision *d = arg;

    snprintf(d->rule, sizeof d->rule, "%s", outcome->rule);
    return false;
}

static bool keep_rival(void *arg, struct said *said)
{
    struct decision *d = arg;
    const char *rival = explain_rival(d->ctx, said);

    if (rival)
        snprintf(d->rival, sizeof d->rival, "%s", rival);
    return false;
}

static void decide(struct sw_ctx *ctx, const char *example, struct decision *d)
{
    struct span text = { example, strlen(example) };
    struct said words = { .words = text, .around = text };
    struct scene scene = { .fate = FATE_NONE };

    *d = (struct decision){ .ctx = ctx };
    sw_explain(ctx, SW_INPUT_TEXT, text.ptr, text.len, 1, true, keep_rule, d);
    if (parse_piece(&ctx->parser, text, false, &scene, keep_rival, d) == 0)
        (void)keep_rival(d, &words);
}

size_t verify_examples(struct sw_ctx *ctx, const char *file, char *data, size_t len,
                       tsv_fault_fn *fault, void *arg)
{
    struct decision d;
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, rule_columns, fault, arg);
    while (tsv_next(&t, &row)) {
        decide(ctx, row.cell[RULE_EXAMPLE], &d);
        if (d.rule[0] == '\0')
            tsv_fault(&t, &row, RULE_EXAMPLE, 0, "example: nothing is found in it");
        else if (strcmp(d.rule, row.cell[RULE_ID]) != 0)
            tsv_fault(&t, &row, RULE_EXAMPLE, 0, "example: decided by %s, not by its own row",
                      d.rule);
        else if (d.rival[0] != '\0')
            tsv_fault(&t, &row, RULE_EXAMPLE, 0, "example: %s matches it with the same rank",
                      d.rival);
    }
    return t.faults;
}
