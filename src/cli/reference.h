/* SPDX-License-Identifier: MIT */
/*
 * The reference: --list and --search.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "run.h"

/* Prints all entries, or those that have all the words searched for. */
void reference_run(struct run *run);

#endif
