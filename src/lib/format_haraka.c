/* SPDX-License-Identifier: MIT */
/*
 * Haraka: "[LEVEL] [connection] [plugin] text", in old versions with the plugin first,
 * or as logfmt: "level=LEVEL uuid=connection origin=plugin message=text ...".  The protocol's "S:
 * 550 ..." is ours, or under [outbound] the other side's; a session's last line has the last
 * refusal in lr="...".
 */
#include "format.h"

#include "ascii.h"

#include <string.h>

static const char *const levels[] = { "[PROTOCOL] ", "[NOTICE] ", "[INFO] ", "[DEBUG] ",
                                      "[WARN] ",     "[ERROR] ",  "[CRIT] ", "[DATA] " };

/* body_of - from the connection's id or the plugin on; ptr NULL if there is no level */
static struct span body_of(struct span line)
{
    const char *p = log_after_any(line, PHRASES_IN(levels));

    if (!p && log_find(line, "level="))
        p = log_after(line, " uuid=");
    return p ? log_behind(line, p) : log_nothing;
}

/* begin_haraka - is what stands in the line's first bracket a level? */
bool begin_haraka(struct span line)
{
    enum { REACH = 64 };
    const char *open = memchr(line.ptr, '[', line.len < REACH ? line.len : REACH);

    return open && line.ptr + line.len - open >= 3 && open[1] >= 'A' && open[1] <= 'Z' &&
           log_starts_any(log_behind(line, open), PHRASES_IN(levels));
}

enum { ID_LENGTH = 36 }; /* of a UUID */

static bool is_id(struct span text)
{
    return text.len >= ID_LENGTH && text.ptr[8] == '-' && text.ptr[13] == '-';
}

/* connection - "[C04CA187-7374-...]" or without brackets: the connection's or transaction's id */
static struct span connection(struct span body)
{
    struct span id = *body.ptr == '[' ? log_value(body, "[", "]") : log_value(body, "", " ");

    if (!is_id(id))
        id = log_value(body, "] [", "]");
    return is_id(id) ? id : log_nothing;
}

/* is_outbound - is it said by the part that delivers? */
static bool is_outbound(struct span body)
{
    return log_find(body, "[outbound] ") || log_find(body, "origin=outbound ") ||
           log_find(body, "source=outbound ");
}

/* read_reply - "S: 550 ...", in logfmt in quotes */
static bool read_reply(struct span body, struct log_entry *entry)
{
    const char *p = log_after(body, " S: "), *quote = log_find(body, "=\"S: ");

    if (quote)
        p = quote + strlen("=\"S: ");
    if (!p || !log_code_at(body, p))
        return false;
    if (entry->scene.direction == SW_DIRECTION_NONE)
        entry->scene.direction = SW_DIRECTION_INBOUND;
    entry->said = log_behind(body, p);
    if (quote)
        entry->said = span_from(log_quoted(body, quote + 1), strlen("S: "));
    return true;
}

/* read_end - "disconnect ip=... rdns=... lr=\"550 ...\"" */
static bool read_end(struct span body, struct log_entry *entry)
{
    const char *p = log_find(body, " lr=\"");
    struct span name = log_value(body, " rdns=", " ");

    if (!p)
        return false;
    entry->said = log_quoted(body, p + strlen(" lr="));
    if (entry->said.len == 0)
        return false;
    entry->scene.host_ip = log_ip(log_value(body, " ip=", " "));
    if (name.len > 0 && memchr(name.ptr, '.', name.len))
        entry->scene.host = name;
    entry->scene.direction = SW_DIRECTION_INBOUND;
    return true;
}

/* What [outbound] says of a message or recipient, before the words. */
static const struct {
    const char *words;
    enum fate fate;
} outcomes[] = {
    { " rejected: ", FATE_BOUNCED },      { " deferred: ", FATE_DEFERRED },
    { " bounced: ", FATE_BOUNCED },       { " delayed: ", FATE_DEFERRED },
    { "bouncing mail: ", FATE_BOUNCED },  { " seconds: ", FATE_DEFERRED },
    { "Temp fail for: ", FATE_DEFERRED },
};

/* read_outcome - "recipient <a@b> rejected: 550 ...", "bouncing mail: ...", "Temp failing x for 64
 * seconds: ..." */
static bool read_outcome(struct span body, struct log_entry *entry)
{
    const char *p = NULL;
    size_t i;

    for (i = 0; i < sizeof outcomes / sizeof *outcomes && !p; i++) {
        p = log_after(body, outcomes[i].words);
        if (p)
            entry->scene.fate = outcomes[i].fate;
    }
    if (!p)
        return false;
    entry->scene.recipient = log_address(log_value(log_before(body, p), "recipient <", ">"));
    entry->said = log_behind(body, p);
    return true;
}

/* read_delivered - "delivered file=... domain=... host=mx ip=192.0.2.1 ... response=\"250 ...\"" */
static bool read_delivered(struct span body, struct log_entry *entry)
{
    const char *p = log_find(body, " response=\"");

    if (!p || !log_find(log_before(body, p), "delivered"))
        return false;
    entry->scene.fate = FATE_SENT;
    entry->scene.host = log_address(log_value(body, " host=", " "));
    entry->scene.host_ip = log_ip(log_address(log_value(body, " ip=", " ")));
    entry->said = log_quoted(body, p + strlen(" response="));
    return true;
}

/* How [outbound] begins to tell that a server could not be reached, or went away. */
static const char *const failures[] = { "Outbound connection error: ",
                                        "Outbound connection timed out",
                                        "Remote end ",
                                        "Ongoing connection failed to ",
                                        "Error: connect ",
                                        "DNS lookup of " };

/* read_failure - "Remote end 192.0.2.1:25 closed connection ...", "Failed to get pool entry:
 * Outbound connection error: ...", the latter of no connection */
static bool read_failure(struct span body, struct log_entry *entry)
{
    const char *p = log_find_any(body, PHRASES_IN(failures));

    if (!p)
        return false;
    entry->scene.host_ip = log_ip(log_value(log_behind(body, p), "Remote end ", " "));
    if (!entry->scene.host_ip.ptr)
        entry->scene.host_ip = log_ip(log_value(log_behind(body, p), " failed to ", " "));
    entry->scene.direction = SW_DIRECTION_OUTBOUND;
    entry->scene.fate = FATE_DEFERRED;
    entry->said = log_behind(body, p);
    return true;
}

/* is_good_end - "disconnect ip=... lr=\"\"": a session in which nothing was refused */
static bool is_good_end(struct span body)
{
    return log_find(body, "disconnect ip=") && log_find(body, " lr=\"\"");
}

/* names_plugin - "[id] [core] ...", "origin=core ...": nothing else has that beside such an id */
static bool names_plugin(struct span body)
{
    return log_find(body, "] [") || log_find(body, " origin=") || log_find(body, " source=");
}

/* read_body - a line from its connection's id or its plugin on */
static enum log_result read_body(struct span body, struct log_entry *entry)
{
    bool outbound = is_outbound(body);

    entry->scene.queue_id = connection(body);
    if (!entry->scene.queue_id.ptr)
        return outbound && read_failure(body, entry) ? LOG_SAID : LOG_OTHER;
    if (outbound)
        entry->scene.direction = SW_DIRECTION_OUTBOUND;
    if (read_reply(body, entry) || read_end(body, entry))
        return LOG_SAID;
    if (outbound &&
        (read_outcome(body, entry) || read_delivered(body, entry) || read_failure(body, entry)))
        return LOG_SAID;
    if (is_good_end(body))
        return LOG_QUOTED; /* with the client's names, which tell no failure */
    return names_plugin(body) ? LOG_QUIET : LOG_OTHER;
}

enum log_result format_haraka(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    struct span body = body_of(line);
    enum log_result result = body.len < ID_LENGTH ? LOG_OTHER : read_body(body, &entry);

    (void)scratch;
    if (result == LOG_SAID)
        (void)fn(arg, &entry);
    return result;
}
