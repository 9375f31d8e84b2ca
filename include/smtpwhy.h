/* SPDX-License-Identifier: MIT */
/*
 * smtpwhy: explains SMTP replies offline.
 *
 * Text in, explanations out.  The library does no input or output, keeps no
 * globals and never exits; a context is used by one thread at a time.
 *
 * Terms: a reply code is the three digits of RFC 5321 4.2, an enhanced status
 * code the X.Y.Z of RFC 3463.  An outcome is one thing that was said about one
 * message and recipient, however often the text repeats it.
 */
#ifndef SMTPWHY_H
#define SMTPWHY_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SW_VERSION "1.0.0"

#define SW_SCHEMA 1 /* of the JSON that the command prints */

#define SW_STATUS_TEXT 12 /* "5.999.999" and NUL, with room */
#define SW_STEPS_MAX   8  /* steps, checks or references of one explanation */

/* An enhanced status code, RFC 3463: class 2, 4 or 5; the rest 0..999.  Class 0: none given. */
struct sw_status {
    unsigned class, subject, detail;
};

/* Writes "5.7.26", or "" for none. */
void sw_status_text(struct sw_status s, char out[SW_STATUS_TEXT]);

enum sw_class {
    SW_CLASS_NONE, /* the text gives no hint */
    SW_CLASS_SUCCESS,
    SW_CLASS_INTERMEDIATE,
    SW_CLASS_TEMPORARY,
    SW_CLASS_PERMANENT,
};

enum sw_acts { SW_ACTS_SENDER, SW_ACTS_RECIPIENT, SW_ACTS_RECEIVER, SW_ACTS_WAIT, SW_ACTS_NOBODY };

enum sw_direction {
    SW_DIRECTION_NONE,     /* unclear */
    SW_DIRECTION_OUTBOUND, /* another server answered us */
    SW_DIRECTION_INBOUND,  /* our server answered a client */
};

/* What the category rests on, best first. */
enum sw_confidence {
    SW_CONFIDENCE_REPLY,    /* a known reply of a provider or program */
    SW_CONFIDENCE_WORDING,  /* generic words, or a blocklist named in them */
    SW_CONFIDENCE_ENHANCED, /* the enhanced status code */
    SW_CONFIDENCE_CODE,     /* the reply code */
    SW_CONFIDENCE_CLASS,    /* no more than its first digit */
};

/* Their names as the JSON has them ("permanent", "sender", "outbound", "wording"); NULL for
 * ..._NONE. */
const char *sw_class_name(enum sw_class c);
const char *sw_acts_name(enum sw_acts a);
const char *sw_direction_name(enum sw_direction d);
const char *sw_confidence_name(enum sw_confidence c);

/* Where the reader finds a blocklist, and how the listing ends. */
struct sw_blocklist {
    const char *name, *zone;
    const char *lookup; /* URL with the address filled in; NULL where there is none */
    const char *delist;
};

/*
 * One explained outcome.  Strings are NUL-terminated, NULL where not known, and
 * belong to the context: they live until its next call.  Text taken from the
 * input is valid UTF-8 without control characters: bytes that are neither
 * stand as \xNN.
 */
struct sw_outcome {
    /* where it was said */
    size_t line;       /* the line on which it begins, from 1 */
    size_t start, end; /* bytes [start, end) of that line that hold the codes and their words */

    /* what was said */
    unsigned reply;            /* 0: no reply code */
    struct sw_status enhanced; /* as the speaker gave it */
    struct sw_status dsn;      /* as the local MTA concluded it */
    const char *text;          /* the words, unfolded, without the codes */
    const char *recipient, *sender;
    const char *host;    /* of the other side */
    const char *ip;      /* the address that the words are about, else that of host */
    const char *command; /* the step at which it was said: "RCPT TO", "end of DATA" */
    const char *queue_id;
    enum sw_direction direction;
    long retry_after; /* seconds, as the words say; -1: they do not */

    /* what it means */
    enum sw_class class;
    const char *category, *group;
    enum sw_acts acts;
    bool retry; /* is the same message worth sending again, unchanged? */
    const char *title, *meaning;
    const char *fix[SW_STEPS_MAX];
    const char *check[SW_STEPS_MAX];
    const char *references[SW_STEPS_MAX];
    size_t nfix, ncheck, nreferences;

    /* how it is known */
    const char *provider; /* who speaks */
    const char *rule; /* id of the row that decided: "google-unauthenticated", "5.7.26", "spam" */
    enum sw_confidence confidence;
    bool conflict; /* codes or words contradict each other; note says which was followed */
    const char *note;
    const struct sw_blocklist *blocklist;
};

struct sw_ctx;

/* Returns a new context, or NULL when memory is short.  Free it with sw_free(). */
struct sw_ctx *sw_new(void);
void sw_free(struct sw_ctx *ctx);

/* Takes one outcome; returns false to stop. */
typedef bool sw_outcome_fn(void *arg, const struct sw_outcome *outcome);

/* How a text is to be read. */
enum sw_input {
    SW_INPUT_TEXT, /* bare codes, a reply or several, as pasted */
    SW_INPUT_LINE, /* one line of a log: strict about what is a code */
};

/*
 * Explains what text says, in order of appearance: calls fn for each distinct
 * outcome.  Where anything failed, successes are left out unless all is set.
 * first_line is the number of the text's first line.  Returns the number of
 * outcomes handed over.  Any bytes are valid input.
 */
size_t sw_explain(struct sw_ctx *ctx, enum sw_input input, const char *text, size_t len,
                  size_t first_line, bool all, sw_outcome_fn *fn, void *arg);

/* Takes one fault of a file: line and column (bytes) from 1; lower case, no full stop. */
typedef void sw_fault_fn(void *arg, const char *file, size_t line, size_t column,
                         const char *message);

/*
 * Reads a site's own replies: a table like those of data/replies, tried before
 * the built-in ones, with the fault-free rows of the last call replaced.  Every
 * row must be proved by its example.  file is its name in messages; data of len
 * bytes is only read.  Returns the number of faults, each told to fault.
 */
size_t sw_rules(struct sw_ctx *ctx, const char *file, const char *data, size_t len,
                sw_fault_fn *fault, void *arg);

/* What went wrong inside since the last call, such as a pattern over its limit; NULL if nothing. */
const char *sw_warning(struct sw_ctx *ctx);

/* One entry of the reference: a code of the standards or of common use. */
struct sw_reference {
    const char *code; /* "550", "x.7.26", "5xx" */
    bool outside;     /* in no RFC and not in the IANA registry */
    const char *category;
    const char *title, *meaning, *fix, *check,
        *source; /* fix, check, source: " | " between items */
};

/* Fills *out with entry number n, from 0; returns false past the last. */
bool sw_reference_at(size_t n, struct sw_reference *out);

/*
 * A sentence, or with command a shell command, of the reference with its blanks
 * filled by neutral phrases ("the recipient", RECIPIENT-ADDRESS).  Lives until
 * the context's next call.
 */
const char *sw_reference_text(struct sw_ctx *ctx, const char *text, bool command);

/* Name number n of the categories, from 0; NULL past the last. */
const char *sw_category_at(size_t n);

/* Is there a category of that name? */
bool sw_category_known(const char *name);

#ifdef __cplusplus
}
#endif

#endif
