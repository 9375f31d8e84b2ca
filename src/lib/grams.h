/* SPDX-License-Identifier: MIT */
/*
 * How often words stand in a text, found by their first four bytes: for many words in one
 * text.
 */
#ifndef GRAMS_H
#define GRAMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { GRAM = 4 };

struct grams {
    const char *text;
    size_t len;
    uint32_t *at; /* all places where four bytes stand, in the order of these and then of place */
    size_t n;
};

/* Of a text of less than 4 GB, which must stay; false when memory is short. */
bool grams_init(struct grams *g, const char *text, size_t len);
void grams_free(struct grams *g);

/* In how many places that do not overlap a word of at least four bytes stands. */
size_t grams_count(const struct grams *g, const char *word, size_t len);

#endif
