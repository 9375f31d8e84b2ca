/* SPDX-License-Identifier: MIT */
/*
 * A strict reader of tab-separated tables: a header line that must be exactly
 * the wanted one, comment lines that begin with '#', one row a line.  Reports
 * every fault with line and column and goes on with the next row.
 */
#ifndef TSV_H
#define TSV_H

#include <stdbool.h>
#include <stddef.h>

enum { TSV_COLUMNS_MAX = 16, TSV_LINE_MAX = 4096 };

/* Takes one fault; column counts bytes from 1.  The message is lower case, without full stop. */
typedef void tsv_fault_fn(void *arg, const char *file, size_t line, size_t column,
                          const char *message);

struct tsv {
    const char *file; /* for messages only */
    char *next, *end; /* what is still to be read */
    size_t line, columns;
    const char *const *names; /* of the columns, NULL-terminated */
    bool header_read, bad_header;
    size_t faults;
    tsv_fault_fn *fault;
    void *arg;
};

struct tsv_row {
    size_t line;
    char *cell[TSV_COLUMNS_MAX]; /* NUL-terminated, in the reader's data */
    size_t column[TSV_COLUMNS_MAX];
};

/*
 * Reads data, which must be followed by a byte that may be overwritten; the
 * reader cuts it into cells and does not own it.
 */
void tsv_open(struct tsv *t, const char *file, char *data, size_t len, const char *const *names,
              tsv_fault_fn *fault, void *arg);

/* Fills *row with the next sound row; returns false at the end. */
bool tsv_next(struct tsv *t, struct tsv_row *row);

/* Reports a fault at byte offset (from 0) of a cell of row. */
__attribute__((format(printf, 5, 6))) void tsv_fault(struct tsv *t, const struct tsv_row *row,
                                                     size_t cell, size_t offset, const char *format,
                                                     ...);

/*
 * Cuts the next item off a list whose items stand between " | ".  Returns its
 * start and sets *len, or returns NULL at the end; *rest is moved on.
 */
const char *tsv_item(const char **rest, size_t *len);

#endif
