/* SPDX-License-Identifier: MIT */
/*
 * The usual spelling of words, by the built-in table, and that nothing waits for another one.
 */
#include "spelling.h"

#include "spellings.h"
#include "table.h"
#include "unit.h"

#include <stdio.h>

/* respell - the words as they are matched, in out */
static void respell(struct matcher *m, const char *words, struct buf *out)
{
    struct buf scratch = buf_new(1 << 16);
    struct hits hits;

    buf_clear(out);
    buf_puts(out, words);
    matcher_search(m, (struct span){ out->ptr, out->len }, &hits);
    (void)spelling_apply(m, out, &scratch);
    buf_free(&scratch);
}

static void writes_the_usual(void **state)
{
    static const struct {
        const char *name, *words, *want;
    } cases[] = {
        { "nothing to do", "user unknown", "user unknown" },
        { "a contraction", "the user isn't here", "the user is not here" },
        { "at both ends", "can't take e-mail", "cannot take email" },
        { "marks beside it", "(black list), don't!", "(blacklist), do not!" },
        { "a part of a word", "webe-mailer", "webe-mailer" },
        { "a part of a compound", "ihre e-mail-adresse", "ihre e-mail-adresse" },
        { "a part of a host's name", "see black-list.example.com", "see black-list.example.com" },
        { "a full stop behind it", "on our black-list. bye", "on our blacklist. bye" },
        { "two that share a word", "deny list listing", "blacklist listing" },
        { "sixteen, and one too many",
          "isn't isn't isn't isn't isn't isn't isn't isn't isn't isn't isn't isn't isn't isn't "
          "isn't isn't isn't",
          "is not is not is not is not is not is not is not is not is not is not is not is not "
          "is not is not is not is not isn't" },
    };
    struct buf out = buf_new(1 << 16);
    struct matcher m;
    size_t i;

    (void)state;
    assert_true(matcher_init(&m, &tables.rules));
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        respell(&m, cases[i].words, &out);
        want_text(cases[i].name, "words", out.ptr, cases[i].want);
    }
    matcher_free(&m);
    buf_free(&out);
}

/* Every row of the table is found, and what stands for it is no other row's spelling. */
static void every_row_is_written(void **state)
{
    struct buf out = buf_new(1 << 16);
    struct matcher m;
    char text[256], want[256];
    size_t i;

    (void)state;
    assert_true(matcher_init(&m, &tables.rules));
    assert_true(tables.nspellings > 0);
    for (i = 0; i < tables.nspellings; i++) {
        const char *spelt = table_string(tables.spellings[i].spelt);

        snprintf(text, sizeof text, "the %s of", spelt);
        snprintf(want, sizeof want, "the %s of", table_string(tables.spellings[i].meant));
        respell(&m, text, &out);
        want_text(spelt, "once", out.ptr, want);
        respell(&m, want, &out);
        want_text(spelt, "twice", out.ptr, want);
    }
    matcher_free(&m);
    buf_free(&out);
}

/* A term that is spelt otherwise could never be found. */
static void terms_are_spelt_so(void **state)
{
    size_t i, k;

    (void)state;
    for (i = 0; i < tables.nterms; i++)
        for (k = 0; k < tables.nspellings; k++) {
            const char *term = table_string(tables.terms[i].phrase);

            want_text(term, "spelt", spelling_in(term, table_string(tables.spellings[k].spelt)),
                      NULL);
        }
}

static void finds_spellings_in_patterns(void **state)
{
    static const struct {
        const char *name, *pattern;
        int want; /* -1: none */
    } cases[] = {
        { "behind a boundary", "\\bisn't here", 2 },
        { "in a group", "(?:is not|isn't) here", 10 },
        { "the end of a word", "thisn't", -1 },
        { "the start of a word", "isn'tx", -1 },
        { "an escape", "\\wisn't", -1 },
        { "a compound", "isn't-so", -1 },
        { "the second one", "xisn't|isn't", 7 },
    };
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = spelling_in(cases[i].pattern, "isn't");

        want_number(cases[i].name, "at", at ? at - cases[i].pattern : -1, cases[i].want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_the_usual),
        cmocka_unit_test(every_row_is_written),
        cmocka_unit_test(terms_are_spelt_so),
        cmocka_unit_test(finds_spellings_in_patterns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
