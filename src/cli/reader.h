/* SPDX-License-Identifier: MIT */
/*
 * Bounded reading from a file descriptor: lines of any length, and what is there
 * already, in a window of fixed size.
 */
#ifndef READER_H
#define READER_H

#include "utf16.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    READER_WINDOW = 1 << 20, /* the longest line, or paste, that is read as one */
    READER_STEP = 1 << 16,   /* bytes read at once: what the processor's cache holds */
    READER_ALIGNED = 64,     /* where the window begins, for the scanner's sake */
};

/* What ends the lines: a newline, until a carriage return is met and no newline. */
enum reader_ends { READER_ENDS_UNKNOWN, READER_ENDS_NEWLINE, READER_ENDS_RETURN };

struct reader {
    int fd;
    char *window; /* READER_WINDOW bytes; those in [next, end) are to be taken */
    size_t next, end;
    size_t searched; /* bytes from next that hold no newline */
    enum reader_ends ends;
    bool raw;   /* bytes are left as they are, until reader_settle() */
    bool begun; /* the first bytes have been read */
    bool wide;  /* they say UTF-16: the window holds it as UTF-8 */
    struct utf16 utf16;
    bool ranged; /* reads a part of a file: that from at to stop */
    unsigned long long at, stop;
    bool eof;
    int error; /* errno of a failed read, else 0; counts as the end */
};

/* One line of the input, in the reader's window: good until the next call. */
struct reader_line {
    const char *text;
    size_t len;
    bool more;    /* the line is longer than the window: go on with reader_rest() */
    bool newline; /* it ended in one */
};

/* Returns false when memory is short.  fd stays the caller's. */
bool reader_open(struct reader *r, int fd);
void reader_close(struct reader *r);

/* From here on, the bytes from at to stop of its file, whose own position stays. */
void reader_range(struct reader *r, unsigned long long at, unsigned long long stop);

/*
 * Reads once, if there is room and more to come; returns false otherwise.  Carriage
 * returns that end lines alone become newlines, and UTF-16 becomes UTF-8.
 */
bool reader_fill(struct reader *r);

/* What was read raw is text after all. */
void reader_settle(struct reader *r);

/* Takes the next line, waiting for its end; returns false at the end of the input. */
bool reader_take_line(struct reader *r, struct reader_line *line);

/*
 * Takes all lines that are there already, at least one; the last may lack its
 * newline only at the end of the input or, then more is set, of the window.
 */
bool reader_take_lines(struct reader *r, struct reader_line *lines);

/* Takes the next piece of a line that is longer than the window; false when it is over. */
bool reader_rest(struct reader *r, struct reader_line *piece);

/* Passes over all that is left of such a line. */
void reader_pass_over(struct reader *r);

/* How many lines end in a text. */
size_t reader_count_lines(const char *text, size_t len);

#endif
