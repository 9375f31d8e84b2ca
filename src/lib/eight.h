/* SPDX-License-Identifier: MIT */
/*
 * Eight characters at once, in a number whose lowest byte is the first of them.  What is
 * found among them is told by the highest bits of their bytes.
 */
#ifndef EIGHT_H
#define EIGHT_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define EIGHT_OF(c) ((uint64_t)(c)*0x0101010101010101u)

static inline uint64_t eight_at(const void *p)
{
    uint64_t v;

    memcpy(&v, p, sizeof v);
    return le64toh(v);
}

static inline void eight_put(void *to, uint64_t v)
{
    v = htole64(v);
    memcpy(to, &v, sizeof v);
}

/* Those that are the character; right up to the first of them. */
static inline uint64_t eight_same(uint64_t v, char c)
{
    v ^= EIGHT_OF(c);
    return (v - EIGHT_OF(1)) & ~v & EIGHT_OF(0x80);
}

/* Those from first to last, both of ASCII. */
static inline uint64_t eight_between(uint64_t v, char first, char last)
{
    uint64_t low = v & EIGHT_OF(0x7f);

    return (low + EIGHT_OF(0x80 - first)) & ~(low + EIGHT_OF(0x7f - last)) & ~v & EIGHT_OF(0x80);
}

/* Letters and digits of ASCII. */
static inline uint64_t eight_alnum(uint64_t v)
{
    return eight_between(v, '0', '9') | eight_between(v | EIGHT_OF(' '), 'a', 'z');
}

/* The capitals among them in lower case. */
static inline uint64_t eight_lower(uint64_t v)
{
    return v | eight_between(v, 'A', 'Z') >> 2;
}

/* How many stand before the first of those found; some must be. */
static inline size_t eight_first(uint64_t found)
{
    return (size_t)__builtin_ctzll(found) / 8;
}

#endif
