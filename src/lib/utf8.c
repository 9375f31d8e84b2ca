/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: validation, case folding, safe display.  Folding keeps the number of
 * bytes, so that positions in folded and in plain text agree.
 */
#include "utf8.h"

#include "ascii.h"
#include "chars.h"

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

/* How capitals of two bytes become small letters. */
static const struct {
    unsigned first, last;
    enum { ADD, EVEN_IS_CAPITAL, ODD_IS_CAPITAL } how;
    int add;
} cases[] = {
    { 0x00c0, 0x00d6, ADD, 0x20 },          { 0x00d8, 0x00de, ADD, 0x20 },
    { 0x0100, 0x012f, EVEN_IS_CAPITAL, 0 }, { 0x0132, 0x0137, EVEN_IS_CAPITAL, 0 },
    { 0x0139, 0x0148, ODD_IS_CAPITAL, 0 },  { 0x014a, 0x0177, EVEN_IS_CAPITAL, 0 },
    { 0x0178, 0x0178, ADD, -0x79 },         { 0x0179, 0x017e, ODD_IS_CAPITAL, 0 },
    { 0x0386, 0x0386, ADD, 0x26 },          { 0x0388, 0x038a, ADD, 0x25 },
    { 0x038c, 0x038c, ADD, 0x40 },          { 0x038e, 0x038f, ADD, 0x3f },
    { 0x0391, 0x03a9, ADD, 0x20 },          { 0x0400, 0x040f, ADD, 0x50 },
    { 0x0410, 0x042f, ADD, 0x20 },          { 0x0460, 0x0481, EVEN_IS_CAPITAL, 0 },
    { 0x048a, 0x04bf, EVEN_IS_CAPITAL, 0 }, { 0x04d0, 0x052f, EVEN_IS_CAPITAL, 0 },
};

/* lower - the lower case of a code point of two bytes, if that has two bytes too */
static unsigned lower(unsigned c)
{
    size_t i;

    for (i = 0; i < sizeof cases / sizeof *cases && c >= cases[i].first; i++) {
        if (c > cases[i].last)
            continue;
        if (cases[i].how == ADD)
            return (unsigned)((int)c + cases[i].add);
        return cases[i].how == EVEN_IS_CAPITAL ? c | 1 : c + (c & 1);
    }
    return c;
}

size_t utf8_put(unsigned point, char out[UTF8_MAX])
{
    size_t n = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4, i;
    static const unsigned lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

    for (i = n - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3f));
    out[0] = (char)(lead[n] | point);
    return n;
}

void utf8_fold(const char *text, size_t n, char *out)
{
    size_t i;

    if (n == 2) {
        (void)utf8_put(lower(((unsigned)text[0] & 0x1f) << 6 | ((unsigned)text[1] & 0x3f)), out);
        return;
    }
    for (i = 0; i < n; i++)
        out[i] = to_lower(text[i]);
}

/* Characters that steer a terminal, turn the order of text round or cannot be seen. */
static const struct {
    unsigned first, last;
} harmful[] = {
    { 0x00, 0x1f },       /* C0 */
    { 0x7f, 0x9f },       /* DEL, C1 */
    { 0x61c, 0x61c },     /* Arabic letter mark */
    { 0x115f, 0x1160 },   /* Hangul fillers */
    { 0x180b, 0x180f },   /* Mongolian selectors */
    { 0x200b, 0x200f },   /* of no width, joiners, marks of direction */
    { 0x2028, 0x202e },   /* separators of lines, embeddings and overrides */
    { 0x2060, 0x206f },   /* joiners, invisible operators, isolates */
    { 0x3164, 0x3164 },   /* Hangul filler */
    { 0xfeff, 0xfeff },   /* byte order mark */
    { 0xffa0, 0xffa0 },   /* Hangul filler, of half width */
    { 0xfff9, 0xfffb },   /* annotations */
    { 0xe0000, 0xe0fff }, /* tags */
};

/* code_point - of the valid character of n bytes */
static unsigned code_point(const char *text, size_t n)
{
    unsigned c = (unsigned char)text[0];
    size_t i;

    if (n > 1)
        c &= 0x7fu >> n;
    for (i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)text[i] & 0x3f);
    return c;
}

/* harmless - may this character of n bytes be shown as it is? */
static bool harmless(const char *text, size_t n)
{
    unsigned c = code_point(text, n);
    size_t i;

    for (i = 0; i < sizeof harmful / sizeof *harmful && c >= harmful[i].first; i++)
        if (c <= harmful[i].last)
            return false;
    return true;
}

/* skip_printable - behind the ASCII text at i that is shown as it is */
static size_t skip_printable(const char *text, size_t i, size_t len)
{
    while (len - i >= CHARS) {
        size_t n = chars_first(chars_special(chars_at(text + i)));

        i += n;
        if (n < CHARS)
            return i;
    }
    while (i < len && text[i] >= ' ' && text[i] < 0x7f)
        i++;
    return i;
}

void utf8_add_safe(struct buf *b, const char *text, size_t len)
{
    size_t i = 0, from = 0, n, k;

    while (i < len) {
        i = skip_printable(text, i, len);
        if (i == len)
            break;
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
