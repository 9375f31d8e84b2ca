/* SPDX-License-Identifier: MIT */
/*
 * Log formats.  Each is one file, format_NAME.c, with one entry in the table of
 * format.c.  A format looks at one line at a time, whatever stands before it
 * (syslog, journal, container prefixes), and finds in it what was said by whom.
 */
#ifndef FORMAT_H
#define FORMAT_H

#include "buf.h"
#include "log_line.h"
#include "record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* Helpers for formats, besides those for the parts of a line. */

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

#endif
