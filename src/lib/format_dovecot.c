/* SPDX-License-Identifier: MIT */
/*
 * Dovecot: what its programs lmtp and lda could not deliver ("lmtp(a@b)<811><x>: Error: sieve:
 * msgid=<m>: failed to store into mailbox 'INBOX': words"), and logins to send mail that failed.
 * What it says of other logins is nobody's delivery.
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

/* tag_of - where the program's name stands that delivers; NULL if nowhere */
static const char *tag_of(struct span line)
{
    static const char *const names[] = { "lmtp(", "lda(" };
    const char *p;
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++) {
        p = log_find(line, names[i]);
        if (p && (p == line.ptr || p[-1] == ' '))
            return p;
    }
    return NULL;
}

/* user_of - of "lmtp(811, a@b)" or "lda(lea)", whom it works for; a number alone is a process */
static struct span user_of(struct span inside)
{
    const char *comma = log_find_last(inside, ", ");
    size_t i = 0;

    if (comma)
        inside = log_behind(inside, comma + 2);
    while (i < inside.len && is_digit(inside.ptr[i]))
        i++;
    return i < inside.len ? log_address(inside) : log_nothing;
}

/* behind_level - without "Error: ", which is told apart */
static struct span behind_level(struct span rest, bool *trouble)
{
    static const char *const levels[] = { "Error: ",   "Fatal: ", "Panic: ",
                                          "Warning: ", "Info: ",  "Debug: " };
    enum { TROUBLES = 3 };
    size_t i;

    *trouble = false;
    for (i = 0; i < sizeof levels / sizeof *levels; i++)
        if (log_starts(rest, levels[i])) {
            *trouble = i < TROUBLES;
            return span_from(rest, strlen(levels[i]));
        }
    return rest;
}

/* behind_message - without "sieve: msgid=<m>: " */
static struct span behind_message(struct span rest)
{
    const char *colon;

    if (log_starts(rest, "sieve: "))
        rest = span_from(rest, strlen("sieve: "));
    colon = log_starts(rest, "msgid=") ? log_find(rest, ": ") : NULL;
    return colon ? log_behind(rest, colon + 2) : rest;
}

/* set_redirected - "failed to redirect message to <c@d>: smtp(mx:25): 550 ...": another's refusal
 */
static void set_redirected(struct log_entry *entry)
{
    const char *colon = log_find(entry->said, ">: ");

    if (!log_starts(entry->said, "failed to redirect message to <") || !colon)
        return;
    entry->scene.recipient = log_address(log_value(entry->said, "<", ">"));
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    entry->said = log_behind(entry->said, colon + 3);
}

/* is_failure - are they words of what could not be delivered? */
static bool is_failure(struct span said)
{
    static const char *const words[] = {
        "failed to store into mailbox ", "failed to open mailbox ", "Failed to open mailbox ",
        "failed to redirect message ",   "save failed to ",         "rejected message from "
    };

    return log_starts_any(said, PHRASES_IN(words));
}

/* read_login - "submission-login: Disconnected: Auth failed (auth failed, 3 attempts in 9 secs):
 * user=<lea>, method=PLAIN, rip=192.0.2.1, ...": a login to send mail, no other protocol's */
static bool read_login(struct span line, struct log_entry *entry)
{
    const char *p = log_after(line, "submission-login: "), *user;

    user = p ? log_find(log_behind(line, p), ": user=<") : NULL;
    if (!user || !log_find(span_of(p, user), "(auth failed, "))
        return false;
    entry->scene.host_ip = log_ip(log_value(log_behind(line, user), " rip=", ","));
    entry->scene.direction = SW_DIRECTION_INBOUND;
    entry->scene.command = log_constant("AUTH");
    entry->said = span_of(p, user);
    return true;
}

enum log_result format_dovecot(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    const char *tag = tag_of(line), *close, *end = line.ptr + line.len;
    bool trouble;

    (void)scratch;
    if (read_login(line, &entry)) {
        (void)fn(arg, &entry);
        return LOG_SAID;
    }
    if (!tag && log_find(line, "Debug: sieve: msgid="))
        return LOG_QUOTED; /* how a filter goes on, copied without the program's name */
    close = tag ? log_find(log_behind(line, tag), ")") : NULL;
    while (close && close + 1 < end && close[1] == '<')
        close = log_find(log_behind(line, close + 1), ">");
    if (!close || end - close < 4 || close[1] != ':' || close[2] != ' ')
        return LOG_OTHER;
    entry.scene.recipient = user_of(log_value(log_behind(line, tag), "(", ")"));
    entry.said = behind_message(behind_level(log_behind(line, close + 3), &trouble));
    if (trouble && log_starts(entry.said, "fts"))
        return LOG_QUOTED; /* a search engine's trouble; its codes are those of HTTP */
    if (!is_failure(entry.said) && log_find(entry.said, "stored mail into mailbox "))
        return LOG_QUOTED; /* perhaps with the message's subject */
    if (!is_failure(entry.said))
        return trouble ? LOG_OTHER : LOG_QUIET;
    set_redirected(&entry);
    (void)fn(arg, &entry);
    return LOG_SAID;
}
