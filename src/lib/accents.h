/* SPDX-License-Identifier: MIT */
/*
 * Letters without what stands above and below them, as many people and old programs write
 * the words of languages that have such marks.
 */
#ifndef ACCENTS_H
#define ACCENTS_H

#include "span.h"

/*
 * Writes the folded text to out, of at least as many bytes, without accents: Latin and Greek
 * letters.  Quotes, dashes and blanks beyond ASCII become blanks, the full stops of Asia
 * "." and a blank, as far as they have the room.  Returns the bytes written.
 */
size_t accents_drop(struct span text, char *out);

#endif
