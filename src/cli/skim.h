/* SPDX-License-Identifier: MIT */
/*
 * Shortens a message that is longer than the reader's window while it passes by:
 * headers, boundaries, texts and reports are kept, attachments and returned
 * messages are not.  A report longer than the window is handed over in several
 * copies, each with some of its recipients, so memory stays the same.
 */
#ifndef SKIM_H
#define SKIM_H

#include "buf.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    SKIM_CUTS = 1024,    /* places where lines are missing that can be told */
    SKIM_DEPTH = 16,     /* of parts in parts */
    SKIM_BOUNDARY = 200, /* bytes */
};

struct skim;

/* Takes the copy, which is a message of its own. */
typedef void skim_fn(void *arg, struct skim *skim);

/* A line of the copy, from 0, from which on the lines' numbers are higher by so many. */
struct skim_cut {
    size_t line, more;
};

/* A place in the copy. */
struct skim_mark {
    size_t len, copied, ncuts;
};

struct skim_boundary {
    char text[SKIM_BOUNDARY];
    size_t len;
};

struct skim {
    struct buf copy;
    struct skim_cut cut[SKIM_CUTS];
    size_t ncuts;
    size_t line, copied; /* lines that came, from the first one's number; lines in the copy */
    struct buf head;     /* the header being read */
    struct skim_boundary open[SKIM_DEPTH];
    size_t depth;
    bool in_head, in_report;
    size_t room;             /* bytes that are still kept of the part */
    size_t text_room;        /* and of all texts */
    struct skim_mark part;   /* where the part begins in the copy */
    struct skim_mark report; /* and where the report's body does */
    bool told;               /* a part of the report was handed over; nothing is new since */
    bool counted;            /* what is dropped of this part would have been looked at */
    size_t dropped;          /* bytes of texts and reports that were not kept */
    skim_fn *fn;
    void *arg;
};

/* Begins a message whose first line has that number; skim_end() frees. */
void skim_begin(struct skim *skim, size_t first_line, skim_fn *fn, void *arg);

/* The next line, without its end. */
void skim_line(struct skim *skim, const char *text, size_t len);

/* So many bytes of that line did not fit into the window. */
void skim_rest(struct skim *skim, size_t len);

/* The message is over: what is left is handed over.  Returns the lines it had. */
size_t skim_end(struct skim *skim, size_t first_line);

/* The number that a line of the copy, from 1, has in the message. */
size_t skim_number(const struct skim *skim, size_t line);

#endif
