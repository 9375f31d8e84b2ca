/* SPDX-License-Identifier: MIT */
/*
 * Counting.
 */
#include "summary.h"

#include "ascii.h"
#include "buf.h"
#include "summary_key.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sw_summary *sw_summary_new(void)
{
    static const size_t most[SW_TABLES] = { [SW_TABLE_DOMAIN] = SW_DOMAINS_MAX,
                                            [SW_TABLE_HOST] = SW_HOSTS_MAX,
                                            [SW_TABLE_HOUR] = SW_HOURS_MAX,
                                            [SW_TABLE_LIST] = SW_LISTS_MAX };
    struct sw_summary *s = calloc(1, sizeof *s);
    size_t i;

    if (!s)
        return NULL;
    summary_table_init(&s->reasons, SW_REASONS_MAX);
    for (i = 0; i < SW_TABLES; i++)
        summary_table_init(&s->tables[i], most[i]);
    scanner_init(&s->scanner, scan_best());
    return s;
}

void sw_summary_free(struct sw_summary *s)
{
    size_t i;

    if (!s)
        return;
    summary_table_free(&s->reasons);
    for (i = 0; i < SW_TABLES; i++)
        summary_table_free(&s->tables[i]);
    for (i = 0; i < SW_MESSAGES; i++)
        sketch_free(&s->messages[i]);
    summary_free_cache(s);
    free(s->reason_list);
    free(s);
}

void sw_summary_filter(struct sw_summary *s, sw_pass_fn *fn, void *arg, bool all)
{
    s->pass = fn;
    s->pass_arg = arg;
    s->all = all;
}

/* is_caseless - are its rows' names domains or hosts? */
static bool is_caseless(enum sw_table table)
{
    return table == SW_TABLE_DOMAIN || table == SW_TABLE_HOST;
}

uint64_t summary_row_hash(enum sw_table table, struct span name)
{
    char low[SW_NAME_MAX];
    uint64_t h;
    size_t i;

    if (name.len > SW_NAME_MAX)
        name.len = SW_NAME_MAX;
    for (i = 0; i < name.len; i++)
        low[i] = is_caseless(table) ? to_lower(name.ptr[i]) : name.ptr[i];
    h = summary_hash(low, name.len, 3);
    return h ? h : 1;
}

static uint64_t mix_text(uint64_t h, const char *text)
{
    return text ? summary_hash(text, strlen(text), h) : summary_hash("\001", 2, h);
}

uint64_t summary_reason_hash(const struct sw_reason *r)
{
    uint64_t h = 4;

    h = summary_hash("", 0, h + r->reply);
    h = summary_hash("", 0, h + r->enhanced.class);
    h = summary_hash("", 0, h + r->enhanced.subject);
    h = summary_hash("", 0, h + r->enhanced.detail);
    h = summary_hash("", 0, h + (unsigned)r->class);
    h = summary_hash("", 0, h + (unsigned)r->direction);
    h = summary_hash("", 0, h + (unsigned)r->acts);
    h = summary_hash("", 0, h + r->retry);
    h = mix_text(h, r->category);
    h = mix_text(h, r->title);
    h = mix_text(h, r->provider);
    return h ? h : 1;
}

/* reason_of - what of an outcome makes its reason; strings are borrowed */
static struct sw_reason reason_of(const struct sw_outcome *o)
{
    struct sw_reason r = { .reply = o->reply,
                           .enhanced = o->enhanced,
                           .class = o->class,
                           .acts = o->acts,
                           .direction = o->direction,
                           .retry = o->retry,
                           .category = o->category,
                           .rule = o->rule,
                           .title = o->title,
                           .provider = o->provider,
                           .example = o->text,
                           .nfix = o->nfix };

    memcpy(r.fix, o->fix, sizeof r.fix);
    return r;
}

/* keep - a copy of text at *to, which is moved behind it; NULL stays NULL */
static const char *keep(char **to, const char *text)
{
    char *copy = *to;
    size_t size;

    if (!text)
        return NULL;
    size = strlen(text) + 1;
    memcpy(copy, text, size);
    *to += size;
    return copy;
}

static size_t size_of(const char *text)
{
    return text ? strlen(text) + 1 : 0;
}

struct tally *summary_add_reason(struct sw_summary *s, const struct sw_reason *r, uint64_t hash)
{
    size_t size = sizeof(struct reason_entry) + size_of(r->category) + size_of(r->rule) +
                  size_of(r->title) + size_of(r->provider) + size_of(r->example),
           i;
    struct reason_entry *entry;
    char *to;

    for (i = 0; i < r->nfix; i++)
        size += size_of(r->fix[i]);
    entry = malloc(size);
    if (!entry) {
        s->short_of_memory = true;
        return NULL;
    }
    to = entry->text;
    entry->tally = (struct tally){ .hash = hash };
    entry->reason = *r;
    entry->reason.category = keep(&to, r->category);
    entry->reason.rule = keep(&to, r->rule);
    entry->reason.title = keep(&to, r->title);
    entry->reason.provider = keep(&to, r->provider);
    entry->reason.example = keep(&to, r->example);
    for (i = 0; i < r->nfix; i++)
        entry->reason.fix[i] = keep(&to, r->fix[i]);
    summary_table_put(&s->reasons, &entry->tally);
    return summary_table_find(&s->reasons, hash);
}

struct tally *summary_add_row(struct sw_summary *s, enum sw_table table, struct span name,
                              const char *note, uint64_t hash)
{
    size_t len = name.len < SW_NAME_MAX ? name.len : SW_NAME_MAX, i;
    struct row_entry *entry = malloc(sizeof *entry + len + 2 + (note ? strlen(note) : 0));
    bool lower = is_caseless(table);

    if (!entry) {
        s->short_of_memory = true;
        return NULL;
    }
    entry->tally = (struct tally){ .hash = hash };
    for (i = 0; i < len; i++)
        entry->text[i] = lower ? to_lower(name.ptr[i]) : name.ptr[i];
    entry->text[len] = '\0';
    memcpy(entry->text + len + 1, note ? note : "", size_of(note ? note : ""));
    summary_table_put(&s->tables[table], &entry->tally);
    return summary_table_find(&s->tables[table], hash);
}

/* example_of - the codes and words, cut at SW_EXAMPLE_MAX bytes */
static void example_of(const struct sw_outcome *o, char out[SW_EXAMPLE_MAX + 1])
{
    char status[SW_STATUS_TEXT], reply[16] = "";
    size_t len;

    sw_status_text(o->enhanced, status);
    if (o->reply)
        snprintf(reply, sizeof reply, "%03u", o->reply);
    snprintf(out, SW_EXAMPLE_MAX + 1, "%s%s%s%s%s", reply, *reply && *status ? " " : "", status,
             *reply || *status ? " " : "", o->text ? o->text : "");
    len = strlen(out);
    if (len == SW_EXAMPLE_MAX) /* not in the middle of a character */
        while (len > 0 && utf8_continues(out[len - 1]))
            len--;
    if (len > 0 && (unsigned char)out[len - 1] >= 0xc0)
        len--;
    out[len] = '\0';
}

static void enter_list(struct sw_summary *s, const struct sw_blocklist *list, struct event *e)
{
    size_t len = strlen(list->name);

    e->list = summary_row_hash(SW_TABLE_LIST, (struct span){ list->name, len });
    if (!summary_table_find(&s->tables[SW_TABLE_LIST], e->list))
        (void)summary_add_row(s, SW_TABLE_LIST, (struct span){ list->name, len }, list->delist,
                              e->list);
}

/* is_failure - of an unknown class too; a step of the dialogue (3xx) is none */
static bool is_failure(enum sw_class class)
{
    return class != SW_CLASS_SUCCESS && class != SW_CLASS_INTERMEDIATE;
}

void summary_enter(struct sw_summary *s, const struct sw_outcome *o, struct event *e)
{
    struct sw_reason r = reason_of(o);
    char example[SW_EXAMPLE_MAX + 1];

    e->class = o->class;
    e->fate = o->fate;
    e->direction = o->direction;
    e->list = 0;
    e->reason = summary_reason_hash(&r);
    if (!is_failure(o->class) && !s->all)
        return;
    if (!summary_table_refuses(&s->reasons, e->reason) &&
        !summary_table_find(&s->reasons, e->reason)) {
        example_of(o, example);
        r.example = example;
        (void)summary_add_reason(s, &r, e->reason);
    }
    if (o->blocklist)
        enter_list(s, o->blocklist, e);
}

/* count_class - into one tally */
static void count_class(struct sw_count *n, const struct event *e)
{
    n->count++;
    n->temporary += e->class == SW_CLASS_TEMPORARY;
    n->permanent += e->class == SW_CLASS_PERMANENT;
    if (n->first_line == 0)
        n->first_line = e->line;
}

/* count_row - in a table, where the name is entered if it is new */
static void count_row(struct sw_summary *s, enum sw_table table, struct span name, uint64_t hash,
                      const struct event *e)
{
    struct summary_table *t = &s->tables[table];
    struct tally *tally = summary_table_find(t, hash);

    if (!tally && name.ptr && !summary_table_refuses(t, hash))
        tally = summary_add_row(s, table, name, NULL, hash);
    count_class(tally ? &tally->n : &t->others, e);
}

/* time_text - the hour of a line: "Nov 22 07:00", "2026-11-22 07:00"; false if there is none */
static bool time_text(struct span line, char out[24])
{
    const char *p = line.ptr, *end = p + line.len, *close;

    if (p < end && *p == '<' && (close = memchr(p, '>', line.len < 5 ? line.len : 5)))
        p = close + 1;
    if (end - p >= 15 && is_alpha(*p) && p[3] == ' ' && p[6] == ' ' && p[9] == ':') {
        snprintf(out, 24, "%.6s %.2s:00", p, p + 7);
        return true;
    }
    if (end - p >= 16 && is_digit(*p) && p[4] == '-' && p[7] == '-' && p[13] == ':') {
        snprintf(out, 24, "%.10s %.2s:00", p, p + 11);
        return true;
    }
    return false;
}

static void count_hour(struct sw_summary *s, const struct event *e)
{
    char hour[24];
    size_t i, len;

    if (!e->head.ptr)
        return;
    if (s->hour && e->head.len > HOUR_REACH && memcmp(e->head.ptr, s->hour_text, HOUR_REACH) == 0) {
        count_row(s, SW_TABLE_HOUR, (struct span){ NULL, 0 }, s->hour, e);
        return; /* the same hour as that of the line before */
    }
    s->hour = 0;
    if (!time_text(e->head, hour))
        return;
    len = strlen(hour);
    for (i = 0; i < len; i++)
        if (hour[i] < ' ' || hour[i] > '~')
            return;
    count_row(s, SW_TABLE_HOUR, (struct span){ hour, len },
              summary_row_hash(SW_TABLE_HOUR, (struct span){ hour, len }), e);
    if (*e->head.ptr == '<' || e->head.len <= HOUR_REACH)
        return;
    memcpy(s->hour_text, e->head.ptr, HOUR_REACH);
    s->hour = summary_row_hash(SW_TABLE_HOUR, (struct span){ hour, len });
}

/* domain_of - what stands behind an address's last "@" */
static struct span domain_of(struct span address)
{
    const char *at = address.ptr ? memrchr(address.ptr, '@', address.len) : NULL;

    return at ? span_of(at + 1, address.ptr + address.len) : (struct span){ NULL, 0 };
}

/* count_names - where a failure happened */
static void count_names(struct sw_summary *s, const struct event *e)
{
    struct span domain = domain_of(e->recipient);
    uint64_t of_domain = summary_row_hash(SW_TABLE_DOMAIN, domain),
             of_host = summary_row_hash(SW_TABLE_HOST, e->host);

    summary_table_expect(&s->tables[SW_TABLE_DOMAIN], of_domain);
    summary_table_expect(&s->tables[SW_TABLE_HOST], of_host);
    count_hour(s, e);
    if (e->list)
        count_row(s, SW_TABLE_LIST, (struct span){ NULL, 0 }, e->list, e);
    if (domain.len > 0)
        count_row(s, SW_TABLE_DOMAIN, domain, of_domain, e);
    if (e->host.len > 0)
        count_row(s, SW_TABLE_HOST, e->host, of_host, e);
}

/* count_end - what became of the message */
static void count_end(struct sw_summary *s, const struct event *e)
{
    struct sw_totals *t = &s->totals;

    if (e->direction == SW_DIRECTION_INBOUND && e->fate != SW_FATE_DELIVERED)
        t->rejected++;
    else if (e->fate == SW_FATE_NONE && e->direction == SW_DIRECTION_OUTBOUND)
        t->remarks++;
    else if (e->class == SW_CLASS_TEMPORARY)
        t->deferred++;
    else if (e->class == SW_CLASS_PERMANENT)
        t->bounced++;
}

/* count_message - by its queue id */
static void count_message(struct sw_summary *s, const struct event *e)
{
    uint64_t hash;

    if (e->fate == SW_FATE_NONE || e->queue_id.len == 0)
        return;
    hash = summary_hash(e->queue_id.ptr, e->queue_id.len, 5);
    sketch_add(&s->messages[SW_MESSAGES_ALL], hash);
    if (e->fate == SW_FATE_DEFERRED)
        sketch_add(&s->messages[SW_MESSAGES_DEFERRED], hash);
}

void summary_delivered(struct sw_summary *s, struct span queue_id)
{
    s->totals.outcomes++;
    s->totals.success++;
    s->totals.delivered++;
    if (queue_id.len > 0)
        sketch_add(&s->messages[SW_MESSAGES_ALL], summary_hash(queue_id.ptr, queue_id.len, 5));
}

/* count_reason - where it has an entry, else among the others */
static void count_reason(struct sw_summary *s, const struct event *e)
{
    struct tally *tally = summary_table_find(&s->reasons, e->reason);

    count_class(tally ? &tally->n : &s->reasons.others, e);
}

void summary_count(struct sw_summary *s, const struct event *e)
{
    if (e->class == SW_CLASS_SUCCESS) {
        if (e->fate != SW_FATE_DELIVERED) { /* else it has been counted as a delivery */
            s->totals.outcomes++;
            s->totals.success++;
        }
        if (s->all)
            count_reason(s, e);
        return;
    }
    if (!is_failure(e->class)) {
        s->totals.outcomes += s->all;
        if (s->all)
            count_reason(s, e);
        return;
    }
    s->totals.outcomes++;
    s->totals.temporary += e->class == SW_CLASS_TEMPORARY;
    s->totals.permanent += e->class == SW_CLASS_PERMANENT;
    count_end(s, e);
    count_message(s, e);
    count_reason(s, e);
    count_names(s, e);
}

static struct span text_span(const char *text)
{
    return text ? (struct span){ text, strlen(text) } : (struct span){ NULL, 0 };
}

void sw_summary_outcome(struct sw_summary *s, const struct sw_outcome *o)
{
    struct event e = { .line = s->totals.lines + o->line,
                       .recipient = text_span(o->recipient),
                       .host = text_span(o->host),
                       .queue_id = text_span(o->queue_id) };

    if (!summary_passes(s, o->class, o->category))
        return;
    summary_enter(s, o, &e);
    if (e.class == SW_CLASS_SUCCESS && e.fate == SW_FATE_DELIVERED)
        summary_delivered(s, e.queue_id);
    summary_count(s, &e);
}

void sw_summary_skip(struct sw_summary *s, unsigned long long lines)
{
    s->totals.lines += lines;
}

bool sw_summary_incomplete(const struct sw_summary *s)
{
    bool lacking = s->short_of_memory || s->reasons.short_of_memory;
    size_t i;

    for (i = 0; i < SW_TABLES; i++)
        lacking = lacking || s->tables[i].short_of_memory;
    for (i = 0; i < SW_MESSAGES; i++)
        lacking = lacking || s->messages[i].short_of_memory;
    return lacking;
}

const struct sw_totals *sw_summary_totals(const struct sw_summary *s)
{
    return &s->totals;
}
