/* SPDX-License-Identifier: MIT */
/*
 * Letters without accents.  The pairs are from the Unicode character database.
 */
#include "accents.h"
#include "unit.h"

static void drops(void **state)
{
    static const struct {
        const char *name, *text, *want;
    } cases[] = {
        { "nothing", "", "" },
        { "ASCII", "user-name 5.1.1", "user-name 5.1.1" },
        { "Latin-1", "\xc3\xa9\xc3\xbc\xc3\xb1\xc3\xa7", "eunc" },
        { "its first and its last", "\xc3\x80\xc3\xbf", "ay" },
        { "no letter", "\xc3\x97", "\xc3\x97" },
        { "two for one", "\xc3\x9f\xc3\xa6\xc5\x93", "ssaeoe" },
        { "Latin Extended-A", "\xc5\x82\xc4\x9b\xc4\xb1\xc5\x9f\xc5\xbe\xc5\xbf", "leiszs" },
        { "a comma below", "\xc8\x99\xc8\x9b", "st" },
        { "Vietnamese", "\xe1\xbb\x87\xc6\xa1\xc6\xb0", "eou" },
        { "Greek", "\xce\xac\xcf\x8e\xcf\x8d", "\xce\xb1\xcf\x89\xcf\x85" },
        { "Cyrillic stays", "\xd0\xb9", "\xd0\xb9" },
        { "a dash",
          "a\xe2\x80\x93"
          "b",
          "a b" },
        { "no-break space",
          "a\xc2\xa0"
          "b",
          "a b" },
        { "full stop of Asia", "\xe3\x80\x82", ". " },
        { "a character of Asia", "\xe4\xb8\x8d", "\xe4\xb8\x8d" },
        { "no UTF-8", "\xff\xc3", "\xff\xc3" },
    };
    char out[64];
    size_t i, n;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        n = accents_drop((struct span){ cases[i].text, strlen(cases[i].text) }, out);
        out[n] = '\0';
        want_text(cases[i].name, "text", out, cases[i].want);
        want_true(cases[i].name, "no longer", n <= strlen(cases[i].text));
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(drops) };

    return cmocka_run_group_tests_name("accents", tests, NULL, NULL);
}
