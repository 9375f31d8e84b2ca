/* SPDX-License-Identifier: MIT */
/*
 * Which rows are reached: none at first, then those that outcomes come from.
 */
#include "reach.h"
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

/* is_missing - is the row among those that nothing has reached? */
static bool is_missing(const struct reach *r, const char *name)
{
    char *names = NULL, *at;
    size_t size = 0, len = strlen(name);
    FILE *f = open_memstream(&names, &size);
    bool found = false;

    assert_non_null(f);
    (void)reach_missing(r, f);
    fclose(f);
    for (at = names; !found && (at = strstr(at, name)); at += len)
        found = (at == names || at[-1] == '\n') && at[len] == '\n';
    free(names);
    return found;
}

static void outcomes_reach_rows(void **state)
{
    struct sw_blocklist list = { .zone = "zen.spamhaus.org" };
    struct sw_outcome outcome = { .rule = "4.7.1", .blocklist = &list };
    struct reach *r = reach_new();

    (void)state;
    assert_non_null(r);
    want_true("at first", "thousands of rows", reach_count(r) > 2000);
    want_size("at first", "missing", reach_missing(r, NULL), reach_count(r));
    want_true("4.7.1", "missing at first", is_missing(r, "4.7.1"));
    want_true("an outcome", "goes on", reach_outcome(r, &outcome));
    want_size("then", "missing", reach_missing(r, NULL), reach_count(r) - 2);
    want_true("4.7.1", "reached", !is_missing(r, "4.7.1"));
    want_true("zen.spamhaus.org", "reached", !is_missing(r, "zen.spamhaus.org"));
    outcome.rule = "no such row";
    (void)reach_outcome(r, &outcome);
    want_size("a row of a site", "missing", reach_missing(r, NULL), reach_count(r) - 2);
    reach_free(r);
    unit_end();
}

static void codes_and_lists_reach_themselves(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct reach *r = reach_new();

    (void)state;
    assert_true(ctx && r);
    reach_codes_and_lists(r, ctx);
    want_true("550", "reached", !is_missing(r, "550"));
    want_true("5xx", "reached", !is_missing(r, "5xx"));
    want_true("x.7", "reached", !is_missing(r, "x.7"));
    want_true("4.7.1", "reached", !is_missing(r, "4.7.1"));
    want_true("bl.spamcop.net", "reached", !is_missing(r, "bl.spamcop.net"));
    want_true("google-no-such-user", "missing", is_missing(r, "google-no-such-user"));
    reach_free(r);
    sw_free(ctx);
    unit_end();
}

static void texts_of_files_reach_rows(void **state)
{
    char path[] = "/tmp/smtpwhy-reach-XXXXXX";
    int fd = mkstemp(path);
    struct sw_ctx *ctx = sw_new();
    struct reach *r = reach_new();
    FILE *f = fdopen(fd, "w");

    (void)state;
    assert_true(f && ctx && r);
    fputs("id\ttext\tx\n5.1.2\t5.1.1\t5.1.3\nshort\n1\t550-5.1.6 x\\n550 5.1.6 y\t\n", f);
    fclose(f);
    want_true("a file", "read", reach_texts(r, ctx, path, 1));
    want_true("5.1.1", "reached", !is_missing(r, "x.1.1"));
    want_true("5.1.2", "missing: another column", is_missing(r, "x.1.2"));
    want_true("5.1.6", "reached: of two lines", !is_missing(r, "x.1.6"));
    want_size("three rows", "two reached", reach_missing(r, NULL), reach_count(r) - 2);
    unlink(path);
    want_true("no file", "not read", !reach_texts(r, ctx, path, 1));
    reach_free(r);
    sw_free(ctx);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(outcomes_reach_rows),
        cmocka_unit_test(codes_and_lists_reach_themselves),
        cmocka_unit_test(texts_of_files_reach_rows),
    };

    return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
