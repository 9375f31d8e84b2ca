/* SPDX-License-Identifier: MIT */
/*
 * Recipients in the text of a notice: lines that name one, with the reason behind or
 * below it.
 */
#ifndef NOTICE_RECIPIENT_H
#define NOTICE_RECIPIENT_H

#include "notice.h"

/*
 * The address at the start of s in whatever brackets; ptr NULL if there is none.  *rest
 * is set to what stands behind it, if there is one.
 */
struct span notice_address_at(struct span s, struct span *rest);

/* Takes the text up to the end of its next address off *rest; ptr NULL: no more. */
struct span notice_next_address(struct span *rest);

/* Cuts the text, human, into sections, none yet, at the lines that name a recipient. */
void notice_read_sections(struct notice *notice);

#endif
