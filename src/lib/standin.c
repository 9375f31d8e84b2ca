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

enum { SLOTS_FIRST = 8192, PUBLIC_MAX = 65536 };

/* hex - value of a hexadecimal digit, or -1 */
static int hex(char c)
{
    if (is_digit(c))
        return c - '0';
    c = to_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* byte_at - the byte at p in lower case, and how many characters stand for it: an escaped \xe9
 * is the byte e9, as in the line itself */
static unsigned char byte_at(const char *p, const char *end, size_t *n)
{
    *n = 1;
    if (*p != '\\' || end - p < 4 || p[1] != 'x' || hex(p[2]) < 0 || hex(p[3]) < 0)
        return (unsigned char)to_lower(*p);
    *n = 4;
    return (unsigned char)(hex(p[2]) * 16 + hex(p[3]));
}

uint64_t standins_hash(const struct standins *t, struct span text)
{
    const char *p = text.ptr, *end = p + text.len;
    uint64_t h = t->seed, eight = 0;
    size_t n, i;

    for (i = 0; p < end; p += n, i++) {
        eight = eight << 8 | byte_at(p, end, &n);
        if (i % 8 == 7) {
            h = (h ^ eight) * 0xff51afd7ed558ccdu;
            h ^= h >> 29;
            eight = 0;
        }
    }
    h = (h ^ eight ^ (uint64_t)i << 56) * 0xff51afd7ed558ccdu;
    return h ^ h >> 32;
}

/* in_space - the same text in another space has another hash */
static uint64_t in_space(uint64_t hash, enum space space)
{
    return (hash ^ ((uint64_t)space + 1) << 58) * 0x9e3779b97f4a7c15u;
}

/* place - the slot that holds the hash, or the free one where it belongs */
static uint32_t *place(const struct standins *t, uint64_t hash)
{
    size_t i = hash >> 32 & (t->nslots - 1);

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

uint32_t standins_find(const struct standins *t, enum space space, uint64_t hash)
{
    return *place(t, in_space(hash, space)) - 1; /* 0 - 1 is NOT_FOUND */
}

uint32_t standins_enter_hash(struct standins *t, enum space space, uint64_t hash,
                             enum standin_kind kind, uint32_t base)
{
    uint64_t key = in_space(hash, space);
    uint32_t *slot = place(t, key);
    bool public = kind >= KIND_EXACT;

    if (*slot)
        return *slot - 1;
    if (public ? t->npublic == PUBLIC_MAX : t->nentries - t->npublic == STANDINS_MAX)
        return NOT_FOUND;
    if (t->nentries == t->nslots / 2) {
        if (!grow(t))
            return NOT_FOUND;
        slot = place(t, key);
    }
    t->npublic += public;
    t->entries[t->nentries] = (struct standin){ .hash = key, .base = base, .kind = (uint8_t)kind };
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

/* number_of - given when it is needed first; host1 and host1.example are not the same */
static uint32_t number_of(struct standins *t, struct standin *e)
{
    if (e->number == 0)
        e->number = ++t->counts[e->kind == KIND_WORD ? KIND_HOST : e->kind];
    return e->number;
}

/* add_numbered - user1 */
static void add_numbered(struct standins *t, struct standin *e, const char *word, struct buf *out)
{
    buf_puts(out, word);
    buf_add_number(out, number_of(t, e));
}

void standins_add(struct standins *t, uint32_t entry, struct buf *out)
{
    struct standin *e;

    if (entry == NOT_FOUND) {
        buf_puts(out, "masked");
        return;
    }
    e = &t->entries[entry];
    switch ((enum standin_kind)e->kind) {
    case KIND_USER:
        add_numbered(t, e, "user", out);
        break;
    case KIND_DOMAIN:
        add_numbered(t, e, "domain", out);
        buf_puts(out, ".example");
        break;
    case KIND_HOST:
        add_numbered(t, e, "host", out);
        buf_putc(out, '.');
        if (e->base == NOT_FOUND)
            buf_puts(out, "example");
        else
            standins_add(t, e->base, out); /* a domain or a host without base: no deeper */
        break;
    case KIND_WORD:
        add_numbered(t, e, "host", out);
        break;
    case KIND_IP4:
        add_ip4(number_of(t, e), out);
        break;
    case KIND_IP6:
        buf_printf(out, "2001:db8::%x", number_of(t, e));
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
