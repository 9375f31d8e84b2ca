/* SPDX-License-Identifier: MIT */
/*
 * Where the text comes from: arguments, files, standard input.
 */
#ifndef INPUT_H
#define INPUT_H

#include "run.h"

/* Reads and explains everything that the operands name, and says so if there was nothing. */
void input_run(struct run *run);

/* Adds up the stored summaries in the files that the operands name, or in standard input. */
void input_merge(struct run *run);

#endif
