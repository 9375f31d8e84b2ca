/* SPDX-License-Identifier: MIT */
/*
 * Lines of a notice that stood on a web page, or were written for one: what editors and
 * forums put around addresses is taken off.
 */
#ifndef NOTICE_PASTE_H
#define NOTICE_PASTE_H

#include "buf.h"
#include "span.h"

/*
 * Appends the line without "**", without the backquotes around all of it, with "[a@b](mailto:a@b)"
 * and "<a href="mailto:a@b">a@b</a>" as "a@b", with "<" for "&lt;", without the tags
 * of forums ("[email]", "[/font]"), and with a new line behind Sendmail's headings.
 */
void notice_paste_line(struct buf *out, struct span line);

/* Adds a text whose lines were joined to one, cut up again where lines of notices begin. */
void notice_paste_split(struct buf *out, struct span text);

#endif
