/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: any bytes as the rows of a replies file, as a provider's and as a
 * site's; what the reader takes is indexed, searched and matched.
 */
#include "rules.h"
#include "smtpwhy.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char header[] =
    "id\tkind\tcode\tpattern\tcategory\ttitle\tmeaning\tfix\tcheck\tsource\texample\n";

#define MUST(condition) must(condition, #condition, __LINE__)

static void must(bool held, const char *what, int line)
{
    if (held)
        return;
    fprintf(stderr, "fuzz_tsv.c:%d: broken promise: %s\n", line, what);
    abort();
}

struct faults {
    size_t n, line;
};

static void take_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    struct faults *f = arg;

    MUST(strcmp(file, "seed.tsv") == 0);
    MUST(line >= 1 && line >= f->line);
    MUST(column >= 1 && column <= TSV_LINE_MAX + 1);
    MUST(*message && strlen(message) < 512);
    f->line = line;
    f->n++;
}

/* with_header - the rows below the header that they need, and a spare byte */
static char *with_header(const uint8_t *rows, size_t size, size_t *len)
{
    char *text = malloc(sizeof header - 1 + size + 1);

    MUST(text != NULL);
    memcpy(text, header, sizeof header - 1);
    if (size > 0)
        memcpy(text + sizeof header - 1, rows, size);
    *len = sizeof header - 1 + size;
    text[*len] = '\0';
    return text;
}

static void take_owners(void *arg, const uint32_t *owners, size_t nowners, size_t at, size_t len)
{
    const size_t *limit = arg; /* branches, bytes of text */
    size_t i;

    MUST(nowners > 0);
    for (i = 0; i < nowners; i++)
        MUST((owners[i] & OWNER_PLACE) < limit[0] || owners[i] == OWNER_NOBODY);
    MUST(at + len <= limit[1] && len >= 4);
}

static void as_provider(const uint8_t *rows, size_t size)
{
    static const char *const categories[] = { "ok", "spam", "user-unknown", NULL };
    static const char *const providers[] = { "acme", NULL };
    static const uint8_t tiers[] = { TIER_PROVIDER };
    struct rule_names names = { categories, providers, tiers };
    struct rule_builder *b = rule_builder_new(&names);
    struct faults faults = { 0, 0 };
    struct ruleset set;
    size_t len, n, i, limit[2];
    char *text = with_header(rows, size, &len);

    MUST(b != NULL);
    n = rule_builder_add(b, "seed.tsv", "acme", text, len, take_fault, &faults);
    MUST(n == faults.n);
    MUST(rule_builder_finish(b, NULL, 0, &set));
    for (i = 1; i < set.n; i++)
        MUST(set.rules[i - 1].tier <= set.rules[i].tier);
    limit[0] = set.nbranches;
    limit[1] = len;
    index_search(&set.index, text, len, take_owners, limit);
    rule_builder_free(b);
    free(text);
}

static bool take_outcome(void *arg, const struct sw_outcome *o)
{
    (void)arg;
    MUST(o->rule && *o->rule && o->title && o->category && sw_category_known(o->category));
    return true;
}

static void as_site(const uint8_t *rows, size_t size)
{
    static struct sw_ctx *ctx; /* kept: each call replaces the rules of the one before */
    struct faults faults = { 0, 0 };
    size_t len, n;
    char *text = with_header(rows, size, &len), *before = malloc(len);

    if (!ctx)
        ctx = sw_new();
    MUST(ctx && before);
    memcpy(before, text, len);
    n = sw_rules(ctx, "seed.tsv", text, len, take_fault, &faults);
    MUST(n == faults.n);
    MUST(memcmp(before, text, len) == 0);
    (void)sw_explain(ctx, SW_INPUT_TEXT, text, len, 1, true, take_outcome, NULL);
    free(before);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    as_provider(data, size);
    as_site(data, size);
    return 0;
}
