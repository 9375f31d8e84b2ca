/* SPDX-License-Identifier: MIT */
/*
 * The text of a page in HTML.
 */
#ifndef HTML_H
#define HTML_H

#include "buf.h"
#include "record.h"

/* Appends what a reader of the page sees, a line a paragraph. */
void html_add(struct buf *out, struct span html);

#endif
