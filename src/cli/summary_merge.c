/* SPDX-License-Identifier: MIT */
/*
 * Stored summaries, read again and added up.  Objects may stand one a line or be
 * spread over lines, their keys in any order; what is not known is passed over.
 */
#include "summary.h"

#include "ascii.h"
#include "buf.h"
#include "json_reader.h"
#include "status.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { OBJECT_MAX = 256 << 20, STRINGS_MAX = 64 * 1024 };

static const unsigned long long most = 1000000000000000; /* so that sums do not run over */

/* One stored summary while it is read. */
struct part {
    struct sw_summary *summary;
    struct sw_totals totals;
    struct buf strings; /* of the reason or row in hand */
    struct sw_reason reason;
    struct sw_row row;
    struct sw_count others;
    struct span hashes[SW_MESSAGES];
    bool exact[SW_MESSAGES];
    bool schema, lines, codes; /* what a summary must have */
    bool fault;
};

static bool is(struct span s, const char *word)
{
    return s.ptr && s.len == strlen(word) && memcmp(s.ptr, word, s.len) == 0;
}

/* number_of - a number from 0 to most; anything else is a fault */
static unsigned long long number_of(struct part *p, const struct json_item *item)
{
    unsigned long long n = 0;
    size_t i;

    for (i = 0; i < item->value.len; i++) {
        char c = item->value.ptr[i];

        if (!is_digit(c) || n > most / 10) {
            p->fault = true;
            return 0;
        }
        n = 10 * n + (unsigned long long)(c - '0');
    }
    p->fault = p->fault || item->kind != JSON_NUMBER || item->value.len == 0;
    return n;
}

/* reply_of - a number of three digits at most */
static unsigned reply_of(struct part *p, const struct json_item *item)
{
    unsigned long long n = number_of(p, item);

    p->fault = p->fault || n > 999;
    return (unsigned)n;
}

/* text_of - a string's text, for as long as the reason or row is in hand; NULL for null */
static const char *text_of(struct part *p, const struct json_item *item)
{
    struct buf scratch = buf_new(STRINGS_MAX);
    struct span text;
    size_t at = p->strings.len;

    if (item->kind != JSON_STRING)
        return NULL;
    text = json_unescape(&scratch, item->value);
    if (p->strings.len + text.len + 1 > p->strings.cap || memchr(text.ptr, '\0', text.len)) {
        p->fault = true;
        buf_free(&scratch);
        return NULL;
    }
    buf_add(&p->strings, text.ptr, text.len);
    buf_putc(&p->strings, '\0');
    buf_free(&scratch);
    return p->strings.ptr + at;
}

/* The value whose name it is. */
#define ENUM_OF(type, name_of, last)                                                               \
    static type type_##name_of(struct part *p, const struct json_item *item)                       \
    {                                                                                              \
        int i;                                                                                     \
                                                                                                   \
        for (i = 0; i <= (int)(last); i++)                                                         \
            if (name_of((type)i) && is(item->value, name_of((type)i)))                             \
                return (type)i;                                                                    \
        p->fault = p->fault || item->kind == JSON_STRING;                                          \
        return (type)0;                                                                            \
    }

ENUM_OF(enum sw_class, sw_class_name, SW_CLASS_PERMANENT)
ENUM_OF(enum sw_acts, sw_acts_name, SW_ACTS_NOBODY)
ENUM_OF(enum sw_direction, sw_direction_name, SW_DIRECTION_INBOUND)

static struct sw_status status_of(struct part *p, const struct json_item *item)
{
    struct sw_status s = { 0, 0, 0 };

    if (item->kind == JSON_STRING &&
        status_parse(item->value.ptr, item->value.len, &s) != item->value.len)
        p->fault = true;
    return s;
}

/* take_total - a number of the outermost object */
static void take_total(struct part *p, const struct json_item *item)
{
    static const struct {
        const char *key;
        size_t offset;
    } totals[] = {
        { "lines", offsetof(struct sw_totals, lines) },
        { "outcomes", offsetof(struct sw_totals, outcomes) },
        { "success", offsetof(struct sw_totals, success) },
        { "temporary", offsetof(struct sw_totals, temporary) },
        { "permanent", offsetof(struct sw_totals, permanent) },
        { "delivered", offsetof(struct sw_totals, delivered) },
        { "deferred", offsetof(struct sw_totals, deferred) },
        { "bounced", offsetof(struct sw_totals, bounced) },
        { "rejected", offsetof(struct sw_totals, rejected) },
        { "remarks", offsetof(struct sw_totals, remarks) },
    };
    size_t i;

    for (i = 0; i < sizeof totals / sizeof *totals; i++)
        if (is(item->key, totals[i].key)) {
            unsigned long long n = number_of(p, item);

            memcpy((char *)&p->totals + totals[i].offset, &n, sizeof n);
        }
    p->lines = p->lines || is(item->key, "lines");
    if (is(item->key, "schema")) {
        p->schema = true;
        p->fault = p->fault || number_of(p, item) != SW_SCHEMA;
    }
    if (is(item->key, "messages_exact"))
        p->exact[SW_MESSAGES_ALL] = is(item->value, "true");
    if (is(item->key, "deferred_messages_exact"))
        p->exact[SW_MESSAGES_DEFERRED] = is(item->value, "true");
}

static void take_count(struct part *p, const struct json_item *item, struct sw_count *n)
{
    if (is(item->key, "count"))
        n->count = number_of(p, item);
    else if (is(item->key, "temporary"))
        n->temporary = number_of(p, item);
    else if (is(item->key, "permanent"))
        n->permanent = number_of(p, item);
    else if (is(item->key, "first_line"))
        n->first_line = number_of(p, item);
}

static void take_reason_field(struct part *p, const struct json_item *item)
{
    struct sw_reason *r = &p->reason;

    take_count(p, item, &r->n);
    if (is(item->key, "reply") && item->kind == JSON_NUMBER)
        r->reply = reply_of(p, item);
    else if (is(item->key, "enhanced"))
        r->enhanced = status_of(p, item);
    else if (is(item->key, "category"))
        r->category = text_of(p, item);
    else if (is(item->key, "title"))
        r->title = text_of(p, item);
    else if (is(item->key, "acts"))
        r->acts = type_sw_acts_name(p, item);
    else if (is(item->key, "provider"))
        r->provider = text_of(p, item);
    else if (is(item->key, "example"))
        r->example = text_of(p, item);
    else if (is(item->key, "class"))
        r->class = type_sw_class_name(p, item);
    else if (is(item->key, "direction"))
        r->direction = type_sw_direction_name(p, item);
    else if (is(item->key, "rule"))
        r->rule = text_of(p, item);
    else if (is(item->key, "retry"))
        r->retry = is(item->value, "true");
}

static void end_reason(struct part *p)
{
    struct sw_reason *r = &p->reason;

    if (!r->category || !r->rule || !r->title)
        p->fault = true;
    r->n.temporary = r->class == SW_CLASS_TEMPORARY ? r->n.count : 0;
    r->n.permanent = r->class == SW_CLASS_PERMANENT ? r->n.count : 0;
    if (!p->fault)
        sw_summary_put_reason(p->summary, r);
    *r = (struct sw_reason){ .reply = 0 };
    buf_clear(&p->strings);
}

static void end_row(struct part *p, enum sw_table table)
{
    if (!p->row.name)
        p->fault = true;
    if (!p->fault)
        sw_summary_put_row(p->summary, table, &p->row);
    p->row = (struct sw_row){ .name = NULL };
    buf_clear(&p->strings);
}

static const struct {
    const char *rows, *others;
} tables[SW_TABLES] = {
    [SW_TABLE_DOMAIN] = { "domains", "other_domains" },
    [SW_TABLE_HOST] = { "hosts", "other_hosts" },
    [SW_TABLE_HOUR] = { "hours", "other_hours" },
    [SW_TABLE_LIST] = { "blocklists", "other_blocklists" },
};

/* table_of - the table whose rows, or others, stand under that key; SW_TABLES: none */
static int table_of(struct span key, bool others)
{
    int i;

    for (i = 0; i < SW_TABLES && !is(key, others ? tables[i].others : tables[i].rows); i++)
        ;
    return i;
}

/* end_others - what was counted together */
static void end_others(struct part *p, struct span key)
{
    int table = table_of(key, true);

    if (is(key, "other_codes"))
        sw_summary_put_other_reasons(p->summary, &p->others);
    else if (table < SW_TABLES)
        sw_summary_put_other_rows(p->summary, (enum sw_table)table, &p->others);
    p->others = (struct sw_count){ 0 };
}

/* take_field - of an object within the summary; list is the key of what holds it */
static void take_field(struct part *p, const struct json_item *item, struct span list)
{
    if (is(list, "codes")) {
        take_reason_field(p, item);
    } else if (table_of(list, false) < SW_TABLES) {
        take_count(p, item, &p->row.n);
        if (is(item->key, "name"))
            p->row.name = text_of(p, item);
        else if (is(item->key, "delist"))
            p->row.note = text_of(p, item);
    } else if (is(list, "other_codes") || table_of(list, true) < SW_TABLES) {
        take_count(p, item, &p->others);
    } else if (is(list, "sketches") && item->kind == JSON_STRING) {
        if (is(item->key, "messages"))
            p->hashes[SW_MESSAGES_ALL] = item->value;
        else if (is(item->key, "deferred_messages"))
            p->hashes[SW_MESSAGES_DEFERRED] = item->value;
    }
}

/* take_step - an element of a reason's list of steps */
static void take_step(struct part *p, const struct json_item *item)
{
    const char *step = text_of(p, item);

    if (step && p->reason.nfix < SW_STEPS_MAX)
        p->reason.fix[p->reason.nfix++] = step;
}

static int digit_of(char c)
{
    const char *p = c ? strchr(summary_digits, c) : NULL;

    return p ? (int)(p - summary_digits) : -1;
}

/* take_hashes - behind a number of messages */
static void take_hashes(struct part *p, enum sw_messages which)
{
    struct span text = p->hashes[which];
    size_t n = text.len / SUMMARY_HASH_TEXT, i, k;
    unsigned long long *hashes;

    p->fault = p->fault || text.len % SUMMARY_HASH_TEXT != 0 || n > SUMMARY_HASHES_MAX;
    if (p->fault || n == 0)
        return;
    hashes = malloc(n * sizeof *hashes);
    for (i = 0; hashes && i < n && !p->fault; i++) {
        hashes[i] = 0;
        for (k = 0; k < SUMMARY_HASH_TEXT; k++) {
            int digit = digit_of(text.ptr[i * SUMMARY_HASH_TEXT + k]);

            p->fault = p->fault || digit < 0;
            hashes[i] = hashes[i] << 6 | (unsigned)(digit & 63);
        }
        p->fault = p->fault || (i > 0 && hashes[i] <= hashes[i - 1]);
    }
    if (hashes && !p->fault)
        sw_summary_put_hashes(p->summary, which, hashes, n, p->exact[which]);
    p->fault = p->fault || !hashes;
    free(hashes);
}

/* take_item - within the outermost object */
static void take_item(struct part *p, const struct json_item *item, struct span *list)
{
    bool value = item->kind != JSON_OPEN && item->kind != JSON_CLOSE;

    if (item->depth == 1 && item->kind == JSON_OPEN) {
        *list = item->key;
        p->codes = p->codes || is(*list, "codes");
    } else if (item->depth == 1 && item->kind == JSON_CLOSE) {
        end_others(p, *list);
    } else if (item->depth == 1) {
        take_total(p, item);
    } else if (item->depth == 2 && item->kind == JSON_CLOSE && is(*list, "codes")) {
        end_reason(p);
    } else if (item->depth == 2 && item->kind == JSON_CLOSE && table_of(*list, false) < SW_TABLES) {
        end_row(p, (enum sw_table)table_of(*list, false));
    } else if (value && item->depth < 4) {
        take_field(p, item, *list);
    } else if (value && is(item->key, "fix")) {
        take_step(p, item);
    }
}

/* read_items - all that the object holds */
static void read_items(struct part *p, struct span text)
{
    struct span list = { NULL, 0 }; /* the key of what is open in the outermost object */
    struct json_item item;
    struct json json;

    json_read(&json, text);
    while (!p->fault && json_next(&json, &item))
        if (item.depth > 0)
            take_item(p, &item, &list);
}

/* unmarked - without the byte order mark with which some programs begin a file */
static struct span unmarked(const char *text, size_t len)
{
    while (len > 0 && is_blank(*text))
        text++, len--;
    if (begins(text, len, "\xef\xbb\xbf"))
        text += 3, len -= 3;
    return (struct span){ text, len };
}

/* read_object - one stored summary; false if it is none */
static bool read_object(struct run *run, const char *text, size_t len)
{
    struct part p = { .summary = sw_summary_new(), .strings = buf_new(STRINGS_MAX) };
    int which;

    p.fault = !p.summary || buf_room(&p.strings, STRINGS_MAX - 1) == 0;
    read_items(&p, unmarked(text, len));
    p.fault = p.fault || !p.schema || !p.lines || !p.codes;
    for (which = 0; which < SW_MESSAGES; which++)
        take_hashes(&p, (enum sw_messages)which);
    if (!p.fault) {
        sw_summary_put_totals(p.summary, &p.totals);
        sw_summary_merge(run->summary, p.summary);
    }
    sw_summary_free(p.summary);
    buf_free(&p.strings);
    return !p.fault;
}

/* Where an object ends, as its bytes come. */
struct framing {
    size_t depth;
    bool string, escape, begun;
};

/* frame - does the object end with this byte? */
static bool frame(struct framing *f, char c)
{
    if (f->string) {
        if (f->escape)
            f->escape = false;
        else if (c == '\\')
            f->escape = true;
        else if (c == '"')
            f->string = false;
        return false;
    }
    if (c == '"')
        f->string = true;
    else if (c == '{' || c == '[')
        f->depth++;
    else if ((c == '}' || c == ']') && f->depth > 0)
        f->depth--;
    f->begun = f->begun || !is_blank(c);
    return f->begun && f->depth == 0 && !f->string && (c == '}' || c == ']');
}

/* next_piece - up to the end of an object, or as far as was read; adds it to what came before */
static void next_piece(struct framing *framing, struct reader *r, struct buf *object)
{
    char *p = r->window + r->next, *end = r->window + r->end, *from = p;

    while (p < end && !frame(framing, *p))
        p++;
    p += p < end;
    buf_add(object, from, (size_t)(p - from));
    r->next += (size_t)(p - from);
    if (r->next == r->end)
        r->next = r->end = 0;
}

void summary_merge_read(struct run *run, const char *source, struct reader *reader)
{
    struct framing framing = { 0 };
    struct buf object = buf_new(OBJECT_MAX);
    size_t number = 0;
    bool good = true;

    while (reader->end > reader->next || reader_fill(reader)) {
        if (!good) {
            reader->next = reader->end = 0; /* to the end: who writes a pipe is let finish */
            continue;
        }
        next_piece(&framing, reader, &object);
        if (!framing.begun || framing.depth > 0 || framing.string)
            continue;
        number++;
        good = !object.truncated && read_object(run, object.ptr, object.len);
        buf_clear(&object);
        framing = (struct framing){ 0 };
    }
    if (reader->error == 0 && (!good || framing.begun))
        diag_error(run->diag, diag_source(source), 0,
                   "object %zu is no summary made with smtpwhy --summary --json, or is cut off",
                   number + good);
    else if (reader->error == 0 && number == 0)
        diag_error(run->diag, diag_source(source), 0, "there is no summary in it");
    buf_free(&object);
}
