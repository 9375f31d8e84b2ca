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

/* What became of the message, as the log or notice itself says. */
enum sw_fate { SW_FATE_NONE, SW_FATE_DELIVERED, SW_FATE_DEFERRED, SW_FATE_BOUNCED };

/* What the category rests on, best first. */
enum sw_confidence {
    SW_CONFIDENCE_REPLY,    /* a known reply of a provider or program */
    SW_CONFIDENCE_WORDING,  /* generic words, or a blocklist named in them */
    SW_CONFIDENCE_ENHANCED, /* the enhanced status code */
    SW_CONFIDENCE_CODE,     /* the reply code */
    SW_CONFIDENCE_CLASS,    /* no more than its first digit */
};

/* Their names as the JSON has them ("permanent", "sender", "outbound", "wording"); NULL for
 * ..._NONE and for a number that is none of them. */
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
 * belong to the context: they live until the function that takes the outcome
 * returns.  Text taken from the input is valid UTF-8 without control characters:
 * bytes that are neither stand as \xNN.
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
    enum sw_fate fate;
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
    SW_INPUT_TEXT, /* bare codes, a reply or several, a bounce message, as pasted */
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

/* Does the text begin as a mail message does, perhaps in a mailbox? */
bool sw_is_message(const char *text, size_t len);

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

/*
 * What went wrong inside since the last such call, such as a pattern over its limit; NULL
 * if nothing.  Lives until the context's next call.
 */
const char *sw_warning(struct sw_ctx *ctx);

/* One entry of the reference: a code of the standards or of common use.  Strings live for ever. */
struct sw_reference {
    const char *code; /* "550", "x.7.26", "5xx" */
    bool outside;     /* in no RFC and not in the IANA registry */
    const char *category;
    const char *title, *meaning;
    const char *fix[SW_STEPS_MAX];
    const char *check[SW_STEPS_MAX];
    const char *references[SW_STEPS_MAX];
    size_t nfix, ncheck, nreferences;
};

/* Fills *out with entry number n, from 0; returns false past the last. */
bool sw_reference_at(size_t n, struct sw_reference *out);

/*
 * A sentence, or with command a shell command, of the reference with its blanks
 * filled by neutral phrases ("the recipient", RECIPIENT-ADDRESS).  Lives until
 * the context's next call.
 */
const char *sw_reference_text(struct sw_ctx *ctx, const char *text, bool command);

/* Name number n of the categories, from 0; NULL past the last.  Lives for ever. */
const char *sw_category_at(size_t n);

/* Is there a category of that name? */
bool sw_category_known(const char *name);

/*
 * The lines of a log that may report anything, found at the speed of memory.  With all,
 * deliveries are among them; else only what may be a failure.
 */
struct sw_lines;

struct sw_lines *sw_lines_new(bool all);
void sw_lines_free(struct sw_lines *l);

/* Begins with a text of at most 1 GB, which must stay until it is done. */
void sw_lines_begin(struct sw_lines *l, const char *text, size_t len);

/* One line, without its end, and how many lines of the text stand before it. */
struct sw_line {
    const char *text;
    size_t len, before;
};

/* The next one; false at the end. */
bool sw_lines_next(struct sw_lines *l, struct sw_line *line);

/* How many lines the text had, after the last of them. */
size_t sw_lines_count(const struct sw_lines *l);

/*
 * Summaries: what was said over a whole log, counted.  Memory is bounded whatever the
 * input: past SW_REASONS_MAX reasons, SW_DOMAINS_MAX domains and so on, those whose names'
 * hashes are the smallest keep their own, exact, counts and all others are counted
 * together.  So a summary depends neither on how the input was cut nor on which part came
 * when: parts add up to what the whole would have given.
 */
enum {
    SW_REASONS_MAX = 4096,
    SW_DOMAINS_MAX = 131072,
    SW_HOSTS_MAX = 16384,
    SW_HOURS_MAX = 16384,
    SW_LISTS_MAX = 512,
    SW_NAME_MAX = 79,     /* bytes of a name in a table; the rest is cut off */
    SW_EXAMPLE_MAX = 400, /* bytes of an example */
};

/* Outcomes: all, and those that are temporary or permanent failures. */
struct sw_count {
    unsigned long long count, temporary, permanent;
    unsigned long long first_line; /* 0: none */
};

/* A row of a table.  Strings belong to the summary. */
struct sw_row {
    struct sw_count n;
    const char *name;
    const char *note; /* of a blocklist: how to get off it; else NULL */
};

/* The tables of failures. */
enum sw_table { SW_TABLE_DOMAIN, SW_TABLE_HOST, SW_TABLE_HOUR, SW_TABLE_LIST, SW_TABLES };

/* One reason for outcomes that have everything but their message in common. */
struct sw_reason {
    struct sw_count n;
    unsigned reply;
    struct sw_status enhanced;
    enum sw_class class;
    enum sw_acts acts;
    enum sw_direction direction;
    bool retry;
    const char *category, *title;
    const char *provider; /* NULL: unknown */
    /* of the first, for others of the same title may have come from other rules: */
    const char *rule;
    const char *example; /* its codes and words */
    const char *fix[SW_STEPS_MAX];
    size_t nfix;
};

/* What outcomes come to. */
struct sw_totals {
    unsigned long long lines;
    unsigned long long outcomes, success, temporary, permanent;
    unsigned long long delivered, deferred, bounced; /* attempts at delivery */
    unsigned long long rejected;                     /* refused by our own server */
    unsigned long long remarks; /* what other servers said on the way to one of these ends */
};

struct sw_summary;

/* Returns a new summary, or NULL when memory is short.  Free it with sw_summary_free(). */
struct sw_summary *sw_summary_new(void);
void sw_summary_free(struct sw_summary *s);

/* Does an outcome of that class and category count? */
typedef bool sw_pass_fn(void *arg, enum sw_class class, const char *category);

/* Only what fn lets pass counts; NULL: everything.  all: successes are reasons too. */
void sw_summary_filter(struct sw_summary *s, sw_pass_fn *fn, void *arg, bool all);

/*
 * Counts what a piece of a log reports: whole lines, the last may lack its newline;
 * at most 1 GB.  ctx explains; it is this call's alone.
 */
void sw_summary_lines(struct sw_summary *s, struct sw_ctx *ctx, const char *text, size_t len);

/* Counts one outcome, of a text that is no log. */
void sw_summary_outcome(struct sw_summary *s, const struct sw_outcome *outcome);

/* Counts lines of which nothing else is known. */
void sw_summary_skip(struct sw_summary *s, unsigned long long lines);

/* Adds what part counted, as if its input stood behind that of s; part is emptied. */
void sw_summary_merge(struct sw_summary *s, struct sw_summary *part);

/* Did memory become so short that counts are lacking? */
bool sw_summary_incomplete(const struct sw_summary *s);

const struct sw_totals *sw_summary_totals(const struct sw_summary *s);

/*
 * Reasons and rows, the most frequent first; hours as they came.  The list lives
 * until the next call about s, and so does the order of the rows: sw_summary_row() gives
 * number i, from 0, of those that sw_summary_rows() has counted and put in order; name is
 * NULL past the last.
 */
size_t sw_summary_reasons(struct sw_summary *s, const struct sw_reason *const **list);
size_t sw_summary_rows(struct sw_summary *s, enum sw_table table);
struct sw_row sw_summary_row(const struct sw_summary *s, enum sw_table table, size_t i);

/* What is counted together because there were too many reasons; or rows. */
struct sw_count sw_summary_other_reasons(struct sw_summary *s);
struct sw_count sw_summary_other_rows(struct sw_summary *s, enum sw_table table);

/* Different messages, by their queue ids: all that were tried, and those deferred at least once. */
enum sw_messages { SW_MESSAGES_ALL, SW_MESSAGES_DEFERRED, SW_MESSAGES };

/* How many; *exact says whether they were counted or, past 65536, estimated (within 1 %). */
unsigned long long sw_summary_messages(struct sw_summary *s, enum sw_messages which, bool *exact);

/*
 * What a summary is made of, for a program that stores it and reads it again.
 * sw_summary_hashes() gives the hashes behind a number of messages, in order: at most
 * 65536, for which out has room.
 */
size_t sw_summary_hashes(struct sw_summary *s, enum sw_messages which, unsigned long long *out);
void sw_summary_put_totals(struct sw_summary *s, const struct sw_totals *totals);
void sw_summary_put_reason(struct sw_summary *s, const struct sw_reason *reason);
void sw_summary_put_row(struct sw_summary *s, enum sw_table table, const struct sw_row *row);
void sw_summary_put_other_reasons(struct sw_summary *s, const struct sw_count *n);
void sw_summary_put_other_rows(struct sw_summary *s, enum sw_table table, const struct sw_count *n);
void sw_summary_put_hashes(struct sw_summary *s, enum sw_messages which,
                           const unsigned long long *hashes, size_t n, bool exact);

/*
 * Masking: mail addresses, users, hosts, domains and IPs are replaced, so that a text may
 * be shown in public.  The same original has the same stand-in as long as the mask lives,
 * and another one another; stand-ins are numbered as they come.  What identifies nobody
 * stays: the hosts of providers but for what stands before the provider's own name,
 * zones of blocklists, the pages of both.  A mask is used by one thread at a time.
 */
struct sw_mask;

/* Returns a new mask, or NULL when memory is short.  Free it with sw_mask_free(). */
struct sw_mask *sw_mask_new(void);
void sw_mask_free(struct sw_mask *m);

/*
 * Begins with a text, such as a log's line or a whole message: the calls that follow
 * are about it.  Who is named in it, perhaps by an address, is hidden even where there
 * is but a word.  Any bytes are valid.
 */
void sw_mask_begin(struct sw_mask *m, const char *text, size_t len);

/*
 * The text of *len bytes masked; *len becomes the length of what is returned, which lives
 * until the next call.  start and end, NULL or offsets in the text, become those of the
 * same place: before and behind a stand-in if they were inside of it.  Give it whole
 * lines: a name that is cut in two is not known for one.  Takes linear time.
 */
const char *sw_mask_text(struct sw_mask *m, const char *text, size_t *len, size_t *start,
                         size_t *end);

/*
 * The outcome masked, until the next call.  Its start and end are left: they are offsets
 * in a line, see sw_mask_text().
 */
const struct sw_outcome *sw_mask_outcome(struct sw_mask *m, const struct sw_outcome *outcome);

/* A masked copy of a summary, to be freed with sw_summary_free(); NULL when memory is short. */
struct sw_summary *sw_mask_summary(struct sw_mask *m, struct sw_summary *s);

#ifdef __cplusplus
}
#endif

#endif
