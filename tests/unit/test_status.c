/* SPDX-License-Identifier: MIT */
/*
 * The grammar of codes.  Wanted values from RFC 3463 2 ("class 2, 4, 5; one to
 * three digits, without leading zeros") and RFC 5321 4.2.
 */
#include "status.h"
#include "unit.h"

static const struct {
    const char *name, *text;
    size_t want; /* bytes taken */
    struct sw_status status;
} enhanced[] = {
    { "plain", "5.1.1 unknown", 5, { 5, 1, 1 } },
    { "alone", "4.2.2", 5, { 4, 2, 2 } },
    { "success", "2.0.0 OK", 5, { 2, 0, 0 } },
    { "two digits", "5.7.26", 6, { 5, 7, 26 } },
    { "three digits", "5.7.515", 7, { 5, 7, 515 } },
    { "largest", "5.999.999", 9, { 5, 999, 999 } },
    { "subject of two digits", "5.16.5", 6, { 5, 16, 5 } },
    { "full stop behind", "5.1.1.", 5, { 5, 1, 1 } },
    { "full stop and word", "5.1.1. No", 5, { 5, 1, 1 } },
    { "bracket", "5.1.1)", 5, { 5, 1, 1 } },
    { "hyphen", "5.1.1-x", 5, { 5, 1, 1 } },
    { "underscore of qmail", "5.1.1_no_such", 5, { 5, 1, 1 } },
    { "colon", "5.1.1:", 5, { 5, 1, 1 } },
    { "byte beyond ASCII", "5.1.1\xc3\xa9", 5, { 5, 1, 1 } },
    { "nothing", "", 0, { 0, 0, 0 } },
    { "digit", "5", 0, { 0, 0, 0 } },
    { "digit and dot", "5.", 0, { 0, 0, 0 } },
    { "two parts", "5.1", 0, { 0, 0, 0 } },
    { "two parts and dot", "5.1.", 0, { 0, 0, 0 } },
    { "two parts and a word", "5.1.x", 0, { 0, 0, 0 } },
    { "empty subject", "5..1", 0, { 0, 0, 0 } },
    { "class 0", "0.1.1", 0, { 0, 0, 0 } },
    { "class 1", "1.1.1", 0, { 0, 0, 0 } },
    { "class 3", "3.1.1", 0, { 0, 0, 0 } },
    { "class 6", "6.1.1", 0, { 0, 0, 0 } },
    { "class of two digits", "55.1.1", 0, { 0, 0, 0 } },
    { "detail of four digits", "5.1.1024", 0, { 0, 0, 0 } },
    { "subject of four digits", "5.1000.1", 0, { 0, 0, 0 } },
    { "four parts", "4.16.55.1", 0, { 0, 0, 0 } },
    { "address", "5.1.10.92", 0, { 0, 0, 0 } },
    { "version with a letter", "5.1.1a", 0, { 0, 0, 0 } },
    { "release candidate", "5.4.0rc2", 0, { 0, 0, 0 } },
    { "leading zero in the detail", "5.1.01", 0, { 0, 0, 0 } },
    { "leading zero in the subject", "5.07.1", 0, { 0, 0, 0 } },
    { "all zeros", "5.00.00", 0, { 0, 0, 0 } },
    { "blank before", " 5.1.1", 0, { 0, 0, 0 } },
    { "minus", "5.-1.1", 0, { 0, 0, 0 } },
    { "a reply code", "999", 0, { 0, 0, 0 } },
    { "other dots", "5,1,1", 0, { 0, 0, 0 } },
};

static void parses_enhanced(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(enhanced); i++) {
        struct sw_status got = { 7, 77, 777 };
        bool none = enhanced[i].want == 0;
        const char *name = enhanced[i].name;

        want_size(name, "bytes", status_parse(enhanced[i].text, strlen(enhanced[i].text), &got),
                  enhanced[i].want);
        want_number(name, "class", (long)got.class, none ? 7 : (long)enhanced[i].status.class);
        want_number(name, "subject", (long)got.subject,
                    none ? 77 : (long)enhanced[i].status.subject);
        want_number(name, "detail", (long)got.detail, none ? 777 : (long)enhanced[i].status.detail);
    }
    unit_end();
}

static const struct {
    const char *name, *text;
    size_t want;
    unsigned reply;
} replies[] = {
    { "alone", "550", 3, 550 },
    { "with words", "550 no", 3, 550 },
    { "goes on", "550-no", 3, 550 },
    { "least", "100", 3, 100 },
    { "largest", "699", 3, 699 },
    { "full stop", "550.", 3, 550 },
    { "full stop and word", "550.x", 3, 550 },
    { "underscore", "550_x", 3, 550 },
    { "nothing", "", 0, 0 },
    { "two digits", "55", 0, 0 },
    { "two digits and blank", "55 0", 0, 0 },
    { "four digits", "5500", 0, 0 },
    { "first digit 0", "099", 0, 0 },
    { "first digit 7", "700", 0, 0 },
    { "999", "999", 0, 0 },
    { "a letter behind", "550a", 0, 0 },
    { "a number with a point", "550.1", 0, 0 },
    { "a letter before", "x550", 0, 0 },
    { "a blank before", " 550", 0, 0 },
    { "enhanced", "5.5.0", 0, 0 },
};

static void parses_reply(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(replies); i++) {
        unsigned got = 7;

        want_size(replies[i].name, "bytes",
                  reply_parse(replies[i].text, strlen(replies[i].text), &got), replies[i].want);
        want_number(replies[i].name, "reply", (long)got,
                    replies[i].want ? (long)replies[i].reply : 7);
    }
    unit_end();
}

/* The text ends at len, not at a NUL: what stands behind it is not looked at. */
static void keeps_to_length(void **state)
{
    struct sw_status s = { 0, 0, 0 };
    unsigned reply = 0;

    (void)state;
    assert_int_equal(status_parse("5.1.1024", 5, &s), 5);
    assert_int_equal(s.detail, 1);
    assert_int_equal(status_parse("5.1.1", 4, &s), 0);
    assert_int_equal(status_parse("5.1.1", 0, &s), 0);
    assert_int_equal(reply_parse("5500", 3, &reply), 3);
    assert_int_equal(reply, 550);
    assert_int_equal(reply_parse("550", 2, &reply), 0);
    assert_int_equal(reply_parse("550", 0, &reply), 0);
}

static void writes_text(void **state)
{
    static const struct {
        struct sw_status status;
        const char *want;
    } cases[] = {
        { { 0, 0, 0 }, "" },        { { 0, 7, 26 }, "" },     { { 5, 0, 0 }, "5.0.0" },
        { { 5, 7, 26 }, "5.7.26" }, { { 4, 7, 1 }, "4.7.1" }, { { 2, 999, 999 }, "2.999.999" },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        char got[SW_STATUS_TEXT] = "unset";

        sw_status_text(cases[i].status, got);
        want_text("status", "text", got, cases[i].want);
    }
    unit_end();
}

static void compares(void **state)
{
    struct sw_status a = { 5, 1, 1 }, none = { 0, 0, 0 };

    (void)state;
    assert_true(status_given(a));
    assert_false(status_given(none));
    assert_true(status_equal(a, (struct sw_status){ 5, 1, 1 }));
    assert_false(status_equal(a, (struct sw_status){ 4, 1, 1 }));
    assert_false(status_equal(a, (struct sw_status){ 5, 2, 1 }));
    assert_false(status_equal(a, (struct sw_status){ 5, 1, 10 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parses_enhanced), cmocka_unit_test(parses_reply),
        cmocka_unit_test(keeps_to_length), cmocka_unit_test(writes_text),
        cmocka_unit_test(compares),
    };

    return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
