/* SPDX-License-Identifier: MIT */
/*
 * What was said, as found in the input: positions in the caller's text, nothing
 * explained yet.  Made by the parser and by the log formats, read by the explainer.
 */
#ifndef RECORD_H
#define RECORD_H

#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>

/* A piece of the input; ptr NULL: not there. */
struct span {
    const char *ptr;
    size_t len;
};

static inline struct span span_of(const char *start, const char *end)
{
    return (struct span){ start, (size_t)(end - start) };
}

/* What the local MTA made of the reply, where the input says so. */
enum fate { FATE_NONE, FATE_SENT, FATE_DEFERRED, FATE_BOUNCED };

/* The circumstances of a reply. */
struct scene {
    struct span recipient, sender, host, host_ip, command, queue_id;
    struct sw_status dsn;
    enum fate fate;
    enum sw_direction direction;
    bool notice;    /* told by a notice: it is one outcome, even if nobody gave a reason */
    bool of_sender; /* a server verified the sender: of a user it tells the sender, not a recipient
                     */
};

enum { CODES_IN_REPLY = 32 };

/* One reply: its codes, and where its words are. */
struct said {
    unsigned reply;
    struct sw_status enhanced;
    struct span words;                 /* with repeated codes in it; may span lines */
    struct span codes[CODES_IN_REPLY]; /* the codes within words, in order: not words themselves */
    size_t ncodes;
    struct span around; /* the whole of what was said, for words that stand before the code */
    struct span wider;  /* the text around that, where nobody gave words; ptr NULL: none */
    struct scene scene;
};

#endif
