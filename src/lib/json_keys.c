/* SPDX-License-Identifier: MIT */
/*
 * The tables of names.  Services nest their events differently, but name the parts of
 * them alike: only where a name has several meanings its parent tells.
 */
#include "json_keys.h"

#include "ascii.h"
#include "span.h"

#include <stdlib.h>
#include <string.h>

#define KEY(parent, name, field, rank)                                                             \
    {                                                                                              \
        parent, name, sizeof(name) - 1, field, rank                                                \
    }

/* In the order of their names; of those of one name the general one last. */
static const struct json_key keys[] = {
    KEY(NULL, "@message", FIELD_LINE, 0),
    KEY(NULL, "Description", FIELD_WORDS, 4), /* Postmark */
    KEY(NULL, "Details", FIELD_WORDS, 1),     /* Postmark */
    KEY(NULL, "Email", FIELD_RECIPIENT, 0),   /* Postmark */
    KEY(NULL, "From", FIELD_SENDER, 0),       /* Postmark */
    KEY(NULL, "MESSAGE", FIELD_LINE, 0),      /* journalctl */
    KEY(NULL, "Message", FIELD_LINE, 0),
    KEY(NULL, "MessageID", FIELD_QUEUE_ID, 0),        /* Postmark */
    KEY(NULL, "Metadata", FIELD_SKIP, 0),             /* Postmark */
    KEY(NULL, "Recipient", FIELD_RECIPIENT, 0),       /* Postmark */
    KEY(NULL, "RecordType", FIELD_KIND, 0),           /* Postmark */
    KEY(NULL, "Type", FIELD_KIND, 0),                 /* Postmark */
    KEY("peer_address", "addr", FIELD_HOST_IP, 0),    /* KumoMTA */
    KEY("recipients", "address", FIELD_RECIPIENT, 0), /* postqueue -j */
    KEY("recipient", "address", FIELD_RECIPIENT, 0),
    KEY("email_address", "address", FIELD_FALLBACK, 0), /* ZeptoMail */
    KEY("from", "address", FIELD_SENDER, 0),            /* ZeptoMail */
    KEY(NULL, "bounceCode", FIELD_CODE, 0),
    KEY(NULL, "bounceSubType", FIELD_WORDS, RANK_KIND), /* Amazon SES */
    KEY(NULL, "bounceType", FIELD_SUBKIND, 1),          /* Amazon SES */
    KEY(NULL, "bounce_code", FIELD_CODE, 0),
    KEY(NULL, "bounce_description", FIELD_WORDS, 5),    /* Mandrill */
    KEY(NULL, "bounced_recipient", FIELD_RECIPIENT, 0), /* ZeptoMail */
    KEY("enhanced_code", "class", FIELD_CLASS, 0),      /* KumoMTA */
    KEY("delivery-status", "code", FIELD_REPLY, 0),     /* Mailgun */
    KEY("response", "code", FIELD_REPLY, 0),            /* KumoMTA */
    KEY(NULL, "code", FIELD_CODE, 0),
    KEY("response", "command", FIELD_COMMAND, 0),          /* KumoMTA */
    KEY(NULL, "comment", FIELD_WORDS, 1),                  /* Mailjet */
    KEY(NULL, "commonHeaders", FIELD_SKIP, 0),             /* Amazon SES */
    KEY("response", "content", FIELD_WORDS, 1),            /* KumoMTA */
    KEY(NULL, "delay_reason", FIELD_WORDS, 1),             /* postqueue -j */
    KEY("delivery-status", "description", FIELD_WORDS, 2), /* Mailgun */
    KEY(NULL, "description", FIELD_WORDS, 5),
    KEY("mail", "destination", FIELD_FALLBACK, 0), /* Amazon SES */
    KEY(NULL, "destination_response", FIELD_WORDS, 1),
    KEY("enhanced_code", "detail", FIELD_DETAIL, 0), /* KumoMTA */
    KEY(NULL, "details", FIELD_WORDS, 2),            /* Stalwart, Postal */
    KEY(NULL, "diag", FIELD_WORDS, 1),               /* Mandrill */
    KEY(NULL, "diagnostic-code", FIELD_WORDS, 1),
    KEY(NULL, "diagnosticCode", FIELD_WORDS, 1), /* Amazon SES */
    KEY(NULL, "diagnostic_code", FIELD_WORDS, 1),
    KEY(NULL, "diagnostic_message", FIELD_WORDS, 1), /* ZeptoMail */
    KEY(NULL, "dsn", FIELD_DSN, 0),
    KEY(NULL, "effective_rcpt", FIELD_FALLBACK, 0), /* maddy */
    KEY(NULL, "email", FIELD_RECIPIENT, 0),
    KEY(NULL, "emailAddress", FIELD_RECIPIENT, 0), /* Amazon SES */
    KEY(NULL, "email_from", FIELD_SENDER, 0),
    KEY(NULL, "email_response_code", FIELD_REPLY, 0),
    KEY(NULL, "email_response_message", FIELD_WORDS, 1),
    KEY(NULL, "email_to", FIELD_RECIPIENT, 0),
    KEY(NULL, "enhanced-code", FIELD_ENHANCED, 0),
    KEY(NULL, "enhanced_code", FIELD_ENHANCED, 0),
    KEY(NULL, "error", FIELD_WORDS, 2),
    KEY(NULL, "errorMessage", FIELD_WORDS, 3), /* Amazon SES */
    KEY(NULL, "error_code", FIELD_REPLY, 0),   /* SparkPost */
    KEY(NULL, "error_message", FIELD_WORDS, 3),
    KEY(NULL, "error_msg", FIELD_WORDS, 3),
    KEY(NULL, "error_text", FIELD_WORDS, 3),
    KEY(NULL, "event", FIELD_KIND, 0),
    KEY(NULL, "eventType", FIELD_KIND, 0), /* Amazon SES */
    KEY(NULL, "event_name", FIELD_KIND, 0),
    KEY(NULL, "event_type", FIELD_KIND, 0),
    KEY(NULL, "from", FIELD_SENDER, 0),
    KEY(NULL, "full_message", FIELD_LINE, 0),
    KEY(NULL, "headers", FIELD_SKIP, 0),
    KEY(NULL, "id", FIELD_QUEUE_ID, 0),
    KEY(NULL, "line", FIELD_LINE, 0),
    KEY(NULL, "log", FIELD_LINE, 0), /* Docker */
    KEY(NULL, "mailFrom", FIELD_SENDER, 0),
    KEY(NULL, "mail_from", FIELD_SENDER, 0),
    KEY("bounce", "message", FIELD_WORDS, 3),
    KEY("delivery-status", "message", FIELD_WORDS, 1), /* Mailgun */
    KEY(NULL, "message", FIELD_LINE, 0),
    KEY(NULL, "messageId", FIELD_QUEUE_ID, 0),
    KEY(NULL, "message_id", FIELD_QUEUE_ID, 0),
    KEY(NULL, "metadata", FIELD_SKIP, 0),
    KEY(NULL, "msg", FIELD_LINE, 0),
    KEY(NULL, "msg_from", FIELD_SENDER, 0), /* SparkPost */
    KEY(NULL, "msg_id", FIELD_QUEUE_ID, 0), /* maddy */
    KEY(NULL, "mx", FIELD_HOST, 0),
    KEY(NULL, "mx-host", FIELD_HOST, 0), /* Mailgun */
    KEY(NULL, "mxHost", FIELD_HOST, 0),
    KEY(NULL, "mx_host", FIELD_HOST, 0),
    KEY("peer_address", "name", FIELD_HOST, 0),   /* KumoMTA */
    KEY(NULL, "notificationType", FIELD_KIND, 0), /* Amazon SES */
    KEY(NULL, "output", FIELD_WORDS, 1),          /* Postal */
    KEY(NULL, "queueId", FIELD_QUEUE_ID, 1),
    KEY(NULL, "queue_id", FIELD_QUEUE_ID, 1),
    KEY(NULL, "queue_name", FIELD_KIND, 0),       /* postqueue -j */
    KEY(NULL, "raw_rcpt_to", FIELD_RECIPIENT, 0), /* SparkPost */
    KEY(NULL, "raw_reason", FIELD_WORDS, 1),      /* SparkPost */
    KEY(NULL, "rcpt", FIELD_RECIPIENT, 0),        /* maddy */
    KEY(NULL, "rcptTo", FIELD_RECIPIENT, 0),
    KEY(NULL, "rcpt_to", FIELD_RECIPIENT, 0), /* SparkPost */
    KEY(NULL, "reason", FIELD_WORDS, 3),
    KEY(NULL, "recipient", FIELD_RECIPIENT, 0),
    KEY(NULL, "recipientEmail", FIELD_RECIPIENT, 0),
    KEY(NULL, "recipient_email", FIELD_RECIPIENT, 0),
    KEY(NULL, "recipients", FIELD_RECIPIENT, 0),
    KEY(NULL, "rejected", FIELD_FALLBACK, 0),   /* nodemailer */
    KEY(NULL, "remoteMtaIp", FIELD_HOST_IP, 0), /* Amazon SES */
    KEY(NULL, "remote_addr", FIELD_HOST_IP, 0),
    KEY(NULL, "remote_server", FIELD_HOST, 0), /* maddy */
    KEY(NULL, "replyCode", FIELD_REPLY, 0),
    KEY(NULL, "reply_code", FIELD_REPLY, 0),
    KEY(NULL, "response", FIELD_WORDS, 2),
    KEY(NULL, "responseCode", FIELD_CODE, 0), /* nodemailer */
    KEY(NULL, "response_code", FIELD_REPLY, 0),
    KEY(NULL, "sender", FIELD_SENDER, 0),
    KEY(NULL, "severity", FIELD_SUBKIND, 0),       /* Mailgun */
    KEY(NULL, "sg_message_id", FIELD_QUEUE_ID, 0), /* SendGrid */
    KEY(NULL, "short_message", FIELD_LINE, 0),
    KEY(NULL, "smtpCode", FIELD_SMTP_CODE, 0),
    KEY(NULL, "smtpResponse", FIELD_WORDS, 1),     /* Amazon SES */
    KEY(NULL, "smtp_code", FIELD_SMTP_CODE, 0),    /* maddy */
    KEY(NULL, "smtp_enchcode", FIELD_ENHANCED, 0), /* maddy */
    KEY(NULL, "smtp_msg", FIELD_WORDS, 1),         /* maddy */
    KEY(NULL, "smtp_reply", FIELD_WORDS, 1),
    KEY(NULL, "smtp_response", FIELD_WORDS, 1),
    KEY("mail", "source", FIELD_SENDER, 0), /* Amazon SES */
    KEY(NULL, "src_ip", FIELD_HOST_IP, 0),  /* maddy */
    KEY(NULL, "status", FIELD_DSN, 0),
    KEY("enhanced_code", "subject", FIELD_SUBJECT, 0), /* KumoMTA */
    KEY(NULL, "tags", FIELD_SKIP, 0),
    KEY(NULL, "to", FIELD_FALLBACK, 0),
    KEY(NULL, "to_email", FIELD_RECIPIENT, 0),
    KEY(NULL, "type", FIELD_KIND, 0),
    KEY(NULL, "user-variables", FIELD_SKIP, 0), /* Mailgun */
};

enum { KEYS = sizeof keys / sizeof *keys };

/*
 * Keys that services write in many ways, "bounceReason", "BounceReason", "bounce_reason": in lower
 * case, letters and digits only.  They are asked for where no row above has the key as it is.
 */
static const struct json_key loose_keys[] = {
    KEY(NULL, "bouncedaddress", FIELD_RECIPIENT, 0),
    KEY(NULL, "bouncedaddresses", FIELD_RECIPIENT, 0),
    KEY(NULL, "bouncedescription", FIELD_WORDS, 4),
    KEY(NULL, "bouncemessage", FIELD_WORDS, 3),
    KEY(NULL, "bouncereason", FIELD_WORDS, 3),
    KEY(NULL, "bouncerecipients", FIELD_RECIPIENT, 0),
    KEY(NULL, "bouncetype", FIELD_SUBKIND, 1),
    KEY(NULL, "deferralreason", FIELD_WORDS, 3),
    KEY(NULL, "diagnosticcode", FIELD_WORDS, 1),
    KEY(NULL, "emailaddress", FIELD_RECIPIENT, 0),
    KEY(NULL, "emailto", FIELD_RECIPIENT, 0),
    KEY(NULL, "enhancedcode", FIELD_ENHANCED, 0),
    KEY(NULL, "enhancedstatuscode", FIELD_ENHANCED, 0),
    KEY(NULL, "envelopefrom", FIELD_SENDER, 0),
    KEY(NULL, "envelopeto", FIELD_RECIPIENT, 0),
    KEY(NULL, "errordescription", FIELD_WORDS, 4),
    KEY(NULL, "errormessage", FIELD_WORDS, 3),
    KEY(NULL, "eventtype", FIELD_KIND, 0),
    KEY(NULL, "failurereason", FIELD_WORDS, 3),
    KEY(NULL, "finalrecipient", FIELD_RECIPIENT, 0),
    KEY(NULL, "fromaddress", FIELD_SENDER, 0),
    KEY(NULL, "fromemail", FIELD_SENDER, 0),
    KEY(NULL, "originalfrom", FIELD_SENDER, 0),
    KEY(NULL, "originalrecipient", FIELD_RECIPIENT, 0),
    KEY(NULL, "originalto", FIELD_FALLBACK, 0),
    KEY(NULL, "rcptto", FIELD_RECIPIENT, 0),
    KEY(NULL, "recipientaddress", FIELD_RECIPIENT, 0),
    KEY(NULL, "recipientemail", FIELD_RECIPIENT, 0),
    KEY(NULL, "rejectioncode", FIELD_SMTP_CODE, 0), /* Mimecast */
    KEY(NULL, "rejectioninfo", FIELD_WORDS, 2),
    KEY(NULL, "rejectiontype", FIELD_WORDS, 4),
    KEY(NULL, "rejectreason", FIELD_WORDS, 3),
    KEY(NULL, "remotemta", FIELD_HOST, 0),
    KEY(NULL, "senderenvelope", FIELD_SENDER, 0),
    KEY(NULL, "smtpcode", FIELD_SMTP_CODE, 0),
    KEY(NULL, "smtperror", FIELD_WORDS, 2),
    KEY(NULL, "smtpmessage", FIELD_WORDS, 2),
    KEY(NULL, "smtpresponse", FIELD_WORDS, 1),
    KEY(NULL, "smtpresponsecode", FIELD_SMTP_CODE, 0),
    KEY(NULL, "toaddress", FIELD_RECIPIENT, 0),
    KEY(NULL, "toemail", FIELD_RECIPIENT, 0),
};

enum { LOOSE_KEYS = sizeof loose_keys / sizeof *loose_keys };

/* In the order of their names. */
static const struct event_kind kinds[] = {
    { "accepted", FATE_NONE, true, SW_DIRECTION_NONE },
    { "adminbounce", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "blocked", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "bounce", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "bounced", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "bouncedetected", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "bouncereceived", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "click", FATE_NONE, true, SW_DIRECTION_NONE },
    { "clicked", FATE_NONE, true, SW_DIRECTION_NONE },
    { "complained", FATE_NONE, true, SW_DIRECTION_NONE },
    { "complaint", FATE_NONE, true, SW_DIRECTION_NONE },
    { "defer", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "deferral", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "deferred", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "delay", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "delayed", FATE_DEFERRED, false, SW_DIRECTION_NONE },
    { "delivered", FATE_SENT, false, SW_DIRECTION_OUTBOUND },
    { "delivery", FATE_SENT, false, SW_DIRECTION_OUTBOUND },
    { "deliverydelay", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "deliverydelayed", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "deliveryfailed", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "drop", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "dropped", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "dsnpermfail", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND }, /* Stalwart */
    { "dsnsuccess", FATE_SENT, false, SW_DIRECTION_OUTBOUND },
    { "dsntempfail", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "emailblocked", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "emailbounced", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "emaildeferred", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "emaildelivered", FATE_SENT, false, SW_DIRECTION_OUTBOUND },
    { "emaildeliveryfailed", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "emaildropped", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "expiration", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "failed", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "failureperm", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "failuretemp", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "failuretmp", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "generationfailure", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "generationrejection", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "hardbounce", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "hardbounced", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "hardfail", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "invalidemail", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "messagebounce", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "messagebounced", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "messagedelayed", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "messagedeliveryerror", FATE_NONE, false, SW_DIRECTION_OUTBOUND },
    { "messagedeliveryfailed", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "messagefailed", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "messageheld", FATE_NONE, false, SW_DIRECTION_NONE },
    { "messagesent", FATE_SENT, false, SW_DIRECTION_OUTBOUND },
    { "notaccepted", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "oob", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "open", FATE_NONE, true, SW_DIRECTION_NONE },
    { "opened", FATE_NONE, true, SW_DIRECTION_NONE },
    { "outofband", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "permanentfail", FATE_BOUNCED, false, SW_DIRECTION_OUTBOUND },
    { "policyrejection", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "processed", FATE_NONE, true, SW_DIRECTION_NONE },
    { "reception", FATE_SENT, false, SW_DIRECTION_INBOUND },
    { "reject", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "rejected", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "rejection", FATE_BOUNCED, false, SW_DIRECTION_INBOUND },
    { "renderingfailure", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "send", FATE_NONE, true, SW_DIRECTION_NONE },
    { "sent", FATE_NONE, true, SW_DIRECTION_NONE },
    { "softbounce", FATE_NONE, false, SW_DIRECTION_OUTBOUND },
    { "softbounced", FATE_NONE, false, SW_DIRECTION_OUTBOUND },
    { "softfail", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "spamcomplaint", FATE_NONE, true, SW_DIRECTION_NONE },
    { "spamreport", FATE_NONE, true, SW_DIRECTION_NONE },
    { "suppressed", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "suspension", FATE_BOUNCED, false, SW_DIRECTION_NONE },
    { "temporaryfail", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "transientfailure", FATE_DEFERRED, false, SW_DIRECTION_OUTBOUND },
    { "unsubscribe", FATE_NONE, true, SW_DIRECTION_NONE },
    { "unsubscribed", FATE_NONE, true, SW_DIRECTION_NONE },
};

enum { KINDS = sizeof kinds / sizeof *kinds, KIND_NAME_MAX = 24 };

/* compare - a key's name with that of a row */
static int compare(struct span name, const struct json_key *key)
{
    size_t n = name.len < key->len ? name.len : key->len;
    int order = (unsigned char)*name.ptr - (unsigned char)*key->name;

    if (order == 0)
        order = memcmp(name.ptr, key->name, n);
    return order != 0 ? order : (name.len > n) - (key->len > n);
}

bool json_is_key(struct span key, const char *name)
{
    return key.len > 0 && *key.ptr == *name && key.len == strlen(name) &&
           memcmp(key.ptr, name, key.len) == 0;
}

bool json_key_of_reply(struct span name)
{
    static const char *const stems[] = { "reason", "respon", "reply",  "err",    "mess", "msg",
                                         "smtp",   "diag",   "detail", "output", "resu", "desc",
                                         "bounce", "status", "answer", "caus" };

    return name.len > 0 && name.len <= KIND_NAME_MAX && span_has_any(name, PHRASES_IN(stems));
}

/* first_of - the first row that is not below the name, of n rows in order */
static size_t first_of(struct span name, const struct json_key *rows, size_t n)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (compare(name, &rows[middle]) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* loose_key - the row of a key however it is written; NULL if none is known */
static const struct json_key *loose_key(struct span name)
{
    char plain[KIND_NAME_MAX];
    size_t i, n = 0;
    struct span text;

    for (i = 0; i < name.len; i++) {
        if (name.ptr[i] == '_' || name.ptr[i] == '-')
            continue;
        if (n == sizeof plain || !is_alnum(name.ptr[i]))
            return NULL;
        plain[n++] = to_lower(name.ptr[i]);
    }
    text = (struct span){ plain, n };
    i = n > 0 ? first_of(text, loose_keys, LOOSE_KEYS) : LOOSE_KEYS;
    return i < LOOSE_KEYS && compare(text, &loose_keys[i]) == 0 ? &loose_keys[i] : NULL;
}

const struct json_key *json_key(struct span name, struct span parent)
{
    size_t i;

    if (name.len == 0)
        return NULL;
    for (i = first_of(name, keys, KEYS); i < KEYS && compare(name, &keys[i]) == 0; i++)
        if (!keys[i].parent || json_is_key(parent, keys[i].parent))
            return &keys[i];
    return loose_key(name);
}

/* by_name - for bsearch */
static int by_name(const void *name, const void *kind)
{
    return strcmp(name, ((const struct event_kind *)kind)->name);
}

const struct event_kind *event_kind(struct span word)
{
    const char *p = word.ptr, *end = p + word.len, *q;
    char name[KIND_NAME_MAX];
    size_t n = 0;

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
    return bsearch(name, kinds, KINDS, sizeof *kinds, by_name);
}

bool json_keys_sound(void)
{
    size_t i;
    int order;

    for (i = 1; i < KEYS; i++) {
        order = strcmp(keys[i - 1].name, keys[i].name);
        if (order > 0 || (order == 0 && !keys[i - 1].parent))
            return false;
    }
    for (i = 1; i < LOOSE_KEYS; i++)
        if (strcmp(loose_keys[i - 1].name, loose_keys[i].name) >= 0)
            return false;
    for (i = 0; i < KINDS; i++)
        if (strlen(kinds[i].name) >= KIND_NAME_MAX ||
            (i > 0 && strcmp(kinds[i - 1].name, kinds[i].name) >= 0))
            return false;
    return true;
}
