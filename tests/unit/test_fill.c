/* SPDX-License-Identifier: MIT */
/*
 * Blanks: in sentences, in commands that a person will paste into a shell, and
 * in URLs.  The quoted forms were also given to sh by hand.
 */
#include "fill.h"
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

static const struct {
    const char *name, *text, *ip, *recipient;
    const char *prose, *command, *url;
} cases[] = {
    { "no blank", "dig x", NULL, NULL, "dig x", "dig x", "dig x" },
    { "a blank", "dig -x {ip}", "192.0.2.1", NULL, "dig -x 192.0.2.1", "dig -x 192.0.2.1",
      "dig -x 192.0.2.1" },
    { "two blanks", "{ip} to {recipient}.", "192.0.2.1", "lea@b.example",
      "192.0.2.1 to lea@b.example.", "192.0.2.1 to lea@b.example.",
      "192.0.2.1 to lea%40b.example." },
    { "twice", "{ip}{ip}", "::1", NULL, "::1::1", "::1::1", "::1::1" },
    { "not known", "List {ip} of {recipient}.", NULL, NULL, "List the sending IP of the recipient.",
      "List SENDING-IP of RECIPIENT-ADDRESS.", NULL },
    { "unknown blank", "a {nothing} b {ip}", "::1", NULL, "a {nothing} b ::1", "a {nothing} b ::1",
      "a {nothing} b ::1" },
    { "brace alone", "a { b {ip}", "::1", NULL, "a { b ::1", "a { b ::1", "a { b ::1" },
    { "brace at the end", "a {", "::1", NULL, "a {", "a {", "a {" },
    { "braces in braces", "{{ip}}", "::1", NULL, "{::1}", "{::1}", "{::1}" },
    { "awk", "awk '{print $1}' {ip}", "::1", NULL, "awk '{print $1}' ::1", "awk '{print $1}' ::1",
      "awk '{print $1}' ::1" },
    { "a value is not filled again", "{ip} {recipient}", "{recipient}", "x", "{recipient} x",
      "'{recipient}' x", "%7Brecipient%7D x" },

    /* hostile values */
    { "blank", "x {recipient}", NULL, "a b", "x a b", "x 'a b'", "x a%20b" },
    { "quote", "x {recipient}", NULL, "it's", "x it's", "x 'it'\\''s'", "x it%27s" },
    { "quotes only", "x {recipient}", NULL, "''", "x ''", "x ''\\'''\\'''", "x %27%27" },
    { "double quote", "x {recipient}", NULL, "\"a\"", "x \"a\"", "x '\"a\"'", "x %22a%22" },
    { "command substitution", "x {recipient}", NULL, "$(reboot)", "x $(reboot)", "x '$(reboot)'",
      "x %24%28reboot%29" },
    { "back-ticks", "x {recipient}", NULL, "`reboot`", "x `reboot`", "x '`reboot`'",
      "x %60reboot%60" },
    { "quote and substitution", "x {recipient}", NULL, "';$(a)'", "x ';$(a)'",
      "x ''\\'';$(a)'\\'''", "x %27%3B%24%28a%29%27" },
    { "semicolon", "x {recipient}", NULL, "a;b", "x a;b", "x 'a;b'", "x a%3Bb" },
    { "pipe, ampersand", "x {recipient}", NULL, "a|b&c", "x a|b&c", "x 'a|b&c'", "x a%7Cb%26c" },
    { "redirection", "x {recipient}", NULL, "a>b<c", "x a>b<c", "x 'a>b<c'", "x a%3Eb%3Cc" },
    { "globs", "x {recipient}", NULL, "*?[a]", "x *?[a]", "x '*?[a]'", "x %2A%3F%5Ba%5D" },
    { "line break", "x {recipient}", NULL, "a\nb", "x a\nb", "x 'a\nb'", "x a%0Ab" },
    { "backslash", "x {recipient}", NULL, "a\\b", "x a\\b", "x 'a\\b'", "x a%5Cb" },
    { "tilde", "x {recipient}", NULL, "~root", "x ~root", "x '~root'", "x ~root" },
    { "comment", "x {recipient}", NULL, "#a", "x #a", "x '#a'", "x %23a" },
    { "assignment", "x {recipient}", NULL, "A=/tmp", "x A=/tmp", "x A=/tmp", "x A%3D%2Ftmp" },
    { "history", "x {recipient}", NULL, "a!b", "x a!b", "x 'a!b'", "x a%21b" },
    { "braces", "x {recipient}", NULL, "a{b,c}", "x a{b,c}", "x 'a{b,c}'", "x a%7Bb%2Cc%7D" },
    { "beyond ASCII", "x {recipient}", NULL, "l\xc3\xa9", "x l\xc3\xa9", "x 'l\xc3\xa9'",
      "x l%C3%A9" },
    { "percent", "x {recipient}", NULL, "a%41", "x a%41", "x a%41", "x a%2541" },
    { "plus", "x {recipient}", NULL, "lea+tag@b.example", "x lea+tag@b.example",
      "x lea+tag@b.example", "x lea%2Btag%40b.example" },
    { "empty", "x {recipient}", NULL, "", "x ", "x ''", "x " },
    { "empty text", "", "::1", NULL, NULL, NULL, NULL },
};

/* A value that begins with "-" is no option in whatever command it stands. */
static const char *const dashes[] = { "-rf", "-", "--help", "-x$(a)", "-o'b" };

static void fills(void **state)
{
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(cases); i++) {
        struct blanks b = { { NULL } };
        size_t len = strlen(cases[i].text);

        ctx->arena_used = 0;
        b.value[BLANK_IP] = cases[i].ip;
        b.value[BLANK_RECIPIENT] = cases[i].recipient;
        want_text(cases[i].name, "prose", fill(ctx, cases[i].text, len, &b, FILL_PROSE),
                  cases[i].prose);
        want_text(cases[i].name, "command", fill(ctx, cases[i].text, len, &b, FILL_COMMAND),
                  cases[i].command);
        want_text(cases[i].name, "URL", fill(ctx, cases[i].text, len, &b, FILL_URL), cases[i].url);
    }
    sw_free(ctx);
    unit_end();
}

static void hides_leading_dashes(void **state)
{
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(dashes); i++) {
        struct blanks b = { { NULL } };
        const char *got;

        b.value[BLANK_HOST] = dashes[i];
        got = fill(ctx, "dig {host}", 10, &b, FILL_COMMAND);
        want_true(dashes[i], "the word does not begin with a dash",
                  got && strncmp(got, "dig ", 4) == 0 && got[4] != '-' && got[4] != '\'');
    }
    sw_free(ctx);
    unit_end();
}

/* The judge of quoting is the shell: it must give back every value as it was. */
static void shell_agrees(void **state)
{
    static const char *const values[] = { "it's",  "$(echo x)", "`echo x`", "a;b", "a\nb", "\\",
                                          "''",    "\"$HOME\"", "*",        "~",   "#",    "a b",
                                          "a\\'b", "!!",        "a&",       "" };
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(values); i++) {
        struct blanks b = { { NULL } };
        char got[64] = "";
        size_t n;
        FILE *f;

        b.value[BLANK_SENDER] = values[i];
        /* NOLINTNEXTLINE(cert-env33-c): what a shell makes of it is what is tested */
        f = popen(fill(ctx, "printf %s {sender}", 18, &b, FILL_COMMAND), "r");
        assert_non_null(f);
        n = fread(got, 1, sizeof got - 1, f);
        got[n] = '\0';
        want_number(values[i], "status of the shell", pclose(f), 0);
        want_text(values[i], "what the shell understood", got, values[i]);
    }
    sw_free(ctx);
    unit_end();
}

static void has_neutral_phrases(void **state)
{
    static const struct {
        const char *text, *prose, *command;
    } blanks[] = {
        { "{ip}", "the sending IP", "SENDING-IP" },
        { "{domain}", "the sender's domain", "SENDER-DOMAIN" },
        { "{sender}", "the sender", "SENDER-ADDRESS" },
        { "{recipient}", "the recipient", "RECIPIENT-ADDRESS" },
        { "{rdomain}", "the recipient's domain", "RECIPIENT-DOMAIN" },
        { "{host}", "the receiving server", "RECEIVING-SERVER" },
        { "{limit}", "the limit", "LIMIT" },
        { "{wait}", "a while", "WAIT" },
        { "{list}", "the blocklist", "BLOCKLIST" },
        { "{lookup}", "its look-up page", "LOOKUP-PAGE" },
    };
    struct sw_ctx *ctx = sw_new();
    struct blanks none = { { NULL } };
    size_t i;

    (void)state;
    assert_non_null(ctx);
    assert_int_equal(COUNT(blanks), BLANKS);
    for (i = 0; i < COUNT(blanks); i++) {
        size_t len = strlen(blanks[i].text);

        want_text(blanks[i].text, "prose", fill(ctx, blanks[i].text, len, &none, FILL_PROSE),
                  blanks[i].prose);
        want_text(blanks[i].text, "command", fill(ctx, blanks[i].text, len, &none, FILL_COMMAND),
                  blanks[i].command);
        want_text(blanks[i].text, "URL", fill(ctx, blanks[i].text, len, &none, FILL_URL), NULL);
        want_number(blanks[i].text, "number", blank_named(blanks[i].text + 1, len - 2), (long)i);
    }
    want_number("ipx", "number", blank_named("ipx", 3), BLANKS);
    want_number("i", "number", blank_named("ip", 1), BLANKS);
    want_number("IP", "number", blank_named("IP", 2), BLANKS);
    want_number("", "number", blank_named("", 0), BLANKS);
    sw_free(ctx);
    unit_end();
}

static void fills_lists(void **state)
{
    static const struct {
        const char *cell;
        enum fill_style style;
        const char *ip;
        size_t n;
        const char *first, *last;
    } lists[] = {
        { "", FILL_PROSE, "::1", 0, NULL, NULL },
        { "One {ip}. | Two. | Three.", FILL_PROSE, "::1", 3, "One ::1.", "Three." },
        { "Two. | One {ip}.", FILL_PROSE, "::1", 2, "Two.", "One ::1." },
        /* in a list of URLs one that cannot be filled is left out */
        { "u?{host} | v?{ip}", FILL_URL, "::1", 1, "v?::1", "v?::1" },
        { "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10", FILL_PROSE, NULL, 8, "1", "8" },
        /* a value is not a list, whatever stands in it */
        { "x {ip} | y", FILL_PROSE, "a | b", 2, "x a | b", "y" },
    };
    static const struct rule_names nobody;
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(lists); i++) {
        struct rule_builder *builder = rule_builder_new(&nobody);
        struct blanks b = { { NULL } };
        const char *out[SW_STEPS_MAX];
        struct ruleset set;
        uint32_t list;
        size_t n;

        assert_non_null(builder);
        (void)rule_builder_list(builder, "another | one");
        list = rule_builder_list(builder, lists[i].cell);
        assert_true(rule_builder_finish(builder, NULL, 0, &set));
        b.value[BLANK_IP] = lists[i].ip;
        n = fill_list(ctx, &set, list, &b, lists[i].style, out);
        want_size(lists[i].cell, "texts", n, lists[i].n);
        want_text(lists[i].cell, "first", n > 0 ? out[0] : NULL, lists[i].first);
        want_text(lists[i].cell, "last", n > 0 ? out[n - 1] : NULL, lists[i].last);
        rule_builder_free(builder);
    }
    sw_free(ctx);
    unit_end();
}

/* The arena's end cuts a text off, and not within a character. */
static void survives_a_full_arena(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct blanks none = { { NULL } };
    const char *got;

    (void)state;
    assert_non_null(ctx);
    ctx->arena_used = ARENA_SIZE - 4;
    got = fill(ctx, "ab\xc3\xa9z", 5, &none, FILL_PROSE);
    assert_string_equal(got, "ab");
    got = fill(ctx, "abcd", 4, &none, FILL_PROSE);
    assert_true(strlen(got) <= 1);
    got = fill(ctx, "abcd", 4, &none, FILL_PROSE);
    assert_string_equal(got, "");
    sw_free(ctx);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills),        cmocka_unit_test(hides_leading_dashes),
        cmocka_unit_test(shell_agrees), cmocka_unit_test(has_neutral_phrases),
        cmocka_unit_test(fills_lists),  cmocka_unit_test(survives_a_full_arena),
    };

    return cmocka_run_group_tests_name("fill", tests, NULL, NULL);
}
