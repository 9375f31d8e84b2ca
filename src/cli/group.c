/* SPDX-License-Identifier: MIT */
/*
 * Tables of names: what a summary counts, added up by a part of the reason, or by what it
 * counted apart.
 */
#include "group.h"

#include <stdlib.h>
#include <string.h>

/* A name and its count, for tables that are made of reasons. */
struct group {
    const char *name;
    unsigned long long count;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct group *)a)->name, ((const struct group *)b)->name);
}

static int by_count(const void *x, const void *y)
{
    const struct group *a = x, *b = y;

    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* add_up - groups of one name; returns how many are left, the largest first */
static size_t add_up(struct group *groups, size_t n)
{
    size_t i, to = 0;

    qsort(groups, n, sizeof *groups, by_name);
    for (i = 1; i < n; i++)
        if (strcmp(groups[i].name, groups[to].name) == 0)
            groups[to].count += groups[i].count;
        else
            groups[++to] = groups[i];
    n = n ? to + 1 : 0;
    qsort(groups, n, sizeof *groups, by_count);
    return n;
}

/* put_groups - a table of names */
static void put_groups(struct page *p, const char *what, const struct group *groups, size_t n,
                       unsigned long long others)
{
    unsigned long long all = others, rest = 0, most = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        all += groups[i].count;
        most = groups[i].count > most ? groups[i].count : most;
        rest += i >= p->options->top ? groups[i].count : 0;
    }
    p->figures = page_figures_width(all);
    page_heading(p, what);
    for (i = 0; i < n && i < p->options->top; i++) {
        page_measure(p, groups[i].count, all, most);
        page_cut(p, groups[i].name, p->width - page_before_text(p), false);
        putc('\n', p->out);
    }
    page_more(p, n - i, "name", rest, all);
    page_more(p, 0, "name", others, all);
}

/* group_name - the category, code or provider of a reason; code is its text */
static const char *group_name(const struct sw_reason *r, enum by by, const char *code)
{
    if (by == BY_CATEGORY)
        return r->category;
    if (by == BY_CODE)
        return code;
    return r->provider ? r->provider : "(not known)";
}

bool group_reasons(struct page *p, const struct sw_reason *const *list, size_t n,
                   unsigned long long others)
{
    enum by by = p->options->by;
    struct group *groups = calloc(n + 1, sizeof *groups);
    char(*codes)[CODE_TEXT] = calloc(n + 1, sizeof *codes);
    bool good = groups && codes;
    size_t i;

    for (i = 0; good && i < n; i++) {
        page_code(list[i], codes[i]);
        groups[i] = (struct group){ group_name(list[i], by, codes[i]), list[i]->n.count };
    }
    if (good)
        put_groups(p,
                   by == BY_CATEGORY ? "category"
                   : by == BY_CODE   ? "code"
                                     : "provider",
                   groups, add_up(groups, n), others);
    free(groups);
    free(codes);
    return good;
}

bool group_rows(struct page *p, enum sw_table table, const char *what)
{
    struct sw_count others = sw_summary_other_rows(p->s, table);
    size_t n = sw_summary_rows(p->s, table), i;
    struct group *groups = calloc(n + 1, sizeof *groups);

    if (!groups)
        return false;
    for (i = 0; i < n; i++) {
        struct sw_row row = sw_summary_row(p->s, table, i);

        groups[i] = (struct group){ row.name, row.n.count };
    }
    put_groups(p, what, groups, n, others.count);
    free(groups);
    return true;
}
