/* SPDX-License-Identifier: MIT */
/*
 * Masking: the prefix of a log's line, in which the host stands as a word between the
 * time and the program.  Any form of a time will do; a line without one has no prefix.
 */
#include "mask_scan.h"

enum { PREFIX_REACH = 128 }; /* bytes of a line, in which its time and host stand */

static const char levels[] = "error info warn warning debug notice crit fatal trace critical err";

/* is_time - "07:14:17", perhaps behind a date and "T", whatever follows */
static bool is_time(struct span token)
{
    const char *t = memchr(token.ptr, 'T', token.len);
    struct span time = span_of(t ? t + 1 : token.ptr, token.ptr + token.len);

    return time.len >= strlen("07:14:17") && shaped(time.ptr, time.len, "99:99:9");
}

/* is_date - "Nov", "22", "2024-11-22", "<22>1" */
static bool is_date(struct span token)
{
    size_t i;

    if (token.len == 3 && is_alpha(token.ptr[0]) && is_alpha(token.ptr[1]) &&
        is_alpha(token.ptr[2]))
        return true;
    for (i = 0; i < token.len; i++)
        if (!is_digit(token.ptr[i]) && !is_any_of(token.ptr[i], "-/.<>"))
            return false;
    return token.len > 0;
}

/* next_token - the next one in [*p, end), behind which *p is moved */
static struct span next_token(const char **p, const char *end)
{
    const char *from;

    while (*p < end && **p == ' ')
        ++*p;
    for (from = *p; *p < end && **p != ' ' && **p != '\n' && **p != '\0'; ++*p)
        ;
    return span_of(from, *p);
}

void mask_find_host(struct scan *s)
{
    const char *p = s->p, *end = s->end - p > PREFIX_REACH ? p + PREFIX_REACH : s->end;
    struct span token, host, program;
    bool numbered = *p == '<', new_style;
    int n;

    if (numbered)
        while (p < end && *p != '>')
            p++;
    p += numbered && p < end;
    new_style = numbered && end - p > 1 && p[0] == '1' && p[1] == ' ';
    for (n = 0; n < 6; n++) {
        token = next_token(&p, end);
        if (is_time(token))
            break;
        if (!is_date(token))
            return;
    }
    host = next_token(&p, end);
    program = next_token(&p, end);
    if ((host.len == 16 || host.len == 23) && host.ptr[6] == '-' &&
        memchr(host.ptr + 7, '-', host.len - 7))
        return; /* Exim's message id, 23 bytes since 4.97 */
    if (program.len == 0 || mask_one_of(host, levels) || !mask_is_name_word(host) ||
        mask_run_end(host.ptr, p) != host.ptr + host.len)
        return;
    if (!new_style && program.ptr[program.len - 1] != ':' && !memchr(program.ptr, '[', program.len))
        return;
    s->host = host.ptr;
    s->host_end = host.ptr + host.len;
}

void mask_take_host(struct scan *s)
{
    struct span host = span_of(s->host, s->host_end);
    unsigned octet[4];

    s->host = NULL;
    if (is_host_shape(host) || mask_read_ip4(host.ptr, s->host_end, '.', octet) > 0)
        mask_take_runs(s, s->host_end);
    else
        mask_hide_word(s, SPACE_WORD, host.len);
}
