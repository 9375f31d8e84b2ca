/* SPDX-License-Identifier: MIT */
/*
 * The usual spelling of words.
 */
#include "spelling.h"

#include "table.h"

bool spelling_apply(const struct matcher *m, struct buf *words, struct buf *scratch)
{
    struct buf before = *words;
    size_t done = 0, i;

    if (m->nspelt == 0)
        return false;
    buf_clear(scratch);
    for (i = 0; i < m->nspelt; i++) {
        const struct spelt *spelt = &m->spelt[i];

        if (spelt->at < done)
            continue; /* it shares a word with the one before */
        buf_add(scratch, before.ptr + done, spelt->at - done);
        buf_puts(scratch, table_string(tables.spellings[spelt->row].meant));
        done = spelt->at + spelt->len;
    }
    buf_add(scratch, before.ptr + done, before.len - done);
    *words = *scratch;
    *scratch = before;
    return true;
}
