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

/*
 * The id of a row that is confirmed for the reply just as the best one is, and of
 * the same rank; NULL if there is none.  For the check of the data.
 */
const char *explain_rival(struct sw_ctx *ctx, struct said *said);

#endif
