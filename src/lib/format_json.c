/* SPDX-License-Identifier: MIT */
/*
 * Events of mail services and MTAs that log JSON (Amazon SES, SendGrid, Mailgun,
 * Postmark, SparkPost, Mandrill, Brevo, KumoMTA, maddy), one or several a line,
 * and log lines wrapped in JSON by the journal or a container's log driver.
 *
 * Services nest their events differently, but name the parts of them alike: a
 * table of keys says what is what, and the object in which the kind of an event
 * stands is the event.
 */
#include "format.h"

#include "ascii.h"
#include "json_reader.h"
#include "status.h"

#include <string.h>

enum { LINES = 4, TRIES = 3 };

/* What a key's value is. */
enum slot {
    KIND,      /* "bounce", "Delivery": the first known one */
    SUBKIND,   /* "Permanent", "temporary" */
    WORDS,     /* what was said; a smaller rank is better */
    REPLY,     /* reply code, of a reply for certain */
    CODE,      /* reply code or something else */
    SMTP_CODE, /* reply code, and the key alone tells that the line is about mail */
    ENHANCED,  /* enhanced code as text */
    CLASS,     /* enhanced code in three parts */
    SUBJECT,
    DETAIL,
    DSN,
    RECIPIENT,
    FALLBACK, /* recipient where no other is named */
    SENDER,
    HOST,
    HOST_IP,
    COMMAND,
    QUEUE_ID,
    LINE, /* a log line as text */
    SKIP, /* nothing in it is of interest */
};

/* parent: the key of the object that holds it; NULL: any. */
static const struct key {
    const char *parent, *name;
    enum slot slot;
    int rank;
} keys[] = {
    { NULL, "event", KIND, 0 },
    { NULL, "eventType", KIND, 0 },
    { NULL, "event_type", KIND, 0 },
    { NULL, "event_name", KIND, 0 },
    { NULL, "notificationType", KIND, 0 },
    { NULL, "RecordType", KIND, 0 },
    { NULL, "queue_name", KIND, 0 }, /* postqueue -j */
    { NULL, "type", KIND, 0 },
    { NULL, "Type", KIND, 0 },
    { NULL, "bounceType", SUBKIND, 0 },
    { NULL, "severity", SUBKIND, 0 },
    { NULL, "diagnosticCode", WORDS, 1 },
    { NULL, "diagnostic_code", WORDS, 1 },
    { NULL, "diagnostic-code", WORDS, 1 },
    { NULL, "smtpResponse", WORDS, 1 },
    { NULL, "smtp_response", WORDS, 1 },
    { NULL, "smtp_msg", WORDS, 1 },
    { NULL, "smtp_reply", WORDS, 1 },
    { "response", "content", WORDS, 1 },
    { "delivery-status", "message", WORDS, 1 },
    { "delivery-status", "description", WORDS, 2 },
    { NULL, "delay_reason", WORDS, 1 },
    { NULL, "raw_reason", WORDS, 1 },
    { NULL, "diag", WORDS, 1 },
    { NULL, "Details", WORDS, 1 },
    { NULL, "destination_response", WORDS, 1 },
    { NULL, "email_response_message", WORDS, 1 },
    { NULL, "response", WORDS, 2 },
    { NULL, "error", WORDS, 2 },
    { NULL, "reason", WORDS, 3 },
    { "bounce", "message", WORDS, 3 },
    { NULL, "Description", WORDS, 4 },
    { NULL, "description", WORDS, 5 },
    { NULL, "bounce_description", WORDS, 5 },
    { "response", "code", REPLY, 0 },
    { "delivery-status", "code", REPLY, 0 },
    { NULL, "smtp_code", SMTP_CODE, 0 },
    { NULL, "smtpCode", SMTP_CODE, 0 },
    { NULL, "error_code", REPLY, 0 },
    { NULL, "response_code", REPLY, 0 },
    { NULL, "email_response_code", REPLY, 0 },
    { NULL, "code", CODE, 0 },
    { "enhanced_code", "class", CLASS, 0 },
    { "enhanced_code", "subject", SUBJECT, 0 },
    { "enhanced_code", "detail", DETAIL, 0 },
    { NULL, "enhanced_code", ENHANCED, 0 },
    { NULL, "enhanced-code", ENHANCED, 0 },
    { NULL, "smtp_enchcode", ENHANCED, 0 },
    { NULL, "status", DSN, 0 },
    { NULL, "dsn", DSN, 0 },
    { NULL, "emailAddress", RECIPIENT, 0 },
    { "recipients", "address", RECIPIENT, 0 },
    { NULL, "recipient", RECIPIENT, 0 },
    { NULL, "Recipient", RECIPIENT, 0 },
    { NULL, "recipients", RECIPIENT, 0 },
    { NULL, "rcpt_to", RECIPIENT, 0 },
    { NULL, "raw_rcpt_to", RECIPIENT, 0 },
    { NULL, "rcpt", RECIPIENT, 0 },
    { NULL, "email", RECIPIENT, 0 },
    { NULL, "Email", RECIPIENT, 0 },
    { NULL, "email_to", RECIPIENT, 0 },
    { NULL, "effective_rcpt", FALLBACK, 0 },
    { NULL, "to", FALLBACK, 0 },
    { "mail", "destination", FALLBACK, 0 },
    { "mail", "source", SENDER, 0 },
    { NULL, "sender", SENDER, 0 },
    { NULL, "from", SENDER, 0 },
    { NULL, "From", SENDER, 0 },
    { NULL, "mail_from", SENDER, 0 },
    { NULL, "msg_from", SENDER, 0 },
    { NULL, "email_from", SENDER, 0 },
    { NULL, "mx-host", HOST, 0 },
    { NULL, "remote_server", HOST, 0 },
    { "peer_address", "name", HOST, 0 },
    { "peer_address", "addr", HOST_IP, 0 },
    { NULL, "remoteMtaIp", HOST_IP, 0 },
    { NULL, "remote_addr", HOST_IP, 0 },
    { NULL, "src_ip", HOST_IP, 0 },
    { "response", "command", COMMAND, 0 },
    { NULL, "messageId", QUEUE_ID, 0 },
    { NULL, "message_id", QUEUE_ID, 0 },
    { NULL, "sg_message_id", QUEUE_ID, 0 },
    { NULL, "MessageID", QUEUE_ID, 0 },
    { NULL, "msg_id", QUEUE_ID, 0 },
    { NULL, "queue_id", QUEUE_ID, 0 },
    { NULL, "id", QUEUE_ID, 0 },
    { NULL, "MESSAGE", LINE, 0 },
    { NULL, "Message", LINE, 0 },
    { NULL, "message", LINE, 0 },
    { NULL, "@message", LINE, 0 },
    { NULL, "log", LINE, 0 },
    { NULL, "msg", LINE, 0 },
    { NULL, "line", LINE, 0 },
    { NULL, "short_message", LINE, 0 },
    { NULL, "full_message", LINE, 0 },
    { NULL, "headers", SKIP, 0 },
    { NULL, "commonHeaders", SKIP, 0 },
    { NULL, "user-variables", SKIP, 0 },
    { NULL, "Metadata", SKIP, 0 },
    { NULL, "metadata", SKIP, 0 },
    { NULL, "tags", SKIP, 0 },
};

/* What became of a message; names are compared without case and marks. */
static const struct kind {
    const char *name;
    enum fate fate;
    enum { TELLS, QUIET } use;
    enum sw_direction direction;
} kinds[] = {
    { "bounce", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "bounced", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "hardbounce", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "hardbounced", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "softbounce", FATE_NONE, TELLS, SW_DIRECTION_OUTBOUND },
    { "softbounced", FATE_NONE, TELLS, SW_DIRECTION_OUTBOUND },
    { "permanentfail", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "temporaryfail", FATE_DEFERRED, TELLS, SW_DIRECTION_OUTBOUND },
    { "outofband", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "oob", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "failed", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "blocked", FATE_BOUNCED, TELLS, SW_DIRECTION_OUTBOUND },
    { "dropped", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "drop", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "reject", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "rejected", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "rejection", FATE_BOUNCED, TELLS, SW_DIRECTION_INBOUND },
    { "policyrejection", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "generationfailure", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "generationrejection", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "adminbounce", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "expiration", FATE_BOUNCED, TELLS, SW_DIRECTION_NONE },
    { "deferred", FATE_DEFERRED, TELLS, SW_DIRECTION_OUTBOUND },
    { "delay", FATE_DEFERRED, TELLS, SW_DIRECTION_OUTBOUND },
    { "delayed", FATE_DEFERRED, TELLS, SW_DIRECTION_NONE },
    { "deliverydelay", FATE_DEFERRED, TELLS, SW_DIRECTION_OUTBOUND },
    { "deliverydelayed", FATE_DEFERRED, TELLS, SW_DIRECTION_OUTBOUND },
    { "transientfailure", FATE_DEFERRED, TELLS, SW_DIRECTION_OUTBOUND },
    { "delivered", FATE_SENT, TELLS, SW_DIRECTION_OUTBOUND },
    { "delivery", FATE_SENT, TELLS, SW_DIRECTION_OUTBOUND },
    { "reception", FATE_SENT, TELLS, SW_DIRECTION_INBOUND },
    { "processed", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "accepted", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "send", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "sent", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "open", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "opened", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "click", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "clicked", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "unsubscribe", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "unsubscribed", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "complaint", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "complained", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "spamreport", FATE_NONE, QUIET, SW_DIRECTION_NONE },
    { "spamcomplaint", FATE_NONE, QUIET, SW_DIRECTION_NONE },
};

enum { SEEN_CLASS = 1, SEEN_SUBJECT = 2, SEEN_DETAIL = 4 };

/* A recipient with words of its own, as Amazon SES lists them. */
struct recipient {
    struct span address, words, dsn;
};

struct event {
    const struct kind *kind;
    struct span kind_word, subkind;
    size_t depth; /* of the object in which the kind stands */
    struct span words;
    int rank;
    unsigned reply, code;
    struct sw_status enhanced;
    struct sw_status parts; /* the same in three numbers: one only if all were there */
    unsigned seen;
    struct span dsn;
    struct recipient to[LOG_RECIPIENTS];
    size_t nto;
    struct span fallback[LOG_RECIPIENTS];
    size_t nfallback;
    struct span sender, host, host_ip, command, queue_id;
    bool listed;  /* inside a list of recipients with words of their own */
    bool certain; /* a key that only logs of mail have */
};

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

static bool is_key(struct span key, const char *name)
{
    return key.len > 0 && *key.ptr == *name && key.len == strlen(name) &&
           memcmp(key.ptr, name, key.len) == 0;
}

static const struct key *find_key(struct span name, struct span parent)
{
    size_t i;

    for (i = 0; name.ptr && i < sizeof keys / sizeof *keys; i++)
        if (is_key(name, keys[i].name) &&
            (!keys[i].parent || (parent.ptr && is_key(parent, keys[i].parent))))
            return &keys[i];
    return NULL;
}

/* find_kind - "email.hard_bounced" is "hardbounced" */
static const struct kind *find_kind(struct span word)
{
    const char *p = word.ptr, *end = p + word.len, *q;
    char name[24];
    size_t i, n = 0;

    for (q = end; q > p && q[-1] != '.'; q--)
        ;
    for (; q < end; q++) {
        if (!is_alnum(*q))
            continue;
        if (n == sizeof name - 1)
            return NULL;
        name[n++] = to_lower(*q);
    }
    name[n] = '\0';
    for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

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
    const struct kind *kind = find_kind(word);

    if (!kind || e->kind)
        return;
    e->kind = kind;
    e->kind_word = word;
    e->depth = depth;
}

/* set_words - to the recipient that they are about, or for all */
static void set_words(struct event *e, struct span words, int rank)
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

/* set_codes - the slots that hold a code */
static void set_codes(struct event *e, enum slot slot, struct span value)
{
    struct sw_status status;

    switch (slot) {
    case SMTP_CODE:
        e->certain = true;
        /* fall through */
    case REPLY:
        (void)reply_parse(value.ptr, value.len, &e->reply);
        break;
    case CLASS:
        e->parts.class = number(value);
        e->seen |= SEEN_CLASS;
        break;
    case SUBJECT:
        e->parts.subject = number(value);
        e->seen |= SEEN_SUBJECT;
        break;
    case DETAIL:
        e->parts.detail = number(value);
        e->seen |= SEEN_DETAIL;
        break;
    default:
        if (status_parse(value.ptr, value.len, &status) > 0 && !status_given(e->enhanced))
            e->enhanced = status;
        else if (slot == CODE)
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

static void add_line(struct reading *r, struct span value, bool bytes)
{
    if (r->nlines == LINES)
        return;
    r->bytes[r->nlines] = bytes;
    r->line[r->nlines++] = value;
}

/* plain_slot - where a value is kept of which the first counts; NULL for other slots */
static struct span *plain_slot(struct event *e, enum slot slot)
{
    switch (slot) {
    case SUBKIND:
        return &e->subkind;
    case SENDER:
        return &e->sender;
    case HOST:
        return &e->host;
    case HOST_IP:
        return &e->host_ip;
    case COMMAND:
        return &e->command;
    case QUEUE_ID:
        return &e->queue_id;
    default:
        return NULL;
    }
}

/* take_other - the slots that need more than to be kept */
static void take_other(struct reading *r, const struct json_item *item, const struct key *key)
{
    struct event *e = &r->event;

    switch (key->slot) {
    case KIND:
        set_kind(e, item->value, item->depth);
        break;
    case WORDS:
        if (item->kind == JSON_STRING)
            set_words(e, item->value, key->rank);
        break;
    case DSN:
        set_dsn(e, item->value, item->depth);
        break;
    case RECIPIENT:
        set_recipient(e, item->value, !r->json.object[item->depth - 1]);
        break;
    case FALLBACK:
        if (has_at(item->value) && e->nfallback < LOG_RECIPIENTS)
            e->fallback[e->nfallback++] = item->value;
        break;
    case LINE:
        if (item->kind == JSON_STRING)
            add_line(r, item->value, false);
        break;
    case SKIP:
        break;
    default:
        set_codes(e, key->slot, item->value);
    }
}

/* take - a string, number or word whose key is known */
static void take(struct reading *r, const struct json_item *item, const struct key *key)
{
    struct span *kept = plain_slot(&r->event, key->slot);

    if (!kept)
        take_other(r, item, key);
    else if (item->kind != JSON_WORD && (key->slot != SENDER || has_at(item->value)))
        set_first(kept, item->value);
}

/* is_mail - is it an event of mail, not of something else that has a "type"? */
static bool is_mail(const struct event *e)
{
    if (e->kind)
        return e->nto > 0 || e->nfallback > 0 || e->reply != 0 || e->certain;
    return e->certain && e->words.ptr;
}

/* direction_of - where no kind tells: maddy names its module in front */
static enum sw_direction direction_of(const struct reading *r)
{
    if (r->event.kind)
        return r->event.kind->direction;
    return log_find(r->before, "queue") || log_find(r->before, "remote") ? SW_DIRECTION_OUTBOUND
                                                                         : SW_DIRECTION_INBOUND;
}

/* command_of - maddy: "RCPT error" in front; KumoMTA: "." is the end of DATA */
static struct span command_of(const struct reading *r)
{
    const char *error;
    struct span before = r->before;

    if (r->event.command.ptr)
        return is_key(r->event.command, ".") ? log_constant("end of DATA")
                                             : log_command(r->event.command);
    error = log_find(before, " error");
    if (!error)
        return log_nothing;
    before = log_before(before, error);
    while (before.len > 0 && memchr(before.ptr, ' ', before.len))
        before = log_behind(before, log_after(before, " "));
    return log_command(before);
}

static enum fate fate_of(const struct event *e)
{
    if (!e->kind)
        return FATE_NONE;
    if (e->kind->fate != FATE_BOUNCED)
        return e->kind->fate;
    if (log_is(e->subkind, "Transient"))
        return FATE_NONE; /* given up, but the reply says whether for good */
    return log_is(e->subkind, "temporary") ? FATE_DEFERRED : FATE_BOUNCED;
}

/* plain - a decoded value without "smtp;" in front */
static struct span plain(struct reading *r, struct span raw)
{
    struct span text = json_unescape(r->scratch, raw);

    if (begins(text.ptr, text.len, "smtp;"))
        text = span_trim(log_behind(text, text.ptr + strlen("smtp;")));
    return text;
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
static bool tell_one(struct reading *r, struct log_entry *entry, const struct recipient *to)
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

/* enhanced_of - in one piece, or from three parts of which none may be missing */
static struct sw_status enhanced_of(const struct event *e)
{
    if (!status_given(e->enhanced) && e->seen == (SEEN_CLASS | SEEN_SUBJECT | SEEN_DETAIL))
        return e->parts;
    return e->enhanced;
}

/* tell - hand over what the event reports, and be ready for the next one */
static void tell(struct reading *r)
{
    struct event *e = &r->event;
    struct log_entry entry = { .enhanced = enhanced_of(e) };
    struct recipient nobody = { .words = { NULL, 0 } };
    size_t i;

    if (e->kind && e->kind->use == QUIET) {
        if (r->result == LOG_OTHER)
            r->result = LOG_QUIET;
        *e = (struct event){ .rank = 0 };
        return;
    }
    for (i = 0; e->nto == 0 && i < e->nfallback; i++)
        e->to[i].address = e->fallback[i];
    if (e->nto == 0)
        e->nto = e->nfallback;
    entry.scene.fate = fate_of(e);
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
    *e = (struct event){ .rank = 0 };
}

/* lists_recipient - does an object of a list of recipients have words of its own? */
static bool lists_recipient(const struct json_item *item)
{
    return item->object && item->key.ptr &&
           (is_key(item->key, "bouncedRecipients") || is_key(item->key, "delayedRecipients") ||
            is_key(item->key, "recipients"));
}

/* opened - a list of recipients, bytes of the journal, or something to skip */
static void opened(struct reading *r, const struct json_item *item)
{
    const struct key *key = find_key(item->key, json_parent(&r->json, item->depth));
    struct event *e = &r->event;
    const char *start = r->json.p;
    struct json_item inner;

    if (item->key.ptr && (is_key(item->key, "event-data") || is_key(item->key, "msys")))
        e->certain = true;
    if (lists_recipient(item)) {
        e->listed = e->nto < LOG_RECIPIENTS;
        if (e->listed)
            e->to[e->nto++] = (struct recipient){ .words = { NULL, 0 } };
        return;
    }
    if (item->key.ptr && (is_key(item->key, "event-data") || is_key(item->key, "msys")))
        e->certain = true;
    if (!key || !(key->slot == SKIP || (key->slot == LINE && !item->object)))
        return;
    while (json_next(&r->json, &inner))
        if (inner.kind == JSON_CLOSE && inner.depth == item->depth)
            break;
    if (key->slot == LINE && r->json.p > start)
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
    if (is_mail(e))
        tell(r);
    else if (e->depth > 1)
        e->depth--; /* what is missing may stand around it */
}

/* read_items - the items of the whole value */
static void read_items(struct reading *r)
{
    struct json_item item;
    const struct key *key;

    while (json_next(&r->json, &item)) {
        if (item.kind == JSON_OPEN) {
            opened(r, &item);
        } else if (item.kind == JSON_CLOSE) {
            closed(r, &item);
            if (item.depth == 0)
                break;
        } else if ((key = find_key(item.key, json_parent(&r->json, item.depth)))) {
            take(r, &item, key);
        }
    }
    if (is_mail(&r->event))
        tell(r); /* cut off, or without a kind */
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
static enum log_result read_wrapped(struct reading *r, struct span raw, bool bytes, bool inner)
{
    struct unwrapping u = { r->fn, r->arg, raw };
    struct span text;

    if (!inner && !log_room(r->scratch, 3 * raw.len))
        return LOG_OTHER;
    text = bytes ? bytes_text(r->scratch, raw) : json_unescape(r->scratch, raw);
    text = span_trim(text);
    if (text.len < 8 || (inner && (*text.ptr == '{' || *text.ptr == '[')))
        return LOG_OTHER;
    return log_read_inner(text, r->scratch, take_wrapped, &u);
}

enum log_result format_json(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    const char *start = find_json(line);
    bool inner = scratch->len > 0;
    struct reading r = { .scratch = scratch, .fn = fn, .arg = arg, .result = LOG_OTHER };
    enum log_result result;
    size_t i;

    if (!inner)
        (void)log_room(scratch, line.len);
    r.before = log_before(line, start);
    json_read(&r.json, log_behind(line, start));
    read_items(&r);
    for (i = 0; i < r.nlines && r.result == LOG_OTHER; i++) {
        if (!inner)
            buf_clear(scratch);
        result = read_wrapped(&r, r.line[i], r.bytes[i], inner);
        r.result = result;
    }
    return r.result;
}
