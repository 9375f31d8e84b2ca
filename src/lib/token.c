/* SPDX-License-Identifier: MIT */
/*
 * Codes in running text.  A pattern finds every number that has the form of a
 * reply code or an enhanced status code and is not a part of a longer one
 * (4.16.55.1, v2.1.1.108, 5.1.1024).  judge.c says whether it is one.
 */
#include "token.h"

#include "ascii.h"
#include "chars.h"
#include "judge.h"
#include "status.h"
#include "surround.h"

/* At a number.  Groups: 1 reply code, 2 the enhanced code behind it, 3 an enhanced code alone, 4
 * and 5 as 1 and 2, of one class with a dot between them.  The only letters that may follow a
 * reply code at once are a mark of NetEase ("550MI:SPF"). */
static const char pattern[] =
    "([1-6][0-9][0-9])(?:(?![a-z0-9]|\\.[0-9])|(?=(?:dt|hl|mi|rp|wm):[a-z]{3}(?![a-z])))"
    "(?:(?:-\\#?|[ "
    "\\t_]+\\(?\\#?|[,:;]\\s*b?(?:\\\\?['\"]|\\xe2\\x80[\\x98-\\x9f]|\\xc2[\\xab\\xbb])?\\#?|\\s*b?"
    "\\\\?['\"]\\#?|\\#"
    "|(?:\\s|\\\\[nrt])[\\s>|]*|\\)?:? - |[\\])]:? "
    "|,\\s*['\"](?:message|msg|response|text|reason|error)['\"]:\\s*b?['\"])"
    "([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![0-9]|\\.[0-9]))?"
    "|([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![a-z0-9]|\\.[0-9])"
    "|(2[0-9][0-9](?=\\.2)|4[0-9][0-9](?=\\.4)|5[0-9][0-9](?=\\.5))"
    "\\.([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?![a-z0-9]|\\.[0-9])";

pcre2_code *token_compile(void)
{
    char message[128];
    size_t at;

    return regex_compile(pattern, PCRE2_CASELESS | PCRE2_ANCHORED, &at, message, sizeof message);
}

static void parse_status(struct span text, size_t start, size_t end, struct sw_status *out)
{
    (void)status_parse(text.ptr + start, end - start, out);
}

/* behind_name - "SMTP550_5.2.253": a reply glued to the name of its protocol? */
static bool behind_name(struct span text, const char *p)
{
    enum { NAME = 4, STATUS = 6 }; /* "smtp", "550_5." */
    size_t before = (size_t)(p - text.ptr);

    return ends(text.ptr, before, "smtp") && (before == NAME || !is_alnum(p[-NAME - 1])) &&
           text.ptr + text.len - p > STATUS && is_any_of(p[3], "_ ") && p[4] == *p && p[5] == '.';
}

/* in_identifier - "LPN000_630", "SFR_IN_101": three digits that end a name; qmail writes its blanks
 * so, too, but on both sides, and "error_550" is none */
static bool in_identifier(struct span text, const char *p)
{
    static const char *const words[] = { "smtp", "error", "code", "status", "reply" };
    struct span before = span_of(text.ptr, p - 1);

    return before.len > 0 && is_alnum(before.ptr[before.len - 1]) && text.ptr + text.len - p > 3 &&
           !is_any_of(p[3], "_-.") && span_ended_by(before, PHRASES_IN(words)) == 0;
}

/* begins_number - is the digit at p the first of a number that stands by itself? */
static bool begins_number(struct span whole, const char *p)
{
    const char *text = whole.ptr;
    char before = p > text ? p[-1] : ' ';

    if (is_digit(before) || (before == '.' && !(p - text >= 3 && p[-2] == '.' && p[-3] == '.')))
        return false;
    if (before == '_')
        return !in_identifier(whole, p);
    if (!is_alpha(before))
        return true;
    if (p - text >= 2 && p[-2] == '\\') /* an escaped line break */
        return before == 'n' || before == 'r' || before == 't';
    return (before == 'm' && surround_colour(text, p) != p) ||
           ((before | 0x20) == 'p' && behind_name(whole, p));
}

/* ends_reply - may a reply code end before p?  Not if its number goes on, as that of "192.0.2.1"
 * does; "550.5.1.1" are two codes, and letters are seldom a mark behind one. */
static bool ends_reply(const char *p, const char *end)
{
    enum { MARK = 2 }; /* letters before its colon */

    if (p == end)
        return true;
    if (is_alpha(*p))
        return end - p > MARK && p[MARK] == ':';
    if (*p == '.' && end - p > 2 && is_digit(p[1]))
        return p[1] == p[-3] && p[2] == '.';
    return !is_digit(*p);
}

/* has_form - three digits, or a class and a dot: is it worth asking the pattern? */
static bool has_form(const char *p, const char *end)
{
    enum { CODE = 3 };

    if (end - p < CODE)
        return false;
    if (p[1] == '.')
        return (*p == '2' || *p == '4' || *p == '5') && is_digit(p[2]);
    return is_digit(p[1]) && is_digit(p[2]) && *p >= '1' && *p <= '6' && ends_reply(p + CODE, end);
}

/* plain_status - an enhanced code at p that a blank or nothing follows; returns where it ends, or p
 */
static const char *plain_status(const char *p, const char *end, struct sw_status *out)
{
    size_t n = status_parse(p, (size_t)(end - p), out);

    if (n > 0 && (p + n == end || is_blank(p[n])))
        return p + n;
    *out = (struct sw_status){ 0, 0, 0 };
    return p;
}

/* read_plain - "550 5.1.1 User", "550 User", "5.1.1 User": the pattern, which would say the same,
 * is not asked about what nearly every reply begins with */
static bool read_plain(const char *p, const char *end, struct token *out)
{
    enum { REPLY = 3 };
    const char *more = p + REPLY + 1;

    *out = (struct token){ .start = p };
    if (p[1] == '.') {
        out->end = plain_status(p, end, &out->enhanced);
        return out->end > p;
    }
    if (*p < '1' || *p > '6' || end - more < 2 || (p[REPLY] != ' ' && p[REPLY] != '-'))
        return false;
    (void)reply_parse(p, REPLY, &out->reply);
    out->end = p + REPLY;
    if (is_alpha(*more))
        return is_alnum(more[1]); /* not b'5.1.1' */
    if (!is_digit(*more))
        return false;
    out->end = plain_status(more, end, &out->enhanced);
    return out->end > more;
}

/* read_matched - the token at p, if the pattern finds one there */
static bool read_matched(struct regex_env *env, const pcre2_code *code, struct span text,
                         const char *p, struct token *out)
{
    size_t start, end;
    unsigned group;

    if (!regex_match(env, code, "code", text, (size_t)(p - text.ptr), REGEX_ANYWHERE))
        return false;
    *out = (struct token){ .start = p };
    group = regex_span(env, 1, &start, &end) ? 1 : regex_span(env, 4, &start, &end) ? 4 : 0;
    if (group) {
        out->end = text.ptr + end;
        (void)reply_parse(p, 3, &out->reply);
        if (regex_span(env, group + 1, &start, &end)) {
            parse_status(text, start, end, &out->enhanced);
            out->end = text.ptr + end;
        }
    } else if (regex_span(env, 3, &start, &end)) {
        out->end = text.ptr + end;
        parse_status(text, start, end, &out->enhanced);
    }
    return true;
}

/* next_digit - the first one from p on */
static const char *next_digit(const char *p, const char *end)
{
    while (end - p >= CHARS) {
        size_t n = chars_first(chars_digit(chars_at(p)));

        p += n;
        if (n < CHARS)
            return p;
    }
    while (p < end && !is_digit(*p))
        p++;
    return p;
}

bool token_next(struct regex_env *env, const pcre2_code *code, struct span text, size_t *at,
                struct token *out)
{
    const char *p = text.ptr + *at, *end = text.ptr + text.len;

    for (p = next_digit(p, end); p < end; p = next_digit(p + 1, end)) {
        if (!has_form(p, end) || !begins_number(text, p) ||
            (!read_plain(p, end, out) && !read_matched(env, code, text, p, out)))
            continue;
        *at = (size_t)(out->end - text.ptr);
        judge(text, out);
        return true;
    }
    return false;
}
