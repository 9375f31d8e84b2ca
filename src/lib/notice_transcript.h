/* SPDX-License-Identifier: MIT */
/*
 * Transcripts of sessions in notices: what servers said, and about whom.
 */
#ifndef NOTICE_TRANSCRIPT_H
#define NOTICE_TRANSCRIPT_H

#include "notice.h"

/* What follows one of the marks at the start of the line; ptr NULL if it has none. */
struct span notice_behind_mark(struct span line, struct phrases marks);

/*
 * Puts the refusals of the text, human, into replies: each with the recipient it is
 * about, where the transcript tells.  quotes must be empty, and left alone afterwards:
 * replies point into it.
 */
void notice_read_transcript(struct notice *notice);

#endif
