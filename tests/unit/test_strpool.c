/* SPDX-License-Identifier: MIT */
/*
 * The pool of strings: each once, named by an offset that stays.
 */
#include "strpool.h"
#include "unit.h"

static void stores_once(void **state)
{
    struct strpool p;
    uint32_t a, b;

    (void)state;
    assert_true(strpool_init(&p));
    assert_int_equal(strpool_add(&p, "", 0), 0);
    assert_string_equal(p.bytes.ptr, "");
    a = strpool_add(&p, "spam", 4);
    b = strpool_add(&p, "policy", 6);
    assert_int_not_equal(a, 0);
    assert_int_not_equal(b, 0);
    assert_int_not_equal(a, b);
    assert_int_equal(strpool_add(&p, "spam", 4), a);
    assert_int_equal(strpool_add(&p, "policy", 6), b);
    assert_string_equal(p.bytes.ptr + a, "spam");
    assert_string_equal(p.bytes.ptr + b, "policy");
    assert_int_equal(p.bytes.len, 13); /* "", "spam", "policy", each with its NUL */
    strpool_free(&p);
}

/* Only len bytes count: the text need not end there. */
static void tells_prefixes_apart(void **state)
{
    static const struct {
        const char *text;
        size_t len;
        const char *want;
    } cases[] = {
        { "abcdef", 3, "abc" }, { "abcdef", 6, "abcdef" }, { "ab", 2, "ab" },
        { "abcX", 3, "abc" },   { "ABC", 3, "ABC" },       { "\xc3\xa9", 2, "\xc3\xa9" },
        { " ", 1, " " },
    };
    struct strpool p;
    size_t i;

    (void)state;
    assert_true(strpool_init(&p));
    for (i = 0; i < COUNT(cases); i++)
        want_text(cases[i].want, "stored",
                  p.bytes.ptr + strpool_add(&p, cases[i].text, cases[i].len), cases[i].want);
    want_size("all", "different strings", p.used, 6);
    strpool_free(&p);
    unit_end();
}

static void stores_many(void **state)
{
    enum { MANY = 20000 };
    static uint32_t at[MANY];
    struct strpool p;
    char text[32];
    size_t i, wrong = 0;
    int n;

    (void)state;
    assert_true(strpool_init(&p));
    for (i = 0; i < MANY; i++) {
        n = snprintf(text, sizeof text, "string %zu", i);
        at[i] = strpool_add(&p, text, (size_t)n);
        wrong += at[i] == 0;
    }
    for (i = 0; i < MANY; i++) {
        n = snprintf(text, sizeof text, "string %zu", i);
        wrong += strcmp(p.bytes.ptr + at[i], text) != 0;
        wrong += strpool_add(&p, text, (size_t)n) != at[i];
    }
    assert_int_equal(wrong, 0);
    assert_int_equal(p.used, MANY);
    strpool_free(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stores_once),
        cmocka_unit_test(tells_prefixes_apart),
        cmocka_unit_test(stores_many),
    };

    return cmocka_run_group_tests_name("strpool", tests, NULL, NULL);
}
