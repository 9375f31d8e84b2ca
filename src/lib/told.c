/* SPDX-License-Identifier: MIT */
/*
 * A set of hashes.
 */
#include "told.h"

#include "hash.h"

#include <string.h>

/* chain_of - the chain that the hash is in */
static uint16_t *chain_of(struct told *told, uint64_t h)
{
    return &told->chain[(h ^ h >> 32) % TOLD_CHAINS];
}

void told_clear(struct told *told)
{
    for (; told->n > 0; told->n--) /* mostly few: not all chains are emptied */
        *chain_of(told, told->of[told->n].hash) = 0;
}

/* was_told - is that hash among them?  If not, it is from now on. */
static bool was_told(struct told *told, uint64_t h)
{
    uint16_t *chain = chain_of(told, h), i;

    for (i = *chain; i != 0; i = told->of[i].next)
        if (told->of[i].hash == h)
            return true;
    if (told->n == TOLD_MAX)
        return false;
    i = ++told->n;
    told->of[i].hash = h;
    told->of[i].next = *chain;
    *chain = i;
    return false;
}

bool told_is_new(struct told *told, const struct sw_outcome *out)
{
    uint64_t h = HASH_START;
    bool before;

    h = hash_more(h, &out->reply, sizeof out->reply);
    h = hash_more(h, &out->enhanced, sizeof out->enhanced);
    h = hash_more(h, out->rule, strlen(out->rule));
    before = was_told(told, h);
    if (out->recipient)
        before = was_told(told, hash_more(h, out->recipient, strlen(out->recipient)));
    return !before;
}
