/* SPDX-License-Identifier: MIT */
/*
 * What the unit tests share: comparisons that name the case of a table, report
 * every difference and let the test fail at its end.  Wanted values are typed by
 * hand in the tables; nothing here computes one.
 */
#ifndef UNIT_H
#define UNIT_H

#include "record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

static size_t unit_differences;

/* want_text - two strings, either of which may be NULL */
static inline void want_text(const char *name, const char *what, const char *got, const char *want)
{
    if (got == want || (got && want && strcmp(got, want) == 0))
        return;
    print_error("%s: %s: got \"%s\", wanted \"%s\"\n", name, what, got ? got : "(null)",
                want ? want : "(null)");
    unit_differences++;
}

/* want_span - NULL: not there */
static inline void want_span(const char *name, const char *what, struct span got, const char *want)
{
    char text[256];

    if (got.ptr)
        snprintf(text, sizeof text, "%.*s", (int)got.len, got.ptr);
    want_text(name, what, got.ptr ? text : NULL, want);
}

static inline void want_number(const char *name, const char *what, long got, long want)
{
    if (got == want)
        return;
    print_error("%s: %s: got %ld, wanted %ld\n", name, what, got, want);
    unit_differences++;
}

static inline void want_size(const char *name, const char *what, size_t got, size_t want)
{
    want_number(name, what, (long)got, (long)want);
}

static inline void want_true(const char *name, const char *what, bool got)
{
    if (got)
        return;
    print_error("%s: not so: %s\n", name, what);
    unit_differences++;
}

/*
 * unit_large - how many of something a test of what is endless takes: n, or a twentieth of
 * it where programs run slowly and UNIT_SMALL is set
 */
static inline size_t unit_large(size_t n)
{
    return getenv("UNIT_SMALL") ? n / 20 : n;
}

/* unit_end - the last line of every test that uses the above */
static inline void unit_end(void)
{
    size_t n = unit_differences;

    unit_differences = 0;
    assert_int_equal(n, 0);
}

#endif
