/* SPDX-License-Identifier: MIT */
/*
 * Near misses: texts that look like a row of the known replies and must not be
 * decided by it.  The cases stand in tests/near, one table for every replies file,
 * and say which row decides instead; empty where that does not matter.
 */
#include "ascii.h"
#include "proof.h"
#include "rules.h"

#include <dirent.h>

static const char near_dir[] = "tests/near", hits_dir[] = "tests/hits", data_dir[] = "data/replies";
static const char *const columns[] = { "rule", "text", "wanted", NULL };
static const char *const hits_columns[] = { "rule", "text", NULL };

/* A table that the near misses are held against: the rows, or their further examples. */
struct table {
    char *data, *copy; /* as read, NULL if there is none; as cut into cells */
    size_t len;
};

struct replies {
    struct table rows, hits;
};

/* row_of - the row of this id; false if the file has none */
static bool row_of(const struct table *r, const char *id, struct tsv_row *row, struct count *count)
{
    struct tsv t;

    memcpy(r->copy, r->data, r->len + 1);
    tsv_open(&t, "replies", r->copy, r->len, rule_columns, report, count);
    while (tsv_next(&t, row))
        if (strcmp(row->cell[RULE_ID], id) == 0)
            return true;
    return false;
}

/* alike - how many bytes do both begin with, whatever their case?  "example" is in all. */
static size_t alike(const char *a, const char *b)
{
    size_t n;

    for (n = 0; a[n] && to_lower(a[n]) == to_lower(b[n]); n++)
        if (strncmp(a + n, "example", strlen("example")) == 0)
            break;
    return n;
}

/* letters - how many of the first n bytes are letters? */
static size_t letters(const char *p, size_t n)
{
    size_t i, count = 0;

    for (i = 0; i < n; i++)
        count += is_alpha(p[i]) || (unsigned char)p[i] >= 0x80;
    return count;
}

/* is_near - has the text some words in common with the example, or most of its token? */
static bool is_near(const char *text, const char *example, bool token)
{
    size_t bytes = token ? 4 : 7, least = token ? 2 : 5, n;
    const char *a, *b;

    for (a = text; *a; a++)
        for (b = example; *b; b++) {
            n = alike(a, b);
            if (n >= bytes && letters(a, n) >= least)
                return true;
        }
    return false;
}

/* is_near_any - is the text near the row's example, or one of its further ones? */
static bool is_near_any(const char *text, const struct tsv_row *of, const struct table *hits,
                        struct count *count)
{
    bool token = strcmp(of->cell[RULE_KIND], "token") == 0;
    bool found = is_near(text, of->cell[RULE_EXAMPLE], token);
    struct tsv_row row;
    struct tsv t;

    if (found || !hits->data)
        return found;
    memcpy(hits->copy, hits->data, hits->len + 1);
    tsv_open(&t, "hits", hits->copy, hits->len, hits_columns, report, count);
    while (!found && tsv_next(&t, &row))
        found = strcmp(row.cell[0], of->cell[RULE_ID]) == 0 && is_near(text, row.cell[1], token);
    return found;
}

/* check_row - a near miss is near, and decided by another row, or the wanted one */
static void check_row(struct sw_ctx *ctx, struct tsv *t, struct tsv_row *row,
                      const struct tsv_row *of, const struct table *hits)
{
    const char *id = row->cell[0], *text = row->cell[1], *wanted = row->cell[2];
    char rule[RULE_SIZE];

    if (!is_near_any(text, of, hits, t->arg))
        tsv_fault(t, row, 1, 0, "text: nothing like the row's example: %s", of->cell[RULE_EXAMPLE]);
    if (text[0] == '2' && strcspn(text, " -") == strlen("250") && !wanted[0])
        tsv_fault(t, row, 1, 0, "text: no row of a refusal decides a success anyway");
    decider(ctx, text, rule);
    if (strcmp(rule, id) == 0)
        tsv_fault(t, row, 1, 0, "text: decided by the row that it only resembles");
    else if (wanted[0] && strcmp(rule, wanted) != 0)
        tsv_fault(t, row, 1, 0, "text: decided by %s, not by %s", rule, wanted);
}

/* load_table - one of the tables of this name, if there is one */
static void load_table(struct table *r, const char *dir, const char *name)
{
    r->len = 0;
    r->data = load(dir, name, &r->len);
    r->copy = malloc(r->len + 2);
    assert_non_null(r->copy);
}

static void free_table(const struct table *r)
{
    free(r->data);
    free(r->copy);
}

/* check_file - every near miss for one replies file; there must be one */
static void check_file(struct sw_ctx *ctx, const char *name, struct count *count)
{
    struct replies r;
    size_t len = 0, rows = count->rows;
    char *data = load(near_dir, name, &len);
    struct tsv_row row, of;
    struct tsv t;

    load_table(&r.rows, data_dir, name);
    load_table(&r.hits, hits_dir, name);
    assert_non_null(r.rows.data);
    if (data) {
        tsv_open(&t, name, data, len, columns, report, count);
        while (tsv_next(&t, &row)) {
            if (row_of(&r.rows, row.cell[0], &of, count))
                check_row(ctx, &t, &row, &of, &r.hits);
            else
                tsv_fault(&t, &row, 0, 0, "rule: the replies file of this name has no such row");
            count->rows++;
        }
    }
    if (count->rows == rows)
        report(count, name, 1, 1, "no near miss for any of its rows in tests/near");
    count->files++;
    free(data);
    free_table(&r.rows);
    free_table(&r.hits);
}

static void near_misses(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct count count = { 0, 0, 0 };
    DIR *dir = opendir(data_dir);
    struct dirent *entry;

    (void)state;
    assert_non_null(ctx);
    assert_non_null(dir);
    while ((entry = readdir(dir)))
        if (entry->d_name[0] != '.')
            check_file(ctx, entry->d_name, &count);
    closedir(dir);
    sw_free(ctx);
    print_message("%zu near misses for %zu files\n", count.rows, count.files);
    assert_true(count.files > 0);
    assert_int_equal(count.faults, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(near_misses) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
