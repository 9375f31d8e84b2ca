/* SPDX-License-Identifier: MIT */
/*
 * Addresses in text: IPv4 and IPv6, and those of mail, in any script.
 */
#include "address.h"

#include "ascii.h"
#include "phrases.h"
#include "span.h"

#include <arpa/inet.h>
#include <string.h>

static bool ip_char(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '.' || c == ':';
}

/* is_ip - is it all an address: 192.0.2.1, 2001:db8::1?  Most numbers have too few marks. */
static bool is_ip(const char *p, size_t len)
{
    unsigned char address[16];
    size_t dots = 0, colons = 0, i;
    char copy[46];

    if (len < 3 || len >= sizeof copy)
        return false;
    for (i = 0; i < len; i++) {
        dots += p[i] == '.';
        colons += p[i] == ':';
    }
    if (dots != 3 && colons < 2)
        return false;
    memcpy(copy, p, len);
    copy[len] = '\0';
    return inet_pton(colons ? AF_INET6 : AF_INET, copy, address) == 1;
}

/* next_run - the next run of characters that addresses are made of, from p */
static struct span next_run(struct span text, const char *p)
{
    const char *end = text.ptr + text.len, *q;

    while (p < end && !is_digit(*p) && *p != ':')
        p++;
    while (p > text.ptr && ip_char(p[-1])) /* "fe80::1": back to its letters */
        p--;
    if (p - text.ptr >= 3 && begins(p - 3, (size_t)(end - p) + 3, "ipv6:"))
        p += 2; /* RFC 5321 4.1.3: [IPv6:2001:db8::1] */
    for (q = p; q < end && ip_char(*q); q++)
        ;
    return span_of(p, q);
}

/* behind_code - "550-" before p, the code of a line of more lines */
static bool behind_code(struct span text, const char *p)
{
    enum { CODE = 4 };

    return p - text.ptr >= CODE && p[-1] == '-' && is_digit(p[-2]) && is_digit(p[-3]) &&
           is_digit(p[-4]) && (p - text.ptr == CODE || !is_alnum(p[-5]));
}

/* stands_alone - is the run of text no part of a name or a longer number? */
static bool stands_alone(struct span text, struct span run)
{
    char before = run.ptr > text.ptr ? run.ptr[-1] : ' ';
    char behind = run.ptr + run.len < text.ptr + text.len ? run.ptr[run.len] : ' ';

    return !is_alnum(before) && (before != '-' || behind_code(text, run.ptr)) && before != '_' &&
           !is_alnum(behind) && behind != '-';
}

/* has_address - "2.0", "8::", "8:0": may an address stand in the text?  In most none does. */
static bool has_address(struct span text)
{
    const char *from = text.ptr, *end = from + text.len, *p;

    for (p = from; (p = memchr(p, '.', (size_t)(end - p))); p++)
        if (p > from && p + 1 < end && is_digit(p[-1]) && is_digit(p[1]))
            return true;
    for (p = from; (p = memchr(p, ':', (size_t)(end - p))); p++)
        if (p + 1 < end && ip_char(p[1]) && (p[1] == ':' || (p > from && ip_char(p[-1]))))
            return true;
    return false;
}

/* is_own - "I=[192.0.2.1]:25": Exim's own address, to which the client connected */
static bool is_own(struct span text, struct span run)
{
    return run.ptr - text.ptr >= 3 && memcmp(run.ptr - 3, "I=[", 3) == 0;
}

struct span address_ip(struct span text, struct span other)
{
    const char *p = text.ptr, *end = p + text.len;

    if (!has_address(text))
        return (struct span){ NULL, 0 };
    while (p < end) {
        struct span run = next_run(text, p);
        bool alone = stands_alone(text, run);

        p = run.ptr + run.len + 1;
        while (run.len > 0 && (run.ptr[run.len - 1] == '.' || run.ptr[run.len - 1] == ':'))
            run.len--;
        if (alone && is_ip(run.ptr, run.len) && !is_own(text, run) &&
            !begins(run.ptr, run.len, "127.") && /* what a DNSBL answers */
            !(run.len == other.len && memcmp(run.ptr, other.ptr, run.len) == 0))
            return run;
    }
    return (struct span){ NULL, 0 };
}

/* zone_in - where ".zone" stands in the text; NULL if nowhere */
static const char *zone_in(struct span text, const char *zone)
{
    const char *p, *end = text.ptr + text.len;

    for (p = text.ptr; (p = memchr(p, '.', (size_t)(end - p))); p++)
        if (begins(p + 1, (size_t)(end - p) - 1, zone))
            return p;
    return NULL;
}

bool address_asked_ip(struct span text, const char *zone, char out[ADDRESS_IPV4_SIZE])
{
    enum { GROUPS = 4, DIGITS = 3 };
    const char *end = zone_in(text, zone), *p;
    size_t n = 0;
    int i;

    for (i = 0; end && i < GROUPS; i++) {
        for (p = end; p > text.ptr && end - p < DIGITS && is_digit(p[-1]); p--)
            ;
        memcpy(out + n, p, (size_t)(end - p));
        n += (size_t)(end - p);
        out[n++] = i + 1 < GROUPS ? '.' : '\0';
        if (i + 1 == GROUPS)
            return (p == text.ptr || (!is_alnum(p[-1]) && p[-1] != '.')) && is_ip(out, n - 1);
        end = p > text.ptr && p[-1] == '.' ? p - 1 : NULL;
    }
    return false;
}

static bool address_char(char c)
{
    return is_alnum(c) || is_any_of(c, ".!#$%&*+/=?^_`{|}~-") || (unsigned char)c >= 0x80;
}

/* is_wide - does a character of three bytes begin at p: Chinese, Japanese, or a mark of theirs? */
static bool is_wide(const char *p)
{
    return (unsigned char)*p >= 0xe0;
}

/* is_wide_mark - the comma and the full stop of Chinese and Japanese, in both widths: marks that
 * stand in no name */
static bool is_wide_mark(const char *p, const char *end)
{
    return end - p > 1 &&
           ((p[0] == '\xe3' && p[1] == '\x80') || (p[0] == '\xef' && p[1] == '\xbc'));
}

/* local_start - where the local part before the "@" begins; no blank stands before it in Chinese */
static const char *local_start(const char *start, const char *at)
{
    const char *from = at, *mark;

    while (from > start && address_char(from[-1]) &&
           !(from < at && is_alnum(*from) && from - start >= 3 && (unsigned char)from[-1] >= 0x80 &&
             is_wide(from - 3)))
        from--;
    for (mark = from; mark < at && is_any_of(*mark, "`*"); mark++) /* of an editor */
        ;
    return mark < at ? mark : from; /* or all that is not hidden */
}

/* domain_end - where the domain behind the "@" ends; nor does one stand behind it */
static const char *domain_end(const char *at, const char *end)
{
    const char *to = at + 1;

    while (to < end && (is_alnum(*to) || *to == '-' || *to == '.' || (unsigned char)*to >= 0x80) &&
           !(is_wide(to) && is_alnum(to[-1])) && !is_wide_mark(to, end))
        to++;
    while (to > at && (to[-1] == '.' || to[-1] == '-'))
        to--;
    return to;
}

struct span address_mail(struct span text)
{
    const char *end = text.ptr + text.len, *at = text.ptr;

    while ((at = memchr(at, '@', (size_t)(end - at)))) {
        const char *from = local_start(text.ptr, at), *to = domain_end(at, end);

        if (from < at && to > at + 1)
            return span_of(from, to);
        at++;
    }
    return (struct span){ NULL, 0 };
}

bool address_of_another(struct span before)
{
    static const char *const phrases[] = {
        "to the address", "mail to",       "write to",   "message to list",
        "sent by",        "from",          "from:",      "sender",
        "sender:",        "contact",       "reply to",   "message-id:",
        "message id:",    "message-id",    "message id", "message identifier:",
        "contact us at",  "ask",           "mail us at", "please mail",
        "please email",   "please e-mail", "report to",  "forward to",
        "questions to",   "hello",         "hi",         "dear",
        "hallo",          "bonjour",       "hola",       "ciao"
    };
    static const char *const about[] = { "sent mail to", "your mail to", "your e-mail to",
                                         "expanded from:", "generated from" };
    struct span s = span_trim(before);

    return span_ends_any(s, PHRASES_IN(phrases)) && !span_ends_any(s, PHRASES_IN(about));
}
