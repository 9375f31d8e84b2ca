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

/* is_part_start - is p behind a mark, or the start of the run? */
static bool is_part_start(const struct scan *s, const char *start)
{
    return s->p == start || !is_alnum(s->p[-1]);
}

/* take_part - one part of a run between marks: a name known, or of a host in qmail's "_mx.a.org_"
 */
static bool take_part(struct scan *s, const char *start, const char *end)
{
    const char *p = s->p, *cut;
    struct span part;

    if (s->p == start || s->p[-1] == '_') {
        cut = memchr(p, '_', (size_t)(end - p));
        part = span_of(p, cut ? cut : end);
        if ((cut || p > start) && memchr(p, '.', part.len) && is_host_shape(part)) {
            mask_hide_name(s, part.len);
            return true;
        }
    }
    while (p < end && (is_alnum(*p) || (unsigned char)*p >= 0x80))
        p++;
    return p > s->p && p - s->p < end - start && mask_take_known(s, span_of(s->p, p));
}

/* take_parts - the run is no name, but may hold some: "on_192.0.2.1", "1.P2.mx" */
static void take_parts(struct scan *s, const char *end)
{
    const char *start = s->p;

    while (s->p < end)
        if (!mask_take_inner_ip(s, end) && !(is_part_start(s, start) && take_part(s, start, end)))
            s->p++;
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
    else if (mask_take_dn(s, run) || mask_take_key(s, run) || mask_take_word(s, run))
        return;
    else if (memchr(run.ptr, '.', run.len) && mask_take_dotted(s, run))
        return;
    else if (!mask_take_told(s, run))
        take_parts(s, last);
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
    if ((end == s->end || *end != '@') && mask_take_known(s, span_of(s->p, end)))
        return; /* o'brien */
    at = memchr(s->p, '%', (size_t)(end - s->p));
    if (at)
        at = memmem(at, (size_t)(end - at), "%40", 3);
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

/* is_line_start - may a log's line begin at p, perhaps in a string of JSON? */
static bool is_line_start(const struct scan *s)
{
    char last = s->p == s->text ? '\n' : s->p[-1];

    return last == '\n' || (last == '"' && is_alnum(*s->p));
}

/* step - whatever is at p */
static void step(struct scan *s)
{
    if (is_line_start(s))
        mask_find_host(s);
    if (s->p == s->host)
        mask_take_host(s);
    else if ((*s->p == '<' && mask_take_angle(s)) || (*s->p == '"' && mask_take_quoted(s)) ||
             (mask_begins_ip6(s) && mask_take_ip6(s)))
        ;
    else if (mask_local_unit(s->p, s->end) > 0)
        take_token(s);
    else if (*s->p == '\\' && s->end - s->p > 1 && is_any_of(s->p[1], "nrt"))
        s->p += 2; /* "\n" in two characters */
    else if (*s->p == '@')
        mask_take_address(s, 0, 1);
    else
        s->p++;
}

/* pass - goes through a text */
static void pass(struct scan *s, struct span text)
{
    s->text = s->p = s->done = text.ptr;
    s->end = text.ptr + text.len;
    while (s->p < s->end)
        step(s);
    mask_flush(s);
}

bool masker_init(struct masker *m)
{
    *m = (struct masker){ .epoch = 1 };
    return standins_init(&m->table) && vocabulary_init(&m->vocabulary);
}

void masker_free(struct masker *m)
{
    standins_free(&m->table);
    vocabulary_free(&m->vocabulary);
}

void masker_begin(struct masker *m)
{
    m->epoch++;
    m->npieces = 0;
    memset(m->known, 0, sizeof m->known);
}

void masker_learn(struct masker *m, struct span text)
{
    struct scan s = { .m = m };

    m->learning = true;
    if (text.len > 0)
        pass(&s, text);
    m->learning = false;
}

void masker_text(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end)
{
    struct scan s = { .m = m, .out = out, .to = { SIZE_MAX, SIZE_MAX } };
    size_t *const place[2] = { start, end }, base = out->len;
    int k;

    for (k = 0; k < 2; k++)
        s.mark[k] = place[k] && *place[k] < text.len ? text.ptr + *place[k] : NULL;
    if (text.len > 0)
        pass(&s, text);
    for (k = 0; k < 2; k++)
        if (place[k])
            *place[k] = (s.to[k] == SIZE_MAX ? out->len : s.to[k]) - base;
}

void masker_advice(struct masker *m, struct buf *out, struct span text)
{
    struct scan s = { .m = m, .out = out, .advice = true };

    if (text.len > 0)
        pass(&s, text);
}

bool masker_is_public(const struct masker *m, struct span text)
{
    return standins_find(&m->table, SPACE_TEXT, standins_hash(&m->table, text)) != NOT_FOUND;
}
