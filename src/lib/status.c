/* SPDX-License-Identifier: MIT */
/*
 * Reply codes and enhanced status codes as numbers.  Knows their grammar and
 * nothing of the registries.
 */
#include "status.h"

#include "ascii.h"

#include <stdio.h>

enum { DETAIL_DIGITS = 3 };

/* digits - read one to three digits; returns how many, 0 if none, more, or a leading zero */
static size_t digits(const char *p, const char *end, unsigned *value)
{
    unsigned v = 0;
    size_t n;

    for (n = 0; p + n < end && is_digit(p[n]); n++) {
        if (n == DETAIL_DIGITS)
            return 0; /* 5.1.1024 is a part of something else */
        v = v * 10 + (unsigned)(p[n] - '0');
    }
    *value = v;
    return n > 1 && *p == '0' ? 0 : n; /* RFC 3463 2: no leading zeros */
}

/* ends_here - is the code not the beginning of a longer word or number? */
static bool ends_here(const char *p, const char *end)
{
    if (p == end)
        return true;
    if (is_alnum(*p))
        return false;
    return !(*p == '.' && p + 1 < end && is_digit(p[1]));
}

size_t status_parse(const char *text, size_t len, struct sw_status *out)
{
    const char *p = text, *end = text + len;
    unsigned subject, detail;
    size_t n;

    if (len < 5 || (*p != '2' && *p != '4' && *p != '5') || p[1] != '.')
        return 0;
    p += 2;
    n = digits(p, end, &subject);
    if (n == 0 || p + n == end || p[n] != '.')
        return 0;
    p += n + 1;
    n = digits(p, end, &detail);
    if (n == 0 || !ends_here(p + n, end))
        return 0;
    out->class = (unsigned)(*text - '0');
    out->subject = subject;
    out->detail = detail;
    return (size_t)(p + n - text);
}

size_t reply_parse(const char *text, size_t len, unsigned *out)
{
    unsigned v;

    if (digits(text, text + len, &v) != 3 || v < 100 || v > 699)
        return 0;
    if (!ends_here(text + 3, text + len))
        return 0;
    *out = v;
    return 3;
}

void sw_status_text(struct sw_status s, char out[SW_STATUS_TEXT])
{
    if (s.class == 0)
        out[0] = '\0';
    else
        snprintf(out, SW_STATUS_TEXT, "%u.%u.%u", s.class % 10, s.subject % 1000, s.detail % 1000);
}
