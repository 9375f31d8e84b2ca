/* SPDX-License-Identifier: MIT */
/*
 * Which outcomes a call has handed over: a reply that a text quotes twice is told once.
 */
#ifndef TOLD_H
#define TOLD_H

#include "smtpwhy.h"

#include <stdbool.h>
#include <stdint.h>

enum { TOLD_MAX = 4096, TOLD_CHAINS = 512 };

/* Their hashes, in chains.  All zero: none. */
struct told {
    struct {
        uint64_t hash;
        uint16_t next; /* of its chain; 0 ends it */
    } of[TOLD_MAX + 1];
    uint16_t chain[TOLD_CHAINS]; /* the first of each, from 1 on */
    uint16_t n;
};

/* Forgets them all. */
void told_clear(struct told *told);

/*
 * Was no outcome of the same codes, reason and recipient told before?  Then it is told now.  One
 * that names no recipient repeats any that does, and a bare reply code the reply that had words.
 * Of more than TOLD_MAX only the first are known.
 */
bool told_is_new(struct told *told, const struct sw_outcome *out);

#endif
