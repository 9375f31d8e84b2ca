/* SPDX-License-Identifier: MIT */
/*
 * Stalwart: "2026-11-22T07:14:17Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId =
 * 811, from = "a@b", to = "c@d", hostname = "mx.example.org", code = 550, details = "5.1.1 words"".
 * Of its own answers to clients it logs the kind of event only.
 */
#include "format.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

/* event_behind - the name of the event whose kind stands in brackets, "(smtp.spf-from-pass)"; ptr
 * NULL if there is none, for "(smtp.example.com)" is a host */
static struct span event_behind(struct span line, const char *kind)
{
    const char *p = log_after(line, kind);
    struct span event = p ? log_value(log_behind(line, p), "", ")") : log_nothing;
    size_t i;

    for (i = 0; i < event.len; i++)
        if (!is_alnum(event.ptr[i]) && event.ptr[i] != '-')
            return log_nothing;
    return event.len > 0 ? event : log_nothing;
}

bool begin_stalwart(struct span line)
{
    return event_behind(line, " (delivery.").ptr || event_behind(line, " (smtp.").ptr ||
           log_find(line, ") queueId = ");
}

/* last_value - what stands behind the last " key = ", without quotes; ptr NULL if nowhere */
static struct span last_value(struct span text, const char *key)
{
    const char *p = log_find_last(text, key);
    struct span value;

    if (!p)
        return log_nothing;
    p += strlen(key);
    value = log_behind(text, p);
    if (log_starts(value, "[\""))
        return log_quoted(text, p + 1);
    return log_starts(value, "\"") ? log_quoted(text, p) : log_value(value, "", ",");
}

/* What becomes of a message by an event that gives no code. */
static const struct {
    const char *event;
    enum fate fate;
} delivery[] = {
    { "connect-error", FATE_DEFERRED },  { "greeting-failed", FATE_DEFERRED },
    { "starttls-error", FATE_DEFERRED }, { "starttls-failed", FATE_DEFERRED },
    { "mx-lookup-failed", FATE_NONE },   { "ip-lookup-failed", FATE_NONE },
    { "null-mx", FATE_BOUNCED },         { "dsn-perm-fail", FATE_BOUNCED },
    { "dsn-temp-fail", FATE_DEFERRED },  { "auth-failed", FATE_NONE },
    { "rcpt-to-rejected", FATE_NONE },   { "rcpt-to-failed", FATE_NONE },
    { "mail-from-rejected", FATE_NONE }, { "message-rejected", FATE_NONE },
    { "ehlo-rejected", FATE_NONE },      { "double-bounce", FATE_BOUNCED },
};

/* What clients were refused for: the words in front of the event say it. */
static const char *const refusals[] = { "mailbox-does-not-exist", "relay-not-allowed",
                                        "message-too-large",      "too-many-recipients",
                                        "too-many-messages",      "rcpt-to-greylisted",
                                        "loop-detected",          "auth-not-allowed" };

/* words_before - the event's name for people: behind "INFO " */
static struct span words_before(struct span line, const char *open)
{
    static const char *const levels[] = { "INFO ", "WARN ", "ERROR ", "DEBUG " };
    struct span before = log_before(line, open);
    const char *p = log_after_any(before, PHRASES_IN(levels));

    return p ? span_trim(log_behind(before, p)) : span_trim(before);
}

/* set_parties - whom, from whom, at which host */
static void set_parties(struct span rest, struct log_entry *entry)
{
    entry->scene.recipient = log_address(last_value(rest, " to = "));
    entry->scene.sender = log_address(last_value(rest, " from = "));
    entry->scene.host = last_value(rest, " hostname = ");
    entry->scene.host_ip = log_ip(last_value(rest, " remoteIp = "));
}

/* read_delivery - an event of "(delivery." */
static enum log_result read_delivery(struct span event, struct span rest, struct span words,
                                     log_entry_fn *fn, void *arg)
{
    enum { KINDS = sizeof delivery / sizeof *delivery };
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    struct span code = last_value(rest, " code = ");
    size_t i;

    for (i = 0; i < KINDS && !span_is(event, delivery[i].event); i++)
        ;
    if (i == KINDS)
        return LOG_QUIET;
    if (code.ptr)
        (void)reply_parse(code.ptr, code.len, &entry.reply);
    if (!entry.reply)
        entry.scene.fate = delivery[i].fate;
    entry.said = last_value(rest, " details = ");
    if (!entry.said.ptr)
        entry.said = last_value(rest, " reason = ");
    if (entry.said.len == 0)
        entry.said = words;
    entry.scene.queue_id = log_value(rest, "queueId = ", ",");
    set_parties(rest, &entry);
    (void)fn(arg, &entry);
    return LOG_SAID;
}

enum log_result format_stalwart(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    struct span event = event_behind(line, " (delivery."), words, rest;
    bool delivers = event.ptr != NULL;

    (void)scratch;
    if (!delivers)
        event = event_behind(line, " (smtp.");
    if (!event.ptr)
        return LOG_QUOTED; /* a check on the way, "(dane.": it ends no delivery by itself */
    words = words_before(line, log_find_last(log_before(line, event.ptr), " ("));
    rest = log_behind(line, event.ptr + event.len);
    if (delivers)
        return read_delivery(event, rest, words, fn, arg);
    if (!span_is_any(event, PHRASES_IN(refusals)))
        return LOG_QUIET;
    entry.said = words;
    set_parties(rest, &entry);
    (void)fn(arg, &entry);
    return LOG_SAID;
}
