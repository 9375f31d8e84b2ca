/* SPDX-License-Identifier: MIT */
/*
 * How likely a number is a code.  "port 587", "250 bytes", "HTTP 503" are none,
 * "said: 550" is one.
 */
#include "judge.h"

#include "ascii.h"
#include "foreign.h"
#include "status.h"
#include "surround.h"
#include "table.h"

#include <string.h>

enum { HTTP_LAST = 418 }; /* unknown codes up to here are rather those of the web: 404, 413 */

/* known - is the code in the table?  A number that is not must be introduced clearly. */
static bool known(unsigned reply)
{
    return table_reply(reply) != NULL;
}

/* has_digit - a time, an id, another number: what follows it is hardly a reply */
static bool has_digit(struct span word)
{
    size_t i;

    for (i = 0; i < word.len; i++)
        if (is_digit(word.ptr[i]))
            return true;
    return false;
}

/* judge_within - a reply code that stands neither at a line's start nor behind an introduction */
static enum trust judge_within(const struct token *t, const struct left *left, enum right right)
{
    if (right == RIGHT_TUPLE) /* behind an unlisted one Python's bytes tell that a server spoke */
        return known(t->reply) || (t->reply > HTTP_LAST && t->end[2] == 'b') ? TRUST_LIKELY
                                                                             : TRUST_NONE;
    if (right == RIGHT_COUNT && left->mark == ',')
        return TRUST_NONE; /* "421 messages waiting, 550 sent today" */
    if (left->named && right == RIGHT_WORDS && t->reply > HTTP_LAST && t->reply < 600)
        return TRUST_LIKELY;
    if (!known(t->reply))
        return right == RIGHT_MORE && !left->adjacent ? TRUST_MAYBE : TRUST_NONE;
    if (t->reply >= 600)
        return TRUST_NONE; /* of sending services: only where clearly introduced */
    if (left->mark == '=' || (left->mark == '%' && left->spaced && !left->field))
        return TRUST_NONE; /* "ses=417": a field of a log that is not about mail; "year % 400" */
    if (is_any_of(left->mark, ":;\"'`(#>|[,\\%"))
        return right == RIGHT_END ? TRUST_MAYBE : TRUST_LIKELY;
    if (right == RIGHT_MORE)
        return TRUST_LIKELY;
    if (left->field && right == RIGHT_WORDS && t->start[3] == ' ' && is_alpha(t->start[4]))
        return TRUST_LIKELY;
    return has_digit(left->word) ? TRUST_NONE : TRUST_MAYBE;
}

/* in_diagram - "Server -> Client: 500": a server that says nothing but a number speaks HTTP */
static bool in_diagram(const struct left *left, enum right right)
{
    return right == RIGHT_END && left->mark == ':' && span_is(left->word, "client");
}

static enum trust judge_reply(const struct token *t, const struct left *left, enum right right)
{
    if (right == RIGHT_NONE || (right == RIGHT_ORDINAL && !left->text_start) ||
        in_diagram(left, right))
        return TRUST_NONE;
    if (right == RIGHT_TUPLE && left->mark && !is_any_of(left->mark, "('\""))
        return TRUST_NONE;
    if (t->reply < 200 || ((t->reply < 400 || t->reply >= 600) && !known(t->reply)))
        return TRUST_NONE; /* 1xx: error numbers of clients; 255: the exit status of a program */
    if (right == RIGHT_PLURAL && !left_introduces(left) && !left_transcript(left))
        return known(t->reply) && left->mark != ',' ? TRUST_MAYBE : TRUST_NONE;
    if (left->start && left->text_start && t->reply > HTTP_LAST)
        return TRUST_LIKELY; /* the text begins with it */
    if (left->start || left_transcript(left))
        return right == RIGHT_MORE || known(t->reply) ? TRUST_LIKELY : TRUST_MAYBE;
    if (left_introduces(left)) /* "status 410" is the web's, unless the text is about mail */
        return t->reply <= HTTP_LAST && !known(t->reply) ? TRUST_MAYBE : TRUST_SURE;
    return judge_within(t, left, right);
}

/* of_program - "X-Mailer: smtp 4.3.0": a version, for nothing is said behind it */
static bool of_program(const struct left *left, const char *p, const char *end)
{
    static const char *const names[] = { "smtp", "lmtp", "esmtp", "server" };

    return left->adjacent && (p == end || *p == '"' || *p == '\\' || *p == ')') &&
           span_is_any(left->word, PHRASES_IN(names));
}

/* judge_status - an enhanced code that stands alone, and ends at p */
static enum trust judge_status(const struct token *t, const struct left *left, const char *end)
{
    enum { SUBJECTS = 7 }; /* RFC 3463 3.1 knows no more: "[#4.16.4:70]" is something else */
    const char *p = t->end;

    if (t->enhanced.subject > SUBJECTS)
        return TRUST_NONE;
    if (left->mark == '#')
        return TRUST_SURE;
    if (of_program(left, p, end))
        return TRUST_NONE;
    if (left_introduces(left))
        return TRUST_SURE;
    if (p < end && !is_blank(*p) && !is_any_of(*p, "-:;,.)]}\"'\\_<>|"))
        return TRUST_NONE;
    if (p + 1 < end && *p == '-' && is_digit(p[1]))
        return TRUST_NONE; /* a package: 2.8.3-2 */
    if (left->start && t->enhanced.class == 2 && end - p > 1 && *p == '.' && p[1] == ' ')
        return TRUST_NONE; /* "2.3.2. Mailing lists": a heading */
    if (left->start)
        return TRUST_LIKELY;
    if (is_any_of(left->mark, ":;\"'(>[|"))
        return TRUST_LIKELY;
    if (left->mark == '.' && end - p > 1 && *p == ' ' && p[1] == '<')
        return TRUST_LIKELY; /* "Failed to add recipient. 5.1.1 <a@b>: ..." */
    if (left->mark == '-' && end - p > 1 && *p == ' ' && p[1] == '[')
        return TRUST_MAYBE; /* "553 Mail from 192.0.2.1 not allowed - 5.7.1 [BL21] ..." */
    return left->adjacent ? TRUST_MAYBE : TRUST_NONE;
}

/* behind_status - "Status: 5.1.1 550 No such user": the reply behind the status made of it */
static bool behind_status(struct span text, const struct token *t, const struct left *left)
{
    const char *p, *from;
    struct sw_status status;

    if (t->reply < 400 || !left->adjacent || left->mark || t->start - text.ptr < 2)
        return false;
    p = t->start - 1;
    if (*p != ' ')
        return false;
    for (from = p; from > text.ptr && (is_digit(from[-1]) || from[-1] == '.'); from--)
        ;
    return from < p && status_parse(from, (size_t)(p - from), &status) == (size_t)(p - from) &&
           status.class == t->reply / 100 && (from == text.ptr || is_any_of(from[-1], " =#("));
}

/* dotted - "550.5.7.0 no": both codes, if they stand where a reply begins; else a version */
static bool dotted(const struct token *t, const struct left *left)
{
    return t->reply != 0 && t->end - t->start > 4 && t->start[3] == '.' && !t->line_start &&
           !left_introduces(left) && !is_any_of(left->mark, ":\"'(>");
}

/* is_value - does a JSON value begin with it: "key":"550 ..."; in a string \"key\":\"550 ...\" */
static bool is_value(struct span text, const char *p)
{
    const char *q = p;

    if (q - text.ptr < 4 || *--q != '"')
        return false;
    q -= q[-1] == '\\';
    q -= q[-1] == ' ';
    return q[-1] == ':';
}

/* lone_value - a string that is nothing but three numbers: "agent":"4.5.2" */
static bool lone_value(struct span text, const struct token *t)
{
    const char *p = t->end, *end = text.ptr + text.len;

    p += p < end && *p == '\\';
    return t->reply == 0 && is_value(text, t->start) && p < end && *p == '"';
}

static bool status_key(const struct left *left)
{
    static const char *const keys[] = { "dsn", "status" };

    return is_any_of(left->mark, ":=\"") && span_is_any(left->word, PHRASES_IN(keys));
}

/* compared - "reply >= 400", "code == 550": a program's condition, not what was said */
static bool compared(struct span text, const char *p)
{
    while (p > text.ptr && p[-1] == ' ')
        p--;
    return p - text.ptr > 2 && p[-1] == '=' && is_any_of(p[-2], "<>=!");
}

/* tells_outcome - "got ", "Got: ", "received ": behind what was expected stands what came */
static bool tells_outcome(const char *p, size_t len)
{
    size_t n = begins(p, len, "got") ? 3 : begins(p, len, "received") ? 8 : 0;

    return n && n < len && !is_alnum(p[n]);
}

/* is_asserted - "expected "550 no" to equal "250 ok"": of a test's report what came stands first */
static bool is_asserted(struct span text, const char *p)
{
    static const char *const verbs[] = { " to ", " not to " };
    enum { REACH = 200 };
    struct span rest = span_at_most(span_of(p, text.ptr + text.len), REACH);
    const char *close;

    if (p == text.ptr || !is_any_of(p[-1], "\"'`"))
        return false;
    close = memchr(rest.ptr, p[-1], rest.len);
    return close && !memchr(p, '\n', (size_t)(close - p)) &&
           span_begins_any(span_from(rest, (size_t)(close + 1 - p)), PHRASES_IN(verbs));
}

/* hopes - "expected ", "to equal ": behind it stands what was hoped for */
static bool hopes(struct span text, const char *p, const char *end)
{
    static const char *const verbs[] = { " to equal ", " to be ", " to contain ", " to include ",
                                         " to match " };
    struct span rest = span_of(p, end);

    if (span_begins(rest, "xpected"))
        return p - text.ptr < 3 || !span_begins(span_of(p - 3, end), "une");
    return p > text.ptr && is_any_of(p[-1], "\"'`") && span_begins_any(rest, PHRASES_IN(verbs));
}

/* expected - "expected code 250, got ...": what the client hoped for, not what was said */
static bool expected(struct span text, const char *p)
{
    enum { REACH = 40 };
    const char *from = reach_back(text.ptr, p, REACH);
    bool hope = false;

    if (is_asserted(text, p))
        return false;
    for (; from < p; from++)
        if (hopes(text, from, p))
            hope = true;
        else if (*from == '\n' || tells_outcome(from, (size_t)(p - from)))
            hope = false;
    return hope;
}

/* unexpected - "Unexpected greeting: 220 ...", "but got code "250"": a success that the client did
 * not hope for is none; nor is what stands in a program's "array(250, 251)" or ", [ 354]" */
static bool unexpected(struct span text, const struct token *t)
{
    static const char *const hopes[] = { "unexpected ", "invalid greeting", "invalid response",
                                         "xpected ", "xpecting " };
    enum { REACH = 60, FAILURES = 400 };
    const char *p = reach_back(text.ptr, t->start, REACH);
    bool hope = false, list = false;

    if (t->reply == 0 || t->reply >= FAILURES)
        return false;
    for (; p < t->start; p++) {
        struct span rest = span_of(p, t->start);

        if (*p == ')' || *p == ']')
            list = false;
        else if (*p == '\n')
            hope = false;
        else if (begins(p, rest.len, "array(") || begins(p, rest.len, ", ["))
            list = true;
        else if (span_begins_any(rest, PHRASES_IN(hopes)))
            hope = true;
    }
    return hope || list;
}

/* dump_key - PHP's ["smtp_code"]=> string(3) "554": where the key on the line before ends; NULL if
 * the value is none of such a dump */
static const char *dump_key(struct span text, const char *p)
{
    static const char type[] = "string(";
    const size_t n = sizeof type - 1;

    if (p - text.ptr < 4 || memcmp(p - 3, ") \"", 3) != 0)
        return NULL;
    for (p -= 3; p > text.ptr && is_digit(p[-1]); p--)
        ;
    if ((size_t)(p - text.ptr) < n || memcmp(p - n, type, n) != 0)
        return NULL;
    for (p -= n; p > text.ptr && (is_blank(p[-1]) || p[-1] == '\n'); p--)
        ;
    return p;
}

/* dumped - is what ends there the key of a code? */
static bool dumped(struct span text, const char *p)
{
    static const char *const keys[] = { "code\"]=>", "code_ex\"]=>" };

    return span_ends_any(span_of(text.ptr, p), PHRASES_IN(keys));
}

/* is_level - how grave a program calls what it logs */
static bool is_level(struct span word)
{
    static const char *const levels[] = { "INFO",  "WARN",  "WARNING", "ERROR",   "DEBUG",
                                          "TRACE", "FATAL", "NOTICE",  "CRITICAL" };
    size_t i;

    while (word.len > 0 && !is_alnum(word.ptr[word.len - 1]))
        word.len--;
    for (i = 0; i < sizeof levels / sizeof *levels; i++)
        if (strlen(levels[i]) == word.len && memcmp(word.ptr, levels[i], word.len) == 0)
            return true;
    return false;
}

/* after_stamp - "07:14:17 550 No such user": a reply, but not the number of a process, behind which
 * stands how grave it is, and perhaps whose job it was: "550 TID-1a WARN", "550 INFO" */
static bool after_stamp(const struct token *t, const struct left *left, const char *end)
{
    enum { WORDS = 6 };
    const char *p = t->start + 4, *word;
    int i;

    if (!left->stamp || !known(t->reply) || t->reply <= HTTP_LAST || p >= end || is_digit(*p))
        return false;
    for (i = 0; i < WORDS; i++) {
        for (word = p; p < end && !is_blank(*p); p++)
            ;
        if (is_level(span_of(word, p)))
            return false;
        p += p < end;
    }
    return true;
}

/* in_local_part - "bounce-550-5.2.2@example.org": a part of an address's name?  Not so where a
 * reply begins, "550-lea@example.org", which goes on. */
static bool in_local_part(struct span text, const struct token *t, const struct left *left)
{
    enum { LOCAL_MAX = 64 }; /* RFC 5321 4.5.3.1.1 */
    const char *p = t->end, *end = text.ptr + text.len, *last = p + LOCAL_MAX;

    if (t->reply != 0 && t->end - t->start == 3 && p < end && *p == '-' &&
        (t->line_start || left_introduces(left) || left->opens))
        return false;
    while (p < end && p < last && (is_alnum(*p) || is_any_of(*p, ".-_+=")))
        p++;
    return end - p > 1 && *p == '@' && (is_alnum(p[1]) || p[1] == '[');
}

void judge(struct span text, struct token *t)
{
    const char *end = text.ptr + text.len;
    struct left left = left_look(text.ptr, t->start);
    const char *key = dump_key(text, t->start);
    enum right right;

    t->line_start = left.start || left_transcript(&left);
    if (key) {
        t->trust = dumped(text, key) ? TRUST_SURE : TRUST_NONE;
        return;
    }
    if (left_measures(&left) &&
        (left.adjacent || is_any_of(left.mark, "=:/") || is_value(text, t->start)) &&
        !(t->reply && status_given(t->enhanced)))
        return;
    if (left.mark == '/' || left.mark == '@' || in_local_part(text, t, &left) ||
        foreign_number(text, t, &left) || dotted(t, &left) || expected(text, t->start) ||
        unexpected(text, t) || compared(text, t->start))
        return;
    if (lone_value(text, t) && !left_introduces(&left))
        return;
    if (t->reply == 0 && !status_given(t->enhanced))
        return; /* 5.01.01 */
    if (t->reply == 0) {
        t->status = status_key(&left);
        t->trust = judge_status(t, &left, end);
        return;
    }
    if (status_given(t->enhanced)) {
        t->trust = TRUST_SURE;
        t->more = t->start[3] == '-';
        return;
    }
    right = right_look(t->start + 3, end, t->line_start || left_speaks(&left) || left.opens);
    t->more = right == RIGHT_MORE;
    t->trust = behind_status(text, t, &left) && right == RIGHT_WORDS ? TRUST_SURE
                                                                     : judge_reply(t, &left, right);
    if (t->trust < TRUST_LIKELY && right == RIGHT_WORDS && after_stamp(t, &left, end))
        t->trust = TRUST_LIKELY;
}
