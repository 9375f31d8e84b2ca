/* SPDX-License-Identifier: MIT */
/*
 * UTF-16 to UTF-8: both orders, marks, surrogates, halves; at once and byte by byte.
 */
#include "unit.h"
#include "utf16.h"

static const struct {
    const char *name, *bytes;
    size_t len;
    const char *text; /* NULL: does not begin as UTF-16 does */
} cases[] = {
    { "little",
      "\xff\xfe"
      "5\0"
      "5\0"
      "0\0",
      8, "550" },
    { "big",
      "\xfe\xff"
      "\0"
      "5\0"
      "5\0"
      "0",
      8, "550" },
    { "two bytes", "\xff\xfe\xe4\x00", 4, "\xc3\xa4" },
    { "three bytes", "\xff\xfe\xac\x20", 4, "\xe2\x82\xac" },
    { "a pair", "\xff\xfe\x3d\xd8\x00\xde", 6, "\xf0\x9f\x98\x80" },
    { "a pair, big", "\xfe\xff\xd8\x3d\xde\x00", 6, "\xf0\x9f\x98\x80" },
    { "a first without a second",
      "\xff\xfe\x3d\xd8"
      "a\0",
      6,
      "\xef\xbf\xbd"
      "a" },
    { "two firsts", "\xff\xfe\x3d\xd8\x3d\xd8\x00\xde", 8, "\xef\xbf\xbd\xf0\x9f\x98\x80" },
    { "a second without a first", "\xff\xfe\x00\xde", 4, "\xef\xbf\xbd" },
    { "a mark in the middle",
      "\xff\xfe"
      "a\0\xff\xfe"
      "b\0",
      8, "ab" },
    { "an odd byte",
      "\xff\xfe"
      "a\0b",
      5, "a" },
    { "nothing but the mark", "\xff\xfe", 2, "" },
    { "half a mark", "\xff", 1, NULL },
    { "nothing", "", 0, NULL },
    { "UTF-8",
      "\xef\xbb\xbf"
      "550",
      6, NULL },
    { "a log", "Nov 22", 6, NULL },
};

/* convert - in pieces of step bytes */
static void convert(struct utf16 u, const char *bytes, size_t len, size_t step, char *out)
{
    size_t at, to = 0;

    for (at = 0; at < len; at += step) {
        size_t n = len - at < step ? len - at : step;
        size_t got = utf16_convert(&u, (const unsigned char *)bytes + at, n, out + to);

        want_true("room", "enough", got <= utf16_room(n));
        to += got;
    }
    out[to] = '\0';
}

static void test_convert(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct utf16 u;
        bool begins = utf16_begins(cases[i].bytes, cases[i].len, &u);
        char out[64];

        want_true(cases[i].name, "begins", begins == (cases[i].text != NULL));
        if (!begins)
            continue;
        convert(u, cases[i].bytes, cases[i].len, sizeof out, out);
        want_text(cases[i].name, "at once", out, cases[i].text);
        convert(u, cases[i].bytes, cases[i].len, 1, out);
        want_text(cases[i].name, "byte by byte", out, cases[i].text);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_convert) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
