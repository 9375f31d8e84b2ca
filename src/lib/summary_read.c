/* SPDX-License-Identifier: MIT */
/*
 * Reading a log for a summary.  Most lines are passed over by the scanner; those of
 * a delivery are known by their words; a failure is explained once for each key
 * (summary_key.h) and afterwards counted from memory.  What is remembered is bounded,
 * and changes no result.
 */
#include "summary.h"

#include "ascii.h"
#include "ctx.h"
#include "format.h"
#include "scan_lines.h"
#include "status.h"
#include "summary_key.h"

#include <stdlib.h>
#include <string.h>

enum { CACHE_SETS = 4096, CACHE_WAYS = 2, CACHED_OUTCOMES = 2 };

/* What an entry was explained to be. */
struct verdict {
    uint64_t reason, list;
    uint8_t class, fate, direction;
    bool counts; /* lets the filter it pass? */
};

struct cached {
    struct summary_key key; /* both 0: free */
    struct verdict outcome[CACHED_OUTCOMES];
    uint8_t n;
    bool unsteady; /* the outcomes do not depend on the key alone: ask again */
};

void summary_free_cache(struct sw_summary *s)
{
    free(s->cache);
}

/* One line while it is read. */
struct reading {
    struct sw_summary *s;
    struct sw_ctx *ctx;
    struct span line;
    unsigned long long number;
    size_t entries, delivered;
    struct log_entry entry; /* the first */
    /* outcomes of explaining the line */
    struct verdict outcome[CACHED_OUTCOMES];
    size_t n;
    bool unsteady;
};

/* same - is the outcome's string just what the entry has? */
static bool same(const char *text, struct span s)
{
    if (!text || !s.ptr)
        return !text && !s.ptr;
    return strlen(text) == s.len && memcmp(text, s.ptr, s.len) == 0;
}

static struct span text_span(const char *text)
{
    return text ? (struct span){ text, strlen(text) } : (struct span){ NULL, 0 };
}

/* take_outcome - count it, and remember it for the cache */
static bool take_outcome(void *arg, const struct sw_outcome *o)
{
    struct reading *r = arg;
    struct event e = { .line = r->number,
                       .recipient = text_span(o->recipient),
                       .host = text_span(o->host),
                       .queue_id = text_span(o->queue_id),
                       .head = r->line };
    bool counts = summary_passes(r->s, o->class, o->category);

    if (counts) {
        summary_enter(r->s, o, &e);
        summary_count(r->s, &e);
    }
    if (r->entries != 1 || r->n == CACHED_OUTCOMES ||
        !same(o->recipient, r->entry.scene.recipient) || !same(o->host, r->entry.scene.host) ||
        !same(o->queue_id, r->entry.scene.queue_id))
        r->unsteady = true;
    else
        r->outcome[r->n++] = (struct verdict){ .reason = e.reason,
                                               .list = e.list,
                                               .class = (uint8_t)o->class,
                                               .fate = (uint8_t)o->fate,
                                               .direction = (uint8_t)o->direction,
                                               .counts = counts };
    return true;
}

static void explain_line(struct reading *r)
{
    sw_explain(r->ctx, SW_INPUT_LINE, r->line.ptr, r->line.len, (size_t)r->number, true,
               take_outcome, r);
}

/* take_entry - the first one, and how many deliveries there are */
static bool take_entry(void *arg, const struct log_entry *entry)
{
    struct reading *r = arg;

    if (r->entries++ == 0)
        r->entry = *entry;
    if (entry->scene.fate == FATE_SENT && summary_passes(r->s, SW_CLASS_SUCCESS, "ok")) {
        summary_delivered(r->s, entry->scene.queue_id);
        r->delivered++;
    }
    return true;
}

/* repeat - count what the entry is known to be */
static void repeat(struct reading *r, const struct cached *c)
{
    size_t i;

    for (i = 0; i < c->n; i++) {
        const struct verdict *v = &c->outcome[i];
        struct event e = { .line = r->number,
                           .reason = v->reason,
                           .list = v->list,
                           .class = (enum sw_class)v->class,
                           .fate = (enum sw_fate)v->fate,
                           .direction = (enum sw_direction)v->direction,
                           .recipient = r->entry.scene.recipient,
                           .host = r->entry.scene.host,
                           .queue_id = r->entry.scene.queue_id,
                           .head = r->line };

        if (v->counts)
            summary_count(r->s, &e);
    }
}

/* find - the key's place in the cache: its own, a free one, or the older one of its set */
static struct cached *find(struct sw_summary *s, const struct summary_key *key)
{
    struct cached *set;

    if (!s->cache)
        s->cache = calloc(CACHE_SETS * CACHE_WAYS, sizeof *s->cache);
    if (!s->cache)
        return NULL;
    set = &s->cache[key->a % CACHE_SETS * CACHE_WAYS];
    if (set[0].key.a == key->a && set[0].key.b == key->b)
        return &set[0];
    if (set[1].key.a != key->a || set[1].key.b != key->b)
        set[1] = set[0]; /* the younger one stays */
    else {
        struct cached second = set[1];

        set[1] = set[0];
        set[0] = second;
        return &set[0];
    }
    set[0] = (struct cached){ .n = 0 };
    return &set[0];
}

/* plain - can the name be shown as it stands? */
static bool plain(struct span s)
{
    size_t i;

    for (i = 0; i < s.len; i++)
        if (s.ptr[i] < ' ' || s.ptr[i] > '~')
            return false;
    return true;
}

/* read_entry - a line with one entry: from memory if its like was explained before */
static void read_entry(struct reading *r)
{
    const struct scene *scene = &r->entry.scene;
    struct summary_key key;
    struct cached *c;
    struct summary_key none = { 0, 0 };

    if (!plain(scene->recipient) || !plain(scene->host) || !plain(scene->queue_id) ||
        !summary_key_of(r->ctx, &r->entry, &key) || !(c = find(r->s, &key))) {
        explain_line(r);
        return;
    }
    if (c->key.a == key.a && c->key.b == key.b && !c->unsteady) {
        repeat(r, c);
        return;
    }
    c->key = none;
    explain_line(r);
    c->key = key;
    c->n = (uint8_t)r->n;
    c->unsteady = r->unsteady;
    memcpy(c->outcome, r->outcome, sizeof c->outcome);
}

/* read_line - one that may report something; postfix: it is known to be Postfix's */
static void read_line(struct sw_summary *s, struct sw_ctx *ctx, struct span line, bool postfix,
                      unsigned long long number)
{
    struct reading r = { .s = s, .ctx = ctx, .line = line, .number = number };
    enum log_result result = LOG_OTHER;
    unsigned reply;

    while (line.len > 0 && is_blank(line.ptr[line.len - 1]))
        line.len--;
    if (postfix)
        result = format_postfix(line, &ctx->decoded, take_entry, &r);
    else if (reply_parse(line.ptr, line.len, &reply) == 0)
        result = log_read(line, &ctx->decoded, take_entry, &r);
    if (result == LOG_QUIET || result == LOG_QUOTED ||
        (r.entries > 0 && r.delivered == r.entries && !s->all))
        return;
    if (r.entries == 1)
        read_entry(&r);
    else
        explain_line(&r);
}

void sw_summary_lines(struct sw_summary *s, struct sw_ctx *ctx, const char *text, size_t len)
{
    bool deliveries = !s->all && summary_passes(s, SW_CLASS_SUCCESS, "ok");
    struct scan_line found;
    struct scan scan;
    struct span id;

    scan_begin(&scan, &s->scanner, text, len);
    while (scan_next(&scan, &found))
        if (deliveries && scan_is_delivery(text, &found, &id))
            summary_delivered(s, id);
        else
            read_line(s, ctx, span_of(text + found.start, text + found.end), found.tag > 0,
                      s->totals.lines + found.number + 1);
    s->totals.lines += scan.lines + (len > 0 && text[len - 1] != '\n');
}
