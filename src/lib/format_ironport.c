/* SPDX-License-Identifier: MIT */
/*
 * Cisco Secure Email (IronPort), mail and bounce logs: "Bounced: DCID 8 MID 9 From: <a@b> To:
 * <c@d> RID 0 - 5.1.0 - Unknown address error ('550', ['5.1.1 words'])".  The code in front is
 * its own conclusion; "000" stands where no server answered.
 */
#include "format.h"

#include "ascii.h"
#include "status.h"

#include <string.h>

/* conclusion - what stands behind " - 5.1.0 - " or "response: 5.1.0 - ", and that code; ptr NULL if
 * it is not there */
static struct span conclusion(struct span text, struct sw_status *status)
{
    const char *p;
    size_t n;

    while ((p = log_after(text, " - "))) {
        text = log_behind(text, p);
        if (log_find(text, " with response: ") && log_after(text, " with response: ") > p)
            text = log_behind(text, p = log_after(text, " with response: "));
        n = status_parse(p, text.len, status);
        if (n > 0 && log_starts(log_behind(text, p + n), " - "))
            return log_behind(text, p + n + strlen(" - "));
    }
    return log_nothing;
}

/* set_answer - "('550', ['5.1.1 words'])": the server's code and words; false if none answered */
static bool set_answer(struct span words, struct log_entry *entry)
{
    const char *code = log_after(words, "('"), *list = log_after(words, "', ["), *end;
    struct span said;

    if (!code || !list || list - code != 3 + (ptrdiff_t)strlen("', [") ||
        reply_parse(code, 3, &entry->reply) == 0)
        return false;
    end = log_find_last(log_behind(words, list), "]");
    while (end && end > list && end[-1] == '[') /* "[]" behind it all */
        end = log_find_last(span_of(list, end - 1), "]");
    said = end ? span_of(list, end) : log_behind(words, list);
    while (said.len > 0 && is_any_of(*said.ptr, "'\""))
        said = log_behind(said, said.ptr + 1);
    while (said.len > 0 && is_any_of(said.ptr[said.len - 1], "'\""))
        said.len--;
    entry->said = said.len > 0 ? said : words;
    return true;
}

/* read_refusal - "MID 9 ICID 8 RID 0 To: <a@b> Rejected by RAT", "ICID 8 REJECT SG NAME match ..."
 */
static enum log_result read_refusal(struct span line, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_INBOUND,
                               .scene.fate = FATE_BOUNCED };
    const char *p = log_find(line, " Rejected by "), *group = log_find(line, " REJECT SG ");

    if (!log_find(line, "ICID ") || !(p || group))
        return LOG_OTHER;
    if (p) {
        entry.scene.command = log_constant("RCPT TO");
        entry.scene.recipient = log_address(log_value(log_before(line, p), " To: <", ">"));
        entry.scene.queue_id = log_value(line, "MID ", " ");
    } else {
        entry.scene.command = log_constant("CONNECT");
    }
    entry.said = log_behind(line, (p ? p : group) + 1);
    (void)fn(arg, &entry);
    return LOG_SAID;
}

/* is_quote - "Info: MID 9 Subject 'words'", "... sent a message to a@b with subject 'words'" */
static bool is_quote(struct span line)
{
    static const char *const marks[] = { " Subject ", " attachment '", " Message-ID '",
                                         " successfully sent a message to " };
    const char *p = log_after(line, "Info: ");

    line = p ? log_behind(line, p) : log_nothing;
    return (log_starts(line, "MID ") || log_starts(line, "Internal SMTP ")) &&
           log_find_any(line, PHRASES_IN(marks));
}

enum log_result format_ironport(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    const char *bounced = log_after(line, "Bounced: DCID"), *start = bounced;
    struct span words, text;

    (void)scratch;
    if (!start)
        start = log_after(line, "Delayed: DCID");
    if (!start && is_quote(line))
        return LOG_QUOTED;
    if (!start)
        return read_refusal(line, fn, arg);
    text = log_behind(line, start);
    words = conclusion(text, &entry.scene.dsn);
    if (!words.ptr)
        return LOG_QUIET;
    entry.scene.fate = bounced ? FATE_BOUNCED : FATE_DEFERRED;
    entry.scene.queue_id = log_value(text, " MID ", " ");
    text = log_before(text, words.ptr);
    entry.scene.sender = log_address(log_value(text, " From: <", ">"));
    entry.scene.recipient = log_address(log_value(text, " To: <", ">"));
    if (!set_answer(words, &entry))
        entry.said = words;
    (void)fn(arg, &entry);
    return LOG_SAID;
}
