/* SPDX-License-Identifier: MIT */
/*
 * Unfolding: what is left of a reply's text when codes, line breaks and runs of
 * blanks are taken out, as it is shown and as the patterns see it.
 */
#include "fold.h"
#include "unit.h"
#include "words.h"

#include <stdlib.h>

enum { CODES_MAX = 8 };

static const struct {
    const char *name, *text;
    const char *codes[CODES_MAX]; /* in order, as they stand in the text */
    const char *plain, *folded;
} cases[] = {
    { "no code", "Mailbox is full", { NULL }, "Mailbox is full", "mailbox is full" },
    { "nothing", "", { NULL }, "", "" },
    { "blanks only", " \t\r\n ", { NULL }, "", "" },
    { "a code alone", "550", { "550" }, "", "" },
    { "a code before", "550 No such User", { "550" }, "No such User", "no such user" },
    { "two codes", "550 5.1.1 No", { "550", "5.1.1" }, "No", "no" },
    { "codes as one", "550 5.1.1 No", { "550 5.1.1" }, "No", "no" },
    { "a code in brackets is a word",
      "No such user (#5.1.1)",
      { "5.1.1" },
      "No such user (#5.1.1)",
      "no such user (#5.1.1)" },
    { "in brackets, and before",
      "550 denied (550)",
      { "550", "550" },
      "denied (550)",
      "denied (550)" },
    { "a number that is no code", "550 5.1.1 in 5.1.1", { "550 5.1.1" }, "in 5.1.1", "in 5.1.1" },
    { "lines",
      "550-One\n550-Two\n550 Three",
      { "550", "550", "550" },
      "One Two Three",
      "one two three" },
    { "lines with CR LF",
      "550-One\r\n550-Two\r\n550 Three\r\n",
      { "550", "550", "550" },
      "One Two Three",
      "one two three" },
    { "both codes on each line",
      "550-5.7.26 This\n550-5.7.26 mail\n550 5.7.26 is",
      { "550-5.7.26", "550-5.7.26", "550 5.7.26" },
      "This mail is",
      "this mail is" },
    { "lines flattened to one",
      "550-5.7.26 This 550-5.7.26 mail 550 5.7.26 is",
      { "550-5.7.26", "550-5.7.26", "550 5.7.26" },
      "This mail is",
      "this mail is" },
    { "empty line of a reply",
      "550-One\n550-\n550 Three",
      { "550", "550", "550" },
      "One Three",
      "one three" },
    { "escaped line break", "451-One\\n451 Two", { "451", "451" }, "One Two", "one two" },
    { "escaped CR LF", "451-One\\r\\n451 Two", { "451", "451" }, "One Two", "one two" },
    { "escaped break before a blank", "One\\n Two", { NULL }, "One Two", "one two" },
    { "escaped break before a capital", "One\\nTwo", { NULL }, "One Two", "one two" },
    { "escaped break at the end", "One\\n", { NULL }, "One", "one" },
    { "a path is no break",
      "C:\\temp and \\nothing",
      { NULL },
      "C:\\temp and \\nothing",
      "c:\\temp and \\nothing" },
    { "escaped quotes", "it \\\"is\\\" not\\'s", { NULL }, "it \"is\" not's", "it \"is\" not's" },
    { "another backslash", "a\\bc \\", { NULL }, "a\\bc \\", "a\\bc \\" },
    { "runs of blanks", "  a   b \t c\n\n d  ", { NULL }, "a b c d", "a b c d" },
    { "control bytes are kept to be shown",
      "a\x01\x02z\x7fy",
      { NULL },
      "a\x01\x02z\x7fy",
      "a z y" },
    { "escape sequence", "\x1b[1mNo\x1b[0m", { NULL }, "\x1b[1mNo\x1b[0m", "[1mno [0m" },
    { "sixteen bytes", "0123456789ABCDEF", { NULL }, "0123456789ABCDEF", "0123456789abcdef" },
    { "blank on a boundary",
      "0123456789ABCDE  Z123456789ABCDEF ",
      { NULL },
      "0123456789ABCDE Z123456789ABCDEF",
      "0123456789abcde z123456789abcdef" },
    { "code on a boundary",
      "550 123456789abcdef550 123456789ABCDEFGHIJK",
      { "550" },
      "123456789abcdef550 123456789ABCDEFGHIJK",
      "123456789abcdef550 123456789abcdefghijk" },
    { "long words",
      "The Message You Sent To The Mailbox Of Lea Was REFUSED [by] {all} of `them`@Z",
      { NULL },
      "The Message You Sent To The Mailbox Of Lea Was REFUSED [by] {all} of `them`@Z",
      "the message you sent to the mailbox of lea was refused [by] {all} of `them`@z" },
    { "qmail", "550_5.1.1_No_such_user/", { "550_5.1.1" }, "No such user/", "no such user/" },
    { "qmail, bare code", "550_No_such_user", { "550" }, "No such user", "no such user" },
    { "qmail, a number of the provider's",
      "550_Refused._AB12_510_See_us",
      { "550" },
      "Refused. AB12_510 See us",
      "refused. ab12_510 see us" },
    { "qmail, letters and a number",
      "550_Refused_ABC_510",
      { "550" },
      "Refused ABC_510",
      "refused abc_510" },
    { "qmail, an address",
      "550_Your_IP_192.0.2.7_is_listed",
      { "550" },
      "Your IP 192.0.2.7 is listed",
      "your ip 192.0.2.7 is listed" },
    { "qmail, two words", "550_HL:ABC_163_mx2", { "550" }, "HL:ABC 163 mx2", "hl:abc 163 mx2" },
    { "underscores elsewhere", "550 no_such_user", { "550" }, "no_such_user", "no_such_user" },
    { "no-break space", "a\xc2\xa0\xc2\xa0z", { NULL }, "a z", "a z" },
    { "no-break space behind a code", "550\xc2\xa0No", { "550" }, "No", "no" },
    { "curly quotes",
      "can\xe2\x80\x99t \xe2\x80\x9cuse\xe2\x80\x9d \xe2\x80\x98it",
      { NULL },
      "can\xe2\x80\x99t \xe2\x80\x9cuse\xe2\x80\x9d \xe2\x80\x98it",
      "can't \"use\" 'it" },
    { "characters by name, as a page's source has them",
      "&lt;lea@b.example&gt; isn&#39;t &quot;ours&quot;&nbsp;&amp; &uuml;ber",
      { NULL },
      "<lea@b.example> isn't \"ours\" & \xc3\xbc"
      "ber",
      "<lea@b.example> isn't \"ours\" & \xc3\xbc"
      "ber" },
    { "other ampersands",
      "R&D ?a=1&b=2 &unknown; &",
      { NULL },
      "R&D ?a=1&b=2 &unknown; &",
      "r&d ?a=1&b=2 &unknown; &" },
    { "characters by number, as JSON has them",
      "Postfach \\u00fcberf\\u00FCllt \\u2013 \\u00a0x",
      { NULL },
      "Postfach \xc3\xbc"
      "berf\xc3\xbcllt \xe2\x80\x93 x",
      "postfach \xc3\xbc"
      "berf\xc3\xbcllt \xe2\x80\x93 x" },
    { "other numbers behind a backslash",
      "\\u0041 \\ud83d\\ude00 \\u00g0 \\u00f",
      { NULL },
      "\\u0041 \\ud83d\\ude00 \\u00g0 \\u00f",
      "\\u0041 \\ud83d\\ude00 \\u00g0 \\u00f" },
    { "escaped break behind a mark",
      "<lea>\\nunknown",
      { NULL },
      "<lea> unknown",
      "<lea> unknown" },
    { "a page's break before a code",
      "550-One<br>550 Two",
      { "550", "<br>550" },
      "One Two",
      "one two" },
    { "dash stays", "a \xe2\x80\x93 B", { NULL }, "a \xe2\x80\x93 B", "a \xe2\x80\x93 b" },
    { "umlauts", "F\xc3\x9cR \xd0\xaf", { NULL }, "F\xc3\x9cR \xd0\xaf", "f\xc3\xbcr \xd1\x8f" },
    { "not UTF-8", "a\xff\xc3Z", { NULL }, "a\xff\xc3Z", "a\xff\xc3z" },
    { "a cut-off character at the end", "abc\xe2\x80", { NULL }, "abc\xe2\x80", "abc\xe2\x80" },
    { "hyphen behind the code", "550-", { "550" }, "", "" },
    { "two hyphens", "550--One", { "550" }, "-One", "-one" },
};

/* find_codes - the places of the codes in text, each behind the one before */
static size_t find_codes(const char *text, const char *const *codes, struct span *out)
{
    size_t n;

    for (n = 0; n < CODES_MAX && codes[n]; n++) {
        out[n].ptr = strstr(text, codes[n]);
        assert_non_null(out[n].ptr);
        out[n].len = strlen(codes[n]);
        text = out[n].ptr + out[n].len;
    }
    return n;
}

static void unfolds(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct buf plain = buf_new(1000), folded = buf_new(1000);
        struct span codes[CODES_MAX], text = { cases[i].text, strlen(cases[i].text) };
        size_t n = find_codes(cases[i].text, cases[i].codes, codes);

        words_add(&plain, text, codes, n);
        fold_add(&folded, (struct span){ plain.ptr ? plain.ptr : "", plain.len });
        want_text(cases[i].name, "plain", plain.ptr ? plain.ptr : "", cases[i].plain);
        want_text(cases[i].name, "folded", folded.ptr ? folded.ptr : "", cases[i].folded);
        want_size(cases[i].name, "length", folded.len, strlen(cases[i].folded));
        buf_free(&plain);
        buf_free(&folded);
    }
    unit_end();
}

/* NUL is a blank where words are matched; where they are shown it is kept to be escaped. */
static void takes_nul(void **state)
{
    struct buf folded = buf_new(100), plain = buf_new(100);

    (void)state;
    words_add(&plain, (struct span){ "a\0\0b", 4 }, NULL, 0);
    fold_add(&folded, (struct span){ plain.ptr, plain.len });
    want_text("NUL", "folded", folded.ptr, "a b");
    want_size("NUL", "plain, bytes", plain.len, 4);
    want_true("NUL", "plain", memcmp(plain.ptr, "a\0\0b", 5) == 0);
    buf_free(&folded);
    buf_free(&plain);
    unit_end();
}

/* one_by_one - ASCII text folded in the plainest way, to compare with */
static void one_by_one(const char *text, size_t len, bool fold, char *out)
{
    size_t i, n = 0;

    out[0] = '\0';
    for (i = 0; i < len; i++) {
        char c = text[i];

        if (c == '\n' || c == '\t' || c == '\r' || (fold && (c < ' ' || c == 0x7f)))
            c = ' ';
        if (fold && c >= 'A' && c <= 'Z')
            c = (char)(c + 32);
        if (c != ' ' || (n > 0 && out[n - 1] != ' '))
            out[n++] = c;
    }
    if (n > 0 && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
}

/* Texts of all lengths, in memory of just their size: blocks of many bytes must not show. */
static void agrees_with_one_by_one(void **state)
{
    static const char alphabet[] = "abcXYZ@[`{059 _.  \n\t\x01\x7f"
                                   "AZaz-";
    uint32_t seed = 3463;
    size_t round, i;

    (void)state;
    for (round = 0; round < 4000; round++) {
        struct buf got = buf_new(1000), plain = buf_new(1000);
        size_t len = round % 100;
        char want[128], *text = malloc(len + 1);
        bool fold = round / 100 % 2;

        assert_non_null(text);
        for (i = 0; i < len; i++) {
            seed = seed * 1664525u + 1013904223u;
            /* every fourth text has letters only: the way that is fast */
            text[i] = alphabet[(seed >> 10) % (round % 4 ? sizeof alphabet - 1 : 6)];
        }
        one_by_one(text, len, fold, want);
        words_add(fold ? &plain : &got, (struct span){ text, len }, NULL, 0);
        if (fold)
            fold_add(&got, (struct span){ plain.ptr ? plain.ptr : "", plain.len });
        want_text(fold ? "folded" : "plain", "words", got.ptr ? got.ptr : "", want);
        buf_free(&got);
        buf_free(&plain);
        free(text);
    }
    unit_end();
}

static void hides_names(void **state)
{
    static const struct {
        const char *words, *want;
    } rows[] = {
        { "<spam@example.org> is unknown", "<xxxx@example.org> is unknown" },
        { "<a.b-c+d=e@example.org>", "<x.x-x+x=x@example.org>" },
        { "<5-10@x>, <q@y>", "<x-xx@x>, <x@y>" },
        { "spam@example.org", "spam@example.org" },
        { "<spam>", "<spam>" },
        { "<spam, says a@b>", "<spam, says a@b>" },
        { "<spam", "<spam" },
        { "<", "<" },
        { "", "" },
        { "<<spam@b>", "<<xxxx@b>" },
        { "<@b>", "<@b>" },
        { "<b\xc3\xbc"
          "cher@b>",
          "<x\xc3\xbcxxxx@b>" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        struct buf words = buf_new(100);

        buf_puts(&words, rows[i].words);
        fold_hide_names(&words);
        want_text(rows[i].words, "hidden", words.ptr ? words.ptr : "", rows[i].want);
        buf_free(&words);
    }
    unit_end();
}

static void keeps_to_the_ceiling(void **state)
{
    struct buf out = buf_new(4);

    (void)state;
    words_add(&out, (struct span){ "abcdefgh", 8 }, NULL, 0);
    assert_string_equal(out.ptr, "abcd");
    assert_int_equal(out.len, 4);
    buf_clear(&out);
    fold_add(&out, (struct span){ "ABCDEFGH", 8 });
    assert_string_equal(out.ptr, "abcd");
    buf_free(&out);
}

/* Only codes that were named are left out, though the same number stands elsewhere. */
static void skips_codes_of_other_texts(void **state)
{
    static const char text[] = "before 550 behind";
    struct span codes[] = { { text, 0 }, { text + 7, 3 } };
    struct buf out = buf_new(100);

    (void)state;
    codes[0].ptr = text; /* empty: it takes nothing away */
    words_add(&out, (struct span){ text + 3, strlen(text) - 3 }, codes, 2);
    assert_string_equal(out.ptr, "ore behind");
    buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unfolds),
        cmocka_unit_test(takes_nul),
        cmocka_unit_test(agrees_with_one_by_one),
        cmocka_unit_test(hides_names),
        cmocka_unit_test(keeps_to_the_ceiling),
        cmocka_unit_test(skips_codes_of_other_texts),
    };

    return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
