/* SPDX-License-Identifier: MIT */
/*
 * A table of what was counted, bounded: when there are more things than it
 * may hold, those with the smallest hashes stay, with exact counts, and the others
 * are counted together.  Which stay depends on nothing but the set of all things.
 */
#ifndef SUMMARY_TABLE_H
#define SUMMARY_TABLE_H

#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Entries begin with this; each is one piece of memory from malloc(). */
struct tally {
    uint64_t hash;
    struct sw_count n;
};

struct summary_table {
    struct tally **entries;
    uint64_t *slots; /* open addressing: a half of the hash, and 1 + place in entries; 0: free */
    size_t n, room, nslots;
    size_t most;    /* entries in the end; for a while there may be an eighth more */
    uint64_t limit; /* things whose hash is larger are others; 0: none are */
    struct sw_count others;
    bool short_of_memory;
};

/* The slot where the search for a hash begins. */
static inline size_t summary_table_slot(const struct summary_table *t, uint64_t hash)
{
    return (size_t)(hash * 0x9e3779b97f4a7c15u >> 32) & (t->nslots - 1);
}

void summary_table_init(struct summary_table *t, size_t most);
void summary_table_free(struct summary_table *t);

/* The entry of that hash; NULL if there is none. */
struct tally *summary_table_find(const struct summary_table *t, uint64_t hash);

/* Tells the processor that it is going to be looked for. */
static inline void summary_table_expect(const struct summary_table *t, uint64_t hash)
{
    if (t->nslots > 0)
        __builtin_prefetch(&t->slots[summary_table_slot(t, hash)]);
}

/* Would a new entry of that hash be one of the others? */
bool summary_table_refuses(const struct summary_table *t, uint64_t hash);

/* Adds an entry that is new, and owns it from now on; it may be freed at once. */
void summary_table_put(struct summary_table *t, struct tally *entry);

/* Cuts the table down to the most that it may hold. */
void summary_table_settle(struct summary_table *t);

/* Puts the entries in order; by compares places that hold them, as qsort() wants it. */
void summary_table_sort(struct summary_table *t, int (*by)(const void *, const void *));

/* Adds b's counts to a's; lines of b count from after. */
void summary_count_add(struct sw_count *a, const struct sw_count *b, unsigned long long after);

#endif
