/* SPDX-License-Identifier: MIT */
/*
 * Which reasons were explained before, and where: so that a log of a million lines
 * explains each once.  Of fixed size; when it is full, further reasons count as new.
 */
#ifndef SEEN_H
#define SEEN_H

#include "smtpwhy.h"

#include <stddef.h>
#include <stdint.h>

enum { SEEN_SLOTS = 4096 }; /* a power of two */

struct seen {
    struct seen_slot {
        uint64_t key; /* 0: free */
        const char *source;
        size_t line;
    } slots[SEEN_SLOTS];
    size_t used;
    struct seen_name *names; /* of sources, each once */
};

/*
 * The place where this reason (codes, class, deciding row, category, provider) was
 * seen first; NULL if it is new, and then the outcome's line and a copy of source are
 * kept.  The slot is good until seen_free().
 */
const struct seen_slot *seen_before(struct seen *seen, const struct sw_outcome *o,
                                    const char *source);

void seen_free(struct seen *seen);

#endif
