/* SPDX-License-Identifier: MIT */
/*
 * Known replies: the rows of the files in data/replies and of --rules files, in the
 * form the matcher works on, and the reader that makes it from TSV.
 */
#ifndef RULES_H
#define RULES_H

#include "index.h"
#include "tsv.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Rank of a row: a lower one wins, whatever the row's length. */
enum tier {
    TIER_SITE,     /* a --rules file */
    TIER_TOKEN,    /* an internal token of a provider */
    TIER_PROVIDER, /* words of a provider */
    TIER_SOFTWARE, /* words of a program */
    TIER_LIST,     /* a blocklist's zone or address in the words: no row, see blocklists.tsv */
    TIER_GENERIC,  /* words that many servers use */
    TIER_WEAK,     /* vague words: a specific enhanced code wins over them */
};

enum { NO_PROVIDER = UINT16_MAX };

/*
 * A text that a person will read is its offset into the strings, with this bit if it has blanks
 * to fill.  A list of texts is its offset into the lists: how many it has, then the texts.
 */
#define TEXT_BLANKS 0x80000000u

/* A row.  Strings are offsets into the set's strings; 0 is the empty string, or an empty list. */
struct rule {
    uint32_t id, pattern, codes;
    uint32_t title, meaning;     /* texts */
    uint32_t fix, check, source; /* lists of texts */
    uint16_t provider;           /* who speaks, a row of the providers' table, or NO_PROVIDER */
    uint16_t weight;             /* least number of bytes the pattern demands */
    uint8_t category;
    uint8_t tier; /* enum tier */
    bool local;   /* counts only where a host or URL names the provider */
};

/* One alternative of a row's pattern, matched by itself.  It has what the matcher asks of the row,
 * too: memory is far away. */
struct branch {
    uint32_t rule, pattern, codes;
    uint16_t reach; /* most bytes of a match before its literal; LITERAL_FAR: any number */
    bool exact;     /* its literals are all that it matches: PCRE2 is not asked */
    bool local;
};

/* What an owner says of its literal beside the branch, and the owner that is none. */
enum {
    OWNER_NOBODY = (1 << 29) - 1, /* a word for the summary's key only (summary_key.c) */
    OWNER_PLACE = OWNER_NOBODY,   /* the bits of the branch */
    OWNER_ENDS = 1 << 29,         /* it counts only where a word ends, */
    OWNER_BEGINS = 1 << 30,       /* where one begins */
};
#define OWNER_EXACT 0x80000000u /* it is all that the branch matches */

/*
 * Rows best first, their branches, and the index of literals.  A literal's owner is the
 * branch that demands it, by its place, or ruleset_second() + that if it is the second one.
 */
struct ruleset {
    const char *strings;
    const uint32_t *lists;
    const struct rule *rules;
    const struct branch *branches; /* in the order of their rows */
    const uint64_t *once;          /* a bit a branch: those that demand no second literal */
    size_t n, nbranches;
    struct index index;
};

/*
 * Owners from here on are branches whose second literal it is: whole words of 64 bits lie
 * before them, so that an owner is the place of its bit.
 */
static inline uint32_t ruleset_second(const struct ruleset *set)
{
    return ((uint32_t)set->nbranches + 63) / 64 * 64;
}

/* Owners from here on are extra literals. */
static inline uint32_t ruleset_extras(const struct ruleset *set)
{
    return 2 * ruleset_second(set);
}

/* Is it one of those? */
static inline bool ruleset_is_extra(const struct ruleset *set, uint32_t owner)
{
    return owner >= ruleset_extras(set) && owner < OWNER_NOBODY;
}

/* A literal that is no rule's (a blocklist's zone, a provider's host), to be indexed too. */
struct extra_literal {
    const char *text;
};

/* Collects rows, checks them, makes a set of them. */
struct rule_builder;

/*
 * The builder looks categories and providers up in these name lists (NULL-terminated;
 * providers may be NULL: then every row is of TIER_SITE).
 */
struct rule_names {
    const char *const *categories;
    const char *const *providers;
    const uint8_t *provider_tiers; /* TIER_PROVIDER, TIER_SOFTWARE, TIER_LIST or TIER_GENERIC */
};

struct rule_builder *rule_builder_new(const struct rule_names *names);
void rule_builder_free(struct rule_builder *b);

/* The columns of a replies file; rule_columns is NULL-terminated. */
enum rule_column {
    RULE_ID,
    RULE_KIND,
    RULE_CODE,
    RULE_PATTERN,
    RULE_CATEGORY,
    RULE_TITLE,
    RULE_MEANING,
    RULE_FIX,
    RULE_CHECK,
    RULE_SOURCE,
    RULE_EXAMPLE,
};
extern const char *const rule_columns[];

/*
 * Adds the rows of a file; provider is its stem in the names, or NULL.  Reports
 * every fault; data as for tsv_open().  Returns the number of faults.
 */
size_t rule_builder_add(struct rule_builder *b, const char *file, const char *provider, char *data,
                        size_t len, tsv_fault_fn *fault, void *arg);

/* How many bytes its strings take. */
size_t rule_builder_strings_size(const struct rule_builder *b);

/* Offset of a copy of text among the strings of the set to come; 0 when memory is short. */
uint32_t rule_builder_string(struct rule_builder *b, const char *text);

/* The same as a text that may have blanks. */
uint32_t rule_builder_text(struct rule_builder *b, const char *text);

/* A list of such texts, from a cell whose items stand between " | "; 0 when memory is short. */
uint32_t rule_builder_list(struct rule_builder *b, const char *cell);

/* The lists, and how many numbers they are in all. */
const uint32_t *rule_builder_lists(const struct rule_builder *b, size_t *n);

/*
 * Sorts the rows by rank and indexes their literals and the extra ones, whose
 * owners count from ruleset_extras() in their order.  The set lives as long as
 * the builder.  Returns false when memory is short.
 */
bool rule_builder_finish(struct rule_builder *b, const struct extra_literal *extra, size_t nextra,
                         struct ruleset *out);

/* Are a and b of the same rank? */
bool rules_tie(const struct rule *a, const struct rule *b);

#endif
