/* SPDX-License-Identifier: MIT */
/*
 * The words of a reply, unfolded: line breaks (real ones, and the "\n" of two
 * characters that logs write), runs of blanks and the codes repeated at each
 * line's start become one blank.
 */
#ifndef WORDS_H
#define WORDS_H

#include "buf.h"
#include "record.h"

/* Appends the words of text without the given codes, which stand in it in order. */
void words_add(struct buf *out, struct span text, const struct span *codes, size_t ncodes);

#endif
