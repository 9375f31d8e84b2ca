/* SPDX-License-Identifier: MIT */
/*
 * What the texts of a row must be like, whatever table it stands in.
 */
#ifndef PROSE_H
#define PROSE_H

#include "tsv.h"

#include <stdbool.h>

/* The columns that hold them. */
struct prose {
    size_t title, meaning, fix, check;
    bool ascii; /* nothing else may stand in them; a site may write as it likes */
};

/*
 * Reports every fault: a title is one short phrase, a meaning and each step are sentences,
 * and what stands in braces is a blank that will be filled.
 */
void prose_check(struct tsv *t, const struct tsv_row *row, const struct prose *prose);

#endif
