/* SPDX-License-Identifier: MIT */
/*
 * Wrapped lines are joined if a log format then knows the line, and if it was not at its
 * end: a bracket is open, or what follows cannot begin anything.  Of a reply of several
 * lines only the first keeps what stands before its code.
 */
#include "unwrap.h"

#include "ascii.h"
#include "format.h"
#include "sniff.h"
#include "span.h"

#include <string.h>

enum {
    WRAPS = 16,       /* pieces of one line */
    PREFIX_MAX = 100, /* what may stand before a code */
};

/* one_of - is it one of these characters? */
static bool one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

/* end_of_line - where the line at p ends */
static const char *end_of_line(const char *p, const char *end)
{
    const char *nl = memchr(p, '\n', (size_t)(end - p));

    return nl ? nl : end;
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
           (p == line || !is_alnum(p[-1])) && (p + 3 == end || one_of(p[3], "- \r\"'\\"));
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

/* only_marks - no letter and no digit: "<<< ", "   " */
static bool only_marks(struct span prefix)
{
    size_t i;

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
        nl = (char *)end_of_line(nl + 1, end);
    }
    return nl;
}

/* join_replies - lines of one reply, of which each has a time stamp or a mark before its code */
static bool join_replies(char *text, char *end)
{
    bool any = false;
    char *line;

    for (line = text; line < end; line++)
        line = join_reply(line, (char *)end_of_line(line, end), end, &any);
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

/* is_closed - does the line end as lines of Postfix do, or in the bracket that it opened? */
static bool is_closed(struct span line)
{
    return line.len > 0 && !open_brackets(line) &&
           (line.ptr[line.len - 1] == ')' || log_find(line, " proto="));
}

/* is_cut - does the line end where no line of a log ends? */
static bool is_cut(struct span line)
{
    const char *end = line.ptr + line.len;

    if (line.len < 4 || open_brackets(line) || one_of(end[-1], ",:;=<(["))
        return true;
    if (log_code_at(line, end - 3) && end[-4] == ' ')
        return true; /* "... SMTP error: 550" */
    return log_find(line, "reject: ") && !log_find(line, " proto=");
}

/* cannot_begin - does the line begin as nothing does that stands by itself? */
static bool cannot_begin(struct span line)
{
    const char c = *line.ptr;

    return is_blank(c) || (c >= 'a' && c <= 'z') || one_of(c, ":;,.)]}<=/");
}

/* goes_on - is the line that begins behind the newline nl more of the line before? */
static bool goes_on(const char *line, const char *nl, const char *end)
{
    const char *next_end = end_of_line(nl + 1, end);
    struct span before = span_trim(span_of(line, nl)), next = span_of(nl + 1, next_end);

    if (span_trim(next).len == 0 || sniff_line(next.ptr, next.len) == SNIFF_LOG)
        return false;
    return !is_closed(before) && (is_cut(before) || cannot_begin(next));
}

/* pass - takes nothing */
static bool pass(void *arg, const struct log_entry *entry)
{
    (void)arg, (void)entry;
    return true;
}

/* join_line - the line at p with those that go on with it, if a log's format knows it so; returns
 * where it ends */
static char *join_line(char *line, char *end, struct buf *scratch, bool *any)
{
    char *ends[WRAPS], *nl = (char *)end_of_line(line, end);
    size_t n = 0, i;

    if (sniff_line(line, (size_t)(nl - line)) != SNIFF_LOG)
        return nl;
    while (n < WRAPS && nl < end && goes_on(line, nl, end)) {
        ends[n++] = nl;
        if (nl > line && nl[-1] == '\r')
            nl[-1] = ' ';
        nl = (char *)end_of_line(nl + 1, end);
    }
    for (i = 0; i < n; i++)
        *ends[i] = ' ';
    if (n == 0)
        return nl;
    if (log_read(span_trim(span_of(line, nl)), scratch, pass, NULL) != LOG_OTHER) {
        *any = true;
        return nl;
    }
    for (i = 0; i < n; i++)
        *ends[i] = '\n';
    return ends[0];
}

bool unwrap(struct span text, struct buf *scratch, struct buf *out)
{
    char *line, *end;
    bool any;

    buf_clear(out);
    if (text.len > UNWRAP_MOST || !memchr(text.ptr, '\n', text.len))
        return false;
    buf_add(out, text.ptr, text.len);
    if (out->len != text.len)
        return false;
    line = out->ptr;
    end = line + out->len;
    any = join_replies(line, end);
    for (; line < end; line++)
        line = join_line(line, end, scratch, &any);
    return any;
}
