/* SPDX-License-Identifier: MIT */
/*
 * Rules of a site: the same reader, checks and index as those of the built-in
 * rows, ranked before them all, and proved by their examples as those are.
 */
#include "site.h"

#include "table.h"
#include "verify.h"

#include <stdlib.h>
#include <string.h>

struct site {
    struct matcher matcher; /* first: site_free() is given its address */
    struct ruleset set;
    struct rule_builder *builder;
};

static struct matcher *load(const char *file, char *data, size_t len, tsv_fault_fn *fault,
                            void *arg, size_t *faults)
{
    const char **categories = calloc(tables.ncategories + 1, sizeof *categories);
    struct rule_names names = { .categories = categories };
    struct site *site = calloc(1, sizeof *site);
    size_t i;
    bool done = false;

    for (i = 0; categories && i < tables.ncategories; i++)
        categories[i] = table_string(tables.categories[i].slug);
    if (site && categories)
        site->builder = rule_builder_new(&names);
    if (site && site->builder) {
        *faults = rule_builder_add(site->builder, file, NULL, data, len, fault, arg);
        done = rule_builder_finish(site->builder, NULL, 0, &site->set) &&
               matcher_init(&site->matcher, &site->set);
    }
    free(categories);
    if (!done) {
        site_free(site ? &site->matcher : NULL);
        return NULL;
    }
    return &site->matcher;
}

void site_free(struct matcher *site)
{
    struct site *whole = (struct site *)site;

    if (!site)
        return;
    if (site->set)
        matcher_free(site);
    rule_builder_free(whole->builder);
    free(whole);
}

/* copy - readers cut the data into cells: each gets its own */
static char *copy(const char *data, size_t len)
{
    char *p = malloc(len + 1);

    if (p && len > 0)
        memcpy(p, data, len);
    return p;
}

size_t sw_rules(struct sw_ctx *ctx, const char *file, const char *data, size_t len,
                sw_fault_fn *fault, void *arg)
{
    char *to_load = copy(data, len), *to_verify = copy(data, len);
    size_t faults = 0;

    site_free(ctx->site);
    ctx->site = to_load && to_verify ? load(file, to_load, len, fault, arg, &faults) : NULL;
    if (!ctx->site)
        fault(arg, file, 1, 1, "out of memory");
    else if (faults == 0) /* rows that are not sound prove nothing */
        faults = verify_examples(ctx, file, to_verify, len, fault, arg);
    free(to_load);
    free(to_verify);
    return faults + (ctx->site == NULL);
}
