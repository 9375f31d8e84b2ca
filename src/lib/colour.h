/* SPDX-License-Identifier: MIT */
/*
 * The sequences by which programs colour what they print (ECMA-48 8.3.117), as they get into logs
 * and pastes: "\033[31m", also with the escape written as "^[" or, as syslogd does, "#033".
 */
#ifndef COLOUR_H
#define COLOUR_H

#include "buf.h"
#include "span.h"

#include <stdbool.h>
#include <stddef.h>

/* How long is the sequence at the start of the text?  0: there is none. */
size_t colour_at(struct span text);

/* Copies the text with blanks in the place of such sequences; false: there are none, or out has no
 * room for it. */
bool colour_blank(struct span text, struct buf *out);

#endif
