/* SPDX-License-Identifier: MIT */
/*
 * What has been told once is not told again.
 */
#include "told.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

/* tell - of such an outcome: is it new? */
static bool tell(struct told *told, unsigned reply, unsigned detail, const char *rule,
                 const char *recipient)
{
    struct sw_outcome out = {
        .reply = reply, .enhanced = { 5, 1, detail }, .rule = rule, .recipient = recipient
    };

    return told_is_new(told, &out);
}

/* In one row after the other, told by the same set. */
static void tells_once(void **state)
{
    static const struct {
        unsigned reply, detail;
        const char *rule, *recipient;
        bool want;
    } cases[] = {
        { 550, 1, "user-unknown", "lea@example.com", true },
        { 550, 1, "user-unknown", "lea@example.com", false },
        { 550, 1, "user-unknown", "bo@example.com", true },  /* another recipient, */
        { 550, 1, "user-unknown", NULL, false },             /* some recipient, */
        { 550, 2, "user-unknown", "lea@example.com", true }, /* another enhanced code, */
        { 450, 1, "user-unknown", "lea@example.com", true }, /* another reply code, */
        { 550, 1, "mailbox-full", "lea@example.com", true }, /* another reason */
        { 552, 2, "mailbox-full", NULL, true },
        { 552, 2, "mailbox-full", "lea@example.com", true }, /* now it is known whose */
        { 552, 2, "mailbox-full", "", true },                /* none is not "" */
    };
    static struct told told;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++)
        want_size(cases[i].rule, "new",
                  tell(&told, cases[i].reply, cases[i].detail, cases[i].rule, cases[i].recipient),
                  cases[i].want);
    told_clear(&told);
    want_size("cleared", "new", tell(&told, 550, 1, "user-unknown", "lea@example.com"), true);
    unit_end();
}

/* A bare reply code repeats the reply that had words, and no other. */
static void sums_up(void **state)
{
    static const struct {
        const char *name, *text, *recipient;
        unsigned reply, class;
        bool want;
    } cases[] = {
        { "nothing was said yet", "", NULL, 550, 0, true },
        { "words", "User unknown", NULL, 550, 5, true },
        { "bare", "(last error)", NULL, 550, 0, false },
        { "of another code", "(last error)", NULL, 554, 0, true },
        { "with words", "Try later", NULL, 550, 0, true },
        { "words beyond ASCII", "\xe7\xa9\xba", NULL, 550, 0, true },
        { "of a recipient", "", "lea@example.com", 550, 0, true },
        { "with an enhanced code", "", NULL, 550, 5, true },
    };
    static struct told told;
    char rule[16];
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct sw_outcome out = { .reply = cases[i].reply,
                                  .enhanced = { cases[i].class, 1, 1 },
                                  .rule = rule,
                                  .text = cases[i].text,
                                  .recipient = cases[i].recipient };

        snprintf(rule, sizeof rule, "%zu", i);
        want_size(cases[i].name, "new", told_is_new(&told, &out), cases[i].want);
    }
    unit_end();
}

/* Beyond the most that are kept, an outcome is told again rather than lost. */
static void loses_none(void **state)
{
    static struct told told;
    char rule[16];
    size_t i, again = 0;

    (void)state;
    for (i = 0; i < TOLD_MAX + 100; i++) {
        snprintf(rule, sizeof rule, "row-%zu", i);
        want_size(rule, "new", tell(&told, 550, 1, rule, NULL), true);
    }
    for (i = 0; i < TOLD_MAX + 100; i++) {
        snprintf(rule, sizeof rule, "row-%zu", i);
        again += tell(&told, 550, 1, rule, NULL);
    }
    want_size("all", "told again", again, 100);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_once),
        cmocka_unit_test(sums_up),
        cmocka_unit_test(loses_none),
    };

    return cmocka_run_group_tests_name("told", tests, NULL, NULL);
}
