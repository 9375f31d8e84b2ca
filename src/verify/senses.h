/* SPDX-License-Identifier: MIT */
/*
 * Proves the rows of data/senses.tsv by their own examples and near misses.
 */
#ifndef SENSES_H
#define SENSES_H

#include "ctx.h"
#include "sense.h"
#include "tsv.h"

/*
 * Explains the example of every row, which its row must decide, and its near miss, which
 * has a word in common with the example and must be decided by something else.  Returns the
 * number of faults, each of which is reported; data as for tsv_open().
 */
size_t verify_senses(struct sw_ctx *ctx, const char *file, char *data, size_t len,
                     tsv_fault_fn *fault, void *arg);

#endif
