/* SPDX-License-Identifier: MIT */
/*
 * Parts of a log's line: positions in it; ptr NULL where not found.
 */
#ifndef LOG_LINE_H
#define LOG_LINE_H

#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct span log_nothing = { NULL, 0 };

/* What is left of text behind p. */
static inline struct span log_behind(struct span text, const char *p)
{
    return span_of(p, text.ptr + text.len);
}

/* What of text stands before p. */
static inline struct span log_before(struct span text, const char *p)
{
    return span_of(text.ptr, p);
}

/*
 * The first occurrence of needle, which is n bytes long, by its byte at mark; NULL if none.  Few
 * bytes of a line are like "=" or "<": a needle that has one is looked for by it.
 */
const char *log_find_by(struct span text, const char *needle, size_t n, size_t mark);

#define LOG_MARKING "=<>[](){}:;,\""

/* The same; inline, since most needles are constants of which the compiler knows all this. */
static inline const char *log_find(struct span text, const char *needle)
{
    size_t n = strlen(needle), mark = strcspn(needle, LOG_MARKING);

    return log_find_by(text, needle, n, mark < n ? mark : 0);
}

/* The last one. */
const char *log_find_last(struct span text, const char *needle);

/* What follows the first needle, NULL if there is none. */
static inline const char *log_after(struct span text, const char *needle)
{
    const char *p = log_find(text, needle);

    return p ? p + strlen(needle) : NULL;
}

/* Does the text begin with word, case and all? */
static inline bool log_starts(struct span text, const char *word)
{
    return text.ptr && text.len > 0 && *text.ptr == *word && text.len >= strlen(word) &&
           memcmp(text.ptr, word, strlen(word)) == 0;
}

/* The first phrase of the list that stands in the text, case and all: where; what follows it; does
 * the text begin with one? */
const char *log_find_any(struct span text, struct phrases phrases);
const char *log_after_any(struct span text, struct phrases phrases);
bool log_starts_any(struct span text, struct phrases phrases);

/* What stands from p on up to any byte of ends, or to the end of the text; p NULL: nothing. */
struct span log_up_to(struct span text, const char *p, const char *ends);

/* What follows key up to there: ("to=<", ">"). */
static inline struct span log_value(struct span text, const char *key, const char *ends)
{
    return log_up_to(text, log_after(text, key), ends);
}

/* The inside of the quotes that open at p, to the next one without a backslash. */
struct span log_quoted(struct span text, const char *p);

/* A mail address without <>, blanks and quotes around it; not there if that is empty or "-". */
struct span log_address(struct span text);

/* Does a reply code stand at p: "550 ...", "550-...", "550"? */
bool log_code_at(struct span text, const char *p);

/* "mx.example.net[192.0.2.1]:25" or "mx.example.net. [192.0.2.1]" into host and address. */
void log_relay(struct span relay, struct span *host, struct span *ip);

/* "192.0.2.1:25", "[2001:db8::1]:25" or "::ffff:192.0.2.1" into the address alone; else not there.
 */
struct span log_ip(struct span text);

/* The text without the type that stands before a diagnostic code, "smtp;" (RFC 3464 2.3.6). */
struct span log_untyped(struct span text);

/* A text that is no part of the input. */
struct span log_constant(const char *text);

#endif
