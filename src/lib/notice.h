/* SPDX-License-Identifier: MIT */
/*
 * A notice of failure while it is read, and who is told what of it.  message.c puts the
 * parts of the message into it, notice_*.c and report.c find what was said about whom.
 */
#ifndef NOTICE_H
#define NOTICE_H

#include "buf.h"
#include "format.h"
#include "span.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    NOTICE_TEXT_MAX = 1 << 20,   /* bytes of text that are looked at, of each kind */
    NOTICE_SAID_MAX = 8192,      /* bytes of what was said about one recipient */
    NOTICE_WORDS_MAX = 4096,     /* bytes of a passage */
    NOTICE_LOOK_MAX = 32 * 1024, /* bytes of the text that tell what it is */
    NOTICE_LINE_MAX = 1000,      /* bytes of a line in which phrases are searched */
    NOTICE_PASSAGES_MAX = 2048,  /* of the text; a report has no such limit */
};

/* What is said about a recipient at one place of the text. */
struct notice_passage {
    struct span address; /* ptr NULL: nobody is named */
    struct span text;
    struct sw_status dsn; /* what the MTA concluded, if a transcript tells */
    const char *line;     /* that names him, in a list of sections */
    bool listed;          /* the address stands alone on its line, indented like the first one */
};

/* A list that grows: what points into it may move when one is added. */
struct notice_passages {
    struct notice_passage *at;
    size_t n, room;
};

/* One more, empty; NULL when the list is full or memory is short. */
struct notice_passage *notice_passage_add(struct notice_passages *list);

/* One message that is read; notice_new() begins it, notice_free() ends it. */
struct notice {
    struct span whole; /* the message as it stands in the text; ptr NULL: it has no header */
    struct span head;
    struct buf plain, html, report; /* the parts, decoded */
    struct buf disposition;         /* of a receipt, likewise */
    struct buf text;                /* the plain part without what was returned */
    struct buf quotes;              /* replies out of transcripts, without their marks */
    struct buf subject, failed, field, said, other;
    struct buf addressees, authors; /* of the returned message */
    bool from_list;                 /* was that sent by a list? */
    struct notice_passages sections, replies;
    struct notice_passages known; /* both, one a recipient */
    struct span preamble;         /* words before the first recipient that tell; ptr NULL: none */
    struct span inner;            /* the first message in the message; ptr NULL: none */
    struct span original; /* what begins with the header of the returned message, likewise */
    struct span human;    /* of text: what stands before the fields of a report */
    struct span any;      /* an address that is most likely the recipient's, if asked */
    bool any_known;       /* was it? */
    bool receipt, feedback, returned;
    bool certain;   /* a notice, whatever its words say */
    enum fate fate; /* as the text tells it */
    size_t told;
    bool stopped;
    log_entry_fn *fn;
    void *arg;
};

/* Nothing read yet; fn takes the entries. */
struct notice notice_new(log_entry_fn *fn, void *arg);

void notice_free(struct notice *notice);

/* Joins sections and replies into known: for each recipient what tells most. */
void notice_join(struct notice *notice);

/* The recipient where the notice knows only one; ptr NULL if it does not. */
struct span notice_sole_address(struct notice *notice);

/* What the text says about a recipient, if it tells more than best; else best. */
struct span notice_best_about(const struct notice *notice, struct span address, struct span best);

/*
 * What was said about nobody by name, to the end of data or to a greeting, or before the
 * first recipient is named, if it tells more than best; else best.
 */
struct span notice_best_of_all(const struct notice *notice, struct span best);

/*
 * "Failed; 5.1.1 (bad address)" and, on a later line, the reply with a code: that is what was said,
 * and the status is what the MTA made of it; *dsn is set to it, unless it is known.
 */
struct span notice_behind_conclusion(struct span said, struct sw_status *dsn);

/* Is the text only a wrapper, with all that counts in the message that it holds? */
bool notice_says_nothing(const struct notice *notice);

/* Hands over one recipient's entry, unless the taker has stopped. */
void notice_hand_over(struct notice *notice, struct log_entry *entry);

/* Tells each recipient that notice_join() found something about. */
void notice_tell_known(struct notice *notice);

/* Tells a notice that names its recipients in no form that is known, or names none. */
void notice_tell_text(struct notice *notice);

#endif
