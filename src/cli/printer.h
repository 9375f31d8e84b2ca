/* SPDX-License-Identifier: MIT */
/*
 * Printers: each shows outcomes in its own form.  To add one, write a file with a
 * struct printer and enter it in the table of printer.c.  A printer writes to the
 * stream that it is given, and decides nothing about what is shown.
 */
#ifndef PRINTER_H
#define PRINTER_H

#include "seen.h"
#include "smtpwhy.h"
#include "term.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Where the results go, and what a printer remembers of those before. */
struct sink {
    FILE *out;
    struct screen screen;
    size_t printed;   /* outcomes so far */
    struct seen seen; /* reasons that were explained */
};

/* One outcome and where it was found. */
struct finding {
    const struct sw_outcome *outcome;
    const char *source; /* file name, "-" or "argument" */
    const char *line;   /* the one that the outcome begins on, len bytes, without its end */
    size_t len;
};

struct printer {
    const char *name;
    bool echoes; /* lines of a log are shown before what they report */
    bool brief;  /* of an outcome, only the codes, the title and the first step are shown */
    bool silent; /* nothing is printed: the first outcome is enough */
    void (*finding)(struct sink *sink, const struct finding *f);
};

extern const struct printer printer_full, printer_short, printer_oneline, printer_json,
    printer_quiet;

/* The printer of that name; NULL if there is none. */
const struct printer *printer_find(const char *name);

/* What several printers need. */

enum { CODE_TEXT = 24 }; /* "550 5.999.999" and NUL, with room */

/* Writes "550 5.1.1", "550", "5.1.1", or "" where no code was given. */
void printer_code(const struct sw_outcome *o, char out[CODE_TEXT]);

/* "permanent", or "unknown" */
const char *printer_class(const struct sw_outcome *o);

/* The colour of its class. */
const char *printer_colour(const struct sink *sink, const struct sw_outcome *o);

#endif
