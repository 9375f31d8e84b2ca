/* SPDX-License-Identifier: MIT */
/*
 * Unfolding of reply text.  Any bytes are valid input; bytes that are not UTF-8
 * are kept as they are.
 */
#include "words.h"

#include "ascii.h"
#include "utf8.h"

#include <string.h>

/* One pass over the text. */
struct pass {
    const char *p, *end;
    char *to;         /* the output is never longer than the input */
    bool fold, first; /* first: nothing written yet */
    bool gap;         /* a blank is due before the next character */
    bool underscores; /* they stand for blanks, as qmail writes */
};

/* plain_quote - the typewriter quote that a curly one (U+2018, 2019, 201C, 201D) stands for, or 0
 */
static char plain_quote(const char *p, size_t n)
{
    if (n != 3 || p[0] != '\xe2' || p[1] != '\x80')
        return '\0';
    if (p[2] == '\x98' || p[2] == '\x99')
        return '\'';
    return p[2] == '\x9c' || p[2] == '\x9d' ? '"' : '\0';
}

/* blank_here - bytes of a blank, control byte or escaped line break at p, or 0 */
static size_t blank_here(const char *p, const char *end)
{
    if ((unsigned char)*p <= ' ' || *p == 0x7f)
        return 1;
    if (*p == '\\' && p + 1 < end && (p[1] == 'n' || p[1] == 'r' || p[1] == 't')) {
        /* "C:\temp" is no line break: what follows one is a code, a blank or a capital */
        if (p + 2 == end || !(p[2] >= 'a' && p[2] <= 'z'))
            return 2;
    }
    if (*p == '\xc2' && p + 1 < end && p[1] == '\xa0')
        return 2; /* no-break space */
    return 0;
}

/* copy_wide - one character beyond ASCII, folded if asked for; returns its length */
static size_t copy_wide(struct pass *pass)
{
    size_t n = utf8_length(pass->p, (size_t)(pass->end - pass->p));
    char quote;

    if (n == 0) {
        *pass->to++ = *pass->p;
        return 1;
    }
    quote = pass->fold ? plain_quote(pass->p, n) : '\0';
    if (quote) {
        *pass->to++ = quote;
        return n;
    }
    if (pass->fold)
        utf8_fold(pass->p, n, pass->to);
    else
        memcpy(pass->to, pass->p, n);
    pass->to += n;
    return n;
}

/* copy_char - one character, with the blank that is due before it */
static size_t copy_char(struct pass *pass)
{
    const char *p = pass->p;

    if (pass->gap && !pass->first)
        *pass->to++ = ' ';
    pass->gap = pass->first = false;
    if ((unsigned char)*p >= 0x80)
        return copy_wide(pass);
    if (*p == '\\' && p + 1 < pass->end && (p[1] == '"' || p[1] == '\'')) {
        *pass->to++ = p[1];
        return 2;
    }
    *pass->to++ = pass->fold ? to_lower(*p) : *p;
    return 1;
}

/* copy_letters - most of all text: letters and digits, up to stop, with the blank due before */
static void copy_letters(struct pass *pass, const char *stop)
{
    const char *p = pass->p;
    char *to = pass->to;

    if (stop > pass->end)
        stop = pass->end;
    if (p >= stop || !is_alnum(*p))
        return;
    if (pass->gap && !pass->first)
        *to++ = ' ';
    pass->gap = pass->first = false;
    if (pass->fold)
        while (p < stop && is_alnum(*p))
            *to++ = to_lower(*p++);
    else
        while (p < stop && is_alnum(*p))
            *to++ = *p++;
    pass->p = p;
    pass->to = to;
}

/* skip_code - stand behind a code, and behind the "-" of a line that is not the last */
static void skip_code(struct pass *pass, const struct span *code)
{
    pass->p += code->len;
    if (pass->p < pass->end && *pass->p == '_')
        pass->underscores = true;
    if (pass->p < pass->end && *pass->p == '-')
        pass->p++;
    pass->gap = true;
}

void words_add(struct buf *out, struct span text, const struct span *codes, size_t ncodes,
               bool fold)
{
    size_t room = buf_room(out, text.len), next = 0, n;
    struct pass pass = { .p = text.ptr, .end = text.ptr + room, .fold = fold };

    if (!out->ptr)
        return;
    pass.to = out->ptr + out->len;
    pass.first = out->len == 0;
    while (pass.p < pass.end) {
        while (next < ncodes && codes[next].ptr < pass.p)
            next++;
        copy_letters(&pass, next < ncodes ? codes[next].ptr : pass.end);
        if (pass.p == pass.end)
            break;
        if (next < ncodes && pass.p == codes[next].ptr &&
            codes[next].len <= (size_t)(pass.end - pass.p)) {
            skip_code(&pass, &codes[next++]);
            continue;
        }
        n = blank_here(pass.p, pass.end);
        if (n == 0 && pass.underscores && *pass.p == '_')
            n = 1;
        if (n > 0)
            pass.gap = true;
        else
            n = copy_char(&pass);
        pass.p += n;
    }
    out->len = (size_t)(pass.to - out->ptr);
    out->ptr[out->len] = '\0';
}
