/* SPDX-License-Identifier: MIT */
/*
 * What is known of one reply while it is explained, and the steps that add to it: its
 * words are matched (explain.c), something decides (decide.c), the reader is told (tell.c).
 */
#ifndef WORK_H
#define WORK_H

#include "ctx.h"
#include "fill.h"
#include "note.h"
#include "span.h"
#include "table.h"

struct work {
    struct sw_ctx *ctx;
    struct said *said;
    struct sw_outcome *out;
    struct sw_status status; /* the enhanced code, else the dsn */
    struct hits hits;
    struct match match;
    bool respelt;              /* the words that were searched last are in the usual spelling now */
    const struct sense *sense; /* of words that no row decides; NULL: none */
    struct verdict verdict;
    int host_provider;
    int list;                   /* row of the blocklists' table, or -1 */
    const struct code *row;     /* whose texts serve; NULL: none */
    const struct ruleset *rows; /* that the rule is of */
    struct span in_plain;       /* what ctx->plain was made of */
    struct blanks blanks;
};

/* The words that were searched last, folded. */
static inline struct span work_folded(const struct work *w)
{
    return span_of_buf(&w->ctx->words);
}

/* Sets category, rule and confidence; see the head of decide.c.  False if nothing is known. */
bool decide(struct work *w);

/* A 2xx or 3xx reply, or a message that was sent? */
bool work_is_success(const struct work *w);

/* Fills in who speaks, the circumstances and all texts, once the category is decided. */
void tell(struct work *w);

#endif
