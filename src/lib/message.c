/* SPDX-License-Identifier: MIT */
/*
 * Messages of mail: is a text one, or several in a mailbox, and is it a notice of
 * failure?  Notices come as delivery reports, which report.c reads, or as texts of
 * programs that wrote notices before there were reports, or still do.
 *
 * The texts come in families, which share a few forms: a line that names a
 * recipient with the reason behind or below it (notice_recipient.c), a transcript of the
 * session (notice_transcript.c), or prose with a reply quoted in it (notice.c).  No
 * program has code of its own; what programs differ in stands in notice_phrases.c.
 */
#include "message.h"

#include "html.h"
#include "message_form.h"
#include "message_forward.h"
#include "mime.h"
#include "notice.h"
#include "notice_json.h"
#include "notice_kind.h"
#include "notice_original.h"
#include "notice_paste.h"
#include "notice_phrases.h"
#include "notice_recipient.h"
#include "notice_text.h"
#include "notice_transcript.h"
#include "report.h"

#include <string.h>

enum {
    FORWARDS_MAX = 4,  /* of forwards */
    SPACED_LINES = 40, /* of a text that are asked whether they are double spaced */
    SPACED_LEAST = 6,  /* filled ones that tell */
};

/* ---- its parts ---- */

/* add_report - the fields of a report, or a text that is called one */
static void add_report(struct notice *notice, const struct mime_part *part)
{
    size_t start = notice->report.len;
    struct span added;

    mime_text_add(&notice->report, part);
    buf_putc(&notice->report, '\n');
    added = span_from(span_of_buf(&notice->report), start);
    if (!notice_has_substance(added) || report_has_fields(added))
        return;
    buf_add(&notice->plain, added.ptr, added.len);
    buf_cut(&notice->report, start);
}

/* is_report - "message/delivery-status", or what a program calls it: global-, x-, xdelivery-status
 */
static bool is_report(const char *type)
{
    size_t len = strlen(type);

    return begins(type, len, "message/") && ends(type, len, "delivery-status");
}

/* read_page - where nothing plain came before a page, its text is the message's */
static void read_page(struct notice *notice)
{
    if (notice->html.len == 0 || notice_has_substance(span_of_buf(&notice->plain)))
        return;
    buf_clear(&notice->plain);
    html_add(&notice->plain, span_of_buf(&notice->html));
}

/* take_part - a part of the message is put where it is read from */
static bool take_part(void *arg, const struct mime_part *part)
{
    struct notice *notice = arg;

    if (is_report(part->type)) {
        add_report(notice, part);
    } else if (strcmp(part->type, "message/disposition-notification") == 0 ||
               strcmp(part->type, "message/global-disposition-notification") == 0) {
        mime_text_add(&notice->disposition, part);
        notice->receipt = true;
    } else if (strcmp(part->type, "message/feedback-report") == 0) {
        notice->feedback = true;
    } else if (begins(part->type, strlen(part->type), "message/") ||
               strcmp(part->type, "text/rfc822-headers") == 0) {
        if (!notice->inner.ptr && strcmp(part->type, "message/rfc822") == 0)
            notice->inner = part->body;
        if (!notice->original.ptr)
            notice->original = part->body;
        notice->returned = true;
    } else if (notice->returned ||
               (part->attachment && notice_has_substance(span_of_buf(&notice->plain)))) {
        return true;
    } else if (strcmp(part->type, "text/html") == 0) {
        mime_text_add(&notice->html, part);
    } else if (part->type[0] == '\0' || begins(part->type, strlen(part->type), "text")) {
        read_page(notice); /* what is plain behind it is what a list or a gateway added */
        mime_text_add(&notice->plain, part);
        buf_putc(&notice->plain, '\n');
    }
    return true;
}

/*
 * take_head - the header off *rest: up to the empty line, or to a line that opens a notice, where
 * who pasted the message lost that
 */
static struct span take_head(struct span *rest)
{
    struct span head = mime_head(rest), left = head, line;

    while (mime_line(&left, &line))
        if (line.len > 0 && mime_field_name(line) == 0 &&
            (!is_blank(line.ptr[0]) || span_begins(span_trim(line), "-----")) &&
            span_has_any(span_at_most(line, NOTICE_LINE_MAX), notice_bodies)) {
            *rest = span_of(line.ptr, rest->ptr + rest->len);
            return span_of(head.ptr, line.ptr);
        }
    return head;
}

/* open_message - the header looked at, the parts decoded */
static void open_message(struct notice *notice, struct span text)
{
    struct span rest = message_skip_mbox(text);

    if (notice->report.ceiling < 2 * text.len) /* as many recipients as there are */
        notice->report.ceiling = 2 * text.len;
    notice->head = take_head(&rest);
    (void)mime_field(notice->head, "subject", &notice->subject);
    (void)mime_field(notice->head, "x-failed-recipients", &notice->failed);
    mime_walk(notice->head, rest, take_part, notice);
}

/* read_text - the texts cleaned, and cut up */
static void read_text(struct notice *notice)
{
    struct span text;

    read_page(notice);
    text = notice_clean(&notice->text, span_of_buf(&notice->plain));
    notice->human = span_of_buf(&notice->text);
    if (!notice->original.ptr)
        notice->original = text;
    notice_read_original(notice);
}

/* ---- telling it ---- */

/* tell_inner - a report that a gateway or a list's manager wrapped once more */
static enum report_result tell_inner(struct notice *notice)
{
    struct span rest = notice->inner, head;

    if (!rest.ptr || !notice_says_nothing(notice) || !message_begins(rest))
        return REPORT_NOTHING;
    rest = message_skip_mbox(rest);
    head = mime_head(&rest);
    if (!mime_field(head, "content-type", &notice->field) ||
        !span_find(span_of_buf(&notice->field), "delivery-status"))
        return REPORT_NOTHING;
    notice->returned = false;
    mime_walk(head, rest, take_part, notice);
    return report_tell(notice, span_of_buf(&notice->report));
}

/* tell_notice - in the form that it has */
static enum message_result tell_notice(struct notice *notice)
{
    struct span report = span_of_buf(&notice->report);
    enum report_result told;

    if (!notice_has_substance(report))
        report = report_split(notice);
    if (!notice->certain && !notice_is_notice(notice) && notice->report.len == 0)
        return MESSAGE_ORDINARY;
    notice->certain = notice->certain || notice->report.len > 0;
    notice->fate = notice_fate(notice);
    if (notice_tell_json(notice))
        return MESSAGE_NOTICE;
    notice_read_sections(notice);
    notice_read_transcript(notice);
    notice_join(notice);
    told = report_tell(notice, report);
    if (told == REPORT_NOTHING)
        told = tell_inner(notice);
    if (told != REPORT_NOTHING)
        return told == REPORT_FAILURE ? MESSAGE_NOTICE : MESSAGE_ORDINARY;
    notice_tell_known(notice);
    if (notice->told == 0)
        notice_tell_text(notice);
    return MESSAGE_NOTICE;
}

/* says_rejected - "Auto-Submitted: auto-replied (rejected)" */
static bool says_rejected(struct notice *notice)
{
    return mime_field(notice->head, "auto-submitted", &notice->field) &&
           span_find(span_of_buf(&notice->field), "rejected");
}

/*
 * take_rejection - does a program that returns mail say in a receipt that it threw the message
 * away (RFC 5429 2.2)?  Then the receipt's fields are the report.
 */
static bool take_rejection(struct notice *notice)
{
    struct span fields = span_of_buf(&notice->disposition);

    if (!span_find(fields, "; deleted") && !span_find(fields, ";deleted"))
        return false;
    if (!notice_is_notice(notice) && !says_rejected(notice))
        return false;
    buf_add(&notice->report, fields.ptr, fields.len);
    notice->receipt = false;
    return true;
}

/* close_message - what was opened is told */
static enum message_result close_message(struct notice *notice, bool *stopped)
{
    enum message_result result = MESSAGE_ORDINARY;

    if (!notice->feedback) {
        read_text(notice);
        if (!notice->receipt || take_rejection(notice))
            result = tell_notice(notice);
    }
    *stopped = notice->stopped;
    return result;
}

/*
 * is_wrapper - does it only hand on the message that it holds?  Its writer adds what he likes,
 * but has no report of his own.
 */
static bool is_wrapper(const struct notice *notice)
{
    return notice->inner.ptr && notice->report.len == 0 && !notice->receipt && !notice->feedback;
}

/* holds_another - does it look as if its text handed on a message? */
static bool holds_another(struct notice *notice)
{
    return notice->report.len == 0 && !notice->receipt && !notice->feedback &&
           (notice_is_forward(notice) || notice_announces(notice));
}

/* read_inner - what a person sent on as an attachment, if that is a notice */
static enum message_result read_inner(struct span text, log_entry_fn *fn, void *arg, bool *stopped)
{
    struct notice notice = notice_new(fn, arg);
    enum message_result result = MESSAGE_ORDINARY;

    if (message_begins(text)) {
        notice.whole = text;
        open_message(&notice, text);
        result = close_message(&notice, stopped);
    }
    notice_free(&notice);
    return result;
}

/* open_forwarded - the message that the text hands on is opened in place of the notice's; false:
 * there is none */
static bool open_forwarded(struct notice *notice, struct buf *inner)
{
    struct notice fresh = notice_new(notice->fn, notice->arg);
    struct span text;
    bool bare;

    read_page(notice);
    text = message_forwarded(inner, span_of_buf(&notice->plain), &bare);
    fresh.whole = notice->whole;
    fresh.head = span_at_most(text, 0);
    fresh.certain = bare;
    if (bare)
        buf_add(&fresh.plain, text.ptr, text.len);
    else if (text.len > 0)
        open_message(&fresh, text);
    notice_free(text.len > 0 ? notice : &fresh);
    if (text.len > 0)
        *notice = fresh;
    return text.len > 0;
}

/* read_handed_on - what an ordinary message hands on in its text, and that in turn; result: so far
 */
static enum message_result read_handed_on(struct notice *notice, struct buf *inner,
                                          enum message_result result, bool *stopped)
{
    unsigned levels = 0;

    while (result == MESSAGE_ORDINARY && levels++ < FORWARDS_MAX && holds_another(notice) &&
           open_forwarded(notice, inner))
        result = close_message(notice, stopped);
    return result;
}

/* read_one - one message of perhaps several */
static enum message_result read_one(struct span text, log_entry_fn *fn, void *arg, bool *stopped)
{
    struct notice notice = notice_new(fn, arg);
    struct buf inner = buf_new(NOTICE_TEXT_MAX);
    enum message_result result;

    notice.whole = text;
    open_message(&notice, text);
    if (notice.report.len == 0 && notice_is_forward(&notice))
        (void)open_forwarded(&notice, &inner);
    result = close_message(&notice, stopped);
    if (result == MESSAGE_ORDINARY && is_wrapper(&notice))
        result = read_inner(notice.inner, fn, arg, stopped);
    result = read_handed_on(&notice, &inner, result, stopped);
    buf_free(&inner);
    notice_free(&notice);
    return result;
}

/* is_double_spaced - does an empty line stand behind every line, as some pages paste it? */
static bool is_double_spaced(struct span text)
{
    size_t lines = 0, total = 0;
    bool filled = false;
    struct span line;

    while (total++ < SPACED_LINES && mime_line(&text, &line)) {
        bool now = span_trim(line).len > 0;

        if (now && filled)
            return false;
        lines += now;
        filled = now;
    }
    return lines >= SPACED_LEAST;
}

/* add_body - the text without the marks of its quotation, and without a second line space */
static void add_body(struct buf *out, struct span text, size_t levels)
{
    bool spaced = is_double_spaced(text), filled = false;
    struct span line;

    while (mime_line(&text, &line)) {
        size_t marks = levels;

        line = message_unquoted(line, &marks);
        if (spaced && filled && span_trim(line).len == 0) {
            filled = false;
            continue;
        }
        filled = span_trim(line).len > 0;
        if (message_is_headline(line))
            buf_add(out, line.ptr, line.len);
        else
            notice_paste_line(out, line);
        buf_putc(out, '\n');
    }
}

enum message_result message_read_body(struct span text, log_entry_fn *fn, void *arg)
{
    struct notice notice = notice_new(fn, arg);
    struct buf unmarked = buf_new(NOTICE_TEXT_MAX);
    enum message_result result;
    bool stopped = false, handed_on;
    size_t levels = 0;

    if (message_take_quoted(&unmarked, text)) {
        result = read_one(span_of_buf(&unmarked), fn, arg, &stopped);
        notice_free(&notice);
        buf_free(&unmarked);
        return result;
    }
    buf_clear(&unmarked);
    notice.head = span_at_most(text, 0);
    notice.certain = true;
    handed_on = message_hands_on(text);
    if (message_is_joined(text)) {
        notice_paste_split(&unmarked, text);
        text = span_of_buf(&unmarked);
    }
    (void)message_opens_body(text, &levels);
    add_body(&notice.plain, text, levels);
    buf_clear(&unmarked);
    if (handed_on)
        (void)open_forwarded(&notice, &unmarked);
    result = close_message(&notice, &stopped);
    result = read_handed_on(&notice, &unmarked, result, &stopped);
    buf_free(&unmarked);
    notice_free(&notice);
    return result;
}

/* ---- one message, or a mailbox ---- */

/* begins_mbox - does a message of a mailbox begin here: "From a@b Thu Jan  1 ..." and a field? */
static bool begins_mbox(struct span text)
{
    struct span line;

    if (text.len < 5 || memcmp(text.ptr, "From ", 5) != 0 || !mime_line(&text, &line))
        return false;
    return memchr(line.ptr, ':', line.len) && mime_line(&text, &line) && mime_field_name(line) > 0;
}

/* next_message - takes one off *rest: a mailbox has several */
static struct span next_message(struct span *rest)
{
    const char *start = rest->ptr;
    struct span line;

    while (mime_line(rest, &line))
        if (begins_mbox(*rest))
            break;
    return span_of(start, rest->ptr);
}

enum message_result message_read(struct span text, log_entry_fn *fn, void *arg)
{
    bool mailbox = begins_mbox(text), stopped = false;
    enum message_result result = MESSAGE_ORDINARY;
    struct span rest = text;

    if (!message_begins(text))
        return MESSAGE_NONE;
    while (rest.len > 0 && !stopped) {
        struct span message = mailbox ? next_message(&rest) : rest;

        if (!mailbox)
            rest.len = 0;
        if (read_one(message, fn, arg, &stopped) == MESSAGE_NOTICE)
            result = MESSAGE_NOTICE;
    }
    return result;
}
