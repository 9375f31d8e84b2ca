/* SPDX-License-Identifier: MIT */
/*
 * Near misses: texts that look like a row of the known replies and must not be
 * decided by it.  The cases stand in tests/near, one table a replies file, and
 * say which row decides instead; empty where none does.
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

static const char directory[] = "tests/near";
static const char *const columns[] = { "rule", "text", "wanted", NULL };

struct count {
    size_t files, rows, faults;
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

/* check_file - every row of one table */
static void check_file(struct sw_ctx *ctx, const char *path, char *data, size_t len,
                       struct count *count)
{
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, path, data, len, columns, report, count);
    while (tsv_next(&t, &row)) {
        char rule[128] = "";

        sw_explain(ctx, SW_INPUT_TEXT, row.cell[1], strlen(row.cell[1]), 1, true, keep_rule, rule);
        if (strcmp(rule, row.cell[0]) == 0)
            tsv_fault(&t, &row, 1, 0, "text: decided by the row that it only resembles");
        else if (row.cell[2][0] && strcmp(rule, row.cell[2]) != 0)
            tsv_fault(&t, &row, 1, 0, "text: decided by %s, not by %s", rule, row.cell[2]);
        count->rows++;
    }
}

static void near_misses(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct count count = { 0, 0, 0 };
    DIR *dir = opendir(directory);
    struct dirent *entry;

    (void)state;
    assert_non_null(ctx);
    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        char path[512], *data = NULL;
        size_t size = 0;
        ssize_t len;
        FILE *f;

        if (entry->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", directory, entry->d_name);
        f = fopen(path, "rb");
        assert_non_null(f);
        len = getdelim(&data, &size, '\0', f);
        assert_true(len > 0);
        check_file(ctx, path, data, (size_t)len, &count);
        count.files++;
        free(data);
        fclose(f);
    }
    closedir(dir);
    sw_free(ctx);
    print_message("%zu near misses in %zu files\n", count.rows, count.files);
    assert_true(count.files > 0 && count.rows >= count.files);
    assert_int_equal(count.faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(near_misses) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
