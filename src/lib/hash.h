/* SPDX-License-Identifier: MIT */
/*
 * A quick hash of 64 bits, eight bytes at a time: for keys that nobody gains by choosing,
 * and that no other program sees.
 */
#ifndef HASH_H
#define HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define HASH_START 14695981039346656037u

/* hash_word - multiplied by an odd number (of SplitMix64), so that high bits depend on all,
 * then folded, so that low bits do */
static inline uint64_t hash_word(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0xbf58476d1ce4e5b9u;
    return h ^ h >> 32;
}

/* The hash of what h is the hash of and of the bytes behind it. */
static inline uint64_t hash_more(uint64_t h, const void *bytes, size_t len)
{
    const char *p = bytes;
    uint64_t word;

    for (; len >= sizeof word; p += sizeof word, len -= sizeof word) {
        memcpy(&word, p, sizeof word);
        h = hash_word(h, word);
    }
    word = (uint64_t)len << 56; /* fewer than eight are left */
    memcpy(&word, p, len);
    return hash_word(h, word);
}

#endif
