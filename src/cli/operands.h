/* SPDX-License-Identifier: MIT */
/*
 * What the operands of the command line are.
 */
#ifndef OPERANDS_H
#define OPERANDS_H

#include "run.h"

#include <stdbool.h>

/* Are all operands files, or look as if they were to be? */
bool operands_are_files(struct run *run);

#endif
