/* SPDX-License-Identifier: MIT */
/*
 * The part of masking that reads texts; see mask.h for what it promises.
 */
#ifndef MASK_TEXT_H
#define MASK_TEXT_H

#include "buf.h"
#include "record.h"
#include "standin.h"

struct masker {
    struct standins table;
    struct buf nothing; /* takes what a first pass writes: no byte */
    uint32_t epoch;     /* number of the text, which may consist of several strings */
};

/* Appends text masked; start and end, NULL or offsets in it, become offsets in what was added. */
void masker_text(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end);

/* Appends the stand-in of a word that is known for a user (SPACE_USER) or a host (SPACE_WORD). */
void masker_word(struct masker *m, struct buf *out, enum space space, struct span word);

#endif
