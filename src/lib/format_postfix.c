/* SPDX-License-Identifier: MIT */
/*
 * Postfix: delivery agents ("status=bounced (...)"), the SMTP server, cleanup,
 * postscreen and milters ("reject: RCPT from ..."), and the SMTP client's remarks
 * ("host x said: ...").  Does not ask for "postfix/" in the line: syslog_name may
 * be anything.
 */
#include "format.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

/* queue_id - the word before ": " that ends at p, if it has the form of one */
static struct span queue_id(struct span line, const char *p)
{
    const char *q = p;

    while (q > line.ptr && is_alnum(q[-1]))
        q--;
    return p - q >= 5 && p - q <= 20 ? span_of(q, p) : (struct span){ NULL, 0 };
}

static const struct {
    const char *word;
    enum fate fate;
} fates[] = {
    { "sent", FATE_SENT },       { "deferred", FATE_DEFERRED }, { "bounced", FATE_BOUNCED },
    { "expired", FATE_BOUNCED }, { "deliverable", FATE_SENT },  { "undeliverable", FATE_BOUNCED },
};

static enum fate fate_of(struct span word)
{
    size_t i;

    for (i = 0; i < sizeof fates / sizeof *fates; i++)
        if (strlen(fates[i].word) == word.len && memcmp(fates[i].word, word.ptr, word.len) == 0)
            return fates[i].fate;
    return FATE_NONE;
}

/* parenthesised - the inside of the "(...)" at p, to the last parenthesis of the line */
static struct span parenthesised(struct span line, const char *p)
{
    const char *end = line.ptr + line.len;

    while (p < end && *p == ' ')
        p++;
    if (p == end || *p != '(')
        return span_of(p, end);
    p++;
    while (end > p && end[-1] != ')')
        end--;
    return end > p ? span_of(p, end - 1) : log_behind(line, p);
}

/* set_said - the host named in the text, and the step */
static void set_said(struct log_entry *entry)
{
    struct span said = entry->said, step;

    if (begins(said.ptr, said.len, "host ")) {
        struct span to = log_value(said, "host ", " ");

        log_relay(to, &entry->scene.host, &entry->scene.host_ip);
    }
    step = log_value(said, "(in reply to ", ")");
    if (step.ptr) {
        if (ends(step.ptr, step.len, " command"))
            step.len -= strlen(" command");
        entry->scene.command = step;
    }
}

/* read_delivery - "QID: to=<a@b>, relay=..., dsn=5.1.1, status=bounced (...)" */
static bool read_delivery(struct span line, struct log_entry *entry)
{
    const char *status = log_find(line, " status="), *to;
    struct span word, value;

    if (!status)
        return false;
    word = log_value(log_behind(line, status), " status=", " ");
    entry->scene.fate = fate_of(word);
    to = log_find(line, "to=<");
    if (entry->scene.fate == FATE_NONE || !to)
        return false;
    if (to - line.ptr > 2 && to[-1] == ' ' && to[-2] == ':')
        entry->scene.queue_id = queue_id(line, to - 2);
    entry->scene.recipient = log_value(log_behind(line, to), "to=<", ">");
    value = log_value(line, " relay=", ",");
    if (value.ptr && !begins(value.ptr, value.len, "none"))
        log_relay(value, &entry->scene.host, &entry->scene.host_ip);
    value = log_value(line, " dsn=", ",");
    if (value.ptr)
        (void)status_parse(value.ptr, value.len, &entry->scene.dsn);
    entry->said = parenthesised(line, word.ptr + word.len);
    if (entry->scene.host.ptr)
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    set_said(entry);
    return true;
}

static const char *const actions[] = { "reject: ",      "reject_warning: ", "milter-reject: ",
                                       "milter-hold: ", "milter-discard: ", "discard: ",
                                       "proxy-reject: " };

/* find_action - "reject: " and its like; the place behind it, NULL if none */
static const char *find_action(struct span line)
{
    const char *p;
    size_t i;

    if (!log_find(line, "reject") && !log_find(line, "discard") && !log_find(line, "-hold"))
        return NULL;
    for (i = 0; i < sizeof actions / sizeof *actions; i++) {
        p = log_find(line, actions[i]);
        if (p && (p == line.ptr || p[-1] == ' '))
            return p + strlen(actions[i]);
    }
    return NULL;
}

/* behind_client - where the reply begins: behind "host[address]: " or "[address]:port: " */
static const char *behind_client(struct span rest)
{
    const char *p = log_find(rest, "]"), *end = rest.ptr + rest.len;

    if (!p)
        return NULL;
    for (p++; p < end && (is_digit(*p) || *p == ':'); p++)
        if (*p == ':' && p + 1 < end && p[1] == ' ')
            return p + 2;
    return NULL;
}

/* read_rejection - "reject: RCPT from host[ip]: 554 5.7.1 ...; from=<> to=<> proto=ESMTP helo=<>"
 */
static bool read_rejection(struct span line, struct log_entry *entry)
{
    const char *action = find_action(line), *from, *reply, *tail, *mark;
    struct span rest;

    if (!action)
        return false;
    rest = log_behind(line, action);
    from = log_find(rest, " from ");
    if (!from)
        return false;
    entry->scene.command = span_of(rest.ptr, from);
    rest = log_behind(line, from + strlen(" from "));
    log_relay(log_value(rest, "", ":;"), &entry->scene.host, &entry->scene.host_ip);
    reply = behind_client(rest);
    tail = log_find(rest, "; from=<");
    if (!tail)
        tail = log_find(rest, "; proto=");
    if (!reply && tail) { /* a header or body check: the text stands at the end */
        mark = log_find(log_behind(line, tail), ">: ");
        reply = mark ? mark + strlen(">: ") : tail;
        tail = line.ptr + line.len;
    }
    if (!reply)
        return false;
    if (!tail || tail < reply)
        tail = line.ptr + line.len;
    entry->said = span_of(reply, tail);
    entry->scene.sender = log_value(rest, " from=<", ">");
    entry->scene.recipient = log_value(rest, " to=<", ">");
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* read_remark - "QID: host x[ip] said: 451 ..." of the SMTP client */
static bool read_remark(struct span line, struct log_entry *entry)
{
    const char *host = log_find(line, ": host ");

    if (!host || !(log_find(line, " said: ") || log_find(line, " refused to talk to me: ")))
        return false;
    entry->scene.queue_id = queue_id(line, host);
    if (!entry->scene.queue_id.ptr)
        return false; /* a notice: "<a@b>: host x said: ..." */
    entry->said = log_behind(line, host + 2);
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    set_said(entry);
    return true;
}

/* empty_is_none - "to=<>" names nobody */
static void empty_is_none(struct span *s)
{
    if (s->len == 0)
        s->ptr = NULL;
}

enum log_result format_postfix(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };

    (void)scratch;
    if (!read_delivery(line, &entry)) {
        entry = (struct log_entry){ .reply = 0 };
        if (!read_rejection(line, &entry)) {
            entry = (struct log_entry){ .reply = 0 };
            if (!read_remark(line, &entry))
                return log_find(line, "postfix/") ? LOG_QUIET : LOG_OTHER;
        }
    }
    empty_is_none(&entry.scene.recipient);
    empty_is_none(&entry.scene.sender);
    (void)fn(arg, &entry);
    return LOG_SAID;
}
