/* SPDX-License-Identifier: MIT */
/*
 * Servers whose logs say on each line who speaks.  MDaemon: "Sun 2026-11-22 07:14:17.123: 05: -->
 * 550 words" of its own, "<--" of the other side.  IceWarp: "192.0.2.7 [0F1C] 07:14:17 >>> 550
 * words", "Client session <<< 550 words" where it delivers.  SmarterMail: "[2026.11.22] 07:14:17
 * [192.0.2.7][811] rsp: 550 words", "RSP:" where it delivers.  MailEnable: cells between tabs,
 * "SMTP-IN" or "SMTP-OU".  The SMTP service of IIS: "OutboundConnectionResponse ... 550+words".
 */
#include "format.h"

#include "ascii.h"
#include "status.h"
#include "step.h"

#include <string.h>

enum { FAILURES = 400, SHORTEST = 24 };

/* is_dated - "2026-11-22 " at p? */
static bool is_dated(const char *p)
{
    return is_digit(*p) && p[4] == '-' && p[7] == '-' && p[10] == ' ';
}

/* is_session - "192.0.2.7       [0F1C] "? */
static bool is_session(struct span line)
{
    enum { WIDTH = 16 };
    const char *p = line.ptr;

    while (p < line.ptr + WIDTH && (is_digit(*p) || *p == '.'))
        p++;
    while (p < line.ptr + WIDTH && *p == ' ')
        p++;
    return *p == '[' && p[-1] == ' ';
}

bool begin_dialogue(struct span line)
{
    const char *p = line.ptr;

    if (line.len < SHORTEST)
        return false;
    if (*p == '[')
        return is_digit(p[1]) && p[5] == '.' && p[8] == '.' && p[11] == ']';
    if (!is_digit(*p))
        return log_starts(line, "SYSTEM ") || (p[3] == ' ' && is_dated(p + 4));
    if (p[2] == ':' || p[2] == '/')
        return p[5] == p[2];
    return is_dated(p) ? log_find(line, " OutboundConnectionResponse ") != NULL : is_session(line);
}

/* is_failure - does the text begin with the code of one? */
static bool is_failure(struct span text)
{
    unsigned code;

    return log_code_at(text, text.ptr) && reply_parse(text.ptr, text.len, &code) > 0 &&
           code >= FAILURES;
}

/* tell - what was said, if it is a failure */
static enum log_result tell(struct log_entry *entry, struct span said, bool own, log_entry_fn *fn,
                            void *arg)
{
    if (!is_failure(said))
        return LOG_QUIET;
    entry->said = said;
    entry->scene.direction = own ? SW_DIRECTION_INBOUND : SW_DIRECTION_OUTBOUND;
    (void)fn(arg, entry);
    return LOG_SAID;
}

/* bracketed - the first "[...]" that holds an address, and no date */
static struct span bracketed(struct span line)
{
    enum { DATE = 12 };
    struct span ip = log_nothing;
    const char *p;

    if (line.len > DATE && line.ptr[DATE - 1] == ']')
        line = log_behind(line, line.ptr + DATE);
    while (!ip.ptr && (p = log_after(line, "["))) {
        line = log_behind(line, p);
        ip = log_ip(log_value(line, "", "]"));
    }
    return ip;
}

/* read_marked - behind an arrow, or "rsp:" */
static enum log_result read_marked(struct span line, log_entry_fn *fn, void *arg)
{
    static const struct {
        const char *mark;
        bool own;
    } marks[] = { { " --> ", true },  { " <-- ", false }, { " >>> ", true },
                  { " <<< ", false }, { " rsp: ", true }, { " RSP: ", false } };
    struct log_entry entry = { .reply = 0 };
    bool client = log_find(line, " Client session ") != NULL;
    const char *p = NULL;
    size_t i;

    for (i = 0; i < sizeof marks / sizeof *marks && !p; i++)
        p = log_after(line, marks[i].mark);
    if (!p)
        return LOG_OTHER;
    if (marks[i - 1].own) {
        entry.scene.host_ip = *line.ptr == '[' || line.ptr[2] == ':'
                                  ? bracketed(log_before(line, p))
                                  : log_ip(log_value(line, "", " "));
        if (client)
            return LOG_QUIET; /* a command of ours */
    }
    return tell(&entry, log_behind(line, p), marks[i - 1].own, fn, arg);
}

/* read_cells - "date\tSMTP-IN\tfile\t811\t192.0.2.7\tRCPT\tRCPT TO:<a@b>\t550 words\t0\t32" */
static enum log_result read_cells(struct span line, const char *kind, log_entry_fn *fn, void *arg)
{
    enum { ADDRESS = 3, COMMAND = 5, REPLY = 6, CELLS };
    struct span rest = log_behind(line, kind), cell[CELLS];
    struct log_entry entry = { .reply = 0 };
    const char *p = kind;
    size_t i;

    for (i = 0; i < CELLS; i++) {
        cell[i] = log_up_to(rest, p, "\t");
        p = cell[i].ptr + cell[i].len;
        if (p < rest.ptr + rest.len)
            p++;
    }
    entry.scene.host_ip = log_ip(cell[ADDRESS]);
    entry.scene.command = step_named(cell[COMMAND]);
    if (log_starts(cell[COMMAND], "RCPT "))
        entry.scene.recipient = log_address(log_value(cell[COMMAND], "<", ">"));
    else if (log_starts(cell[COMMAND], "MAIL "))
        entry.scene.sender = log_address(log_value(cell[COMMAND], "<", ">"));
    return tell(&entry, cell[REPLY], log_starts(cell[0], "SMTP-IN"), fn, arg);
}

/* read_response - "2026-11-22 07:14:17 192.0.2.25 OutboundConnectionResponse ... 550+words 0 0" */
static enum log_result read_response(struct span line, struct buf *scratch, log_entry_fn *fn,
                                     void *arg)
{
    enum { CELLS_BEFORE = 6, IP = 20 };
    struct log_entry entry = { .scene.direction = SW_DIRECTION_OUTBOUND };
    const char *p = log_after(line, " OutboundConnectionResponse ");
    struct span raw;
    char *to;
    size_t i;

    for (i = 0; i < CELLS_BEFORE && p; i++)
        p = log_after(log_behind(line, p), " ");
    raw = p ? log_value(log_behind(line, p), "", " ") : log_nothing;
    if (!raw.ptr || raw.len < 4 || raw.ptr[3] != '+' || !(to = log_room(scratch, raw.len)))
        return LOG_QUIET;
    for (i = 0; i < raw.len; i++)
        to[i] = raw.ptr[i] == '+' ? ' ' : raw.ptr[i];
    scratch->len += raw.len;
    entry.said = (struct span){ to, raw.len };
    if (!is_failure(entry.said))
        return LOG_QUIET;
    entry.scene.host_ip = log_ip(log_value(log_behind(line, line.ptr + IP), "", " "));
    (void)log_decoded(fn, arg, &entry, raw);
    return LOG_SAID;
}

enum log_result format_dialogue(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    const char *kind;

    if (is_dated(line.ptr))
        return read_response(line, scratch, fn, arg);
    kind = log_find(line, "\tSMTP-");
    return kind ? read_cells(line, kind + 1, fn, arg) : read_marked(line, fn, arg);
}
