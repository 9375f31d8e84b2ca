/* SPDX-License-Identifier: MIT */
/*
 * A growing string with a ceiling set at its creation: past it, and when
 * memory is short, further bytes are dropped and the fact is remembered.
 */
#ifndef BUF_H
#define BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *ptr; /* NUL-terminated once anything was added */
    size_t len, cap, ceiling;
    bool truncated;
};

/* An empty buffer that never holds more than ceiling bytes. */
static inline struct buf buf_new(size_t ceiling)
{
    return (struct buf){ .ceiling = ceiling };
}

void buf_free(struct buf *b);

/* Makes room for n more bytes; returns how many there is room for. */
size_t buf_room(struct buf *b, size_t n);

void buf_add(struct buf *b, const char *text, size_t len);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_add_number(struct buf *b, uint32_t n);

__attribute__((format(printf, 2, 3))) void buf_printf(struct buf *b, const char *format, ...);

/* Takes back what was added behind its first len bytes. */
static inline void buf_cut(struct buf *b, size_t len)
{
    if (b->ptr && len < b->len) {
        b->len = len;
        b->ptr[len] = '\0';
    }
}

/* Empties it and keeps its memory. */
static inline void buf_clear(struct buf *b)
{
    b->len = 0;
    b->truncated = false;
    if (b->ptr)
        b->ptr[0] = '\0';
}

#endif
