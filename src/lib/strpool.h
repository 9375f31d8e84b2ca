/* SPDX-License-Identifier: MIT */
/*
 * A pool of strings: each different string is stored once, one behind the
 * other, and named by its offset.  Offset 0 is the empty string.
 */
#ifndef STRPOOL_H
#define STRPOOL_H

#include "buf.h"

#include <stdint.h>

struct strpool {
    struct buf bytes;
    uint32_t *slots; /* open addressing: offsets, 0 where free */
    size_t nslots, used;
};

bool strpool_init(struct strpool *p);
void strpool_free(struct strpool *p);

/* Offset of the string in the pool, to which it is added if it is new; 0 when memory is short. */
uint32_t strpool_add(struct strpool *p, const char *text, size_t len);

#endif
