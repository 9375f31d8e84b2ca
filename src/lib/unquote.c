/* SPDX-License-Identifier: MIT */
/*
 * A text of which every line is quoted loses as many marks as all lines have.  Within other texts
 * two lines or more that begin with ">" are quoted, one after the other as deep as they are; but
 * not where "<" begins a line of a server's, since ">" may then begin the client's.
 */
#include "unquote.h"

#include "ascii.h"
#include "span.h"

#include <stddef.h>

enum { DEEPEST = 8 }; /* quotations in one another */

/* next_line - where the line behind that at p begins; end or what is behind it: there is none */
static char *next_line(char *p, char *end)
{
    return p + (line_ends(p, end) - p) + 1;
}

/* marks_of - how many of these marks begin the line, each with a blank behind it or none? */
static size_t marks_of(const char *line, const char *end, char mark)
{
    size_t n = 0;

    for (; line < end && *line == mark; n++)
        line += end - line > 1 && line[1] == ' ' ? 2 : 1;
    return n;
}

/* unquote_all - the marks that every line has: "> > 550 5.1.1 ..." */
static bool unquote_all(char *text, char *end)
{
    char mark = text < end && *text == '|' ? '|' : '>';
    char *line, *p;
    size_t lines = 0, depth = (size_t)-1, n;

    for (line = text; line < end; line = next_line(line, end), lines++) {
        n = marks_of(line, end, mark);
        depth = n < depth ? n : depth;
        if (depth == 0)
            return false;
    }
    for (line = text; line < end; line = next_line(line, end))
        for (p = line, n = depth; n > 0; p++)
            if (*p == mark) {
                *p = ' ';
                n--;
            }
    return lines > 1;
}

/* find_mark - the mark behind the blanks that begin the line; NULL if there is none */
static char *find_mark(char *line, const char *end)
{
    while (line < end && *line == ' ')
        line++;
    return line < end && *line == '>' ? line : NULL;
}

/* is_servers - "< 550 no", "<** 550 no", "<<< 550 no", perhaps quoted: a session's, no address */
static bool is_servers(const char *line, const char *end)
{
    while (line < end && is_any_of(*line, " >"))
        line++;
    return end - line > 1 && *line == '<' && (is_digit(line[1]) || is_any_of(line[1], " <*~-"));
}

static bool has_session(char *text, char *end)
{
    char *line;

    for (line = text; line < end; line = next_line(line, end))
        if (is_servers(line, end))
            return true;
    return false;
}

/* unquote_blocks - the first mark of each line beside another that has one */
static bool unquote_blocks(char *text, char *end)
{
    char *line, *mark, *before = NULL;
    bool any = false;

    for (line = text; line < end; line = next_line(line, end)) {
        mark = find_mark(line, end);
        if (mark && before) {
            *before = *mark = ' ';
            any = true;
        }
        before = mark;
    }
    return any;
}

bool unquote(char *text, char *end)
{
    bool any = unquote_all(text, end);
    int i;

    if (!memchr(text, '>', (size_t)(end - text)) || has_session(text, end))
        return any;
    for (i = 0; i < DEEPEST && unquote_blocks(text, end); i++)
        any = true;
    return any;
}
