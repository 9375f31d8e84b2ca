/* SPDX-License-Identifier: MIT */
/*
 * The library's reference as a program reads it: names of values, categories, entries
 * and their texts with neutral phrases for what no reply has told.
 */
#include "smtpwhy.h"
#include "unit.h"

static void names_its_values(void **state)
{
    (void)state;
    assert_null(sw_class_name(SW_CLASS_NONE));
    assert_string_equal(sw_class_name(SW_CLASS_SUCCESS), "success");
    assert_string_equal(sw_class_name(SW_CLASS_INTERMEDIATE), "intermediate");
    assert_string_equal(sw_class_name(SW_CLASS_TEMPORARY), "temporary");
    assert_string_equal(sw_class_name(SW_CLASS_PERMANENT), "permanent");
    assert_string_equal(sw_acts_name(SW_ACTS_SENDER), "sender");
    assert_string_equal(sw_acts_name(SW_ACTS_RECIPIENT), "recipient");
    assert_string_equal(sw_acts_name(SW_ACTS_RECEIVER), "receiver");
    assert_string_equal(sw_acts_name(SW_ACTS_WAIT), "wait");
    assert_string_equal(sw_acts_name(SW_ACTS_NOBODY), "nobody");
    assert_null(sw_direction_name(SW_DIRECTION_NONE));
    assert_string_equal(sw_direction_name(SW_DIRECTION_OUTBOUND), "outbound");
    assert_string_equal(sw_direction_name(SW_DIRECTION_INBOUND), "inbound");
    assert_string_equal(sw_confidence_name(SW_CONFIDENCE_REPLY), "reply");
    assert_string_equal(sw_confidence_name(SW_CONFIDENCE_WORDING), "wording");
    assert_string_equal(sw_confidence_name(SW_CONFIDENCE_ENHANCED), "enhanced");
    assert_string_equal(sw_confidence_name(SW_CONFIDENCE_CODE), "code");
    assert_string_equal(sw_confidence_name(SW_CONFIDENCE_CLASS), "class");
}

/* Numbers that a newer library may have given, or nobody. */
static void names_nothing_else(void **state)
{
    static const int strange[] = { 5, 6, 99, -1, 0x7fffffff };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(strange); i++) {
        want_text("class", "name", sw_class_name((enum sw_class)strange[i]), NULL);
        want_text("acts", "name", sw_acts_name((enum sw_acts)strange[i]), NULL);
        want_text("direction", "name", sw_direction_name((enum sw_direction)strange[i]), NULL);
        want_text("confidence", "name", sw_confidence_name((enum sw_confidence)strange[i]), NULL);
    }
    unit_end();
}

/* Every category is handed out once; these must be among them. */
static void hands_out_categories(void **state)
{
    static const char *const some[] = { "ok", "user-unknown", "mailbox-full", "greylisted",
                                        "unknown" };
    size_t found[COUNT(some)] = { 0 }, n, i;
    const char *name;

    (void)state;
    for (n = 0; (name = sw_category_at(n)); n++)
        for (i = 0; i < COUNT(some); i++)
            found[i] += strcmp(name, some[i]) == 0;
    for (i = 0; i < COUNT(some); i++)
        want_size(some[i], "handed out", found[i], 1);
    want_true("categories", "more than a few", n > 20);
    want_true("categories", "none behind the last", !sw_category_at((size_t)-1));
    want_true("categories", "one by its name", sw_category_known("mailbox-full"));
    want_true("categories", "not by another", !sw_category_known("mailbox-empty"));
    unit_end();
}

/* An entry has its own texts, or those of its category. */
static void hands_out_entries(void **state)
{
    struct sw_reference r;
    bool found = false, outside = false;
    size_t n;

    (void)state;
    for (n = 0; sw_reference_at(n, &r); n++) {
        want_true(r.code, "a title, a meaning, steps", *r.title && *r.meaning && r.nfix > 0);
        outside = outside || r.outside;
        if (strcmp(r.code, "x.2.2") != 0 && strcmp(r.code, "5.2.2") != 0)
            continue;
        found = true;
        want_text(r.code, "category", r.category, "mailbox-full");
        want_true(r.code, "in the standards", !r.outside);
        want_true(r.code, "says which",
                  r.nreferences > 0 && strstr(r.references[0], "RFC 3463") != NULL);
    }
    want_true("reference", "has it", found);
    want_true("reference", "has codes of no standard", outside);
    want_true("reference", "no entry far behind the last", !sw_reference_at((size_t)-1, &r));
    unit_end();
}

static void fills_texts(void **state)
{
    static const struct {
        const char *text, *prose, *command;
    } texts[] = {
        { "Send it again.", "Send it again.", "Send it again." },
        { "Tell {recipient}.", "Tell the recipient.", "Tell RECIPIENT-ADDRESS." },
        { "dig -x {ip} +short", "dig -x the sending IP +short", "dig -x SENDING-IP +short" },
        { "{domain}, {no such blank}", "the sender's domain, {no such blank}",
          "SENDER-DOMAIN, {no such blank}" },
        { "", "", "" },
    };
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(texts); i++) {
        want_text(texts[i].text, "prose", sw_reference_text(ctx, texts[i].text, false),
                  texts[i].prose);
        want_text(texts[i].text, "command", sw_reference_text(ctx, texts[i].text, true),
                  texts[i].command);
    }
    sw_free(ctx);
    unit_end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_its_values),     cmocka_unit_test(names_nothing_else),
        cmocka_unit_test(hands_out_categories), cmocka_unit_test(hands_out_entries),
        cmocka_unit_test(fills_texts),
    };

    return cmocka_run_group_tests_name("reference", tests, NULL, NULL);
}
