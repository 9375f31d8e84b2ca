/* SPDX-License-Identifier: MIT */
/*
 * Where the alternatives of patterns end; offsets are counted by hand.  The items of patterns
 * are tested with the literals that are found by them (test_literal.c).
 */
#include "pattern.h"

#include "unit.h"

static void cuts_branches(void **state)
{
    static const struct {
        const char *pattern;
        size_t want;
    } rows[] = {
        { "", 0 },
        { "abcd", 4 },
        { "abcd|efgh", 4 },
        { "|abcd", 0 },
        { "abcd|", 4 },
        { "(?:a|b)cd|ef", 9 },
        { "(?:a|(?:b|c)|d)|ef", 15 },
        { "[a|b]|ef", 5 },
        { "[]|]|ef", 4 },
        { "[^]|]|ef", 5 },
        { "[[:alpha:]|]|ef", 12 },
        { "[\\]|]|ef", 5 },
        { "a\\|b|ef", 4 },
        { "\\(a|ef", 3 },
        { "a\\\\|ef", 3 },
        { "(?P<ip>a|b){1,3}c|ef", 17 },
        { "a{1|ef", 3 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
        want_size(rows[i].pattern, "length of the first branch", pattern_branch(rows[i].pattern),
                  rows[i].want);
    unit_end();
}

/* Is the pattern one group, and which are its bounds? */
static void finds_group(void **state)
{
    static const struct {
        const char *pattern;
        size_t from, to; /* 0, 0: it is not */
    } rows[] = {
        { "(?:a|b)", 0, 7 },         { "\\b(?:a|b)\\b", 2, 9 }, { "(?<!c)(?:a|b)(?= d)", 6, 13 },
        { "^(?:(?:a|b)c)$", 1, 13 }, { "(?:a|b)?", 0, 0 },      { "(?:a|b){2}", 0, 0 },
        { "(?:a|b)|c", 0, 0 },       { "(?:a|b)c", 0, 0 },      { "c(?:a|b)", 0, 0 },
        { "(?:a|b)(?:c)", 0, 0 },    { "(?P<x>a|b)", 0, 0 },    { "(?>a|b)", 0, 0 },
        { "(?=a|b)", 0, 0 },         { "\\b", 0, 0 },           { "", 0, 0 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        size_t from = 0, to = 0;

        want_true(rows[i].pattern, "one group",
                  pattern_is_group(rows[i].pattern, &from, &to) == (rows[i].to > 0));
        want_size(rows[i].pattern, "from", from, rows[i].from);
        want_size(rows[i].pattern, "to", to, rows[i].to);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_branches),
        cmocka_unit_test(finds_group),
    };

    return cmocka_run_group_tests_name("pattern", tests, NULL, NULL);
}
