/* SPDX-License-Identifier: MIT */
/*
 * Kerio Connect.  Its mail log: "[22/Nov/2026 07:14:17] Sent: Queue-ID: 5a1b-01, Recipient: <a@b>,
 * Result: failed, Status: 5.1.1 words, Remote-Host: 192.0.2.25"; its security log: "IP address
 * 192.0.2.7 found in DNS blacklist X, mail from <a@b> to <c@d> rejected".
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

enum { STAMP = 23 }; /* "[22/Nov/2026 07:14:17] " */

bool begin_kerio(struct span line)
{
    const char *p = line.ptr;

    return line.len > STAMP && *p == '[' && is_digit(p[1]) && p[3] == '/' && p[7] == '/' &&
           p[12] == ' ' && p[15] == ':' && p[STAMP - 2] == ']';
}

/* read_sent - behind "Sent: " */
static enum log_result read_sent(struct span rest, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    struct span result = log_value(rest, ", Result: ", ",");
    const char *end;

    entry.said = log_value(rest, ", Status: ", "");
    if (!result.ptr || !entry.said.ptr)
        return LOG_QUIET;
    end = log_find(entry.said, ", Remote-Host: ");
    if (!end)
        end = log_find(entry.said, ", Msg-Id: ");
    if (end)
        entry.said = log_before(entry.said, end);
    entry.scene.fate = span_is(result, "delivered") || span_is(result, "relayed") ? FATE_SENT
                       : span_is(result, "delayed")                               ? FATE_DEFERRED
                                                                                  : FATE_BOUNCED;
    entry.scene.queue_id = log_value(rest, "Queue-ID: ", ",");
    entry.scene.recipient = log_address(log_value(rest, "Recipient: <", ">"));
    entry.scene.host_ip = log_ip(log_value(rest, "Remote-Host: ", ","));
    (void)fn(arg, &entry);
    return LOG_SAID;
}

/* read_refused - what the server turned away, and why */
static enum log_result read_refused(struct span rest, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND,
                               .scene.fate = FATE_BOUNCED };
    struct span ip = log_value(rest, "IP address ", " ");

    if (!(log_find(rest, " rejected") || log_find(rest, "ttempt ")) || !ip.ptr)
        return LOG_OTHER;
    if (ip.len > 0 && ip.ptr[ip.len - 1] == ',')
        ip.len--;
    entry.scene.host_ip = log_ip(ip);
    entry.scene.sender = log_address(log_value(rest, " from <", ">"));
    if (!entry.scene.sender.ptr)
        entry.scene.sender = log_address(log_value(rest, " sender <", ">"));
    entry.scene.recipient = log_address(log_value(rest, " to <", ">"));
    if (!entry.scene.recipient.ptr)
        entry.scene.recipient = log_address(log_value(rest, " recipient <", ">"));
    entry.said = rest;
    (void)fn(arg, &entry);
    return LOG_SAID;
}

enum log_result format_kerio(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct span rest = log_behind(line, line.ptr + STAMP);

    (void)scratch;
    if (log_starts(rest, "Sent: "))
        return read_sent(rest, fn, arg);
    if (log_starts(rest, "Recv: "))
        return LOG_QUIET;
    return read_refused(rest, fn, arg);
}
