/* SPDX-License-Identifier: MIT */
/*
 * Places sorted by the bytes that stand there: two passes of a counting sort, by the
 * last two of the four bytes and then by the first two.
 */
#include "grams.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRS = 1 << 16 };

static unsigned pair_at(const char *p)
{
    return (unsigned)(unsigned char)p[0] << 8 | (unsigned char)p[1];
}

/* sort_by_pair - n places, from one array to the other, by the pair that stands skip bytes on */
static void sort_by_pair(const char *text, size_t skip, const uint32_t *from, uint32_t *to,
                         size_t n, size_t *starts)
{
    size_t i, before = 0;

    memset(starts, 0, PAIRS * sizeof *starts);
    for (i = 0; i < n; i++)
        starts[pair_at(text + from[i] + skip)]++;
    for (i = 0; i < PAIRS; i++) {
        size_t count = starts[i];

        starts[i] = before;
        before += count;
    }
    for (i = 0; i < n; i++)
        to[starts[pair_at(text + from[i] + skip)]++] = from[i];
}

bool grams_init(struct grams *g, const char *text, size_t len)
{
    size_t n = len < GRAM ? 0 : len - GRAM + 1, i;
    uint32_t *places = malloc((n + 1) * sizeof *places), *half = malloc((n + 1) * sizeof *half);
    size_t *starts = malloc(PAIRS * sizeof *starts);
    bool good = places && half && starts;

    for (i = 0; good && i < n; i++)
        places[i] = (uint32_t)i;
    if (good && n > 0) {
        sort_by_pair(text, 2, places, half, n, starts);
        sort_by_pair(text, 0, half, places, n, starts);
    }
    *g = (struct grams){ .text = text, .len = len, .at = places, .n = n };
    free(half);
    free(starts);
    if (!good)
        grams_free(g);
    return good;
}

void grams_free(struct grams *g)
{
    free(g->at);
    *g = (struct grams){ .at = NULL };
}

/* first_place - the first whose four bytes are not less than those of the word */
static size_t first_place(const struct grams *g, const char *word)
{
    size_t low = 0, high = g->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (memcmp(g->text + g->at[middle], word, GRAM) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

size_t grams_count(const struct grams *g, const char *word, size_t len)
{
    size_t i, n = 0, behind = 0; /* the last one found */

    for (i = first_place(g, word); i < g->n; i++) {
        const char *p = g->text + g->at[i];

        if (memcmp(p, word, GRAM) != 0)
            break;
        if (g->at[i] < behind || len > g->len - g->at[i] || memcmp(p, word, len) != 0)
            continue;
        behind = g->at[i] + len;
        n++;
    }
    return n;
}
