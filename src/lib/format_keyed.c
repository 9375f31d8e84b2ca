/* SPDX-License-Identifier: MIT */
/*
 * msmtp: "host=... from=a@b recipients=c@d,e@f smtpstatus=550 smtpmsg='550 ...'
 * errormsg='...' exitcode=EX_DATAERR".
 */
#include "format.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

/* plain - the value of "key=", without quotes, to the next blank */
static struct span plain(struct span line, const char *key)
{
    struct span value = log_value(line, key, " ");

    if (!value.ptr && log_starts(line, key + 1))
        value = log_value(line, key + 1, " ");
    return value;
}

/* quoted - the value of "key='...'": to the quote before the next key, or the last one */
static struct span quoted(struct span line, const char *key)
{
    const char *p = log_after(line, key), *end;

    if (!p)
        return log_nothing;
    end = log_find(log_behind(line, p), "' errormsg='");
    if (!end)
        end = log_find_last(log_behind(line, p), "' exitcode=");
    if (!end)
        end = log_find_last(log_behind(line, p), "'");
    return end ? span_of(p, end) : log_behind(line, p);
}

enum log_result format_keyed(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    struct span code = plain(line, " smtpstatus="), ending = plain(line, " exitcode=");
    struct span recipients;

    if (!code.ptr && !begins(ending.ptr, ending.len, "ex_"))
        return LOG_OTHER;
    if (code.ptr && reply_parse(code.ptr, code.len, &entry.reply) == 0)
        return LOG_OTHER;
    entry.said = quoted(line, " smtpmsg='");
    if (!entry.said.ptr)
        entry.said = quoted(line, " errormsg='");
    if (span_is(ending, "EX_OK"))
        entry.scene.fate = FATE_SENT;
    else if (!entry.said.ptr)
        entry.said = code.ptr ? code : ending;
    if (!entry.said.ptr)
        entry.said = span_of(line.ptr, line.ptr);
    entry.scene.host = plain(line, " host=");
    entry.scene.sender = log_address(plain(line, " from="));
    log_unescape(&entry, scratch);
    recipients = plain(line, " recipients=");
    if (recipients.len > 0)
        log_each_recipient(fn, arg, &entry, recipients);
    else
        (void)fn(arg, &entry);
    return LOG_SAID;
}
