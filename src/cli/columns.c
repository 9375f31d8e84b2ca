/* SPDX-License-Identifier: MIT */
/*
 * The ranges are those of Unicode's East Asian Width that mail is written in, not the whole
 * table, and the locale is not asked: a reply is in the language of its server.
 */
#include "columns.h"

#include "utf8.h"

#include <stdbool.h>

struct range {
    unsigned first, last;
};

/* UAX #11: W and F */
static const struct range wide[] = {
    { 0x1100, 0x115f },   { 0x2e80, 0x303e },   { 0x3041, 0xa4cf },   { 0xa960, 0xa97f },
    { 0xac00, 0xd7a3 },   { 0xf900, 0xfaff },   { 0xfe30, 0xfe6f },   { 0xff00, 0xff60 },
    { 0xffe0, 0xffe6 },   { 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff },
    { 0x20000, 0x3fffd },
};

/* Marks above and below: Latin, Hebrew, Arabic, Thai, symbols; and what picks a glyph's form. */
static const struct range marks[] = {
    { 0x0300, 0x036f }, { 0x0591, 0x05bd }, { 0x064b, 0x065f }, { 0x0e31, 0x0e31 },
    { 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e }, { 0x20d0, 0x20ff }, { 0xfe00, 0xfe0f },
};

/* is_in - ranges in order; most characters stand before the first */
static bool is_in(const struct range *ranges, size_t n, unsigned point)
{
    size_t i;

    for (i = 0; i < n && point >= ranges[i].first; i++)
        if (point <= ranges[i].last)
            return true;
    return false;
}

/* point_of - the code point of a character of n bytes */
static unsigned point_of(const char *text, size_t n)
{
    unsigned point = (unsigned char)text[0] & (n == 2 ? 0x1fu : n == 3 ? 0x0fu : 0x07u);
    size_t i;

    for (i = 1; i < n; i++)
        point = point << 6 | ((unsigned char)text[i] & 0x3fu);
    return point;
}

size_t columns_at(const char *text, size_t len, size_t *bytes)
{
    size_t n = (unsigned char)text[0] < 0x80 ? 1 : utf8_length(text, len);
    unsigned point;

    *bytes = n > 0 ? n : 1;
    if (n < 2)
        return 1;
    point = point_of(text, n);
    if (is_in(wide, sizeof wide / sizeof *wide, point))
        return 2;
    return is_in(marks, sizeof marks / sizeof *marks, point) ? 0 : 1;
}

size_t columns_of(const char *text, size_t len)
{
    size_t columns = 0, i, n;

    for (i = 0; i < len; i += n)
        columns += columns_at(text + i, len - i, &n);
    return columns;
}

size_t columns_fit(const char *text, size_t len, size_t columns)
{
    size_t i, n;

    for (i = 0; i < len; i += n) {
        size_t wide_one = columns_at(text + i, len - i, &n);

        if (wide_one > columns)
            break;
        columns -= wide_one;
    }
    return i;
}
