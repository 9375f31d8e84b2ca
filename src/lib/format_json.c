/* SPDX-License-Identifier: MIT */
/*
 * Events of mail services and MTAs that log JSON (Amazon SES, SendGrid, Mailgun,
 * Postmark, SparkPost, Mandrill, Brevo, KumoMTA, maddy), one or several a line,
 * and log lines wrapped in JSON by the journal or a container's log driver.
 *
 * What the keys mean stands in json_keys.c; the object in which the kind of an event
 * stands is the event.
 */
#include "format.h"

#include "ascii.h"
#include "json_event.h"
#include "json_keys.h"
#include "json_reader.h"
#include "status.h"
#include "step.h"

#include <string.h>

enum { LINES = 4, TRIES = 3 };

/* Reading a line. */
struct reading {
    struct json json;
    struct event event;
    struct span line[LINES];
    bool bytes[LINES]; /* an array of numbers, one a byte */
    size_t nlines;
    struct span before; /* the text in front of the JSON */
    struct buf *scratch;
    log_entry_fn *fn;
    void *arg;
    enum log_result result;
    bool inner; /* JSON in a string of JSON: scratch is in use */
};

/* find_json - where an object, or an array of objects, begins; NULL if nowhere */
static const char *find_json(struct span line)
{
    const char *p = line.ptr, *end = p + line.len, *q;
    int tries;

    for (tries = 0; tries < TRIES && (p = memchr(p, '{', (size_t)(end - p))); tries++, p++) {
        for (q = p + 1; q < end && is_blank(*q); q++)
            ;
        if (q == end || *q != '"')
            continue;
        for (q = p; q > line.ptr && is_blank(q[-1]); q--)
            ;
        return q > line.ptr && q[-1] == '[' ? q - 1 : p;
    }
    return NULL;
}

bool begin_json(struct span line)
{
    return find_json(line) != NULL;
}

static void add_line(struct reading *r, struct span value, bool bytes)
{
    if (r->nlines == LINES)
        return;
    r->bytes[r->nlines] = bytes;
    r->line[r->nlines++] = value;
}

/* take_line - what may be a log's line is what was said where an event has no better words */
static void take_line(struct reading *r, const struct json_item *item)
{
    static const struct json_key words = { .field = FIELD_WORDS, .rank = RANK_KIND - 1 };

    add_line(r, item->value, false);
    event_take(&r->event, item, &words, false);
    event_take_coded(&r->event, item->value);
}

/* take - a string, number or word whose key is known */
static void take(struct reading *r, const struct json_item *item, const struct json_key *key)
{
    if (key->field == FIELD_LINE && item->kind == JSON_STRING)
        take_line(r, item);
    else if (key->field != FIELD_LINE && key->field != FIELD_SKIP)
        event_take(&r->event, item, key, !r->json.object[item->depth - 1]);
}

/* direction_of - where no kind tells: maddy names its module in front */
static enum sw_direction direction_of(const struct reading *r)
{
    if (r->event.kind)
        return r->event.kind->direction;
    if (!r->event.certain)
        return SW_DIRECTION_NONE;
    return log_find(r->before, "queue") || log_find(r->before, "remote") ? SW_DIRECTION_OUTBOUND
                                                                         : SW_DIRECTION_INBOUND;
}

/* command_of - maddy: "RCPT error" in front; KumoMTA: "." is the end of DATA */
static struct span command_of(const struct reading *r)
{
    const char *error;
    struct span before = r->before;

    if (r->event.command.ptr)
        return json_is_key(r->event.command, ".") ? log_constant("end of DATA")
                                                  : step_named(r->event.command);
    error = log_find(before, " error");
    if (!error)
        return log_nothing;
    before = log_before(before, error);
    while (before.len > 0 && memchr(before.ptr, ' ', before.len))
        before = log_behind(before, log_after(before, " "));
    return step_named(before);
}

/* plain - a decoded value without "smtp;" in front */
static struct span plain(struct reading *r, struct span raw)
{
    return log_untyped(json_unescape(r->scratch, raw));
}

/* say - "550 4.4.7 Message expired ... <421 4.4.1 ...>" are two replies */
static bool say(struct reading *r, struct log_entry *entry, struct span raw)
{
    struct span said = entry->said;
    const char *p = log_find_last(said, "<");

    if (!p || said.ptr[said.len - 1] != '>' || !log_code_at(said, p + 1) ||
        !log_code_at(said, said.ptr))
        return log_decoded(r->fn, r->arg, entry, raw);
    entry->said = span_trim(log_before(said, p));
    if (!log_decoded(r->fn, r->arg, entry, raw))
        return false;
    entry->said = span_of(p + 1, said.ptr + said.len - 1);
    return log_decoded(r->fn, r->arg, entry, raw);
}

/* tell_one - the entry of one recipient */
static bool tell_one(struct reading *r, struct log_entry *entry, const struct event_recipient *to)
{
    const struct event *e = &r->event;
    struct span raw = to->words.ptr ? to->words : e->words, dsn = to->dsn.ptr ? to->dsn : e->dsn;

    if (!raw.ptr)
        raw = e->kind && entry->scene.fate != FATE_SENT ? e->kind_word : log_nothing;
    entry->scene.recipient = log_address(json_unescape(r->scratch, to->address));
    entry->scene.dsn = (struct sw_status){ 0, 0, 0 };
    if (dsn.ptr)
        (void)status_parse(dsn.ptr, dsn.len, &entry->scene.dsn);
    entry->said = raw.ptr ? plain(r, raw) : span_of(r->json.end, r->json.end);
    entry->reply = e->reply;
    if (!e->reply && !log_code_at(entry->said, entry->said.ptr))
        entry->reply = e->code;
    return say(r, entry, raw);
}

/* host_of - a name without the dot of the root */
static struct span host_of(struct span host)
{
    if (host.len > 0 && host.ptr[host.len - 1] == '.')
        host.len--;
    return host;
}

/* tell - hand over what the event reports, and be ready for the next one */
static void tell(struct reading *r)
{
    struct event *e = &r->event;
    struct log_entry entry = { .enhanced = event_enhanced(e) };
    struct event_recipient nobody = { .words = { NULL, 0 } };
    size_t i;

    if (e->kind && e->kind->quiet) {
        if (r->result == LOG_OTHER)
            r->result = LOG_QUOTED; /* its subject and its texts are nobody's reply */
        event_clear(e);
        return;
    }
    event_choose_recipients(e);
    entry.scene.fate = event_fate(e);
    entry.scene.direction = direction_of(r);
    entry.scene.sender = log_address(json_unescape(r->scratch, e->sender));
    entry.scene.host = host_of(e->host);
    entry.scene.host_ip = log_ip(e->host_ip);
    entry.scene.command = command_of(r);
    entry.scene.queue_id = e->queue_id;
    if (e->nto == 0)
        (void)tell_one(r, &entry, &nobody);
    for (i = 0; i < e->nto; i++)
        if (!tell_one(r, &entry, &e->to[i]))
            break;
    r->result = LOG_SAID;
    event_clear(e);
}

/* lists_recipient - does an object of a list of recipients have words of its own? */
static bool lists_recipient(const struct json_item *item)
{
    return item->object &&
           (json_is_key(item->key, "bouncedRecipients") ||
            json_is_key(item->key, "delayedRecipients") || json_is_key(item->key, "recipients"));
}

/* opened - a list of recipients, bytes of the journal, or something to skip */
static void opened(struct reading *r, const struct json_item *item)
{
    const struct json_key *key = json_key(item->key, json_parent(&r->json, item->depth));
    struct event *e = &r->event;
    const char *start = r->json.p;
    struct json_item inner;

    if (json_is_key(item->key, "event-data") || json_is_key(item->key, "msys"))
        e->certain = true;
    if (lists_recipient(item)) {
        event_next_recipient(e);
        return;
    }
    if (!key || !(key->field == FIELD_SKIP || (key->field == FIELD_LINE && !item->object)))
        return;
    while (json_next(&r->json, &inner))
        if (inner.kind == JSON_CLOSE && inner.depth == item->depth)
            break;
    if (key->field == FIELD_LINE && r->json.p > start)
        add_line(r, span_of(start, r->json.p - 1), true);
}

/* closed - the end of an event, if its kind stood in this object and it is complete */
static void closed(struct reading *r, const struct json_item *item)
{
    struct event *e = &r->event;

    if (lists_recipient(item))
        e->listed = false;
    if (!e->kind || item->depth + 1 != e->depth)
        return;
    if (event_is_mail(e))
        tell(r);
    else if (e->depth > 1)
        e->depth--; /* what is missing may stand around it */
}

/* bytes_text - "104,101,108" as the journal writes text that is not UTF-8 */
static struct span bytes_text(struct buf *scratch, struct span raw)
{
    const char *p = raw.ptr, *end = p + raw.len;
    char *to = log_room(scratch, raw.len), *start = to;

    if (!to)
        return log_nothing;
    while (p < end) {
        unsigned v = 0;

        if (!is_digit(*p)) {
            p++;
            continue;
        }
        for (; p < end && is_digit(*p); p++)
            v = (v * 10 + (unsigned)(*p - '0')) & 0xff;
        *to++ = (char)v;
    }
    scratch->len += (size_t)(to - start);
    return span_of(start, to);
}

/* Entries of a wrapped line: their place is the string it stood in. */
struct unwrapping {
    log_entry_fn *fn;
    void *arg;
    struct span place;
};

static bool take_wrapped(void *arg, const struct log_entry *entry)
{
    struct unwrapping *u = arg;
    struct log_entry copy = *entry;

    copy.place = u->place;
    return u->fn(u->arg, &copy);
}

/* read_wrapped - a log line in a string; it may be JSON again, but only once */
static enum log_result read_wrapped(struct reading *r, struct span raw, bool bytes)
{
    struct unwrapping u = { r->fn, r->arg, raw };
    struct span text;

    if (!r->inner)
        buf_clear(r->scratch);
    if (!r->inner && !log_room(r->scratch, 3 * raw.len))
        return LOG_OTHER;
    text = bytes ? bytes_text(r->scratch, raw) : json_unescape(r->scratch, raw);
    text = span_trim(text);
    if (text.len < 8 || (r->inner && (*text.ptr == '{' || *text.ptr == '[')))
        return LOG_OTHER;
    return log_read_inner(text, r->scratch, take_wrapped, &u);
}

/* read_lines - the strings that may be log lines: of those of one object one tells */
static void read_lines(struct reading *r)
{
    enum log_result result = LOG_OTHER;
    size_t i;

    for (i = 0; i < r->nlines && result == LOG_OTHER; i++)
        result = read_wrapped(r, r->line[i], r->bytes[i]);
    r->nlines = 0;
    if (r->result != LOG_SAID && result != LOG_OTHER)
        r->result = result;
}

/* is_record - has an object ended that is one of several in an array, and no part of an event? */
static bool is_record(const struct reading *r, const struct json_item *item)
{
    return item->object && !r->event.kind && !r->json.object[item->depth - 1];
}

/* read_record - one of several records has ended */
static void read_record(struct reading *r)
{
    if (event_is_mail(&r->event)) {
        r->nlines = 0;
        tell(r);
    } else {
        read_lines(r);
    }
}

/* read_items - the items of the whole value */
static void read_items(struct reading *r)
{
    struct json_item item;
    const struct json_key *key;

    while (json_next(&r->json, &item)) {
        if (item.kind == JSON_OPEN) {
            opened(r, &item);
        } else if (item.kind == JSON_CLOSE) {
            closed(r, &item);
            if (item.depth == 0)
                break;
            if (is_record(r, &item))
                read_record(r);
        } else if ((key = json_key(item.key, json_parent(&r->json, item.depth)))) {
            take(r, &item, key);
            if (key->field == FIELD_WORDS && key->rank > RANK_CODED && item.kind == JSON_STRING)
                event_take_coded(&r->event, item.value);
        } else if (item.kind == JSON_STRING && json_key_of_reply(item.key)) {
            event_take_coded(&r->event, item.value);
        }
    }
    if (event_is_mail(&r->event))
        tell(r); /* cut off, or without a kind */
}

/* know_by_front - maddy tells in front of an event what failed; its codes, where a server gave
 * some, say whether for good */
static void know_by_front(struct reading *r)
{
    if (r->before.len == 0)
        return;
    if (log_find(r->before, "delivery attempt failed")) {
        r->event.kind = event_kind(log_constant("softbounce"));
        r->event.depth = 1;
        r->event.certain = true;
    } else if (log_find(r->before, "RCPT error") || log_find(r->before, "MAIL FROM error")) {
        r->event.certain = true;
    }
}

enum log_result format_json(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    const char *start = find_json(line);
    struct reading r = {
        .scratch = scratch, .fn = fn, .arg = arg, .result = LOG_OTHER, .inner = scratch->len > 0
    };

    if (!r.inner)
        (void)log_room(scratch, line.len);
    r.before = log_before(line, start);
    know_by_front(&r);
    json_read(&r.json, log_behind(line, start));
    read_items(&r);
    if (r.result == LOG_OTHER)
        read_lines(&r);
    return r.result;
}
