/* SPDX-License-Identifier: MIT */
/*
 * Each has a bracket, by which it is looked for.  No sequence that does anything else is touched:
 * what hides words or moves them is told as it stands.
 */
#include "colour.h"

#include <string.h>

enum { ESCAPE_MAX = 4 }; /* the longest of the forms below */

static const char *const escapes[] = { "\033", "^[", "#033" };

/* behind_escape - how long is the escape at the start of the text?  0: there is none */
static size_t behind_escape(struct span text)
{
    size_t i;

    for (i = 0; i < sizeof escapes / sizeof *escapes; i++)
        if (span_begins(text, escapes[i]))
            return strlen(escapes[i]);
    return 0;
}

size_t colour_at(struct span text)
{
    size_t n = behind_escape(text);

    if (n == 0 || n == text.len || text.ptr[n] != '[')
        return 0;
    for (n++; n < text.len && (is_digit(text.ptr[n]) || is_any_of(text.ptr[n], ";:")); n++)
        ;
    return n < text.len && is_any_of(text.ptr[n], "mK") ? n + 1 : 0;
}

/* next_colour - where the next sequence begins at p or behind it, and how long it is; NULL: nowhere
 */
static const char *next_colour(struct span text, const char *p, size_t *n)
{
    const char *end = text.ptr + text.len, *from = p, *bracket;
    size_t i;

    for (; (bracket = memchr(p, '[', (size_t)(end - p))); p = bracket + 1)
        for (i = 1; i <= ESCAPE_MAX && i <= (size_t)(bracket - from); i++) {
            *n = colour_at(span_of(bracket - i, end));
            if (*n > 0 && behind_escape(span_of(bracket - i, end)) == i)
                return bracket - i;
        }
    return NULL;
}

bool colour_blank(struct span text, struct buf *out)
{
    size_t n;
    const char *p = next_colour(text, text.ptr, &n);

    buf_clear(out);
    if (!p)
        return false;
    buf_add(out, text.ptr, text.len);
    if (out->len != text.len)
        return false;
    for (; p; p = next_colour(text, p + n, &n))
        memset(out->ptr + (p - text.ptr), ' ', n);
    return true;
}
