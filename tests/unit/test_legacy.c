/* SPDX-License-Identifier: MIT */
/*
 * Readings of bytes that are not UTF-8.  Wanted texts are typed from the code
 * tables of the sets.
 */
#include "legacy.h"
#include "unit.h"

static struct span span(const char *text)
{
    return (struct span){ text, strlen(text) };
}

static void test_is_legacy(void **state)
{
    static const struct {
        const char *text;
        bool want;
    } cases[] = {
        { "", false },
        { "User unknown", false },
        { "Empf\xc3\xa4nger", false },
        { "Empf\xe4nger", true },
        { "cut \xe5\xae", true },
        { "escape \033[1m", false },
        { "\033$B08@h\033(B", true },
    };
    size_t i;

    (void)state;
    unit_differences = 0;
    for (i = 0; i < COUNT(cases); i++)
        want_number(cases[i].text, "legacy", legacy_text(span(cases[i].text)), cases[i].want);
    assert_int_equal(unit_differences, 0);
}

/* can_be - is that text one of the readings of the bytes? */
static bool can_be(const char *bytes, const char *text)
{
    struct buf out = buf_new(256);
    bool found = false;
    size_t set;

    for (set = 0; set < LEGACY_SETS; set++)
        found |= legacy_read(&out, span(bytes), set) && out.ptr && strcmp(out.ptr, text) == 0;
    buf_free(&out);
    return found;
}

static void test_readings(void **state)
{
    static const struct {
        const char *name, *bytes, *text;
        bool want;
    } cases[] = {
        { "Latin-1", "Empf\xe4nger", "Empfänger", true },
        { "Latin-2",
          "\xb6wi\xea"
          "ty",
          "święty", true },
        { "Windows-1250",
          "\x9e"
          "ena",
          "žena", true },
        { "Latin-5",
          "al\xfd"
          "c\xfd",
          "alıcı", true },
        { "Greek", "\xfc\xf7\xe9", "όχι", true },
        { "Windows-1251", "\xed\xe5\xf2", "нет", true },
        { "KOI8", "\xce\xc5\xd4", "нет", true },
        { "DOS", "\xad\xa5\xe2", "нет", true },
        { "Arabic", "\xe1\xc7", "لا", true },
        { "GBK", "\xd3\xca\xcf\xe4", "邮箱", true },
        { "Big5", "\xab\x48\xbd\x63", "信箱", true },
        { "EUC-KR", "\xb8\xde\xc0\xcf", "메일", true },
        { "Shift_JIS", "\x88\xb6\x90\xe6", "宛先", true },
        { "EUC-JP", "\xb0\xb8\xc0\xe8", "宛先", true },
        { "ISO-2022-JP", "\033$B08@h\033(B", "宛先", true },
        { "half a character is none", "\x88\xb6\x90", "宛", false },
        { "no escapes, no ISO-2022-JP", "08@h", "宛先", false },
    };
    size_t i;

    (void)state;
    unit_differences = 0;
    for (i = 0; i < COUNT(cases); i++)
        want_number(cases[i].name, "read", can_be(cases[i].bytes, cases[i].text), cases[i].want);
    assert_int_equal(unit_differences, 0);
}

/* what is in the buffer from the set before is gone, and a full one is no reading */
static void test_buffer(void **state)
{
    struct buf out = buf_new(4);

    (void)state;
    buf_puts(&out, "old");
    assert_false(legacy_read(&out, span("\xe4\xf6\xfc"), 9));
    assert_true(legacy_read(&out, span("\xe4"), 9));
    assert_string_equal(out.ptr, "ä");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_is_legacy),
        cmocka_unit_test(test_readings),
        cmocka_unit_test(test_buffer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
