/* SPDX-License-Identifier: MIT */
/*
 * Sets of strings that a pattern is known to demand, while it is read (literal.c): those of
 * which one must stand in some place, and those of which one must stand anywhere in the text.
 */
#ifndef LITERAL_SET_H
#define LITERAL_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LITERAL_MIN = 4,   /* bytes: a shorter one finds nothing */
    LITERAL_MAX = 64,  /* bytes kept of a longer one */
    LITERALS_MAX = 64, /* of one pattern */
    LITERAL_FAR = UINT16_MAX,
};

/* Lengths in bytes, of which one may be LITERAL_FAR: no end to it. */
size_t length_sum(size_t a, size_t b);
size_t length_product(size_t a, size_t b);

/* All strings of which one must stand in some place; count 0: they are not known. */
struct strings {
    char text[LITERALS_MAX][LITERAL_MAX + 1];
    size_t count;
};

/* Bytes of the shortest of them. */
size_t strings_shortest(const struct strings *s);

/* There may be nothing in that place; false if there is no room to say so. */
bool strings_add_empty(struct strings *s);

/* In that place those of another branch may stand, too: all or none are known. */
void strings_join(struct strings *all, const struct strings *branch);

/*
 * Behind that place another one follows: each string with each of the next.  False, and they
 * stay, if these are more than most, which is LITERALS_MAX at most, or one is too long.
 */
bool strings_multiply(struct strings *s, const struct strings *next, size_t most);

/* Literals of which one must stand in any text that a pattern, or a part of it, matches. */
struct literals {
    char text[LITERALS_MAX][LITERAL_MAX + 1]; /* lower case */
    uint16_t before[LITERALS_MAX]; /* most bytes of a match before it; LITERAL_FAR: any number */
    size_t count;                  /* 0: the pattern demands none */
    size_t cost;                   /* of them all */
    size_t width;                  /* least length of a match, bytes */
    size_t widest;                 /* most; LITERAL_FAR: any */
    size_t from, to;               /* of the pattern: what demands them */
};

/* No literals, of no width. */
void literals_clear(struct literals *l);

/* One of this set must stand in the text, too: best takes its literals if they cost less than
 * its own, and not its width. */
void literals_offer(struct literals *best, const struct literals *set);

/* A text matches if it matches any branch: the literals of all are needed, or none are known. */
void literals_join(struct literals *all, const struct literals *branch);

/* Drops each literal in which another one stands: it says no more than that one. */
void literals_prune(struct literals *l);

#endif
