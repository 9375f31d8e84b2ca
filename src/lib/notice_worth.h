/* SPDX-License-Identifier: MIT */
/*
 * What is a passage worth?  One with a code and words tells more than one with either;
 * of several about a recipient the best is kept.
 */
#ifndef NOTICE_WORTH_H
#define NOTICE_WORTH_H

#include "span.h"

/* What a passage has. */
struct notice_worth {
    unsigned reply;            /* the first; 0: none */
    struct sw_status enhanced; /* likewise */
    const char *code;          /* where the reply code stands */
    bool words;                /* that are no address and no part of a code */
};

/* Its first codes, and whether it has words. */
struct notice_worth notice_worth_of(struct span text);

/* A code counts more than words, words more than an enhanced code alone. */
enum { NOTICE_WORDS_POINTS = 2, NOTICE_CODE_POINTS = 4 };

/* What the passage is worth in points; 0: nothing. */
int notice_points(struct span text);

/* The passage that tells more about the same refusal; best in doubt. */
struct span notice_better_of(struct span best, struct span other);

/* Takes a paragraph off *rest; returns false when nothing is left. */
bool notice_paragraph(struct span *rest, struct span *paragraph);

/*
 * The first paragraph with a code and words, with the next if that has the reply to its status;
 * else all.  At most NOTICE_WORDS_MAX bytes.
 */
struct span notice_telling(struct span text);

#endif
