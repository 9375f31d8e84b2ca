/* SPDX-License-Identifier: MIT */
/*
 * PowerMTA's accounting files: rows whose first cell says what they record (d
 * delivered, b bounced, t tried in vain, rb bounced by a remote notice).  Which
 * columns follow is configured; they are told by what stands in them.
 */
#include "format.h"

#include "ascii.h"
#include "csv.h"
#include "status.h"

#include <string.h>

enum { CELLS = 32 };

static const struct {
    const char *type;
    enum fate fate;
} types[] = {
    { "d,", FATE_SENT },     { "b,", FATE_BOUNCED },   { "rb,", FATE_BOUNCED },
    { "t,", FATE_DEFERRED }, { "tq,", FATE_DEFERRED }, { "rs,", FATE_NONE },
};

enum { TYPES = sizeof types / sizeof *types };

static size_t type_of(struct span line)
{
    size_t i;

    for (i = 0; i < TYPES; i++)
        if (log_starts(line, types[i].type))
            return i;
    return TYPES;
}

bool begin_powermta(struct span line)
{
    return line.len > 20 && (line.ptr[1] == ',' || line.ptr[2] == ',') && type_of(line) < TYPES;
}

static bool is_action(struct span cell)
{
    return span_is(cell, "relayed") || span_is(cell, "delivered") || span_is(cell, "failed") ||
           span_is(cell, "delayed") || span_is(cell, "expanded") || span_is(cell, "deferred");
}

static bool is_diagnostic(struct span cell)
{
    return begins(cell.ptr, cell.len, "smtp;") || log_code_at(cell, cell.ptr);
}

/* is_status - "5.1.1 (bad destination mailbox address)", or "5.1.1" before a reply */
static bool is_status(struct span cell, struct span next)
{
    struct sw_status status;
    size_t n = status_parse(cell.ptr, cell.len, &status);

    if (n == cell.len)
        return n > 0 && is_diagnostic(next);
    return n > 0 && n + 2 < cell.len && cell.ptr[n] == ' ' && cell.ptr[n + 1] == '(' &&
           cell.ptr[cell.len - 1] == ')';
}

/* find_status - the column of dsnStatus: behind dsnAction, or before a reply; n if none */
static size_t find_status(const struct span *cell, size_t n)
{
    size_t i;

    for (i = 1; i + 2 < n; i++)
        if (is_action(cell[i]))
            return i + 1;
    for (i = 2; i + 1 < n; i++)
        if (is_status(cell[i], cell[i + 1]))
            return i;
    return n;
}

/* set_addresses - before the status stand the sender, the recipient and its original form */
static void set_addresses(const struct span *cell, size_t end, struct scene *scene)
{
    struct span found[2] = { { NULL, 0 }, { NULL, 0 } };
    size_t i, n = 0;

    for (i = 1; i < end && n < 2; i++)
        if (cell[i].len > 0 && memchr(cell[i].ptr, '@', cell[i].len))
            found[n++] = cell[i];
    if (n == 0)
        return;
    scene->recipient = log_address(found[n - 1]);
    if (n == 2)
        scene->sender = log_address(found[0]);
}

/* set_host - "mx.example.net (192.0.2.1)" of dsnMta; false if it is something else */
static bool set_host(struct span cell, struct scene *scene)
{
    struct span name = span_trim(log_value(cell, "", "("));

    if (name.len == 0 || !memchr(name.ptr, '.', name.len) || memchr(name.ptr, ' ', name.len))
        return false;
    scene->host = name;
    scene->host_ip = log_ip(log_value(cell, "(", ")"));
    return true;
}

/* set_said - dsnDiag and dsnMta stand behind the status, in any order; without the former its words
 */
static void set_said(const struct span *cell, size_t status, size_t n, struct log_entry *entry)
{
    struct span raw = log_nothing;
    size_t i;

    for (i = status + 1; i < n && i < status + 3; i++) {
        if (is_diagnostic(cell[i]))
            raw = cell[i];
        else if (!set_host(cell[i], &entry->scene) && !raw.ptr && cell[i].len > 0 &&
                 i == status + 1)
            raw = cell[i];
    }
    if (!raw.ptr)
        raw = log_value(cell[status], "(", ")");
    if (!raw.ptr)
        raw = cell[status + 1];
    entry->said = log_untyped(raw);
}

enum log_result format_powermta(struct span line, struct buf *scratch, log_entry_fn *fn, void *arg)
{
    struct log_entry entry = { .reply = 0 };
    struct span cell[CELLS], raw;
    size_t n = csv_split(line, cell, CELLS), type = type_of(line), at;

    at = find_status(cell, n);
    if (type == TYPES || at + 1 >= n)
        return LOG_OTHER;
    if (status_parse(cell[at].ptr, cell[at].len, &entry.scene.dsn) == 0 && cell[at].len > 0)
        return LOG_OTHER;
    entry.scene.fate = types[type].fate;
    set_addresses(cell, at, &entry.scene);
    set_said(cell, at, n, &entry);
    entry.scene.direction = type == 2 ? SW_DIRECTION_NONE : SW_DIRECTION_OUTBOUND;
    raw = entry.said;
    entry.said = csv_text(scratch, raw);
    (void)log_decoded(fn, arg, &entry, raw);
    return LOG_SAID;
}
