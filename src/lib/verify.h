/* SPDX-License-Identifier: MIT */
/*
 * Proves rows of known replies by their own examples.
 */
#ifndef VERIFY_H
#define VERIFY_H

#include "ctx.h"
#include "tsv.h"

/*
 * Explains the example of every row of a replies table and reports each that is
 * not decided by its own row, or by it and another of the same rank.  The rows
 * must be those that the context works with; data as for tsv_open().  Returns
 * the number of faults.
 */
size_t verify_examples(struct sw_ctx *ctx, const char *file, char *data, size_t len,
                       tsv_fault_fn *fault, void *arg);

#endif
