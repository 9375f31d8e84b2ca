/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: validation, case folding, safe display.  Folding keeps the number of
 * bytes, so that positions in folded and in plain text agree.
 */
#include "utf8.h"

#include "ascii.h"

#include <stdbool.h>

size_t utf8_length(const char *text, size_t len)
{
    const unsigned char *p = (const unsigned char *)text;
    size_t n, i;

    if (len == 0)
        return 0;
    if (p[0] < 0x80)
        return 1;
    n = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
    if (p[0] < 0xc2 || p[0] > 0xf4 || n > len)
        return 0;
    for (i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] >= 0xa0))
        return 0; /* overlong; surrogate */
    if ((p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] >= 0x90))
        return 0; /* overlong; above U+10FFFF */
    return n;
}

/* lower - the lower case of a code point of two bytes, if that has two bytes too */
static unsigned lower(unsigned c)
{
    if (c == 0x386)
        return 0x3ac;
    if (c >= 0x388 && c <= 0x38a)
        return c + 0x25;
    if (c == 0x38c || c == 0x38e || c == 0x38f)
        return c == 0x38c ? 0x3cc : c + 0x3f;
    if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9) ||
        (c >= 0x410 && c <= 0x42f))
        return c + 0x20;
    if (c >= 0x400 && c <= 0x40f)
        return c + 0x50;
    if (c == 0x178)
        return 0xff;
    if ((c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14a && c <= 0x177) ||
        (c >= 0x460 && c <= 0x481) || (c >= 0x48a && c <= 0x4bf) || (c >= 0x4d0 && c <= 0x52f))
        return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
        return c + (c & 1);
    return c;
}

void utf8_fold(const char *text, size_t n, char *out)
{
    unsigned c;
    size_t i;

    if (n == 2) {
        c = lower(((unsigned)text[0] & 0x1f) << 6 | ((unsigned)text[1] & 0x3f));
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return;
    }
    for (i = 0; i < n; i++)
        out[i] = to_lower(text[i]);
}

/* harmless - may this character of n bytes be shown as it is? */
static bool harmless(const char *text, size_t n)
{
    const unsigned char *p = (const unsigned char *)text;

    if (n == 1)
        return p[0] >= ' ' && p[0] != 0x7f;
    if (n == 2)
        return !(p[0] == 0xc2 && p[1] < 0xa0); /* C1 */
    if (n == 3 && p[0] == 0xe2)                /* U+200E, 200F, 2028-202E, 2066-2069 */
        return !(p[1] == 0x80 &&
                 (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xa8 && p[2] <= 0xae))) &&
               !(p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9);
    return true;
}

void utf8_add_safe(struct buf *b, const char *text, size_t len)
{
    size_t i = 0, from = 0, n, k;

    while (i < len) {
        if (text[i] >= ' ' && text[i] < 0x7f) { /* as most are */
            i++;
            continue;
        }
        n = utf8_length(text + i, len - i);
        if (n > 0 && harmless(text + i, n)) {
            i += n;
            continue;
        }
        buf_add(b, text + from, i - from);
        for (k = 0; k < (n ? n : 1); k++)
            buf_printf(b, "\\x%02x", (unsigned char)text[i + k]);
        i += n ? n : 1;
        from = i;
    }
    buf_add(b, text + from, i - from);
}
