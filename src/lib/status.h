/* SPDX-License-Identifier: MIT */
/*
 * The grammar of reply codes (RFC 5321 4.2) and enhanced status codes
 * (RFC 3463 2).  What a code means is looked up in table.h.
 */
#ifndef STATUS_H
#define STATUS_H

#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads an enhanced status code at the start of text, at most len bytes.
 * Returns the bytes it takes, or 0 if there is none.  A digit, letter or
 * ".digit" behind it means that it is a part of something else: 0.  *out is
 * set only on success.
 */
size_t status_parse(const char *text, size_t len, struct sw_status *out);

/* The same for a reply code: three digits, the first from 1 to 6. */
size_t reply_parse(const char *text, size_t len, unsigned *out);

/* Is it set at all?  Class 0 means that no code was given. */
static inline bool status_given(struct sw_status s)
{
    return s.class != 0;
}

static inline bool status_equal(struct sw_status a, struct sw_status b)
{
    return a.class == b.class && a.subject == b.subject && a.detail == b.detail;
}

#endif
