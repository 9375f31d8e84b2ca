/* SPDX-License-Identifier: MIT */
/*
 * The names that services and MTAs give to the parts of their events, and what they
 * mean: another service's are rows of these tables.
 */
#ifndef JSON_KEYS_H
#define JSON_KEYS_H

#include "record.h"

#include <stdbool.h>
#include <stdint.h>

/* What a key's value is. */
enum field {
    FIELD_KIND,      /* "bounce", "Delivery": the first known one */
    FIELD_SUBKIND,   /* "Permanent", "temporary" */
    FIELD_WORDS,     /* what was said; a smaller rank is better */
    FIELD_REPLY,     /* reply code, of a reply for certain */
    FIELD_CODE,      /* reply code or something else */
    FIELD_SMTP_CODE, /* reply code, and the key alone tells that the line is about mail */
    FIELD_ENHANCED,  /* enhanced code as text */
    FIELD_CLASS,     /* enhanced code in three parts */
    FIELD_SUBJECT,
    FIELD_DETAIL,
    FIELD_DSN,
    FIELD_RECIPIENT,
    FIELD_FALLBACK, /* recipient where no other is named */
    FIELD_SENDER,
    FIELD_HOST,
    FIELD_HOST_IP,
    FIELD_COMMAND,
    FIELD_QUEUE_ID,
    FIELD_LINE, /* a log line as text */
    FIELD_SKIP, /* nothing in it is of interest */
};

enum { RANK_CODED = 2 }; /* of what stands under another key, and begins with a code */
enum { RANK_KIND = 6 };  /* of words that are but a finer name of the kind */

struct json_key {
    const char *parent; /* the key of the object that holds it; NULL: any */
    const char *name;
    uint8_t len; /* of the name */
    uint8_t field, rank;
};

/* The row of a key below another, each perhaps not there; NULL if none is known. */
const struct json_key *json_key(struct span name, struct span parent);

/* Does a key that no row has sound as if its value might be a reply: "bounceReason"? */
bool json_key_of_reply(struct span name);

/* Is it the key of that name? */
bool json_is_key(struct span key, const char *name);

/* What became of a message. */
struct event_kind {
    const char *name; /* in lower case, letters and digits only */
    enum fate fate;
    bool quiet; /* of no interest here */
    enum sw_direction direction;
};

/* The kind of which a word tells: "email.hard_bounced" is "hardbounced"; NULL if none is known. */
const struct event_kind *event_kind(struct span word);

/* Are the tables in order?  For their test. */
bool json_keys_sound(void);

#endif
