/* SPDX-License-Identifier: MIT */
/*
 * The sense of words that no row of the known replies decides: who or what is spoken
 * of, and what is said of it, in whatever order the sentence puts them.
 */
#ifndef SENSE_H
#define SENSE_H

#include "record.h"

#include <stdint.h>

/* A phrase of data/terms.tsv, of at most SENSE_WORDS words.  Bits are places of groups. */
struct term {
    uint32_t phrase;  /* offset into the strings */
    uint64_t says;    /* the groups that it belongs to */
    uint64_t negated; /* those that it says behind "not" */
};

/* A row of data/senses.tsv. */
struct sense {
    uint32_t id;
    uint64_t about, says, but; /* groups: all must be in the clause, one must, none may */
    uint8_t category;
};

/* The columns of data/senses.tsv, and their names. */
enum sense_column {
    SENSE_ID,
    SENSE_ABOUT,
    SENSE_SAYS,
    SENSE_BUT,
    SENSE_CATEGORY,
    SENSE_EXAMPLE,
    SENSE_NEAR
};
#define SENSE_COLUMNS                                                                              \
    {                                                                                              \
        "id", "about", "says", "but", "category", "example", "near", NULL                          \
    }

/* The groups that reading itself goes by: the first rows of data/terms.tsv. */
enum sense_group {
    SENSE_NOT,     /* turns what is said behind it */
    SENSE_NONE,    /* likewise, and of what it stands before there is nothing */
    SENSE_MISSING, /* what that says */
    SENSE_ASIDE,   /* what follows in the clause is advice or a condition */
    SENSE_RESUMED, /* and here it is the matter again */
    SENSE_GROUPS,
};

/* SENSE_ABROAD is the bit of what is said in other languages than English, which is no group. */
enum { SENSE_WORDS = 4, SENSE_PHRASE_MAX = 63, SENSE_GROUPS_MAX = 63, SENSE_ABROAD = 63 };

/* Before a phrase that is only how words begin. */
enum { SENSE_STEM = '~' };

/* The row whose groups one clause of the folded words has; NULL if none does, or two contend. */
const struct sense *sense_of(struct span words);

/* Likewise, but only clauses count in which something is said in another language. */
const struct sense *sense_abroad(struct span words);

#endif
