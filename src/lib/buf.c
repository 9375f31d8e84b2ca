/* SPDX-License-Identifier: MIT */
/*
 * A growing string with a ceiling.  Never fails loudly: a caller that must know
 * looks at truncated.
 */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_free(struct buf *b)
{
    free(b->ptr);
    *b = buf_new(b->ceiling);
}

size_t buf_room(struct buf *b, size_t n)
{
    size_t want, cap;
    char *p;

    if (n > b->ceiling - b->len) {
        n = b->ceiling - b->len;
        b->truncated = true;
    }
    want = b->len + n + 1;
    if (want <= b->cap)
        return n;
    for (cap = b->cap ? b->cap : 128; cap < want; cap *= 2)
        ;
    p = realloc(b->ptr, cap);
    if (!p) {
        b->truncated = true;
        return b->cap > b->len + 1 ? b->cap - b->len - 1 : 0;
    }
    b->ptr = p;
    b->cap = cap;
    return n;
}

void buf_add(struct buf *b, const char *text, size_t len)
{
    size_t n = buf_room(b, len);

    if (b->ptr) {
        if (n > 0)
            memcpy(b->ptr + b->len, text, n);
        b->len += n;
        b->ptr[b->len] = '\0';
    }
}

void buf_puts(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_putc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_add_number(struct buf *b, uint32_t n)
{
    char digits[10], *p = digits + sizeof digits;

    do
        *--p = (char)('0' + n % 10);
    while (n /= 10);
    buf_add(b, p, (size_t)(digits + sizeof digits - p));
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    if (n > 0 && buf_room(b, (size_t)n) == (size_t)n)
        b->len += (size_t)vsnprintf(b->ptr + b->len, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
}
