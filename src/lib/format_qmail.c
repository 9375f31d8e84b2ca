/* SPDX-License-Identifier: MIT */
/*
 * qmail, netqmail and what is run in front of them: qmail-send's deliveries
 * ("delivery 1: failure: ..."), in which underscores stand for blanks, rblsmtpd
 * and spamdyke.  The delivery's recipient stands in another line.
 */
#include "format.h"

#include "ascii.h"
#include "underscore.h"

#include <string.h>

/* begin_qmail - multilog's "@40000000..." or splogger's seconds since 1970 */
bool begin_qmail(struct span line)
{
    return log_starts(line, "@40000000") ||
           (line.len > 18 && is_digit(line.ptr[0]) && line.ptr[10] == '.' && line.ptr[17] == ' ');
}

/* line_break - is the "/" at p a line's end: before a code, a phrase of qmail-remote, the end? */
static bool line_break(struct span text, const char *p)
{
    struct span next = log_behind(text, p + 1);

    return next.len == 0 || log_code_at(next, next.ptr) || log_starts(next, "Remote_host_said:") ||
           log_starts(next, "Giving_up_on_") || log_starts(next, "STARTTLS_") ||
           log_starts(next, "I'm_not_going_to_try_again");
}

/* in_address - is the underscore at p part of "<a_b@c>"? */
static bool in_address(struct span text, const char *p)
{
    const char *end = text.ptr + text.len, *q;

    for (q = p; q > text.ptr && p - q < 64 && q[-1] != '<'; q--)
        if (q[-1] == '/' || q[-1] == '>')
            return false;
    if (q == text.ptr || q[-1] != '<')
        return false;
    for (q = p; q < end && q - p < 128 && *q != '@'; q++)
        if (*q == '>' || *q == '/')
            return false;
    return q < end && *q == '@';
}

/* decode - blanks for underscores, line ends for slashes; without room the text itself */
static struct span decode(struct buf *scratch, struct span text)
{
    char *to = log_room(scratch, text.len);
    size_t i;

    if (!to)
        return text;
    for (i = 0; i < text.len; i++) {
        to[i] = text.ptr[i];
        if (to[i] == '_' && !in_address(text, text.ptr + i) &&
            !underscore_numbers(text.ptr, text.ptr + i, text.ptr + text.len))
            to[i] = ' ';
        else if (to[i] == '/' && line_break(text, text.ptr + i))
            to[i] = '\n';
    }
    scratch->len += text.len;
    return span_trim(span_of(to, to + text.len));
}

/* What qmail-remote says about the step that failed. */
static const struct {
    const char *words, *step;
} steps[] = {
    { " does not like recipient", "RCPT TO" },
    { " but sender was rejected", "MAIL FROM" },
    { " but my name was rejected", "HELO" },
    { " failed on DATA command", "DATA" },
    { " failed after I sent the message", "end of DATA" },
    { " but greeting failed", "CONNECT" },
};

/* set_scene - host and step from the decoded words */
static void set_scene(struct log_entry *entry)
{
    struct span said = entry->said, word = log_value(said, "", " ");
    size_t i;

    if (log_starts(said, "("))
        entry->scene.recipient = log_address(log_value(said, "(", ")"));
    if (entry->scene.recipient.ptr &&
        !memchr(entry->scene.recipient.ptr, '@', entry->scene.recipient.len))
        entry->scene.recipient = log_nothing;
    if (log_starts(said, "("))
        word = log_value(said, ") ", " ");
    if (log_starts(said, "Connected to "))
        word = log_value(said, "Connected to ", " ");
    entry->scene.host_ip = log_ip(word);
    for (i = 0; i < sizeof steps / sizeof *steps; i++)
        if (log_find(said, steps[i].words))
            entry->scene.command = log_constant(steps[i].step);
    if (entry->scene.host_ip.ptr || log_find(said, "Remote host said: ") ||
        log_find(said, "SMTP connection"))
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
}

static bool say(struct span raw, enum fate fate, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.fate = fate };

    entry.said = decode(scratch, raw);
    set_scene(&entry);
    return log_decoded(fn, arg, &entry, raw);
}

/* read_delivery - "delivery 12: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_..."
 */
static bool read_delivery(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static const struct {
        const char *word;
        enum fate fate;
    } fates[] = { { ": failure: ", FATE_BOUNCED },
                  { ": deferral: ", FATE_DEFERRED },
                  { ": success: ", FATE_SENT } };
    const char *p = log_after(line, "delivery "), *end = line.ptr + line.len, *blank;
    size_t i;

    if (!p || p == end || !is_digit(*p))
        return false;
    while (p < end && is_digit(*p))
        p++;
    blank = memrchr(p, ' ', (size_t)(end - p));
    if (blank && blank - p >= (ptrdiff_t)strlen(": deferral: "))
        return false; /* qmail-send's own words have no blanks */
    for (i = 0; i < sizeof fates / sizeof *fates; i++)
        if (log_starts(log_behind(line, p), fates[i].word)) {
            say(log_behind(line, p + strlen(fates[i].word)), fates[i].fate, scratch, fn, arg);
            return true;
        }
    return false;
}

/* read_rest - the words of a delivery whose line was cut before them */
static bool read_rest(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    const char *mark = log_find(line, "Remote_host_said:_");

    if (!mark || memchr(line.ptr, ' ', (size_t)(mark - line.ptr)))
        return false;
    say(line, FATE_NONE, scratch, fn, arg);
    return true;
}

/* read_rbl - "rblsmtpd: 192.0.2.1 pid 123: 451 ..." */
static bool read_rbl(struct span line, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    const char *p = log_after(line, "rblsmtpd: "), *reply;

    reply = p ? log_after(log_behind(line, p), ": ") : NULL;
    if (!reply || !log_code_at(line, reply) || !log_find(log_behind(line, p), " pid "))
        return false;
    entry.scene.host_ip = log_ip(log_value(log_behind(line, p), "", " "));
    entry.said = log_behind(line, reply);
    (void)fn(arg, &entry);
    return true;
}

/* read_spamdyke - "spamdyke[1]: DENIED_RBL_MATCH from: a@b to: c@d origin_ip: ... reason: ..." */
static bool read_spamdyke(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    const char *p = log_after(line, "]: DENIED_"), *reason;
    struct span raw, rest, code;

    if (!p || !log_find(log_before(line, p), "spamdyke["))
        return false;
    rest = log_behind(line, p);
    reason = log_after(rest, " reason: ");
    entry.scene.sender = log_address(log_value(rest, " from: ", " "));
    entry.scene.recipient = log_address(log_value(rest, " to: ", " "));
    entry.scene.host_ip = log_ip(log_value(rest, " origin_ip: ", " "));
    code = log_value(rest, " origin_rdns: ", " ");
    if (code.len > 0 && *code.ptr != '(')
        entry.scene.host = code;
    raw = reason ? log_behind(line, reason) : log_nothing;
    if (raw.len == 0 || *raw.ptr == '(')
        raw = log_value(log_behind(line, p - strlen("DENIED_")), "", " ");
    entry.said = decode(scratch, raw);
    (void)log_decoded(fn, arg, &entry, raw);
    return true;
}

/* read_chkuser - "CHKUSER rejected rcpt: from <a@b:user:> remote <helo:mx:192.0.2.1> rcpt <c@d> :
 * words" */
static bool read_chkuser(struct span line, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    const char *p = log_after(line, "CHKUSER rejected "), *reason, *colon;
    struct span rest, from, remote;

    reason = p ? log_after(log_behind(line, p), "> : ") : NULL;
    if (!reason)
        return false;
    rest = span_of(p, reason);
    from = log_value(rest, " from <", ":>");
    remote = log_value(rest, " remote <", ">");
    colon = remote.len > 0 ? memrchr(remote.ptr, ':', remote.len) : NULL;
    entry.scene.sender = log_address(from);
    entry.scene.recipient = log_address(log_value(rest, " rcpt <", ">"));
    entry.scene.host_ip = colon ? log_ip(log_behind(remote, colon + 1)) : log_nothing;
    entry.scene.command = log_constant(log_starts(rest, "sender") ? "MAIL FROM" : "RCPT TO");
    entry.said = log_behind(line, reason);
    entry.scene.fate = log_starts(entry.said, "temporary ") ? FATE_DEFERRED : FATE_BOUNCED;
    (void)fn(arg, &entry);
    return true;
}

/* is_quiet - qmail-send's other lines */
static bool is_quiet(struct span line)
{
    return log_find(line, "starting delivery ") || log_find(line, "status: local ") ||
           log_find(line, "new msg ") || log_find(line, "info msg ") ||
           log_find(line, "end msg ") || log_find(line, "bounce msg ");
}

enum log_result format_qmail(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    if (read_delivery(line, scratch, fn, arg) || read_rest(line, scratch, fn, arg) ||
        read_rbl(line, fn, arg) || read_spamdyke(line, scratch, fn, arg) ||
        read_chkuser(line, fn, arg))
        return LOG_SAID;
    if ((begin_qmail(line) || log_find(line, "qmail: ")) && is_quiet(line))
        return LOG_QUOTED; /* its numbers count messages and deliveries */
    return LOG_OTHER;
}
