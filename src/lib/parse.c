/* SPDX-License-Identifier: MIT */
/*
 * The parser of replies in running text.  It joins what one server said at one
 * step.  token.c judges what is a code, joining.c whose it is, about.c what the text is
 * about; spoken.c finds the words.
 */
#include "parse.h"

#include "about.h"
#include "ascii.h"
#include "joining.h"
#include "span.h"
#include "spoken.h"
#include "status.h"
#include "surround.h"
#include "table.h"
#include "token.h"

#include <string.h>

enum { SHORT = 8192 }; /* a text in which somebody mentions a code: in a longer one are numbers */

/* The replies of one piece, as they are joined. */
struct joining {
    struct span text;
    const struct scene *scene;
    struct said *said; /* the parser's memory */
    bool *more;
    size_t n, handed;
    struct sw_status dsn;
    const char *told_to; /* up to here words have been handed over */
    struct span go_on; /* of a session: what stands before the "354" behind which a message goes */
    said_fn *fn;
    void *arg;
    bool stopped;
};

/* last_reply - the one that is joined last; there is one */
static struct before last_reply(const struct joining *j)
{
    return (struct before){ j->text, &j->said[j->n - 1], j->more[j->n - 1] };
}

/* joint - where what stands between two lines of a reply that were put on one begins: "<br>", "|";
 * p if nothing does */
static const char *joint(const char *from, const char *p)
{
    const char *q = p, *tag;

    while (q > from && *q != '\n' && is_blank(q[-1]))
        q--;
    if (q == from)
        return p;
    tag = surround_break(from, q);
    if (tag < q)
        return tag;
    return q < p && q[-1] == '|' && q - from > 1 && q[-2] == ' ' ? q - 1 : p;
}

/* add_code - the first one, or one that is repeated; if there are too many, the last is kept */
static void add_code(struct said *s, const struct token *t)
{
    const struct span *last = s->ncodes > 0 ? &s->codes[s->ncodes - 1] : NULL;
    const char *from = last ? joint(last->ptr + last->len, t->start) : t->start;

    s->ncodes += s->ncodes < CODES_IN_REPLY;
    s->codes[s->ncodes - 1] = span_of(from, t->end);
}

/* start_of_line - so that the next reply's "host mx said:" is not taken for this one's words */
static const char *start_of_line(const char *from, const char *p)
{
    const char *line = line_begins(from, p);

    return line > from ? line : p;
}

/* set_words - the words of reply i, before the next one begins */
static void set_words(struct joining *j, size_t i)
{
    struct said *s = &j->said[i];
    const char *limit = j->text.ptr + j->text.len, *behind = last_code(s)->ptr + last_code(s)->len;

    if (i + 1 < j->n)
        limit = start_of_line(behind, first_code(&j->said[i + 1]));
    j->told_to = spoken_words(j->text, j->told_to, limit, s);
}

static void hand_over(struct joining *j, struct said *s)
{
    s->scene = *j->scene;
    if (status_given(j->dsn))
        s->scene.dsn = j->dsn;
    j->handed++;
    if (!j->stopped && !j->fn(j->arg, s))
        j->stopped = true;
}

/* hand_over_first - the first n replies, and make room for more; a wrapper behind its cause */
static void hand_over_first(struct joining *j, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        set_words(j, i);
    for (i = 0; i < n; i++) {
        if (i + 1 < n && joining_wraps(j->text, &j->said[i], &j->said[i + 1])) {
            hand_over(j, &j->said[i + 1]);
            hand_over(j, &j->said[i]);
            i++;
        } else {
            hand_over(j, &j->said[i]);
        }
    }
    for (i = n; i < j->n; i++) {
        j->said[i - n] = j->said[i];
        j->more[i - n] = j->more[i];
    }
    j->n -= n;
}

static void begin_reply(struct joining *j, const struct token *t)
{
    if (j->n == REPLIES_MAX)
        hand_over_first(j, REPLIES_MAX - 1);
    j->said[j->n].reply = t->reply;
    j->said[j->n].enhanced = t->enhanced;
    j->said[j->n].ncodes = 0;
    j->said[j->n].wider.ptr = NULL;
    add_code(&j->said[j->n], t);
    j->more[j->n] = t->more;
    j->n++;
}

/* take - one token that is taken for a code */
static void take(struct joining *j, const struct token *t)
{
    struct said *s = j->n > 0 ? &j->said[j->n - 1] : NULL;

    if (t->reply == 0 && t->status && (t->enhanced.class != 2 || !s)) {
        if (!status_given(j->dsn))
            j->dsn = t->enhanced;
        return;
    }
    if (!s || !joins(last_reply(j), t)) {
        begin_reply(j, t);
        return;
    }
    if (t->reply) {
        s->reply = t->reply;
        j->more[j->n - 1] = t->more || joining_quotes(last_reply(j), t);
    }
    if (!status_given(s->enhanced) || (status_given(t->enhanced) && joining_says_nothing(s, t)))
        s->enhanced = t->enhanced;
    add_code(s, t);
}

/* is_dotted - "550.5.7.0": in a log of no known format such a number is a version's */
static bool is_dotted(const struct token *t)
{
    return t->reply != 0 && t->end - t->start > 4 && t->start[3] == '.';
}

/* on_line - what stands before p on its line, or the last of it */
static struct span on_line(struct span text, const char *p)
{
    enum { REACH = 160 };

    return span_of(line_begins(reach_back(text.ptr, p, REACH), p), p);
}

/* next_mark - of what stands before a code the next character that says who speaks, from p on */
static const char *next_mark(const char *p, const char *end)
{
    while (p < end && (is_blank(*p) || is_digit(*p) || is_any_of(*p, "-~*")))
        p++;
    return p;
}

/* same_speaker - are two lines marked alike: "<-  354 go on" and "<** 554 no"? */
static bool same_speaker(struct span a, struct span b)
{
    const char *p = a.ptr, *q = b.ptr, *a_end = p + a.len, *b_end = q + b.len;

    for (;; p++, q++) {
        p = next_mark(p, a_end);
        q = next_mark(q, b_end);
        if (p == a_end || q == b_end)
            return p == a_end && q == b_end;
        if (*p != *q)
            return false;
    }
}

/* in_message - does it stand within the message that a session shows, behind "354"?  What the
 * server says of it is marked as that was; what a program reports is introduced. */
static bool in_message(struct joining *j, const struct token *t)
{
    enum { GO_ON = 354 };

    if (j->go_on.ptr && t->trust < TRUST_SURE &&
        !(t->line_start && same_speaker(j->go_on, on_line(j->text, t->start))))
        return true;
    j->go_on.ptr = NULL;
    if (t->reply == GO_ON && t->line_start)
        j->go_on = on_line(j->text, t->start);
    return false;
}

/* collect - join all tokens of at least that trust */
static void collect(struct parser *p, struct joining *j, bool strict, enum trust least)
{
    struct token t;
    size_t at = 0;

    while (!j->stopped && token_next(p->env, p->token, j->text, &at, &t)) {
        if (j->n > 0 && joining_follows(last_reply(j), &t))
            t.trust = TRUST_LIKELY;
        if ((strict && (is_dotted(&t) || about_web_code(j->text, &t))) ||
            about_library_code(j->text, &t))
            continue;
        if (t.trust >= least && !in_message(j, &t))
            take(j, &t);
    }
}

size_t parse_piece(struct parser *p, struct span text, bool strict, const struct scene *scene,
                   said_fn *fn, void *arg)
{
    struct joining j = { .text = strict ? about_error(text) : text,
                         .scene = scene,
                         .said = p->said,
                         .more = p->more,
                         .told_to = text.ptr,
                         .fn = fn,
                         .arg = arg };

    if (strict ? !about_mail_surely(j.text) : about_web(text) && !about_mail(text))
        return 0;
    collect(p, &j, strict, TRUST_LIKELY);
    if (j.n == 0 && !status_given(j.dsn) && !strict && text.len <= SHORT &&
        (about_mail(text) || about_mail_abroad(text)))
        collect(p, &j, strict, TRUST_MAYBE);
    hand_over_first(&j, j.n);
    if (j.handed == 0 && status_given(j.dsn)) {
        struct said s = { .words = text, .around = text };

        hand_over(&j, &s);
    }
    return j.handed;
}

bool parse_bare(const struct said *said)
{
    size_t i;

    for (i = 0; i < said->words.len; i++)
        if (is_alpha(said->words.ptr[i]) || (unsigned char)said->words.ptr[i] >= 0x80)
            return false;
    return true;
}

/* starts_piece - does this line name a recipient of its own? */
static bool starts_piece(const char *line, const char *end)
{
    const char *close;
    size_t len = (size_t)(end - line);

    if (begins(line, len, "final-recipient:"))
        return true;
    if (*line != '<')
        return false;
    close = memchr(line, '>', len);
    return close && close + 1 < end && close[1] == ':' &&
           memchr(line, '@', (size_t)(close - line)) != NULL &&
           !memchr(line, ' ',
                   (size_t)(close - line)); /* "< 450 4.1.8 <a@b>: ..." is a dialogue's */
}

/* ends_in_code - does the text behind from end in a code, so that the next line says its words? */
static bool ends_in_code(const char *from, const char *end)
{
    struct sw_status status;
    const char *p;
    unsigned reply;

    while (end > from && is_blank(end[-1]))
        end--;
    for (p = end; p > from && (is_digit(p[-1]) || p[-1] == '.'); p--)
        ;
    if (p == end || (p > from && !is_blank(p[-1]) && !is_any_of(p[-1], "'\"#:")))
        return false;
    return status_parse(p, (size_t)(end - p), &status) == (size_t)(end - p) ||
           reply_parse(p, (size_t)(end - p), &reply) == (size_t)(end - p);
}

bool parse_next_piece(struct span *rest, struct span *piece)
{
    const char *p = rest->ptr, *end = p + rest->len, *nl;

    if (rest->len == 0)
        return false;
    while ((nl = memchr(p, '\n', (size_t)(end - p))) && nl + 1 < end) {
        if (starts_piece(nl + 1, end) && !ends_in_code(p, nl)) {
            *piece = span_of(rest->ptr, nl + 1);
            *rest = span_of(nl + 1, end);
            return true;
        }
        p = nl + 1;
    }
    *piece = *rest;
    *rest = span_of(end, end);
    return true;
}

bool parse_only_codes(struct span text)
{
    const char *p = text.ptr, *end = p + text.len;
    struct sw_status status;
    unsigned reply;
    size_t n;
    bool any = false;

    while (p < end) {
        if (is_blank(*p) || *p == ',' || *p == ';' || *p == '-' || *p == '#') {
            p++;
            continue;
        }
        n = reply_parse(p, (size_t)(end - p), &reply);
        if (n == 0)
            n = status_parse(p, (size_t)(end - p), &status);
        if (n == 0)
            return false;
        any = true;
        p += n;
    }
    return any;
}
