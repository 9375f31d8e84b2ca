/* SPDX-License-Identifier: MIT */
/*
 * How far the words of a reply reach.
 */
#ifndef EXTENT_H
#define EXTENT_H

#include "record.h"

/*
 * The end of the words of the reply in text whose first code stands at first and whose
 * last code ends at from; limit at most, where the next reply begins.
 */
const char *extent_end(struct span text, const char *first, const char *from, const char *limit);

/* Where the words of the reply at p begin in "550, b'words'" or "550, 'message': 'words'", as
 * Python shows a reply; p if it does not stand so. */
const char *extent_tuple(const char *p, const char *end);

#endif
