/* SPDX-License-Identifier: MIT */
/*
 * swnotices TABLE OUTPUT: makes the lists of phrases of notice_phrases.h from TABLE, which is
 * notices.tsv, as the C file OUTPUT.  Every fault is reported as FILE:LINE:COLUMN: what is wrong;
 * with any fault nothing is written and the exit status is 1.
 */
#include "notice_phrases.h"

#include "tool.h"
#include "tsv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME(list) #list,
static const char *const lists[] = { NOTICE_LISTS(NAME) };
#undef NAME

enum { LISTS = sizeof lists / sizeof *lists, ROWS_MAX = 256, ALL_MAX = 4096, LEAST = 2 };

enum column { LIST, PHRASES, EXAMPLE, NEAR };

/* The table, as far as it was read; the rows of a list stand together. */
struct notices {
    struct tsv tsv;
    struct tsv_row rows[ROWS_MAX];
    const char *phrases[ALL_MAX];
    size_t nrows, nphrases;
    size_t nlists, list_row, list_phrase; /* where the last list began */
    size_t ends[LISTS];                   /* of each list's phrases */
};

/* phrase_of - a copy in which each "␣" is a blank */
static char *phrase_of(const char *item, size_t len)
{
    static const char blank[] = "\xe2\x90\xa3";
    char *copy = strndup(item, len), *p = copy;

    if (!copy) {
        fprintf(stderr, "swnotices: out of memory\n");
        exit(1);
    }
    while ((p = strstr(p, blank))) {
        *p++ = ' ';
        memmove(p, p + 2, strlen(p + 2) + 1);
    }
    return copy;
}

/* fault_of - what is wrong with a phrase of the list that is read; NULL if nothing is */
static const char *fault_of(const struct notices *n, const char *phrase)
{
    size_t i;

    if (strlen(phrase) < LEAST)
        return "is too short";
    for (i = 0; phrase[i]; i++)
        if (to_lower(phrase[i]) != phrase[i])
            return "is not in lower case";
    for (i = n->list_phrase; i < n->nphrases; i++)
        if (strcmp(n->phrases[i], phrase) == 0)
            return "stands twice";
    return n->nphrases == ALL_MAX || i - n->list_phrase == PHRASES_MAX ? "is one too many" : NULL;
}

/* has_one - does one of the phrases stand in the text? */
static bool has_one(const char *text, struct phrases phrases)
{
    struct phrase_hit hit = { 0, 0 };
    struct phrase_index index;

    phrase_index_make(&index, phrases);
    return phrase_next(&index, (struct span){ text, strlen(text) }, &hit);
}

/* read_phrases - those of a row, of which one must stand in its example */
static void read_phrases(struct notices *n, const struct tsv_row *row)
{
    const char *rest = row->cell[PHRASES], *item, *fault;
    struct phrases own = { n->phrases + n->nphrases, 0 };
    size_t len;

    while ((item = tsv_item(&rest, &len))) {
        n->phrases[n->nphrases] = phrase_of(item, len);
        if ((fault = fault_of(n, n->phrases[n->nphrases]))) {
            tsv_fault(&n->tsv, row, PHRASES, (size_t)(item - row->cell[PHRASES]),
                      "phrases: \"%.*s\" %s", (int)len, item, fault);
            return;
        }
        n->nphrases++;
        own.n++;
    }
    if (!has_one(row->cell[EXAMPLE], own))
        tsv_fault(&n->tsv, row, EXAMPLE, 0, "example: has none of the row's phrases");
}

/* end_list - no text near one may have a phrase of the list */
static void end_list(struct notices *n)
{
    struct phrases all = { n->phrases + n->list_phrase, n->nphrases - n->list_phrase };
    size_t i;

    for (i = n->list_row; i < n->nrows; i++) {
        const char *near = n->rows[i].cell[NEAR];

        if (*near == '\0' || has_one(near, all))
            tsv_fault(&n->tsv, &n->rows[i], NEAR, 0, "near: empty, or has a phrase of its list");
    }
    if (n->nlists > 0)
        n->ends[n->nlists - 1] = n->nphrases;
    n->list_row = n->nrows;
    n->list_phrase = n->nphrases;
}

/* read_row - it goes on with its list, or begins the next one */
static bool read_row(struct notices *n, const struct tsv_row *row)
{
    const char *name = row->cell[LIST];

    if (n->nlists == 0 || strcmp(name, lists[n->nlists - 1]) != 0) {
        end_list(n);
        if (n->nlists == LISTS || strcmp(name, lists[n->nlists]) != 0) {
            tsv_fault(&n->tsv, row, LIST, 0, "list: \"%s\" does not stand here", name);
            return false;
        }
        n->nlists++;
    }
    if (n->nrows == ROWS_MAX) {
        tsv_fault(&n->tsv, row, LIST, 0, "more than %d rows", ROWS_MAX);
        return false;
    }
    read_phrases(n, row);
    n->rows[n->nrows++] = *row;
    return true;
}

/* read_table - false after a fault */
static bool read_table(struct notices *n, const char *file, char *data, size_t len)
{
    static const char *const names[] = { "list", "phrases", "example", "near", NULL };
    struct tsv_row row = { 0 };

    tsv_open(&n->tsv, file, data, len, names, tool_fault, NULL);
    while (tsv_next(&n->tsv, &row))
        if (!read_row(n, &row))
            return false;
    end_list(n);
    if (n->tsv.faults == 0 && n->nlists < LISTS)
        tsv_fault(&n->tsv, &row, LIST, 0, "list: no row behind this is of \"%s\"",
                  lists[n->nlists]);
    return n->tsv.faults == 0;
}

static void put_string(const char *s, FILE *out)
{
    fputs("    \"", out);
    for (; *s; s++)
        tool_put_char(*s, out);
    fputs("\",\n", out);
}

static void put_lists(const void *notices, FILE *out)
{
    const struct notices *n = notices;
    size_t list, i = 0;

    fputs("/* Made by swnotices from data/notices.tsv; do not edit. */\n"
          "#include \"notice_phrases.h\"\n",
          out);
    for (list = 0; list < LISTS; list++) {
        fprintf(out, "\nstatic const char *const %s[] = {\n", lists[list]);
        for (; i < n->ends[list]; i++)
            put_string(n->phrases[i], out);
        fprintf(out, "};\nconst struct phrases notice_%s = PHRASES(%s);\n", lists[list],
                lists[list]);
    }
}

int main(int argc, char **argv)
{
    static struct notices n;
    const char *failed = NULL;
    char *data;
    size_t len;

    if (argc != 3) {
        fprintf(stderr, "usage: swnotices TABLE OUTPUT\n");
        return 1;
    }
    data = tool_read(argv[1], &len);
    if (!data)
        failed = argv[1];
    else if (!read_table(&n, argv[1], data, len))
        return 1;
    else if (!tool_write(argv[2], put_lists, &n))
        failed = argv[2];
    if (failed)
        fprintf(stderr, "swnotices: %s: %s\n", failed, strerror(errno));
    return failed ? 1 : 0;
}
