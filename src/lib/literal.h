/* SPDX-License-Identifier: MIT */
/*
 * What a pattern demands: the literals of which one must stand in any text that
 * it matches, and the least number of bytes it takes.
 */
#ifndef LITERAL_H
#define LITERAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LITERAL_MIN = 4,   /* bytes: a shorter one finds nothing */
    LITERAL_MAX = 64,  /* bytes kept of a longer one */
    LITERALS_MAX = 64, /* of one pattern */
    LITERALS_EXACT = 8,
    LITERAL_FAR = UINT16_MAX,
};

struct literals {
    char text[LITERALS_MAX][LITERAL_MAX + 1]; /* lower case */
    uint16_t before[LITERALS_MAX]; /* most bytes of a match before it; LITERAL_FAR: any number */
    size_t count;                  /* 0: the pattern demands none */
    size_t cost;                   /* of them all */
    size_t width;                  /* least length of a match, bytes */
    size_t widest;                 /* most; LITERAL_FAR: any */
    size_t from, to;               /* of the pattern: what demands them */
};

/* How often a literal is met: of several that would do, the cheapest are taken. */
typedef size_t literal_cost_fn(void *arg, const char *literal, size_t len);

/*
 * Finds them in a pattern that PCRE2 accepts.  Without cost, long ones are
 * preferred.  second, if not NULL, is for the next best, of which one must stand in the text
 * too; its count is 0 where the pattern has several alternatives or demands no others.
 * Returns false, with the offset and a message, where the pattern holds what the
 * data's rules forbid.
 */
bool literals_find(const char *pattern, literal_cost_fn *cost, void *arg, struct literals *out,
                   struct literals *second, size_t *offset, const char **message);

/*
 * Is the pattern nothing but literals, at most LITERALS_EXACT, perhaps between word
 * boundaries?  Then a text that holds one of them, and those boundaries, matches: out is for
 * them, without their cost.
 */
bool literals_exact(const char *pattern, struct literals *out, bool *begins, bool *ends);

#endif
