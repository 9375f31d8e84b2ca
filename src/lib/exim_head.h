/* SPDX-License-Identifier: MIT */
/*
 * The head of Exim's log lines: a time stamp, perhaps a process number, perhaps a message id.
 */
#ifndef EXIM_HEAD_H
#define EXIM_HEAD_H

#include "record.h"

#include <stdbool.h>

/* Is it a line of a log file: a time stamp, before which "[1\4] " stands where an entry has
 * several lines? */
bool exim_is_entry(struct span line);

/* What Exim said: the line without time stamp and process number, and without what syslog and
 * containers put in front. */
struct span exim_body(struct span line);

/* The message id, "1abcde-000abc-Ab" or, since 4.97, "1abcde-0000000abcd-Abcd", with which the text
 * begins and behind which a blank stands; ptr NULL: there is none. */
struct span exim_message_id(struct span text);

#endif
