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
    { "", SNIFF_NOTHING },
    { "-- Boot 1a2b --", SNIFF_NOTHING },
    { "550 5.1.1 No such user", SNIFF_PASTE },
    { "550-5.1.1 No such user", SNIFF_PASTE },
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

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(judges_lines) };

    return cmocka_run_group_tests_name("sniff", tests, NULL, NULL);
}
