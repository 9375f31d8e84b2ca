/* SPDX-License-Identifier: MIT */
/*
 * FNV-1a, 64 bits: for keys that nobody gains by choosing.
 */
#ifndef HASH_H
#define HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_START 14695981039346656037u

/* The hash of what h is the hash of and of the bytes behind it. */
static inline uint64_t hash_more(uint64_t h, const void *bytes, size_t len)
{
    const unsigned char *p = bytes;
    size_t i;

    for (i = 0; i < len; i++)
        /* callers give whole objects, which the analyzer does not see */
        h = (h ^ p[i]) * 1099511628211u; /* NOLINT(clang-analyzer-core.*) */
    return h;
}

#endif
