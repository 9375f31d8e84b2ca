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

static bool say(struct span recipients, struct log_entry *entry, struct buf *scratch,
                log_entry_fn *fn, void *arg)
{
    const char *p = recipients.ptr ? recipients.ptr : "", *end = p + recipients.len, *comma;
    size_t n = 0;
    struct span raw = entry->said;

    entry->said = log_unescape(scratch, raw);
    if (recipients.len == 0)
        return log_decoded(fn, arg, entry, raw);
    for (; p < end && n++ < LOG_RECIPIENTS; p = comma + 1) {
        comma = memchr(p, ',', (size_t)(end - p));
        if (!comma)
            comma = end;
        entry->scene.recipient = log_address(span_of(p, comma));
        if (!log_decoded(fn, arg, entry, raw))
            return false;
    }
    return true;
}

enum log_result format_keyed(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    struct span code = plain(line, " smtpstatus="), ending = plain(line, " exitcode=");

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
    (void)say(plain(line, " recipients="), &entry, scratch, fn, arg);
    return LOG_SAID;
}
