/* SPDX-License-Identifier: MIT */
/*
 * A site's own rules: tried before the built-in ones, checked like them, replaced
 * as a whole.
 */
#include "smtpwhy.h"
#include "unit.h"

#include "buf.h"

#define HEADER "id\tkind\tcode\tpattern\tcategory\ttitle\tmeaning\tfix\tcheck\tsource\texample\n"

static const char sound[] = HEADER
    "our-full\twording\t\tmailbox full\tmailbox-full\tOurs is full\tOur box {recipient}.\tWait. | "
    "Ask {recipient}.\tdig {ip}\thttps://b.example/\t552 5.2.2 your mailbox full\n"
    "our-code\twording\t5.7.26\tour very own words\tpolicy\tOurs\t\tA. | B.\t\t\t550 5.7.26 our "
    "very own "
    "words\n";

static void take_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    buf_printf(arg, "%s:%zu:%zu: %s\n", file, line, column, message);
}

static bool take(void *arg, const struct sw_outcome *o)
{
    buf_printf(arg, "%s %s %s %s|%s|%s\n", o->rule, o->category, sw_confidence_name(o->confidence),
               o->title, o->nfix > 1 ? o->fix[1] : "", o->provider ? o->provider : "-");
    return true;
}

/* rules - number of faults, as text */
static void rules(struct sw_ctx *ctx, const char *name, const char *data, const char *want)
{
    struct buf faults = buf_new(10000);
    size_t n, lines = 0;
    const char *p;

    buf_puts(&faults, "");
    n = sw_rules(ctx, "own.tsv", data, strlen(data), take_fault, &faults);
    for (p = faults.ptr; *p; p++)
        lines += *p == '\n';
    want_text(name, "faults", faults.ptr, want);
    want_size(name, "number of faults", n, lines);
    buf_free(&faults);
}

static void explained(struct sw_ctx *ctx, const char *text, const char *want)
{
    struct buf got = buf_new(10000);

    buf_puts(&got, "");
    (void)sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, false, take, &got);
    want_text(text, "explained as", got.ptr, want);
    buf_free(&got);
}

static void decides_first(void **state)
{
    struct sw_ctx *ctx = sw_new();

    (void)state;
    assert_non_null(ctx);
    rules(ctx, "sound", sound, "");
    explained(ctx, "550 Your Mailbox  FULL",
              "our-full mailbox-full reply Ours is full|Ask the recipient.|-\n");
    explained(ctx, "550 5.1.1 mailbox full: p=NoSuchUser", /* before the surest built-in rows */
              "our-full mailbox-full reply Ours is full|Ask the recipient.|-\n");
    explained(ctx, "550 5.7.26 our very own words", "our-code policy reply Ours|B.|-\n");
    sw_free(ctx);
    unit_end();
}

static void leaves_the_rest(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct buf with = buf_new(10000), without = buf_new(10000);
    static const char *const texts[] = { "550 5.1.1 no such user", "our very own words",
                                         "550 5.7.1 our very own words", "554 xyzzy", "550" };
    size_t i;

    (void)state;
    assert_non_null(ctx);
    buf_puts(&with, "");
    buf_puts(&without, "");
    for (i = 0; i < COUNT(texts); i++)
        (void)sw_explain(ctx, SW_INPUT_TEXT, texts[i], strlen(texts[i]), 1, false, take, &without);
    rules(ctx, "sound", sound, "");
    for (i = 0; i < COUNT(texts); i++)
        (void)sw_explain(ctx, SW_INPUT_TEXT, texts[i], strlen(texts[i]), 1, false, take, &with);
    want_text("texts of no rule", "the same with rules as without", with.ptr, without.ptr);
    sw_free(ctx);
    buf_free(&with);
    buf_free(&without);
    unit_end();
}

static void reports_faults(void **state)
{
    struct sw_ctx *ctx = sw_new();

    (void)state;
    assert_non_null(ctx);
    rules(ctx, "no header", "a\tb\n",
          "own.tsv:1:1: the header has 2 columns, not 11; its columns are id, kind, code, pattern, "
          "category, title, meaning, fix, check, source, example\n");
    rules(ctx, "header only", HEADER, "");
    rules(ctx, "bad cells", HEADER "Own\ttoken\t5\t(full)\tfull\t\t\t\t\t\t\n",
          "own.tsv:2:1: id: only a-z, 0-9 and \"-\"\n"
          "own.tsv:2:5: kind: \"token\" cannot stand in this file\n"
          "own.tsv:2:11: code: \"5\" is none of 550, 5xx, 5.7.26, x.7.26\n"
          "own.tsv:2:13: pattern: an unnamed capturing group; use (?:...)\n"
          "own.tsv:2:30: example: empty\n"
          "own.tsv:2:20: category: there is no \"full\"\n");
    rules(ctx, "CR LF", "id\tkind\r\n", "own.tsv:1:8: the line ends in CR LF\n");
    sw_free(ctx);
    unit_end();
}

/* Every row must be proved by its example. */
static void proves_examples(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct buf faults = buf_new(10000);
    static const char wrong[] =
        HEADER "our-full\twording\t\tmailbox full\tmailbox-full\tFull\t\t\t\t\t550 box empty\n";
    static const char taken[] = HEADER
        "our-full\twording\t\tmailbox full\tmailbox-full\tFull\t\t\t\t\t550 mailbox full now\n"
        "our-now\twording\t\tmailbox full now\tmailbox-full\tNow\t\t\t\t\t550 mailbox full now\n";

    (void)state;
    assert_non_null(ctx);
    buf_puts(&faults, "");
    assert_int_equal(sw_rules(ctx, "own.tsv", wrong, sizeof wrong - 1, take_fault, &faults), 1);
    /* line 2; the example is cell 11, at byte 54 */
    want_true("example that does not match", faults.ptr,
              strncmp(faults.ptr, "own.tsv:2:54: example:", 22) == 0);
    buf_clear(&faults);
    assert_int_equal(sw_rules(ctx, "own.tsv", taken, sizeof taken - 1, take_fault, &faults), 1);
    want_true("example that another row decides", faults.ptr,
              strncmp(faults.ptr, "own.tsv:2:54: example:", 22) == 0);
    buf_free(&faults);
    sw_free(ctx);
    unit_end();
}

static void replaces_rules(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct buf got = buf_new(10000);
    static const char other[] =
        HEADER "other\twording\t\tmailbox full\tuser-unknown\tOther\t\tA. | B.\t\t\tmailbox full\n";

    (void)state;
    assert_non_null(ctx);
    rules(ctx, "sound", sound, "");
    rules(ctx, "other", other, "");
    explained(ctx, "550 mailbox full", "other user-unknown reply Other|B.|-\n");
    rules(ctx, "none", HEADER, "");
    buf_puts(&got, "");
    (void)sw_explain(ctx, SW_INPUT_TEXT, "550 mailbox is full", 19, 1, false, take, &got);
    want_true("built-in rows again", got.ptr, strncmp(got.ptr, "generic-", 8) == 0);
    buf_free(&got);
    sw_free(ctx);
    unit_end();
}

/* The caller's data are only read, and may be gone afterwards. */
static void keeps_nothing(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct buf data = buf_new(10000), faults = buf_new(100);

    (void)state;
    assert_non_null(ctx);
    buf_puts(&data, sound);
    assert_int_equal(sw_rules(ctx, "own.tsv", data.ptr, data.len, take_fault, &faults), 0);
    assert_string_equal(data.ptr, sound);
    memset(data.ptr, 'x', data.len);
    buf_free(&data);
    explained(ctx, "550 mailbox full",
              "our-full mailbox-full reply Ours is full|Ask the recipient.|-\n");
    sw_free(ctx);
    buf_free(&faults);
    unit_end();
}

/* A site may have a row about one of its people; built-in rows never see names. */
static void knows_people(void **state)
{
    static const char person[] = HEADER
        "boss\twording\t\t<boss@example\\.org>\trecipient-restricted\tThe boss\t\tNone. | Ask "
        "her office.\t\t\t550 <boss@example.org> no\n";
    struct sw_ctx *ctx = sw_new();

    (void)state;
    assert_non_null(ctx);
    rules(ctx, "person", person, "");
    explained(ctx, "550 5.1.1 <boss@example.org> frobnicated",
              "boss recipient-restricted reply The boss|Ask her office.|-\n");
    sw_free(ctx);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decides_first),  cmocka_unit_test(leaves_the_rest),
        cmocka_unit_test(reports_faults), cmocka_unit_test(proves_examples),
        cmocka_unit_test(replaces_rules), cmocka_unit_test(keeps_nothing),
        cmocka_unit_test(knows_people),
    };

    return cmocka_run_group_tests_name("site", tests, NULL, NULL);
}
