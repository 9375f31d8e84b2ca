/* SPDX-License-Identifier: MIT */
/*
 * Which rows of the data decide anything: rows of known replies, of codes and of
 * blocklists, as they are reached by outcomes.
 */
#ifndef REACH_H
#define REACH_H

#include "ctx.h"

#include <stdio.h>

struct reach;

/* All rows of the tables, none reached; NULL when memory is short. */
struct reach *reach_new(void);
void reach_free(struct reach *r);

/* For sw_explain(): notes which rows the outcome comes from; goes on. */
bool reach_outcome(void *reach, const struct sw_outcome *outcome);

/* Explains each code by itself and each list's zone in a sentence, and notes what is reached. */
void reach_codes_and_lists(struct reach *r, struct sw_ctx *ctx);

/*
 * Explains the texts in that column, from 0, of a tab-separated file with a
 * header; "\n" in it is a line break.  Returns false if it cannot be read.
 */
bool reach_texts(struct reach *r, struct sw_ctx *ctx, const char *path, size_t column);

/* Writes the names of the rows that nothing has reached to out, if given; returns their number. */
size_t reach_missing(const struct reach *r, FILE *out);

/* How many rows there are. */
size_t reach_count(const struct reach *r);

#endif
