/* SPDX-License-Identifier: MIT */
/*
 * The name that a mistyped word probably meant.
 */
#ifndef NEAREST_H
#define NEAREST_H

#include <stddef.h>

/*
 * Keeps the nearest name seen.  Start with { .word = ... }, offer every name;
 * name is NULL if none was near enough to be worth a question.
 */
struct nearest {
    const char *word, *name;
    size_t distance;
};

void nearest_offer(struct nearest *n, const char *name);

#endif
