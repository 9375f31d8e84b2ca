/* SPDX-License-Identifier: MIT */
/*
 * Finds the known reply that the words are: the literal index names a few
 * candidate rows, in order of rank PCRE2 confirms or rejects them.  Alternatives that are
 * nothing but literals are confirmed by the index itself.
 */
#ifndef MATCH_H
#define MATCH_H

#include "record.h"
#include "regex.h"
#include "rules.h"

enum { NAMED_MAX = 8, SEEN_FIRST = 512 /* literals for which there is room at first */ };

/* A literal that a search has found: the branches that demand it, and where it stands. */
struct seen {
    const uint32_t *owners;
    uint32_t n, at;
};

/* A spelling that a search has found, and where it stands. */
struct spelt {
    uint32_t at, len;
    uint16_t row; /* of the spellings' table */
};

enum { SPELT_MAX = 16 /* that a search keeps; others stay as they are */ };

/* A set of rows with what matching them needs: patterns compiled at first use. */
struct matcher {
    const struct ruleset *set;
    pcre2_code **code; /* of each branch; NULL until needed */
    size_t ncode;      /* of them that are compiled */
    uint64_t *found;   /* of 64 branches, a bit each, two words: those whose literal the last
                          search found, and those whose second literal it found */
    uint64_t *touched; /* a bit for each such two words, if there is anything in them */
    size_t nwords;     /* of touched */
    struct seen *seen; /* by the last search, in the order of their places */
    size_t nseen, seen_cap;
    struct spelt spelt[SPELT_MAX]; /* by the last search, in the order of their places */
    size_t nspelt;
    bool lost;    /* memory was short for what was seen: a literal can be anywhere */
    bool *broken; /* branches whose pattern does not compile (checked at build time) */
};

/* What was found in one text besides candidates. */
struct hits {
    int blocklist; /* row of the blocklists' table named in it, or -1 */
    size_t blocklist_len;
    int provider; /* row of the providers' table whose host is named in it, or -1 */
    size_t provider_len;
    unsigned signs; /* enum sign of the phrases in it */
};

/* Text captured by the deciding row's named groups. */
struct named {
    const char *name; /* of PCRE2's table: lives with the matcher */
    size_t start, end;
};

struct match {
    const struct rule *rule; /* NULL: none */
    struct named named[NAMED_MAX];
    size_t nnamed;
};

bool matcher_init(struct matcher *m, const struct ruleset *set);
void matcher_free(struct matcher *m);

/*
 * Finds the candidates of words, which are folded; they are kept until the next
 * search.  Only the built-in set knows lists and hosts.
 */
void matcher_search(struct matcher *m, struct span words, struct hits *out);

/* The provider whose host name ends host, or -1. */
int matcher_host(struct matcher *m, struct span host);

/*
 * The best candidate from branch *next on that applies and is confirmed; *next is
 * moved behind it.  providers: rows of the providers' table that are evident, or -1.
 */
bool matcher_confirm(struct matcher *m, struct regex_env *env, struct span words, unsigned reply,
                     struct sw_status enhanced, const int providers[2], size_t *next,
                     struct match *out);

#endif
