/* SPDX-License-Identifier: MIT */
/*
 * The form of words that the patterns of known replies are written for.
 */
#ifndef FOLD_H
#define FOLD_H

#include "buf.h"
#include "record.h"

/*
 * Appends words, as words_add() made them, in lower case and with typewriter quotes.
 * Control characters stand as blanks, and no blank behind a blank or at either end.
 */
void fold_add(struct buf *out, struct span words);

/*
 * Writes "x" over the letters and digits of local parts, as in "<spam@example.org>": the name
 * of a person or a list says nothing about a reply.
 */
void fold_hide_names(struct buf *words);

#endif
