/* SPDX-License-Identifier: MIT */
/*
 * UTF-16 to UTF-8 (RFC 2781, RFC 3629).
 */
#include "utf16.h"

#include "utf8.h"

enum { MARK = 0xfeff, UNKNOWN = 0xfffd, HIGH = 0xd800, LOW = 0xdc00, END = 0xe000 };

bool utf16_begins(const char *start, size_t len, struct utf16 *u)
{
    unsigned char a = len > 1 ? (unsigned char)start[0] : 0,
                  b = len > 1 ? (unsigned char)start[1] : 0;

    *u = (struct utf16){ .big = a == 0xfe };
    return (a == 0xfe && b == 0xff) || (a == 0xff && b == 0xfe);
}

/* take - one unit of sixteen bits */
static size_t take(struct utf16 *u, unsigned unit, char *out)
{
    unsigned high = u->high;
    size_t n = 0;

    u->high = 0;
    if (high && unit >= LOW && unit < END)
        return utf8_put(0x10000 + ((high - HIGH) << 10) + (unit - LOW), out);
    if (high)
        n = utf8_put(UNKNOWN, out);
    if (unit >= HIGH && unit < LOW)
        u->high = unit;
    else if (unit != MARK)
        n += utf8_put(unit >= LOW && unit < END ? UNKNOWN : unit, out + n);
    return n;
}

size_t utf16_convert(struct utf16 *u, const unsigned char *bytes, size_t n, char *out)
{
    size_t i, to = 0;

    for (i = 0; i < n; i++) {
        unsigned first = u->byte, second = bytes[i];

        u->byte = bytes[i];
        u->half = !u->half;
        if (!u->half)
            to += take(u, u->big ? first << 8 | second : second << 8 | first, out + to);
    }
    return to;
}
