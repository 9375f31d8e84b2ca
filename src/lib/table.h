/* SPDX-License-Identifier: MIT */
/*
 * The compiled-in knowledge: read-only tables made from the data files, and how
 * rows are found in them.  Strings are offsets into tables.rules.strings; 0 is
 * the empty string.
 */
#ifndef TABLE_H
#define TABLE_H

#include "rules.h"
#include "sense.h"
#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum retry { RETRY_CLASS, RETRY_YES, RETRY_NO };

struct category {
    uint32_t slug, group;
    uint32_t title, meaning, fix, check; /* texts and lists of them, as a row's (rules.h) */
    uint8_t acts;                        /* enum sw_acts */
    uint8_t retry;                       /* enum retry */
};

enum { ANY = -1 };

/* A row of codes.tsv: a reply code ("550", "5xx") or an enhanced one ("x.7", "4.7.1"). */
struct code {
    int16_t reply;           /* 550; 500 for 5xx; 0 for an enhanced code */
    int16_t class;           /* of an enhanced code; ANY for "x" */
    int16_t subject, detail; /* detail ANY for a subject row */
    uint8_t category;
    bool outside;                                      /* of the standards */
    bool whole;                                        /* "5xx": stands for its class */
    uint32_t text, title, meaning, fix, check, source; /* likewise */
};

struct provider {
    uint32_t id, name, page; /* page: a list */
    uint8_t tier;            /* enum tier */
};

struct blocklist {
    uint32_t zone, name, lookup, delist; /* the last two are texts */
    bool domains;                        /* lists domains, not addresses */
};

/* What phrases tell besides a reason. */
enum sign {
    SIGN_WAIT = 1,  /* a span of time in the words is the time until the next attempt */
    SIGN_LATER = 2, /* the words speak of a passing trouble */
};

/* A row of spellings.tsv: words that are spelt so, and what stands for them before they are
 * matched. */
struct spelling {
    uint32_t spelt, meant;
};

/* What a literal of the index that is no rule's means: its owner is
 * ruleset_extras() + place in extras. */
struct extra {
    enum { EXTRA_LIST, EXTRA_HOST, EXTRA_SIGN, EXTRA_SPELLING } kind;
    uint16_t row; /* of blocklists, providers or spellings; of a sign itself */
};

struct tables {
    const struct category *categories;
    const struct code *codes; /* replies first, then enhanced ones by subject, detail, class */
    const struct provider *providers;
    const struct blocklist *blocklists;
    const struct spelling *spellings;
    const struct extra *extras;
    const struct term *terms; /* by phrase */
    const struct sense *senses;
    size_t ncategories, nreplies, ncodes, nproviders, nblocklists, nspellings, nextras, nterms,
        nsenses;
    struct ruleset rules;
};

extern const struct tables tables;

/* The string, or the text without a look at its blanks. */
static inline const char *table_string(uint32_t offset)
{
    return tables.rules.strings + (offset & ~TEXT_BLANKS);
}

/* The texts of a list, *n of them. */
static inline const uint32_t *table_list(uint32_t list, size_t *n)
{
    *n = tables.rules.lists[list];
    return &tables.rules.lists[list + 1];
}

/* The same as strings, their blanks not filled; returns how many there are, at most SW_STEPS_MAX.
 */
size_t table_texts(uint32_t list, const char *out[SW_STEPS_MAX]);

/* The row of a reply code; NULL if there is none.  table_reply_class(): that of its first digit. */
const struct code *table_reply(unsigned reply);
const struct code *table_reply_class(unsigned reply);

/*
 * The row of an enhanced code: its own class's, else "x"; NULL if there is none.
 * table_subject(): likewise that of its subject.
 */
const struct code *table_enhanced(struct sw_status s);
const struct code *table_subject(struct sw_status s);

/* The category of that name, or -1. */
int table_category(const char *slug);

#endif
