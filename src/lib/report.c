/* SPDX-License-Identifier: MIT */
/*
 * Delivery reports: the fields of each recipient, as far as they are kept apart from
 * each other.  In doubt what the report says is handed over, for it is meant for
 * machines.
 */
#include "report.h"

#include "mime.h"
#include "notice_phrases.h"
#include "notice_recipient.h"
#include "notice_text.h"
#include "notice_worth.h"
#include "status.h"

#include <stddef.h>
#include <string.h>

/* ---- groups of fields ---- */

/* One recipient's fields of a report, folded as they came. */
struct report_group {
    struct span final, original, action, status, remote, diagnostic, supplement;
};

/* A report's field: where its value is kept. */
static const struct {
    const char *name;
    size_t offset;
} group_fields[] = {
    { "final-recipient", offsetof(struct report_group, final) },
    { "original-recipient", offsetof(struct report_group, original) },
    { "action", offsetof(struct report_group, action) },
    { "status", offsetof(struct report_group, status) },
    { "remote-mta", offsetof(struct report_group, remote) },
    { "diagnostic-code", offsetof(struct report_group, diagnostic) },
    { "x-supplementary-info", offsetof(struct report_group, supplement) }, /* Exchange */
};

/* group_field - where the line's field is kept; NULL if it is none of a recipient's */
static struct span *group_field(struct report_group *g, struct span line, size_t n)
{
    size_t i;

    for (i = 0; i < sizeof group_fields / sizeof *group_fields; i++)
        if (span_is(span_at_most(line, n), group_fields[i].name))
            return (struct span *)(void *)((char *)g + group_fields[i].offset);
    return NULL;
}

/* complete - does the group name a recipient and say something about him? */
static bool complete(const struct report_group *g)
{
    return (g->final.ptr || g->original.ptr) &&
           (g->status.ptr || g->action.ptr || g->diagnostic.ptr);
}

/* is_rest - is a line that begins like a field the rest of the one before ("https://")? */
static bool is_rest(struct span line, size_t n)
{
    return n == 0 || (line.len > n + 2 && line.ptr[n + 1] == '/' && line.ptr[n + 2] == '/');
}

/* quotes_on - does the next line go on with the reply that the field quotes?  IIS puts an empty
 * line between its lines. */
static bool quotes_on(const struct report_group *g, const struct span *field, struct span rest)
{
    unsigned reply;

    return field == &g->diagnostic && reply_parse(rest.ptr, rest.len, &reply) > 0;
}

/* next_group - takes a recipient's fields off the report; an empty line is not always where it
 * should be */
static bool next_group(struct span *rest, struct report_group *g)
{
    struct span line, before, *field = NULL;

    *g = (struct report_group){ .final = { NULL, 0 } };
    for (before = *rest; mime_line(rest, &line); before = *rest) {
        size_t n = mime_field_name(line);
        struct span *found = n > 0 ? group_field(g, line, n) : NULL;

        if (span_trim(line).len == 0) {
            if (quotes_on(g, field, *rest))
                continue;
            if (complete(g))
                return true;
            field = NULL;
        } else if (found && found->ptr) {
            *rest = before; /* the next recipient's */
            return true;
        } else if (found) {
            field = found;
            *field = span_of(line.ptr + n + 1, line.ptr + line.len);
        } else if (!is_rest(line, n)) {
            field = NULL;
        } else if (field) {
            *field = span_of(field->ptr, line.ptr + line.len);
        }
    }
    return g->final.ptr || g->original.ptr || g->diagnostic.ptr || g->action.ptr;
}

/* ---- their values ---- */

/* unfold - a field's value on one line, encoded words decoded */
static struct span unfold(struct buf *out, struct span value)
{
    struct buf plain = buf_new(NOTICE_SAID_MAX);
    struct span line;

    buf_clear(out);
    while (mime_line(&value, &line)) {
        line = span_trim(line);
        if (plain.len > 0 && line.len > 0)
            buf_putc(&plain, ' ');
        buf_add(&plain, line.ptr, line.len);
    }
    mime_words_add(out, span_of_buf(&plain));
    buf_free(&plain);
    return span_trim(span_of_buf(out));
}

struct span report_without_type(struct span value)
{
    size_t n = 0;

    value = span_trim(value);
    while (n < value.len && (is_alnum(value.ptr[n]) || is_any_of(value.ptr[n], "-_./")))
        n++;
    while (n < value.len && value.ptr[n] == ' ')
        n++;
    return n > 0 && n < value.len && value.ptr[n] == ';' ? span_trim(span_from(value, n + 1))
                                                         : value;
}

/* recipient_in - the address in a recipient's field, ASCII or not; ptr NULL: a pipe, a file,
 * nothing */
static struct span recipient_in(struct span field)
{
    struct span value = report_without_type(field), rest, address;

    if (!field.ptr)
        return field;
    address = notice_address_at(value, &rest);
    if (address.ptr)
        return address;
    if (value.len > 1 && value.ptr[0] != '@' && memchr(value.ptr, '@', value.len) &&
        !memchr(value.ptr, ' ', value.len))
        return value;
    return (struct span){ NULL, 0 };
}

/* group_recipient - whom the group is about; a pipe or a file is somebody's */
static struct span group_recipient(struct notice *notice, const struct report_group *g)
{
    struct span address = recipient_in(g->final);

    if (!address.ptr)
        address = recipient_in(g->original);
    return address.ptr ? address : notice_sole_address(notice);
}

static enum fate group_fate(const struct notice *notice, const struct report_group *g)
{
    static const struct {
        const char *word;
        enum fate fate;
    } actions[] = { { "failed", FATE_BOUNCED },   { "failure", FATE_BOUNCED },
                    { "delayed", FATE_DEFERRED }, { "delivered", FATE_SENT },
                    { "relayed", FATE_SENT },     { "expanded", FATE_SENT } };
    struct span action = span_trim(g->action);
    size_t i;

    for (i = 0; g->action.ptr && i < sizeof actions / sizeof *actions; i++)
        if (span_begins(action, actions[i].word))
            return actions[i].fate;
    return notice->fate;
}

/* bytes_while - the bytes of s up to the first that is no letter, digit or one of marks */
static struct span bytes_while(struct span s, const char *marks)
{
    size_t n = 0;

    while (n < s.len && (is_alnum(s.ptr[n]) || (s.ptr[n] && strchr(marks, s.ptr[n]))))
        n++;
    return (struct span){ s.ptr, n };
}

/* set_remote - "dns; mx.example.net (192.0.2.1, the server for the domain)" */
static void set_remote(struct log_entry *entry, struct span remote)
{
    struct span value = report_without_type(remote), name = bytes_while(value, ".-_:[]"), ip;

    if (name.len == 0)
        return;
    value = span_trim(span_from(value, name.len));
    while (name.len > 1 && name.ptr[name.len - 1] == '.') /* "mx.example.net.", as DNS has it */
        name.len--;
    if (memchr(name.ptr, '[', name.len))
        log_relay(name, &entry->scene.host, &entry->scene.host_ip);
    else if (is_digit(name.ptr[name.len - 1]))
        entry->scene.host_ip = name;
    else
        entry->scene.host = name;
    if (value.len > 0 && (value.ptr[0] == '(' || value.ptr[0] == '[')) {
        ip = bytes_while(span_from(value, 1), ".:");
        if (ip.len > 2 && ip.len + 1 < value.len && is_any_of(ip.ptr[ip.len], "),]"))
            entry->scene.host_ip = ip;
    }
}

/* status_comment - "(over quota)" behind a status */
static struct span status_comment(struct span status)
{
    const char *open = status.ptr ? memchr(status.ptr, '(', status.len) : NULL;
    struct span comment;

    if (!open) { /* or no status at all: "553 Message too big" */
        unsigned reply;

        if (status.ptr && reply_parse(span_trim(status).ptr, span_trim(status).len, &reply) > 0)
            return span_trim(status);
        return (struct span){ "", 0 };
    }
    comment = span_trim(span_of(open + 1, status.ptr + status.len));
    if (comment.len > 0 && comment.ptr[comment.len - 1] == ')')
        comment.len--;
    return comment;
}

/* ---- telling them ---- */

/* of_postfix - a field that Postfix adds to those of the message; ptr NULL: it does not stand there
 */
static struct span of_postfix(struct span report, const char *name)
{
    struct span line;

    while (mime_line(&report, &line))
        if (span_begins(line, name))
            return span_trim(span_from(line, strlen(name)));
    return (struct span){ NULL, 0 };
}

/* of_command - "x-unix; words": is the reply only what a command printed, of which the text tells
 * that it failed? */
static bool of_command(struct span reply)
{
    return span_begins(span_trim(reply), "x-unix;");
}

/* tell_group - one recipient of a report; message: what is known of it; sole: the only one, so all
 * of the text is about him */
static void tell_group(struct notice *notice, const struct report_group *g,
                       const struct scene *message, bool sole)
{
    struct log_entry entry = { .scene = *message };
    struct span reply = g->diagnostic.ptr ? g->diagnostic : g->supplement;
    struct span best, said = report_without_type(unfold(&notice->other, reply));
    struct span status = span_trim(g->status);

    entry.scene.recipient = group_recipient(notice, g);
    entry.scene.fate = group_fate(notice, g);
    if (status.ptr)
        (void)status_parse(status.ptr, status.len, &entry.scene.dsn);
    if (g->remote.ptr)
        set_remote(&entry, g->remote);
    best = of_command(reply) && notice_worth_of(said).reply == 0 ? span_at_most(said, 0) : said;
    if (entry.scene.recipient.ptr)
        best = notice_best_about(notice, entry.scene.recipient, best);
    if (!span_is_any(status_comment(g->status), notice_empty_comments))
        best = notice_better_of(best, status_comment(g->status));
    best = notice_best_of_all(notice, best);
    if (notice_points(best) == 0)
        best = said;
    if (sole && notice_points(best) < NOTICE_CODE_POINTS)
        best = notice_better_of(best, notice_telling(notice->human));
    entry.said = best.ptr == said.ptr ? said : notice_words(&notice->said, best);
    entry.said = notice_behind_conclusion(entry.said, &entry.scene.dsn);
    notice_hand_over(notice, &entry);
}

enum report_result report_tell(struct notice *notice, struct span report)
{
    struct scene message = { .sender = recipient_in(of_postfix(report, "x-postfix-sender:")),
                             .queue_id = of_postfix(report, "x-postfix-queue-id:") };
    struct span rest = report;
    struct report_group g;
    size_t n = 0, failures = 0;

    while ((n < 2 || failures == 0) && next_group(&rest, &g)) {
        n++;
        failures += group_fate(notice, &g) != FATE_SENT;
    }
    if (failures == 0)
        return n > 0 ? REPORT_SUCCESS : REPORT_NOTHING;
    for (rest = report; !notice->stopped && next_group(&rest, &g);)
        tell_group(notice, &g, &message, n == 1);
    return REPORT_FAILURE;
}

/* Fields with which a report begins in the text. */
static const char *const first_fields[] = { "reporting-mta:", "final-recipient:",
                                            "original-recipient:", "diagnostic-code:" };
static const struct phrases report_begins = PHRASES(first_fields);

bool report_has_fields(struct span text)
{
    struct report_group g;
    struct span line;

    while (mime_line(&text, &line)) {
        size_t n = mime_field_name(line);

        if (n > 0 && (span_begins_any(line, report_begins) || group_field(&g, line, n)))
            return true;
    }
    return false;
}

struct span report_split(struct notice *notice)
{
    struct span rest = notice->human, line;

    while (mime_line(&rest, &line))
        if (line.len > 0 && span_begins_any(line, report_begins)) {
            struct span report = span_of(line.ptr, notice->human.ptr + notice->human.len);

            notice->human = span_of(notice->human.ptr, line.ptr);
            return report;
        }
    return (struct span){ "", 0 };
}
