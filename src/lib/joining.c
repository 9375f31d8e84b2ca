/* SPDX-License-Identifier: MIT */
/*
 * Which codes are one reply's.
 */
#include "joining.h"

#include "ascii.h"
#include "spoken.h"
#include "status.h"
#include "surround.h"

#include <string.h>

enum { NEAR = 80 };

static bool same_or_missing(struct sw_status a, struct sw_status b)
{
    return !status_given(a) || !status_given(b) || status_equal(a, b);
}

/* new_line_between - does a line end between the reply's last code and p? */
static bool new_line_between(const struct before *b, const char *p)
{
    const struct span *last = last_code(b->said);

    return memchr(last->ptr, '\n', (size_t)(p - last->ptr)) != NULL;
}

/* has_words - are there letters between the reply's last code and p, on the code's line? */
static bool has_words(const struct before *b, const char *p)
{
    const struct span *last = last_code(b->said);
    const char *q;

    for (q = last->ptr + last->len; q < p && *q != '\n'; q++)
        if (is_alpha(*q))
            return true;
    return false;
}

/* same_words - do the words behind two codes begin alike? */
static bool same_words(struct span text, const char *a, const char *b)
{
    enum { ALIKE = 24 };
    const char *end = text.ptr + text.len;
    size_t n;

    for (n = 0; n < ALIKE && b + n < end && b[n] != '\n'; n++)
        if (a[n] != b[n])
            return false;
    return n > 0;
}

/* "#5.0.0 smtp; 550 5.1.1 no", "#5.0.0 X-Name; host mx said: 550 5.1.1 no" */
bool joining_says_nothing(const struct said *s, const struct token *t)
{
    enum { REACH = 200 };
    static const char said[] = " said: ";
    const struct span *last = last_code(s);
    const char *p = last->ptr + last->len, *end = t->start;

    if (s->enhanced.subject != 0 || s->enhanced.detail != 0 || end - p > REACH || *p++ != ' ')
        return false;
    while (p < end && !is_blank(*p) && *p != ';')
        p++;
    if (end - p < 2 || p[0] != ';' || p[1] != ' ' || memchr(p, '\n', (size_t)(end - p)))
        return false;
    return end - p == 2 || ((size_t)(end - p) > strlen(said) &&
                            memcmp(end - strlen(said), said, strlen(said)) == 0);
}

/* behind_arrow - "550 5.0.350 error -> 550 no": does one server say what another one said? */
static bool behind_arrow(const struct before *b, const struct token *t)
{
    size_t n = (size_t)(t->start - b->text.ptr);

    return ends(b->text.ptr, n, "-> ") || ends(b->text.ptr, n, "->\n");
}

/* near_enough - is a reply code no further behind the status that it is joined to than words are?
 */
static bool near_enough(const struct before *b, const struct said *s, const struct token *t)
{
    const char *end;

    return t->start - s->codes[s->ncodes - 1].ptr <= NEAR ||
           spoken_detail(b->text.ptr, t->start, &end) != NULL;
}

/* joins_reply - a code with a reply code */
static bool joins_reply(const struct before *b, const struct token *t)
{
    const struct said *s = b->said;

    if (s->reply == 0)
        return s->enhanced.class == t->reply / 100 &&
               (joining_says_nothing(s, t) ||
                (same_or_missing(s->enhanced, t->enhanced) && near_enough(b, s, t)));
    if (s->reply != t->reply || (status_given(s->enhanced) && behind_arrow(b, t)))
        return false;
    if (s->enhanced.class == 2 && t->enhanced.class == 2 && !new_line_between(b, t->start))
        return true; /* "250 2.6.0 Ok, from MTA: 250 2.0.0 Ok": the first took the message */
    if (!same_or_missing(s->enhanced, t->enhanced))
        return false;
    if (b->more || !t->line_start || !new_line_between(b, t->start))
        return true;
    /* "550 5.1.1 <a> ..." and below it "550 5.1.1 <b> ...": two replies of one form */
    return status_given(s->enhanced) != status_given(t->enhanced) || !has_words(b, t->start) ||
           same_words(b->text, s->codes[s->ncodes - 1].ptr + s->codes[s->ncodes - 1].len, t->end);
}

/* in_brackets - "452 too many (#5.7.1)": a code behind a line's words is theirs in any class */
static bool in_brackets(const struct before *b, const struct token *t)
{
    return t->start - b->text.ptr > 2 && t->start[-1] == '#' && t->start[-2] == '(' &&
           has_words(b, t->start) && !new_line_between(b, t->start);
}

/* names_host - "<mx.example.org #4.4.1 ...": does a gateway tell the status of the host that it has
 * tried, on the line of the reply? */
static bool names_host(const struct before *b, const struct token *t)
{
    const struct said *s = b->said;
    const char *from = s->codes[s->ncodes - 1].ptr, *p = t->start;

    if (new_line_between(b, p) || p[-1] != '#')
        return false;
    for (p--; p > from && *p != '<'; p--)
        if (*p == '>')
            return false;
    return p > from;
}

/* joins_status - an enhanced code that stands alone */
static bool joins_status(const struct before *b, const struct token *t)
{
    const struct said *s = b->said;

    if (status_given(s->enhanced))
        return status_equal(s->enhanced, t->enhanced) || t->trust < TRUST_SURE || names_host(b, t);
    if (s->reply == 0 || t->trust < TRUST_LIKELY)
        return false;
    return s->reply / 100 == t->enhanced.class || in_brackets(b, t);
}

bool joins(struct before before, const struct token *t)
{
    return t->reply ? joins_reply(&before, t) : joins_status(&before, t);
}

/* "550-Response: 550 No" */
bool joining_quotes(struct before before, const struct token *t)
{
    const char *p = last_code(before.said)->ptr;

    return before.more && !t->line_start && !new_line_between(&before, t->start) &&
           (p == before.text.ptr || p[-1] == '\n');
}

/* before_tag - "553 Mail not allowed - 5.7.1 [BL21] ...": between a dash and a tag? */
static bool before_tag(const struct before *b, const struct token *t)
{
    const char *end = b->text.ptr + b->text.len;

    return t->start - b->text.ptr > 3 && memcmp(t->start - 3, " - ", 3) == 0 && end - t->end > 2 &&
           memcmp(t->end, " [", 2) == 0 && !new_line_between(b, t->start);
}

/* follows_reply - "550 cuda_nsu 5.1.1 ...": an enhanced code a word behind its reply code? */
static bool follows_reply(const struct before *b, const struct token *t)
{
    enum { WORD = 24 };
    const struct said *s = b->said;

    return t->reply == 0 && t->trust == TRUST_MAYBE && !status_given(s->enhanced) &&
           s->reply / 100 == t->enhanced.class &&
           (t->start - first_code(s) <= WORD || before_tag(b, t));
}

/* goes_on - "421-Too many" and below it, or behind it, "421 connections": a line of the same reply,
 * no count */
static bool goes_on(const struct before *b, const struct token *t)
{
    const char *end = b->text.ptr + b->text.len;
    enum right right;

    if (!b->more || t->reply == 0 || t->reply != b->said->reply)
        return false;
    if (t->line_start)
        return true;
    if (t->start == b->text.ptr || t->start[-1] != ' ' || t->end - t->start != 3)
        return false;
    right = right_look(t->end, end, true);
    return right == RIGHT_MORE || right == RIGHT_WORDS || right == RIGHT_COUNT;
}

bool joining_follows(struct before before, const struct token *t)
{
    return follows_reply(&before, t) || goes_on(&before, t);
}
