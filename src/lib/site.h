/* SPDX-License-Identifier: MIT */
/*
 * A site's own replies, read at run time: a matcher over a rule set that it owns.
 */
#ifndef SITE_H
#define SITE_H

#include "match.h"
#include "tsv.h"

/* Reads a replies table; data as for tsv_open().  NULL when memory is short. */
struct matcher *site_load(const char *file, char *data, size_t len, tsv_fault_fn *fault, void *arg,
                          size_t *faults);
void site_free(struct matcher *site);

#endif
