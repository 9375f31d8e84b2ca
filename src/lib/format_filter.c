/* SPDX-License-Identifier: MIT */
/*
 * What content filters decided.  amavis: "(811-02) Blocked SPAM {DiscardedInbound}, [ip]:port [ip]
 * <a@b> -> <c@d>,<e@f>, Queue-ID: ..."; rspamd: "rspamd_task_write_log: id: <...>, qid: <...>, ip:
 * ..., from: <a@b>, (default: T (reject): [20.1/15.0] [SYMBOLS]), ..., rcpts: <c@d>".  Proxmox Mail
 * Gateway: "pmg-smtp-filter[811]: 4F0B82: block mail to <c@d> (rule: Block Viruses)".  What passed
 * is of no interest.
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

/* each_recipient - "<c@d>,<e@f>": an entry for each; for none, one without */
static void each_recipient(struct span list, struct log_entry *entry, log_entry_fn *fn, void *arg)
{
    const char *p = list.ptr ? list.ptr : "", *end = p + list.len, *close;
    size_t n = 0;

    for (; p < end && *p == '<' && n++ < LOG_RECIPIENTS; p = close + 1) {
        close = memchr(p, '>', (size_t)(end - p));
        close = close ? close : end;
        entry->scene.recipient = log_address(span_of(p, close));
        if (!fn(arg, entry) || close == end)
            return;
        if (close + 1 < end && close[1] == ',')
            close++;
    }
    if (n == 0)
        (void)fn(arg, entry);
}

/* set_parties - "..., [192.0.2.7]:25 [192.0.2.7] <a@b> -> ": the client and the sender */
static void set_parties(struct span before, struct log_entry *entry)
{
    const char *open = log_find_last(before, " <");

    entry->scene.sender = open ? log_address(log_behind(before, open)) : log_nothing;
    before = log_behind(before, log_find(before, ", "));
    entry->scene.host_ip = log_ip(log_value(before, "[", "]")); /* perhaps "LOCAL" before it */
}

/* read_amavis - behind "amavis[811]: " */
static enum log_result read_amavis(struct span rest, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND,
                               .scene.fate = FATE_BOUNCED };
    const char *p = log_after(rest, ") "), *arrow, *comma;
    struct span words = p ? log_behind(rest, p) : log_nothing;

    if (!p || *rest.ptr != '(')
        return LOG_OTHER;
    if (log_starts(words, "Passed "))
        return LOG_QUOTED;         /* perhaps with the message's subject */
    if (log_starts(words, "(!")) { /* a trouble of its own, if the words are known */
        entry = (struct log_entry){ .said = words };
        (void)fn(arg, &entry);
        return LOG_SAID;
    }
    arrow = log_find(words, " -> ");
    comma = log_find(words, ", ");
    if (!log_starts(words, "Blocked ") || !arrow || !comma || comma > arrow)
        return LOG_OTHER;
    entry.said = log_before(words, comma);
    set_parties(log_before(words, arrow), &entry);
    entry.scene.queue_id = log_value(log_behind(words, arrow), ", Queue-ID: ", ",");
    each_recipient(log_behind(words, arrow + strlen(" -> ")), &entry, fn, arg);
    return LOG_SAID;
}

/* read_rspamd - behind "rspamd_task_write_log: " */
static enum log_result read_rspamd(struct span rest, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND };
    const char *verdict = log_find(rest, "(default: "), *list;

    if (!verdict)
        verdict = log_find(rest, ", ("); /* without the name of the metric: ", (reject): [" */
    if (!verdict)
        return LOG_OTHER;
    entry.said = log_behind(rest, verdict + (*verdict == ',' ? 2 : 1));
    list = log_find(entry.said, "):");
    entry.said = list ? log_before(entry.said, list + 1) : entry.said;
    if (log_find(entry.said, "(reject)"))
        entry.scene.fate = FATE_BOUNCED;
    else if (log_find(entry.said, "(soft reject)") || log_find(entry.said, "(greylist)"))
        entry.scene.fate = FATE_DEFERRED;
    else
        return LOG_QUOTED;
    list = log_find(log_behind(rest, verdict), "GREYLIST(");
    if (list && entry.scene.fate == FATE_DEFERRED)
        entry.said = log_value(log_behind(rest, list), "", "}"); /* a symbol says why */
    entry.scene.queue_id = log_value(log_before(rest, verdict), "qid: <", ">");
    entry.scene.host_ip = log_ip(log_value(log_before(rest, verdict), ", ip: ", ","));
    entry.scene.sender = log_address(log_value(log_before(rest, verdict), ", from: <", ">"));
    list = log_after(log_behind(rest, verdict), ", rcpts: ");
    each_recipient(list ? log_behind(rest, list) : log_nothing, &entry, fn, arg);
    return LOG_SAID;
}

/* read_proxmox - behind "pmg-smtp-filter[811]: " */
static enum log_result read_proxmox(struct span rest, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND,
                               .scene.fate = FATE_BOUNCED };
    const char *block = log_find(rest, ": block mail to <");

    if (!block)
        return LOG_QUIET;
    entry.scene.queue_id = log_before(rest, block);
    entry.scene.recipient = log_address(log_value(log_behind(rest, block), "<", ">"));
    entry.said = log_behind(rest, block + strlen(": "));
    (void)fn(arg, &entry);
    return LOG_SAID;
}

/* is_whose_mail - "opendkim[811]: 4F0B82: mx.example.org [192.0.2.7] not internal", "... not
 * authenticated": whose mail it is, to be signed or verified */
static bool is_whose_mail(struct span line)
{
    static const char *const words[] = { "not internal", "not authenticated" };

    if (!log_find(line, "opendkim[") && !log_find(line, "opendkim: "))
        return false;
    return span_ends_any(line, PHRASES_IN(words)) || log_find(line, ": external host ");
}

/* is_remark - what a policy server lets pass, with a header or not, or puts off: "prepend
 * Received-SPF: None ...", "Action: prepend: Text: Received-SPF: ...", "action=greylist,
 * reason=new, ..."; the server that asked it says what was refused */
static bool is_remark(struct span line)
{
    return log_find(line, "prepend Received-SPF: ") ||
           log_find(line, "prepend: Text: Received-SPF: ") ||
           log_find(line, "action=pass, reason=") || log_find(line, "action=greylist, reason=");
}

enum log_result format_filter(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    static const char *const tags[] = { "amavis[", "amavisd[", "amavis: " };
    const char *p = log_after(line, "rspamd_task_write_log: ");

    (void)scratch;
    if (log_find(line, "spamd: result: ") || log_find(line, "spamd: identified spam ") ||
        log_find(line, "spamd: clean message "))
        return LOG_QUOTED; /* a score and the names of rules: what follows of it, another decides */
    if (is_whose_mail(line) || is_remark(line))
        return LOG_QUOTED;
    if (p)
        return read_rspamd(log_behind(line, p), fn, arg);
    p = log_after(line, "pmg-smtp-filter[");
    p = p ? log_after(log_behind(line, p), "]: ") : NULL;
    if (p)
        return read_proxmox(log_behind(line, p), fn, arg);
    p = log_after_any(line, PHRASES_IN(tags));
    if (p && p[-1] == '[')
        p = log_after(log_behind(line, p), "]: ");
    return p ? read_amavis(log_behind(line, p), fn, arg) : LOG_OTHER;
}
