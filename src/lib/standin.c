/* SPDX-License-Identifier: MIT */
/*
 * The table of stand-ins: a hash table of hashes, bounded.  That two secrets may
 * share a stand-in when their hashes collide is no leak.  The hash is seeded so that
 * nobody can choose names that make it slow; numbers do not depend on it.
 */
#include "standin.h"

#include "ascii.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_FIRST = 8192, PUBLIC_MAX = 16384 };

/* hex - value of a hexadecimal digit, or -1 */
static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* hash_of - blind to case; an escaped \xe9 is the byte e9, as in the line itself */
static uint64_t hash_of(uint64_t seed, enum space space, struct span text)
{
    uint64_t h = seed ^ ((uint64_t)space + 1) * 0x9e3779b97f4a7c15u;
    size_t i;

    for (i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)to_lower(text.ptr[i]);

        if (c == '\\' && i + 3 < text.len && text.ptr[i + 1] == 'x' && hex(text.ptr[i + 2]) >= 0 &&
            hex(text.ptr[i + 3]) >= 0) {
            c = (unsigned char)(hex(text.ptr[i + 2]) * 16 + hex(text.ptr[i + 3]));
            i += 3;
        }
        h = (h ^ c) * 0xff51afd7ed558ccdu;
        h ^= h >> 29;
    }
    return h ^ h >> 32;
}

/* place - the slot that holds the hash, or the free one where it belongs */
static uint32_t *place(const struct standins *t, uint64_t hash)
{
    size_t i = hash & (t->nslots - 1);

    while (t->slots[i] && t->entries[t->slots[i] - 1].hash != hash)
        i = (i + 1) & (t->nslots - 1);
    return &t->slots[i];
}

/* grow - twice the slots, and room for half as many entries */
static bool grow(struct standins *t)
{
    size_t nslots = t->nslots ? t->nslots * 2 : SLOTS_FIRST, i;
    struct standin *entries = realloc(t->entries, nslots / 2 * sizeof *entries);
    uint32_t *slots;

    if (!entries)
        return false;
    t->entries = entries;
    slots = calloc(nslots, sizeof *slots);
    if (!slots)
        return false;
    free(t->slots);
    t->slots = slots;
    t->nslots = nslots;
    for (i = 0; i < t->nentries; i++)
        *place(t, t->entries[i].hash) = (uint32_t)i + 1;
    return true;
}

uint32_t standins_find(const struct standins *t, enum space space, struct span text)
{
    return *place(t, hash_of(t->seed, space, text)) - 1; /* 0 - 1 is NOT_FOUND */
}

uint32_t standins_enter(struct standins *t, enum space space, struct span text,
                        enum standin_kind kind, uint32_t base)
{
    uint64_t hash = hash_of(t->seed, space, text);
    uint32_t *slot = place(t, hash);
    bool public = kind >= KIND_EXACT;

    if (*slot)
        return *slot - 1;
    if (public ? t->npublic == PUBLIC_MAX : t->nentries - t->npublic == STANDINS_MAX)
        return NOT_FOUND;
    if (t->nentries == t->nslots / 2) {
        if (!grow(t))
            return NOT_FOUND;
        slot = place(t, hash);
    }
    t->npublic += public;
    if (kind == KIND_WORD)
        t->counts[kind] = t->counts[KIND_HOST]++; /* host1 and host1.example are not the same */
    else
        t->counts[kind]++;
    t->entries[t->nentries] = (struct standin){
        .hash = hash,
        .number = t->counts[kind == KIND_WORD ? KIND_HOST : kind],
        .base = base,
        .kind = (uint8_t)kind,
    };
    *slot = (uint32_t)++t->nentries;
    return *slot - 1;
}

/* add_ip4 - the three nets of RFC 5737, then the one of RFC 3849 */
static void add_ip4(uint32_t number, struct buf *out)
{
    enum { HOSTS = 254 };
    static const char *const nets[] = { "192.0.2", "198.51.100", "203.0.113" };
    uint32_t n = number - 1;

    if (n < 3 * HOSTS)
        buf_printf(out, "%s.%u", nets[n / HOSTS], n % HOSTS + 1);
    else
        buf_printf(out, "2001:db8:4::%x", n - 3 * HOSTS + 1);
}

void standins_add(const struct standins *t, uint32_t entry, struct buf *out)
{
    const struct standin *e = &t->entries[entry];

    if (entry == NOT_FOUND) {
        buf_puts(out, "masked");
        return;
    }
    switch ((enum standin_kind)e->kind) {
    case KIND_USER:
        buf_printf(out, "user%u", e->number);
        break;
    case KIND_DOMAIN:
        buf_printf(out, "domain%u.example", e->number);
        break;
    case KIND_HOST:
        buf_printf(out, "host%u.", e->number);
        if (e->base == NOT_FOUND)
            buf_puts(out, "example");
        else
            standins_add(t, e->base, out); /* a domain or a host without base: no deeper */
        break;
    case KIND_WORD:
        buf_printf(out, "host%u", e->number);
        break;
    case KIND_IP4:
        add_ip4(e->number, out);
        break;
    case KIND_IP6:
        buf_printf(out, "2001:db8::%x", e->number);
        break;
    case KIND_EXACT:
    case KIND_SUFFIX:
    case KIND_ZONE:
    case KINDS:
        buf_puts(out, "masked");
        break;
    }
}

bool standins_init(struct standins *t)
{
    *t = (struct standins){ 0 };
    if (!grow(t))
        return false;
    t->seed = (uint64_t)(uintptr_t)t->slots * 0x9e3779b97f4a7c15u;
    standins_enter_data(t);
    return true;
}

void standins_free(struct standins *t)
{
    free(t->entries);
    free(t->slots);
    *t = (struct standins){ 0 };
}
