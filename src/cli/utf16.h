/* SPDX-License-Identifier: MIT */
/*
 * UTF-16, as Windows writes logs, to UTF-8, as its bytes come.
 */
#ifndef UTF16_H
#define UTF16_H

#include <stdbool.h>
#include <stddef.h>

struct utf16 {
    bool big;  /* the high byte comes first */
    bool half; /* a byte waits for the other of its pair */
    unsigned char byte;
    unsigned high; /* a first surrogate that waits for the second; 0: none */
};

/* Does a file begin with a byte order mark?  Then *u is set up; the mark is text like the rest. */
bool utf16_begins(const char *start, size_t len, struct utf16 *u);

/* Room for what n bytes become. */
enum { UTF16_SPARE = 8 };
static inline size_t utf16_room(size_t n)
{
    return n / 2 * 3 + UTF16_SPARE;
}

/*
 * Writes n bytes of UTF-16 as UTF-8, in utf16_room(n) bytes at most; returns how many.  What
 * is no character becomes U+FFFD, the byte order mark nothing.
 */
size_t utf16_convert(struct utf16 *u, const unsigned char *bytes, size_t n, char *out);

#endif
