/* SPDX-License-Identifier: MIT */
/*
 * The text of a page in HTML, as mail has it: tags are passed over and the commonest
 * characters by name are read.  No parser: what is broken is text.
 */
#include "html.h"

#include "ascii.h"
#include "span.h"
#include "utf8.h"

#include <string.h>

static const char *const breaks[] = { "<br>", "<br/>", "<br />" };
const struct phrases html_breaks = PHRASES(breaks);

/* Elements that begin a line of their own. */
static const char *const blocks[] = { "br", "p",  "div",   "tr", "li",  "h1", "h2",    "h3",
                                      "ul", "ol", "table", "hr", "pre", "td", "title", "th" };

/*
 * Characters by name, with their code points.  Of letters the small ones: the capital ones, whose
 * names begin with a capital, stand CAPITAL before them in Latin-1.
 */
static const struct {
    const char *name;
    unsigned point;
} entities[] = {
    { "lt", '<' },        { "gt", '>' },      { "amp", '&' },      { "nbsp", ' ' },
    { "quot", '"' },      { "apos", '\'' },   { "lsquo", '\'' },   { "rsquo", '\'' },
    { "ldquo", '"' },     { "rdquo", '"' },   { "commat", '@' },   { "colon", ':' },
    { "period", '.' },    { "sol", '/' },     { "num", '#' },      { "lbrack", '[' },
    { "rbrack", ']' },    { "hyphen", '-' },  { "ndash", 0x2013 }, { "mdash", 0x2014 },
    { "hellip", 0x2026 }, { "bull", 0x2022 }, { "laquo", 0xab },   { "raquo", 0xbb },
    { "szlig", 0xdf },    { "agrave", 0xe0 }, { "aacute", 0xe1 },  { "acirc", 0xe2 },
    { "atilde", 0xe3 },   { "auml", 0xe4 },   { "aring", 0xe5 },   { "aelig", 0xe6 },
    { "ccedil", 0xe7 },   { "egrave", 0xe8 }, { "eacute", 0xe9 },  { "ecirc", 0xea },
    { "euml", 0xeb },     { "igrave", 0xec }, { "iacute", 0xed },  { "icirc", 0xee },
    { "iuml", 0xef },     { "ntilde", 0xf1 }, { "ograve", 0xf2 },  { "oacute", 0xf3 },
    { "ocirc", 0xf4 },    { "otilde", 0xf5 }, { "ouml", 0xf6 },    { "oslash", 0xf8 },
    { "ugrave", 0xf9 },   { "uacute", 0xfa }, { "ucirc", 0xfb },   { "uuml", 0xfc },
    { "yacute", 0xfd },
};

enum {
    CAPITAL = 0x20,
    FIRST_LETTER = 0xe0,
    ENTITY_MAX = 10, /* bytes of a name or a number */
    POINT_MAX = 0x10ffff,
};

/* tag_name - of the tag at p, which stands behind "<" and "/" */
static struct span tag_name(const char *p, const char *end)
{
    const char *name = p;

    while (p < end && is_alnum(*p))
        p++;
    return span_of(name, p);
}

/* behind_tag - skips the tag at p, and all of a style or script */
static const char *behind_tag(const char *p, const char *end, struct buf *out)
{
    static const char *const hidden[] = { "style", "script", "head" };
    struct span name = tag_name(p + 1, end);
    const char *close;

    if (end - p > 4 && memcmp(p, "<!--", 4) == 0) {
        close = memmem(p, (size_t)(end - p), "-->", 3);
        return close ? close + 3 : end;
    }
    if (span_is_any(name, PHRASES_IN(hidden)))
        for (p++; p < end; p++)
            if (*p == '<' && end - p > 2 && p[1] == '/' && span_same(tag_name(p + 2, end), name))
                break;
    if (name.len == 0 && name.ptr < end && *name.ptr == '/')
        name = tag_name(name.ptr + 1, end);
    if (span_is_any(name, PHRASES_IN(blocks)))
        buf_putc(out, '\n');
    close = p < end ? memchr(p, '>', (size_t)(end - p)) : NULL;
    return close ? close + 1 : end;
}

/* plain_point - typographic quotes and blanks as plain ones */
static unsigned plain_point(unsigned point)
{
    if (point == 0x2018 || point == 0x2019)
        return '\'';
    if (point == 0x201c || point == 0x201d)
        return '"';
    return point == 0xa0 || point < ' ' ? ' ' : point;
}

/* point_of_number - of "39" or "x27"; 0: none that is a character */
static unsigned point_of_number(struct span number)
{
    bool hex = number.len > 0 && to_lower(number.ptr[0]) == 'x';
    unsigned point = 0;
    size_t i;

    for (i = hex; i < number.len; i++) {
        char c = to_lower(number.ptr[i]);

        if (is_digit(c))
            point = point * (hex ? 16 : 10) + (unsigned)(c - '0');
        else if (hex && c >= 'a' && c <= 'f')
            point = point * 16 + (unsigned)(c - 'a') + 10;
        else
            return 0;
    }
    return point > POINT_MAX || (point >= 0xd800 && point < 0xe000) ? 0 : point;
}

/* point_of_name - 0: none that is known */
static unsigned point_of_name(struct span name)
{
    size_t i;

    for (i = 0; i < sizeof entities / sizeof *entities; i++)
        if (span_is(name, entities[i].name))
            return entities[i].point >= FIRST_LETTER && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z'
                       ? entities[i].point - CAPITAL
                       : entities[i].point;
    return 0;
}

size_t html_entity(const char *p, const char *end, unsigned *point)
{
    struct span rest = span_at_most(span_of(p + 1, end), ENTITY_MAX), name;
    const char *close = memchr(rest.ptr, ';', rest.len);

    if (!close)
        return 0;
    name = span_of(rest.ptr, close);
    *point = name.len > 1 && name.ptr[0] == '#' ? point_of_number(span_from(name, 1))
                                                : point_of_name(name);
    if (*point == 0)
        return 0;
    *point = plain_point(*point);
    return (size_t)(close + 1 - p);
}

size_t html_space(const char *p, const char *end, bool *wide)
{
    static const char *const no_width[] = { "\xe2\x80\x8b", "\xe2\x80\x8c", "\xe2\x81\xa0",
                                            "\xef\xbb\xbf" };
    char bytes[UTF8_MAX];
    struct span s = span_of(p, end);
    unsigned point;
    size_t named = 0, n;

    *wide = span_begins(s, "\xc2\xa0");
    if (*wide)
        return 2;
    if (p < end && *p == '&' && (named = html_entity(p, end, &point)) > 0) {
        *wide = point == ' ';
        s = (struct span){ bytes, utf8_put(point, bytes) };
    }
    if (*wide)
        return named;
    n = span_begun_by(s, PHRASES_IN(no_width));
    return n > 0 && named > 0 ? named : n;
}

/* entity_add - the character that is named at p; returns the bytes taken, or 0 */
static size_t entity_add(const char *p, const char *end, struct buf *out)
{
    char bytes[UTF8_MAX];
    unsigned point;
    size_t n = html_entity(p, end, &point);

    if (n > 0)
        buf_add(out, bytes, utf8_put(point, bytes));
    return n;
}

/* blank_add - of several blanks one counts, and none at the start of a line */
static void blank_add(struct buf *out)
{
    if (out->len > 0 && out->ptr[out->len - 1] != '\n' && out->ptr[out->len - 1] != ' ')
        buf_putc(out, ' ');
}

void html_add(struct buf *out, struct span html)
{
    const char *p = html.ptr, *end = p + html.len;
    bool as_it_is = false; /* between <pre> and </pre> */
    size_t n;

    while (p < end && !out->truncated) {
        if (*p == '<' && p + 1 < end &&
            (is_alpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
            if (span_is(tag_name(p + 1 + (p[1] == '/'), end), "pre"))
                as_it_is = p[1] != '/';
            p = behind_tag(p, end, out);
        } else if (*p == '&' && (n = entity_add(p, end, out)) > 0) {
            p += n;
        } else if (!as_it_is && is_blank(*p)) {
            blank_add(out);
            p++;
        } else {
            buf_putc(out, *p++);
        }
    }
    buf_putc(out, '\n');
}
