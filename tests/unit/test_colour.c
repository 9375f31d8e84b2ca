/* SPDX-License-Identifier: MIT */
/*
 * Colours in logs and pastes.
 */
#include "colour.h"

#include "unit.h"

static const struct {
    const char *name, *text;
    const char *want; /* NULL: it has none */
} cases[] = {
    { "around a code", "\033[31m550\033[0m no", "     550     no" },
    { "bold and red", "\033[1;31m550\033[m no", "       550    no" },
    { "of many", "\033[38;5;196m550 no", "           550 no" },
    { "with colons", "\033[38:5:9m550 no", "         550 no" },
    { "as grep writes it", "\033[01;31m\033[K550\033[m\033[K no", "           550       no" },
    { "an escape as a terminal shows it", "^[[31m550^[[0m no", "      550      no" },
    { "an escape as syslogd writes it", "x: #033[31m550#033[0m no", "x:         550        no" },
    { "two in a row, and one at the end", "\033[0m\033[1mno\033[0m", "        no    " },
    { "over two lines", "\033[31mno\nno\033[0m", "     no\nno    " },
    { "nothing", "", NULL },
    { "none", "host mx[192.0.2.7] said: 550 no", NULL },
    { "a bracket alone", "[31m550 no", NULL },
    { "one that clears the screen", "\033[2J550 no", NULL },
    { "one that moves the words", "\033[8C550 no", NULL },
    { "a title", "\033]0;no\007", NULL },
    { "cut off", "550 no\033[31", NULL },
    { "cut off behind its bracket", "550 no\033[", NULL },
    { "another character set", "550 \033$B08@h\033(B", NULL },
};

static void blanks_colours(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct buf out = buf_new(256);
        bool any = colour_blank((struct span){ cases[i].text, strlen(cases[i].text) }, &out);

        want_true(cases[i].name, "colours or none", any == (cases[i].want != NULL));
        want_text(cases[i].name, "text", any ? out.ptr : NULL, cases[i].want);
        buf_free(&out);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_colours),
    };

    return cmocka_run_group_tests_name("colours", tests, NULL, NULL);
}
