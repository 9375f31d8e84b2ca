/* SPDX-License-Identifier: MIT */
/*
 * Letters without accents.  What is no letter that has one stays as it is, and so does a byte
 * that is no UTF-8.
 */
#include "accents.h"

#include "utf8.h"

#include <string.h>

/* For U+00C0 to U+017F, and for U+1E00 to U+1EFF: the letter, or a mark that stands for none. */
static const char latin[] = "aaaaaa?ceeeeiiiidnooooo?ouuuuy??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkkllllll??"
                            "llnnnnnn?nnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static const char vietnamese[] =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooo"
    "pppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwy??????"
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo"
    "uuuuuuuuuuuuuuyyyyyyyy??????";

enum {
    LATIN = 0xc0,
    VIETNAMESE = 0x1e00,
    SHARP_S = 0xdf,
    AE = 0xe6,
    OE = 0x153,
    S_BELOW = 0x219,
    T_BELOW = 0x21b,
    O_HORN = 0x1a1,
    U_HORN = 0x1b0,
    GREEK_ALPHA = 0x3ac,
    GREEK_OMEGA = 0x3ce,
    FULL_STOP = 0x3002,
    WIDE_STOP = 0xff0e,
    WIDE_EXCLAMATION = 0xff01,
    WIDE_QUESTION = 0xff1f
};

/* point_of - the code point of a valid character of n bytes */
static unsigned point_of(const char *p, size_t n)
{
    static const unsigned char first[UTF8_MAX + 1] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
    unsigned point = (unsigned char)*p & first[n];
    size_t i;

    for (i = 1; i < n; i++)
        point = point << 6 | ((unsigned char)p[i] & 0x3f);
    return point;
}

/* is_mark - is it a quote, a dash, a blank or the like, and part of no word? */
static bool is_mark(unsigned point)
{
    return (point >= 0xa0 && point < LATIN) || (point >= 0x2000 && point <= 0x206f) ||
           (point >= 0x3000 && point <= 0x303f && point != 0x3005) || /* but a repeated letter */
           (point >= WIDE_EXCLAMATION && point <= 0xff20) || point == 0x60c || point == 0x61f;
}

static bool is_stop(unsigned point)
{
    return point == FULL_STOP || point == WIDE_STOP || point == WIDE_EXCLAMATION ||
           point == WIDE_QUESTION;
}

/* greek - the letter without its accent, which is one of U+03B1 to U+03C9 */
static unsigned greek(unsigned point)
{
    static const unsigned short bare[] = { 0x3b1, 0x3b5, 0x3b7, 0x3b9 };

    if (point <= 0x3af)
        return bare[point - GREEK_ALPHA];
    switch (point) {
    case 0x3ca:
        return 0x3b9;
    case 0x3cb:
    case 0x3cd:
        return 0x3c5;
    case 0x3cc:
        return 0x3bf;
    case GREEK_OMEGA:
        return 0x3c9;
    default:
        return point;
    }
}

/* put_two - two letters for one */
static size_t put_two(const char *letters, char *out)
{
    memcpy(out, letters, 2);
    return 2;
}

/* drop_one - writes a character of n bytes without its accent; returns the bytes written */
static size_t drop_one(const char *p, size_t n, char *out)
{
    unsigned point = point_of(p, n), letter = 0;

    if (is_stop(point))
        return put_two(". ", out);
    if (is_mark(point))
        letter = ' ';
    else if (point == SHARP_S)
        return put_two("ss", out);
    else if (point == AE || point == OE)
        return put_two(point == AE ? "ae" : "oe", out);
    else if (point >= LATIN && point < LATIN + sizeof latin - 1)
        letter = (unsigned char)latin[point - LATIN];
    else if (point >= VIETNAMESE && point < VIETNAMESE + sizeof vietnamese - 1)
        letter = (unsigned char)vietnamese[point - VIETNAMESE];
    else if (point == S_BELOW || point == T_BELOW)
        letter = point == S_BELOW ? 's' : 't';
    else if (point == O_HORN || point == U_HORN)
        letter = point == O_HORN ? 'o' : 'u';
    else if (point >= GREEK_ALPHA && point <= GREEK_OMEGA)
        return utf8_put(greek(point), out);
    if (letter == 0 || letter == '?') {
        memcpy(out, p, n);
        return n;
    }
    *out = (char)letter;
    return 1;
}

size_t accents_drop(struct span text, char *out)
{
    const char *p = text.ptr, *end = p + text.len;
    size_t len = 0, n;

    while (p < end) {
        n = (unsigned char)*p < 0x80 ? 0 : utf8_length(p, (size_t)(end - p));
        if (n == 0) {
            out[len++] = *p++;
            continue;
        }
        len += drop_one(p, n, out + len);
        p += n;
    }
    return len;
}
