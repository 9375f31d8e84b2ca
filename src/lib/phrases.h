/* SPDX-License-Identifier: MIT */
/*
 * Lists of phrases that mean the same, and whether a text has one of them.  No search
 * regards the case of ASCII; phrases are in lower case, at most PHRASES_MAX in a list.
 *
 * A list is indexed by the first two and the last two letters of its phrases, so that a search
 * costs hardly more than a look at the text, however long the list is.
 */
#ifndef PHRASES_H
#define PHRASES_H

#include "record.h"

#include <stdbool.h>
#include <stddef.h>

enum { PHRASES_MAX = 255, PHRASE_PAIRS = 512 };

/* A list, which never changes while the program runs. */
struct phrases {
    const char *const *at;
    size_t n;
};

#define PHRASES_COUNT(array) (sizeof(array) / sizeof *(array))

/* The phrases of an array; one of too many is no constant expression, so that compilers complain.
 */
#define PHRASES(array)                                                                             \
    {                                                                                              \
        (array), PHRASES_COUNT(array) / (PHRASES_COUNT(array) <= PHRASES_MAX)                      \
    }

/* The same list, made where it is asked for. */
#define PHRASES_IN(array) ((struct phrases)PHRASES(array))

/* Where in a list the phrases are that begin, or end, with two letters; places count from 1. */
struct phrase_index {
    struct phrases list;
    unsigned char first[PHRASE_PAIRS], next[PHRASES_MAX + 1];      /* by how they begin */
    unsigned char last[PHRASE_PAIRS], previous[PHRASES_MAX + 1];   /* by how they end */
    unsigned char length[PHRASES_MAX + 1], third[PHRASES_MAX + 1]; /* the third letter, or NUL */
    bool has_letters;                                              /* phrases of one byte */
};

void phrase_index_make(struct phrase_index *index, struct phrases list);

/* This thread's index of a list, made at its first use; for lists that live as long as the program.
 */
const struct phrase_index *phrase_index_of(struct phrases list);

/* A phrase in a text; all zero before the first. */
struct phrase_hit {
    size_t at;    /* the byte at which it begins */
    size_t place; /* in its list, from 1 */
};

/* The next of the list's phrases, each of two bytes or more, that stands in the text; false if
 * there is none. */
bool phrase_next(const struct phrase_index *index, struct span text, struct phrase_hit *hit);

/* How long is the first phrase of the list with which the text begins, or ends?  0: none. */
size_t span_begun_by(struct span s, struct phrases phrases);
size_t span_ended_by(struct span s, struct phrases phrases);

/* Does the text have one of the phrases in it, each of two bytes or more; does it begin or end with
 * one, or is it one? */
bool span_has_any(struct span s, struct phrases phrases);
bool span_is_any(struct span s, struct phrases phrases);

static inline bool span_begins_any(struct span s, struct phrases phrases)
{
    return span_begun_by(s, phrases) > 0;
}

static inline bool span_ends_any(struct span s, struct phrases phrases)
{
    return span_ended_by(s, phrases) > 0;
}

#endif
