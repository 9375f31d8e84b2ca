/* SPDX-License-Identifier: MIT */
/*
 * Three digits of the web: a status beside the word HTTP, its own phrase, a request or its path.
 */
#include "foreign.h"

#include "about.h"
#include "ascii.h"
#include "sniff.h"
#include "status.h"

#include <string.h>

enum { HTTP_END = 505 }; /* no code of HTTP that is met is greater */

/* http_near - is it the status of a web server: "HTTP 503", "GET 404", "HTTP status code: 500"? */
static bool http_near(struct span text, const struct token *t, const struct left *left)
{
    static const char *const words[] = { "http", "https", "get", "post", "put", "head", "delete" };
    enum { REACH = 24 };
    const char *p = reach_back(text.ptr, t->start, REACH);
    bool status_code = false;

    if (ends(text.ptr, (size_t)(t->start - text.ptr), "requested url returned error: "))
        return true; /* of curl, to which a web server answered */
    if (left->word.len > 0 && left->word.ptr[0] < 'a' && span_is_any(left->word, PHRASES_IN(words)))
        return true;
    for (; p < t->start; p++) {
        size_t rest = (size_t)(t->start - p);

        if (begins(p, rest, "smtp"))
            return false;
        if (begins(p, rest, "http ") || begins(p, rest, "http-") || begins(p, rest, "http_") ||
            begins(p, rest, "http/") || begins(p, rest, "httpstatus") ||
            begins(p, rest, "statuserrordomain"))
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
        "400 bad request",
        "401 unauthorized",
        "402 payment required",
        "403 forbidden",
        "404 not found",
        "405 method not allowed",
        "406 not acceptable",
        "407 proxy auth",
        "408 request time",
        "409 conflict",
        "411 length required",
        "412 precondition failed",
        "413 payload too large",
        "413 content too large",
        "413 request entity",
        "414 uri too long",
        "414 request-uri",
        "415 unsupported media",
        "416 range not",
        "416 requested range",
        "417 expectation failed",
        "421 misdirected",
        "422 unprocessable",
        "424 failed dependency",
        "426 upgrade required",
        "428 precondition",
        "429 too many requests",
        "431 request header",
        "451 unavailable for legal",
        "502 bad gateway",
        "504 gateway time",
        "505 http",
        "511 network auth",
        "401 (unauthorized",
        "403 (forbidden",
        "404 (not found",
        "500 (internal server",
        "502 (bad gateway",
        "503 (service un",
    };
    enum { CODE = 4, LONGEST = 32 };
    static const char *const marks[] = { " - ", ": ", ", " };
    char joined[LONGEST] = { t->start[0], t->start[1], t->start[2], ' ' };
    struct span words = span_of(t->end, end);
    size_t n;

    if (span_begins_any(span_of(t->start, end), PHRASES_IN(phrases)))
        return true;
    n = span_begun_by(words, PHRASES_IN(marks));
    if (n == 0)
        return false;
    words = span_at_most(span_from(words, n), LONGEST - CODE);
    memcpy(joined + CODE, words.ptr, words.len);
    return span_begins_any((struct span){ joined, CODE + words.len }, PHRASES_IN(phrases));
}

/* size_behind - "returned 401 65 bytes": how much a web server sent */
static bool size_behind(const char *p, const char *end)
{
    if (p == end || *p != ' ')
        return false;
    for (p++; p < end && is_digit(*p); p++)
        ;
    return is_digit(p[-1]) && begins(p, (size_t)(end - p), " bytes");
}

/* method_behind - " - GET https mx ...", " 500 - POST /x", ": PUT /x": what a web server was asked
 */
static bool method_behind(const char *p, const char *end)
{
    static const char *const methods[] = { "get ",    "post ",  "put ",    "head ",
                                           "delete ", "patch ", "options " };
    enum { REACH = 10 };
    const char *last = end - p > REACH ? p + REACH : end;
    struct span rest;

    while (p < last && (is_any_of(*p, " -:,") || is_digit(*p)))
        p++;
    rest = span_of(p, end);
    if (p == last || *p < 'A' || *p > 'Z' || !span_begins_any(rest, PHRASES_IN(methods)))
        return false;
    p = memchr(p, ' ', rest.len);
    return end - p > 2 && (p[1] == '/' || begins(p + 1, (size_t)(end - p) - 1, "http"));
}

/* http_behind - "[404 status code 404]", "400 Bad Request", "400; Error Code: X": how the web tells
 * a status */
static bool http_behind(const struct token *t, const char *end)
{
    static const char words[] = " status code ";
    const char *p = t->end;

    if (t->reply == 0 || status_given(t->enhanced))
        return false;
    if (web_phrase(t, end) || begins(p, (size_t)(end - p), "; error code:") ||
        begins(p, (size_t)(end - p), " http_") || begins(p, (size_t)(end - p), " (phase ") ||
        method_behind(p, end) || size_behind(p, end))
        return true;
    return begins(p, (size_t)(end - p), words) && (size_t)(end - p) >= strlen(words) + 3 &&
           memcmp(p + strlen(words), t->start, 3) == 0;
}

/* web_alone - "Error code: 422": hardly mail's, where nothing else speaks of mail */
static bool web_alone(struct span text, const struct token *t, const struct left *left)
{
    static const char *const names[] = { "code",       "status",    "error",
                                         "statuscode", "errorcode", "error_code" };
    enum { BAD_REQUEST = 400, FORBIDDEN = 403, UNPROCESSABLE = 422, REACH = 1024 };
    const char *end = text.ptr + text.len;
    struct span near =
        span_of(reach_back(text.ptr, t->start, REACH), end - t->end > REACH ? t->end + REACH : end);

    return (t->reply == BAD_REQUEST || t->reply == FORBIDDEN || t->reply == UNPROCESSABLE) &&
           !status_given(t->enhanced) && span_is_any(left->word, PHRASES_IN(names)) &&
           !about_mail(near) && !about_mail_abroad(near);
}

/* of_request - "method=POST path=/mail status=500": a field beside those of a web server's request
 */
static bool of_request(struct span text, const struct token *t, const struct left *left)
{
    static const char *const fields[] = { "method=",     "path=/",    "uri=/",
                                          "\"method\":", "\"path\":", "\"uri\":" };
    static const char *const names[] = { "status", "status_code", "statuscode", "code" };
    enum { BEFORE = 300, BEHIND = 160 };
    const char *from = reach_back(text.ptr, t->start, BEFORE);
    struct span line = span_at_most(span_of(t->end, text.ptr + text.len), BEHIND);

    if (!is_any_of(left->mark, "=:") || status_given(t->enhanced) ||
        !span_is_any(left->word, PHRASES_IN(names)))
        return false;
    line = span_of(line_begins(from, t->start), line_ends(t->end, line.ptr + line.len));
    return span_has_any(line, PHRASES_IN(fields));
}

/* of_access - "[22/Nov/2026:07:14:17 +0000] "GET /mail" 400 226": in the log of a web server */
static bool of_access(struct span text, const struct token *t)
{
    enum { REACH = 2048 };
    const char *p = t->start, *end = text.ptr + text.len, *line;
    const char *from = reach_back(text.ptr, p, REACH);

    if (p - text.ptr < 3 || p[-1] != ' ' || p[-2] != '"' || t->reply == 0 ||
        status_given(t->enhanced) || end - t->end < 2 || *t->end != ' ' || !is_digit(t->end[1]))
        return false;
    line = line_begins(from, p);
    return span_find(span_of(line, p), "] \"") || sniff_access(line, (size_t)(p - line));
}

/* behind_path - "GET /mail/verify 500": what a web server answered */
static bool behind_path(struct span text, const struct token *t, const struct left *left)
{
    enum { REACH = 80 };
    const char *from = reach_back(text.ptr, t->start, REACH);
    const char *p = left->word.ptr;

    if (!p || t->reply == 0 || status_given(t->enhanced))
        return false;
    if (!left->adjacent && !(left->mark == ':' && p[left->word.len] == ':' && t->reply <= HTTP_END))
        return false;
    while (p > from && !is_blank(p[-1]))
        p--;
    return *p == '/' && p > from;
}

/* word_before - where the word begins that ends at p, or at the blanks before it */
static const char *word_before(const char *from, const char *p)
{
    while (p > from && is_blank(p[-1]))
        p--;
    while (p > from && !is_blank(p[-1]) && p[-1] != '\n')
        p--;
    return p;
}

/* answers_request - "POST /mail/send => 200 OK", "GET /mail HTTP/1.1" 502": what a web server
 * answered, with marks before it */
static bool answers_request(struct span text, const struct token *t)
{
    static const char *const methods[] = { "get ", "post ", "put ", "head ", "delete ", "patch " };
    enum { REACH = 200 };
    const char *from = reach_back(text.ptr, t->start, REACH), *p = t->start;

    if (t->reply == 0 || status_given(t->enhanced))
        return false;
    while (p > from && is_any_of(p[-1], " =->\":"))
        p--;
    if (p == t->start || p == from)
        return false;
    p = word_before(from, p);
    if (begins(p, (size_t)(t->start - p), "http/"))
        p = word_before(from, p);
    if (*p != '/' || p == from)
        return false;
    p = word_before(from, p);
    if (p < t->start && is_any_of(*p, "\"'"))
        p++;
    return *p >= 'A' && *p <= 'Z' && span_begins_any(span_of(p, t->start), PHRASES_IN(methods));
}

bool foreign_web(struct span text, const struct token *t, const struct left *left)
{
    const char *end = text.ptr + text.len;

    return http_near(text, t, left) || http_behind(t, end) || web_alone(text, t, left) ||
           behind_path(text, t, left) || answers_request(text, t) || of_access(text, t) ||
           of_request(text, t, left);
}
