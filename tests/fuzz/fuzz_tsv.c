/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: any bytes as the rows of a replies file, as a provider's and as a
 * site's; what the reader takes is indexed, searched and matched.
 */
#include "rules.h"
#include "site.h"

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

static bool take_owner(void *arg, uint32_t owner, size_t at, size_t len)
{
    const size_t *limit = arg; /* number of owners, bytes of text */

    MUST(owner < limit[0]);
    MUST(at + len <= limit[1] && len >= 4);
    return true;
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
    limit[0] = set.n;
    limit[1] = len;
    index_search(&set.index, text, len, take_owner, limit);
    rule_builder_free(b);
    free(text);
}

static void as_site(const uint8_t *rows, size_t size)
{
    static struct regex_env env;
    static const int providers[2] = { -1, -1 };
    struct faults faults = { 0, 0 };
    struct sw_status none = { 0, 0, 0 };
    size_t len, n = 0, next = 0, tries;
    char *text = with_header(rows, size, &len);
    struct matcher *site = site_load("seed.tsv", text, len, take_fault, &faults, &n);
    struct span words = { (const char *)rows, size };
    struct hits hits;
    struct match match;

    MUST(site != NULL && n == faults.n);
    MUST(env.limits || regex_env_init(&env));
    if (size > 0) {
        matcher_search(site, words, &hits);
        MUST(hits.n <= CANDIDATES_MAX);
        for (tries = 0; tries < 8; tries++)
            if (!matcher_confirm(site, &env, &hits, words, 550, none, providers, &next, &match))
                break;
    }
    site_free(site);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    as_provider(data, size);
    as_site(data, size);
    return 0;
}
