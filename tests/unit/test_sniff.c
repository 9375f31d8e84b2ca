/* SPDX-License-Identifier: MIT */
/*
 * Which lines begin a log.
 */
#include "sniff.h"
#include "unit.h"

#include <string.h>

static const struct {
    const char *line;
    enum sniff want;
} cases[] = {
    { "Nov 22 07:14:17 mx x[1]: y", SNIFF_LOG },
    { "Nov 2 07:14:17 mx x[1]: y", SNIFF_LOG },
    { "2026-11-22T07:14:17Z mx x[1]: y", SNIFF_LOG },
    { "2026 Nov 22 07:14:17 mx x", SNIFF_LOG },
    { "22.11.2026 07:14:17 x", SNIFF_LOG },
    { "11/22/2026 7:14:17 AM x", SNIFF_LOG },
    { "1/2/2026 11:14:17 PM x", SNIFF_LOG },
    { "22/11/2026 07:14:17 x", SNIFF_LOG },
    { "E1122 07:14:17.123456 1 mail.go:33] x", SNIFF_LOG },
    { "[Sun Nov 22 07:14:17.123456 2026] [php7:notice] x", SNIFF_LOG },
    { "[NOTICE] [-] [core] x", SNIFF_LOG },
    { "mail-1  | Nov 22 07:14:17 mx x[1]: y", SNIFF_LOG },
    { "mail_12 | x", SNIFF_LOG },
    { "/var/log/mail.log:Nov 22 07:14:17 mx x[1]: y", SNIFF_LOG },
    { "mail.log:12:Nov 22 07:14:17 mx x[1]: y", SNIFF_LOG },
    { " \033[32mNov 22 07:14:17\033[0m mx x[1]: y", SNIFF_LOG },
    { "\033[0m", SNIFF_NOTHING },
    { "", SNIFF_NOTHING },
    { "-- Boot 1a2b --", SNIFF_NOTHING },
    { "550 5.1.1 No such user", SNIFF_PASTE },
    { "550-5.1.1 No such user", SNIFF_PASTE },
    { "\033[31m550 5.1.1 No such user", SNIFF_PASTE },
    { "[550 5.1.1] No such user", SNIFF_PASTE },
    { "From lea@example.org Sun Nov 22 07:14:17 2026", SNIFF_PASTE },
    { "Diagnostic-Code: smtp; 550 5.1.1 No such user", SNIFF_PASTE },
    { "name | address", SNIFF_PASTE },
    { "| 550 | no such user |", SNIFF_PASTE },
    { "5-1 | a score", SNIFF_PASTE },
    { "-1 | no name", SNIFF_PASTE },
    { "host:12: no such user", SNIFF_PASTE },
    { "Error:550: no such user", SNIFF_PASTE },
    { "sending failed 11/22/2026", SNIFF_PASTE },
    { "a", SNIFF_PASTE },
};

static void judges_lines(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof cases / sizeof *cases; i++)
        want_size(cases[i].line, "kind", sniff_line(cases[i].line, strlen(cases[i].line)),
                  cases[i].want);
    unit_end();
}

static const struct {
    const char *text;
    bool event;
} events[] = {
    { "{\"user\": \"lea\", \"action\": \"denied\"}", true },
    { " [ {\"user\": \"lea\"} ]\n", true },
    { "{\n  \"user\": \"lea\"\n}", true },
    { "CEF:0|Firm|Wall|1|550|denied|3|src=192.0.2.7", true },
    { "Nov 22 07:14:17 fw CEF: 0|Firm|Wall|1|550|denied|3|src=192.0.2.7", true },
    { "LEEF:1.0|Firm|Wall|1|550|src=192.0.2.7", true },
    { "<?xml version=\"1.0\"?><event/>", true },
    { "%ASA-6-302014: Teardown of a TCP connection", true },
    { "Nov 22 2026 07:14:17 fw : %ASA-6-302014: Teardown of a TCP connection", true },
    { "date=2026-11-22 time=07:14:17 devname=\"fw\" logid=\"0001000014\"", true },
    { "date=2026-11-22 time=07:14:17 log_id=0300005055 msg=\"stat=User unknown\"", false },
    { "{ [Error: Invalid login] code: 'EAUTH' }", false },
    { "{'lea@example.org': (550, b'no')}", false },
    { "{\"user\": \"lea\"} was refused", false },
    { "[550] no", false },
    { "550 5.1.1 No such user", false },
    { "", false },
};

static void knows_events(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < sizeof events / sizeof *events; i++) {
        struct span text = { events[i].text, strlen(events[i].text) };

        want_number(events[i].text, "event", sniff_event(text), events[i].event);
    }
    unit_end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(judges_lines),
                                               cmocka_unit_test(knows_events) };

    return cmocka_run_group_tests_name("sniff", tests, NULL, NULL);
}
