/* SPDX-License-Identifier: MIT */
/*
 * How often words stand in a text.
 */
#include "grams.h"
#include "unit.h"

static const struct {
    const char *text, *word;
    size_t want;
} cases[] = {
    { "", "word", 0 },
    { "wor", "word", 0 },
    { "word", "word", 1 },
    { "word", "words", 0 },
    { "words", "word", 1 },
    { "sword", "word", 1 },
    { "a word and a word", "word", 2 },
    { "a word and a wore", "word", 1 },
    { "a word and a words", "words", 1 },
    { "wordword", "word", 2 },
    { "aaaaaaaaa", "aaaa", 2 },
    { "aaaaaaaaa", "aaaaa", 1 },
    { "ababababab", "abab", 2 },
    { "zz word \xff\xff\xff\xff", "\xff\xff\xff\xff", 1 },
    { "\xff\xff\xff\xff zz", "zzzz", 0 },
    { "b\xc3\xbc"
      "cher b\xc3\xbc"
      "cher",
      "b\xc3\xbc"
      "ch",
      2 },
};

static void counts(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct grams g;

        assert_true(grams_init(&g, cases[i].text, strlen(cases[i].text)));
        want_size(cases[i].text, cases[i].word,
                  grams_count(&g, cases[i].word, strlen(cases[i].word)), cases[i].want);
        grams_free(&g);
    }
    unit_end();
}

/* A word at the very end of a text, behind which there is more memory, and one across it. */
static void keeps_to_the_text(void **state)
{
    struct grams g;

    (void)state;
    assert_true(grams_init(&g, "one two three", 7));
    want_size("at the end", "e tw", grams_count(&g, "e tw", 4), 1);
    want_size("at the end", "e two", grams_count(&g, "e two", 5), 1);
    want_size("across the end", "two three", grams_count(&g, "two three", 9), 0);
    want_size("behind the end", "three", grams_count(&g, "three", 5), 0);
    grams_free(&g);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(keeps_to_the_text),
    };

    return cmocka_run_group_tests_name("grams", tests, NULL, NULL);
}
