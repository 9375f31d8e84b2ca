/* SPDX-License-Identifier: MIT */
/*
 * The queue of a mail server, as mailq prints it: of each message a head, then reasons in
 * parentheses, each above the recipients that wait for it.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include "format.h"

/* Does the text begin with the head of a message: "4XyZ1C0A3   2412 Tue Dec  1 02:58:02  a@b"? */
bool queue_begins(struct span text);

/* The message that the text begins with, up to an empty line or the next one's head. */
struct span queue_message(struct span text);

/* Hands over an entry for each recipient of such a message, if a reason is given: LOG_SAID. */
enum log_result queue_read(struct span message, log_entry_fn *fn, void *arg);

#endif
