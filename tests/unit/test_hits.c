/* SPDX-License-Identifier: MIT */
/*
 * Further examples: wordings that share a row with the example that stands in it, and must
 * be decided by it, too.  They stand in tests/hits, in tables named as the replies files.
 */
#include "smtpwhy.h"
#include "tsv.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char hits_dir[] = "tests/hits";
static const char *const columns[] = { "rule", "text", NULL };

struct count {
    size_t rows, faults;
};

static void report(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    struct count *count = arg;

    fprintf(stderr, "%s:%zu:%zu: %s\n", file, line, column, message);
    count->faults++;
}

static bool keep_rule(void *arg, const struct sw_outcome *outcome)
{
    snprintf(arg, 128, "%s", outcome->rule);
    return false;
}

/* load - a whole table with a spare byte behind it, to be freed */
static char *load(const char *name, size_t *len)
{
    char path[512], *data = NULL;
    size_t size = 0;
    ssize_t n;
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", hits_dir, name);
    f = fopen(path, "rb");
    assert_non_null(f);
    n = getdelim(&data, &size, '\0', f);
    fclose(f);
    assert_true(n > 0);
    *len = (size_t)n;
    return data;
}

/* check_file - every text of the table is decided by the row that it names */
static void check_file(struct sw_ctx *ctx, const char *name, struct count *count)
{
    size_t len = 0;
    char *data = load(name, &len);
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, name, data, len, columns, report, count);
    while (tsv_next(&t, &row)) {
        const char *text = row.cell[1];
        char rule[128] = "";

        sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, true, keep_rule, rule);
        if (strcmp(rule, row.cell[0]) != 0)
            tsv_fault(&t, &row, 1, 0, "text: decided by %s, not by %s", rule[0] ? rule : "no row",
                      row.cell[0]);
        count->rows++;
    }
    free(data);
}

static void further_examples(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct count count = { 0, 0 };
    DIR *dir = opendir(hits_dir);
    struct dirent *entry;

    (void)state;
    assert_non_null(ctx);
    assert_non_null(dir);
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            check_file(ctx, entry->d_name, &count);
    closedir(dir);
    sw_free(ctx);
    print_message("%zu further examples\n", count.rows);
    assert_true(count.rows > 0);
    assert_int_equal(count.faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(further_examples) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
