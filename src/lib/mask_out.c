/* SPDX-License-Identifier: MIT */
/*
 * Masking: what is written.  Bytes are copied in pieces as long as possible; the two
 * places that the caller wants to know again are moved along.
 */
#include "mask_scan.h"

enum { PART_MIN = 4 }; /* bytes of a part of a name that is looked for by itself */

/* pass_marks - note where those of [p, end) come to stand: at from plus their distance, or, with
 * a stand-in, at its edges */
static void pass_marks(struct scan *s, const char *p, const char *end, size_t from, bool standin)
{
    int k;

    for (k = 0; k < 2; k++) {
        if (!s->mark[k] || s->mark[k] < p || s->mark[k] >= end)
            continue;
        if (!standin)
            s->to[k] = from + (size_t)(s->mark[k] - p);
        else
            s->to[k] = k == 0 || s->mark[k] == p ? from : s->out->len;
        s->mark[k] = NULL;
    }
}

void mask_flush(struct scan *s)
{
    if (s->out) {
        pass_marks(s, s->done, s->p, s->out->len, false);
        buf_add(s->out, s->done, (size_t)(s->p - s->done));
    }
    s->done = s->p;
}

void mask_skip_hidden(struct scan *s, size_t n, size_t from)
{
    if (s->out)
        pass_marks(s, s->p, s->p + n, from, true);
    s->done = s->p += n;
}

void mask_hide(struct scan *s, size_t n, uint32_t entry)
{
    size_t from = 0;

    mask_flush(s);
    if (s->out) {
        from = s->out->len;
        standins_add(&s->m->table, entry, s->out);
    }
    mask_skip_hidden(s, n, from);
}

void mask_hide_part(struct scan *s, size_t n, uint32_t entry)
{
    size_t from = 0;
    char *dot;

    mask_flush(s);
    if (s->out) {
        from = s->out->len;
        standins_add(&s->m->table, entry, s->out);
        dot = s->out->len > from ? memchr(s->out->ptr + from, '.', s->out->len - from) : NULL;
        if (dot)
            buf_cut(s->out, (size_t)(dot - s->out->ptr));
    }
    mask_skip_hidden(s, n, from);
}

void mask_note(struct masker *m, uint32_t entry, uint64_t hash)
{
    if (entry == NOT_FOUND)
        return;
    m->table.entries[entry].epoch = m->epoch;
    m->known[hash % MASK_KNOWN] |= 1ull << (hash >> 32 & 63);
}

/* note_part - one part of a name */
static void note_part(struct masker *m, uint32_t entry, struct span part)
{
    uint64_t hash;
    size_t i;

    if (part.len < PART_MIN || m->npieces == MASK_PIECES || vocabulary_has(&m->vocabulary, part))
        return;
    hash = standins_hash(&m->table, part);
    for (i = 0; i < m->npieces; i++)
        if (m->pieces[i].hash == hash)
            return;
    m->pieces[m->npieces++] = (struct mask_piece){ hash, entry };
    m->known[hash % MASK_KNOWN] |= 1ull << (hash >> 32 & 63);
}

void mask_note_parts(struct masker *m, uint32_t entry, struct span name)
{
    const char *p = name.ptr, *end = p + name.len, *from, *label;

    if (entry == NOT_FOUND || !m->learning)
        return;
    for (label = p; p < end; p++) {
        for (from = p; p < end && (is_alnum(*p) || (unsigned char)*p >= 0x80); p++)
            ;
        note_part(m, entry, span_of(from, p));
        if (p < end && *p == '-')
            continue;
        if (from > label) /* "acme-corp" as a whole */
            note_part(m, entry, span_of(label, p));
        label = p + 1;
    }
}

uint32_t mask_enter_word(struct masker *m, enum space space, struct span text)
{
    uint64_t hash = standins_hash(&m->table, text);
    uint32_t e = standins_enter_hash(&m->table, space, hash,
                                     space == SPACE_USER ? KIND_USER : KIND_WORD, NOT_FOUND);

    mask_note(m, e, hash);
    mask_note_parts(m, e, text);
    return e;
}

void mask_hide_word(struct scan *s, enum space space, size_t n)
{
    mask_hide(s, n, mask_enter_word(s->m, space, (struct span){ s->p, n }));
}
