/* SPDX-License-Identifier: MIT */
/*
 * A list in the order of reading, so in that of the lines.
 */
#include "places.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES_FIRST = 16, PLACES_MAX = 1 << 16 };

/* grow - room for more; false if there is enough, or memory is short */
static bool grow(struct places *places)
{
    size_t room = places->room > 0 ? 2 * places->room : PLACES_FIRST;
    struct place *at = room <= PLACES_MAX ? realloc(places->at, room * sizeof *at) : NULL;

    if (!at)
        return false;
    places->at = at;
    places->room = room;
    return true;
}

void places_add(struct places *places, const char *source, unsigned long long before)
{
    char *copy;

    if (places->lost)
        return;
    copy = places->n < places->room || grow(places) ? strdup(source) : NULL;
    if (!copy)
        places->lost = true;
    else
        places->at[places->n++] = (struct place){ copy, before };
}

const struct place *places_find(const struct places *places, unsigned long long line)
{
    size_t low = 0, high = places->n;

    if (places->n < 2)
        return NULL;
    while (high - low > 1) { /* that of low begins before the line */
        size_t middle = low + (high - low) / 2;

        if (places->at[middle].before < line)
            low = middle;
        else
            high = middle;
    }
    return places->lost && low + 1 == places->n ? NULL : &places->at[low];
}

void places_free(struct places *places)
{
    while (places->n > 0)
        free(places->at[--places->n].source);
    free(places->at);
    *places = (struct places){ 0 };
}
