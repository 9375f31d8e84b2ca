/* SPDX-License-Identifier: MIT */
/*
 * Rules of a site: the same reader, checks and index as those of the built-in
 * rows, ranked before them all.
 */
#include "site.h"

#include "table.h"

#include <stdlib.h>

struct site {
    struct matcher matcher; /* first: site_free() is given its address */
    struct ruleset set;
    struct rule_builder *builder;
};

struct matcher *site_load(const char *file, char *data, size_t len, tsv_fault_fn *fault, void *arg,
                          size_t *faults)
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

void site_free(struct matcher *matcher)
{
    struct site *site = (struct site *)matcher;

    if (!site)
        return;
    if (matcher->set)
        matcher_free(matcher);
    rule_builder_free(site->builder);
    free(site);
}
