/* SPDX-License-Identifier: MIT */
/*
 * Which of two replies is only a wrapper of the other.
 */
#include "joining.h"

#include "ascii.h"
#include "parse.h"
#include "status.h"

#include <string.h>

/* stands_before - is the mark what stands before the reply? */
static bool stands_before(struct span text, const struct said *s, const char *mark)
{
    const char *p = first_code(s);
    size_t n = strlen(mark);

    return (size_t)(p - text.ptr) >= n && begins(p - n, n, mark);
}

/* is_quoted - does the reply stand as one that another quotes: in brackets, behind an arrow? */
static bool is_quoted(struct span text, const struct said *s)
{
    static const char *const marks[] = { "(", "[", "<", "=", "\"", "'", "-> ", "->\n", "; " };
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (stands_before(text, s, marks[i]))
            return true;
    return false;
}

/* same_line - is there no line break between the codes of both replies, but one behind an arrow? */
static bool same_line(struct span text, const struct said *s, const struct said *next)
{
    const char *from = first_code(s), *to = first_code(next);

    to -= stands_before(text, next, "->\n");
    return !memchr(from, '\n', (size_t)(to - from));
}

/* reports_only - does the code say no more than that a message could not be handed on: x.0.0,
 * Microsoft's x.0.350, x.4.0 to x.4.2, x.4.7 and Microsoft's x.4.300 to x.4.320? */
static bool reports_only(struct sw_status e)
{
    if (e.subject == 0)
        return e.detail == 0 || e.detail == 350;
    return e.subject == 4 &&
           (e.detail <= 2 || e.detail == 7 || (e.detail >= 300 && e.detail <= 320));
}

/* gave_up - does the code say that the queue's patience ended: x.4.7, Microsoft's x.4.300? */
static bool gave_up(struct sw_status e)
{
    return e.subject == 4 && (e.detail == 7 || e.detail == 300);
}

/* passes - does the code tell of a passing trouble? */
static bool passes(const struct said *s)
{
    return (s->reply ? s->reply / 100 : s->enhanced.class) == 4;
}

/*
 * quotes_only - "554 5.7.0 < #5.7.133 smtp;550 5.7.133 no": are codes and a gateway's bracket all
 * that stands before the next reply?  Then the code in front was made of that reply's class.
 */
static bool quotes_only(struct span text, const struct said *s, const struct said *next)
{
    const char *from = first_code(s), *to = first_code(next), *p = from;

    if (!same_line(text, s, next) ||
        !(stands_before(text, next, "smtp;") || stands_before(text, next, "smtp; ")))
        return false;
    while (p < to && !is_alpha(*p) && *p != '<')
        p++;
    return p < to && *p == '<' && memchr(p, '#', (size_t)(to - p));
}

/* names_only - "452 4.1.1 <lea@example.com> ": has the reply nothing but codes and an address? */
static bool names_only(const struct said *s)
{
    const struct span *last = &s->codes[s->ncodes > 0 ? s->ncodes - 1 : 0];
    const char *end = s->words.ptr + s->words.len, *p, *close;

    if (s->ncodes == 0 || last->ptr < s->words.ptr || last->ptr + last->len > end)
        return false;
    for (p = last->ptr + last->len; p < end && is_any_of(*p, " -:"); p++)
        ;
    close = p < end && *p == '<' ? memchr(p, '>', (size_t)(end - p)) : NULL;
    if (!close || !memchr(p, '@', (size_t)(close - p)) || memchr(p, ' ', (size_t)(close - p)))
        return false;
    for (p = close + 1; p < end && is_any_of(*p, " :,;-"); p++)
        ;
    return p == end;
}

/*
 * A reply that is quoted on the same line is the cause, and so is what stands behind codes without
 * words of their own.  Barracuda's list of recipients has no enhanced code, and what gave up at
 * last (x.4.7) may name the cause in another sentence; a passing trouble of the last attempt is not
 * why there was no further one.
 */
bool joining_wraps(struct span text, const struct said *s, const struct said *next)
{
    struct sw_status e = s->enhanced;

    if (s->reply == 0)
        return false;
    if (!status_given(e) && parse_bare(s) && !parse_bare(next))
        return true;
    if (next->reply != 0 && same_line(text, s, next) && names_only(s) && !parse_bare(next) &&
        !names_only(next))
        return true;
    if (!status_given(e))
        return stands_before(text, next, ":") &&
               span_find(s->words, "for one or more recipients (");
    if (gave_up(e) && e.class != 4 && passes(next))
        return false;
    if (e.subject == 4 && e.detail == 7)
        return true;
    if (next->reply != 0 && quotes_only(text, s, next))
        return true;
    return reports_only(e) && next->reply != 0 && same_line(text, s, next) && is_quoted(text, next);
}
