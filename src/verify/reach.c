/* SPDX-License-Identifier: MIT */
/*
 * Rows and what reaches them.  A row is known by its name: the id of a known
 * reply, a code, a zone, a sense; names of one kind are none of another's.
 */
#include "reach.h"

#include "table.h"

#include <stdlib.h>
#include <string.h>

struct named_row {
    const char *name;
    bool reached;
};

struct reach {
    struct named_row *rows; /* by name */
    size_t n;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct named_row *)a)->name, ((const struct named_row *)b)->name);
}

static void add(struct reach *r, uint32_t name)
{
    r->rows[r->n++] = (struct named_row){ table_string(name), false };
}

struct reach *reach_new(void)
{
    struct reach *r = calloc(1, sizeof *r);
    size_t n = tables.rules.n + tables.ncodes + tables.nblocklists + tables.nsenses, i;

    if (r)
        r->rows = calloc(n, sizeof *r->rows);
    if (!r || !r->rows) {
        free(r);
        return NULL;
    }
    for (i = 0; i < tables.rules.n; i++)
        add(r, tables.rules.rules[i].id);
    for (i = 0; i < tables.ncodes; i++)
        add(r, tables.codes[i].text);
    for (i = 0; i < tables.nblocklists; i++)
        add(r, tables.blocklists[i].zone);
    for (i = 0; i < tables.nsenses; i++)
        add(r, tables.senses[i].id);
    qsort(r->rows, r->n, sizeof *r->rows, by_name);
    return r;
}

void reach_free(struct reach *r)
{
    if (!r)
        return;
    free(r->rows);
    free(r);
}

static void mark(struct reach *r, const char *name)
{
    struct named_row key = { name, false };
    struct named_row *row = bsearch(&key, r->rows, r->n, sizeof *r->rows, by_name);

    if (row)
        row->reached = true;
}

bool reach_outcome(void *reach, const struct sw_outcome *outcome)
{
    mark(reach, outcome->rule);
    if (outcome->blocklist)
        mark(reach, outcome->blocklist->zone);
    return true;
}

static void explain_text(struct reach *r, struct sw_ctx *ctx, const char *text, size_t len)
{
    sw_explain(ctx, SW_INPUT_TEXT, text, len, 1, true, reach_outcome, r);
}

/* reach_reply - a reply code by itself; for "5xx" one of its class that is not in the table */
static void reach_reply(struct reach *r, struct sw_ctx *ctx, const struct code *row)
{
    unsigned reply = (unsigned)row->reply, last = reply + 99;
    char text[16];

    while (row->whole && reply < last && table_reply(reply))
        reply++;
    snprintf(text, sizeof text, "%u", reply);
    explain_text(r, ctx, text, strlen(text));
}

/* only_listed - has "x.2.2" rows for 4.2.2 and 5.2.2 beside it?  Then it is for the reference. */
static bool only_listed(const struct code *row)
{
    struct sw_status temporary = { 4, (unsigned)row->subject, (unsigned)row->detail };
    struct sw_status permanent = { 5, (unsigned)row->subject, (unsigned)row->detail };

    return row->class == ANY && row->detail != ANY && table_enhanced(temporary) != row &&
           table_enhanced(permanent) != row;
}

/* reach_status - an enhanced code in each class that it may have; for "x.7" an unknown detail */
static void reach_status(struct reach *r, struct sw_ctx *ctx, const struct code *row)
{
    enum { UNKNOWN = 999 };
    static const int classes[] = { 5, 4, 2 };
    char text[16];
    size_t i;

    if (only_listed(row))
        mark(r, table_string(row->text));
    for (i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (row->class != ANY && row->class != classes[i])
            continue;
        snprintf(text, sizeof text, "%d.%d.%d", classes[i], row->subject,
                 row->detail == ANY ? UNKNOWN : row->detail);
        explain_text(r, ctx, text, strlen(text));
    }
}

void reach_codes_and_lists(struct reach *r, struct sw_ctx *ctx)
{
    char text[512];
    size_t i;

    for (i = 0; i < tables.ncodes; i++) {
        const struct code *row = &tables.codes[i];

        if (row->reply)
            reach_reply(r, ctx, row);
        else
            reach_status(r, ctx, row);
    }
    for (i = 0; i < tables.nblocklists; i++) {
        snprintf(text, sizeof text, "550 192.0.2.7 is listed at %s",
                 table_string(tables.blocklists[i].zone));
        explain_text(r, ctx, text, strlen(text));
    }
}

/* cell_at - that column of a line, made a text of its own, its escaped line breaks real ones */
static char *cell_at(char *line, size_t column)
{
    char *from, *to;

    line[strcspn(line, "\r\n")] = '\0';
    for (; column > 0 && line; column--) {
        line = strchr(line, '\t');
        line = line ? line + 1 : NULL;
    }
    if (!line)
        return NULL;
    line[strcspn(line, "\t")] = '\0';
    for (from = to = line; *from; from++, to++) {
        if (from[0] == '\\' && from[1] == 'n')
            *++from = '\n';
        *to = *from;
    }
    *to = '\0';
    return line;
}

bool reach_texts(struct reach *r, struct sw_ctx *ctx, const char *path, size_t column)
{
    FILE *f = fopen(path, "r");
    char *line = NULL, *text;
    bool header = true;
    size_t size = 0;

    if (!f) {
        perror(path);
        return false;
    }
    for (; getline(&line, &size, f) > 0; header = false) {
        text = header ? NULL : cell_at(line, column);
        if (text)
            explain_text(r, ctx, text, strlen(text));
    }
    free(line);
    fclose(f);
    return true;
}

size_t reach_missing(const struct reach *r, FILE *out)
{
    size_t i, n = 0;

    for (i = 0; i < r->n; i++) {
        if (r->rows[i].reached)
            continue;
        if (out)
            fprintf(out, "%s\n", r->rows[i].name);
        n++;
    }
    return n;
}

size_t reach_count(const struct reach *r)
{
    return r->n;
}
