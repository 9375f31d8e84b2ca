/* SPDX-License-Identifier: MIT */
/*
 * OpenSMTPD: deliveries in the old words ("relay: PermFail for ...: ..., stat=...")
 * and the new ("mta delivery ... result=\"PermFail\" stat=\"...\""), refused
 * commands, and traced sessions ("smtp: 0x1f: >>> 220 ...").
 */
#include "format.h"

#include "ascii.h"
#include "step.h"

#include <string.h>

static enum fate fate_of(struct span result)
{
    if (span_is(result, "ok"))
        return FATE_SENT;
    if (span_is(result, "tempfail"))
        return FATE_DEFERRED;
    return span_is(result, "permfail") || span_is(result, "loop") ? FATE_BOUNCED : FATE_NONE;
}

/* value - that of key, with or without quotes around it */
static struct span value(struct span text, const char *key, const char *ends)
{
    const char *p = log_after(text, key);

    if (!p || p == text.ptr + text.len)
        return log_nothing;
    return *p == '"' ? log_quoted(text, p) : log_value(text, key, ends);
}

/* set_relay - "192.0.2.1 (mx.example.net)": the name is the address again where there is none */
static void set_relay(struct span relay, struct log_entry *entry)
{
    struct span name = log_value(relay, "(", ")");

    if (!relay.ptr)
        return;
    entry->scene.host_ip = log_ip(log_value(relay, "", " "));
    if (name.len > 0 && !log_ip(name).ptr && *name.ptr != '<')
        entry->scene.host = name;
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
}

/* all_of - stat= runs to the end of the line and may hold quotes of its own */
static struct span all_of(struct span line, const char *stat)
{
    struct span text = log_behind(line, stat);

    if (text.len >= 2 && *text.ptr == '"' && text.ptr[text.len - 1] == '"') {
        text.ptr++;
        text.len -= 2;
    }
    return text;
}

/* read_delivery - "mta delivery evpid=... to=<a@b> relay=\"...\" result=\"PermFail\" stat=\"...\""
 */
static bool read_delivery(struct span line, struct log_entry *entry)
{
    const char *stat = log_after(line, " stat=");
    struct span head = stat ? log_before(line, stat) : log_nothing;

    if (!stat || !log_find(head, " evpid="))
        return false;
    entry->scene.fate = fate_of(value(head, " result=", " "));
    if (entry->scene.fate == FATE_NONE)
        return false;
    entry->scene.queue_id = log_value(head, " evpid=", " ");
    entry->scene.sender = log_address(log_value(head, " from=<", ">"));
    entry->scene.recipient = log_address(log_value(head, " to=<", ">"));
    set_relay(value(head, " relay=", " "), entry);
    entry->said = all_of(line, stat);
    return true;
}

/* party - the address behind "to=" or "from=", in angle brackets or, in old versions, without */
static struct span party(struct span head, const char *key)
{
    return log_address(log_value(head, key, ","));
}

/* read_old_delivery - "relay: PermFail for 64303...: session=..., to=<a@b>, ..., stat=550 ..." */
static bool read_old_delivery(struct span line, struct log_entry *entry)
{
    const char *stat = log_after(line, ", stat="), *word;
    struct span head = stat ? log_before(line, stat) : log_nothing;

    word = stat ? log_after(head, "relay: ") : NULL;
    if (stat && !word)
        word = log_after(head, "delivery: ");
    if (!word)
        return false;
    entry->scene.fate = fate_of(log_value(log_behind(head, word), "", " "));
    if (entry->scene.fate == FATE_NONE)
        return false;
    entry->scene.queue_id = log_value(log_behind(head, word), " for ", ":");
    entry->scene.sender = party(head, " from=");
    entry->scene.recipient = party(head, " to=");
    set_relay(log_value(head, " relay=", ","), entry);
    entry->said = log_behind(line, stat);
    return true;
}

/* set_command - the step of a refused command, and whom it names */
static void set_command(struct span command, struct log_entry *entry)
{
    struct span address = log_address(log_value(command, "<", ">"));

    entry->scene.command = step_named(command);
    if (begins(command.ptr, command.len, "rcpt"))
        entry->scene.recipient = address;
    else if (begins(command.ptr, command.len, "mail"))
        entry->scene.sender = address;
    entry->scene.direction = SW_DIRECTION_INBOUND;
}

/* read_refused - "smtp event=failed-command address=... command=\"RCPT TO:<a@b>\" result=\"550
 * ...\"" */
static bool read_refused(struct span line, struct log_entry *entry)
{
    const char *kind = log_find(line, "failed-command"), *result;
    struct span host;

    if (!kind)
        kind = log_find(line, " bad-input ");
    result = kind ? log_after(log_behind(line, kind), " result=") : NULL;
    if (!result)
        return false;
    set_command(value(log_before(line, result), " command=", " "), entry);
    entry->scene.host_ip = log_ip(value(line, " address=", " "));
    host = value(line, " host=", " ");
    if (host.len > 0 && *host.ptr != '<' && !log_ip(host).ptr)
        entry->scene.host = host;
    entry->said = all_of(line, result);
    return true;
}

/* read_old_refused - "smtp-in: Failed command on session 78...: \"RCPT TO:<a@b>\" => 550 ..." */
static bool read_old_refused(struct span line, struct log_entry *entry)
{
    const char *p = log_after(line, "smtp-in: Failed command on session "), *quote, *reply;

    quote = p ? log_find(log_behind(line, p), ": \"") : NULL;
    reply = quote ? log_after(log_behind(line, quote), "\" => ") : NULL;
    if (!reply)
        return false;
    set_command(log_quoted(line, quote + 2), entry);
    entry->said = log_behind(line, reply);
    return true;
}

/* read_trace - "smtp: 0x15d7: >>> 250 ..." is ours, "mta: 0x15d7: <<< 250 ..." the other side's */
static bool read_trace(struct span line, struct log_entry *entry)
{
    const char *p = log_after(line, "smtp: 0x"), *reply;

    entry->scene.direction = SW_DIRECTION_INBOUND;
    reply = p ? log_after(log_behind(line, p), ": >>> ") : NULL;
    if (!reply) {
        p = log_after(line, "mta: 0x");
        reply = p ? log_after(log_behind(line, p), ": <<< ") : NULL;
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    }
    if (!reply || reply - p > 40 || !log_code_at(line, reply))
        return false;
    entry->said = log_behind(line, reply);
    return true;
}

/* read_error - "mta error reason=..." and "smtp-out: Error on session ...: ..." */
static bool read_error(struct span line, struct log_entry *entry)
{
    const char *p = log_after(line, " mta error reason=");

    if (!p)
        p = log_after(line, " mta event=error reason=");
    if (p) {
        entry->said = all_of(line, p);
    } else {
        p = log_after(line, "smtp-out: Error on session ");
        p = p ? log_after(log_behind(line, p), ": ") : NULL;
        if (!p)
            return false;
        entry->said = log_behind(line, p);
    }
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    return true;
}

/* is_quiet - a session's other lines: "5df87c903d709659 smtp connected address=..." */
static bool is_quiet(struct span line)
{
    static const char *const kinds[] = { " smtp ", " mta ", " mda " };
    const char *p;
    size_t i, k;

    for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        p = log_find(line, kinds[i]);
        for (k = 1; p && k <= 16; k++)
            if (p - line.ptr < (ptrdiff_t)k || !is_alnum(p[-(ptrdiff_t)k]))
                p = NULL;
        if (p)
            return true;
    }
    return log_find(line, "smtp-in: New session") || log_find(line, "smtp-in: Accepted message") ||
           log_find(line, "smtp-in: Closing session") || log_find(line, "smtp-out: Connect");
}

enum log_result format_opensmtpd(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static log_part_fn *const parts[] = { read_delivery,    read_old_delivery, read_refused,
                                          read_old_refused, read_trace,        read_error };
    struct log_entry entry = { .reply = 0 };

    if (log_read_part(parts, sizeof parts / sizeof *parts, line, &entry)) {
        log_unescape(&entry, scratch);
        (void)fn(arg, &entry);
        return LOG_SAID;
    }
    if (log_find(line, "smtp-in: Received disconnect"))
        return LOG_QUOTED;         /* the client went: no failure */
    if (log_find(line, "stat=\\")) /* within another's quotes */
        return LOG_OTHER;
    return is_quiet(line) ? LOG_QUIET : LOG_OTHER;
}
