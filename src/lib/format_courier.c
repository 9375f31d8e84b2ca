/* SPDX-License-Identifier: MIT */
/*
 * Courier: refusals of its server ("courieresmtpd: error,relay=...,msg=\"535 ...\"")
 * and the deliveries of its modules ("courieresmtp: id=...,addr=<a@b>: 550 ...").
 */
#include "format.h"

#include "ascii.h"
#include "step.h"

#include <string.h>

/* read_refused - "error,relay=ip,from=<a@b>,to=<c@d>: 550 ..." or "error,relay=ip,msg="535
 * ...",cmd: AUTH" */
static bool read_refused(struct span body, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    const char *quote, *words = NULL;
    struct span relay;

    if (!log_starts(body, "error,relay="))
        return false;
    relay = log_value(body, "relay=", ",");
    log_relay(relay, &entry.scene.host, &entry.scene.host_ip);
    if (!entry.scene.host_ip.ptr) {
        entry.scene.host_ip = log_ip(relay);
        entry.scene.host = log_nothing;
    }
    entry.scene.sender = log_address(log_value(body, ",from=<", ">"));
    entry.scene.recipient = log_address(log_value(body, ",to=<", ">"));
    if (entry.scene.recipient.ptr)
        entry.scene.command = log_constant("RCPT TO");
    else if (entry.scene.sender.ptr)
        entry.scene.command = log_constant("MAIL FROM");
    quote = log_find(body, ",msg=\"");
    if (quote) {
        entry.said = log_quoted(body, quote + strlen(",msg="));
        entry.scene.command = step_named(log_value(body, "\",cmd: ", ""));
    } else if ((words = log_find_last(body, ">: ")) || (words = log_find(body, ": "))) {
        entry.said = span_trim(log_behind(body, words + (*words == '>' ? 3 : 2)));
    }
    if (entry.said.len == 0)
        return false;
    (void)fn(arg, &entry);
    return true;
}

/* fate_of - what a delivery's line ends in; NONE for the reply that led to it */
static enum fate fate_of(struct span rest)
{
    if (log_find(rest, "success"))
        return FATE_SENT;
    if (log_find(rest, "status: deferred"))
        return FATE_DEFERRED;
    return log_find(rest, "status: failure") ? FATE_BOUNCED : FATE_NONE;
}

/* read_delivery - "id=...,from=<a@b>,addr=<c@d>: 550 ..." or "...,size=1,status: deferred" */
static enum log_result read_delivery(struct span body, bool remote, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    const char *address, *close, *colon;
    struct span rest;

    address = log_starts(body, "id=") ? log_find(body, ",addr=<") : NULL;
    close = address ? log_find(log_behind(body, address), ">") : NULL;
    if (!close)
        return LOG_OTHER;
    rest = log_behind(body, close + 1);
    entry.scene.queue_id = log_value(body, "id=", ",");
    entry.scene.sender = log_address(log_value(body, ",from=<", ">"));
    entry.scene.recipient = log_address(span_of(address + strlen(",addr=<"), close));
    if (remote)
        entry.scene.direction = SW_DIRECTION_OUTBOUND;
    entry.scene.fate = log_starts(rest, ": ") ? FATE_NONE : fate_of(rest);
    colon = log_after(rest, ": ");
    if (log_starts(rest, ": "))
        entry.said = log_behind(rest, colon);
    else if (entry.scene.fate != FATE_NONE && colon)
        entry.said = log_behind(rest, colon);
    else
        return LOG_QUIET;
    if (log_starts(entry.said, "<<< "))
        entry.said = log_behind(entry.said, entry.said.ptr + strlen("<<< "));
    if (log_find(rest, "delivered: "))
        log_relay(log_value(rest, "delivered: ", ""), &entry.scene.host, &entry.scene.host_ip);
    if (log_starts(entry.said, ">>> "))
        return LOG_QUIET;
    (void)fn(arg, &entry);
    return LOG_SAID;
}

enum log_result format_courier(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static const char *const programs[] = { "courieresmtpd", "courieresmtp", "courierlocal" };
    const char *name = log_find(line, "courier"), *colon;
    struct span body;
    size_t i;

    (void)scratch;
    colon = name ? log_find(log_behind(line, name), ": ") : NULL;
    if (!colon)
        return LOG_OTHER;
    body = log_behind(line, colon + 2);
    for (i = 0; i < sizeof programs / sizeof *programs; i++) {
        struct span tag = span_of(name, colon);

        if (!log_starts(tag, programs[i]))
            continue;
        if (i == 0)
            return read_refused(body, fn, arg) ? LOG_SAID : LOG_OTHER;
        return read_delivery(body, i == 1, fn, arg);
    }
    return LOG_OTHER;
}
