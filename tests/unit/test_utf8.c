/* SPDX-License-Identifier: MIT */
/*
 * UTF-8.  Boundaries from the table of RFC 3629 4; pairs of cases from the
 * Unicode character database.
 */
#include "unit.h"
#include "utf8.h"

static const struct {
    const char *name, *text;
    size_t len, want;
} lengths[] = {
    { "nothing", "", 0, 0 },
    { "NUL", "\0", 1, 1 },
    { "letter", "a", 1, 1 },
    { "DEL", "\x7f", 1, 1 },
    { "continuation byte alone", "\x80", 1, 0 },
    { "last continuation byte", "\xbf", 1, 0 },
    { "overlong NUL", "\xc0\x80", 2, 0 },
    { "overlong slash", "\xc0\xaf", 2, 0 },
    { "overlong DEL", "\xc1\xbf", 2, 0 },
    { "U+0080", "\xc2\x80", 2, 2 },
    { "U+07FF", "\xdf\xbf", 2, 2 },
    { "second byte missing", "\xc3", 1, 0 },
    { "second byte beyond len", "\xc3\xa9", 1, 0 },
    { "second byte a letter",
      "\xc3"
      "a",
      2, 0 },
    { "second byte a lead", "\xc3\xc3", 2, 0 },
    { "overlong U+07FF", "\xe0\x9f\xbf", 3, 0 },
    { "U+0800", "\xe0\xa0\x80", 3, 3 },
    { "U+D7FF", "\xed\x9f\xbf", 3, 3 },
    { "first surrogate", "\xed\xa0\x80", 3, 0 },
    { "last surrogate", "\xed\xbf\xbf", 3, 0 },
    { "U+E000", "\xee\x80\x80", 3, 3 },
    { "U+FFFF", "\xef\xbf\xbf", 3, 3 },
    { "third byte missing", "\xe2\x82", 2, 0 },
    { "second byte of three a bracket", "\xe2(\xa1", 3, 0 },
    { "third byte a bracket", "\xe2\x82(", 3, 0 },
    { "overlong U+FFFF", "\xf0\x8f\xbf\xbf", 4, 0 },
    { "U+10000", "\xf0\x90\x80\x80", 4, 4 },
    { "U+10FFFF", "\xf4\x8f\xbf\xbf", 4, 4 },
    { "U+110000", "\xf4\x90\x80\x80", 4, 0 },
    { "lead byte f5", "\xf5\x80\x80\x80", 4, 0 },
    { "five bytes", "\xf8\x88\x80\x80\x80", 5, 0 },
    { "fe", "\xfe", 1, 0 },
    { "ff", "\xff", 1, 0 },
    { "fourth byte missing", "\xf0\x9f\x98", 3, 0 },
    { "more text behind", "\xc3\xa9t\xc3\xa9", 5, 2 },
};

static void measures(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(lengths); i++)
        want_size(lengths[i].name, "length", utf8_length(lengths[i].text, lengths[i].len),
                  lengths[i].want);
    unit_end();
}

static const struct {
    const char *name, *upper, *lower;
} pairs[] = {
    { "A", "A", "a" },
    { "Z", "Z", "z" },
    { "before A", "@", "@" },
    { "behind Z", "[", "[" },
    { "a stays", "a", "a" },
    { "digit", "5", "5" },
    { "A with grave", "\xc3\x80", "\xc3\xa0" },
    { "A umlaut", "\xc3\x84", "\xc3\xa4" },
    { "thorn", "\xc3\x9e", "\xc3\xbe" },
    { "multiplication sign", "\xc3\x97", "\xc3\x97" },
    { "division sign", "\xc3\xb7", "\xc3\xb7" },
    { "sharp s", "\xc3\x9f", "\xc3\x9f" },
    { "y diaeresis stays", "\xc3\xbf", "\xc3\xbf" },
    { "inverted question mark", "\xc2\xbf", "\xc2\xbf" },
    { "micro sign", "\xc2\xb5", "\xc2\xb5" },
    { "A ogonek", "\xc4\x84", "\xc4\x85" },
    { "a ogonek", "\xc4\x85", "\xc4\x85" },
    { "D stroke", "\xc4\x90", "\xc4\x91" },
    { "dotted I has no lower case of two bytes", "\xc4\xb0", "\xc4\xb0" },
    { "dotless i", "\xc4\xb1", "\xc4\xb1" },
    { "kra has no case", "\xc4\xb8", "\xc4\xb8" },
    { "L acute", "\xc4\xb9", "\xc4\xba" },
    { "l acute", "\xc4\xba", "\xc4\xba" },
    { "L stroke", "\xc5\x81", "\xc5\x82" },
    { "N caron", "\xc5\x87", "\xc5\x88" },
    { "n with apostrophe has no upper case", "\xc5\x89", "\xc5\x89" },
    { "Eng", "\xc5\x8a", "\xc5\x8b" },
    { "S cedilla", "\xc5\x9e", "\xc5\x9f" },
    { "Y circumflex", "\xc5\xb6", "\xc5\xb7" },
    { "Y diaeresis", "\xc5\xb8", "\xc3\xbf" },
    { "Z caron", "\xc5\xbd", "\xc5\xbe" },
    { "long s", "\xc5\xbf", "\xc5\xbf" },
    { "Alpha", "\xce\x91", "\xce\xb1" },
    { "Omega", "\xce\xa9", "\xcf\x89" },
    { "final sigma stays", "\xcf\x82", "\xcf\x82" },
    { "Alpha tonos", "\xce\x86", "\xce\xac" },
    { "Omicron tonos", "\xce\x8c", "\xcf\x8c" },
    { "Cyrillic A", "\xd0\x90", "\xd0\xb0" },
    { "Cyrillic Ya", "\xd0\xaf", "\xd1\x8f" },
    { "Cyrillic a stays", "\xd0\xb0", "\xd0\xb0" },
    { "Cyrillic Io", "\xd0\x81", "\xd1\x91" },
    { "Ukrainian I", "\xd0\x86", "\xd1\x96" },
    { "Ukrainian Yi", "\xd0\x87", "\xd1\x97" },
    { "Ukrainian Ghe", "\xd2\x90", "\xd2\x91" },
    { "euro sign", "\xe2\x82\xac", "\xe2\x82\xac" },
    { "Han", "\xe9\x82\xae", "\xe9\x82\xae" },
    { "smiley", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80" },
};

static void folds(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(pairs); i++) {
        char got[5] = "";

        utf8_fold(pairs[i].upper, strlen(pairs[i].upper), got);
        want_text(pairs[i].name, "folded", got, pairs[i].lower);
    }
    unit_end();
}

static const struct {
    const char *name, *text;
    size_t len;
    const char *want;
} hostile[] = {
    { "nothing", "", 0, "" },
    { "plain", "550 no", 6, "550 no" },
    { "umlaut", "f\xc3\xbcr", 4, "f\xc3\xbcr" },
    { "no-break space", "a\xc2\xa0z", 4, "a\xc2\xa0z" },
    { "smiley", "\xf0\x9f\x98\x80", 4, "\xf0\x9f\x98\x80" },
    { "escape sequence", "\x1b[31mred", 8, "\\x1b[31mred" },
    { "bell", "a\a", 2, "a\\x07" },
    { "NUL", "a\0b", 3, "a\\x00b" },
    { "tab", "a\tb", 3, "a\\x09b" },
    { "line break", "a\r\nb", 4, "a\\x0d\\x0ab" },
    { "DEL", "\x7f", 1, "\\x7f" },
    { "C1 control", "\xc2\x9b", 2, "\\xc2\\x9b" },
    { "first C1", "\xc2\x80", 2, "\\xc2\\x80" },
    { "last C1", "\xc2\x9f", 2, "\\xc2\\x9f" },
    { "raw CSI byte", "\x9b", 1, "\\x9b" },
    { "ff", "a\xffz", 3, "a\\xffz" },
    { "overlong slash", "\xc0\xaf", 2, "\\xc0\\xaf" },
    { "surrogate", "\xed\xa0\x80", 3, "\\xed\\xa0\\x80" },
    { "cut off", "caf\xc3", 4, "caf\\xc3" },
    { "cut off, then a letter", "\xe2\x82x", 3, "\\xe2\\x82x" },
    { "right-to-left override", "\xe2\x80\xae", 3, "\\xe2\\x80\\xae" },
    { "left-to-right embedding", "\xe2\x80\xaa", 3, "\\xe2\\x80\\xaa" },
    { "left-to-right mark", "\xe2\x80\x8e", 3, "\\xe2\\x80\\x8e" },
    { "right-to-left isolate", "\xe2\x81\xa7", 3, "\\xe2\\x81\\xa7" },
    { "pop isolate", "\xe2\x81\xa9", 3, "\\xe2\\x81\\xa9" },
    { "line separator", "\xe2\x80\xa8", 3, "\\xe2\\x80\\xa8" },
    { "zero-width space", "\xe2\x80\x8b", 3, "\\xe2\\x80\\x8b" },
    { "zero-width joiner", "\xe2\x80\x8d", 3, "\\xe2\\x80\\x8d" },
    { "word joiner", "\xe2\x81\xa0", 3, "\\xe2\\x81\\xa0" },
    { "pop directional isolate", "\xe2\x81\xa9", 3, "\\xe2\\x81\\xa9" },
    { "Arabic letter mark", "\xd8\x9c", 2, "\\xd8\\x9c" },
    { "Arabic letter stays", "\xd8\xa7", 2, "\xd8\xa7" },
    { "byte order mark", "\xef\xbb\xbf", 3, "\\xef\\xbb\\xbf" },
    { "Hangul filler", "\xe3\x85\xa4", 3, "\\xe3\\x85\\xa4" },
    { "Hangul stays", "\xe3\x85\xa3", 3, "\xe3\x85\xa3" },
    { "tag", "\xf3\xa0\x81\x81", 4, "\\xf3\\xa0\\x81\\x81" },
    { "emoji stays", "\xf0\x9f\x98\x80", 4, "\xf0\x9f\x98\x80" },
    { "selector of a form stays", "\xef\xb8\x8f", 3, "\xef\xb8\x8f" },
    { "curly quote stays", "\xe2\x80\x99", 3, "\xe2\x80\x99" },
    { "dash stays", "\xe2\x80\x93", 3, "\xe2\x80\x93" },
    { "backslash stays", "a\\b", 3, "a\\b" },
};

static void shows_safely(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(hostile); i++) {
        struct buf b = buf_new(100);

        buf_puts(&b, "<");
        utf8_add_safe(&b, hostile[i].text, hostile[i].len);
        want_text(hostile[i].name, "shown", b.ptr + 1, hostile[i].want);
        buf_free(&b);
    }
    unit_end();
}

/* The first and the last of each length. */
static void puts_points(void **state)
{
    static const struct {
        unsigned point;
        const char *want;
    } rows[] = {
        { 'a', "a" },
        { 0x7f, "\x7f" },
        { 0x80, "\xc2\x80" },
        { 0xe9, "\xc3\xa9" },
        { 0x7ff, "\xdf\xbf" },
        { 0x800, "\xe0\xa0\x80" },
        { 0x20ac, "\xe2\x82\xac" },
        { 0xffff, "\xef\xbf\xbf" },
        { 0x10000, "\xf0\x90\x80\x80" },
        { 0x1f600, "\xf0\x9f\x98\x80" },
        { 0x10ffff, "\xf4\x8f\xbf\xbf" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        char got[UTF8_MAX + 1] = "";

        want_size(rows[i].want, "bytes", utf8_put(rows[i].point, got), strlen(rows[i].want));
        want_text(rows[i].want, "character", got, rows[i].want);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measures),
        cmocka_unit_test(puts_points),
        cmocka_unit_test(folds),
        cmocka_unit_test(shows_safely),
    };

    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
