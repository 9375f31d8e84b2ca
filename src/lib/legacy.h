/* SPDX-License-Identifier: MIT */
/*
 * Texts that are not UTF-8 and do not say what they are, as bare lines of a log.
 * Which set they are in, nobody can tell from the bytes alone: they are read in one
 * set after the other, and the caller keeps the reading whose words it knows.
 */
#ifndef LEGACY_H
#define LEGACY_H

#include "buf.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>

enum { LEGACY_SETS = 15 };

/* Has the text bytes that are not UTF-8, or the escapes of ISO-2022-JP? */
bool legacy_text(struct span text);

/*
 * Puts the text, read in that set, into out as UTF-8, instead of what is in there.
 * Returns false where the text has bytes that the set does not have.
 */
bool legacy_read(struct buf *out, struct span text, size_t set);

#endif
