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
    const char *start, *p, *end;
    char *to;         /* the output is never longer than the input */
    char last;        /* what was written last; a blank at the start, so that none leads */
    bool fold;        /* to lower case */
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

static void put(struct pass *pass, char c)
{
    *pass->to = c;
    pass->to += !(c == ' ' && pass->last == ' ');
    pass->last = c;
}

/* Sixteen characters at once; compilers turn it into the machine's vectors, or into plain code. */
typedef unsigned char chars __attribute__((vector_size(16)));

/* any - is any of the comparisons true? */
static bool any(chars yes)
{
    typedef unsigned long long halves __attribute__((vector_size(16)));
    halves h = (halves)yes;

    return (h[0] | h[1]) != 0;
}

/*
 * copy_plain - runs of sixteen that are nothing but ASCII text with single blanks;
 * nearly all text goes through here.
 */
static void copy_plain(struct pass *pass, const char *stop)
{
    const unsigned char shift = pass->fold ? 'a' - 'A' : 0;
    chars c, before;

    if (pass->p == pass->start || (pass->last == ' ' && *pass->p == ' '))
        return;
    while (stop - pass->p >= (ptrdiff_t)sizeof c) {
        memcpy(&c, pass->p, sizeof c);
        memcpy(&before, pass->p - 1, sizeof before);
        if (any((chars)(c < ' ') | (chars)(c >= 0x7f) | (chars)(c == '\\') |
                ((chars)(c == ' ') & (chars)(before <= ' '))))
            return;
        if (pass->underscores && any((chars)(c == '_')))
            return;
        c += (chars)(c - 'A' < 26) & shift;
        memcpy(pass->to, &c, sizeof c);
        pass->to += sizeof c;
        pass->p += sizeof c;
        pass->last = pass->to[-1];
    }
}

/* copy_ascii - up to stop or to a byte that needs a closer look; at most sixteen of them */
static void copy_ascii(struct pass *pass, const char *stop)
{
    const char *p = pass->p;
    char *to = pass->to, last = pass->last;
    const unsigned char shift = pass->fold ? 'a' - 'A' : 0;
    const unsigned char control = pass->fold ? ' ' : '\0'; /* shown escaped, not matched */

    if (stop - p > (ptrdiff_t)sizeof(chars))
        stop = p + sizeof(chars);
    for (; p < stop; p++) {
        unsigned char c = (unsigned char)*p;

        if (c == '\\' || c >= 0x7f || (c == '_' && pass->underscores))
            break;
        c = (unsigned char)(c + ((unsigned)(c - 'A') < 26u) * shift);
        c = c == ' ' || (c >= '\t' && c <= '\r') || c < control ? ' ' : c;
        *to = (char)c;
        to += !(c == ' ' && last == ' ');
        last = (char)c;
    }
    pass->p = p;
    pass->to = to;
    pass->last = last;
}

/* copy_wide - one character beyond ASCII, folded if asked for */
static void copy_wide(struct pass *pass)
{
    const char *p = pass->p;
    size_t n = utf8_length(p, (size_t)(pass->end - p));
    char quote = pass->fold ? plain_quote(p, n) : '\0';

    pass->p += n ? n : 1;
    if (n == 2 && p[0] == '\xc2' && p[1] == '\xa0') {
        put(pass, ' '); /* no-break space */
    } else if (n == 0 || quote) {
        put(pass, quote ? quote : *p);
    } else {
        if (pass->fold)
            utf8_fold(p, n, pass->to);
        else
            memcpy(pass->to, p, n);
        pass->to += n;
        pass->last = pass->to[-1];
    }
}

/* copy_escape - "\\n" of two characters is a line break, "\\'" a quote, other backslashes stay */
static void copy_escape(struct pass *pass)
{
    const char *p = pass->p, *end = pass->end;
    char next = p + 1 < end ? p[1] : '\0';

    if (next == '"' || next == '\'') {
        put(pass, next);
        pass->p += 2;
        return;
    }
    /* "C:\\temp" is no line break: what follows one is a code, a blank or a capital */
    if ((next == 'n' || next == 'r' || next == 't') &&
        (p + 2 == end || !(p[2] >= 'a' && p[2] <= 'z'))) {
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
    if (*pass->p == '\\') {
        copy_escape(pass);
    } else if (*pass->p == '_' || *pass->p == 0x7f) {
        put(pass, *pass->p == '_' || pass->fold ? ' ' : *pass->p);
        pass->p++;
    } else {
        copy_wide(pass);
    }
}

/* needs_look - did copy_ascii() stop because of this byte? */
static bool needs_look(const struct pass *pass)
{
    return *pass->p == '\\' || (unsigned char)*pass->p >= 0x7f ||
           (*pass->p == '_' && pass->underscores);
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
    return code->ptr > pass->p && strchr("(#[", code->ptr[-1]) != NULL;
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

void words_add(struct buf *out, struct span text, const struct span *codes, size_t ncodes,
               bool fold)
{
    size_t room = buf_room(out, text.len), next = 0;
    struct pass pass = {
        .start = text.ptr, .p = text.ptr, .end = text.ptr + room, .last = ' ', .fold = fold
    };
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
        else if (pass.p < pass.end && needs_look(&pass))
            copy_special(&pass);
    }
    if (pass.last == ' ' && pass.to > out->ptr + out->len)
        pass.to--;
    out->len = (size_t)(pass.to - out->ptr);
    out->ptr[out->len] = '\0';
}
