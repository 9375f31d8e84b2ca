/* SPDX-License-Identifier: MIT */
/*
 * Logs and sessions as people paste them: lines that a terminal or a forum has wrapped,
 * and replies of several lines, each behind a time stamp or a mark of its own.
 */
#ifndef UNWRAP_H
#define UNWRAP_H

#include "buf.h"
#include "record.h"

#include <stdbool.h>

enum { UNWRAP_MOST = 64 * 1024 }; /* a longer text is left as it is */

/*
 * Makes a copy of the text in out in which what was one line is one again.  It is of the same
 * length: what is found at a byte of it stands at that byte of the text.  Lines end in '\n';
 * '\r' stands between those of one reply.  Returns false if there is nothing to mend.
 * scratch is memory for the log formats.
 */
bool unwrap(struct span text, struct buf *scratch, struct buf *out);

#endif
