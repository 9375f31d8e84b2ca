/* SPDX-License-Identifier: MIT */
/*
 * Edit distance (Levenshtein) over short names.  A name is near if a third of its
 * letters or less differ, or if the word is its beginning.
 */
#include "nearest.h"

#include <string.h>

enum { NAME_MAX_LENGTH = 32 };

/* distance - insertions, deletions and replacements that lead from a to b */
static size_t distance(const char *a, const char *b)
{
    size_t row[NAME_MAX_LENGTH + 1], na = strlen(a), nb = strlen(b), i, j;

    if (na > NAME_MAX_LENGTH || nb > NAME_MAX_LENGTH)
        return NAME_MAX_LENGTH;
    for (j = 0; j <= nb; j++)
        row[j] = j;
    for (i = 1; i <= na; i++) {
        size_t corner = row[0]; /* of the row above */

        row[0] = i;
        for (j = 1; j <= nb; j++) {
            size_t above = row[j], best = corner + (a[i - 1] != b[j - 1]);

            if (above + 1 < best)
                best = above + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
            corner = above;
        }
    }
    return row[nb];
}

void nearest_offer(struct nearest *n, const char *name)
{
    size_t word = strlen(n->word), d = distance(n->word, name);

    if (word >= 3 && strncmp(n->word, name, word) == 0)
        d = 0;
    if (d > 1 + strlen(name) / 4 || d >= strlen(name) || (n->name && d >= n->distance))
        return;
    n->name = name;
    n->distance = d;
}
