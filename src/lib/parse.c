/* SPDX-License-Identifier: MIT */
/*
 * The parser of replies in running text.  It joins what one server said at one
 * step: the lines of a multi-line reply, the code repeated in a log's quote, an
 * enhanced code that stands before or far behind its reply code.
 */
#include "parse.h"

#include "ascii.h"
#include "chars.h"
#include "span.h"
#include "status.h"
#include "table.h"
#include "token.h"

#include <string.h>

enum { WORDS_MAX = 4096, NEAR = 80 };

/* The replies of one piece, as they are joined. */
struct joining {
    struct span text;
    const struct scene *scene;
    struct said *said; /* the parser's memory */
    bool *more;
    size_t n, handed;
    struct sw_status dsn;
    const char *told_to; /* up to here words have been handed over */
    said_fn *fn;
    void *arg;
    bool stopped;
};

/* first_code - where a reply begins */
static const char *first_code(const struct said *s)
{
    return s->codes[0].ptr;
}

static void add_code(struct said *s, const struct token *t)
{
    if (s->ncodes < CODES_IN_REPLY)
        s->codes[s->ncodes++] = span_of(t->start, t->end);
}

static bool same_or_missing(struct sw_status a, struct sw_status b)
{
    return !status_given(a) || !status_given(b) || status_equal(a, b);
}

/* new_line_between - does a line end between the reply's first code and p? */
static bool new_line_between(const struct joining *j, const char *p)
{
    const struct span *last = &j->said[j->n - 1].codes[j->said[j->n - 1].ncodes - 1];

    return memchr(last->ptr, '\n', (size_t)(p - last->ptr)) != NULL;
}

/* has_words - are there letters between the reply's last code and p, on the code's line? */
static bool has_words(const struct joining *j, const char *p)
{
    const struct span *last = &j->said[j->n - 1].codes[j->said[j->n - 1].ncodes - 1];
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

/* joins_reply - does a token with a reply code belong to the reply before it? */
static bool joins_reply(const struct joining *j, const struct token *t)
{
    const struct said *s = &j->said[j->n - 1];

    if (s->reply == 0)
        return same_or_missing(s->enhanced, t->enhanced) && s->enhanced.class == t->reply / 100 &&
               t->start - s->codes[s->ncodes - 1].ptr <= NEAR;
    if (s->reply != t->reply)
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

/* joins_status - does an enhanced code that stands alone belong to the reply before it? */
static bool joins_status(const struct joining *j, const struct token *t)
{
    const struct said *s = &j->said[j->n - 1];

    if (status_given(s->enhanced))
        return status_equal(s->enhanced, t->enhanced) || t->trust < TRUST_SURE;
    if (s->reply == 0 || t->trust < TRUST_LIKELY)
        return false;
    return s->reply / 100 == t->enhanced.class || in_brackets(j, t);
}

/* Marks at which a reply's words are over. */
static const char *const ends_of_words[] = {
    "(in reply to ",
    "; from=<",
    "/giving_up_on_",
    "\ngiving up on ",
    "(in response ",
    "\nremote-mta:",
    "\nlast-attempt-date:",
    "\nfinal-log-id:",
    "\naction:",
    "\nreporting-mta:",
    "\nfinal-recipient:",
    "\noriginal-recipient:",
    "\nstatus:",
    "\n--",
    "\nreceived:",
    "\nx-",
};

/* tuple_quote - the place behind the quote in "550, b'words'", where Python shows a reply; or p */
static const char *tuple_quote(const char *p, const char *end)
{
    const char *q = p + 3;

    if (end - q < 4 || q[0] != ',' || q[1] != ' ')
        return p;
    q += q[2] == 'b' || q[2] == 'u' ? 3 : 2;
    return *q == '\'' || *q == '"' ? q + 1 : p;
}

/* closing_quote - where the quote that opens before the first code, or its words, closes, or end */
static const char *closing_quote(struct span text, const char *first, const char *end)
{
    const char *p = tuple_quote(first, end);
    char quote;

    if (p == text.ptr)
        return end;
    quote = p[-1];
    if (quote != '"' && quote != '\'' && quote != '`')
        return end;
    for (; p < end; p++)
        if (*p == quote && p[-1] != '\\' && (p + 1 == end || !is_alnum(p[1])) && p[-1] != ' ')
            return p;
    return end;
}

/* next_mark - the next character with which such a mark may begin, or end */
static const char *next_mark(const char *p, const char *end)
{
    for (; end - p >= CHARS; p += CHARS) {
        chars c = chars_at(p);

        if (chars_any((chars)(c == '(') | (chars)(c == ';') | (chars)(c == '/') |
                      (chars)(c == '\n')))
            break;
    }
    while (p < end && *p != '(' && *p != ';' && *p != '/' && *p != '\n')
        p++;
    return p;
}

/* end_of_words - the nearest mark that ends them, at most limit */
static const char *end_of_words(struct span text, const char *first, const char *from,
                                const char *limit)
{
    const char *end = closing_quote(text, first, limit), *p;
    size_t i;

    if (end < from)
        end = limit;
    for (p = next_mark(from, end); p < end; p = next_mark(p + 1, end)) {
        if (*p == '\n' && p + 1 < end &&
            (p[1] == '\n' || (p[1] == '\r' && p + 2 < end && p[2] == '\n')))
            return p;
        for (i = 0; i < sizeof ends_of_words / sizeof *ends_of_words; i++)
            if (begins(p, (size_t)(end - p), ends_of_words[i]))
                return p;
    }
    return end;
}

/* start_of_line - so that the next reply's "host mx said:" is not taken for this one's words */
static const char *start_of_line(const char *from, const char *p)
{
    const char *q = p;

    while (q > from && q[-1] != '\n')
        q--;
    return q > from ? q : p;
}

/* start_of_words - those of "Sorry, no such user. (#5.1.1)" stand before its code */
static const char *start_of_words(const struct joining *j, const struct said *s)
{
    const char *first = first_code(s), *p = first;

    if (s->reply != 0 || first == j->text.ptr || !strchr("(#<", first[-1]))
        return first;
    while (
        p > j->told_to && first - p < WORDS_MAX &&
        !(p[-1] == '\n' && p - 1 > j->told_to && (p[-2] == '\n' || p[-2] == ':' || p[-2] == '\r')))
        p--;
    return p;
}

/* set_words - the words of reply i: from its first code to where they end */
static void set_words(struct joining *j, size_t i)
{
    struct said *s = &j->said[i];
    const struct span *last = &s->codes[s->ncodes - 1];
    const char *end = j->text.ptr + j->text.len, *first = start_of_words(j, s);
    const char *limit = end, *from = last->ptr + last->len;

    if (i + 1 < j->n)
        limit = start_of_line(from, first_code(&j->said[i + 1]));
    if (limit - first > WORDS_MAX)
        limit = first + WORDS_MAX;
    if (from > limit)
        from = limit;
    s->words = span_of(first, end_of_words(j->text, first_code(s), from, limit));
    s->around = span_of(j->told_to, limit);
    j->told_to = s->words.ptr + s->words.len;
}

/* stands_before - is the mark what stands before the reply? */
static bool stands_before(const struct joining *j, const struct said *s, const char *mark)
{
    const char *p = first_code(s);
    size_t n = strlen(mark);

    return (size_t)(p - j->text.ptr) >= n && begins(p - n, n, mark);
}

/*
 * is_wrapper - does it only say that the MTA gave up (x.4.7, Microsoft's x.4.300) or
 * nothing (x.0.0, x.0.350; Barracuda's list of recipients, Exchange's next hop) about
 * the reply that it quotes?  Then that one is the cause.
 */
static bool is_wrapper(const struct joining *j, const struct said *s, const struct said *next)
{
    struct sw_status e = s->enhanced;
    bool arrow = stands_before(j, next, "-> ");

    if (s->reply == 0)
        return false;
    if (!status_given(e))
        return stands_before(j, next, ":") && span_find(s->words, "for one or more recipients (");
    if (e.subject == 4)
        return e.detail == 7 || (e.detail == 300 && arrow) ||
               (e.detail == 0 && span_find(s->words, "ip address responded with"));
    return e.subject == 0 && ((e.detail == 0 && stands_before(j, next, "<")) ||
                              ((e.detail == 0 || e.detail == 350) && arrow));
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
    add_code(s, t);
    if (!status_given(s->enhanced))
        s->enhanced = t->enhanced;
}

bool parse_about_mail(struct span text)
{
    static const char *const signs[] = { "smtp",
                                         "mail",
                                         "rcpt",
                                         "recipient",
                                         "sender",
                                         "relay=",
                                         "deliver",
                                         "bounce",
                                         "exim",
                                         "postfix",
                                         "dsn",
                                         "enhanced",
                                         "spam",
                                         "] said: ",
                                         "senderrefused",
                                         "retcode (",
                                         "server -> client",
                                         "response: '4",
                                         "response: '5",
                                         "message failed: ",
                                         "invalid login: " };
    size_t i, k;

    for (i = 0; i < text.len; i++) {
        char c = to_lower(text.ptr[i]);

        for (k = 0; k < sizeof signs / sizeof *signs; k++)
            if (c == signs[k][0] && begins(text.ptr + i, text.len - i, signs[k]))
                return true;
    }
    return false;
}

/* reply_before - the reply code of the same class before an enhanced code at p; NULL if none */
static const char *reply_before(struct span text, const char *p)
{
    enum { BETWEEN = 5 }; /* "550 5.1.1", "550-5.1.1", "550, b'5.1.1" */
    const char *q = p;
    unsigned code;

    while (q > text.ptr && p - q < BETWEEN && strchr(" -,:#'\"b()]", q[-1]))
        q--;
    q -= 3;
    if (p - q < 4 || q < text.ptr || *q != *p || *q < '2' || reply_parse(q, 3, &code) != 3 ||
        !table_reply(code))
        return NULL;
    if (q > text.ptr && (is_alnum(q[-1]) || strchr("./-_:@", q[-1])))
        return NULL;
    return q;
}

/* pair_at - does "550 5.1.1 words" stand here?  The dot is that behind its 5. */
static bool pair_at(struct span text, const char *dot)
{
    const char *end = text.ptr + text.len, *p = dot - 1, *words;
    struct sw_status status;
    size_t n = status_parse(p, (size_t)(end - p), &status);

    if (n == 0 || !reply_before(text, p))
        return false;
    for (words = p + n; words < end && is_blank(*words); words++)
        ;
    return words > p + n && words < end && (is_alpha(*words) || strchr("<\"'(", *words));
}

/* has_pair - a reply code and an enhanced code of one class, and words: nothing but mail has those
 */
static bool has_pair(struct span text)
{
    const char *p = text.ptr, *end = p + text.len;

    while ((p = memchr(p, '.', (size_t)(end - p)))) {
        if (p - text.ptr >= 5 && pair_at(text, p))
            return true;
        p++;
    }
    return false;
}

/* about_web - a line of a web server: its three digits are another protocol's */
static bool about_web(struct span text)
{
    static const char *const keys[] = { "\"http\":", "\"http_", "\"http\\\":" };
    const char *end = text.ptr + text.len, *p;
    size_t i;

    for (p = text.ptr; (p = memchr(p, 'H', (size_t)(end - p))); p++)
        if (end - p >= 5 && memcmp(p, "HTTP/", 5) == 0)
            return true;
    for (p = text.ptr; (p = memchr(p, '"', (size_t)(end - p))); p++)
        for (i = 0; i < sizeof keys / sizeof *keys; i++)
            if ((size_t)(end - p) >= strlen(keys[i]) && memcmp(p, keys[i], strlen(keys[i])) == 0)
                return true;
    return false;
}

/* bare_value - is there nothing said behind a value: its record goes on, or ends? */
static bool bare_value(const char *p, const char *end)
{
    const char *word = p;

    if (p == end || strchr(",}\"\\]", *p))
        return true;
    while (word < end && is_blank(*word))
        word++;
    if (word == end)
        return true;
    for (p = word; p < end && (is_alnum(*p) || *p == '_'); p++)
        ;
    return p > word && p < end && *p == '=';
}

/* of_the_web - a code of HTTP, and nothing of mail beside it: {"mail":"a@b","status":404} */
static bool of_the_web(struct span text, const struct token *t)
{
    enum { OK = 200, LAST = 505 };
    const char *end = text.ptr + text.len;
    size_t i;

    if (t->reply == 0 || t->reply > LAST || t->enhanced.class == t->reply / 100)
        return false;
    if (t->reply == OK || !table_reply(t->reply))
        return true; /* hardly any mail server says it */
    if (!bare_value(t->end, end))
        return false;
    for (i = 0; i < text.len; i++)
        if (begins(text.ptr + i, text.len - i, "smtp"))
            return false;
    return true;
}

/* log_about_mail - a web server's path may hold "mail" too, so a line of one needs more than words
 */
static bool log_about_mail(struct span text)
{
    return (parse_about_mail(text) && !about_web(text)) || has_pair(text);
}

/* follows_reply - "550 cuda_nsu 5.1.1 ...": an enhanced code a word behind its reply code? */
static bool follows_reply(const struct joining *j, const struct token *t)
{
    enum { WORD = 24 };
    const struct said *s = j->n > 0 ? &j->said[j->n - 1] : NULL;

    return s && t->reply == 0 && t->trust == TRUST_MAYBE && !status_given(s->enhanced) &&
           s->reply / 100 == t->enhanced.class && t->start - first_code(s) <= WORD;
}

/* goes_on - "421-Too many" and below it "421 connections": a line of the same reply, no count */
static bool goes_on(const struct joining *j, const struct token *t)
{
    return j->n > 0 && j->more[j->n - 1] && t->line_start && t->reply != 0 &&
           t->reply == j->said[j->n - 1].reply;
}

/* collect - join all tokens of at least that trust */
static void collect(struct parser *p, struct joining *j, bool strict, enum trust least)
{
    struct token t;
    size_t at = 0;

    while (!j->stopped && token_next(p->env, p->token, j->text, &at, &t)) {
        if (follows_reply(j, &t) || goes_on(j, &t))
            t.trust = TRUST_LIKELY;
        if (strict && of_the_web(j->text, &t))
            continue;
        if (t.trust >= least)
            take(j, &t);
    }
}

size_t parse_piece(struct parser *p, struct span text, bool strict, const struct scene *scene,
                   said_fn *fn, void *arg)
{
    struct joining j = { .text = text,
                         .scene = scene,
                         .said = p->said,
                         .more = p->more,
                         .told_to = text.ptr,
                         .fn = fn,
                         .arg = arg };

    if (strict ? !log_about_mail(text) : about_web(text) && !parse_about_mail(text))
        return 0;
    collect(p, &j, strict, TRUST_LIKELY);
    if (j.n == 0 && !status_given(j.dsn) && !strict && parse_about_mail(text))
        collect(p, &j, strict, TRUST_MAYBE);
    hand_over_first(&j, j.n);
    if (j.handed == 0 && status_given(j.dsn)) {
        struct said s = { .words = text, .around = text };

        hand_over(&j, &s);
    }
    return j.handed;
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
           memchr(line, '@', (size_t)(close - line)) != NULL;
}

bool parse_next_piece(struct span *rest, struct span *piece)
{
    const char *p = rest->ptr, *end = p + rest->len, *nl;

    if (rest->len == 0)
        return false;
    while ((nl = memchr(p, '\n', (size_t)(end - p))) && nl + 1 < end) {
        if (starts_piece(nl + 1, end)) {
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
