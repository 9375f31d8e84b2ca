/* SPDX-License-Identifier: MIT */
/*
 * Parts of a log's line: found by what stands before them, cut out, and known by their form.
 */
#include "log_line.h"

#include "ascii.h"

#include <string.h>

const char *log_find_by(struct span text, const char *needle, size_t n, size_t mark)
{
    const char *p = text.ptr, *last;

    if (text.len == 0 || text.len < n)
        return NULL;
    if (n == 0)
        return p;
    for (last = p + text.len - n; p <= last; p++) {
        p = memchr(p + mark, needle[mark], (size_t)(last - p) + 1);
        if (!p)
            return NULL;
        p -= mark;
        if (*p == *needle && memcmp(p, needle, n) == 0)
            return p;
    }
    return NULL;
}

const char *log_find_last(struct span text, const char *needle)
{
    size_t n = strlen(needle), len = text.len + 1;
    const char *p;

    while (n > 0 && len > n && (p = memrchr(text.ptr, *needle, len - n))) {
        if (memcmp(p, needle, n) == 0)
            return p;
        len = (size_t)(p - text.ptr) + n;
    }
    return NULL;
}

const char *log_find_any(struct span text, struct phrases phrases)
{
    const char *p = NULL;
    size_t i;

    for (i = 0; i < phrases.n && !p; i++)
        p = log_find(text, phrases.at[i]);
    return p;
}

const char *log_after_any(struct span text, struct phrases phrases)
{
    const char *p = NULL;
    size_t i;

    for (i = 0; i < phrases.n && !p; i++)
        p = log_after(text, phrases.at[i]);
    return p;
}

bool log_starts_any(struct span text, struct phrases phrases)
{
    size_t i = 0;

    while (i < phrases.n && !log_starts(text, phrases.at[i]))
        i++;
    return i < phrases.n;
}

struct span log_up_to(struct span text, const char *p, const char *ends)
{
    const char *q, *end;
    size_t i;

    if (!p)
        return log_nothing;
    end = text.ptr + text.len;
    if (*ends != '\0' && ends[1] == '\0') {
        q = memchr(p, *ends, (size_t)(end - p));
        return span_of(p, q ? q : end);
    }
    for (q = p; q < end; q++)
        for (i = 0; ends[i] != '\0'; i++)
            if (*q == ends[i])
                return span_of(p, q);
    return span_of(p, end);
}

struct span log_quoted(struct span text, const char *p)
{
    const char *end = text.ptr + text.len, *q;
    char quote;

    if (p >= end)
        return log_nothing;
    quote = *p++;
    for (q = p; q < end && *q != quote; q++)
        if (*q == '\\' && q + 1 < end)
            q++;
    return span_of(p, q < end ? q : end);
}

/* around_address - what may stand around an address in a log */
static bool around_address(char c)
{
    return is_blank(c) || c == '<' || c == '>' || c == '"' || c == '\\' || c == ',' || c == ';';
}

struct span log_address(struct span text)
{
    const char *open = text.len > 0 ? memrchr(text.ptr, '<', text.len) : NULL;

    if (open && memchr(open, '@', (size_t)(text.ptr + text.len - open)))
        text = log_behind(text, open); /* "A Name <a@b>" */
    while (text.len > 0 && around_address(*text.ptr)) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && around_address(text.ptr[text.len - 1]))
        text.len--;
    if (text.len == 0 || (text.len == 1 && *text.ptr == '-'))
        return log_nothing;
    return text;
}

bool log_code_at(struct span text, const char *p)
{
    const char *end = text.ptr + text.len;

    if (end - p < 3 || *p < '2' || *p > '5' || !is_digit(p[1]) || !is_digit(p[2]))
        return false;
    return end - p == 3 || p[3] == ' ' || p[3] == '-' || p[3] == '\\' || p[3] == '"' ||
           p[3] == '\t' || p[3] == '\r' || p[3] == '\n' || p[3] == '_' || p[3] == ':';
}

/* is_address - has it nothing but what IP addresses are made of? */
static bool is_address(struct span text)
{
    size_t i, marks = 0;

    for (i = 0; i < text.len; i++) {
        char c = to_lower(text.ptr[i]);

        if (c == '.' || c == ':')
            marks++;
        else if (!is_digit(c) && !(c >= 'a' && c <= 'f'))
            return false;
    }
    return marks >= 2;
}

struct span log_ip(struct span text)
{
    const char *colon;

    if (text.len > 0 && *text.ptr == '[')
        text = log_value(text, "[", "]");
    colon = text.len > 0 ? memchr(text.ptr, ':', text.len) : NULL;
    if (colon && !memchr(colon + 1, ':', (size_t)(text.ptr + text.len - colon) - 1))
        text = log_before(text, colon); /* a port */
    if (begins(text.ptr, text.len, "::ffff:") && memchr(text.ptr, '.', text.len))
        text = log_behind(text, text.ptr + strlen("::ffff:"));
    if (begins(text.ptr, text.len, "ipv6:"))
        text = log_behind(text, text.ptr + strlen("ipv6:"));
    return is_address(text) ? text : log_nothing;
}

void log_relay(struct span relay, struct span *host, struct span *ip)
{
    const char *end = relay.ptr + relay.len, *open, *close, *name;
    struct span address;

    if (relay.len == 0)
        return;
    open = memchr(relay.ptr, '[', relay.len);
    close = open ? memchr(open, ']', (size_t)(end - open)) : NULL;
    name = open ? open : end;
    while (name > relay.ptr && (is_blank(name[-1]) || name[-1] == '.'))
        name--;
    if (name > relay.ptr && !span_is(span_of(relay.ptr, name), "unknown"))
        *host = span_of(relay.ptr, name);
    if (close && close > open + 1) {
        address = log_ip(span_of(open + 1, close));
        if (address.ptr)
            *ip = address;
    }
}

struct span log_untyped(struct span text)
{
    static const char type[] = "smtp;";

    return span_begins(text, type) ? span_trim(span_from(text, sizeof type - 1)) : text;
}

struct span log_constant(const char *text)
{
    return (struct span){ text, strlen(text) };
}
