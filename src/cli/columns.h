/* SPDX-License-Identifier: MIT */
/*
 * How wide characters are on a terminal: those of East Asia take two columns, marks that are
 * put above or below another character none.
 */
#ifndef COLUMNS_H
#define COLUMNS_H

#include <stddef.h>

/* The columns of the character at text, at most len bytes of it; *bytes: how long it is. */
size_t columns_at(const char *text, size_t len, size_t *bytes);

/* Of a whole text. */
size_t columns_of(const char *text, size_t len);

/* How many bytes of text fit into so many columns, no character being cut. */
size_t columns_fit(const char *text, size_t len, size_t columns);

#endif
