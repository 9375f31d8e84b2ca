/* SPDX-License-Identifier: MIT */
/*
 * Microsoft Exchange: rows of the SMTP protocol logs (who said what to whom) and
 * of the message tracking log (what became of a message).  The header line that
 * names the columns need not have been seen.
 */
#include "format.h"

#include "ascii.h"
#include "csv.h"

#include <string.h>

enum { CELLS = 24 };

/* begin_exchange - "2024-03-13T09:01:18.724Z,", perhaps quoted */
bool begin_exchange(struct span line)
{
    const char *p = line.ptr;

    if (line.len > 40 && *p == '"')
        p++;
    return line.len > 40 && is_digit(*p) && p[4] == '-' && p[10] == 'T' && p[23] == 'Z' &&
           (p[24] == ',' || p[24] == '"');
}

static bool all_digits(struct span text)
{
    size_t i;

    for (i = 0; i < text.len; i++)
        if (!is_digit(text.ptr[i]))
            return false;
    return text.len > 0;
}

static bool say(struct log_entry *entry, struct span raw, struct buf *scratch, log_entry_fn *fn,
                void *arg)
{
    entry->said = csv_text(scratch, raw);
    return log_decoded(fn, arg, entry, raw);
}

/* The columns of a protocol log. */
enum { CONNECTOR = 1, SESSION, SEQUENCE, LOCAL, REMOTE, EVENT, DATA, CONTEXT, PROTOCOL_CELLS };

/* reason - "Tarpit for '0.00:00:05' due to '535 5.7.3 ...'": the reply that waits; else the cell */
static struct span reason(struct span cell)
{
    const char *p = log_after(cell, " due to '");

    if (!p || !log_code_at(cell, p))
        return cell;
    if (cell.ptr[cell.len - 1] == '\'')
        cell.len--;
    return log_behind(cell, p);
}

/* read_protocol - "...,connector,session,8,local,remote,>,250 2.1.5 Recipient OK," */
static enum log_result read_protocol(const struct span *cell, size_t n, struct buf *scratch,
                                     log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    struct span event = n > EVENT ? cell[EVENT] : log_nothing, data;

    if (n < PROTOCOL_CELLS - 1 || cell[SESSION].len != 16 || !all_digits(cell[SEQUENCE]) ||
        event.len > 1 || (event.len == 1 && !is_any_of(*event.ptr, "+-<>*")))
        return LOG_OTHER;
    data = cell[DATA];
    if (event.len == 1 && *event.ptr == '*') {
        data = reason(data);
        if (n > CONTEXT && !log_code_at(data, data.ptr))
            data = reason(cell[CONTEXT]);
    }
    if (event.len == 0 || *event.ptr == '+' || !log_code_at(data, data.ptr))
        return LOG_QUIET;
    entry.scene.host_ip = log_ip(cell[REMOTE]);
    entry.scene.direction = *event.ptr == '>' ? SW_DIRECTION_INBOUND : SW_DIRECTION_OUTBOUND;
    if (*event.ptr == '*' && log_find(cell[DATA], "Tarpit"))
        entry.scene.direction = SW_DIRECTION_INBOUND;
    (void)say(&entry, data, scratch, fn, arg);
    return LOG_SAID;
}

/* The columns of a tracking log up to the event; behind it stands, in some versions, one more. */
enum { CLIENT_IP = 1, CLIENT, SERVER_IP, SERVER, SOURCE_CONTEXT, CONNECTOR_ID, SOURCE, EVENT_ID };

static const struct {
    const char *event;
    enum fate fate;
} events[] = {
    { "FAIL", FATE_BOUNCED },           { "BADMAIL", FATE_BOUNCED },
    { "DEFER", FATE_DEFERRED },         { "SEND", FATE_SENT },
    { "DELIVER", FATE_SENT },           { "SENDEXTERNAL", FATE_SENT },
    { "HAREDIRECTFAIL", FATE_BOUNCED },
};

static enum fate fate_of(struct span event)
{
    size_t i;

    for (i = 0; i < sizeof events / sizeof *events; i++)
        if (span_is(event, events[i].event))
            return events[i].fate;
    return FATE_NONE;
}

/* recipients_column - the first cell with an address in it behind the message id; n if none */
static size_t recipients_column(const struct span *cell, size_t n)
{
    size_t i;

    for (i = EVENT_ID + 3; i < n && i < EVENT_ID + 5; i++)
        if (cell[i].len > 0 && *cell[i].ptr != '<' && memchr(cell[i].ptr, '@', cell[i].len))
            return i;
    return n;
}

/* next_status - the status of one of several recipients: to the ";" that a code follows */
static struct span next_status(struct span *rest)
{
    const char *p = rest->ptr, *end = p + rest->len;
    struct span status = *rest;

    while (p < end && (p = memchr(p, ';', (size_t)(end - p)))) {
        if (log_code_at(*rest, p + 1)) {
            status = span_of(rest->ptr, p);
            *rest = span_of(p + 1, end);
            return status;
        }
        p++;
    }
    return status;
}

/* each_recipient - "a@b;c@d" with "550 ...;550 ..." or one status for all */
static void each_recipient(struct span list, struct span statuses, struct log_entry *entry,
                           struct buf *scratch, log_entry_fn *fn, void *arg)
{
    const char *p = list.ptr, *end = p + list.len, *semicolon;
    size_t n = 0;

    for (; p < end && n++ < LOG_RECIPIENTS; p = semicolon + 1) {
        semicolon = memchr(p, ';', (size_t)(end - p));
        if (!semicolon)
            semicolon = end;
        entry->scene.recipient = log_address(span_of(p, semicolon));
        if (!say(entry, semicolon < end ? next_status(&statuses) : statuses, scratch, fn, arg))
            return;
    }
}

/* last_error - "[{LRT=...};{LED=451 4.4.0 ...};{FQDN=...}]": why a queue waits; nothing if not told
 */
static struct span last_error(struct span context)
{
    const char *p = log_after(context, "{LED="), *close;

    if (!p || !log_code_at(context, p))
        return log_nothing;
    close = log_find(log_behind(context, p), "};{");
    return close ? span_of(p, close) : log_behind(context, p);
}

/* read_tracking - "...,SMTP,FAIL,123,<id>,guid,a@b,550 5.1.1 ...,..." */
static enum log_result read_tracking(const struct span *cell, size_t n, struct buf *scratch,
                                     log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    struct span status;
    size_t to;

    if (n <= EVENT_ID + 4 || cell[SOURCE].len == 0 || !is_alpha(*cell[SOURCE].ptr) ||
        !(cell[EVENT_ID + 1].len == 0 || all_digits(cell[EVENT_ID + 1])))
        return LOG_OTHER;
    entry.scene.fate = fate_of(cell[EVENT_ID]);
    to = recipients_column(cell, n);
    if (entry.scene.fate == FATE_NONE || to + 1 >= n)
        return LOG_QUOTED; /* a cell is the message's subject */
    entry.scene.queue_id = log_address(cell[EVENT_ID + 2]);
    if (to + 7 < n)
        entry.scene.sender = log_address(cell[to + 7]);
    if (span_is(cell[SOURCE], "SMTP")) {
        entry.scene.host = cell[SERVER].len > 0 ? cell[SERVER] : log_nothing;
        entry.scene.host_ip = log_ip(cell[SERVER_IP]);
        entry.scene.direction = SW_DIRECTION_OUTBOUND;
    }
    status = cell[to + 1].len > 0 ? cell[to + 1] : last_error(cell[SOURCE_CONTEXT]);
    each_recipient(cell[to], status.ptr ? status : cell[to + 1], &entry, scratch, fn, arg);
    return LOG_SAID;
}

enum log_result format_exchange(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct span cell[CELLS];
    size_t n = csv_split(line, cell, CELLS);
    enum log_result result = read_protocol(cell, n, scratch, fn, arg);

    return result != LOG_OTHER ? result : read_tracking(cell, n, scratch, fn, arg);
}
