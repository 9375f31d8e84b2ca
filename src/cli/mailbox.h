/* SPDX-License-Identifier: MIT */
/*
 * Reading messages of mail: one, or those of a mailbox.
 */
#ifndef MAILBOX_H
#define MAILBOX_H

#include "reader.h"
#include "run.h"

#include <stddef.h>

/* Explains all messages from where the reader stands; returns how many lines were read. */
size_t mailbox_read(struct run *run, const char *source, struct reader *r);

#endif
