/* SPDX-License-Identifier: MIT */
/*
 * Wrapped lines are joined if a log format then knows the line, and if it was not at its
 * end: a bracket is open, what follows cannot begin anything, or its first word had no room
 * in a window.  Of a reply of several lines only the first keeps what stands before its code.
 * Spaces that do not break, which come from web pages, become plain ones.
 */
#include "unwrap.h"

#include "ascii.h"
#include "chars.h"
#include "format.h"
#include "html.h"
#include "queue.h"
#include "sniff.h"
#include "span.h"
#include "unquote.h"

#include <string.h>

enum {
    WRAPS = 16,       /* pieces of one line */
    PREFIX_MAX = 100, /* what may stand before a code */
};

/* line_at - the line at p without its end */
static struct span line_at(const char *p, const char *end)
{
    return span_of(p, line_ends(p, end));
}

/* end_of_line - where the line at p ends */
static char *end_of_line(char *p, const char *end)
{
    return p + line_at(p, end).len;
}

/* blank_out - what is not said by anybody */
static void blank_out(char *p, const char *end)
{
    for (; p < end; p++)
        *p = ' ';
}

/* code_at - does a number of three digits that may be a reply's code stand at p? */
static bool code_at(const char *line, const char *p, const char *end)
{
    return end - p >= 3 && (*p == '4' || *p == '5') && is_digit(p[1]) && is_digit(p[2]) &&
           (p == line || !is_alnum(p[-1])) && (p + 3 == end || is_any_of(p[3], "- \r\"'\\")) &&
           !(p - line > 1 && is_any_of(p[-1], ".,") && is_digit(p[-2])); /* "07:14:17.451 " */
}

/* find_code - the first code near the start of the line; NULL if there is none */
static const char *find_code(const char *line, const char *end)
{
    const char *p;

    for (p = line; p < end && p - line < PREFIX_MAX; p++)
        if (is_digit(*p) && code_at(line, p, end))
            return p;
    return NULL;
}

/* only_marks - no letter and no digit but those of a time stamp: "<<< ", "   ",
 * "2026-11-22T07:14:17Z " */
static bool only_marks(struct span prefix)
{
    size_t i;

    prefix = sniff_behind_time(prefix);
    for (i = 0; i < prefix.len; i++)
        if (is_alnum(prefix.ptr[i]))
            return false;
    return true;
}

/* same_shape - the same but for the numbers of a time stamp */
static bool same_shape(struct span a, struct span b)
{
    const char *p = a.ptr, *q = b.ptr, *a_end = p + a.len, *b_end = q + b.len;

    while (p < a_end && q < b_end) {
        if (is_digit(*p) && is_digit(*q)) {
            while (p < a_end && is_digit(*p))
                p++;
            while (q < b_end && is_digit(*q))
                q++;
        } else if (*p++ != *q++) {
            return false;
        }
    }
    return p == a_end && q == b_end;
}

/*
 * next_code - the code of a line from next to end, if it goes on with the reply whose first
 * line has the same code behind what stands before; NULL if it is another's
 */
static const char *next_code(struct span before, const char *code, const char *next,
                             const char *end)
{
    const char *found = find_code(next, end);

    if (!found || memcmp(found, code, 3) != 0)
        return NULL;
    return only_marks(span_of(next, found)) || same_shape(before, span_of(next, found)) ? found
                                                                                        : NULL;
}

/* join_reply - the lines that go on with the reply that begins on the line from its start to nl;
 * returns where the last of them ends */
static char *join_reply(const char *line, char *nl, char *end, bool *any)
{
    const char *first = find_code(line, nl), *code = first, *next;

    while (code && nl < end && code + 3 < nl && code[3] == '-') {
        next = next_code(span_of(line, first), first, nl + 1, end_of_line(nl + 1, end));
        if (!next)
            break;
        if (first > line || next > nl + 1) {
            *nl = '\r';
            blank_out(nl + 1, next);
            *any = true;
        }
        code = next;
        nl = end_of_line(nl + 1, end);
    }
    return nl;
}

/* join_replies - lines of one reply, of which each has a time stamp or a mark before its code */
static bool join_replies(char *text, char *end)
{
    bool any = false;
    char *line;

    for (line = text; line < end; line++)
        line = join_reply(line, end_of_line(line, end), end, &any);
    return any;
}

/* open_brackets - is a bracket of the line's open at its end? */
static bool open_brackets(struct span line)
{
    size_t i;
    int depth = 0;

    for (i = 0; i < line.len; i++)
        depth += (line.ptr[i] == '(') - (line.ptr[i] == ')');
    return depth > 0;
}

/* is_closed - does the line end as lines of Postfix do? */
static bool is_closed(struct span line)
{
    return log_find(line, " proto=") || (line.len > 0 && line.ptr[line.len - 1] == ')' &&
                                         !open_brackets(line) && log_find(line, " status="));
}

/* is_cut - does the line end where no line of a log ends? */
static bool is_cut(struct span line)
{
    const char *end = line.ptr + line.len;

    if (line.len < 4 || open_brackets(line) || is_any_of(end[-1], ",:;=<(["))
        return true;
    if (log_code_at(line, end - 3) && end[-4] == ' ')
        return true; /* "... SMTP error: 550" */
    return log_find(line, "reject: ") && !log_find(line, " proto=");
}

/* cannot_begin - does the line begin as nothing does that stands by itself? */
static bool cannot_begin(struct span line)
{
    const char c = *line.ptr;

    return is_blank(c) || (c >= 'a' && c <= 'z') || is_any_of(c, ":;,.)]}<=/");
}

/* A line of a log that is being put together from its pieces. */
struct pieces {
    char *start, *end;     /* of the line, so far; its end is a newline, or the text's */
    const char *last;      /* where its last piece begins */
    size_t width;          /* of the longest piece */
    char *newlines[WRAPS]; /* between pieces */
    size_t n;
};

/* is_full - was there no room for the next line's first word behind the last piece, in a window of
 * usual width? */
static bool is_full(const struct pieces *p, struct span next)
{
    enum { NARROW = 50, WIDE = 132 };
    size_t word = 0, last = (size_t)(p->end - p->last);
    size_t width = next.len > p->width ? next.len : p->width;

    while (word < next.len && !is_blank(next.ptr[word]))
        word++;
    return width >= NARROW && width <= WIDE && last + 1 + word > width;
}

/* next_stamp - the next entry that begins within the text, behind its first byte; NULL if none */
static const char *next_stamp(const char *p, const char *end)
{
    for (p++; p < end; p++)
        if (is_alpha(*p) && is_blank(p[-1]) && sniff_syslog(p, (size_t)(end - p)))
            return p;
    return NULL;
}

/* begins_entry - is it a log's line of its own, not one within which the next entry begins? */
static bool begins_entry(struct span line, bool cut)
{
    const char *within = cut ? next_stamp(line.ptr, line.ptr + line.len) : NULL;

    return sniff_line(line.ptr, within ? (size_t)(within - line.ptr) : line.len) == SNIFF_LOG;
}

/* goes_on - is the line behind the pieces one more of them? */
static bool goes_on(const struct pieces *p, const char *end)
{
    struct span next = line_at(p->end + 1, end);
    struct span before = span_trim(span_of(p->start, p->end));
    bool cut = is_cut(before);

    if (span_trim(next).len == 0 || is_closed(before) || begins_entry(next, cut))
        return false;
    return cut || cannot_begin(next) || is_full(p, next);
}

/* add_piece - the next line */
static void add_piece(struct pieces *p, const char *end)
{
    size_t len;

    if (p->end[-1] == '\r')
        p->end[-1] = ' ';
    p->newlines[p->n++] = p->end;
    p->last = p->end + 1;
    p->end = end_of_line(p->end + 1, end);
    len = (size_t)(p->end - p->last);
    if (len > p->width)
        p->width = len;
}

/* names_message - "4XyZ1: ...", "NOQUEUE: ...": the entry of a log whose stamp was left out */
static bool names_message(struct span line)
{
    enum { SHORT = 5, LONG = 20 };
    size_t n = 0, digits = 0;

    if (span_begins(line, "noqueue: "))
        return true;
    for (; n < line.len && is_alnum(line.ptr[n]); n++)
        digits += is_digit(line.ptr[n]);
    return n >= SHORT && n <= LONG && digits > 0 && line.len > n + 1 && line.ptr[n] == ':' &&
           line.ptr[n + 1] == ' ';
}

/* pass - takes nothing */
static bool pass(void *arg, const struct log_entry *entry)
{
    (void)arg, (void)entry;
    return true;
}

/* is_known - is it a line of a log's format, which says something? */
static bool is_known(const char *line, const char *end, struct buf *scratch)
{
    return log_read(span_trim(span_of(line, end)), scratch, pass, NULL) == LOG_SAID;
}

/* may_begin - can pieces of a log's line begin here? */
static bool may_begin(const char *line, const char *end, struct buf *scratch)
{
    return sniff_line(line, (size_t)(end - line)) == SNIFF_LOG ||
           names_message(span_of(line, end)) || is_known(line, end, scratch);
}

/* split - entries that were filled into one paragraph begin lines again */
static void split(const struct pieces *p)
{
    const char *q = p->start;

    while ((q = next_stamp(q, p->end)))
        p->start[q - 1 - p->start] = '\n';
}

/* join_line - the line at p with those that go on with it, if a log's format knows it so; returns
 * where it ends */
static char *join_line(char *line, char *end, struct buf *scratch, bool *any)
{
    struct pieces p = { .start = line, .end = end_of_line(line, end), .last = line };
    size_t i;

    p.width = (size_t)(p.end - line);
    if (!may_begin(line, p.end, scratch))
        return p.end;
    while (p.n < WRAPS && p.end < end && goes_on(&p, end))
        add_piece(&p, end);
    for (i = 0; i < p.n; i++)
        *p.newlines[i] = ' ';
    if (p.n == 0)
        return p.end;
    if (log_read(span_trim(span_of(line, p.end)), scratch, pass, NULL) != LOG_OTHER) {
        *any = true;
        split(&p);
        return p.end;
    }
    for (i = 0; i < p.n; i++)
        *p.newlines[i] = '\n';
    return p.newlines[0];
}

/* space_at - how long is the no-break space at p, or the one of no width, which pages put behind
 * codes?  0: none */
static size_t space_at(const char *text, const char *p, const char *end)
{
    bool wide;
    size_t n = html_space(p, end, &wide);

    return wide || (p > text && is_digit(p[-1])) ? n : 0;
}

/* next_odd - the next byte in which such a space may begin; end if there is none */
static const char *next_odd(const char *p, const char *end)
{
    while (end - p >= CHARS) {
        chars c = chars_at(p);
        size_t n = chars_first((chars)(c >= 0xc2) | (chars)(c == '&'));

        p += n;
        if (n < CHARS)
            return p;
    }
    while (p < end && (unsigned char)*p < 0xc2 && *p != '&')
        p++;
    return p;
}

/* before_space - how many bytes stand from p on before the first such space, or before the end */
static size_t before_space(const char *text, const char *p, const char *end)
{
    const char *q = next_odd(p, end);

    while (q < end && !space_at(text, q, end))
        q = next_odd(q + 1, end);
    return (size_t)(q - p);
}

/* break_spaces - blanks in the place of spaces that do not break */
static bool break_spaces(char *text, const char *end)
{
    char *p = text + before_space(text, text, end);
    bool any = p < end;

    for (; p < end; p += before_space(text, p, end))
        blank_out(p, p + space_at(text, p, end));
    return any;
}

bool unwrap(struct span text, struct buf *scratch, struct buf *out)
{
    char *line, *end;
    bool any;

    buf_clear(out);
    if (text.len > UNWRAP_MOST ||
        (!memchr(text.ptr, '\n', text.len) &&
         before_space(text.ptr, text.ptr, text.ptr + text.len) == text.len))
        return false;
    buf_add(out, text.ptr, text.len);
    if (out->len != text.len)
        return false;
    line = out->ptr;
    end = line + out->len;
    any = break_spaces(line, end);
    any |= unquote(line, end);
    any |= join_replies(line, end);
    for (; line < end; line++)
        line = queue_begins(span_of(line, end)) ? line + queue_message(span_of(line, end)).len
                                                : join_line(line, end, scratch, &any);
    return any;
}
