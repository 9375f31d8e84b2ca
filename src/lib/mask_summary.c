/* SPDX-License-Identifier: MIT */
/*
 * Masking: a summary.  It is masked before anything is laid out: a name cut to the width
 * of a column would not be known for one.
 */
#include "mask.h"

#include <stdlib.h>
#include <string.h>

enum {
    CUT_MIN = 8
}; /* bytes that an example of full length may lack of it, for no character is cut */

/* put_reason - its words and what was filled into its advice; an example that was cut off may
 * end in the midst of a name */
static void put_reason(struct sw_mask *m, struct sw_summary *to, const struct sw_reason *reason)
{
    struct sw_outcome o = { .title = reason->title, .nfix = reason->nfix };
    const struct sw_outcome *masked;
    struct sw_reason r = *reason;
    struct span example = { r.example, r.example ? strlen(r.example) : 0 };

    if (example.len + CUT_MIN > SW_EXAMPLE_MAX)
        while (example.len > 0 && example.ptr[example.len - 1] != ' ')
            example.len--;
    sw_mask_begin(m, example.ptr, example.len);
    memcpy(o.fix, r.fix, sizeof r.fix);
    masked = sw_mask_outcome(m, &o);
    r.title = masked->title;
    memcpy(r.fix, masked->fix, sizeof r.fix);
    if (r.example)
        r.example = sw_mask_text(m, example.ptr, &example.len, NULL, NULL);
    sw_summary_put_reason(to, &r);
}

/* party - the stand-in of a row's name, until the next call */
static const char *party(struct sw_mask *m, enum space space, const char *name)
{
    buf_clear(&m->text);
    masker_party(&m->masker, &m->text, space, (struct span){ name, strlen(name) });
    return m->text.ptr ? m->text.ptr : "masked";
}

/* put_rows - of a table; hours and blocklists are public */
static void put_rows(struct sw_mask *m, struct sw_summary *to, struct sw_summary *from,
                     enum sw_table table)
{
    size_t n = sw_summary_rows(from, table), i;
    struct sw_count others = sw_summary_other_rows(from, table);

    masker_begin(&m->masker);
    for (i = 0; i < n; i++) {
        struct sw_row row = sw_summary_row(from, table, i);

        if (table == SW_TABLE_DOMAIN || table == SW_TABLE_HOST)
            row.name = party(m, table == SW_TABLE_DOMAIN ? SPACE_NAME : SPACE_WORD, row.name);
        sw_summary_put_row(to, table, &row);
    }
    sw_summary_put_other_rows(to, table, &others);
}

/* put_messages - hashes of queue ids tell nobody anything */
static bool put_messages(struct sw_summary *to, struct sw_summary *from)
{
    enum { HASHES_MAX = 65536 };
    unsigned long long *hashes = malloc(HASHES_MAX * sizeof *hashes);
    enum sw_messages which;
    bool exact;

    if (!hashes)
        return false;
    for (which = SW_MESSAGES_ALL; which < SW_MESSAGES; which++) {
        size_t n = sw_summary_hashes(from, which, hashes);

        (void)sw_summary_messages(from, which, &exact);
        sw_summary_put_hashes(to, which, hashes, n, exact);
    }
    free(hashes);
    return true;
}

struct sw_summary *sw_mask_summary(struct sw_mask *m, struct sw_summary *s)
{
    struct sw_summary *to = sw_summary_new();
    const struct sw_reason *const *reasons;
    struct sw_count others;
    enum sw_table table;
    size_t n, i;

    if (!to)
        return NULL;
    sw_summary_put_totals(to, sw_summary_totals(s));
    n = sw_summary_reasons(s, &reasons);
    for (i = 0; i < n; i++)
        put_reason(m, to, reasons[i]);
    others = sw_summary_other_reasons(s);
    sw_summary_put_other_reasons(to, &others);
    for (table = SW_TABLE_DOMAIN; table < SW_TABLES; table++)
        put_rows(m, to, s, table);
    if (put_messages(to, s) && !sw_summary_incomplete(to))
        return to;
    sw_summary_free(to);
    return NULL;
}
