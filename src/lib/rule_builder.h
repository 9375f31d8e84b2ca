/* SPDX-License-Identifier: MIT */
/*
 * The builder of a set of rows from the inside: rules.c fills it row by row,
 * rules_file.c makes the set.
 */
#ifndef RULE_BUILDER_H
#define RULE_BUILDER_H

#include "buf.h"
#include "rules.h"
#include "strpool.h"

enum { RULE_PATTERN_MAX = TSV_LINE_MAX };

struct rule_builder {
    struct rule_names names;
    struct strpool pool, literals; /* those of the index are not among the set's strings */
    size_t n, cap;
    struct buf examples; /* of all rows, folded: a sample of what servers say */
    struct rule *rules;
    uint32_t *lists;
    size_t nlists, lists_cap;
    /* what rule_builder_finish() makes */
    struct branch *branches;
    uint64_t *once;
    struct index_entry *entries;
    size_t nbranches, branches_cap, nentries, entries_cap;
    struct index_parts parts;
};

/* The array of n, with room for one more; NULL, and it stays, when memory is short. */
void *rule_builder_grow(void *array, size_t n, size_t *cap, size_t size);

#endif
