/* SPDX-License-Identifier: MIT */
/*
 * Masking: shell commands, which stay such.
 */
#ifndef MASK_COMMAND_H
#define MASK_COMMAND_H

#include "mask_text.h"

/* Appends the command masked. */
void mask_command(struct masker *m, struct buf *out, const char *command);

#endif
