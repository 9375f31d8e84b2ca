/* SPDX-License-Identifier: MIT */
/*
 * Character sets of mail, turned into UTF-8.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include "buf.h"
#include "record.h"

/*
 * Appends text in UTF-8.  charset is a name as mail gives it, in any case and
 * perhaps empty.  A set that is not known, and bytes that the set does not
 * have, are copied as they are.
 */
void charset_add(struct buf *out, struct span text, struct span charset);

#endif
