/* SPDX-License-Identifier: MIT */
/*
 * Is a text a message, or the body of a notice that somebody pasted: whole, in the marks of a
 * quotation, indented, or with all its lines joined?
 */
#include "message_form.h"

#include "ascii.h"
#include "html.h"
#include "message.h"
#include "mime.h"
#include "notice.h"
#include "notice_phrases.h"
#include "notice_text.h"
#include "sniff.h"
#include "span.h"

#include <string.h>

enum {
    STRANGE_LINES = 4,   /* in a header, that are no fields */
    HEADLINE_MAX = 120,  /* bytes of one */
    LEVELS_MAX = 8,      /* of a quotation */
    BODY_LINES = 12,     /* of a text among which one tells that it is a notice's */
    HEAD_FIELDS = 24,    /* of a header before it, which count for nothing */
    MARGIN_MAX = 16,     /* bytes before each line of a quoted message */
    HEAD_MAX = 8192,     /* of one that tell whether it is a message */
    JOINED_LEAST = 200,  /* bytes of one whose lines were joined */
    BODY_LEAST = 3,      /* lines that a notice has at least */
    HEADER_LINES = 4096, /* in which message_begins() looks for fields */
};

/* Fields that tell mail from whatever else has "name: value" lines. */
static const char *const mail_fields[] = { "received",      "return-path",
                                           "message-id",    "from",
                                           "subject",       "delivered-to",
                                           "x-original-to", "x-failed-recipients" };
static const struct phrases surely_mail = PHRASES(mail_fields);

/* Fields that mail has too. */
static const char *const more_fields[] = {
    "to",       "date",   "mime-version",   "content-type",  "cc",
    "reply-to", "sender", "auto-submitted", "dkim-signature"
};
static const struct phrases also_mail = PHRASES(more_fields);

struct span message_skip_mbox(struct span text)
{
    struct span rest, line;

    if (span_begins(text, "\xef\xbb\xbf"))
        text = span_from(text, 3);
    rest = text;

    while (rest.len > 0 && is_blank(*rest.ptr))
        rest = span_from(rest, 1);
    text = rest;
    if ((span_begins(text, "from ") || span_begins(text, ">from ")) && mime_line(&rest, &line))
        return rest;
    return text;
}

/* promises_parts - "Content-Type: multipart/...": no paste has it, but a message does */
static bool promises_parts(struct span line)
{
    return span_begins(line, "content-type:") &&
           span_begins(span_trim(span_from(line, strlen("content-type:"))), "multipart/");
}

bool message_begins(struct span text)
{
    struct span rest = message_skip_mbox(text), line;
    size_t surely = 0, also = 0, lines, strange = 0;

    for (lines = 0; lines < HEADER_LINES && mime_line(&rest, &line); lines++) {
        size_t n = mime_field_name(line);
        struct span name = { line.ptr, n };

        if (span_trim(line).len == 0)
            break;
        if (n == 0) { /* folded; perhaps the blank before it got lost */
            strange += !is_blank(line.ptr[0]);
            if (lines == 0 || strange > STRANGE_LINES)
                break;
            continue;
        }
        surely += span_is_any(name, surely_mail) || promises_parts(line);
        also += span_is_any(name, also_mail);
        if (surely >= 1 && surely + also >= 3)
            return true;
    }
    return surely >= 1 && surely + also >= 2;
}

bool message_is_headline(struct span line)
{
    return line.len > 6 && line.len < HEADLINE_MAX && memcmp(line.ptr, "** ", 3) == 0 &&
           ends(line.ptr, line.len, " **");
}

struct span message_unquoted(struct span line, size_t *levels)
{
    size_t n = 0;

    for (; n < *levels && line.len > 0 && line.ptr[0] == '>'; n++)
        line = span_from(line, line.len > 1 && line.ptr[1] == ' ' ? 2 : 1);
    *levels = n;
    return line;
}

/*
 * names_host - "lea@example.org: host mx.example.org[192.0.2.7] said:", or that with the address in
 * an editor's marks?  With it in "<>" alone it is read as a reply is.
 */
static bool names_host(struct span line)
{
    static const char *const names[] = { "the mail system ", "the postfix program " };
    size_t joined = span_begun_by(line, PHRASES_IN(names)); /* from the line before */
    const char *host = span_find(line, ": host");
    struct span before, behind;

    if (!host)
        return false;
    line = span_from(line, joined);
    before = span_of(line.ptr, host);
    behind = span_from(line, before.len + strlen(": host"));
    if (behind.len > 0 && !is_blank(behind.ptr[0]))
        return false;
    return before.len > 0 && memchr(before.ptr, '@', before.len) &&
           !memchr(before.ptr, ' ', before.len) &&
           (before.ptr[0] != '<' || joined > 0 || span_find(before, "](mailto:"));
}

/* behind_spaces - the line without what looks empty on a page at its start */
static struct span behind_spaces(struct span line)
{
    size_t n;
    bool wide;

    while ((n = html_space(line.ptr, line.ptr + line.len, &wide)) > 0)
        line = span_trim(span_from(line, n));
    return line;
}

/* marks_field - "Final-Recipient: rfc822; [email]lea@example.org[/email]": a field of a report with
 * an address in the marks of a forum or an editor? */
static bool marks_field(struct span line)
{
    static const char *const fields[] = { "final-recipient:", "original-recipient:",
                                          "x-postfix-sender:" };
    static const char *const marks[] = { "[email", "](mailto:" };

    return span_begins_any(line, PHRASES_IN(fields)) && span_has_any(line, PHRASES_IN(marks));
}

/* opens_as_body - does the line, in so many marks of a quotation, open a notice? */
static bool opens_as_body(struct span line, size_t marks)
{
    line = behind_spaces(span_at_most(line, NOTICE_LINE_MAX));
    return span_has_any(line, notice_bodies) || names_host(line) || marks_field(line) ||
           span_begins(line, "smtp error from remote mail") || /* a line of a log has a date */
           (marks > 0 && span_begins(line, "reporting-mta:"));
}

bool message_opens_body(struct span text, size_t *levels)
{
    size_t lines = 0, fields = 0, marks;
    struct span line;

    while (lines < BODY_LINES && mime_line(&text, &line)) {
        marks = LEVELS_MAX;
        line = span_trim(message_unquoted(line, &marks));
        if (line.len == 0)
            continue;
        lines += mime_field_name(line) == 0 || ++fields > HEAD_FIELDS;
        if (opens_as_body(line, marks) || (lines == 1 && message_is_headline(line))) {
            *levels = marks;
            return true;
        }
        if (sniff_line(line.ptr, line.len) == SNIFF_LOG)
            return false;
    }
    return false;
}

/* margin - how many bytes stand before the text on its first filled line: marks of a quotation, or
 * blanks */
static size_t margin(struct span text, struct span *line)
{
    size_t n = 0;

    while (mime_line(&text, line) && span_trim(*line).len == 0)
        ;
    while (n < line->len && n < MARGIN_MAX && is_any_of(line->ptr[n], "> \t"))
        n++;
    *line = span_from(*line, n);
    return n;
}

bool message_take_quoted(struct buf *out, struct span text)
{
    struct span line = { "", 0 };
    size_t most = margin(text, &line), n;

    if (most == 0 || (mime_field_name(line) == 0 && !span_begins(line, "from ")))
        return false;
    while (mime_line(&text, &line)) {
        for (n = 0; n < most && n < line.len && is_any_of(line.ptr[n], "> \t"); n++)
            ;
        buf_add(out, line.ptr + n, line.len - n);
        buf_putc(out, '\n');
    }
    return message_begins(span_of_buf(out));
}

/* is_quoted_message - likewise, where nobody needs it yet */
static bool is_quoted_message(struct span text)
{
    struct buf out = buf_new(HEAD_MAX);
    bool quoted = message_take_quoted(&out, span_at_most(text, HEAD_MAX / 2));

    buf_free(&out);
    return quoted;
}

bool message_is_joined(struct span text)
{
    size_t lines = 0;
    struct span line, rest = text = span_trim(text);

    if (text.len < JOINED_LEAST || text.ptr[0] == '{')
        return false;
    while (lines < BODY_LEAST && mime_line(&rest, &line)) {
        if (sniff_line(line.ptr, line.len) == SNIFF_LOG)
            return false;
        lines += notice_has_substance(line);
    }
    return lines < BODY_LEAST && span_has_any(span_at_most(text, NOTICE_LOOK_MAX), notice_bodies);
}

bool message_hands_on(struct span text)
{
    struct span rest = span_at_most(text, NOTICE_LOOK_MAX), line;
    size_t levels;

    if (!span_has_any(rest, notice_forwards))
        return false;
    while (mime_line(&rest, &line) && !span_has_any(line, notice_forwards))
        ;
    return mime_field_name(span_trim(rest)) > 0 &&
           !message_opens_body(span_of(text.ptr, line.ptr), &levels);
}

bool message_is_body(struct span text)
{
    size_t levels, lines = 0;
    struct span line;

    if (is_quoted_message(text) || message_is_joined(text))
        return true;
    if (text.len == 0 || !memchr(text.ptr, '\n', text.len))
        return false;
    if (message_hands_on(text))
        return true;
    if (!message_opens_body(text, &levels))
        return false;
    while (lines < BODY_LEAST && mime_line(&text, &line))
        lines += notice_has_substance(line);
    return lines == BODY_LEAST;
}
