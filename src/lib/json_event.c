/* SPDX-License-Identifier: MIT */
/*
 * Collects an event's parts.
 */
#include "json_event.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

void event_clear(struct event *e)
{
    *e = (struct event){ .rank = 0 };
}

/* number - up to four digits */
static unsigned number(struct span text)
{
    unsigned v = 0;
    size_t i;

    for (i = 0; i < text.len && i < 4 && is_digit(text.ptr[i]); i++)
        v = v * 10 + (unsigned)(text.ptr[i] - '0');
    return v;
}

/* set_kind - the first known one tells which object is the event */
static void set_kind(struct event *e, struct span word, size_t depth)
{
    const struct event_kind *kind = event_kind(word);

    if (!kind || e->kind)
        return;
    e->kind = kind;
    e->kind_word = word;
    e->depth = depth;
}

/* set_words - to the recipient that they are about, or for all */
static void set_words(struct event *e, struct span words, unsigned rank)
{
    if (words.len == 0)
        return;
    if (e->listed && e->nto > 0 && rank == 1) {
        e->to[e->nto - 1].words = words;
    } else if (!e->words.ptr || rank < e->rank) {
        e->words = words;
        e->rank = rank;
    }
}

static bool has_at(struct span text)
{
    return text.len > 0 && memchr(text.ptr, '@', text.len);
}

/* set_recipient - elements of a list are several; other keys name one and the same */
static void set_recipient(struct event *e, struct span address, bool element)
{
    if (!has_at(address))
        return;
    if (e->listed && e->nto > 0 && !element)
        e->to[e->nto - 1].address = address;
    else if ((e->nto == 0 || element) && e->nto < LOG_RECIPIENTS)
        e->to[e->nto++].address = address;
}

static void set_first(struct span *to, struct span value)
{
    if (!to->ptr && value.len > 0)
        *to = value;
}

/* set_codes - the fields that hold a code */
static void set_codes(struct event *e, enum field field, struct span value)
{
    struct sw_status status;

    switch (field) {
    case FIELD_SMTP_CODE:
        e->certain = true;
        /* fall through */
    case FIELD_REPLY:
        (void)reply_parse(value.ptr, value.len, &e->reply);
        break;
    case FIELD_CLASS:
        e->parts.class = number(value);
        e->seen |= SEEN_CLASS;
        break;
    case FIELD_SUBJECT:
        e->parts.subject = number(value);
        e->seen |= SEEN_SUBJECT;
        break;
    case FIELD_DETAIL:
        e->parts.detail = number(value);
        e->seen |= SEEN_DETAIL;
        break;
    default:
        /* e is never NULL, which the analyzer doubts where none of its spans is asked for */
        if (status_parse(value.ptr, value.len, &status) > 0 &&
            !status_given(e->enhanced)) /* NOLINT(clang-analyzer-core.NullDereference) */
            e->enhanced = status;
        else if (field == FIELD_CODE)
            (void)reply_parse(value.ptr, value.len, &e->code);
    }
}

/* set_dsn - a "status" that is a code; another may be the event's kind */
static void set_dsn(struct event *e, struct span value, size_t depth)
{
    struct sw_status status;

    if (status_parse(value.ptr, value.len, &status) == 0)
        set_kind(e, value, depth);
    else if (e->listed && e->nto > 0)
        e->to[e->nto - 1].dsn = value;
    else
        set_first(&e->dsn, value);
}

/* plain_field - where a value is kept of which the first counts; NULL for other fields */
static struct span *plain_field(struct event *e, enum field field)
{
    switch (field) {
    case FIELD_SUBKIND:
        return &e->subkind;
    case FIELD_SENDER:
        return &e->sender;
    case FIELD_HOST:
        return &e->host;
    case FIELD_HOST_IP:
        return &e->host_ip;
    case FIELD_COMMAND:
        return &e->command;
    case FIELD_QUEUE_ID:
        return &e->queue_id;
    default:
        return NULL;
    }
}

/* take_other - the fields that need more than to be kept */
static void take_other(struct event *e, const struct json_item *item, const struct json_key *key,
                       bool element)
{
    switch (key->field) {
    case FIELD_KIND:
        set_kind(e, item->value, item->depth);
        break;
    case FIELD_WORDS:
        if (item->kind == JSON_STRING)
            set_words(e, item->value, key->rank);
        break;
    case FIELD_DSN:
        set_dsn(e, item->value, item->depth);
        break;
    case FIELD_RECIPIENT:
        set_recipient(e, item->value, element);
        break;
    case FIELD_FALLBACK:
        if (has_at(item->value) && e->nfallback < LOG_RECIPIENTS)
            e->fallback[e->nfallback++] = item->value;
        break;
    default:
        set_codes(e, key->field, item->value);
    }
}

void event_take(struct event *e, const struct json_item *item, const struct json_key *key,
                bool element)
{
    struct span *kept = plain_field(e, key->field);

    if (key->field == FIELD_SUBKIND &&
        (key->rank > 0 || span_is(item->value, "temporary") || span_is(item->value, "permanent")))
        e->certain = true; /* no other events than those of mail have it */
    if (!kept)
        take_other(e, item, key, element);
    else if (key->field == FIELD_QUEUE_ID && key->rank > 0 && item->value.len > 0)
        *kept = item->value; /* its own name for it is better than any id */
    else if (item->kind != JSON_WORD && (key->field != FIELD_SENDER || has_at(item->value)))
        set_first(kept, item->value);
}

/* says_failure - does it begin with a code of a failure, and go on with words? */
static bool says_failure(struct span value)
{
    enum { SHORTEST = 5 };
    struct sw_status status;
    size_t i;

    value = log_untyped(value);
    if (value.len < SHORTEST || (*value.ptr != '4' && *value.ptr != '5') ||
        !(log_code_at(value, value.ptr) || status_parse(value.ptr, value.len, &status)))
        return false;
    for (i = 0; i < value.len && !is_alpha(value.ptr[i]); i++)
        ;
    return i < value.len;
}

void event_take_coded(struct event *e, struct span value)
{
    if (says_failure(value))
        set_words(e, value, RANK_CODED);
}

void event_next_recipient(struct event *e)
{
    e->listed = e->nto < LOG_RECIPIENTS;
    if (e->listed)
        e->to[e->nto++] = (struct event_recipient){ .words = { NULL, 0 } };
}

bool event_is_mail(const struct event *e)
{
    if (e->kind)
        return e->nto > 0 || e->nfallback > 0 || e->reply != 0 || e->certain;
    if (!e->certain && (e->nto > 0 || e->nfallback > 0))
        return says_failure(e->words); /* an application's: {"to":"a@b","err":"550 no"} */
    return e->certain && e->words.ptr;
}

void event_choose_recipients(struct event *e)
{
    size_t i;

    if (e->nto > 0)
        return;
    for (i = 0; i < e->nfallback; i++)
        e->to[i].address = e->fallback[i];
    e->nto = e->nfallback;
}

/* is_status - of RFC 3463 2: three classes, and numbers of three digits */
static bool is_status(struct sw_status s)
{
    return (s.class == 2 || s.class == 4 || s.class == 5) && s.subject <= 999 && s.detail <= 999;
}

struct sw_status event_enhanced(const struct event *e)
{
    if (!status_given(e->enhanced) && e->seen == (SEEN_CLASS | SEEN_SUBJECT | SEEN_DETAIL) &&
        is_status(e->parts))
        return e->parts;
    return e->enhanced;
}

/* has_reply - did a server say something, or is there but the event's kind? */
static bool has_reply(const struct event *e)
{
    size_t i;

    for (i = 0; i < e->nto; i++)
        if (e->to[i].words.ptr || e->to[i].dsn.ptr)
            return true;
    return e->dsn.ptr || (e->words.ptr && e->rank < RANK_KIND);
}

/* holds_code - does a reply code stand at the start of one of the words? */
static bool holds_code(struct span words)
{
    const char *p, *end = words.ptr + words.len;

    for (p = words.ptr; p < end; p++)
        if ((p == words.ptr || !is_alnum(p[-1])) && log_code_at(words, p))
            return true;
    return false;
}

enum fate event_fate(const struct event *e)
{
    if (!e->kind)
        return FATE_NONE;
    if (e->kind->fate == FATE_NONE && !e->kind->quiet && e->words.ptr && e->reply == 0 &&
        !holds_code(e->words))
        return FATE_DEFERRED; /* a soft bounce, whose reason no server said */
    if (e->kind->fate != FATE_BOUNCED)
        return e->kind->fate;
    if (span_is(e->subkind, "soft"))
        return e->reply > 0 || e->dsn.ptr || holds_code(e->words) ? FATE_NONE : FATE_DEFERRED;
    if (span_is(e->subkind, "Transient"))
        return has_reply(e) ? FATE_NONE : FATE_DEFERRED; /* a reply says whether for good */
    return span_is(e->subkind, "temporary") ? FATE_DEFERRED : FATE_BOUNCED;
}
