/* SPDX-License-Identifier: MIT */
/*
 * Log formats.  Each is one file, format_NAME.c, with one entry in the table of
 * format.c.  A format looks at one line at a time, whatever stands before it
 * (syslog, journal, container prefixes), and finds in it what was said by whom.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include "buf.h"
#include "record.h"
#include "span.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* What one line reports about one recipient or client. */
struct log_entry {
    /*
     * The reply as quoted ("550 5.1.1 ..."), perhaps with "host x[ip] said:" before
     * it; or the MTA's own words ("connection timed out").  In the line, or in the
     * scratch buffer where it had to be decoded.
     */
    struct span said;
    /* Where said stands in the line, if it had to be decoded; ptr NULL if said is in the line. */
    struct span place;
    /* Codes that the format keeps apart from the words; 0 where it does not. */
    unsigned reply;
    struct sw_status enhanced;
    struct scene scene;  /* as far as the line tells; in the line, in scratch, or constant */
    struct span message; /* of perhaps several, that it is from; ptr NULL: not told */
};

/* Takes an entry; false: no more. */
typedef bool log_entry_fn(void *arg, const struct log_entry *entry);

enum log_result {
    LOG_OTHER,  /* no line of this format */
    LOG_QUIET,  /* one of this format, which reports no reply and no failure */
    LOG_QUOTED, /* likewise, and what it quotes of a message was said by nobody */
    LOG_SAID,   /* entries were handed over */
};

/*
 * Reads a line without its end.  Entries may point into scratch, which does not
 * move once there is anything in it: see log_room().
 */
typedef enum log_result log_read_fn(struct span line, struct buf *scratch, log_entry_fn *fn,
                                    void *arg);

/* A cheap look at a line: may it be one of this format? */
typedef bool log_begin_fn(struct span line);

/* Fills an entry with what a text reports; false: it knows no such text, and the entry is void. */
typedef bool log_part_fn(struct span text, struct log_entry *entry);

/* Recipients of one line: more are not told, so that a line's cost stays linear. */
enum { LOG_RECIPIENTS = 64 };

enum { LOG_MARKS = 12 };

/*
 * A mark is the three or four bytes that end in '=', ':' or '[' and stand in every
 * line of a format, so that one pass over a line tells which formats to ask.
 */
#define LOG_MARK(a, b, c, d)                                                                       \
    ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)
#define LOG_MARK3(b, c, d) LOG_MARK(0, b, c, d)

struct log_format {
    const char *name;
    log_read_fn *read;
    log_begin_fn *begin; /* NULL: only the marks tell */
    uint32_t marks[LOG_MARKS];
};

/* Asks one format after the other; scratch is emptied. */
log_read_fn log_read;

/* The same for a line that was decoded into scratch, which is kept. */
log_read_fn log_read_inner;

/* Formats. */
log_read_fn format_barracuda, format_chasquid, format_courier, format_dialogue, format_dma,
    format_dovecot, format_exchange, format_exim, format_filter, format_haraka, format_hmail,
    format_ironport, format_json, format_kerio, format_keyed, format_opensmtpd, format_postfix,
    format_powermta, format_qmail, format_sendmail, format_stalwart;
log_begin_fn begin_dialogue, begin_exchange, begin_exim, begin_haraka, begin_hmail, begin_json,
    begin_kerio, begin_powermta, begin_qmail, begin_stalwart;

/* Helpers for formats: positions in the line; ptr NULL where not found. */

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

/*
 * Room for n bytes in scratch, NULL if there is none.  An empty scratch grows;
 * one with anything in it does not, so that what points into it stays.
 */
char *log_room(struct buf *scratch, size_t n);

/* Decodes what the entry says, written with the escapes of C (\n, \", \303), into scratch, and sets
 * its place; without room it is left. */
void log_unescape(struct log_entry *entry, struct buf *scratch);

/* Hands over an entry whose words raw were decoded: sets their place. */
bool log_decoded(log_entry_fn *fn, void *arg, struct log_entry *entry, struct span raw);

/* Hands over an entry for each recipient of a list, which commas part. */
void log_each_recipient(log_entry_fn *fn, void *arg, struct log_entry *entry, struct span list);

/*
 * Fills the entry by the first of n parts of a format that knows the text, each of which finds
 * it as it is now; false: none does, and it is left so.
 */
static inline bool log_read_part(log_part_fn *const *parts, size_t n, struct span text,
                                 struct log_entry *entry)
{
    const struct log_entry fresh = *entry;
    size_t i;

    for (i = 0; i < n; i++) {
        if (parts[i](text, entry))
            return true;
        *entry = fresh;
    }
    return false;
}

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

static const struct span log_nothing = { NULL, 0 };

#endif
