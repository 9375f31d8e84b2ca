/* SPDX-License-Identifier: MIT */
/*
 * What is known of the place where results are read: a terminal or not, how
 * wide, with or without colours; and text wrapped to fit it.
 */
#ifndef TERM_H
#define TERM_H

#include "options.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { WIDTH_MIN = 40, WIDTH_MAX = 120, WIDTH_DEFAULT = 80 };

/* Switches of colour; all "" where output is plain. */
struct palette {
    const char *bold, *dim, *good, *warn, *bad, *reset;
};

struct screen {
    bool terminal;
    bool ascii;         /* nothing but ASCII can be shown there */
    bool narrow;        /* lines are read where they wrap: a terminal, or a width was asked for */
    size_t width, rows; /* rows 0: not known */
    const struct palette *colour;
};

/* Looks at standard output, the environment and the options. */
struct screen term_screen(const struct options *options);

/*
 * Writes text, broken between words so that lines end by column width.  The first line begins at
 * column at, where the caller has left off; the others are indented.  A word that is too long for a
 * line stays whole.
 */
void term_words(FILE *out, const char *text, size_t at, size_t indent, size_t width);

/* Likewise, and a final newline. */
static inline void term_wrap(FILE *out, const char *text, size_t at, size_t indent, size_t width)
{
    term_words(out, text, at, indent, width);
    putc('\n', out);
}

/* The width at which lines that tools may read are wrapped: none in a pipe. */
static inline size_t term_line_width(const struct screen *screen)
{
    return screen->narrow ? screen->width : SIZE_MAX;
}

void term_blanks(FILE *out, size_t n);

#endif
