/* SPDX-License-Identifier: MIT */
/*
 * The strict TSV reader of the data files and of --rules.  Checks what every
 * table has in common (columns, bytes, blanks); what a cell means is its
 * caller's business.
 */
#include "tsv.h"

#include "buf.h"
#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void tsv_open(struct tsv *t, const char *file, char *data, size_t len, const char *const *names,
              tsv_fault_fn *fault, void *arg)
{
    *t = (struct tsv){
        .file = file, .next = data, .end = data + len, .names = names, .fault = fault, .arg = arg
    };
    while (names[t->columns])
        t->columns++;
}

__attribute__((format(printf, 3, 0))) static void report(struct tsv *t, size_t column,
                                                         const char *format, va_list args)
{
    char message[512];

    vsnprintf(message, sizeof message, format, args);
    t->faults++;
    t->fault(t->arg, t->file, t->line, column, message);
}

__attribute__((format(printf, 3, 4))) static void fault_at(struct tsv *t, size_t column,
                                                           const char *format, ...)
{
    va_list args;

    va_start(args, format);
    report(t, column, format, args);
    va_end(args);
}

void tsv_fault(struct tsv *t, const struct tsv_row *row, size_t cell, size_t offset,
               const char *format, ...)
{
    size_t line = t->line;
    va_list args;

    t->line = row->line;
    va_start(args, format);
    report(t, row->column[cell] + offset, format, args);
    va_end(args);
    t->line = line;
}

/* check_bytes - no control bytes but the tabs between cells, only UTF-8 */
static bool check_bytes(struct tsv *t, const char *line, size_t len)
{
    size_t i, n;

    if (t->line == 1 && len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        fault_at(t, 1, "the file begins with a byte order mark");
        return false;
    }
    if (len > TSV_LINE_MAX) {
        fault_at(t, TSV_LINE_MAX + 1, "the line is longer than %d bytes", TSV_LINE_MAX);
        return false;
    }
    for (i = 0; i < len; i += n) {
        unsigned char c = (unsigned char)line[i];

        n = utf8_length(line + i, len - i);
        if (n == 0) {
            fault_at(t, i + 1, "byte 0x%02x is not UTF-8", c);
            return false;
        }
        if ((c < ' ' && c != '\t') || c == 0x7f) {
            if (c == '\r' && i + 1 == len)
                fault_at(t, i + 1, "the line ends in CR LF");
            else
                fault_at(t, i + 1, "control byte 0x%02x", c);
            return false;
        }
    }
    return true;
}

/* check_blanks - a cell neither begins nor ends with a blank */
static bool check_blanks(struct tsv *t, const char *cell, size_t len, size_t column, size_t i)
{
    if (len > 0 && (cell[0] == ' ' || cell[len - 1] == ' ')) {
        fault_at(t, cell[0] == ' ' ? column : column + len - 1, "%s: blank at its %s", t->names[i],
                 cell[0] == ' ' ? "start" : "end");
        return false;
    }
    return true;
}

/* header_fault - what is wrong with the first line, and which names it must hold */
static void header_fault(struct tsv *t, const char *what)
{
    struct buf names = buf_new(512);
    size_t i;

    for (i = 0; i < t->columns; i++)
        buf_printf(&names, "%s%s", i > 0 ? ", " : "", t->names[i]);
    fault_at(t, 1, "%s; its columns are %s", what, names.ptr ? names.ptr : "");
    buf_free(&names);
}

/* count_fault - more or fewer cells than columns */
static void count_fault(struct tsv *t, size_t n)
{
    char what[64];

    if (t->header_read) {
        fault_at(t, 1, "the row has %zu cell%s, not %zu; tabs part them", n, n == 1 ? "" : "s",
                 t->columns);
        return;
    }
    snprintf(what, sizeof what, "the header has %zu column%s, not %zu", n, n == 1 ? "" : "s",
             t->columns);
    header_fault(t, what);
}

/* split - cut line into the cells of row */
static bool split(struct tsv *t, char *line, size_t len, struct tsv_row *row)
{
    size_t n = 0, start = 0, i;
    bool sound = true;

    for (i = 0; i <= len; i++) {
        if (i < len && line[i] != '\t')
            continue;
        if (n < t->columns) {
            row->cell[n] = line + start;
            row->column[n] = start + 1;
            sound = check_blanks(t, line + start, i - start, start + 1, n) && sound;
        }
        line[i] = '\0';
        n++;
        start = i + 1;
    }
    row->line = t->line;
    if (n != t->columns) {
        count_fault(t, n);
        return false;
    }
    return sound;
}

/* check_header - do the cells of row hold just the wanted names?  The first that does not is told.
 */
static bool check_header(struct tsv *t, const struct tsv_row *row)
{
    size_t i;

    for (i = 0; i < t->columns; i++)
        if (strcmp(row->cell[i], t->names[i]) != 0) {
            fault_at(t, row->column[i], "column %zu of the header is \"%s\", not \"%s\"", i + 1,
                     row->cell[i], t->names[i]);
            return false;
        }
    return true;
}

/* take_line - the next line without its end; NULL at the end of the data */
static char *take_line(struct tsv *t, size_t *len)
{
    char *line = t->next, *nl;

    if (t->next >= t->end)
        return NULL;
    nl = memchr(line, '\n', (size_t)(t->end - line));
    *len = (size_t)((nl ? nl : t->end) - line);
    t->next = line + *len + 1;
    t->line++;
    return line;
}

bool tsv_next(struct tsv *t, struct tsv_row *row)
{
    char *line;
    size_t len;

    while (!t->bad_header && (line = take_line(t, &len))) {
        if (len > 0 && line[0] == '#')
            continue;
        if (len == 0) {
            fault_at(t, 1, "the line is empty");
            continue;
        }
        if (!check_bytes(t, line, len) || !split(t, line, len, row)) {
            t->bad_header = !t->header_read;
            continue;
        }
        if (t->header_read)
            return true;
        t->header_read = true;
        t->bad_header = !check_header(t, row);
    }
    if (!t->header_read && !t->bad_header) {
        t->line = 1;
        t->bad_header = true;
        header_fault(t, "there is no header");
    }
    return false;
}

const char *tsv_item(const char **rest, size_t *len)
{
    const char *item = *rest, *bar;

    if (!item || !*item)
        return NULL;
    for (bar = strchr(item, '|'); bar; bar = strchr(bar + 1, '|'))
        if (bar > item && bar[-1] == ' ' && bar[1] == ' ')
            break;
    *len = bar ? (size_t)(bar - 1 - item) : strlen(item);
    *rest = bar ? bar + 2 : item + *len;
    return item;
}
