/* SPDX-License-Identifier: MIT */
/*
 * No pattern may ask for a spelling that replies no longer have when they are matched.
 */
#ifndef SPELLINGS_H
#define SPELLINGS_H

#include "tsv.h"

/*
 * Reports each word of the patterns of a replies file that the table of spellings writes
 * otherwise; data as for tsv_open().  Returns the number of faults.
 */
size_t verify_spellings(const char *file, char *data, size_t len, tsv_fault_fn *fault, void *arg);

/* Where in the text, as its patterns are, a word stands that is spelt so; NULL if none does. */
const char *spelling_in(const char *text, const char *spelt);

#endif
