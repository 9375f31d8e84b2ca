/* SPDX-License-Identifier: MIT */
/*
 * A set of hashes.
 */
#include "told.h"

#include "ascii.h"
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

/* is_told - is that hash among them? */
static bool is_told(struct told *told, uint64_t h)
{
    uint16_t i;

    for (i = *chain_of(told, h); i != 0; i = told->of[i].next)
        if (told->of[i].hash == h)
            return true;
    return false;
}

/* was_told - likewise; if not, it is from now on */
static bool was_told(struct told *told, uint64_t h)
{
    uint16_t *chain = chain_of(told, h), i;

    if (is_told(told, h))
        return true;
    if (told->n == TOLD_MAX)
        return false;
    i = ++told->n;
    told->of[i].hash = h;
    told->of[i].next = *chain;
    *chain = i;
    return false;
}

/* has_words - is anything said beside the codes, if not in brackets: "(last error)"? */
static bool has_words(const struct sw_outcome *out)
{
    const char *p = out->text ? out->text : "";
    bool inside = false;

    for (; *p; p++) {
        inside = *p == '(' || (inside && *p != ')');
        if (!inside && (is_alpha(*p) || (unsigned char)*p >= 0x80))
            return true;
    }
    return false;
}

/* was_said - is it a bare reply code, of a reply that was told with its words?  A program's last
 * line sums up so: "curl: (55) RCPT failed: 550". */
static bool was_said(struct told *told, const struct sw_outcome *out)
{
    static const char mark[] = "words";
    uint64_t h;

    if (out->reply == 0)
        return false;
    h = hash_more(hash_more(HASH_START, mark, sizeof mark), &out->reply, sizeof out->reply);
    if (has_words(out)) {
        (void)was_told(told, h);
        return false;
    }
    return out->enhanced.class == 0 && !out->recipient && is_told(told, h);
}

bool told_is_new(struct told *told, const struct sw_outcome *out)
{
    uint64_t h = HASH_START;
    bool before;

    if (was_said(told, out))
        return false;
    h = hash_more(h, &out->reply, sizeof out->reply);
    h = hash_more(h, &out->enhanced, sizeof out->enhanced);
    h = hash_more(h, out->rule, strlen(out->rule));
    before = was_told(told, h);
    if (out->recipient)
        before = was_told(told, hash_more(h, out->recipient, strlen(out->recipient)));
    return !before;
}
