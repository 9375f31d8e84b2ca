/* SPDX-License-Identifier: MIT */
/*
 * The lines of a log as a program that uses the library asks for them: which are handed
 * out, where they stand, how many there were.
 */
#include "smtpwhy.h"
#include "unit.h"

#define AT   "Nov 22 07:14:17 mx postfix/"
#define TO   ": to=<lea@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=1, dsn="
#define SENT AT "smtp[2]: 4XyZ1aBcD" TO "2.0.0, status=sent (250 2.0.0 Ok: queued as 5)"
#define BOUND                                                                                      \
    AT "smtp[2]: 4XyZ2aBcD" TO "5.1.1, status=bounced (host mx said: 550 5.1.1 No such user)"

/* A text, how many lines it has, and how many lines stand before each that is found. */
static const struct {
    const char *name, *text;
    bool all;
    size_t lines, found, before[3];
} cases[] = {
    { "nothing", "", false, 0, 0, { 0 } },
    { "an empty line", "\n", true, 1, 0, { 0 } },
    { "no newline at the end", "x", false, 1, 0, { 0 } },
    { "a failure", BOUND "\n", false, 1, 1, { 0 } },
    { "a failure without its newline", SENT "\n" BOUND, false, 2, 1, { 1 } },
    { "deliveries are passed over", SENT "\n" BOUND "\n" SENT "\n", false, 3, 1, { 1 } },
    { "or handed out", SENT "\n" BOUND "\n" SENT "\n", true, 3, 3, { 0, 1, 2 } },
    { "chatter", AT "qmgr[1]: 4XyZ1aBcD: removed\n\n" BOUND "\n", true, 3, 1, { 2 } },
    { "another program's", "x: 550 5.1.1 No such user\nx: done\n", false, 2, 1, { 0 } },
};

/* line_of - the line that begins behind so many others, and its length */
static const char *line_of(const char *text, size_t before, size_t *len)
{
    while (before-- > 0)
        text = strchr(text, '\n') + 1;
    *len = strcspn(text, "\n");
    return text;
}

static void hands_out_lines(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct sw_lines *l = sw_lines_new(cases[i].all);
        struct sw_line line;
        size_t n = 0, len;

        assert_non_null(l);
        sw_lines_begin(l, cases[i].text, strlen(cases[i].text));
        for (; n < cases[i].found && sw_lines_next(l, &line); n++) {
            want_size(cases[i].name, "lines before", line.before, cases[i].before[n]);
            want_true(cases[i].name, "where it stands",
                      line.text == line_of(cases[i].text, cases[i].before[n], &len));
            want_size(cases[i].name, "length", line.len, len);
        }
        want_size(cases[i].name, "lines found", n, cases[i].found);
        want_true(cases[i].name, "no more", !sw_lines_next(l, &line));
        want_size(cases[i].name, "lines", sw_lines_count(l), cases[i].lines);
        sw_lines_free(l);
    }
    unit_end();
}

/* A finder is used for text after text: what the last one was leaves no trace. */
static void begins_again(void **state)
{
    struct sw_lines *l = sw_lines_new(false);
    struct sw_line line;
    size_t i;

    (void)state;
    assert_non_null(l);
    for (i = 0; i < 3; i++) {
        sw_lines_begin(l, SENT "\n" BOUND "\n" BOUND, sizeof SENT "\n" BOUND "\n" BOUND - 1);
        want_true("again", "the first", sw_lines_next(l, &line));
        want_size("again", "lines before it", line.before, 1);
    }
    sw_lines_begin(l, "", 0);
    want_true("again", "nothing", !sw_lines_next(l, &line));
    want_size("again", "no lines", sw_lines_count(l), 0);
    sw_lines_free(l);
    sw_lines_free(NULL);
    unit_end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(hands_out_lines),
        cmocka_unit_test(begins_again),
    };

    return cmocka_run_group_tests_name("lines", tests, NULL, NULL);
}
