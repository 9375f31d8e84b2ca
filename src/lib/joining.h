/* SPDX-License-Identifier: MIT */
/*
 * Which codes are one reply's: a code may be repeated on each line, in a log's quote, or stand far
 * behind the words.  And which of two replies is only a wrapper of the other.
 */
#ifndef JOINING_H
#define JOINING_H

#include "span.h"
#include "token.h"

/* The reply before a code. */
struct before {
    struct span text;        /* in which both stand */
    const struct said *said; /* with one code or more */
    bool more;               /* its last line says that another follows */
};

/* Does a code belong to that reply? */
bool joins(struct before before, const struct token *t);

/* Does it so plainly that it is a code, though little else says so? */
bool joining_follows(struct before before, const struct token *t);

/* Is it another server's, quoted on a line of the reply that is not its last? */
bool joining_quotes(struct before before, const struct token *t);

/* Is the reply the status of a gateway, which says nothing but that it quotes the reply at t? */
bool joining_says_nothing(const struct said *s, const struct token *t);

/*
 * Does the reply only report the next one, of another server, which it quotes?  Then that one is
 * the cause.
 */
bool joining_wraps(struct span text, const struct said *s, const struct said *next);

/* Where a reply begins, and its last code. */
static inline const char *first_code(const struct said *s)
{
    return s->codes[0].ptr;
}

static inline const struct span *last_code(const struct said *s)
{
    return &s->codes[s->ncodes - 1];
}

#endif
