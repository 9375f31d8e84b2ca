/* SPDX-License-Identifier: MIT */
/*
 * What a summary holds, for the files that make one: summary.c counts, summary_read.c
 * reads logs, summary_list.c puts in order and takes apart what is stored.
 */
#ifndef SUMMARY_H
#define SUMMARY_H

#include "record.h"
#include "scan.h"
#include "sketch.h"
#include "smtpwhy.h"
#include "summary_table.h"

/* A row of a table: the name, NUL, the note, NUL. */
struct row_entry {
    struct tally tally;
    char text[];
};

struct reason_entry {
    struct tally tally;
    struct sw_reason reason;
    char text[]; /* the reason's strings */
};

struct cached; /* see summary_read.c */

enum { HOUR_REACH = 13 }; /* bytes that tell the hour: "2026-11-22T07", "Nov 22 07:14:" */

struct sw_summary {
    struct sw_totals totals;
    struct summary_table reasons, tables[SW_TABLES];
    struct sketch messages[SW_MESSAGES];
    struct scanner scanner;
    struct cached *cache;
    sw_pass_fn *pass;
    void *pass_arg;
    bool all;
    bool short_of_memory;
    char hour_text[HOUR_REACH]; /* how the last line began whose hour was counted */
    uint64_t hour;              /* the hash of that hour; 0: none */
    const struct sw_reason **reason_list;
};

/* One outcome as it is counted. */
struct event {
    unsigned long long line;
    uint64_t reason, list; /* hashes; list 0: no blocklist is named */
    enum sw_class class;
    enum sw_fate fate;
    enum sw_direction direction;
    struct span recipient, host, queue_id;
    struct span head; /* the line, for its time; ptr NULL if there is none */
};

/* The hash of what makes an outcome's reason: rules of one title and one advice are one reason. */
uint64_t summary_reason_hash(const struct sw_reason *r);

/* The hash of a row's name; the case of domains and hosts does not matter. */
uint64_t summary_row_hash(enum sw_table table, struct span name);

/* Adds a new entry for the reason, with counts 0 and copies of all strings. */
struct tally *summary_add_reason(struct sw_summary *s, const struct sw_reason *r, uint64_t hash);

/* Adds a new entry of that name, in lower case for domains and hosts, and that note or NULL. */
struct tally *summary_add_row(struct sw_summary *s, enum sw_table table, struct span name,
                              const char *note, uint64_t hash);

/*
 * Makes sure that the outcome's reason and blocklist have entries; fills in what of
 * the event is the outcome's.
 */
void summary_enter(struct sw_summary *s, const struct sw_outcome *o, struct event *e);

/* Counts an event whose reason has been entered, now or earlier. */
void summary_count(struct sw_summary *s, const struct event *e);

/* A delivery that needs no reason. */
void summary_delivered(struct sw_summary *s, struct span queue_id);

/* Does it count at all? */
static inline bool summary_passes(const struct sw_summary *s, enum sw_class class,
                                  const char *category)
{
    return !s->pass || s->pass(s->pass_arg, class, category);
}

void summary_free_cache(struct sw_summary *s);

#endif
