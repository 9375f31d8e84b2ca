/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 as RFC 3629 defines it: where a character ends, how it is folded for
 * comparison, and how hostile bytes are shown.
 */
#ifndef UTF8_H
#define UTF8_H

#include "buf.h"

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_MAX = 4 }; /* bytes of a character */

/* Writes the character with that code point, at most 0x10ffff, to out; returns its bytes. */
size_t utf8_put(unsigned point, char out[UTF8_MAX]);

/* Is the byte one with which a character goes on, not the first of one? */
static inline bool utf8_continues(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Does a letter of another alphabet than ASCII's begin at p, as far as its first bytes tell?
 * Quotation marks and their like, from U+2000 and U+3000 on, are none. */
static inline bool utf8_begins_letter(const char *p, const char *end)
{
    unsigned char c = (unsigned char)*p;

    return (c >= 0xc3 && c <= 0xe1) || (c >= 0xe4 && c <= 0xed) ||
           (c == 0xe3 && end - p > 1 && (unsigned char)p[1] > 0x80);
}

/* Bytes of the character at the start of text; 0 if there is no valid one. */
size_t utf8_length(const char *text, size_t len);

/*
 * Writes the character of n bytes (as utf8_length() said) in lower case to out,
 * in as many bytes: ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic.
 */
void utf8_fold(const char *text, size_t n, char *out);

/*
 * Appends text with everything that could harm a terminal or a JSON reader
 * made visible: control characters (C0, DEL, C1), bidirectional overrides,
 * characters that cannot be seen, such as those of no width, and
 * bytes that are not UTF-8 become \xNN, byte by byte.
 */
void utf8_add_safe(struct buf *b, const char *text, size_t len);

#endif
