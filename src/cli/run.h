/* SPDX-License-Identifier: MIT */
/*
 * One run of the command: from texts and lines to the printer, through the filter.
 */
#ifndef RUN_H
#define RUN_H

#include "diag.h"
#include "options.h"
#include "pager.h"
#include "places.h"
#include "printer.h"
#include "reader.h"
#include "site.h"
#include "skim.h"
#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>

struct run {
    const struct options *options;
    struct diag *diag;
    struct sw_ctx *ctx;
    struct site_rules rules;
    struct sw_mask *mask; /* of --mask; NULL: names are shown */
    struct sink sink;
    struct pager pager;
    const struct printer *printer; /* NULL: as suits the input */
    const struct skim *skim;       /* whose copy is explained; NULL: the text is the input's own */
    struct sw_summary *summary;    /* counts outcomes instead; NULL: they are printed */
    struct places places;          /* of the lines that it counts */
    size_t found;                  /* outcomes, before the filter */
    size_t lines;                  /* of logs */
    bool flush;                    /* after each line: somebody waits for it */
    bool done;                     /* more would change nothing */
    bool packed;                   /* the input comes from a decompressor */
    unsigned depth;                /* of directories being read */
    int write_error;               /* errno of the first failed write, else 0 */
};

/* Sets everything up; returns false after telling what is wrong. */
bool run_begin(struct run *run, const struct options *options, struct diag *diag);

/* Another context that explains as the run's does, for a thread; NULL when memory is short. */
struct sw_ctx *run_context(const struct run *run);

/*
 * Explains a whole text: a paste, the arguments.  A lone line of a log is read as
 * such.  Its first line has the number first_line.
 */
void run_text(struct run *run, const char *source, const char *text, size_t len, size_t first_line);

/* Explains lines of a log together in which nothing was found: only failures that have a code. */
void run_again(struct run *run, const char *source, const char *text, size_t len);

/*
 * Explains one line of a log.  Of a line longer than the window the rest is taken
 * from r, to be shown with it or passed over.
 */
void run_line(struct run *run, const char *source, struct reader *r, const struct reader_line *line,
              size_t number);

/* Ends the run: shows what is held back, tells of a failed write, frees. */
void run_end(struct run *run);

#endif
