/* SPDX-License-Identifier: MIT */
/*
 * What a pattern demands: the literals of which one must stand in any text that
 * it matches, and the least number of bytes it takes.
 */
#ifndef LITERAL_H
#define LITERAL_H

#include "literal_set.h"

#include <stdbool.h>
#include <stddef.h>

/* How often a literal is met: of several that would do, the cheapest are taken. */
typedef size_t literal_cost_fn(void *arg, const char *literal, size_t len);

/* What the data's rules forbid in a pattern, and at which byte of it. */
struct literal_fault {
    const char *message;
    size_t at;
};

/*
 * Finds them in a pattern that PCRE2 accepts.  Without cost, long ones are preferred.  False:
 * the pattern has a fault.
 */
bool literals_find(const char *pattern, literal_cost_fn *cost, void *arg, struct literals *out,
                   struct literal_fault *fault);

/*
 * The next best, of which one must stand in the text too, beside the first ones that were found
 * with that cost; none where the pattern has several alternatives or demands no others.
 */
void literals_find_second(const char *pattern, literal_cost_fn *cost, void *arg,
                          const struct literals *first, struct literals *out);

enum { LITERALS_EXACT = 8 };

/*
 * Is the pattern nothing but literals, at most LITERALS_EXACT, perhaps between word
 * boundaries?  Then a text that holds one of them, and those boundaries, matches: out is for
 * them, without their cost.
 */
bool literals_exact(const char *pattern, struct literals *out, bool *begins, bool *ends);

#endif
