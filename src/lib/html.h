/* SPDX-License-Identifier: MIT */
/*
 * The text of a page in HTML.
 */
#ifndef HTML_H
#define HTML_H

#include "buf.h"
#include "record.h"
#include "span.h"

/* The tag that breaks a line, as it is written. */
extern const struct phrases html_breaks;

/* Appends what a reader of the page sees, a line a paragraph. */
void html_add(struct buf *out, struct span html);

/*
 * The character that "&lt;", "&#39;" or the like at p stands for; curly quotes as plain ones, the
 * no-break space as a blank.  Returns the bytes that it takes, 0 if none begins there.
 */
size_t html_entity(const char *p, const char *end, unsigned *point);

/*
 * How many bytes of a page at p are a space that does not break (*wide), or one of no width, in
 * UTF-8 or by their names; 0: neither.
 */
size_t html_space(const char *p, const char *end, bool *wide);

#endif
