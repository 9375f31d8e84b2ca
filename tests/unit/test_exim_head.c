/* SPDX-License-Identifier: MIT */
/*
 * Where Exim's own text begins in a line, and whether that is with a message id.
 */
#include "exim_head.h"

#include "unit.h"

#define STAMP "2024-05-01 10:00:00"
#define ID    "1abcde-000abc-Ab"

static const struct {
    const char *name, *line;
    const char *body; /* NULL: the line itself */
    bool entry;
} heads[] = {
    { "a stamp", STAMP " end", "end", true },
    { "a fraction of a second", STAMP ".123 end", "end", true },
    { "a zone", STAMP " +0200 end", "end", true },
    { "a process", STAMP " [4711] end", "end", true },
    { "all of them", STAMP ".123 -0800 [4711] " ID " end", ID " end", true },
    { "an address is no process", STAMP " [192.0.2.251] end", "[192.0.2.251] end", true },
    { "a stamp and nothing", STAMP, NULL, false },
    { "cut off", "2024-05-01 10:00", NULL, false },
    { "a stamp of another form", "2024-05-01T10:00:00 end", NULL, false },
    { "an entry of several lines", "[1\\4] " STAMP " end", "end", true },
    { "a message id alone", ID " end", ID " end", false },
    { "behind syslog's prefix", "May  1 10:00:00 mx exim[811]: " ID " end", ID " end", false },
    { "behind syslog's prefix, with a stamp of its own",
      "May  1 10:00:00 mx exim[811]: " STAMP " " ID " end", ID " end", false },
    { "behind RFC 5424's prefix", "<22>1 2024-05-01T10:00:00Z mx exim 9 - - " ID " end", ID " end",
      false },
    { "behind compose's prefix", "mail-1  | " STAMP " end", "end", false },
    { "a session, by syslog's tag", "May  1 10:00:00 mx exim[811]: end", "end", false },
    { "another program's", "May  1 10:00:00 mx named[811]: end", NULL, false },
};

static void finds_heads(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(heads); i++) {
        struct span line = { heads[i].line, strlen(heads[i].line) };

        want_span(heads[i].name, "body", exim_body(line),
                  heads[i].body ? heads[i].body : heads[i].line);
        want_true(heads[i].name, "an entry or none", exim_is_entry(line) == heads[i].entry);
    }
    unit_end();
}

static void finds_ids(void **state)
{
    static const struct {
        const char *text, *want; /* NULL: there is none */
    } rows[] = {
        { ID " ** lea", ID },
        { "1abcde-0000000abcd-Abcd => lea", "1abcde-0000000abcd-Abcd" },
        { ID, NULL },
        { ID "c end", NULL },
        { ID ": end", NULL },
        { "1abcde-000abc_Ab end", NULL },
        { "1abc.e-000abc-Ab end", NULL },
        { "1abcde-000abc-A. end", NULL },
        { " " ID " end", NULL },
        { "", NULL },
    };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++)
        want_span(rows[i].text, "id",
                  exim_message_id((struct span){ rows[i].text, strlen(rows[i].text) }),
                  rows[i].want);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_heads),
        cmocka_unit_test(finds_ids),
    };

    return cmocka_run_group_tests_name("the head of Exim's lines", tests, NULL, NULL);
}
