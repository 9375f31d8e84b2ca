/* SPDX-License-Identifier: MIT */
/*
 * How many different things there were, in bounded memory: of their hashes the
 * SKETCH_SIZE smallest are kept (KMV).  Up to that many the count is exact; past it, it is
 * estimated from how densely the smallest lie, within 0.4 % (one standard deviation).
 * What is kept depends neither on the order nor on how the input was cut in parts.
 */
#ifndef SKETCH_H
#define SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SKETCH_SIZE = 1 << 16, SKETCH_SLOTS = 2 * SKETCH_SIZE, SKETCH_WAITING = 32 };

struct sketch {
    uint64_t *slots; /* open addressing; 0: free.  NULL until needed */
    size_t nslots;   /* a power of two: it grows */
    size_t n;
    uint64_t limit; /* hashes from here on are not kept; 0: all are */
    /* those that are about to be looked up, all at once: memory is far away */
    uint64_t waiting[SKETCH_WAITING];
    size_t nwaiting;
    bool short_of_memory;
};

void sketch_free(struct sketch *s);

void sketch_add(struct sketch *s, uint64_t hash);

/* Adds all that other has. */
void sketch_merge(struct sketch *s, struct sketch *other);

/* How many different hashes were added; *exact says whether that is known or estimated. */
uint64_t sketch_count(struct sketch *s, bool *exact);

/* The hashes kept, in order: out has room for SKETCH_SIZE.  Returns their number. */
size_t sketch_list(struct sketch *s, unsigned long long *out);

#endif
