/* SPDX-License-Identifier: MIT */
/*
 * Sets of strings: multiplied, joined, weighed and pruned.
 */
#include "literal_set.h"

#include <string.h>

size_t length_sum(size_t a, size_t b)
{
    return a + b < LITERAL_FAR ? a + b : LITERAL_FAR;
}

size_t length_product(size_t a, size_t b)
{
    return a == 0 || b < LITERAL_FAR / a ? a * b : LITERAL_FAR;
}

size_t strings_shortest(const struct strings *s)
{
    size_t least = LITERAL_MAX, i;

    for (i = 0; i < s->count; i++)
        if (strlen(s->text[i]) < least)
            least = strlen(s->text[i]);
    return least;
}

/* longest - length of the longest of them */
static size_t longest(const struct strings *s)
{
    size_t most = 0, i;

    for (i = 0; i < s->count; i++)
        if (strlen(s->text[i]) > most)
            most = strlen(s->text[i]);
    return most;
}

bool strings_add_empty(struct strings *s)
{
    if (s->count == LITERALS_MAX)
        return false;
    s->text[s->count++][0] = '\0';
    return true;
}

void strings_join(struct strings *all, const struct strings *branch)
{
    if (all->count == 0 || branch->count == 0 || all->count + branch->count > LITERALS_MAX) {
        all->count = 0;
        return;
    }
    memcpy(all->text[all->count], branch->text, branch->count * sizeof *branch->text);
    all->count += branch->count;
}

bool strings_multiply(struct strings *s, const struct strings *next, size_t most)
{
    size_t n = s->count, i, k;

    if (n * next->count > most || longest(s) + longest(next) > LITERAL_MAX)
        return false;
    for (i = n; i-- > 0;) /* the last one first: those of string i come to stand behind i */
        for (k = next->count; k-- > 0;) {
            char *to = s->text[i * next->count + k];
            size_t len = strlen(s->text[i]);

            if (to != s->text[i])
                memcpy(to, s->text[i], len);
            memcpy(to + len, next->text[k], strlen(next->text[k]) + 1);
        }
    s->count = n * next->count;
    return true;
}

void literals_clear(struct literals *l)
{
    l->count = l->cost = l->width = l->widest = 0;
}

void literals_offer(struct literals *best, const struct literals *set)
{
    if (set->count == 0 || (best->count > 0 && set->cost >= best->cost))
        return;
    memcpy(best->text, set->text, set->count * sizeof *set->text);
    memcpy(best->before, set->before, set->count * sizeof *set->before);
    best->count = set->count;
    best->cost = set->cost;
    best->from = set->from;
    best->to = set->to;
}

void literals_join(struct literals *all, const struct literals *branch)
{
    if (branch->width < all->width)
        all->width = branch->width;
    if (branch->widest > all->widest)
        all->widest = branch->widest;
    if (all->count == 0 || branch->count == 0 || all->count + branch->count > LITERALS_MAX) {
        all->count = 0;
        return;
    }
    memcpy(all->text[all->count], branch->text, branch->count * sizeof *branch->text);
    memcpy(all->before + all->count, branch->before, branch->count * sizeof *branch->before);
    all->count += branch->count;
    all->cost += branch->cost;
}

void literals_prune(struct literals *l)
{
    size_t i, k, n = 0;

    for (i = 0; i < l->count; i++) {
        const char *in = NULL;

        for (k = 0; k < l->count && !in; k++) {
            in = k != i && l->text[k][0] ? strstr(l->text[i], l->text[k]) : NULL;
            if (in && strlen(l->text[k]) == strlen(l->text[i]) && k > i)
                in = NULL; /* twice the same: the first stays */
            if (in && l->before[k] < length_sum(l->before[i], (size_t)(in - l->text[i])))
                l->before[k] = (uint16_t)length_sum(l->before[i], (size_t)(in - l->text[i]));
        }
        if (in)
            l->text[i][0] = '\0';
    }
    for (i = 0; i < l->count; i++)
        if (l->text[i][0] != '\0') {
            memmove(l->text[n], l->text[i], sizeof l->text[n]);
            l->before[n++] = l->before[i];
        }
    l->count = n;
}
