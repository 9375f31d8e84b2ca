/* SPDX-License-Identifier: MIT */
/*
 * Masking: what is written.  Bytes are copied in pieces as long as possible; the two
 * places that the caller wants to know again are moved along.
 */
#include "mask_scan.h"

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
    pass_marks(s, s->done, s->p, s->out->len, false);
    buf_add(s->out, s->done, (size_t)(s->p - s->done));
    s->done = s->p;
}

void mask_skip_hidden(struct scan *s, size_t n, size_t from)
{
    pass_marks(s, s->p, s->p + n, from, true);
    s->done = s->p += n;
}

void mask_hide(struct scan *s, size_t n, uint32_t entry)
{
    size_t from;

    mask_flush(s);
    from = s->out->len;
    standins_add(&s->m->table, entry, s->out);
    mask_skip_hidden(s, n, from);
}

uint32_t mask_enter_word(struct scan *s, enum space space, struct span text)
{
    uint32_t e = standins_enter(&s->m->table, space, text,
                                space == SPACE_USER ? KIND_USER : KIND_WORD, NOT_FOUND);

    if (e != NOT_FOUND)
        s->m->table.entries[e].epoch = s->m->epoch;
    return e;
}

void mask_hide_word(struct scan *s, enum space space, size_t n)
{
    mask_hide(s, n, mask_enter_word(s, space, (struct span){ s->p, n }));
}
