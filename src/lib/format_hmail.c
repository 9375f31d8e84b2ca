/* SPDX-License-Identifier: MIT */
/*
 * hMailServer: "SMTPD" 811 22 "2024-05-01 10:00:00.123" "192.0.2.7" "SENT: 550 words", and
 * "SMTPC" ... "RECEIVED: 550 words" of its own deliveries; "[nl]" stands for a line break.
 */
#include "format.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

static const char *const kinds[] = { "\"SMTPD\"", "\"SMTPC\"", "\"APPLICATION\"",
                                     "\"TCPIP\"", "\"DEBUG\"", "\"ERROR\"" };

enum { SMTPD, SMTPC, KINDS = sizeof kinds / sizeof *kinds };

/* kind_of - how the line begins; KINDS: it is another's */
static size_t kind_of(struct span line)
{
    size_t i;

    for (i = 0; i < KINDS && !log_starts(line, kinds[i]); i++)
        ;
    return i;
}

bool begin_hmail(struct span line)
{
    return kind_of(line) < KINDS;
}

/* address_before - the quoted value before the one at p */
static struct span address_before(struct span line, const char *p)
{
    const char *end;

    while (p > line.ptr && is_blank(p[-1]))
        p--;
    if (p == line.ptr || p[-1] != '"')
        return log_nothing;
    end = --p;
    while (p > line.ptr && p[-1] != '"')
        p--;
    return log_ip(span_of(p, end));
}

/* broken - with a line break where "[nl]" stands */
static struct span broken(struct buf *scratch, struct span text)
{
    char *to = log_find(text, "[nl]") ? log_room(scratch, text.len) : NULL, *start = to;
    const char *p = text.ptr, *end = p + text.len;

    if (!to)
        return text;
    while (p < end) {
        if (log_starts(span_of(p, end), "[nl]")) {
            *to++ = '\n';
            p += strlen("[nl]");
        } else {
            *to++ = *p++;
        }
    }
    scratch->len += (size_t)(to - start);
    return span_of(start, to);
}

enum log_result format_hmail(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    enum { FAILURES = 400 };
    struct log_entry entry = { .reply = 0 };
    size_t kind = kind_of(line);
    const char *key = kind == SMTPC ? "\"RECEIVED: " : "\"SENT: ", *p;
    struct span raw;
    unsigned code;

    if (kind == KINDS)
        return LOG_OTHER;
    p = kind <= SMTPC ? log_find(line, key) : NULL;
    if (!p)
        return LOG_QUIET;
    raw = log_behind(line, p + strlen(key));
    if (raw.len > 0 && raw.ptr[raw.len - 1] == '"')
        raw.len--;
    if (reply_parse(raw.ptr, raw.len, &code) == 0 || code < FAILURES)
        return LOG_QUIET;
    entry.said = broken(scratch, raw);
    entry.scene.host_ip = address_before(line, p);
    entry.scene.direction = kind == SMTPC ? SW_DIRECTION_OUTBOUND : SW_DIRECTION_INBOUND;
    (void)log_decoded(fn, arg, &entry, raw);
    return LOG_SAID;
}
