/* SPDX-License-Identifier: MIT */
/*
 * The table compiler: reads the data files, reports every fault, writes C.
 */
#ifndef COMPILE_H
#define COMPILE_H

#include "rules.h"
#include "table.h"

#include <stdio.h>

enum { CATEGORIES_MAX = 64, CODES_MAX = 1024, PROVIDERS_MAX = 1024, LISTS_MAX = 1024 };
enum { SPELLINGS_MAX = 1024 };
enum { EXTRAS_MAX = 4096, TERMS_MAX = 16384, SENSES_MAX = 512 };

/* The knowledge on its way into tables; what the names mean is said in table.h. */
struct knowledge {
    struct category categories[CATEGORIES_MAX];
    struct code codes[CODES_MAX];
    struct provider providers[PROVIDERS_MAX];
    struct blocklist blocklists[LISTS_MAX];
    struct spelling spellings[SPELLINGS_MAX];
    struct extra extras[EXTRAS_MAX];
    struct extra_literal literals[EXTRAS_MAX];
    struct term terms[TERMS_MAX];
    struct sense senses[SENSES_MAX];
    size_t ncategories, nreplies, ncodes, nproviders, nblocklists, nspellings, nextras, nterms,
        nsenses;

    const char *group_names[SENSE_GROUPS_MAX + 1];
    uint64_t negated[SENSE_GROUPS_MAX + 1]; /* what "not" makes of each group */
    size_t ngroups;

    const char *category_names[CATEGORIES_MAX + 1];
    const char *provider_names[PROVIDERS_MAX + 1];
    uint8_t provider_tiers[PROVIDERS_MAX];

    struct rule_builder *builder; /* owns the strings */
    struct ruleset rules;
    size_t faults;
};

/* Reports a fault on standard error and counts it; arg is the struct knowledge. */
tsv_fault_fn report_fault;

/* Read one table each; they keep pointers into data. */
void read_categories(struct knowledge *k, const char *file, char *data, size_t len);
void read_codes(struct knowledge *k, const char *file, char *data, size_t len);
void read_providers(struct knowledge *k, const char *file, char *data, size_t len);
void read_blocklists(struct knowledge *k, const char *file, char *data, size_t len);
void read_signs(struct knowledge *k, const char *file, char *data, size_t len);
void read_spellings(struct knowledge *k, const char *file, char *data, size_t len);
void read_terms(struct knowledge *k, const char *file, char *data, size_t len);
void read_senses(struct knowledge *k, const char *file, char *data, size_t len);

/* Puts the terms in order, when the strings are complete. */
void sort_terms(struct knowledge *k);

/* Writes the tables as C; what went wrong is left in the file's error flag. */
void emit_tables(const struct knowledge *k, FILE *out);

#endif
