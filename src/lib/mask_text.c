/* SPDX-License-Identifier: MIT */
/*
 * Masking: finds in one pass what a text gives away.  A token is what could be the
 * local part of an address; if an "@" follows it is one, else the runs of letters,
 * digits, dots and hyphens in it are looked at.  In doubt a run is masked: a word too
 * many does no harm, a name too few does.
 */
#include "mask_text.h"

#include "mask_scan.h"

/* token_end - behind the run of characters of a local part that begins at p */
static const char *token_end(const char *p, const char *end)
{
    size_t n;

    while (p < end && (n = mask_local_unit(p, end)) > 0)
        p += n;
    return p;
}

/* is_coded - "550-mx.example.org": a name behind the code of a reply's line */
static bool is_coded(struct span run)
{
    unsigned octet[4];
    const char *p = run.ptr;

    return run.len > 4 && *p >= '2' && *p <= '5' && is_digit(p[1]) && is_digit(p[2]) &&
           p[3] == '-' && !mask_read_ip4(p, p + run.len, '-', octet) && is_alpha(p[4]);
}

/* take_run - what begins at p: a key, a name, an address, or nothing of interest */
static void take_run(struct scan *s, const char *limit)
{
    const char *end = mask_run_end(s->p, limit), *last = end;
    unsigned octet[4];
    struct span run;
    size_t n;

    if (end == s->p || *s->p == '.' || *s->p == '-' ||
        (*s->p == '_' && !mask_is_known_label(s->p, end))) {
        s->p++;
        return;
    }
    while (last > s->p && (last[-1] == '.' || last[-1] == '-' || last[-1] == '_'))
        last--;
    run = span_of(s->p, last);
    n = is_digit(*s->p) ? mask_read_ip4(s->p, last, '.', octet) : 0;
    if (n > 0 && (n == run.len || !is_host_shape(run)))
        mask_hide_ip4(s, n, octet);
    else if (is_coded(run))
        s->p += 4;
    else if (mask_take_key(s, run) || mask_take_word(s, run))
        return;
    else if (!memchr(run.ptr, '.', run.len) || !mask_take_dotted(s, run))
        mask_take_inner_ips(s, last);
}

void mask_take_runs(struct scan *s, const char *limit)
{
    while (s->p < limit) {
        if (mask_begins_ip6(s) && mask_take_ip6(s))
            continue;
        if (mask_name_unit(s->p, limit) > 0)
            take_run(s, limit);
        else
            s->p++;
    }
}

/* take_token - an address, or whatever is in it */
static void take_token(struct scan *s)
{
    const char *end, *at, *start;
    size_t width = 1;

    if (s->token_end <= s->p)
        s->token_end = token_end(s->p, s->end);
    end = s->token_end;
    at = memmem(s->p, (size_t)(end - s->p), "%40", 3);
    if (at && at > s->p && mask_name_unit(at + 3, s->end) > 0)
        width = 3;
    else
        at = end < s->end && *end == '@' ? end : NULL;
    if (!at) {
        mask_take_runs(s, end);
        return;
    }
    start = mask_local_start(s, at);
    mask_take_runs(s, start);
    if (s->p <= at)
        mask_take_address(s, (size_t)(at - s->p), width);
}

/* step - whatever is at p */
static void step(struct scan *s)
{
    if (s->p == s->text || s->p[-1] == '\n')
        mask_find_host(s);
    if (s->p == s->host)
        mask_take_host(s);
    else if ((*s->p == '<' && mask_take_angle(s)) || (*s->p == '"' && mask_take_quoted(s)) ||
             (mask_begins_ip6(s) && mask_take_ip6(s)))
        ;
    else if (mask_local_unit(s->p, s->end) > 0)
        take_token(s);
    else if (*s->p == '\\' && s->end - s->p > 1 && strchr("nrt", s->p[1]) && s->p[1] != '\0')
        s->p += 2; /* "\n" in two characters */
    else if (*s->p == '@')
        mask_take_address(s, 0, 1);
    else
        s->p++;
}

/* pass - through the text once; start and end as for masker_text(), but of out as a whole */
static void pass(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end)
{
    struct scan s = { .m = m, .out = out, .text = text.ptr, .p = text.ptr, .done = text.ptr };
    int k;

    s.end = text.ptr + text.len;
    s.mark[0] = start && *start < text.len ? text.ptr + *start : NULL;
    s.mark[1] = end && *end < text.len ? text.ptr + *end : NULL;
    s.to[0] = s.to[1] = SIZE_MAX;
    while (s.p < s.end)
        step(&s);
    mask_flush(&s);
    for (k = 0; k < 2; k++)
        if (s.to[k] == SIZE_MAX)
            s.to[k] = out->len;
    if (start)
        *start = s.to[0];
    if (end)
        *end = s.to[1];
}

void masker_text(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end)
{
    size_t base = out->len;

    if (text.len > 0 && memchr(text.ptr, '@', text.len)) {
        pass(m, &m->nothing, text, NULL, NULL); /* a user may be named before the address */
        buf_clear(&m->nothing);
    }
    pass(m, out, text, start, end);
    if (start)
        *start -= base;
    if (end)
        *end -= base;
}

void masker_word(struct masker *m, struct buf *out, enum space space, struct span word)
{
    struct scan s = { .m = m };

    standins_add(&m->table, mask_enter_word(&s, space, word), out);
}
