/* SPDX-License-Identifier: MIT */
/*
 * The steps of a dialogue by SMTP, called alike whoever tells of them.
 */
#include "step.h"

#include "ascii.h"
#include "span.h"

#include <string.h>

struct span step_named(struct span text)
{
    static const struct {
        const char *verb, *step;
    } steps[] = {
        { "rcpt", "RCPT TO" },
        { "mail", "MAIL FROM" },
        { "data end", "end of DATA" },
        { "data", "DATA" },
        { "end", "end of DATA" }, /* "end of data", "end-of-message", over a line's end as well */
        { "ehlo", "EHLO" },
        { "helo", "HELO" },
        { "lhlo", "LHLO" },
        { "starttls", "STARTTLS" },
        { "auth", "AUTH" },
        { "connect", "CONNECT" },
        { "initial connection", "CONNECT" },
        { "bdat", "BDAT" },
        { "vrfy", "VRFY" },
        { "expn", "EXPN" },
        { "etrn", "ETRN" },
        { "rset", "RSET" },
        { "noop", "NOOP" },
        { "quit", "QUIT" },
        { "xclient", "XCLIENT" },
        { "sending data block", "end of DATA" },
        { "message body", "end of DATA" },
    };
    size_t i, n;

    if (span_begins(text, "pipelined "))
        text = span_from(text, strlen("pipelined "));
    for (i = 0; i < sizeof steps / sizeof *steps; i++) {
        if (!span_begins(text, steps[i].verb))
            continue;
        n = strlen(steps[i].verb);
        if (text.len == n || !is_alnum(text.ptr[n]))
            return (struct span){ steps[i].step, strlen(steps[i].step) };
    }
    return (struct span){ NULL, 0 };
}
