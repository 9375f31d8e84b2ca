/* SPDX-License-Identifier: MIT */
/*
 * Lines of a notice that stood on a web page, or were written for one.  Nothing but the marks
 * named in the header is touched: replies are full of brackets and stars.
 */
#include "notice_paste.h"

#include "ascii.h"
#include "html.h"
#include "notice_recipient.h"

#include <string.h>

enum {
    LINK_MAX = 700, /* bytes of a link to an address */
    CODE_MAX = 120, /* bytes of a forum's tag */
};

/* The tags of forums: "[email]", "[/font]", "[color=#333333]". */
static const char *const codes[] = { "email", "url",   "color",  "font",   "size",
                                     "b",     "i",     "u",      "quote",  "code",
                                     "left",  "right", "center", "indent", "noparse" };

/* What stands for something else: how it begins, and what it is. */
static const struct {
    const char *mark, *plain;
} marks[] = {
    { "&lt;", "<" },
    { "&gt;", ">" },
    { "</a>", "" },
    { "----- <", "-----\n<" }, /* Sendmail's headings; the end of their line got lost */
};

/* Tags besides those that break a line, which divide lines too. */
static const char *const blocks[] = { "<p>", "</p>", "<div>", "</div>" };

/* add_break - a tag at the start of s that divides lines; how long is it?  0: there is none */
static size_t add_break(struct buf *out, struct span s)
{
    size_t n = span_begun_by(s, html_breaks);

    n = n > 0 ? n : span_begun_by(s, PHRASES_IN(blocks));
    if (n > 0 && out->len > 0 && out->ptr[out->len - 1] != '\n' &&
        span_trim(span_from(s, n)).len > 0)
        buf_putc(out, '\n'); /* at the end of a line there is one already */
    return n;
}

/* add_space - a blank for a space at the start of s that does not break, nothing for one of no
 * width; how long is it?  0: there is none */
static size_t add_space(struct buf *out, struct span s)
{
    bool wide;
    size_t n = html_space(s.ptr, s.ptr + s.len, &wide);

    if (n > 0 && wide)
        buf_putc(out, ' ');
    return n;
}

/* is_target - "mailto:a@b", "https://...", perhaps quoted: where a link leads */
static bool is_target(struct span s)
{
    static const char *const schemes[] = { "mailto:", "http:", "https:" };

    if (s.len > 0 && s.ptr[0] == '"')
        s = span_from(s, 1);
    return span_begins_any(s, PHRASES_IN(schemes));
}

/* link_text - of "[a@b](mailto:a@b)" at the start of s; *n: how long is it all?  0: no link */
static struct span link_text(struct span s, size_t *n)
{
    const char *close, *end;

    *n = 0;
    s = span_at_most(s, LINK_MAX);
    if (s.len == 0 || s.ptr[0] != '[' || !(close = span_find(s, "](")) ||
        !is_target(span_of(close + 2, s.ptr + s.len)))
        return span_at_most(s, 0);
    end = memchr(close, ')', (size_t)(s.ptr + s.len - close));
    if (!end || !memchr(s.ptr, '@', (size_t)(close - s.ptr)) ||
        memchr(s.ptr + 1, '[', (size_t)(close - s.ptr) - 1))
        return span_at_most(s, 0);
    *n = (size_t)(end + 1 - s.ptr);
    return span_of(s.ptr + 1, close);
}

/* tag - how long is "<a href="mailto:a@b">" at the start of s?  0: there is none */
static size_t tag(struct span s)
{
    static const char open[] = "<a href=";
    const char *end;

    s = span_at_most(s, LINK_MAX);
    if (!span_begins(s, open) || !span_begins(span_from(s, sizeof open), "mailto:"))
        return 0;
    end = memchr(s.ptr, '>', s.len);
    return end ? (size_t)(end + 1 - s.ptr) : 0;
}

/* forum_tag - how long is "[email]", "[/font]" or "[color=red]" at the start of s?  0: there is
 * none */
static size_t forum_tag(struct span s)
{
    const char *close;
    struct span name;
    size_t n = 0;

    s = span_at_most(s, CODE_MAX);
    if (s.len < 3 || s.ptr[0] != '[' || !(close = memchr(s.ptr, ']', s.len)))
        return 0;
    name = span_of(s.ptr + 1 + (s.ptr[1] == '/'), close);
    while (n < name.len && is_alpha(name.ptr[n]))
        n++;
    if (n < name.len && (name.ptr[n] != '=' || s.ptr[1] == '/'))
        return 0;
    return span_is_any(span_at_most(name, n), PHRASES_IN(codes)) ? (size_t)(close + 1 - s.ptr) : 0;
}

/* add_mark - what a mark at the start of s stands for; how long is the mark?  0: there is none */
static size_t add_mark(struct buf *out, struct span s)
{
    size_t i, n;
    struct span text = link_text(s, &n);

    if (n > 0) {
        buf_add(out, text.ptr, text.len);
        return n;
    }
    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (span_begins(s, marks[i].mark)) {
            buf_add(out, marks[i].plain, strlen(marks[i].plain));
            return strlen(marks[i].mark);
        }
    n = add_break(out, s);
    n = n > 0 ? n : add_space(out, s);
    n = n > 0 ? n : forum_tag(s);
    return n > 0 ? n : tag(s);
}

/* without_quotes - the line without the backquotes around all of it */
static struct span without_quotes(struct span line)
{
    struct span s = span_trim(line);

    if (s.len < 3 || s.ptr[0] != '`' || s.ptr[s.len - 1] != '`' || s.ptr[1] == '`')
        return line;
    return span_of(s.ptr + 1, s.ptr + s.len - 1);
}

/* stars - how many of them begin s?  Two are an editor's mark; more stand for what is hidden. */
static size_t stars(struct span s)
{
    size_t n = 0;

    while (n < s.len && s.ptr[n] == '*')
        n++;
    return n;
}

/* is_escape - does a backslash stand at the start of s only so that an editor leaves alone what
 * follows? */
static bool is_escape(struct span s)
{
    return s.len > 1 && s.ptr[0] == '\\' && is_any_of(s.ptr[1], "`*_{}[]()<>#+-.,;:!|~=@");
}

void notice_paste_line(struct buf *out, struct span line)
{
    size_t n;

    line = without_quotes(line);
    while (line.len > 0) {
        if (is_escape(line)) {
            buf_putc(out, line.ptr[1]);
            line = span_from(line, 2);
            continue;
        }
        n = stars(line);
        if (n > 0 && n != 2)
            buf_add(out, line.ptr, n);
        if (n == 0)
            n = is_any_of(line.ptr[0], "&<[-\xc2\xe2\xef") ? add_mark(out, line) : 0;
        if (n == 0) {
            buf_putc(out, line.ptr[0]);
            n = 1;
        }
        line = span_from(line, n);
    }
}

/* What begins a line of a notice, in lower case. */
static const char *const line_starts[] = {
    ">>> ",
    "<<< ",
    "----- ",
    "--- below",
    "--- the header",
    "... while talking",
    "reporting-mta:",
    "final-recipient:",
    "original-recipient:",
    "action: ",
    "status: ",
    "remote-mta:",
    "diagnostic-code:",
    "last-attempt-date:",
    "received: ",
    "return-path:",
    "technical details of",
    "the error that the other server returned",
    "diagnostic information for administrators",
    "generating server:",
    "for further assistance",
    "if you do so,",
    "message could not be delivered for",
    "message will be deleted from",
};

/* begins_line - did a line begin at s, behind before? */
static bool begins_line(char before, struct span s)
{
    struct span rest = { NULL, 0 }, address;

    if (span_begins_any(s, PHRASES_IN(line_starts)))
        return true;
    address = notice_address_at(s, &rest);
    if (!address.ptr || rest.len == 0)
        return false;
    return s.ptr[0] == '<' ? rest.ptr[0] == ':' || before == ':' || before == '-'
                           : before == ':' || before == '.';
}

void notice_paste_split(struct buf *out, struct span text)
{
    char before = ' ';

    while (text.len > 0) {
        if (text.ptr[0] == ' ' && begins_line(before, span_from(text, 1)))
            buf_putc(out, '\n');
        else
            buf_putc(out, text.ptr[0]);
        if (!is_blank(text.ptr[0]))
            before = text.ptr[0];
        text = span_from(text, 1);
    }
}
