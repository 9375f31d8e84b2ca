/* SPDX-License-Identifier: MIT */
/*
 * Unfolding of reply text.  Any bytes are valid input; bytes that are not UTF-8
 * are kept as they are.
 */
#include "words.h"

#include "ascii.h"
#include "chars.h"
#include "html.h"
#include "underscore.h"
#include "utf8.h"

#include <string.h>

/* One pass over the text. */
struct pass {
    const char *start, *p, *end;
    char *to;         /* the output is never longer than the input */
    char last;        /* what was written last; a blank at the start, so that none leads */
    bool underscores; /* they stand for blanks, as qmail writes */
};

static void put(struct pass *pass, char c)
{
    *pass->to = c;
    pass->to += !(c == ' ' && pass->last == ' ');
    pass->last = c;
}

/* odd_ones - which of the sixteen may not be copied as they are?  before: those one byte earlier.
 */
static chars odd_ones(const struct pass *pass, chars c, chars before)
{
    chars odd = chars_special(c) | (chars)(c == '\\') | (chars)(c == '&') |
                ((chars)(c == ' ') & (chars)(before <= ' '));

    if (pass->underscores)
        odd |= (chars)(c == '_');
    return odd;
}

/*
 * copy_plain - up to a byte that may not be copied as it is, sixteen at a time;
 * nearly all text goes through here.
 */
static void copy_plain(struct pass *pass, const char *stop)
{
    const char *from, *p = pass->p;
    size_t n = CHARS;

    while (p < stop && pass->last == ' ' && *p == ' ')
        p++;
    pass->p = from = p;
    if (p == pass->start)
        return;
    while (n == CHARS && stop - p >= CHARS) {
        n = chars_first(odd_ones(pass, chars_at(p), chars_at(p - 1)));
        chars_put(pass->to, chars_at(p));
        pass->to += n;
        p += n;
    }
    /* a shorter rest goes with the end of what was copied once more */
    if (n == CHARS && p > from && p < stop &&
        !chars_any(odd_ones(pass, chars_at(stop - CHARS), chars_at(stop - CHARS - 1)))) {
        pass->to += stop - p;
        p = stop;
        chars_put(pass->to - CHARS, chars_at(stop - CHARS));
    }
    pass->p = p;
    if (p > from)
        pass->last = pass->to[-1];
}

/* is_special - must this byte not simply be copied? */
static bool is_special(const struct pass *pass, unsigned char c)
{
    return c == '\\' || c == '&' || c >= 0x7f || (c == '_' && pass->underscores);
}

/* copy_ascii - up to a byte that needs a closer look; if there is room for sixteen, only the one
 * that may not be copied with them */
static void copy_ascii(struct pass *pass, const char *stop)
{
    const char *p = pass->p;
    char *to = pass->to, last = pass->last;

    if (stop - p >= CHARS && p > pass->start)
        stop = p + 1;
    for (; p < stop && !is_special(pass, (unsigned char)*p); p++) {
        char c = is_blank(*p) ? ' ' : *p;

        *to = c;
        to += !(c == ' ' && last == ' ');
        last = c;
    }
    pass->p = p;
    pass->to = to;
    pass->last = last;
}

/* put_point - a character that stood in more bytes */
static void put_point(struct pass *pass, unsigned point)
{
    char bytes[UTF8_MAX];
    size_t n = utf8_put(point, bytes), i;

    for (i = 0; i < n; i++)
        put(pass, bytes[i]);
}

enum { ESCAPED = 6 }; /* bytes of "\\u00e9" */

/* point_escaped - of "\\u00e9", as JSON writes what is beyond ASCII; 0 if it is none, or half of a
 * pair */
static unsigned point_escaped(const char *p, const char *end)
{
    enum { FIRST = 0xa0 };
    unsigned point = 0;
    size_t i;

    if (end - p < ESCAPED || p[1] != 'u')
        return 0;
    for (p += 2, i = 2; i < ESCAPED; i++, p++) {
        char c = to_lower(*p);

        if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
            return 0;
        point = point * 16 + (unsigned)(is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return point < FIRST || (point >= 0xd800 && point < 0xe000) ? 0 : point;
}

/* copy_entity - "&lt;" and its like, as a page's source has them; other such marks stay */
static void copy_entity(struct pass *pass)
{
    unsigned point;
    size_t n = html_entity(pass->p, pass->end, &point);

    put_point(pass, n ? point : '&');
    pass->p += n ? n : 1;
}

/* breaks_line - is the "n" at p, behind a backslash, a line break?  "C:\\temp" has none: what
 * follows one is a code, a blank or a capital, or it stands behind a mark */
static bool breaks_line(const struct pass *pass, const char *p)
{
    if (*p != 'n' && *p != 'r' && *p != 't')
        return false;
    return p + 1 == pass->end || !(p[1] >= 'a' && p[1] <= 'z') ||
           (p - pass->start > 1 && is_any_of(p[-2], ">.,;)\"'!?"));
}

/* copy_escape - "\\n" of two characters is a line break, "\\'" a quote, other backslashes stay */
static void copy_escape(struct pass *pass)
{
    const char *p = pass->p, *end = pass->end;
    char next = p + 1 < end ? p[1] : '\0';
    unsigned point = point_escaped(p, end);

    if (next == '"' || next == '\'') {
        put(pass, next);
        pass->p += 2;
        return;
    }
    if (point) {
        put_point(pass, point == 0xa0 ? ' ' : point);
        pass->p += ESCAPED;
        return;
    }
    if (p + 1 < end && breaks_line(pass, p + 1)) {
        put(pass, ' ');
        pass->p += 2;
        return;
    }
    put(pass, '\\');
    pass->p++;
}

/* copy_special - the byte at which copy_ascii() stopped */
static void copy_special(struct pass *pass)
{
    const char *p = pass->p;

    if (*p == '\\') {
        copy_escape(pass);
    } else if (*p == '&') {
        copy_entity(pass);
    } else if (*p == '\xc2' && pass->end - p >= 2 && p[1] == '\xa0') {
        put(pass, ' '); /* no-break space */
        pass->p += 2;
    } else {
        do
            put(pass, *p == '_' && !underscore_numbers(pass->start, p, pass->end) ? ' ' : *p);
        while (++p < pass->end && (unsigned char)*p > 0x7f && *p != '\xc2'); /* they have company */
        pass->p = p;
    }
}

/* skip_code - stand behind a code, and behind the "-" of a line that is not the last */
static void skip_code(struct pass *pass, const struct span *code)
{
    pass->p += code->len;
    if (pass->p < pass->end && *pass->p == '_')
        pass->underscores = true;
    if (pass->p < pass->end && *pass->p == '-')
        pass->p++;
    put(pass, ' ');
}

/* in_brackets - "(#5.1.1)", "denied (550)": such a code is a part of the words */
static bool in_brackets(const struct pass *pass, const struct span *code)
{
    return code->ptr > pass->p && is_any_of(code->ptr[-1], "(#[");
}

/* next_code - the next one to be left out, NULL if there is none before the end */
static const struct span *next_code(const struct pass *pass, const struct span *codes,
                                    size_t ncodes, size_t *next)
{
    while (*next < ncodes && (codes[*next].ptr < pass->p || in_brackets(pass, &codes[*next])))
        ++*next;
    if (*next == ncodes || codes[*next].ptr + codes[*next].len > pass->end)
        return NULL;
    return &codes[*next];
}

void words_add(struct buf *out, struct span text, const struct span *codes, size_t ncodes)
{
    size_t room = buf_room(out, text.len), next = 0;
    struct pass pass = { .start = text.ptr, .p = text.ptr, .end = text.ptr + room, .last = ' ' };
    const struct span *code;
    const char *stop;

    if (!out->ptr)
        return;
    pass.to = out->ptr + out->len;
    if (out->len > 0)
        pass.last = out->ptr[out->len - 1];
    while (pass.p < pass.end) {
        code = next_code(&pass, codes, ncodes, &next);
        stop = code ? code->ptr : pass.end;
        copy_plain(&pass, stop);
        copy_ascii(&pass, stop);
        if (code && pass.p == code->ptr)
            skip_code(&pass, code);
        else if (pass.p < pass.end && is_special(&pass, (unsigned char)*pass.p))
            copy_special(&pass);
    }
    if (pass.last == ' ' && pass.to > out->ptr + out->len)
        pass.to--;
    out->len = (size_t)(pass.to - out->ptr);
    out->ptr[out->len] = '\0';
}
