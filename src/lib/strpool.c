/* SPDX-License-Identifier: MIT */
/*
 * A pool of strings, each stored once.
 */
#include "strpool.h"

#include "hash.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 1024, POOL_MAX = 64 << 20 };

bool strpool_init(struct strpool *p)
{
    *p = (struct strpool){ .bytes = buf_new(POOL_MAX), .nslots = SLOTS_FIRST };
    p->slots = calloc(p->nslots, sizeof *p->slots);
    if (!p->slots)
        return false;
    buf_add(&p->bytes, "", 1);
    return !p->bytes.truncated;
}

void strpool_free(struct strpool *p)
{
    buf_free(&p->bytes);
    free(p->slots);
}

/* find - the slot that holds the string, or the free one where it belongs */
static uint32_t *find(struct strpool *p, const char *text, size_t len)
{
    size_t i = (size_t)hash_more(HASH_START, text, len) & (p->nslots - 1);

    for (; p->slots[i]; i = (i + 1) & (p->nslots - 1)) {
        const char *have = p->bytes.ptr + p->slots[i];

        if (strncmp(have, text, len) == 0 && have[len] == '\0')
            break;
    }
    return &p->slots[i];
}

static bool grow(struct strpool *p)
{
    uint32_t *old = p->slots;
    size_t n = p->nslots, i;

    p->slots = calloc(n * 2, sizeof *p->slots);
    if (!p->slots) {
        p->slots = old;
        return false;
    }
    p->nslots = n * 2;
    for (i = 0; i < n; i++)
        if (old[i])
            *find(p, p->bytes.ptr + old[i], strlen(p->bytes.ptr + old[i])) = old[i];
    free(old);
    return true;
}

uint32_t strpool_add(struct strpool *p, const char *text, size_t len)
{
    uint32_t *slot, offset;

    if (len == 0 || (p->used * 2 >= p->nslots && !grow(p)))
        return 0;
    slot = find(p, text, len);
    if (*slot)
        return *slot;
    offset = (uint32_t)p->bytes.len;
    if (buf_room(&p->bytes, len + 1) < len + 1)
        return 0;
    buf_add(&p->bytes, text, len);
    buf_add(&p->bytes, "", 1);
    p->used++;
    *slot = offset;
    return offset;
}
