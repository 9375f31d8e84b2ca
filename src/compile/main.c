/* SPDX-License-Identifier: MIT */
/*
 * swcompile DIRECTORY OUTPUT: compiles the data files of DIRECTORY into the C
 * file OUTPUT.  Every fault in the data is reported as FILE:LINE:COLUMN: what is
 * wrong; with any fault nothing is written and the exit status is 1.  The same
 * data give the same bytes on every machine.
 */
#include "compile.h"

#include "tool.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

void report_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    struct knowledge *k = arg;

    tool_fault(NULL, file, line, column, message);
    k->faults++;
}

/* The data stay in memory until the program ends: tables point into them. */
typedef void reader_fn(struct knowledge *k, const char *file, char *data, size_t len);

static void read_table(struct knowledge *k, const char *directory, const char *name, reader_fn *fn)
{
    char *path = NULL, *data;
    size_t len;

    if (asprintf(&path, "%s/%s", directory, name) < 0) {
        report_fault(k, name, 1, 1, "out of memory");
        return;
    }
    data = tool_read(path, &len);
    if (data) {
        fn(k, path, data, len);
    } else {
        fprintf(stderr, "swcompile: %s: %s\n", path, strerror(errno));
        k->faults++;
    }
    free(path); /* the data are kept: the tables point into them */
}

static void read_replies(struct knowledge *k, const char *file, char *data, size_t len)
{
    const char *name = strrchr(file, '/') + 1;
    char *stem = strndup(name, strlen(name) - strlen(".tsv"));

    if (stem)
        rule_builder_add(k->builder, file, stem, data, len, report_fault, k);
    else
        report_fault(k, file, 1, 1, "out of memory");
    free(stem);
}

static int is_tsv(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');

    return entry->d_name[0] != '.' && dot && strcmp(dot, ".tsv") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name); /* not alphasort(), which follows the locale */
}

static void read_all_replies(struct knowledge *k, const char *directory)
{
    struct dirent **files = NULL;
    char *path = NULL;
    int n = -1, i;

    if (asprintf(&path, "%s/replies", directory) >= 0)
        n = scandir(path, &files, is_tsv, by_name);
    if (n < 0)
        report_fault(k, "replies", 1, 1, strerror(errno));
    for (i = 0; i < n; i++) {
        read_table(k, path, files[i]->d_name, read_replies);
        free(files[i]);
    }
    free(files);
    free(path);
}

static void read_knowledge(struct knowledge *k, const char *directory)
{
    struct rule_names names = { k->category_names, k->provider_names, k->provider_tiers };

    k->builder = rule_builder_new(&names);
    if (!k->builder) {
        fprintf(stderr, "swcompile: out of memory\n");
        exit(1);
    }
    read_table(k, directory, "categories.tsv", read_categories);
    read_table(k, directory, "codes.tsv", read_codes);
    read_table(k, directory, "providers.tsv", read_providers);
    read_table(k, directory, "blocklists.tsv", read_blocklists);
    read_table(k, directory, "signs.tsv", read_signs);
    read_table(k, directory, "spellings.tsv", read_spellings);
    read_table(k, directory, "terms.tsv", read_terms);
    read_table(k, directory, "senses.tsv", read_senses);
    read_all_replies(k, directory);
}

static void put_tables(const void *knowledge, FILE *out)
{
    emit_tables(knowledge, out);
}

int main(int argc, char **argv)
{
    static struct knowledge k;

    if (argc != 3) {
        fprintf(stderr, "usage: swcompile DIRECTORY OUTPUT\n");
        return 1;
    }
    read_knowledge(&k, argv[1]);
    if (k.faults > 0) {
        fprintf(stderr, "swcompile: %zu faults in %s\n", k.faults, argv[1]);
        return 1;
    }
    if (!rule_builder_finish(k.builder, k.literals, k.nextras, &k.rules)) {
        fprintf(stderr, "swcompile: out of memory\n");
        return 1;
    }
    sort_terms(&k);
    if (!tool_write(argv[2], put_tables, &k)) {
        fprintf(stderr, "swcompile: %s: %s\n", argv[2], strerror(errno));
        return 1;
    }
    rule_builder_free(k.builder);
    return 0;
}
