/* SPDX-License-Identifier: MIT */
/*
 * Masking: IP addresses, of version 4 and 6.  An address has one stand-in however it
 * is written.  The answers of blocklists (127.0.0.2), the loopback and "any" stay.
 */
#include "mask_scan.h"

size_t mask_read_ip4(const char *p, const char *end, char sep, unsigned octet[4])
{
    const char *q = p;
    int i;

    for (i = 0; i < 4; i++) {
        const char *from = q;

        for (octet[i] = 0; q < end && is_digit(*q) && q - from < 3; q++)
            octet[i] = octet[i] * 10 + (unsigned)(*q - '0');
        if (q == from || octet[i] > 255)
            return 0;
        if (i < 3 && (q == end || *q++ != sep))
            return 0;
    }
    return q < end && is_digit(*q) ? 0 : (size_t)(q - p);
}

uint32_t mask_enter_ip4(struct scan *s, const unsigned octet[4])
{
    char text[INET_ADDRSTRLEN];
    struct span key = { text, 0 };
    struct in_addr ip = { htonl(octet[0] << 24 | octet[1] << 16 | octet[2] << 8 | octet[3]) };

    inet_ntop(AF_INET, &ip, text, sizeof text);
    key.len = strlen(text);
    return standins_enter(&s->m->table, SPACE_IP, key, KIND_IP4, NOT_FOUND);
}

/* is_plain_ip - one that says nothing: the answers of blocklists, "any" */
static bool is_plain_ip(const unsigned octet[4])
{
    return octet[0] == 127 || (octet[0] | octet[1] | octet[2] | octet[3]) == 0;
}

void mask_hide_ip4(struct scan *s, size_t n, const unsigned octet[4])
{
    if (is_plain_ip(octet))
        s->p += n;
    else
        mask_hide(s, n, mask_enter_ip4(s, octet));
}

size_t mask_read_ip6(const char *p, const char *end, struct in6_addr *ip)
{
    char text[INET6_ADDRSTRLEN];
    size_t len = 0, n, colons = 0;

    for (; len < sizeof text - 1 && p + len < end; len++) {
        char c = to_lower(p[len]);

        if (!is_digit(c) && c != ':' && c != '.' && !(c >= 'a' && c <= 'f'))
            break;
        colons += c == ':';
    }
    if (colons < 2)
        return 0;
    memcpy(text, p, len);
    for (n = len; n > 2; n--) {
        if (p + n < end && is_alnum(p[n]))
            continue;
        text[n] = '\0';
        if (inet_pton(AF_INET6, text, ip) == 1)
            return n;
    }
    return 0;
}

/* hide_mapped - an IPv4 address in the clothes of an IPv6 one */
static void hide_mapped(struct scan *s, size_t n, const unsigned octet[4])
{
    uint32_t entry = mask_enter_ip4(s, octet);
    size_t from = 0;

    mask_flush(s);
    if (s->out) {
        from = s->out->len;
        buf_puts(s->out, "::ffff:");
        standins_add(&s->m->table, entry, s->out);
    }
    mask_skip_hidden(s, n, from);
}

bool mask_take_ip6(struct scan *s)
{
    char text[INET6_ADDRSTRLEN], last = mask_before(s, s->p);
    struct span key = { text, 0 };
    struct in6_addr ip;
    size_t n;

    if (is_alnum(last) || last == '.' || last == '-' || !(n = mask_read_ip6(s->p, s->end, &ip)))
        return false;
    if (IN6_IS_ADDR_LOOPBACK(&ip) || IN6_IS_ADDR_UNSPECIFIED(&ip)) {
        s->p += n;
        return true;
    }
    if (IN6_IS_ADDR_V4MAPPED(&ip)) {
        const unsigned octet[4] = { ip.s6_addr[12], ip.s6_addr[13], ip.s6_addr[14],
                                    ip.s6_addr[15] };
        hide_mapped(s, n, octet);
        return true;
    }
    inet_ntop(AF_INET6, &ip, text, sizeof text);
    key.len = strlen(text);
    mask_hide(s, n, standins_enter(&s->m->table, SPACE_IP, key, KIND_IP6, NOT_FOUND));
    return true;
}

/* is_ip_start - may numbers at p be an address: not in a word, but behind "ip" or "host"?  Behind
 * "v" they are a version */
static bool is_ip_start(const struct scan *s)
{
    const char *p = s->p;

    while (p > s->text && is_alpha(p[-1]))
        p--;
    if (p > s->text && is_digit(p[-1]))
        return false;
    return !mask_one_of(span_of(p, s->p), "v ver version r rev release");
}

bool mask_take_inner_ip(struct scan *s, const char *end)
{
    char last = mask_before(s, s->p);
    unsigned octet[4];
    size_t n;

    if (!is_digit(*s->p) || !is_ip_start(s))
        return false;
    n = last != '.' ? mask_read_ip4(s->p, end, '.', octet) : 0;
    if (n == 0) {
        if (last == '-' && s->p - s->text > 1 && is_digit(s->p[-2]))
            return false; /* a date, or the end of one */
        n = mask_read_ip4(s->p, end, '-', octet);
        if (n == 0 || (end - s->p > (ptrdiff_t)n && s->p[n] == '-'))
            return false;
    }
    mask_hide_ip4(s, n, octet);
    return true;
}

bool mask_begins_ip6(const struct scan *s)
{
    char c = to_lower(*s->p);

    return c == ':' || is_digit(c) || (c >= 'a' && c <= 'f');
}
