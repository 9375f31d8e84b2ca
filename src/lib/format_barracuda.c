/* SPDX-License-Identifier: MIT */
/*
 * Barracuda Email Security Gateway: "inbound/pass1[8]: mx.example.org[192.0.2.1] ID 1 2 RECV
 * FROM TO ACTION REASON EXTRA", "scan[8]: ... SCAN ENCRYPTED FROM TO SCORE ACTION REASON EXTRA
 * SUBJ:subject" and "outbound/smtp[8]: 127.0.0.1 ID 0 0 SEND ENCRYPTED ACTION QUEUE-ID reply".
 * Actions and reasons are numbers; the subject is the message's own, and no reason.
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

/* Actions of RECV and SCAN; of SEND. */
enum { BLOCKED = 2, DEFERRED = 5 };
enum { DELIVERED = 1, REJECTED, DELAYED, EXPIRED };

/* next_field - the next word; *rest begins behind its blank */
static struct span next_field(struct span *rest)
{
    struct span field = log_up_to(*rest, rest->ptr, " ");

    *rest = log_behind(*rest, field.ptr + field.len);
    if (rest->len > 0)
        *rest = log_behind(*rest, rest->ptr + 1);
    return field;
}

/* number - up to three digits; false if it is anything else */
static bool number(struct span field, unsigned *value)
{
    size_t i;

    *value = 0;
    for (i = 0; i < field.len && is_digit(field.ptr[i]); i++)
        *value = *value * 10 + (unsigned)(field.ptr[i] - '0');
    return i > 0 && i <= 3 && i == field.len;
}

/* read_send - "ENCRYPTED ACTION QUEUE-ID reply" */
static enum log_result read_send(struct span rest, log_entry_fn *fn, void *arg)
{
    static const enum fate fates[] = { FATE_NONE, FATE_SENT, FATE_BOUNCED, FATE_DEFERRED,
                                       FATE_BOUNCED };
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    unsigned action;

    (void)next_field(&rest);
    if (!number(next_field(&rest), &action) || action < DELIVERED || action > EXPIRED)
        return LOG_OTHER;
    entry.scene.queue_id = next_field(&rest);
    entry.scene.fate = fates[action];
    entry.said = rest;
    (void)fn(arg, &entry);
    return LOG_SAID;
}

/*
 * read_verdict - "FROM TO [SCORE] ACTION REASON EXTRA": what the gateway did with a message.  The
 * reply that it gave stands behind RECV perhaps; what its numbers for reasons mean is in no
 * public paper, so nothing is made of them.
 */
static enum log_result read_verdict(struct span rest, bool scanned, struct log_entry *entry,
                                    log_entry_fn *fn, void *arg)
{
    unsigned action, reason;
    struct span field;

    if (scanned)
        (void)next_field(&rest);
    entry->scene.sender = log_address(next_field(&rest));
    entry->scene.recipient = log_address(next_field(&rest));
    if (scanned)
        (void)next_field(&rest);
    field = next_field(&rest);
    if (!number(field, &action) || !number(next_field(&rest), &reason))
        return LOG_OTHER;
    if (action != BLOCKED && action != DEFERRED)
        return LOG_QUIET;
    entry->scene.fate = action == BLOCKED ? FATE_BOUNCED : FATE_DEFERRED;
    entry->said = !scanned && log_code_at(rest, rest.ptr) ? rest : span_of(field.ptr, rest.ptr);
    (void)fn(arg, entry);
    return LOG_SAID;
}

/* of_program - "scan[8]: ", "inbound/pass1[8]: ", "outbound/smtp: ": what follows; else ptr NULL */
static struct span of_program(struct span line)
{
    static const char *const programs[] = { " scan", "inbound/pass1", "inbound/pass2",
                                            "outbound/smtp" };
    const char *p = log_after_any(line, PHRASES_IN(programs));

    if (p && log_starts(log_behind(line, p), ": "))
        return log_behind(line, p + strlen(": "));
    p = p && log_starts(log_behind(line, p), "[") ? log_after(log_behind(line, p), "]: ") : NULL;
    return p ? log_behind(line, p) : log_nothing;
}

enum log_result format_barracuda(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    struct span rest = of_program(line), client, service;
    unsigned i;

    (void)scratch;
    if (!rest.ptr)
        return LOG_OTHER;
    client = next_field(&rest);
    for (i = 0; i < 3; i++) /* an id and two times */
        (void)next_field(&rest);
    service = next_field(&rest);
    if (span_is(service, "SEND"))
        return read_send(rest, fn, arg);
    if (!span_is(service, "RECV") && !span_is(service, "SCAN"))
        return LOG_OTHER;
    log_relay(client, &entry.scene.host, &entry.scene.host_ip);
    return read_verdict(rest, span_is(service, "SCAN"), &entry, fn, arg);
}
