/* SPDX-License-Identifier: MIT */
/*
 * Summaries in order, added up, and put together from what was stored.
 */
#include "summary.h"

#include <stdlib.h>
#include <string.h>

static int by_text(const char *a, const char *b)
{
    if (!a || !b)
        return (a != NULL) - (b != NULL);
    return strcmp(a, b);
}

static int by_number(unsigned long long a, unsigned long long b)
{
    return a < b ? -1 : a > b;
}

/* by_weight - the most frequent first, then by what they are, never by where they were met */
static int by_weight(const void *x, const void *y)
{
    const struct sw_reason *a = *(const struct sw_reason *const *)x;
    const struct sw_reason *b = *(const struct sw_reason *const *)y;
    int n = by_number(b->n.count, a->n.count);

    n = n ? n : by_number(b->class, a->class);
    n = n ? n : by_number(a->reply, b->reply);
    n = n ? n : by_number(a->enhanced.class, b->enhanced.class);
    n = n ? n : by_number(a->enhanced.subject, b->enhanced.subject);
    n = n ? n : by_number(a->enhanced.detail, b->enhanced.detail);
    n = n ? n : by_text(a->category, b->category);
    n = n ? n : by_text(a->title, b->title);
    n = n ? n : by_text(a->provider, b->provider);
    n = n ? n : by_number(a->direction, b->direction);
    n = n ? n : by_number(a->acts, b->acts);
    return n ? n : by_number(a->retry, b->retry);
}

static int by_count(const void *x, const void *y)
{
    const struct row_entry *a = *(const struct row_entry *const *)x;
    const struct row_entry *b = *(const struct row_entry *const *)y;
    int n = by_number(b->tally.n.count, a->tally.n.count);

    return n ? n : strcmp(a->text, b->text);
}

static int by_first(const void *x, const void *y)
{
    const struct row_entry *a = *(const struct row_entry *const *)x;
    const struct row_entry *b = *(const struct row_entry *const *)y;
    int n = by_number(a->tally.n.first_line, b->tally.n.first_line);

    return n ? n : strcmp(a->text, b->text);
}

size_t sw_summary_reasons(struct sw_summary *s, const struct sw_reason *const **list)
{
    struct summary_table *t = &s->reasons;
    size_t i;

    summary_table_settle(t);
    free(s->reason_list);
    s->reason_list = malloc((t->n ? t->n : 1) * sizeof *s->reason_list);
    *list = s->reason_list;
    if (!s->reason_list) {
        s->short_of_memory = true;
        return 0;
    }
    for (i = 0; i < t->n; i++) {
        struct reason_entry *entry = (struct reason_entry *)t->entries[i];

        entry->reason.n = entry->tally.n;
        s->reason_list[i] = &entry->reason;
    }
    qsort(s->reason_list, t->n, sizeof *s->reason_list, by_weight);
    return t->n;
}

size_t sw_summary_rows(struct sw_summary *s, enum sw_table table)
{
    struct summary_table *t = &s->tables[table];

    summary_table_settle(t);
    summary_table_sort(t, table == SW_TABLE_HOUR ? by_first : by_count);
    return t->n;
}

struct sw_row sw_summary_row(const struct sw_summary *s, enum sw_table table, size_t i)
{
    const struct summary_table *t = &s->tables[table];
    const struct row_entry *entry;
    const char *note;

    if (i >= t->n)
        return (struct sw_row){ .name = NULL };
    entry = (const struct row_entry *)t->entries[i];
    note = entry->text + strlen(entry->text) + 1;
    return (struct sw_row){ entry->tally.n, entry->text, *note ? note : NULL };
}

struct sw_count sw_summary_other_reasons(struct sw_summary *s)
{
    summary_table_settle(&s->reasons);
    return s->reasons.others;
}

struct sw_count sw_summary_other_rows(struct sw_summary *s, enum sw_table table)
{
    summary_table_settle(&s->tables[table]);
    return s->tables[table].others;
}

unsigned long long sw_summary_messages(struct sw_summary *s, enum sw_messages which, bool *exact)
{
    return sketch_count(&s->messages[which], exact);
}

size_t sw_summary_hashes(struct sw_summary *s, enum sw_messages which, unsigned long long *out)
{
    return sketch_list(&s->messages[which], out);
}

static void add_totals(struct sw_totals *a, const struct sw_totals *b)
{
    a->lines += b->lines;
    a->outcomes += b->outcomes;
    a->success += b->success;
    a->temporary += b->temporary;
    a->permanent += b->permanent;
    a->delivered += b->delivered;
    a->deferred += b->deferred;
    a->bounced += b->bounced;
    a->rejected += b->rejected;
    a->remarks += b->remarks;
}

/* move_entries - from one table to the other, where what is there already is added to */
static void move_entries(struct summary_table *to, struct summary_table *from,
                         unsigned long long after)
{
    size_t i;

    if (from->limit && (!to->limit || from->limit < to->limit))
        to->limit = from->limit; /* see there: as many smaller ones are about to come */
    for (i = 0; i < from->n; i++) {
        struct tally *entry = from->entries[i], *there = summary_table_find(to, entry->hash);
        struct sw_count n = entry->n;

        if (there) {
            summary_count_add(&there->n, &n, after);
            free(entry);
            continue;
        }
        entry->n = (struct sw_count){ 0 };
        summary_count_add(&entry->n, &n, after);
        summary_table_put(to, entry);
    }
    from->n = 0;
    summary_count_add(&to->others, &from->others, after);
    to->short_of_memory = to->short_of_memory || from->short_of_memory;
    summary_table_free(from);
}

void sw_summary_merge(struct sw_summary *s, struct sw_summary *part)
{
    unsigned long long after = s->totals.lines;
    size_t i;

    summary_table_settle(&s->reasons);
    summary_table_settle(&part->reasons);
    move_entries(&s->reasons, &part->reasons, after);
    for (i = 0; i < SW_TABLES; i++) {
        summary_table_settle(&s->tables[i]);
        summary_table_settle(&part->tables[i]);
        move_entries(&s->tables[i], &part->tables[i], after);
    }
    for (i = 0; i < SW_MESSAGES; i++) {
        sketch_merge(&s->messages[i], &part->messages[i]);
        sketch_free(&part->messages[i]);
    }
    add_totals(&s->totals, &part->totals);
    part->totals = (struct sw_totals){ 0 };
    s->short_of_memory = s->short_of_memory || part->short_of_memory;
}

void sw_summary_put_totals(struct sw_summary *s, const struct sw_totals *totals)
{
    add_totals(&s->totals, totals);
}

void sw_summary_put_reason(struct sw_summary *s, const struct sw_reason *reason)
{
    uint64_t hash = summary_reason_hash(reason);
    struct tally *tally = summary_table_find(&s->reasons, hash);

    if (!tally && !summary_table_refuses(&s->reasons, hash))
        tally = summary_add_reason(s, reason, hash);
    summary_count_add(tally ? &tally->n : &s->reasons.others, &reason->n, 0);
}

void sw_summary_put_row(struct sw_summary *s, enum sw_table table, const struct sw_row *row)
{
    struct summary_table *t = &s->tables[table];
    struct span name = { row->name, strlen(row->name) };
    uint64_t hash = summary_row_hash(table, name);
    struct tally *tally = summary_table_find(t, hash);

    if (!tally && !summary_table_refuses(t, hash))
        tally = summary_add_row(s, table, name, row->note, hash);
    summary_count_add(tally ? &tally->n : &t->others, &row->n, 0);
}

void sw_summary_put_other_reasons(struct sw_summary *s, const struct sw_count *n)
{
    summary_count_add(&s->reasons.others, n, 0);
}

void sw_summary_put_other_rows(struct sw_summary *s, enum sw_table table, const struct sw_count *n)
{
    summary_count_add(&s->tables[table].others, n, 0);
}

void sw_summary_put_hashes(struct sw_summary *s, enum sw_messages which,
                           const unsigned long long *hashes, size_t n, bool exact)
{
    struct sketch part = { 0 };
    size_t i;

    for (i = 0; i < n; i++)
        sketch_add(&part, hashes[i]);
    if (!exact && n > 0)
        part.limit = hashes[n - 1] + 1;
    sketch_merge(&s->messages[which], &part);
    sketch_free(&part);
}
