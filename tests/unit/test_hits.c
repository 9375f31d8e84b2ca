/* SPDX-License-Identifier: MIT */
/*
 * Further examples: wordings that share a row with the example that stands in it, and must
 * be decided by it, too.  They stand in tests/hits, in tables named as the replies files.
 */
#include "proof.h"

#include <dirent.h>

static const char hits_dir[] = "tests/hits";
static const char *const columns[] = { "rule", "text", NULL };

/* check_file - every text of the table is decided by the row that it names */
static void check_file(struct sw_ctx *ctx, const char *name, struct count *count)
{
    size_t len = 0;
    char *data = load(hits_dir, name, &len);
    struct tsv_row row;
    struct tsv t;

    assert_non_null(data);
    tsv_open(&t, name, data, len, columns, report, count);
    while (tsv_next(&t, &row)) {
        char rule[RULE_SIZE];

        decider(ctx, row.cell[1], rule);
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
    struct count count = { 0, 0, 0 };
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
