/* SPDX-License-Identifier: MIT */
/*
 * Pieces of text: cut, compared, searched for words.  Of letters only those of
 * ASCII have a case, and no search regards it; phrases are in lower case.
 */
#ifndef SPAN_H
#define SPAN_H

#include "ascii.h"
#include "buf.h"
#include "phrases.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* What the buffer holds, until it is changed; never NULL. */
static inline struct span span_of_buf(const struct buf *b)
{
    return (struct span){ b->ptr ? b->ptr : "", b->len };
}

/* What is left behind the first n bytes; its empty end if there are not so many. */
static inline struct span span_from(struct span s, size_t n)
{
    return n <= s.len ? (struct span){ s.ptr + n, s.len - n } : (struct span){ s.ptr + s.len, 0 };
}

/* Its first n bytes, if it has more. */
static inline struct span span_at_most(struct span s, size_t n)
{
    return s.len > n ? (struct span){ s.ptr, n } : s;
}

/* Does it begin with the word? */
static inline bool span_begins(struct span s, const char *word)
{
    return begins(s.ptr, s.len, word);
}

/* Is it that word, whatever the case of either? */
static inline bool span_is(struct span s, const char *word)
{
    return s.len == strlen(word) && same_word(s.ptr, word, s.len);
}

/* Are they the same but for case? */
static inline bool span_same(struct span a, struct span b)
{
    return a.len == b.len && same_word(a.ptr, b.ptr, a.len);
}

/* How far a look of n bytes back from p reaches, in a text that begins at from. */
static inline const char *reach_back(const char *from, const char *p, size_t n)
{
    return (size_t)(p - from) > n ? p - n : from;
}

/* Where the line that p stands on begins, or the text at from; where it ends, or the text at end:
 * at its newline. */
static inline const char *line_begins(const char *from, const char *p)
{
    const char *nl = memrchr(from, '\n', (size_t)(p - from));

    return nl ? nl + 1 : from;
}

static inline const char *line_ends(const char *p, const char *end)
{
    const char *nl = memchr(p, '\n', (size_t)(end - p));

    return nl ? nl : end;
}

/* Without blanks on both sides. */
struct span span_trim(struct span s);

/* The first occurrence of a word that is not empty; NULL if there is none. */
const char *span_find(struct span s, const char *word);

#endif
