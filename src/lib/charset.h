/* SPDX-License-Identifier: MIT */
/*
 * Character sets of mail, turned into UTF-8.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include "buf.h"
#include "record.h"

#include <stdbool.h>

/*
 * Appends text in UTF-8.  charset is a name as mail gives it, in any case and
 * perhaps empty.  A set that is not known, and bytes that the set does not
 * have, are copied as they are.
 */
void charset_add(struct buf *out, struct span text, struct span charset);

/*
 * Appends in UTF-8 text that is in the set of that name, which is iconv(3)'s and never
 * from the input.  A byte that the set does not have is copied; if strict, it ends the
 * work and false is returned.  So it is where the system has no such set.
 */
bool charset_convert(struct buf *out, struct span text, const char *name, bool strict);

/* Does the text switch to a set of letters of two bytes, as ISO-2022's do? */
bool charset_shifts(struct span text);

/* Does the text switch to JIS X 0208, as only ISO-2022-JP does? */
bool charset_escapes(struct span text);

#endif
