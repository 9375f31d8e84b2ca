/* SPDX-License-Identifier: MIT */
/*
 * Log or paste?
 */
#ifndef SNIFF_H
#define SNIFF_H

#include "span.h"

#include <stdbool.h>
#include <stddef.h>

/* What the first lines of an input make it. */
enum sniff {
    SNIFF_NOTHING, /* an empty line, or a journal's heading: ask the next line */
    SNIFF_LOG,
    SNIFF_PASTE,
};

/* Judges one line, without its end. */
enum sniff sniff_line(const char *line, size_t len);

/* Does it begin with the stamp of syslog, "Nov 22 07:14:17 "? */
bool sniff_syslog(const char *line, size_t len);

/* Or with that of RFC 3339, "2026-11-22T07:14:17"? */
bool sniff_stamp(const char *line, size_t len);

/* Is there the stamp of a web server's log in its first part, "[22/Nov/2026:07:14:17 +0000]"? */
bool sniff_access(const char *line, size_t len);

/* Is it an event in a form that machines have for each other: a JSON object, CEF, LEEF, XML, a line
 * of a Cisco or Fortinet firewall?  Few of those are about mail. */
bool sniff_event(struct span text);

/* The line without the numbers of a time stamp, of which "T" and "Z" are a part behind a digit. */
struct span sniff_behind_time(struct span line);

#endif
