/* SPDX-License-Identifier: MIT */
/*
 * Whole messages of mail.  A notice of failure is read for what the server
 * said about each recipient, whoever wrapped it in words of his own; any other
 * message says nothing.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "format.h"

#include <stdbool.h>

enum message_result {
    MESSAGE_NONE,     /* not a message */
    MESSAGE_ORDINARY, /* a message, but no notice of failure */
    MESSAGE_NOTICE,   /* entries were handed over */
};

/*
 * Does the text begin as a mail message does: header fields, perhaps behind an
 * mbox "From " line, among them such as only mail has?  A pasted reply, the
 * fields of a delivery status alone, or a log do not.
 */
bool message_begins(struct span text);

/*
 * Is the text the body of a notice that somebody pasted without its header?  It opens as only
 * programs write, with no line of a log before, and has several lines.
 */
bool message_is_body(struct span text);

/* Reads such a text as message_read() reads a message. */
enum message_result message_read_body(struct span text, log_entry_fn *fn, void *arg);

/*
 * Reads a message and hands over an entry for each recipient that a notice
 * reports.  Entries point into memory of this call: they end with the callback.
 * A report of success alone is ordinary.
 */
enum message_result message_read(struct span text, log_entry_fn *fn, void *arg);

#endif
