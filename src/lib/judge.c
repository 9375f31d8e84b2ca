/* SPDX-License-Identifier: MIT */
/*
 * How likely a number is a code.  "port 587", "250 bytes", "HTTP 503" are none,
 * "said: 550" is one.
 */
#include "judge.h"

#include "about.h"
#include "ascii.h"
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
    if (right == RIGHT_TUPLE)
        return known(t->reply) ? TRUST_LIKELY : TRUST_NONE;
    if (right == RIGHT_COUNT && left->mark == ',')
        return TRUST_NONE; /* "421 messages waiting, 550 sent today" */
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
    static const char *const names[] = { "client" };

    return right == RIGHT_END && left->mark == ':' &&
           span_is_any(left->word, (struct phrases)PHRASES(names));
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
    return left_introduces(left) ? TRUST_SURE : judge_within(t, left, right);
}

/* of_program - "X-Mailer: smtp 4.3.0": a version, for nothing is said behind it */
static bool of_program(const struct left *left, const char *p, const char *end)
{
    static const char *const names[] = { "smtp", "lmtp", "esmtp", "server" };

    return left->adjacent && (p == end || *p == '"' || *p == '\\' || *p == ')') &&
           span_is_any(left->word, (struct phrases)PHRASES(names));
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

/* http_near - is it the status of a web server: "HTTP 503", "GET 404", "HTTP status code: 500"? */
static bool http_near(struct span text, const struct token *t, const struct left *left)
{
    static const char *const words[] = { "http", "https", "get", "post", "put", "head", "delete" };
    enum { REACH = 24, HTTP_END = 505 };
    const char *p = t->start - text.ptr > REACH ? t->start - REACH : text.ptr;
    bool status_code = false;

    if (left->word.len > 0 && left->word.ptr[0] < 'a' &&
        span_is_any(left->word, (struct phrases)PHRASES(words)))
        return true;
    for (; p < t->start; p++) {
        size_t rest = (size_t)(t->start - p);

        if (begins(p, rest, "smtp"))
            return false;
        if (begins(p, rest, "http ") || begins(p, rest, "http-") || begins(p, rest, "http_") ||
            begins(p, rest, "http/"))
            return true;
        status_code |= begins(p, rest, "status code ") || begins(p, rest, "statuscode");
    }
    return status_code && t->reply <= HTTP_END && !status_given(t->enhanced);
}

/* web_phrase - "400 Bad Request", "422 - Unprocessable Entity": the words that HTTP has for a code
 */
static bool web_phrase(const struct token *t, const char *end)
{
    static const char *const phrases[] = {
        "400 bad request",   "401 unauthorized",      "403 forbidden",   "404 not found",
        "422 unprocessable", "429 too many requests", "502 bad gateway", "504 gateway time",
        "401 (unauthorized", "403 (forbidden",        "404 (not found",  "500 (internal server",
        "502 (bad gateway",  "503 (service un"
    };
    enum { CODE = 4, LONGEST = 24 };
    static const char *const marks[] = { " - ", ": ", ", " };
    char joined[LONGEST] = { t->start[0], t->start[1], t->start[2], ' ' };
    const char *p = t->end;
    size_t i, n;

    if (span_begins_any(span_of(t->start, end), (struct phrases)PHRASES(phrases)))
        return true;
    for (i = 0; i < sizeof marks / sizeof *marks; i++) {
        n = strlen(marks[i]);
        if (!begins(p, (size_t)(end - p), marks[i]))
            continue;
        p += n;
        n = (size_t)(end - p) < LONGEST - CODE ? (size_t)(end - p) : LONGEST - CODE;
        memcpy(joined + CODE, p, n);
        return span_begins_any(span_of(joined, joined + CODE + n),
                               (struct phrases)PHRASES(phrases));
    }
    return false;
}

/* http_behind - "[404 status code 404]", "400 Bad Request", "400; Error Code: X": how the web tells
 * a status */
static bool http_behind(const struct token *t, const char *end)
{
    static const char words[] = " status code ";
    const char *p = t->end;

    if (t->reply == 0 || status_given(t->enhanced))
        return false;
    if (web_phrase(t, end) || begins(p, (size_t)(end - p), "; error code:"))
        return true;
    return begins(p, (size_t)(end - p), words) && (size_t)(end - p) >= strlen(words) + 3 &&
           memcmp(p + strlen(words), t->start, 3) == 0;
}

/* ftp_named - does "FTP" stand in what is before the code on its line: "FTPError: 550 ..."?  A host
 * may be called so. */
static bool ftp_named(const char *from, const char *end)
{
    const char *p;

    for (p = from; end - p > 4; p++)
        if ((*p | 0x20) == 'f' && begins(p, (size_t)(end - p), "ftp") &&
            (p == from || !is_alnum(p[-1])) && !is_any_of(p[3], ".-"))
            return true;
    return false;
}

/* ftp_command - "> STOR file": is this line a command that only FTP has? */
static bool ftp_command(const char *p, const char *end)
{
    static const char *const commands[] = { "stor ", "retr ", "cwd ",  "mkd ", "rmd ",
                                            "dele ", "nlst",  "mlsd",  "epsv", "pasv",
                                            "appe ", "rnfr ", "rnto ", "mdtm " };

    while (p < end && (is_blank(*p) || is_any_of(*p, "-=>")))
        p++;
    return span_begins_any(span_of(p, end), (struct phrases)PHRASES(commands));
}

/* of_ftp - is it another protocol's, which has three digits too? */
static bool of_ftp(struct span text, const struct token *t)
{
    enum { REACH = 80, BEFORE = 200 };
    const char *from = t->start - text.ptr > REACH ? t->start - REACH : text.ptr;
    const char *line = t->start, *above;

    if (t->reply == 0 || status_given(t->enhanced))
        return false;
    while (line > from && line[-1] != '\n')
        line--;
    if (ftp_named(line, t->start))
        return true;
    if (line == text.ptr || line[-1] != '\n')
        return false;
    from = line - text.ptr > BEFORE ? line - BEFORE : text.ptr;
    for (above = line - 1; above > from && above[-1] != '\n'; above--)
        ;
    return ftp_command(above, line - 1);
}

/* of_action - "Action: prepend: ... Reject action: 550 5.7.23": what a policy server's
 * configuration holds ready, and was not said */
static bool of_action(struct span text, const struct token *t)
{
    static const char before[] = "Reject action: ", reject[] = "action: reject";
    const size_t n = sizeof before - 1;
    enum { REACH = 600 };
    const char *from = t->start - text.ptr > REACH ? t->start - REACH : text.ptr;

    return (size_t)(t->start - text.ptr) >= n && memcmp(t->start - n, before, n) == 0 &&
           !span_find(span_of(from, t->start - n), reject);
}

/* web_alone - "Error code: 422": hardly mail's, where nothing else speaks of mail */
static bool web_alone(struct span text, const struct token *t, const struct left *left)
{
    static const char *const names[] = { "code",       "status",    "error",
                                         "statuscode", "errorcode", "error_code" };
    enum { BAD_REQUEST = 400, FORBIDDEN = 403, UNPROCESSABLE = 422 };

    return (t->reply == BAD_REQUEST || t->reply == FORBIDDEN || t->reply == UNPROCESSABLE) &&
           !status_given(t->enhanced) && span_is_any(left->word, (struct phrases)PHRASES(names)) &&
           !about_mail(text) && !about_mail_abroad(text);
}

/* of_other - the code of another protocol, or nobody's */
static bool of_other(struct span text, const struct token *t, const struct left *left)
{
    const char *end = text.ptr + text.len;

    return http_near(text, t, left) || http_behind(t, end) || web_alone(text, t, left) ||
           of_ftp(text, t) || of_action(text, t);
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
    return status_parse(from, (size_t)(p - from), &status) == (size_t)(p - from) &&
           status.class == t->reply / 100 && (from == text.ptr || is_any_of(from[-1], " =#("));
}

/* dotted - "550.5.7.0 no": both codes, if they stand where a reply begins; else a version */
static bool dotted(const struct token *t, const struct left *left)
{
    return t->reply != 0 && t->end - t->start > 4 && t->start[3] == '.' && !t->line_start &&
           !left_introduces(left) && !is_any_of(left->mark, ":\"'(>");
}

/* metric - "smtp_replies_total{code="250"} 550": a label of a count, or the count itself */
static bool metric(struct span text, const struct token *t, const struct left *left)
{
    enum { LABELS = 200 };
    const char *p = t->end, *end = text.ptr + text.len;
    struct span line;

    if (left->mark == '}')
        return left->spaced && (p == end || is_blank(*p));
    if (t->start - text.ptr < 2 || t->start[-1] != '"' || t->start[-2] != '=' || p == end ||
        *p != '"')
        return false;
    line = span_at_most(span_of(p, end), LABELS);
    end = line.ptr + line.len;
    while (p < end && *p != '}' && *p != '\n')
        p++;
    return end - p > 2 && p[0] == '}' && p[1] == ' ' && is_digit(p[2]);
}

/* of_message - "SMTPDeliverer - Message 550: ...": the number that a server gave to a message */
static bool of_message(struct span text, const struct token *t)
{
    static const char before[] = "Deliverer - Message ";
    const size_t n = sizeof before - 1;

    return (size_t)(t->start - text.ptr) >= n && memcmp(t->start - n, before, n) == 0;
}

/* of_request - "method=POST path=/mail status=500": a field beside those of a web server's request
 */
static bool of_request(struct span text, const struct token *t, const struct left *left)
{
    static const char *const fields[] = { "method=",     "path=/",    "uri=/",
                                          "\"method\":", "\"path\":", "\"uri\":" };
    static const char *const names[] = { "status", "status_code", "statuscode", "code" };
    enum { BEFORE = 300, BEHIND = 160 };
    const char *from = t->start - text.ptr > BEFORE ? t->start - BEFORE : text.ptr;
    const char *nl, *end = text.ptr + text.len;
    struct span around;

    if (!is_any_of(left->mark, "=:") || status_given(t->enhanced) ||
        !span_is_any(left->word, (struct phrases)PHRASES(names)))
        return false;
    while ((nl = memchr(from, '\n', (size_t)(t->start - from))))
        from = nl + 1;
    around = span_of(from, end - t->end > BEHIND ? t->end + BEHIND : end);
    nl = memchr(t->end, '\n', (size_t)(around.ptr + around.len - t->end));
    if (nl)
        around = span_of(from, nl);
    return span_has_any(around, (struct phrases)PHRASES(fields));
}

/* behind_path - "GET /mail/verify 500": what a web server answered */
static bool behind_path(struct span text, const struct token *t, const struct left *left)
{
    enum { REACH = 80 };
    const char *from = t->start - text.ptr > REACH ? t->start - REACH : text.ptr;
    const char *p = left->word.ptr;

    if (!left->adjacent || t->reply == 0 || status_given(t->enhanced))
        return false;
    while (p > from && !is_blank(p[-1]))
        p--;
    return *p == '/' && p > from;
}

/* line_of_file - "SmtpTransport.php (445)": where a program failed */
static bool line_of_file(struct span text, const struct token *t, const struct left *left)
{
    static const char *const kinds[] = { "php", "py", "rb",  "js", "ts", "java", "cs",
                                         "go",  "c",  "cpp", "pl", "pm", "vb",   "aspx" };
    const char *word = left->word.ptr;

    return left->mark == '(' && word && word > text.ptr && word[-1] == '.' &&
           t->end < text.ptr + text.len && *t->end == ')' &&
           span_is_any(left->word, (struct phrases)PHRASES(kinds));
}

/* glued - "10:00:00,550", "mx.example.org:443", "192.0.2.1#550", "[192.0.2.1]:465": a part of a
 * time, a port */
static bool glued(struct span text, const struct token *t, const struct left *left)
{
    enum { SMTPS = 465, SUBMISSION = 587 }; /* ports that could be codes */
    const char *p = t->start, *q;

    if (p - text.ptr < 2 || status_given(t->enhanced) || t->reply == 0)
        return false;
    if (p[-1] == ',')
        return is_digit(p[-2]);
    if (p[-1] == '#')
        return is_alnum(p[-2]);
    if (p[-1] == ':' && p[-2] == ']')
        return t->reply == SMTPS || t->reply == SUBMISSION;
    if (p[-1] != ':' || !is_alnum(p[-2]) || !left->word.ptr)
        return false;
    for (q = p - 1; q > text.ptr && surround_in_word(q[-1]); q--)
        ;
    return q > text.ptr + 1 && q[-1] == '.' && is_alnum(q[-2]);
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

    return is_any_of(left->mark, ":=\"") && span_is_any(left->word, (struct phrases)PHRASES(keys));
}

/* bracketed - "smtp[550]", "[2001:db8::421]": a process id, a part of an address */
static bool bracketed(struct span text, const struct token *t)
{
    const char *p = t->start, *end = text.ptr + text.len;

    if (p - text.ptr < 2 || t->end == end || *t->end != ']')
        return false;
    return (p[-1] == '[' && is_alnum(p[-2])) || p[-1] == ':';
}

/* tells_outcome - "got ", "Got: ", "received ": behind what was expected stands what came */
static bool tells_outcome(const char *p, size_t len)
{
    size_t n = begins(p, len, "got") ? 3 : begins(p, len, "received") ? 8 : 0;

    return n && n < len && !is_alnum(p[n]);
}

/* expected - "expected code 250, got ...": what the client hoped for, not what was said */
static bool expected(struct span text, const char *p)
{
    enum { REACH = 40 };
    const char *from = p - text.ptr > REACH ? p - REACH : text.ptr;
    const char *hope = NULL;

    for (; from < p; from++) {
        if (*from == '\n')
            hope = NULL;
        else if (begins(from, (size_t)(p - from), "xpected") &&
                 !(from - text.ptr >= 3 && begins(from - 3, 3, "une")))
            hope = from;
        else if (tells_outcome(from, (size_t)(p - from)))
            hope = NULL;
    }
    return hope != NULL;
}

/* unexpected - "Unexpected greeting: 220 ...", "but got code "250"": a success that the client did
 * not hope for is none; nor is what stands in a program's "array(250, 251)" or ", [ 354]" */
static bool unexpected(struct span text, const struct token *t)
{
    static const char *const hopes[] = { "unexpected ", "invalid greeting", "invalid response",
                                         "xpected ", "xpecting " };
    enum { REACH = 60, FAILURES = 400 };
    const char *p = t->start - text.ptr > REACH ? t->start - REACH : text.ptr;
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
        else if (span_begins_any(rest, (struct phrases)PHRASES(hopes)))
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
    size_t i;

    for (i = 0; i < sizeof keys / sizeof *keys; i++)
        if (ends(text.ptr, (size_t)(p - text.ptr), keys[i]))
            return true;
    return false;
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
    if (left.mark == '/' || left.mark == '@' || of_other(text, t, &left) || bracketed(text, t) ||
        glued(text, t, &left) || dotted(t, &left) || metric(text, t, &left) ||
        line_of_file(text, t, &left) || behind_path(text, t, &left) || of_request(text, t, &left) ||
        of_message(text, t) || expected(text, t->start) || unexpected(text, t))
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
    right = right_look(t->start + 3, end, t->line_start || left_speaks(&left));
    t->more = right == RIGHT_MORE;
    t->trust = behind_status(text, t, &left) && right == RIGHT_WORDS ? TRUST_SURE
                                                                     : judge_reply(t, &left, right);
}
