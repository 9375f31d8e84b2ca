/* SPDX-License-Identifier: MIT */
/*
 * What is said about texts in which nothing was found: mistyped codes, groups of codes,
 * words of the reference; and about a letter nothing at all.
 */
#include "advice.h"
#include "unit.h"

static const struct {
    const char *text, *advice; /* NULL: none */
} cases[] = {
    { "55", "'55' is no code: a reply code has three digits, as in 550" },
    { "5500", "'5500' is no code: a reply code has three digits, as in 550" },
    { " error 5500 ", "'5500' is no code: a reply code has three digits, as in 550" },
    { "999", "'999' is no code: a reply code begins with 2, 3, 4 or 5" },
    { "550.5.1.1",
      "'550.5.1.1' is no code: between the two codes stands a blank, as in 550 5.1.1" },
    { "5.7.26.1", "'5.7.26.1' is no code: an enhanced status code has three numbers, as in 5.1.1" },
    { "5..1", "'5..1' is no code: an enhanced status code has three numbers, as in 5.1.1" },
    { "5.9", "'5.9' is no code: an enhanced status code has three numbers, as in 5.1.1" },
    { "6.1.1", "'6.1.1' is no code: an enhanced status code begins with 2, 4 or 5, as in 5.1.1" },
    { "5.1.1024",
      "'5.1.1024' is no code: the numbers of an enhanced status code have three digits at most" },
    { "x.7.26", "'x.7.26' is 4.7.26 and 5.7.26; ask for one of them" },
    { "5.7", "'5.7' is a group of codes; 'smtpwhy --search x.7.' shows them" },
    { "5.7.x", "'5.7.x' is a group of codes; 'smtpwhy --search x.7.' shows them" },
    { "X.1", "'X.1' is a group of codes; 'smtpwhy --search x.1.' shows them" },
    { "5.99.x", NULL },
    { "5xx", "'5xx' is a class of codes; 'smtpwhy --list --class permanent' shows them" },
    { "4XX", "'4XX' is a class of codes; 'smtpwhy --list --class temporary' shows them" },
    { "2.x.x", "'2.x.x' is a class of codes; 'smtpwhy --list --class success' shows them" },
    { "9xx", NULL },
    { "55x", NULL },
    { "x", NULL },
    { "...", NULL },
    { "", NULL },
    { "hello", NULL },
    { "DANE", "no reply; 'smtpwhy --search DANE' shows the codes that have to do with it" },
    { "it", NULL },
    { "-k DANE", NULL },
    { "DANE; reboot", NULL },
    { "I have 3 apples", NULL },
    { "we had 250. guests", NULL },
    { "Dear Tom, on 3.11. we had 250. guests at the house", NULL },
    { "55 5500 555 5 0 1 2 3 4", NULL },
    { "555555555555555555555555555555", NULL },
};

static void test_advice(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        char advice[ADVICE_TEXT] = "";
        bool told = advice_code(cases[i].text, strlen(cases[i].text), advice);

        want_text(cases[i].text, "advice", told ? advice : NULL, cases[i].advice);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_advice) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
