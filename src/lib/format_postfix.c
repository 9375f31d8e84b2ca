/* SPDX-License-Identifier: MIT */
/*
 * Postfix: delivery agents ("status=bounced (...)"), the SMTP server, cleanup,
 * postscreen and milters ("reject: RCPT from ..."), the SMTP client's remarks
 * ("host x said: ..."), and sessions traced with debug_peer_list.  Does not ask
 * for "postfix/" in the line: syslog_name may be anything.
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

    while (q > line.ptr && is_alnum(q[-1]))
        q--;
    if (p - q < 5 || p - q > 20 || memcmp(q, "NOQUEUE", 5) == 0)
        return log_nothing;
    return q == line.ptr || q[-1] == ' ' || q[-1] == '"' ? span_of(q, p) : log_nothing;
}

static const struct {
    const char *word;
    enum fate fate;
} fates[] = {
    { "sent", FATE_SENT },           { "deferred", FATE_DEFERRED },
    { "bounced", FATE_BOUNCED },     { "expired", FATE_BOUNCED },
    { "deliverable", FATE_SENT },    { "undeliverable", FATE_BOUNCED },
    { "softbounce", FATE_DEFERRED }, { "force-expired", FATE_BOUNCED },
};

/* fate_of - also of a word that the end of a line cut short: "status=boun" */
static enum fate fate_of(struct span line, struct span word)
{
    enum { ENOUGH = 3 };
    bool cut = word.len >= ENOUGH && word.ptr + word.len == line.ptr + line.len;
    size_t i;

    for (i = 0; i < sizeof fates / sizeof *fates; i++)
        if (span_is(word, fates[i].word) || (cut && strlen(fates[i].word) > word.len &&
                                             same_word(word.ptr, fates[i].word, word.len)))
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

/* What stands before the other side's name in the SMTP client's words. */
static const char *const before_host[] = {
    "host ",
    "connect to ",
    "lost connection with ",
    "conversation with ",
    "SASL authentication failed; server ",
    "delivery temporarily suspended: host ",
    "delivery temporarily suspended: connect to ",
    "delivery temporarily suspended: lost connection with "
};

/* set_said - the host named in the text, and the step */
static void set_said(struct log_entry *entry)
{
    struct span said = entry->said, step;
    const char *p;
    size_t i;

    for (i = 0; i < sizeof before_host / sizeof *before_host; i++)
        if (log_starts(said, before_host[i]))
            log_relay(log_value(said, before_host[i], " "), &entry->scene.host,
                      &entry->scene.host_ip);
    p = log_find_last(said, "(in reply to ");
    if (p)
        step = log_value(log_behind(said, p), "(in reply to ", ")");
    else
        step = log_value(said, " while sending ", ":;,-");
    if (step.ptr)
        entry->scene.command = step_named(step);
    else if (log_find(said, " while receiving the initial server greeting"))
        entry->scene.command = log_constant("CONNECT");
    else
        entry->scene.command = step_named(log_value(said, " while performing the ", " "));
}

/* set_relay - "mx.example.net[192.0.2.1]:25"; a transport alone ("local") is no host */
static void set_relay(struct log_entry *entry, struct span relay)
{
    if (!relay.ptr || !memchr(relay.ptr, '[', relay.len))
        return;
    log_relay(relay, &entry->scene.host, &entry->scene.host_ip);
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
}

/* read_expiry - "QID: from=<a@b>, status=expired, returned to sender" */
static bool read_expiry(struct span line, const char *status, struct log_entry *entry)
{
    const char *from = log_find(line, "from=<");

    if (!from || !log_find(log_behind(line, status), "returned to sender"))
        return false;
    if (from - line.ptr > 2 && from[-2] == ':')
        entry->scene.queue_id = queue_id(line, from - 2);
    entry->scene.sender = log_address(log_value(line, "from=<", ">"));
    entry->scene.fate = FATE_BOUNCED;
    entry->said = log_behind(line, status + strlen(" status="));
    return true;
}

/* find_to - "QID: to=<a@b>": where the address begins; the id may have gone with the prefix */
static const char *find_to(struct span line, struct log_entry *entry)
{
    const char *to = log_find(line, ": to=");

    if (to) {
        entry->scene.queue_id = queue_id(line, to);
        return to + strlen(": to=");
    }
    return log_starts(line, "to=<") ? line.ptr + strlen("to=") : NULL;
}

/* read_delivery - "QID: to=<a@b>, relay=..., dsn=5.1.1, status=bounced (...)" */
static bool read_delivery(struct span line, struct log_entry *entry)
{
    const char *status = log_find(line, " status="), *to;
    struct span word, value, fields;

    if (!status)
        return false;
    word = log_value(log_behind(line, status), " status=", " ,");
    entry->scene.fate = fate_of(line, word);
    if (entry->scene.fate == FATE_NONE)
        return false;
    to = find_to(log_before(line, status), entry);
    if (!to)
        return read_expiry(line, status, entry);
    value = log_behind(line, to);
    value = *value.ptr == '<' ? log_value(value, "<", ">") : log_value(value, "", ",");
    entry->scene.recipient = log_address(value);
    fields = span_of(to, status);
    set_relay(entry, log_value(fields, " relay=", ","));
    value = log_value(fields, " dsn=", ",");
    if (value.ptr)
        (void)status_parse(value.ptr, value.len, &entry->scene.dsn);
    entry->said = parenthesised(line, word.ptr + word.len);
    if (log_starts(entry->said, "host ") || log_starts(entry->said, "connect to "))
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    set_said(entry);
    return true;
}

static const char *const actions[] = { "reject: ",       "reject_warning: ", "milter-reject: ",
                                       "milter-hold: ",  "milter-discard: ", "discard: ",
                                       "proxy-reject: ", "proxy-accept: " };

/* find_action - "reject: " and its like; the place behind it, NULL if none */
static const char *find_action(struct span line)
{
    const char *p;
    size_t i;

    if (!log_find(line, "reject") && !log_find(line, "discard") && !log_find(line, "-hold") &&
        !log_find(line, "proxy-accept"))
        return NULL;
    for (i = 0; i < sizeof actions / sizeof *actions; i++) {
        p = log_find(line, actions[i]);
        if (p && (p == line.ptr || (p[-1] == ' ' && (p == line.ptr + 1 || p[-2] == ':'))))
            return p + strlen(actions[i]);
    }
    return NULL;
}

/* behind_name - a client without its address, as people shorten it: "unknown: 550 ..." */
static const char *behind_name(struct span rest)
{
    struct span name = log_value(rest, "", " [");
    const char *p = name.ptr + name.len;

    return name.len > 1 && p[-1] == ':' && log_code_at(rest, p + 1) ? p + 1 : NULL;
}

/* behind_client - where the reply begins: behind "host[address]: " or "[address]:port: " */
static const char *behind_client(struct span rest)
{
    const char *p = log_find(rest, "]"), *end = rest.ptr + rest.len;
    const char *name = behind_name(rest);

    if (name)
        return name;
    if (!p)
        return NULL;
    for (p++; p < end && (is_digit(*p) || *p == ':'); p++)
        if (*p == ':' && p + 1 < end && p[1] == ' ')
            return p + 2;
    return NULL;
}

/* envelope - where "; from=<> to=<> proto=..." begins; NULL if nowhere */
static const char *envelope(struct span rest)
{
    static const char *const keys[] = { "; from=<", "; to=<", "; proto=" };

    return log_find_any(rest, PHRASES_IN(keys));
}

/* set_envelope - the addresses of the envelope; with it, who is refused */
static void set_envelope(struct span tail, struct log_entry *entry)
{
    entry->scene.sender = log_address(log_value(tail, " from=<", ">"));
    entry->scene.recipient = log_address(log_value(tail, " to=<", ">"));
    entry->scene.direction = SW_DIRECTION_INBOUND;
}

/* read_content - "header Subject: ... from host[ip]; from=<> to=<> ...: 5.7.1 text" */
static bool read_content(struct span rest, struct log_entry *entry)
{
    const char *tail = envelope(rest), *from, *mark;

    from = tail ? log_find_last(log_before(rest, tail), " from ") : NULL;
    if (!from)
        return false;
    log_relay(span_of(from + strlen(" from "), tail), &entry->scene.host, &entry->scene.host_ip);
    set_envelope(log_behind(rest, tail), entry);
    mark = log_find(log_behind(rest, tail), ">: ");
    entry->said = log_behind(rest, mark ? mark + strlen(">: ") : tail);
    entry->scene.command = log_constant("end of DATA");
    return true;
}

static bool is_content(struct span rest)
{
    return log_starts(rest, "header ") || log_starts(rest, "body ") ||
           log_starts(rest, "content ") || log_starts(rest, "mime-error ");
}

/* behind_verdict - the reply of a milter that gives a whole one: "4.7.1 451 4.7.1 Greylisted" */
static struct span behind_verdict(struct span said, struct log_entry *entry)
{
    struct sw_status status;
    size_t n = status_parse(said.ptr, said.len, &status);

    if (n == 0 || n + 4 > said.len || said.ptr[n] != ' ' || !log_code_at(said, said.ptr + n + 1))
        return said;
    entry->scene.dsn = status;
    return span_from(said, n + 1);
}

/* read_rejection - "reject: RCPT from host[ip]: 554 5.7.1 ...; from=<> to=<> proto=ESMTP helo=<>"
 */
static bool read_rejection(struct span line, struct log_entry *entry)
{
    const char *action = find_action(line), *from, *reply, *tail;
    struct span rest, step;

    if (!action)
        return false;
    rest = log_behind(line, action);
    for (from = action - 2; from > line.ptr && *from != ' '; from--)
        ;
    if (from > line.ptr && from[-1] == ':')
        entry->scene.queue_id = queue_id(line, from - 1);
    if (is_content(rest))
        return read_content(rest, entry);
    step = log_value(rest, "", ":");
    from = log_find(step, " from ");
    if (from) {
        rest = log_behind(rest, from + strlen(" from "));
        reply = behind_client(rest);
        if (reply)
            log_relay(span_of(rest.ptr, reply - strlen(": ")), &entry->scene.host,
                      &entry->scene.host_ip);
    } else if (log_code_at(line, action)) { /* as people shorten it */
        reply = action;
    } else {
        reply = log_after(rest, ": ");
    }
    if (!reply)
        return false;
    entry->scene.command = step_named(step);
    tail = envelope(log_behind(rest, reply));
    if (!tail && !entry->scene.command.ptr && reply != action)
        return false;
    entry->said = behind_verdict(tail ? span_of(reply, tail) : log_behind(rest, reply), entry);
    entry->scene.of_sender = log_find(entry->said, "Sender address rejected: ") != NULL;
    set_envelope(tail ? log_behind(rest, tail) : rest, entry);
    return true;
}

/* What the SMTP client remarks on, behind "QID: " or the program's name. */
static const char *const remarks[] = { ": host ",
                                       ": connect to ",
                                       ": lost connection with ",
                                       ": conversation with ",
                                       ": SASL authentication failed; server ",
                                       "- - connect to " }; /* RFC 5424: "postfix/smtp 811 - - " */

/* is_failure - does the remark tell of a reply or a failure? */
static bool is_failure(struct span said)
{
    return log_find(said, " said: ") || log_find(said, " refused to talk to me: ") ||
           log_find(said, " while ") || (log_starts(said, "connect to ") && log_find(said, "]:"));
}

/* read_remark - "QID: host x[ip] said: 451 ..." of the SMTP client; in a notice it is no log's */
static bool read_remark(struct span line, struct log_entry *entry)
{
    const char *colon;

    entry->said = line;
    if (!log_starts(line, "connect to ")) {
        colon = log_find_any(line, PHRASES_IN(remarks));
        if (!colon)
            return false;
        entry->said = log_behind(line, colon + (*colon == '-' ? strlen("- - ") : strlen(": ")));
        entry->scene.queue_id = queue_id(line, colon);
        if (!entry->scene.queue_id.ptr && *colon != '-' && (colon == line.ptr || colon[-1] != ']'))
            return false;
    }
    if (!is_failure(entry->said) || log_find(line, " undeliverable address: host "))
        return false; /* the latter is what a server says of its probe */
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    set_said(entry);
    return true;
}

/* read_login - "warning: host[ip]: SASL LOGIN authentication failed: ..." */
static bool read_login(struct span line, struct log_entry *entry)
{
    const char *sasl = log_find(line, "]: SASL "), *warning, *failed;

    warning = sasl ? log_find(log_before(line, sasl), "warning: ") : NULL;
    failed = warning ? log_after(log_behind(line, sasl), "authentication failed") : NULL;
    if (!failed)
        return false;
    log_relay(span_of(warning + strlen("warning: "), sasl + 1), &entry->scene.host,
              &entry->scene.host_ip);
    entry->said = span_of(sasl + strlen("]: "), failed);
    entry->scene.command = log_constant("AUTH");
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* read_limit - "warning: Connection rate limit exceeded: 31 from host[ip] for service smtpd" */
static bool read_limit(struct span line, struct log_entry *entry)
{
    static const char words[] = " limit exceeded: ";
    const char *warning = log_after(line, "]: warning: "), *limit, *from, *service;

    limit = warning ? log_find(log_behind(line, warning), words) : NULL;
    from = limit ? log_after(log_behind(line, limit), " from ") : NULL;
    service = from ? log_find(log_behind(line, from), " for service ") : NULL;
    if (!service)
        return false;
    log_relay(span_of(from, service), &entry->scene.host, &entry->scene.host_ip);
    entry->said = span_of(warning, limit + strlen(" limit exceeded")); /* not how many */
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* read_trace - "smtp[1]: < host[ip]:25: 550 ..." and "smtpd[1]: > host[ip]: 550 ..." */
static bool read_trace(struct span line, struct log_entry *entry)
{
    const char *out = log_find(line, "]: > "), *in = log_find(line, "]: < "), *reply;
    const char *mark = out ? out : in;
    bool server = mark && log_find(log_before(line, mark), "smtpd[");
    struct span rest;

    if (!mark || (out != NULL) != server || !log_find(log_before(line, mark), "mtp"))
        return false;
    rest = log_behind(line, mark + strlen("]: > "));
    reply = behind_client(rest);
    if (!reply || !log_code_at(line, reply))
        return false;
    log_relay(log_before(rest, reply), &entry->scene.host, &entry->scene.host_ip);
    entry->said = log_behind(line, reply);
    entry->scene.direction = server ? SW_DIRECTION_INBOUND : SW_DIRECTION_OUTBOUND;
    return true;
}

/* is_own - a line of Postfix of no other kind */
static bool is_own(struct span line)
{
    const char *p = log_find(line, "postfix"), *end = line.ptr + line.len;

    if (!p || (p > line.ptr && p[-1] != ' ' && p[-1] != '"'))
        return false;
    while (p < end && *p != ' ' && *p != '[')
        p++;
    return p < end && *p == '[' && memchr(line.ptr, '/', (size_t)(p - line.ptr));
}

/* quotes_message - "cleanup[1]: ABC: warning: header Subject: ...": a line of a message that a rule
 * watches for */
static bool quotes_message(struct span line)
{
    static const char *const parts[] = { ": header ", ": body ", ": mime ", ": nested ",
                                         "message-id=" };
    const char *p = log_find(line, "/cleanup["), *words;

    words = p ? log_find(log_behind(line, p), "]: ") : NULL;
    return words && log_find_any(log_behind(line, words), PHRASES_IN(parts));
}

enum log_result format_postfix(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static log_part_fn *const parts[] = { read_delivery, read_rejection, read_remark,
                                          read_login,    read_limit,     read_trace };
    struct log_entry entry = { .reply = 0 };

    (void)scratch;
    if (log_read_part(parts, sizeof parts / sizeof *parts, line, &entry)) {
        (void)fn(arg, &entry);
        return LOG_SAID;
    }
    if (!is_own(line))
        return LOG_OTHER;
    return quotes_message(line) ? LOG_QUOTED : LOG_QUIET;
}
