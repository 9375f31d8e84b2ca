/* SPDX-License-Identifier: MIT */
/*
 * Sendmail, and programs that log as it does (FortiMail, Proofpoint): deliveries
 * ("to=..., dsn=5.1.1, stat=User unknown"), rulesets and milters ("reject=550
 * ..."), unknown local users, and the replies of a traced session ("--- 550").
 */
#include "format.h"

#include "ascii.h"
#include "status.h"
#include "step.h"

#include <string.h>

/* queue_id - the word that ends at p, if it has the form of one */
static struct span queue_id(struct span line, const char *p)
{
    const char *q = p;

    while (q > line.ptr && (is_alnum(q[-1]) || q[-1] == '-'))
        q--;
    return p - q >= 12 && p - q <= 20 ? span_of(q, p) : log_nothing;
}

/* fate_of - from the first word of stat=, else from the class of dsn= */
static enum fate fate_of(struct span stat, struct sw_status dsn)
{
    if (begins(stat.ptr, stat.len, "sent"))
        return FATE_SENT;
    if (begins(stat.ptr, stat.len, "deferred") || dsn.class == 4)
        return FATE_DEFERRED;
    return dsn.class == 2 ? FATE_SENT : FATE_BOUNCED;
}

/* set_words - "reply=550 5.1.1 ..., stat=User unknown": the reply says more */
static void set_words(struct span line, const char *stat, struct log_entry *entry)
{
    struct span reply = log_value(log_before(line, stat), ", reply=", "");

    entry->said = log_behind(line, stat + strlen(" stat="));
    if (reply.ptr && log_code_at(reply, reply.ptr)) {
        entry->said = reply;
        if (ends(reply.ptr, reply.len, ","))
            entry->said.len--;
    } else if (ends(line.ptr, line.len, "\"") && log_find(line, "msg=\"")) {
        entry->said.len--; /* FortiMail puts the whole into quotes */
    }
}

/* read_delivery - "QID: to=<a@b>, relay=mx. [ip], dsn=4.0.0, stat=Deferred: 421 ..." */
static enum log_result read_delivery(struct span line, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    const char *stat = log_find(line, " stat="), *to, *end;
    struct span value;

    to = stat ? log_find(log_before(line, stat), "to=") : NULL;
    if (!to || !(log_find(log_before(line, stat), ", delay=") || log_find(line, ", dsn=")) ||
        (to > line.ptr && to[-1] != ' ' && to[-1] != '"'))
        return LOG_OTHER;
    if (to - line.ptr > 2 && to[-2] == ':')
        entry.scene.queue_id = queue_id(line, to - 2);
    to += strlen("to=");
    end = log_find(log_behind(line, to), ", ");
    value = log_value(line, ", relay=", ",");
    if (value.ptr) {
        log_relay(span_trim(value), &entry.scene.host, &entry.scene.host_ip);
        entry.scene.direction = SW_DIRECTION_OUTBOUND;
    }
    value = log_value(line, ", dsn=", ",");
    if (value.ptr)
        (void)status_parse(value.ptr, value.len, &entry.scene.dsn);
    set_words(line, stat, &entry);
    if (span_is(entry.said, "queued"))
        return LOG_QUIET;
    entry.scene.fate = fate_of(log_behind(line, stat + strlen(" stat=")), entry.scene.dsn);
    value = log_value(line, ", ctladdr=", ", (");
    entry.scene.sender =
        value.ptr && memchr(value.ptr, '@', value.len) ? log_address(value) : log_nothing;
    log_each_recipient(fn, arg, &entry, span_of(to, end && end < stat ? end : stat));
    return LOG_SAID;
}

/* set_argument - arg1= is whom the ruleset was asked about */
static void set_argument(struct span line, struct log_entry *entry)
{
    struct span rule = log_value(line, "ruleset=", ","), argument = log_value(line, " arg1=", ",");

    if (span_is(rule, "check_rcpt")) {
        entry->scene.command = log_constant("RCPT TO");
        entry->scene.recipient = log_address(argument);
    } else if (span_is(rule, "check_mail")) {
        entry->scene.command = log_constant("MAIL FROM");
        entry->scene.sender = log_address(argument);
    } else if (span_is(rule, "check_relay")) {
        entry->scene.command = log_constant("CONNECT");
    } else if (span_is(rule, "check_eoh") || span_is(rule, "check_data")) {
        entry->scene.command = log_constant("DATA");
    } else if (span_is(rule, "tls_server")) {
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    }
}

/* set_milter - "Milter: to=<a@b>", "milter=x, action=rcpt" */
static void set_milter(struct span before, struct log_entry *entry)
{
    struct span action = log_value(before, "action=", ",");

    if (action.ptr)
        entry->scene.command =
            span_is(action, "eom") ? log_constant("end of DATA") : step_named(action);
    if (log_find(before, "Milter: data"))
        entry->scene.command = log_constant("DATA");
    if (log_find(before, " to=")) {
        entry->scene.command = log_constant("RCPT TO");
        entry->scene.recipient = log_address(log_value(before, " to=", ","));
    } else if (log_find(before, " from=")) {
        entry->scene.command = log_constant("MAIL FROM");
        entry->scene.sender = log_address(log_value(before, " from=", ","));
    }
}

/* read_rejection - "ruleset=check_rcpt, arg1=<a@b>, relay=host [ip], reject=550 5.7.1 ..." */
static bool read_rejection(struct span line, struct log_entry *entry)
{
    static const char *const names[] = { ": ruleset=", ": Milter", ": milter" };
    const char *reject = log_find(line, ", reject="), *colon;
    struct span before = reject ? log_before(line, reject) : log_nothing, value;
    bool rule = log_find(before, "ruleset=") != NULL;

    if (!rule && !log_find(before, "ilter"))
        return false;
    entry->scene.direction = SW_DIRECTION_INBOUND;
    if (rule)
        set_argument(before, entry);
    else
        set_milter(before, entry);
    entry->said = log_behind(line, reject + strlen(", reject="));
    value = log_value(before, " relay=", ",");
    if (value.ptr)
        log_relay(value, &entry->scene.host, &entry->scene.host_ip);
    colon = log_find_any(line, PHRASES_IN(names));
    if (colon)
        entry->scene.queue_id = queue_id(line, colon);
    return true;
}

/* behind_tag - behind "sm-mta[123]: ", "sendmail[123]: "; ptr NULL if it is another program's */
static struct span behind_tag(struct span line)
{
    static const char *const names[] = { "sendmail", "sm-mta", "sm-msp-queue",
                                         "sm-acceptingconnections" };
    const char *p = log_find(line, "]: "), *open, *name;
    size_t i, n;

    if (!p)
        return log_nothing;
    for (open = p; open > line.ptr && *open != '['; open--)
        ;
    for (i = 0; i < sizeof names / sizeof *names; i++) {
        n = strlen(names[i]);
        name = (size_t)(open - line.ptr) >= n ? open - n : NULL;
        if (name && memcmp(name, names[i], n) == 0 && (name == line.ptr || !is_alnum(name[-1])))
            return log_behind(line, p + strlen("]: "));
    }
    return log_nothing;
}

/* read_unknown - "QID: <a@b>... User unknown": our server's answer to RCPT */
static bool read_unknown(struct span body, struct log_entry *entry)
{
    const char *colon = log_find(body, ": "), *dots;
    struct span rest;

    entry->scene.queue_id = colon ? queue_id(body, colon) : log_nothing;
    if (!entry->scene.queue_id.ptr)
        return false;
    entry->scene.direction = SW_DIRECTION_INBOUND;
    rest = log_behind(body, colon + strlen(": "));
    if (log_starts(rest, "--- ") && log_code_at(rest, rest.ptr + strlen("--- "))) {
        entry->said = span_from(rest, strlen("--- "));
        return true;
    }
    dots = log_starts(rest, "<") ? log_find(rest, ">... ") : NULL;
    if (!dots)
        return false;
    entry->scene.recipient = log_address(log_before(rest, dots));
    entry->said = log_behind(rest, dots + strlen(">... "));
    entry->scene.command = log_constant("RCPT TO");
    return true;
}

/* read_login - "QID: AUTH failure (LOGIN): authentication failure (-13) ..., relay=[ip]" */
static bool read_login(struct span body, struct log_entry *entry)
{
    const char *start = log_find(body, "AUTH failure"), *relay;

    if (!start)
        return false;
    entry->said = log_behind(body, start);
    relay = log_find(entry->said, ", relay=");
    if (relay) {
        log_relay(log_value(log_behind(body, relay), ", relay=", ""), &entry->scene.host,
                  &entry->scene.host_ip);
        entry->said = span_of(start, relay);
    }
    entry->scene.command = log_constant("AUTH");
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* read_trouble - "QID: SYSERR(root): words": what went wrong on our own server, if the words are
 * known */
static bool read_trouble(struct span body, struct log_entry *entry)
{
    const char *start = log_find(body, "SYSERR(");

    if (!start || start - body.ptr < 2 || start[-2] != ':')
        return false;
    entry->scene.queue_id = queue_id(body, start - 2);
    entry->said = log_behind(body, start);
    return true;
}

/* read_hasty - "QID: rejecting commands from mx [192.0.2.7] due to pre-greeting traffic after 3
 * seconds" */
static bool read_hasty(struct span body, struct log_entry *entry)
{
    const char *start = log_find(body, ": rejecting commands from ");

    if (!start)
        return false;
    entry->said = log_behind(body, start + strlen(": "));
    entry->scene.queue_id = queue_id(body, start);
    entry->scene.host_ip = log_ip(log_value(entry->said, "[", "]"));
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* read_load - "rejecting connections on daemon MTA: load average: 14", or "... 12 children, max 12"
 */
static bool read_load(struct span body, struct log_entry *entry)
{
    if (!log_starts(body, "rejecting connections on daemon "))
        return false;
    entry->said = body;
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* is_quiet - lines of sendmail that report no reply; others may be failures of another kind */
static bool is_quiet(struct span body)
{
    static const char *const signs[] = { ": from=",
                                         "STARTTLS=",
                                         "did not issue MAIL",
                                         ": Milter",
                                         ": DSN: ",
                                         "starting daemon",
                                         ": to=",
                                         ": clone ",
                                         ": done;",
                                         "AUTH=server",
                                         "lost input channel",
                                         ": <-- ",
                                         ": return to sender: " };

    return log_find_any(body, PHRASES_IN(signs)) != NULL;
}

enum log_result format_sendmail(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static log_part_fn *const parts[] = { read_unknown, read_login, read_trouble, read_hasty,
                                          read_load };
    enum log_result result = read_delivery(line, fn, arg);
    struct log_entry entry = { .reply = 0 };
    struct span body;

    (void)scratch;
    if (result != LOG_OTHER)
        return result;
    if (!read_rejection(line, &entry)) {
        body = behind_tag(line);
        if (!body.ptr)
            return LOG_OTHER;
        if (!log_read_part(parts, sizeof parts / sizeof *parts, body, &entry))
            return is_quiet(log_behind(line, body.ptr - strlen(": "))) ? LOG_QUIET : LOG_OTHER;
    }
    (void)fn(arg, &entry);
    return LOG_SAID;
}
