/* SPDX-License-Identifier: MIT */
/*
 * Finds the lines of a log that may report an outcome, and counts all others
 * without looking at them twice.  A line may report one if it holds a mark (words
 * that its log format reports outcomes with, scan.c has the list), or if it is not
 * Postfix's and holds a number that has the form of a code.  The reverse is promised: what
 * sw_explain() makes of any other line is nothing.  AVX2 and SSSE3 where the machine has
 * them; all ways find the same lines.
 */
#ifndef SCAN_H
#define SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SCAN_MARKS_MAX = 64,
    SCAN_PRINT = 4,           /* bytes of a fingerprint, at most */
    SCAN_WINDOW = 4096,       /* bytes that are looked at before their lines are judged */
    SCAN_SPARE = 1,           /* room behind the last place */
    SCAN_TEXT_MAX = 1 << 30,  /* bytes of one text */
    SCAN_NO_MARK = INT32_MAX, /* where no mark stands */
};

/* The ways to scan. */
enum scan_way { SCAN_PORTABLE, SCAN_SSSE3, SCAN_AVX2, SCAN_WAYS };

/* One line that may report something. */
struct scan_line {
    uint32_t start, end; /* of the line, without its newline */
    uint32_t mark;       /* where the first mark of Postfix begins, or SCAN_NO_MARK */
    uint32_t number;     /* how many lines end before it */
    uint32_t tag;        /* where " postfix/" stands in a line that is Postfix's, else 0 */
};

/* The sets of marks. */
enum scan_set { SCAN_POSTFIX, SCAN_OTHER, SCAN_SETS };

/* How those of a set are found. */
struct scan_prints {
    uint8_t low[SCAN_PRINT][16], high[SCAN_PRINT][16]; /* buckets by a fingerprint's nibbles */
    uint8_t first[256];           /* 1 + the first mark whose fingerprint begins with that byte */
    uint8_t next[SCAN_MARKS_MAX]; /* 1 + the next mark of the same first byte */
};

/* What the scanner knows; made once, then only read. */
struct scanner {
    enum scan_way way;
    struct scan_prints prints[SCAN_SETS];
};

/* Places in a window, in order. */
struct scan_places {
    size_t n, next;
    uint16_t at[SCAN_WINDOW + SCAN_SPARE];
};

/* One text while it is scanned. */
struct scan {
    const struct scanner *scanner;
    const unsigned char *text;
    uint32_t len;
    uint32_t window, at;                /* the window: from there to there */
    struct scan_places newlines, marks; /* in it; marks of Postfix, or what looks like one */
    uint32_t start, mark, lines;        /* the line in hand; lines that have ended */
    uint32_t tag;                       /* how far from a line's start " postfix/" was last found */
    bool quiet;                         /* is the line in hand Postfix's? */
};

/* Is that way open on this machine? */
bool scan_can(enum scan_way way);

/* The best way that is open. */
enum scan_way scan_best(void);

void scanner_init(struct scanner *s, enum scan_way way);

/* Begins with a text of at most SCAN_TEXT_MAX bytes. */
void scan_begin(struct scan *scan, const struct scanner *s, const char *text, size_t len);

/*
 * The next line that may report something; false at the end.  Then scan->lines newlines
 * have been seen; a last line without one is handed over too.
 */
bool scan_next(struct scan *scan, struct scan_line *out);

#endif
