/* SPDX-License-Identifier: MIT */
/*
 * Words that are spelt in several ways ("isn't", "e-mail", "black list") stand in one of them
 * before the built-in rows are asked: each pattern need know that one only (data/spellings.tsv).
 */
#ifndef SPELLING_H
#define SPELLING_H

#include "buf.h"
#include "match.h"

/*
 * Writes the words, as the matcher searched them last, with the usual spelling where another
 * one was found; scratch is used on the way.  Returns whether they have changed.
 */
bool spelling_apply(const struct matcher *m, struct buf *words, struct buf *scratch);

#endif
