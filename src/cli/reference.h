/* SPDX-License-Identifier: MIT */
/*
 * The reference: --list and --search.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "run.h"

/* Prints all entries, or those that have all the words searched for. */
void reference_run(struct run *run);

/* How many entries have all n words, case-blind, each from the start of a word of theirs. */
size_t reference_count(const char *const *words, size_t n);

#endif
