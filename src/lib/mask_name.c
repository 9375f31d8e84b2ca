/* SPDX-License-Identifier: MIT */
/*
 * Masking: dotted names.  A host gets a stand-in within that of its domain.  Names of
 * the data stay: of providers the end ("host1.google.com"), of blocklists the zone.
 * What has the shape of a version or of a file is no name.
 */
#include "mask_scan.h"

enum { NAME_REACH = 1024 }; /* bytes of a run that is taken for one name */

bool mask_is_known_label(const char *p, const char *end)
{
    static const char labels[] =
        "_dmarc _domainkey _spf _mta-sts _smtp _tls _tcp _report _adsp _vouch";
    const char *dot = memchr(p, '.', (size_t)(end - p < 16 ? end - p : 16));
    const char *q = p + 1;

    if (*p != '_' || !dot)
        return false;
    while (q < dot && is_digit(*q))
        q++;
    return (q == dot && q > p + 1 && end - dot > 1 && dot[1] == '_') ||
           mask_one_of(span_of(p, dot), labels);
}

/* suffix_of - where the public suffix of a name begins; its entry, or NOT_FOUND */
static uint32_t suffix_of(const struct standins *t, struct span name, const char **suffix)
{
    const char *p = name.ptr, *end = name.ptr + name.len;
    uint32_t e;

    if (name.len > 255)
        return NOT_FOUND;
    for (;;) {
        e = standins_find(t, SPACE_PUBLIC, standins_hash(t, span_of(p, end)));
        if (e != NOT_FOUND && (p == name.ptr || t->entries[e].kind != KIND_EXACT)) {
            *suffix = p;
            return e;
        }
        p = memchr(p, '.', (size_t)(end - p));
        if (!p)
            return NOT_FOUND;
        p++;
    }
}

/* domain_of - the entry of the nearest domain above the name, or NOT_FOUND */
static uint32_t domain_of(const struct standins *t, struct span name)
{
    const char *p = name.ptr, *end = name.ptr + name.len;
    uint32_t e;

    if (name.len > 255)
        return NOT_FOUND;
    while ((p = memchr(p, '.', (size_t)(end - p)))) {
        p++;
        e = standins_find(t, SPACE_NAME, standins_hash(t, span_of(p, end)));
        if (e != NOT_FOUND && t->entries[e].kind == KIND_DOMAIN)
            return e;
    }
    return NOT_FOUND;
}

static size_t dots_in(struct span text)
{
    size_t n = 0, i;

    for (i = 0; i < text.len; i++)
        n += text.ptr[i] == '.';
    return n;
}

/* enter_name - a name that is not public */
static uint32_t enter_name(struct masker *m, struct span name)
{
    struct standins *t = &m->table;
    bool domain = dots_in(name) < 2;
    uint32_t e = standins_enter(t, SPACE_NAME, name, domain ? KIND_DOMAIN : KIND_HOST,
                                domain ? NOT_FOUND : domain_of(t, name));

    mask_note_parts(m, e, name);
    return e;
}

/* add_turned - the stand-in of an address that stands in a zone, and so turned round */
static void add_turned(struct scan *s, const unsigned octet[4])
{
    const unsigned turned[4] = { octet[3], octet[2], octet[1], octet[0] };
    struct buf ip = buf_new(INET6_ADDRSTRLEN);
    unsigned o[4];

    standins_add(&s->m->table, mask_enter_ip4(s, turned), &ip);
    if (ip.ptr && mask_read_ip4(ip.ptr, ip.ptr + ip.len, '.', o) == ip.len)
        buf_printf(s->out, "%u.%u.%u.%u", o[3], o[2], o[1], o[0]);
    else
        buf_puts(s->out, "masked");
    buf_free(&ip);
}

/* add_rest - the stand-in of what stands before a public suffix; of a zone, an address turned
 * round or a domain */
static void add_rest(struct scan *s, struct span rest, bool zone)
{
    struct standins *t = &s->m->table;
    unsigned octet[4];

    if (zone && mask_read_ip4(rest.ptr, rest.ptr + rest.len, '.', octet) == rest.len)
        add_turned(s, octet);
    else if (zone && is_host_shape(rest))
        standins_add(t, enter_name(s->m, rest), s->out);
    else
        standins_add(t, standins_enter(t, SPACE_WORD, rest, KIND_WORD, NOT_FOUND), s->out);
}

/* hide_rest - mask a name but for its public suffix, which begins at suffix */
static void hide_rest(struct scan *s, const char *suffix, bool zone)
{
    struct span rest = span_of(s->p, suffix - 1);
    size_t from = 0;

    if (!mask_one_of(rest, "www postmaster support help mail smtp mx")) {
        mask_flush(s);
        if (s->out) {
            from = s->out->len;
            add_rest(s, rest, zone);
        }
        mask_skip_hidden(s, rest.len, from);
    }
    s->p = suffix - 1;
}

/* A domain of addresses is hidden even where it is public. */
void mask_hide_name(struct scan *s, size_t n)
{
    struct standins *t = &s->m->table;
    struct span name = { s->p, n };
    const char *suffix, *end = s->p + n;
    uint32_t e = standins_find(t, SPACE_NAME, standins_hash(t, name));

    if (e == NOT_FOUND) {
        uint32_t public = suffix_of(t, name, &suffix);

        if (public != NOT_FOUND) {
            if (suffix > s->p)
                hide_rest(s, suffix, t->entries[public].kind == KIND_ZONE);
            s->p = end;
            return;
        }
        e = enter_name(s->m, name);
    } else {
        mask_note_parts(s->m, e, name);
    }
    mask_hide(s, n, e);
    if (mask_before(s, end - n) == '/' && !(end - n - s->text > 1 && end[-(ptrdiff_t)n - 2] == '/'))
        s->folder = end + 1;
}

/* without_status - a name behind a code: "4.7.0_mx.example.org" */
static struct span without_status(struct span name)
{
    const char *p = name.ptr, *end = p + name.len;

    while (p < end && (is_digit(*p) || *p == '.'))
        p++;
    return p > name.ptr && p < end && *p == '_' ? span_of(p + 1, end) : name;
}

/*
 * unfold_underscores - qmail writes them for blanks: "to_mx.example.org_but".  Leaves
 * the name; where it cannot be told, all of it is taken for one.
 */
static struct span unfold_underscores(struct span name)
{
    const char *end = name.ptr + name.len, *dot, *cut, *p;
    size_t n = 0;
    bool was_cut = false;

    dot = memrchr(name.ptr, '.', name.len);
    if (!dot || *name.ptr == '_')
        return name;
    cut = memchr(dot, '_', (size_t)(end - dot));
    if (cut) {
        was_cut = true;
        name.len = (size_t)(cut - name.ptr);
    }
    dot = memchr(name.ptr, '.', name.len);
    cut = memrchr(name.ptr, '_', (size_t)(dot - name.ptr));
    for (p = name.ptr; p < dot; p++)
        n += *p == '_';
    if (cut && (n > 1 || was_cut))
        name = span_of(cut + 1, name.ptr + name.len);
    return without_status(name);
}

bool mask_take_dotted(struct scan *s, struct span run)
{
    const char *inner;
    struct span name;

    if (mask_is_known_label(s->p, run.ptr + run.len)) {
        s->p = memchr(s->p, '.', run.len);
        s->p++;
        return true;
    }
    inner = memmem(run.ptr, run.len, "._", 2);
    if (inner) { /* selector._domainkey.example.org */
        mask_hide(s, (size_t)(inner - s->p),
                  standins_enter(&s->m->table, SPACE_WORD, span_of(run.ptr, inner), KIND_WORD,
                                 NOT_FOUND));
        s->p++;
        return true;
    }
    name = unfold_underscores(run);
    if (!is_host_shape(name)) { /* Postgrey's /help/mx.example.org.html */
        inner = memrchr(name.ptr, '.', name.len);
        name.len = inner ? (size_t)(inner - name.ptr) : 0;
        if (!is_host_shape(name) || vocabulary_has(&s->m->vocabulary, run))
            return false; /* Exchange's RESOLVER.ADR.RecipNotFound */
    }
    s->p = name.ptr;
    mask_hide_name(s, name.len);
    return true;
}

const char *mask_run_end(const char *p, const char *limit)
{
    size_t n;

    if (limit - p > NAME_REACH)
        limit = p + NAME_REACH;
    for (; p < limit && (n = mask_name_unit(p, limit)) > 0; p += n)
        if (*p == '.' && limit - p > 1 && p[1] == '_' && !mask_is_known_label(p + 1, limit))
            return p;
    return p;
}
