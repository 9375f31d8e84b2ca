/* SPDX-License-Identifier: MIT */
/*
 * Folding of words.  Nearly all are plain ASCII, which is folded sixteen bytes at
 * a time; whatever else stands in them is looked at one character at a time.
 */
#include "fold.h"

#include "ascii.h"
#include "chars.h"
#include "utf8.h"

#include <string.h>

/* One pass over the words. */
struct pass {
    const char *p, *end;
    char *to;  /* the output is never longer than the input */
    char last; /* what was written last; a blank at the start, so that none leads */
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

/* fold_wide - one character beyond ASCII, or a byte that is none */
static void fold_wide(struct pass *pass)
{
    const char *p = pass->p;
    size_t n = utf8_length(p, (size_t)(pass->end - p));
    char quote = plain_quote(p, n);

    pass->p += n ? n : 1;
    if (n == 0 || quote) {
        put(pass, quote ? quote : *p);
        return;
    }
    utf8_fold(p, n, pass->to);
    pass->to += n;
    pass->last = pass->to[-1];
}

/* fold_singly - up to stop, which may be in the middle of a character: that one is folded too */
static void fold_singly(struct pass *pass, const char *stop)
{
    while (pass->p < stop) {
        unsigned char c = (unsigned char)*pass->p;

        if (c > 0x7f) {
            fold_wide(pass);
            continue;
        }
        put(pass, c < ' ' || c == 0x7f ? ' ' : to_lower((char)c));
        pass->p++;
    }
}

/* fold_block - sixteen bytes at p; false if they need a closer look */
static bool fold_block(struct pass *pass)
{
    chars c = chars_at(pass->p);

    if (chars_any(chars_special(c)) || (pass->last == ' ' && *pass->p == ' '))
        return false;
    chars_put(pass->to, chars_lower(c));
    pass->p += CHARS;
    pass->to += CHARS;
    pass->last = pass->to[-1];
    return true;
}

/*
 * fold_rest - fewer than sixteen bytes: with the end of what was folded once more, if that
 * was taken byte for byte
 */
static void fold_rest(struct pass *pass, const char *words, const char *out)
{
    chars c;

    if (pass->end - words >= CHARS && pass->p < pass->end && pass->to - out == pass->p - words &&
        !(pass->last == ' ' && *pass->p == ' ')) {
        c = chars_at(pass->end - CHARS);
        if (!chars_any(chars_special(c))) {
            pass->to += pass->end - pass->p;
            chars_put(pass->to - CHARS, chars_lower(c));
            pass->last = pass->to[-1];
            return;
        }
    }
    fold_singly(pass, pass->end);
}

void fold_add(struct buf *out, struct span words)
{
    size_t room = buf_room(out, words.len);
    struct pass pass = { .p = words.ptr, .end = words.ptr + room, .last = ' ' };

    if (!out->ptr)
        return;
    pass.to = out->ptr + out->len;
    if (out->len > 0)
        pass.last = out->ptr[out->len - 1];
    while (pass.end - pass.p >= CHARS)
        if (!fold_block(&pass))
            fold_singly(&pass, pass.p + CHARS);
    fold_rest(&pass, words.ptr, out->ptr + out->len);
    if (pass.last == ' ' && pass.to > out->ptr + out->len)
        pass.to--;
    out->len = (size_t)(pass.to - out->ptr);
    out->ptr[out->len] = '\0';
}

/* local_part - where the "@" of the address that begins at p is; NULL if none does */
static char *local_part(char *p, const char *end)
{
    enum { LOCAL_MAX = 64 }; /* RFC 5321 4.5.3.1.1 */

    if (end - p > LOCAL_MAX + 1)
        end = p + LOCAL_MAX + 1;
    while (p < end && *p != '@' && *p != ' ' && *p != '<' && *p != '>')
        p++;
    return p < end && *p == '@' ? p : NULL;
}

void fold_hide_names(struct buf *words)
{
    char *p = words->ptr, *end = p + words->len, *at;

    while (p && (p = memchr(p, '<', (size_t)(end - p)))) {
        at = local_part(++p, end);
        for (; at && p < at; p++)
            if (is_alnum(*p))
                *p = 'x';
    }
}
