/* SPDX-License-Identifier: MIT */
/*
 * One event of a JSON log, as its parts come: which is which is said by their keys.
 */
#ifndef JSON_EVENT_H
#define JSON_EVENT_H

#include "format.h"
#include "json_keys.h"
#include "json_reader.h"

#include <stdbool.h>
#include <stddef.h>

/* A recipient, with words of its own where Amazon SES lists them. */
struct event_recipient {
    struct span address, words, dsn;
};

/* Which parts of an enhanced code in three numbers were there. */
enum { SEEN_CLASS = 1, SEEN_SUBJECT = 2, SEEN_DETAIL = 4 };

/* Spans are raw: escapes are not decoded yet. */
struct event {
    const struct event_kind *kind;
    struct span kind_word, subkind;
    size_t depth; /* of the object in which the kind stands */
    struct span words;
    unsigned rank; /* of the words */
    unsigned reply, code;
    struct sw_status enhanced;
    struct sw_status parts; /* the same in three numbers: one only if all were there */
    unsigned seen;
    struct span dsn;
    struct event_recipient to[LOG_RECIPIENTS];
    size_t nto;
    struct span fallback[LOG_RECIPIENTS];
    size_t nfallback;
    struct span sender, host, host_ip, command, queue_id;
    bool listed;  /* inside a list of recipients with words of their own */
    bool certain; /* a key that only logs of mail have */
};

/* Forgets everything. */
void event_clear(struct event *e);

/* Takes a string, number or word under a known key; element: it is one of an array. */
void event_take(struct event *e, const struct json_item *item, const struct json_key *key,
                bool element);

/* Takes a string under a key that tells nothing, if it begins with a code and goes on with words.
 */
void event_take_coded(struct event *e, struct span value);

/* An object of a list of recipients begins. */
void event_next_recipient(struct event *e);

/* Is it an event of mail, not of something else that has a "type"? */
bool event_is_mail(const struct event *e);

/* Its recipients are those named, else those of the whole message. */
void event_choose_recipients(struct event *e);

/* Its enhanced code: in one piece, or from three parts of which none may be missing. */
struct sw_status event_enhanced(const struct event *e);

/* What became of the message. */
enum fate event_fate(const struct event *e);

#endif
