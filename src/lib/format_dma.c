/* SPDX-License-Identifier: MIT */
/*
 * The DragonFly Mail Agent: "dma[1fba5.2154]: remote delivery to mx [ip] failed after RCPT TO: 550
 * words", "... deferred: mx [ip] failed after DATA: 451 words", "local delivery deferred: words".
 */
#include "format.h"

#include "ascii.h"
#include "step.h"

#include <string.h>

/* set_reply - what is said behind "mx [ip] failed after RCPT TO: "; false: these are other words */
static bool set_reply(struct span text, struct log_entry *entry)
{
    static const char failed[] = " failed after ";
    const char *p = log_find(text, failed), *end = text.ptr + text.len, *colon;

    if (!p || !memchr(text.ptr, '[', (size_t)(p - text.ptr)))
        return false;
    colon = memchr(p, ':', (size_t)(end - p));
    if (!colon)
        return false;
    log_relay(log_before(text, p), &entry->scene.host, &entry->scene.host_ip);
    entry->scene.command = step_named(span_of(p + strlen(failed), colon));
    entry->said = span_trim(log_behind(text, colon + 1));
    return true;
}

/* read_delivery - behind "remote delivery " or "local delivery " */
static bool read_delivery(struct span rest, struct log_entry *entry)
{
    entry->scene.fate = FATE_BOUNCED;
    if (log_starts(rest, "to ")) /* refused for good: "to mx [ip] failed after ..." */
        return set_reply(span_from(rest, strlen("to ")), entry);
    if (log_starts(rest, "deferred: "))
        entry->scene.fate = FATE_DEFERRED;
    else if (!log_starts(rest, "failed: "))
        return false;
    rest = log_behind(rest, log_after(rest, ": "));
    if (!set_reply(rest, entry))
        entry->said = span_trim(rest);
    return true;
}

/* read_connection - "connect to mx [ip] failed: words": other hosts may still be tried */
static bool read_connection(struct span rest, struct log_entry *entry)
{
    static const char failed[] = " failed: ";
    const char *p = log_starts(rest, "connect to ") ? log_find(rest, failed) : NULL;

    if (!p)
        return false;
    log_relay(span_of(log_after(rest, "to "), p), &entry->scene.host, &entry->scene.host_ip);
    entry->scene.command = log_constant("CONNECT");
    entry->said = span_trim(log_behind(rest, p + strlen(failed)));
    return true;
}

/* read_rest - behind the program's name and the recipient's address */
static bool read_rest(struct span rest, struct log_entry *entry)
{
    bool local = log_starts(rest, "local delivery ");

    if (log_starts(rest, "delivery successful")) {
        entry->scene.fate = FATE_SENT;
        entry->said = rest;
        return true;
    }
    if (!local)
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    if (local || log_starts(rest, "remote delivery "))
        return read_delivery(log_behind(rest, log_after(rest, "delivery ")), entry);
    return read_connection(rest, entry);
}

enum log_result format_dma(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static const char tag[] = "dma[";
    struct log_entry entry = { .reply = 0 };
    const char *p = log_find(line, tag), *colon, *close;
    struct span rest;

    (void)scratch;
    colon = p ? log_find(log_behind(line, p), "]: ") : NULL;
    if (!colon || (p > line.ptr && !is_blank(p[-1])))
        return LOG_OTHER;
    entry.scene.queue_id = log_up_to(line, p + strlen(tag), "]");
    rest = log_behind(line, colon + strlen("]: "));
    close = log_starts(rest, "<") ? log_find(rest, "> ") : NULL;
    if (close) { /* "<a@b> remote delivery ..." */
        entry.scene.recipient = log_address(log_before(rest, close));
        rest = log_behind(rest, close + strlen("> "));
    }
    if (!read_rest(rest, &entry) || entry.said.len == 0)
        return LOG_OTHER;
    (void)fn(arg, &entry);
    return LOG_SAID;
}
