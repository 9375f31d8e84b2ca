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

#include <stdbool.h>
#include <stddef.h>

/* What one line reports about one recipient or client. */
struct log_entry {
    /*
     * The reply as quoted ("550 5.1.1 ..."), perhaps with "host x[ip] said:" before
     * it; or the MTA's own words ("connection timed out").  In the line, or in the
     * scratch buffer where it had to be decoded.
     */
    struct span said;
    /* Codes that the format keeps apart from the words; 0 where it does not. */
    unsigned reply;
    struct sw_status enhanced;
    struct scene scene; /* as far as the line tells */
};

/* Takes an entry; false: no more. */
typedef bool log_entry_fn(void *arg, const struct log_entry *entry);

enum log_result {
    LOG_OTHER, /* no line of this format */
    LOG_QUIET, /* one of this format, which reports no reply and no failure */
    LOG_SAID,  /* entries were handed over */
};

/* Reads a line without its end.  scratch is empty; entries may point into it. */
typedef enum log_result log_read_fn(struct span line, struct buf *scratch, log_entry_fn *fn,
                                    void *arg);

struct log_format {
    const char *name;
    log_read_fn *read;
};

/* Asks one format after the other. */
log_read_fn log_read;

/* Formats. */
log_read_fn format_postfix;

/* Helpers for formats: positions in the line; ptr NULL where not found. */

/* The first occurrence of needle; NULL if none. */
const char *log_find(struct span text, const char *needle);

/* What follows key up to any byte of ends, or to the end of the text: ("to=<", ">"). */
struct span log_value(struct span text, const char *key, const char *ends);

/* "mx.example.net[192.0.2.1]:25" or "mx.example.net [192.0.2.1]" into host and address. */
void log_relay(struct span relay, struct span *host, struct span *ip);

/* What is left of text behind p. */
static inline struct span log_behind(struct span text, const char *p)
{
    return span_of(p, text.ptr + text.len);
}

#endif
