/* SPDX-License-Identifier: MIT */
/*
 * The text of a notice: where it ends, and its words without the marks and phrases
 * around them.
 */
#ifndef NOTICE_TEXT_H
#define NOTICE_TEXT_H

#include "span.h"

/* Is there anything but dashes and stars in it? */
bool notice_has_substance(struct span text);

/*
 * Appends the text up to the returned message; rulers become empty lines.  Returns what follows,
 * from the header of that message on.
 */
struct span notice_clean(struct buf *out, struct span text);

/* Has a passage more than paragraphs that every notice has, or footers? */
bool notice_has_reason(struct span text);

/*
 * The passage as it is handed over, in the emptied out: without marks, without
 * indentation, and without paragraphs that say nothing as long as any other is there.
 */
struct span notice_words(struct buf *out, struct span text);

#endif
