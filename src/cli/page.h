/* SPDX-License-Identifier: MIT */
/*
 * A summary on its way to the screen, and the parts that its tables are made of.
 */
#ifndef PAGE_H
#define PAGE_H

#include "places.h"
#include "printer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { PAGE_NUMBER = 32, PAGE_LINE = 8192 };

/* What is being printed, and where. */
struct page {
    struct sw_summary *s;
    const struct options *options;
    const struct places *places; /* of the lines that were counted */
    FILE *out;
    const struct screen *screen;
    size_t width;
    size_t figures, codes, moves; /* columns of these */
};

/* 7875154 as "7,875,154"; returns out. */
const char *page_figures(unsigned long long n, char out[PAGE_NUMBER]);

/* "17.0 %" */
const char *page_percent(unsigned long long n, unsigned long long all, char out[PAGE_NUMBER]);

/* The codes of a reason, "-" for none. */
void page_code(const struct sw_reason *r, char out[CODE_TEXT]);

/* The columns that the largest count takes, and those before a table's names. */
size_t page_figures_width(unsigned long long most);
size_t page_before_text(const struct page *p);

void page_heading(const struct page *p, const char *rest);

/* Count, share and bar of a row, which most is the largest of. */
void page_measure(const struct page *p, unsigned long long n, unsigned long long all,
                  unsigned long long most);

/* Text in so many columns, cut off if it is longer; if pad, padded if it is shorter. */
void page_cut(const struct page *p, const char *text, size_t columns, bool pad);

/* What the table does not show: so many names, or 0 for those not kept apart. */
void page_more(const struct page *p, size_t names, const char *what, unsigned long long count,
               unsigned long long all);

#endif
