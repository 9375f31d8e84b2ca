/* SPDX-License-Identifier: MIT */
/*
 * From text to replies: tokens that belong to one reply are joined, and it is
 * found where its words end.
 */
#ifndef PARSE_H
#define PARSE_H

#include "record.h"
#include "regex.h"

#include <stdbool.h>
#include <stddef.h>

/* Takes one reply found in a text; false stops the parser. */
typedef bool said_fn(void *arg, struct said *said);

enum { REPLIES_MAX = 64 };

/* What a parser needs; patterns are compiled once. */
struct parser {
    struct regex_env *env;
    pcre2_code *token;
    struct said said[REPLIES_MAX]; /* of the piece being parsed */
    bool more[REPLIES_MAX];        /* the last code of that reply was "550-" */
};

/*
 * Hands over the replies of one piece of text (a reply, a log line's quote, a
 * paragraph), in order.  strict: only what is certainly a code.  scene is
 * copied into each.  Returns how many there were.
 */
size_t parse_piece(struct parser *p, struct span text, bool strict, const struct scene *scene,
                   said_fn *fn, void *arg);

/*
 * Cuts the next piece off a pasted text: up to the next recipient of a notice,
 * or the whole.  *rest is moved on; returns false at the end.
 */
bool parse_next_piece(struct span *rest, struct span *piece);

/* Is nothing said but codes? */
bool parse_bare(const struct said *said);

/* Is the text nothing but codes: "550", "5.7.26", "550 5.1.1, 421"? */
bool parse_only_codes(struct span text);

#endif
