/* SPDX-License-Identifier: MIT */
/*
 * Where the lines of several inputs stand that are counted through: a summary knows the number
 * of a line among all, a person wants that in its file.
 */
#ifndef PLACES_H
#define PLACES_H

#include <stdbool.h>
#include <stddef.h>

struct place {
    char *source;              /* of the input */
    unsigned long long before; /* lines of those before it */
};

struct places {
    struct place *at;
    size_t n, room;
    bool lost; /* behind the last there were more, for which memory was short */
};

/* An input begins, before which so many lines were read. */
void places_add(struct places *places, const char *source, unsigned long long before);

/* The input that has the line; NULL if there is but one, or if it is not known. */
const struct place *places_find(const struct places *places, unsigned long long line);

void places_free(struct places *places);

#endif
