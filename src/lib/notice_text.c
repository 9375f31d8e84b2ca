/* SPDX-License-Identifier: MIT */
/*
 * The text of a notice, cleaned.  First the whole of it, up to the message that is
 * returned with it; then each passage, before it is handed over.
 */
#include "notice_text.h"

#include "mime.h"
#include "notice.h"
#include "notice_phrases.h"
#include "notice_transcript.h"
#include "notice_worth.h"
#include "status.h"

#include <string.h>

enum { LIST_RULE = 40 }; /* bytes of the line above what a list's program adds */

/* ---- the whole text ---- */

bool notice_has_substance(struct span line)
{
    size_t i;

    for (i = 0; i < line.len; i++)
        if (is_alnum(line.ptr[i]) || (unsigned char)line.ptr[i] >= 0x80)
            return true;
    return false;
}

/* is_end_of_text - does the returned message begin with this line, which has text before it? */
static bool is_end_of_text(struct span line)
{
    bool quoted = line.len > 0 && line.ptr[0] == '>';
    size_t i;

    while (line.len > 0 && quoted && (line.ptr[0] == '>' || line.ptr[0] == ' '))
        line = span_from(line, 1);
    if (line.len > 0 && span_begins_any(line, notice_returned_fields))
        return true;
    while (line.len > 0 && !is_alnum(line.ptr[0]) && (unsigned char)line.ptr[0] < 0x80)
        line = span_from(line, 1);
    if (span_begins_any(line, notice_ends_of_text))
        return !span_begins(line, "the first ") || span_find(line, " lines") ||
               span_find(line, " bytes");
    if (!span_begins(line, "original message") && !span_begins(line, "original mail") &&
        !span_begins(line, "returned message") && !span_begins(line, "returned mail"))
        return false;
    for (i = strlen("returned message"); i < line.len; i++)
        if (is_alnum(line.ptr[i]))
            return false;
    return true;
}

/* without_time - "Wed 2026-08-05 08:01:19: ": before each line of some transcripts */
static struct span without_time(struct span line)
{
    static const char shape[] = "9999-99-99 99:99:99:";
    struct span s = span_trim(line);
    size_t i = 0;

    while (i < s.len && (is_alpha(s.ptr[i]) || s.ptr[i] == ' '))
        i++;
    s = span_from(s, i);
    if (i > 4 || !shaped(s.ptr, s.len, shape))
        return line;
    return span_trim(span_from(s, strlen(shape)));
}

/* quotes_subject - does the line only give the subject of the returned message? */
static bool quotes_subject(struct span line)
{
    while (line.len > 0 && (is_blank(line.ptr[0]) || line.ptr[0] == '*'))
        line = span_from(line, 1);
    return span_begins_any(line, notice_quoted_subjects);
}

/* announces_report - do the fields of a report follow, which a mail program shows with the text? */
static bool announces_report(struct span rest)
{
    struct span line;

    while (mime_line(&rest, &line))
        if (notice_has_substance(line))
            return span_begins(span_trim(line), "reporting-mta:");
    return false;
}

/* is_list_footer - do the lines follow that a list's program adds to what it sends on? */
static bool is_list_footer(struct span line, struct span rest)
{
    size_t i = 0;
    struct span next;

    while (i < line.len && line.ptr[i] == '_')
        i++;
    return i == line.len && i >= LIST_RULE && mime_line(&rest, &next) &&
           span_find(span_at_most(next, NOTICE_LINE_MAX), "mailing list");
}

struct span notice_clean(struct buf *out, struct span text)
{
    struct span line, from = text;
    bool gap = false;

    for (; mime_line(&text, &line); from = text) {
        while (line.len > 0 && is_blank(line.ptr[line.len - 1]))
            line.len--;
        line = without_time(line);
        if (out->len > 0 && is_end_of_text(line)) {
            if (announces_report(text))
                continue;
            return span_begins_any(line, notice_returned_fields) || line.ptr[0] == '>' ? from
                                                                                       : text;
        }
        if (out->len > 0 && is_list_footer(line, text))
            break;
        if (quotes_subject(line))
            continue;
        if (!notice_has_substance(line)) {
            gap = true;
            continue;
        }
        if (gap && out->len > 0)
            buf_putc(out, '\n');
        gap = false;
        buf_add(out, line.ptr, line.len);
        buf_putc(out, '\n');
    }
    return text;
}

/* ---- a passage ---- */

/* without_closing - the passage up to the closing words, if anything stands before them */
static struct span without_closing(struct span text)
{
    size_t i;

    for (i = 0; i < notice_closings.n; i++) {
        const char *p = span_find(text, notice_closings.at[i]);

        if (p && p > text.ptr + 1)
            text = span_trim(span_of(text.ptr, p));
    }
    return text;
}

/* hex - how many of its digits begin s? */
static size_t hex(struct span s)
{
    size_t n = 0;

    while (n < s.len && (is_digit(s.ptr[n]) || is_any_of(to_lower(s.ptr[n]), "abcdef")))
        n++;
    return n;
}

/* behind_event - what follows "(000B09B6) ", or "553 ", at p; ptr NULL if neither is there */
static struct span behind_event(struct span s)
{
    unsigned reply;
    size_t n;

    if (s.len > 0 && s.ptr[0] == '(') {
        n = hex(span_from(s, 1)) + 1;
        if (n >= 9 && n < s.len && s.ptr[n] == ')')
            return span_trim(span_from(s, n + 1));
    }
    return reply_parse(s.ptr, s.len, &reply) > 0 ? s : (struct span){ NULL, 0 };
}

/*
 * behind_gateway - "MSEXCH:IMS:Org:Site:Server 3550 (000B09B6) Unable to relay": the words of the
 * other server are behind an event's numbers, and what stands before them is Exchange's guess.
 */
static struct span behind_gateway(struct span text)
{
    const char *p = span_find(text, "msexch:im"), *end = text.ptr + text.len;
    struct span rest;

    if (!p && (p = span_find(text, "microsoft exchange:im")))
        p += strlen("microsoft ");
    for (; p && p < end; p++) {
        if (*p != '(' && (p == text.ptr || p[-1] != ' '))
            continue;
        rest = behind_event(span_of(p, end));
        if (rest.ptr)
            return notice_worth_of(rest).words ? rest : text;
    }
    return text;
}

/* agrees - is it a reply that refuses nothing? */
static bool agrees(struct span quote)
{
    unsigned reply;

    return quote.len > 0 && (quote.ptr[0] == '2' || quote.ptr[0] == '3') &&
           reply_parse(quote.ptr, quote.len, &reply) > 0;
}

/*
 * lines_add - the lines without indentation and transcript marks, as far as room
 * is; of a transcript the first refusal
 */
static void lines_add(struct buf *out, struct span text)
{
    struct span line, quote;
    bool quoted = false;

    while (out->len < NOTICE_SAID_MAX && mime_line(&text, &line)) {
        line = span_trim(line);
        if (notice_behind_mark(line, notice_client_marks).ptr) {
            if (quoted)
                break;
            continue;
        }
        quote = notice_behind_mark(line, notice_server_marks);
        if (quote.ptr && agrees(quote))
            continue;
        if (quote.ptr) {
            line = quote;
            quoted = true;
        }
        buf_add(out, line.ptr, line.len);
        buf_putc(out, '\n');
    }
}

/* is_empty - does the paragraph say nothing about why?  Some stand between "-----" and "-----". */
static bool is_empty(struct span paragraph)
{
    while (paragraph.len > 0 && is_any_of(paragraph.ptr[0], "-=* \n"))
        paragraph = span_from(paragraph, 1);
    return span_begins_any(paragraph, notice_empty_words) ||
           span_has_any(paragraph, notice_footers);
}

bool notice_has_reason(struct span text)
{
    struct notice_worth w = notice_worth_of(text);
    struct span paragraph;

    if (w.reply || status_given(w.enhanced))
        return true;
    while (notice_paragraph(&text, &paragraph))
        if (!is_empty(paragraph))
            return true;
    return false;
}

struct span notice_words(struct buf *out, struct span text)
{
    struct span rest = behind_gateway(without_closing(text)), paragraph;
    struct notice_worth w = notice_worth_of(rest);

    text = rest;
    buf_clear(out);
    if (w.reply || status_given(w.enhanced)) {
        lines_add(out, text);
        return span_trim(span_of_buf(out));
    }
    while (notice_paragraph(&rest, &paragraph))
        if (!is_empty(paragraph)) {
            lines_add(out, paragraph);
            buf_putc(out, '\n');
        }
    if (out->len == 0)
        lines_add(out, text);
    return span_trim(span_of_buf(out));
}
