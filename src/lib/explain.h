/* SPDX-License-Identifier: MIT */
/*
 * From a reply to its explanation: which row of the data decides, what
 * contradicts what, and the words with their blanks filled.
 */
#ifndef EXPLAIN_H
#define EXPLAIN_H

#include "ctx.h"

/*
 * Explains one reply into *out, whose strings live in the context.  Returns
 * false if nothing is known: no code and no known words.
 */
bool explain(struct sw_ctx *ctx, struct said *said, struct sw_outcome *out);

/* The row that decided and the next one that would have; for the check of the data. */
bool explain_rivals(struct sw_ctx *ctx, struct said *said, const struct rule **first,
                    const struct rule **second);

#endif
