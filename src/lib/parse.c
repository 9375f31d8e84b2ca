/* SPDX-License-Identifier: MIT */
/*
 * The parser of replies in running text.  It joins what one server said at one
 * step: the lines of a multi-line reply, the code repeated in a log's quote, an
 * enhanced code that stands before or far behind its reply code.  token.c judges
 * what is a code, about.c what the text is about, spoken.c finds the words.
 */
#include "parse.h"

#include "about.h"
#include "ascii.h"
#include "span.h"
#include "spoken.h"
#include "status.h"
#include "surround.h"
#include "table.h"
#include "token.h"

#include <string.h>

enum {
    NEAR = 80,
    SHORT = 8192, /* a text in which somebody mentions a code: in a longer one there are numbers */
};

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

/* first_code - where a reply begins */
static const char *first_code(const struct said *s)
{
    return s->codes[0].ptr;
}

static const struct span *last_code(const struct said *s)
{
    return &s->codes[s->ncodes - 1];
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

static bool same_or_missing(struct sw_status a, struct sw_status b)
{
    return !status_given(a) || !status_given(b) || status_equal(a, b);
}

/* new_line_between - does a line end between the reply's last code and p? */
static bool new_line_between(const struct joining *j, const char *p)
{
    const struct span *last = last_code(&j->said[j->n - 1]);

    return memchr(last->ptr, '\n', (size_t)(p - last->ptr)) != NULL;
}

/* has_words - are there letters between the reply's last code and p, on the code's line? */
static bool has_words(const struct joining *j, const char *p)
{
    const struct span *last = last_code(&j->said[j->n - 1]);
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

/*
 * says_nothing - "#5.0.0 smtp; 550 5.1.1 no", "#5.0.0 X-Name; host mx said: 550 5.1.1 no": the
 * status of a gateway that quotes a reply
 */
static bool says_nothing(const struct said *s, const struct token *t)
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
static bool behind_arrow(const struct joining *j, const struct token *t)
{
    size_t n = (size_t)(t->start - j->text.ptr);

    return ends(j->text.ptr, n, "-> ") || ends(j->text.ptr, n, "->\n");
}

/* near_enough - is a reply code no further behind the status that it is joined to than words are?
 */
static bool near_enough(const struct joining *j, const struct said *s, const struct token *t)
{
    const char *end;

    return t->start - s->codes[s->ncodes - 1].ptr <= NEAR ||
           spoken_detail(j->text.ptr, t->start, &end) != NULL;
}

/* joins_reply - does a token with a reply code belong to the reply before it? */
static bool joins_reply(const struct joining *j, const struct token *t)
{
    const struct said *s = &j->said[j->n - 1];

    if (s->reply == 0)
        return s->enhanced.class == t->reply / 100 &&
               (says_nothing(s, t) ||
                (same_or_missing(s->enhanced, t->enhanced) && near_enough(j, s, t)));
    if (s->reply != t->reply || (status_given(s->enhanced) && behind_arrow(j, t)))
        return false;
    if (s->enhanced.class == 2 && t->enhanced.class == 2 && !new_line_between(j, t->start))
        return true; /* "250 2.6.0 Ok, from MTA: 250 2.0.0 Ok": the first took the message */
    if (!same_or_missing(s->enhanced, t->enhanced))
        return false;
    if (j->more[j->n - 1] || !t->line_start || !new_line_between(j, t->start))
        return true;
    /* "550 5.1.1 <a> ..." and below it "550 5.1.1 <b> ...": two replies of one form */
    return status_given(s->enhanced) != status_given(t->enhanced) || !has_words(j, t->start) ||
           same_words(j->text, s->codes[s->ncodes - 1].ptr + s->codes[s->ncodes - 1].len, t->end);
}

/* in_brackets - "452 too many (#5.7.1)": a code behind a line's words is theirs in any class */
static bool in_brackets(const struct joining *j, const struct token *t)
{
    return t->start - j->text.ptr > 2 && t->start[-1] == '#' && t->start[-2] == '(' &&
           has_words(j, t->start) && !new_line_between(j, t->start);
}

/* names_host - "<mx.example.org #4.4.1 ...": does a gateway tell the status of the host that it has
 * tried, on the line of the reply? */
static bool names_host(const struct joining *j, const struct token *t)
{
    const struct said *s = &j->said[j->n - 1];
    const char *from = s->codes[s->ncodes - 1].ptr, *p = t->start;

    if (new_line_between(j, p) || p[-1] != '#')
        return false;
    for (p--; p > from && *p != '<'; p--)
        if (*p == '>')
            return false;
    return p > from;
}

/* joins_status - does an enhanced code that stands alone belong to the reply before it? */
static bool joins_status(const struct joining *j, const struct token *t)
{
    const struct said *s = &j->said[j->n - 1];

    if (status_given(s->enhanced))
        return status_equal(s->enhanced, t->enhanced) || t->trust < TRUST_SURE || names_host(j, t);
    if (s->reply == 0 || t->trust < TRUST_LIKELY)
        return false;
    return s->reply / 100 == t->enhanced.class || in_brackets(j, t);
}

/* start_of_line - so that the next reply's "host mx said:" is not taken for this one's words */
static const char *start_of_line(const char *from, const char *p)
{
    const char *q = p;

    while (q > from && q[-1] != '\n')
        q--;
    return q > from ? q : p;
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

/* stands_before - is the mark what stands before the reply? */
static bool stands_before(const struct joining *j, const struct said *s, const char *mark)
{
    const char *p = first_code(s);
    size_t n = strlen(mark);

    return (size_t)(p - j->text.ptr) >= n && begins(p - n, n, mark);
}

/* is_quoted - does the reply stand as one that another quotes: in brackets, behind an arrow? */
static bool is_quoted(const struct joining *j, const struct said *s)
{
    static const char *const marks[] = { "(", "[", "<", "=", "\"", "'", "-> ", "->\n", "; " };
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks; i++)
        if (stands_before(j, s, marks[i]))
            return true;
    return false;
}

/* same_line - is there no line break between the codes of both replies, but one behind an arrow? */
static bool same_line(const struct joining *j, const struct said *s, const struct said *next)
{
    const char *from = first_code(s), *to = first_code(next);

    to -= stands_before(j, next, "->\n");
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
static bool quotes_only(const struct joining *j, const struct said *s, const struct said *next)
{
    const char *from = first_code(s), *to = first_code(next), *p = from;

    if (!same_line(j, s, next) ||
        !(stands_before(j, next, "smtp;") || stands_before(j, next, "smtp; ")))
        return false;
    while (p < to && !is_alpha(*p) && *p != '<')
        p++;
    return p < to && *p == '<' && memchr(p, '#', (size_t)(to - p));
}

/*
 * is_wrapper - does the reply only report that of another server, which it quotes on the same
 * line?  Then that one is the cause.  So it is behind a code without words.  Barracuda's list of
 * recipients has no enhanced code, and what gave up at last (x.4.7) may name the cause in another
 * sentence; a passing trouble of the last attempt is not why there was no further one.
 */
static bool is_wrapper(const struct joining *j, const struct said *s, const struct said *next)
{
    struct sw_status e = s->enhanced;

    if (s->reply == 0)
        return false;
    if (!status_given(e) && parse_bare(s) && !parse_bare(next))
        return true;
    if (!status_given(e))
        return stands_before(j, next, ":") && span_find(s->words, "for one or more recipients (");
    if (gave_up(e) && e.class != 4 && passes(next))
        return false;
    if (e.subject == 4 && e.detail == 7)
        return true;
    if (next->reply != 0 && quotes_only(j, s, next))
        return true;
    return reports_only(e) && next->reply != 0 && same_line(j, s, next) && is_quoted(j, next);
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
        if (i + 1 < n && is_wrapper(j, &j->said[i], &j->said[i + 1])) {
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

/* quoted_within - "550-Response: 550 No": does a line that goes on quote another server's code? */
static bool quoted_within(const struct joining *j, const struct token *t)
{
    const struct said *s = &j->said[j->n - 1];
    const char *p = s->codes[s->ncodes - 1].ptr;

    return j->more[j->n - 1] && !t->line_start && !new_line_between(j, t->start) &&
           (p == j->text.ptr || p[-1] == '\n');
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
    if (!s || !(t->reply ? joins_reply(j, t) : joins_status(j, t))) {
        begin_reply(j, t);
        return;
    }
    if (t->reply) {
        s->reply = t->reply;
        j->more[j->n - 1] = t->more || quoted_within(j, t);
    }
    if (!status_given(s->enhanced) || (status_given(t->enhanced) && says_nothing(s, t)))
        s->enhanced = t->enhanced;
    add_code(s, t);
}

/* before_tag - "553 Mail not allowed - 5.7.1 [BL21] ...": between a dash and a tag? */
static bool before_tag(const struct joining *j, const struct token *t)
{
    const char *end = j->text.ptr + j->text.len;

    return t->start - j->text.ptr > 3 && memcmp(t->start - 3, " - ", 3) == 0 && end - t->end > 2 &&
           memcmp(t->end, " [", 2) == 0 && !new_line_between(j, t->start);
}

/* follows_reply - "550 cuda_nsu 5.1.1 ...": an enhanced code a word behind its reply code? */
static bool follows_reply(const struct joining *j, const struct token *t)
{
    enum { WORD = 24 };
    const struct said *s = j->n > 0 ? &j->said[j->n - 1] : NULL;

    return s && t->reply == 0 && t->trust == TRUST_MAYBE && !status_given(s->enhanced) &&
           s->reply / 100 == t->enhanced.class &&
           (t->start - first_code(s) <= WORD || before_tag(j, t));
}

/* goes_on - "421-Too many" and below it, or behind it, "421 connections": a line of the same reply,
 * no count */
static bool goes_on(const struct joining *j, const struct token *t)
{
    const char *end = j->text.ptr + j->text.len;
    enum right right;

    if (j->n == 0 || !j->more[j->n - 1] || t->reply == 0 || t->reply != j->said[j->n - 1].reply)
        return false;
    if (t->line_start)
        return true;
    if (t->start == j->text.ptr || t->start[-1] != ' ' || t->end - t->start != 3)
        return false;
    right = right_look(t->end, end, true);
    return right == RIGHT_MORE || right == RIGHT_WORDS || right == RIGHT_COUNT;
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
    const char *from = p - text.ptr > REACH ? p - REACH : text.ptr, *start = p;

    while (start > from && start[-1] != '\n')
        start--;
    return span_of(start, p);
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
        if (follows_reply(j, &t) || goes_on(j, &t))
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
    if (j.n == 0 && !status_given(j.dsn) && !strict && text.len <= SHORT && about_mail(text))
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
