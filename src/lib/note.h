/* SPDX-License-Identifier: MIT */
/*
 * Contradictions and oddities: codes of different classes, words that do not fit
 * their code, codes that are in no registry.
 */
#ifndef NOTE_H
#define NOTE_H

#include "ctx.h"
#include "table.h"

/* What the note is made from. */
struct verdict {
    const struct code *enhanced_row, *reply_row; /* exact rows; NULL: none */
    const struct rule *rule;                     /* NULL: the codes decided */
    int category;                                /* that was followed */
    unsigned signs;                              /* enum sign of the words */
};

/* Sets conflict and note of the outcome. */
void note_set(struct sw_ctx *ctx, const struct said *said, const struct verdict *v,
              struct sw_outcome *out);

#endif
