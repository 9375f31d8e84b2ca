/* SPDX-License-Identifier: MIT */
/*
 * Exim: main log and reject log.  Behind its head (exim_head.h) a line has either a
 * message id with a flag ("**" failed, "==" deferred, "=>" and "->" delivered) or
 * what happened in a session ("H=... rejected RCPT ...").
 */
#include "format.h"

#include "ascii.h"
#include "exim_head.h"
#include "step.h"

#include <string.h>

/* begin_exim - a stamp, or the "**" of a failure */
bool begin_exim(struct span line)
{
    const char *star = memchr(line.ptr, '*', line.len);

    return exim_is_entry(line) || (star && star > line.ptr && star + 2 < line.ptr + line.len &&
                                   star[-1] == ' ' && star[1] == '*' && star[2] == ' ');
}

/* set_host - "H=name (helo) [ip]:port": the address is the first in brackets of its own */
static void set_host(struct span text, struct log_entry *entry)
{
    const char *p = text.ptr, *end = p + text.len, *open, *close;

    if (p < end && *p != '(' && *p != '[') {
        const char *q = memchr(p, ' ', text.len);

        entry->scene.host = span_of(p, q ? q : end);
    }
    open = p < end && *p == '[' ? p : log_find(text, " [");
    if (!open)
        return;
    open += *open == ' ';
    close = memchr(open, ']', (size_t)(end - open));
    if (close)
        entry->scene.host_ip = log_ip(span_of(open + 1, close));
}

/* field - " H=" and its like: what follows it; ptr NULL if the field is not there */
static struct span field(struct span text, const char *key)
{
    const char *p;

    if (log_starts(text, key + 1))
        return log_behind(text, text.ptr + strlen(key + 1));
    p = log_after(text, key);
    return p ? log_behind(text, p) : log_nothing;
}

/* set_fields - host and sender, before the words begin at end */
static void set_fields(struct span text, const char *end, struct log_entry *entry)
{
    struct span value;

    text = log_before(text, end);
    value = field(text, " H=");
    if (value.ptr)
        set_host(value, entry);
    value = field(text, " F=");
    if (value.ptr && !entry->scene.sender.ptr)
        entry->scene.sender = log_address(log_value(value, "", " "));
}

/* set_remote - "SMTP error from remote mail server after RCPT TO:<a@b>: host x [ip]: 550 ..." */
static bool set_remote(struct span text, struct log_entry *entry)
{
    const char *error = log_find(text, "SMTP error from remote mail"), *p, *first;

    if (!error)
        error = log_find(text, "LMTP error ");
    if (!error)
        error = log_find(text, "PRDR error ");
    p = error ? log_after(log_behind(text, error), " after ") : NULL;
    if (!p)
        return false;
    entry->scene.command = step_named(log_behind(text, p));
    if (!entry->scene.recipient.ptr && log_starts(log_behind(text, p), "RCPT TO:<"))
        entry->scene.recipient = log_address(log_value(log_behind(text, p), "<", ">"));
    first = p = log_after(log_behind(text, p), ": ");
    while (p && !log_code_at(text, p))
        p = log_after(log_behind(text, p), ": ");
    if (!first)
        return false;
    if (p && p != first && log_starts(log_behind(text, first), "host "))
        set_host(log_behind(text, first + strlen("host ")), entry);
    entry->said = log_behind(text, p ? p : first);
    return true;
}

/* set_recipient - "addr", "user <addr>", "addr (final) <orig>", "|command <addr>" */
static void set_recipient(struct span rest, struct log_entry *entry)
{
    struct span word = log_value(rest, "", " "), inside;

    if (ends(word.ptr, word.len, ":"))
        word.len--;
    inside = log_value(rest, " <", ">");
    if (memchr(word.ptr, '@', word.len) && *word.ptr != '|' && *word.ptr != '/')
        entry->scene.recipient = log_address(word);
    else if (inside.ptr)
        entry->scene.recipient = log_address(inside);
}

/* behind_address - "addr words": what follows the address; NULL if fields do */
static const char *behind_address(struct span rest)
{
    const char *p = memchr(rest.ptr, ' ', rest.len);

    return p && !field(log_behind(rest, p), " R=").ptr && !log_find(rest, " defer (") ? p + 1
                                                                                      : NULL;
}

/* read_failed - "addr R=... T=... H=...: words", "addr R=... defer (-1): words" */
static bool read_failed(struct span rest, enum fate fate, struct log_entry *entry)
{
    const char *words = log_after(rest, ": "), *defer = log_find(rest, " defer (");

    if (defer && words && defer > words)
        words = log_after(log_behind(rest, defer), ": ");
    if (!words)
        words = behind_address(rest);
    if (!words)
        return false;
    if (log_starts(log_behind(rest, words + 1), "etry time not "))
        return false; /* nothing was tried: "not reached", "not yet reached" */
    entry->scene.fate = fate;
    set_recipient(rest, entry);
    set_fields(rest, words, entry);
    if (set_remote(rest, entry) || entry->scene.host.ptr || entry->scene.host_ip.ptr)
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    if (!entry->said.ptr)
        entry->said = log_behind(rest, words);
    return true;
}

static bool read_bounced(struct span rest, struct log_entry *entry)
{
    return read_failed(rest, FATE_BOUNCED, entry);
}

static bool read_deferred(struct span rest, struct log_entry *entry)
{
    return read_failed(rest, FATE_DEFERRED, entry);
}

/* read_delivered - "addr R=... T=... H=mx [ip] C=\"250 OK\"" */
static bool read_delivered(struct span rest, struct log_entry *entry)
{
    const char *quote = log_find(rest, " C=\"");

    entry->scene.fate = FATE_SENT;
    set_recipient(rest, entry);
    set_fields(rest, quote ? quote : rest.ptr + rest.len, entry);
    entry->said = span_of(rest.ptr, rest.ptr);
    if (quote) {
        entry->said = log_quoted(rest, quote + strlen(" C="));
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    }
    return true;
}

/* set_step - "rejected RCPT <a@b>: words": the step, and where the words begin */
static const char *set_step(struct span step, struct log_entry *entry)
{
    struct span name = log_value(step, "", ":");
    const char *words;

    entry->scene.command = step_named(step);
    if (log_starts(step, "RCPT "))
        entry->scene.recipient =
            log_address(log_value(step, "RCPT ", step.len > 5 && step.ptr[5] == '<' ? ">" : ":"));
    else if (log_starts(step, "MAIL "))
        entry->scene.sender = log_address(log_value(step, "<", ">"));
    else if (log_starts(name, "after DATA") || log_starts(name, "by local_scan"))
        entry->scene.command = log_constant("end of DATA");
    else if (log_starts(name, "EHLO or HELO"))
        entry->scene.command = log_constant("EHLO");
    else if (log_starts(name, "connection"))
        entry->scene.command = log_constant("CONNECT");
    words = log_after(step, step.len > 5 && step.ptr[5] == '<' ? ">: " : ": ");
    return words ? words : log_after(step, ": ");
}

/* read_rejected - "H=host [ip] F=<a@b> rejected RCPT <c@d>: words" */
static bool read_rejected(struct span text, struct log_entry *entry)
{
    const char *at = log_find(text, "rejected "), *words;

    if (!at || (at > text.ptr && at[-1] != ' '))
        return false;
    if (!field(log_before(text, at), " H=").ptr && !field(log_before(text, at), " U=").ptr &&
        !field(log_before(text, at), " F=").ptr)
        return false;
    words = set_step(log_behind(text, at + strlen("rejected ")), entry);
    if (!entry->scene.command.ptr && !log_find(log_behind(text, at), " ACL") &&
        !log_starts(log_behind(text, at), "rejected ATRN"))
        return false;
    set_fields(text, at, entry);
    entry->scene.fate = FATE_BOUNCED;
    if (at - text.ptr >= 12 && memcmp(at - 12, "temporarily ", 12) == 0) {
        entry->scene.fate = FATE_DEFERRED;
        at -= 12;
    }
    entry->scene.direction = SW_DIRECTION_INBOUND;
    entry->said = log_behind(text, words ? words : at);
    return true;
}

/* read_login - "plain authenticator failed for host (helo) [ip]:port: 535 words (set_id=name)" */
static bool read_login(struct span text, struct log_entry *entry)
{
    const char *p = log_after(text, "authenticator failed "), *end = text.ptr + text.len, *q;
    struct span rest;

    if (!p)
        return false;
    rest = log_behind(text, p);
    entry->scene.direction = SW_DIRECTION_INBOUND;
    if (log_starts(rest, "for "))
        set_host(log_behind(rest, p + strlen("for ")), entry);
    else if (log_starts(rest, "H="))
        set_host(log_behind(rest, p + strlen("H=")), entry);
    else
        return false;
    if (!log_starts(rest, "for ") && entry->scene.queue_id.ptr)
        entry->scene.direction = SW_DIRECTION_OUTBOUND; /* our login at a smart host */
    for (q = p; q < end - 4; q++)
        if ((*q == ':' || *q == ']') && q[1] == ' ' && log_code_at(text, q + 2))
            break;
    if (q >= end - 4)
        q = log_find(rest, ": ");
    if (!q)
        return false;
    entry->said = log_behind(text, q + 2);
    entry->scene.command = log_constant("AUTH");
    return true;
}

/* read_verify - "H=host [ip] sender verify fail for <a@b>: words" */
static bool read_verify(struct span text, struct log_entry *entry)
{
    const char *p = log_find(text, "sender verify ");
    struct span rest = p ? log_behind(text, p) : log_nothing;

    if (!p || !(log_starts(rest, "sender verify fail for ") ||
                log_starts(rest, "sender verify defer for ")))
        return false;
    set_fields(text, p, entry);
    entry->scene.sender = log_address(log_value(rest, "<", ">"));
    entry->scene.of_sender = true;
    entry->scene.direction = SW_DIRECTION_INBOUND;
    entry->said = rest;
    return true;
}

/* read_remote - "H=host [ip]: SMTP error ...", "H=host [ip] Connection timed out" of a delivery */
static bool read_remote(struct span rest, struct log_entry *entry)
{
    const char *p = log_starts(rest, "H=") ? log_find(rest, "[") : NULL, *end = rest.ptr + rest.len;

    set_fields(rest, end, entry);
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    if (set_remote(rest, entry))
        return true;
    p = p ? memchr(p, ']', (size_t)(end - p)) : NULL;
    if (!p || log_find(rest, "Warning: ") || log_find(rest, " F=<"))
        return false;
    for (p++; p < end && (is_digit(*p) || *p == ':'); p++)
        ;
    entry->said = span_trim(log_behind(rest, p));
    if (entry->said.len == 0)
        return false;
    return true;
}

/* event_value - a reply among the values that an event's line gives: data "250 OK", <250 OK> */
static struct span event_value(struct span rest)
{
    static const char *const before[] = { " data \"", " <", "smtp:ehlo ", "smtp:connect " };
    static const char *const close[] = { "\"", ">", "", "" };
    struct span behind;
    const char *p;
    size_t i;

    for (i = 0; i < sizeof before / sizeof *before; i++)
        for (behind = rest; (p = log_after(behind, before[i])); behind = log_behind(rest, p))
            if (log_code_at(rest, p))
                return *close[i] == '"' ? log_quoted(rest, p - 1)
                                        : log_value(log_behind(rest, p), "", close[i]);
    return log_nothing;
}

/* read_event - "event smtp:ehlo data \"250-...\"", and what else a site logs of its events */
static bool read_event(struct span rest, struct log_entry *entry)
{
    entry->said = event_value(rest);
    if (!entry->said.ptr)
        return false;
    return true;
}

/* read_cutthrough - "tmp-reject from cutthrough after DATA: R=... H=mx [ip] C=\"459 ...\"" */
static bool read_cutthrough(struct span rest, struct log_entry *entry)
{
    const char *p = log_after(rest, "reject from cutthrough after "), *quote;

    quote = p ? log_find(log_behind(rest, p), " C=\"") : NULL;
    if (!quote)
        return false;
    entry->scene.command = step_named(log_behind(rest, p));
    set_fields(log_behind(rest, p), quote, entry);
    entry->scene.sender = log_address(log_value(log_before(rest, p), " F=", " "));
    entry->said = log_quoted(rest, quote + strlen(" C="));
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    return true;
}

/* read_filtered - "cancelled by system filter: words" */
static bool read_filtered(struct span rest, struct log_entry *entry)
{
    if (!log_starts(rest, "cancelled by "))
        return false;
    entry->scene.fate = FATE_BOUNCED;
    entry->said = rest;
    return true;
}

/* set_client - "... from host (helo) [ip]:port: words", "H=host [ip] dropped by ..." */
static void set_client(struct span body, struct log_entry *entry)
{
    const char *from = log_after(body, " from ");

    set_fields(body, body.ptr + body.len, entry);
    if (from && !field(body, " H=").ptr && from < body.ptr + body.len && *from != '<')
        set_host(log_behind(body, from), entry);
}

/* read_session - what went wrong with a client before there was a message */
static bool read_session(struct span body, struct log_entry *entry)
{
    static const char *const begins_with[] = {
        "SMTP protocol ",           "SMTP call from ",     "SMTP command timeout on ",
        "SMTP data timeout ",       "SMTP syntax error ",  "TLS error on connection from ",
        "refused connection from ", "rejected MAIL from ", "rejected MAIL FROM:<",
        "rejected from <",          "rejected EHLO from ", "rejected HELO from ",
        "rejected MAIL command "
    };
    bool refused = log_starts(body, "Connection from [") && log_find(body, " refused: ");

    if (!log_starts_any(body, PHRASES_IN(begins_with)) && !refused &&
        !(log_starts(body, "H=") && log_find(body, " dropped by '")))
        return false;
    set_client(body, entry);
    if (log_starts(body, "rejected ")) {
        entry->scene.fate = FATE_BOUNCED;
        entry->scene.sender = log_address(log_value(body, "<", ">"));
    }
    entry->scene.direction = SW_DIRECTION_INBOUND;
    entry->said = body;
    return true;
}

/* read_report - what the other server said, of a delivery whose address is not told */
static bool read_report(struct span body, struct log_entry *entry)
{
    if (!log_find(body, "SMTP error from remote mail") || !set_remote(body, entry))
        return false;
    set_fields(body, entry->said.ptr, entry);
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    return true;
}

/* What follows a message's id: what became of it at an address, as its flag says. */
static const struct {
    const char *flag;
    log_part_fn *read;
} flags[] = {
    { "=> ", read_delivered }, { "-> ", read_delivered }, { ">> ", read_delivered },
    { "*> ", read_delivered }, { "** ", read_bounced },   { "== ", read_deferred },
};

/* read_message - a line with a message id; rest is what follows it */
static enum log_result read_message(struct span rest, struct log_entry *entry)
{
    static log_part_fn *const parts[] = { read_login,   read_verify,     read_rejected,
                                          read_session, read_cutthrough, read_filtered,
                                          read_event,   read_remote };
    size_t i;

    if (rest.len < 4)
        return LOG_QUIET;
    if (log_starts(rest, "<= "))
        return LOG_QUOTED; /* its id and its subject may hold any words */
    for (i = 0; i < sizeof flags / sizeof *flags; i++)
        if (log_starts(rest, flags[i].flag))
            return flags[i].read(log_behind(rest, rest.ptr + 3), entry) ? LOG_SAID : LOG_QUIET;
    return log_read_part(parts, sizeof parts / sizeof *parts, rest, entry) ? LOG_SAID : LOG_QUIET;
}

/* flag_alone - "** addr R=..." and "== addr R=..." without an id, as "exim -d" writes them */
static const char *flag_alone(struct span body)
{
    const char *p = log_find(body, "** "), *rest;

    if (!p)
        p = log_find(body, "== ");
    rest = p ? log_find(log_behind(body, p), " R=") : NULL;
    if (!rest || (p > body.ptr && p[-1] != ' ') || !memchr(p, '@', (size_t)(rest - p)))
        return NULL;
    return p;
}

/* is_quiet - what Exim says of itself and of sessions that went well */
static bool is_quiet(struct span body)
{
    return log_starts(body, "Start queue run") || log_starts(body, "End queue run") ||
           log_starts(body, "SMTP connection from ") || log_starts(body, "no host name found for");
}

/* read_session_line - a line without a message id; prefixed: something stood before body */
static enum log_result read_session_line(struct span body, bool prefixed, struct log_entry *entry)
{
    static log_part_fn *const parts[] = { read_login, read_verify, read_rejected };
    const char *flag;

    if (log_read_part(parts, sizeof parts / sizeof *parts, body, entry) ||
        (prefixed && read_session(body, entry)))
        return LOG_SAID;
    flag = flag_alone(body);
    if (flag)
        return read_failed(log_behind(body, flag + strlen("** ")),
                           *flag == '*' ? FATE_BOUNCED : FATE_DEFERRED, entry)
                   ? LOG_SAID
                   : LOG_QUIET;
    if (read_report(body, entry))
        return LOG_SAID;
    return prefixed && is_quiet(body) ? LOG_QUIET : LOG_OTHER;
}

enum log_result format_exim(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    struct span body = exim_body(line);
    enum log_result result;

    entry.scene.queue_id = exim_message_id(body);
    if (entry.scene.queue_id.ptr)
        result = read_message(log_behind(body, body.ptr + entry.scene.queue_id.len + 1), &entry);
    else
        result = read_session_line(body, body.ptr != line.ptr, &entry);
    if (result == LOG_SAID) {
        log_unescape(&entry, scratch);
        (void)fn(arg, &entry);
    }
    return result;
}
