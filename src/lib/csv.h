/* SPDX-License-Identifier: MIT */
/*
 * Rows of comma-separated values (RFC 4180), one line each, for the log formats.
 */
#ifndef CSV_H
#define CSV_H

#include "buf.h"
#include "record.h"

/*
 * Splits a row into at most max cells, without the quotes around them and with
 * doubled quotes in them as they are.  Returns how many; what follows the last
 * cell is dropped.
 */
size_t csv_split(struct span row, struct span *cell, size_t max);

/* A cell with its doubled quotes made single, in scratch if there are any. */
struct span csv_text(struct buf *scratch, struct span cell);

#endif
