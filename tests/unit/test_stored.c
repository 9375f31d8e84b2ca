/* SPDX-License-Identifier: MIT */
/*
 * Summaries as a program that stores them uses them: what is put in comes out, the same
 * thing twice is added up, and strings are the summary's own.
 */
#include "smtpwhy.h"
#include "unit.h"

static struct sw_summary *begin(void)
{
    struct sw_summary *s = sw_summary_new();

    assert_non_null(s);
    return s;
}

static void want_counts(const char *name, struct sw_count got, struct sw_count want)
{
    want_size(name, "count", got.count, want.count);
    want_size(name, "temporary", got.temporary, want.temporary);
    want_size(name, "permanent", got.permanent, want.permanent);
    want_size(name, "first line", got.first_line, want.first_line);
}

static void is_empty_at_first(void **state)
{
    struct sw_summary *s = begin();
    const struct sw_reason *const *list;
    unsigned long long hash;
    bool exact = false;
    int i;

    (void)state;
    want_size("empty", "reasons", sw_summary_reasons(s, &list), 0);
    for (i = 0; i < SW_TABLES; i++) {
        want_size("empty", "rows", sw_summary_rows(s, (enum sw_table)i), 0);
        want_text("empty", "first row", sw_summary_row(s, (enum sw_table)i, 0).name, NULL);
        want_counts("empty rows", sw_summary_other_rows(s, (enum sw_table)i),
                    (struct sw_count){ 0, 0, 0, 0 });
    }
    want_counts("empty reasons", sw_summary_other_reasons(s), (struct sw_count){ 0, 0, 0, 0 });
    want_size("empty", "messages", sw_summary_messages(s, SW_MESSAGES_ALL, &exact), 0);
    want_true("empty", "no message, exactly", exact);
    want_size("empty", "hashes", sw_summary_hashes(s, SW_MESSAGES_DEFERRED, &hash), 0);
    want_true("empty", "nothing is lacking", !sw_summary_incomplete(s));
    sw_summary_free(s);
    unit_end();
}

static void adds_totals(void **state)
{
    const struct sw_totals one = { .lines = 1,
                                   .outcomes = 2,
                                   .success = 3,
                                   .temporary = 4,
                                   .permanent = 5,
                                   .delivered = 6,
                                   .deferred = 7,
                                   .bounced = 8,
                                   .rejected = 9,
                                   .remarks = 10 };
    struct sw_summary *s = begin();
    const struct sw_totals *t;

    (void)state;
    sw_summary_put_totals(s, &one);
    sw_summary_put_totals(s, &one);
    sw_summary_skip(s, 40);
    t = sw_summary_totals(s);
    want_size("totals", "lines", t->lines, 42);
    want_size("totals", "outcomes", t->outcomes, 4);
    want_size("totals", "success", t->success, 6);
    want_size("totals", "temporary", t->temporary, 8);
    want_size("totals", "permanent", t->permanent, 10);
    want_size("totals", "delivered", t->delivered, 12);
    want_size("totals", "deferred", t->deferred, 14);
    want_size("totals", "bounced", t->bounced, 16);
    want_size("totals", "rejected", t->rejected, 18);
    want_size("totals", "remarks", t->remarks, 20);
    sw_summary_free(s);
    unit_end();
}

/* What is put in, in this order; and the reasons that come out, the most frequent first. */
static const struct {
    unsigned reply, detail;
    const char *category, *rule, *provider;
    struct sw_count n;
} reasons_in[] = {
    { 550, 1, "user-unknown", "5.1.1", NULL, { 2, 0, 2, 9 } },
    { 450, 2, "mailbox-full", "4.2.2", NULL, { 3, 3, 0, 4 } },
    { 550, 1, "user-unknown", "5.1.1", NULL, { 5, 0, 5, 3 } },
    { 550, 1, "user-unknown", "5.1.1", "Example", { 1, 0, 1, 7 } },
}, reasons_out[] = {
    { 550, 1, "user-unknown", "5.1.1", NULL, { 7, 0, 7, 3 } },
    { 450, 2, "mailbox-full", "4.2.2", NULL, { 3, 3, 0, 4 } },
    { 550, 1, "user-unknown", "5.1.1", "Example", { 1, 0, 1, 7 } },
};

/* put_reason - from strings that do not live on */
static void put_reason(struct sw_summary *s, size_t i)
{
    char category[32], title[] = "A title", step[] = "Do it.", last[] = "Done.";
    struct sw_reason r = { .n = reasons_in[i].n,
                           .reply = reasons_in[i].reply,
                           .enhanced = { reasons_in[i].reply / 100, 0, reasons_in[i].detail },
                           .category = category,
                           .rule = reasons_in[i].rule,
                           .provider = reasons_in[i].provider,
                           .title = title,
                           .fix = { step, last },
                           .nfix = 2 };

    snprintf(category, sizeof category, "%s", reasons_in[i].category);
    sw_summary_put_reason(s, &r);
    memset(category, 'x', sizeof category);
    memset(title, 'x', sizeof title);
    memset(step, 'x', sizeof step);
}

static void keeps_reasons(void **state)
{
    struct sw_summary *s = begin();
    const struct sw_reason *const *list;
    size_t i, n;

    (void)state;
    for (i = 0; i < COUNT(reasons_in); i++)
        put_reason(s, i);
    n = sw_summary_reasons(s, &list);
    want_size("reasons", "number", n, COUNT(reasons_out));
    for (i = 0; i < n && i < COUNT(reasons_out); i++) {
        want_size(reasons_out[i].rule, "reply", list[i]->reply, reasons_out[i].reply);
        want_size(reasons_out[i].rule, "detail", list[i]->enhanced.detail, reasons_out[i].detail);
        want_text(reasons_out[i].rule, "category", list[i]->category, reasons_out[i].category);
        want_text(reasons_out[i].rule, "rule", list[i]->rule, reasons_out[i].rule);
        want_text(reasons_out[i].rule, "provider", list[i]->provider, reasons_out[i].provider);
        want_text(reasons_out[i].rule, "title", list[i]->title, "A title");
        want_text(reasons_out[i].rule, "example", list[i]->example, NULL);
        want_size(reasons_out[i].rule, "steps", list[i]->nfix, 2);
        want_text(reasons_out[i].rule, "first step", list[i]->fix[0], "Do it.");
        want_text(reasons_out[i].rule, "last step", list[i]->fix[1], "Done.");
        want_counts(reasons_out[i].rule, list[i]->n, reasons_out[i].n);
    }
    sw_summary_free(s);
    unit_end();
}

#define SEVENTY "1234567890123456789012345678901234567890123456789012345678901234567890"

/* A row that is put in, and how it is found again. */
static const struct {
    const char *what, *name, *note;
    enum sw_table table;
    const char *want;
} rows[] = {
    { "domain", "example.org", NULL, SW_TABLE_DOMAIN, "example.org" },
    { "domain in capitals", "Example.ORG", NULL, SW_TABLE_DOMAIN, "example.org" },
    { "host", "MX.example.org", NULL, SW_TABLE_HOST, "mx.example.org" },
    { "hour", "Nov 22 07", NULL, SW_TABLE_HOUR, "Nov 22 07" },
    { "list", "Example BL", "Ask them.", SW_TABLE_LIST, "Example BL" },
    { "79 bytes", SEVENTY "123456789", NULL, SW_TABLE_HOUR, SEVENTY "123456789" },
    { "80 bytes", SEVENTY "1234567890", NULL, SW_TABLE_HOUR, SEVENTY "123456789" },
    { "no name", "", NULL, SW_TABLE_HOUR, "" },
};

static void keeps_rows(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        struct sw_summary *s = begin();
        struct sw_row row = { { 2, 1, 1, 5 }, rows[i].name, rows[i].note };

        sw_summary_put_row(s, rows[i].table, &row);
        sw_summary_put_row(s, rows[i].table, &row);
        want_size(rows[i].what, "rows", sw_summary_rows(s, rows[i].table), 1);
        row = sw_summary_row(s, rows[i].table, 0);
        want_text(rows[i].what, "name", row.name, rows[i].want);
        want_text(rows[i].what, "note", row.note, rows[i].note);
        want_counts(rows[i].what, row.n, (struct sw_count){ 4, 2, 2, 5 });
        want_text(rows[i].what, "past the last", sw_summary_row(s, rows[i].table, 1).name, NULL);
        sw_summary_free(s);
    }
    unit_end();
}

/* Names in capitals and in lower case are one domain; hours come as they came. */
static void orders_rows(void **state)
{
    struct sw_summary *s = begin();
    struct sw_row few = { { 1, 1, 0, 3 }, "few.example", NULL };
    struct sw_row many = { { 1, 1, 0, 8 }, "many.example", NULL };
    struct sw_row again = { { 1, 0, 1, 9 }, "MANY.example", NULL };

    (void)state;
    sw_summary_put_row(s, SW_TABLE_DOMAIN, &few);
    sw_summary_put_row(s, SW_TABLE_DOMAIN, &many);
    sw_summary_put_row(s, SW_TABLE_DOMAIN, &again);
    sw_summary_put_row(s, SW_TABLE_HOUR, &many);
    sw_summary_put_row(s, SW_TABLE_HOUR, &few);
    want_size("order", "domains", sw_summary_rows(s, SW_TABLE_DOMAIN), 2);
    want_text("order", "most first", sw_summary_row(s, SW_TABLE_DOMAIN, 0).name, "many.example");
    want_counts("order", sw_summary_row(s, SW_TABLE_DOMAIN, 0).n, (struct sw_count){ 2, 1, 1, 8 });
    want_size("order", "hours", sw_summary_rows(s, SW_TABLE_HOUR), 2);
    want_text("order", "earliest first", sw_summary_row(s, SW_TABLE_HOUR, 0).name, "few.example");
    sw_summary_free(s);
    unit_end();
}

static void adds_others(void **state)
{
    const struct sw_count one = { 5, 2, 3, 0 };
    struct sw_summary *s = begin(), *sum = begin();

    (void)state;
    sw_summary_put_other_reasons(s, &one);
    sw_summary_put_other_reasons(s, &one);
    sw_summary_put_other_rows(s, SW_TABLE_HOST, &one);
    sw_summary_merge(sum, s);
    want_counts("reasons", sw_summary_other_reasons(sum), (struct sw_count){ 10, 4, 6, 0 });
    want_counts("hosts", sw_summary_other_rows(sum, SW_TABLE_HOST), one);
    want_counts("domains", sw_summary_other_rows(sum, SW_TABLE_DOMAIN),
                (struct sw_count){ 0, 0, 0, 0 });
    want_counts("reasons of the part", sw_summary_other_reasons(s),
                (struct sw_count){ 0, 0, 0, 0 });
    sw_summary_free(s);
    sw_summary_free(sum);
    unit_end();
}

/* Hashes come out in order, each once; past what is known for certain they are an estimate. */
static void keeps_hashes(void **state)
{
    const unsigned long long first[] = { 3, 70, 1ull << 40 }, second[] = { 5, 70, 1ull << 60 };
    unsigned long long out[6] = { 0 };
    struct sw_summary *s = begin();
    bool exact = false;

    (void)state;
    sw_summary_put_hashes(s, SW_MESSAGES_ALL, first, COUNT(first), true);
    sw_summary_put_hashes(s, SW_MESSAGES_ALL, second, COUNT(second), true);
    sw_summary_put_hashes(s, SW_MESSAGES_ALL, NULL, 0, true);
    want_size("hashes", "messages", sw_summary_messages(s, SW_MESSAGES_ALL, &exact), 5);
    want_true("hashes", "exact", exact);
    want_size("hashes", "number", sw_summary_hashes(s, SW_MESSAGES_ALL, out), 5);
    want_true("hashes", "in order", out[0] == 3 && out[1] == 5 && out[2] == 70);
    want_true("hashes", "the large ones too", out[3] == 1ull << 40 && out[4] == 1ull << 60);
    want_size("hashes", "of the others", sw_summary_hashes(s, SW_MESSAGES_DEFERRED, out), 0);

    sw_summary_put_hashes(s, SW_MESSAGES_DEFERRED, first, COUNT(first), false);
    (void)sw_summary_messages(s, SW_MESSAGES_DEFERRED, &exact);
    want_true("hashes", "an estimate", !exact);
    sw_summary_put_hashes(s, SW_MESSAGES_DEFERRED, second, COUNT(second), true);
    want_size("hashes", "below the limit", sw_summary_hashes(s, SW_MESSAGES_DEFERRED, out), 4);
    want_true("hashes", "the last one", out[3] == 1ull << 40);
    sw_summary_free(s);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_empty_at_first), cmocka_unit_test(adds_totals),
        cmocka_unit_test(keeps_reasons),     cmocka_unit_test(keeps_rows),
        cmocka_unit_test(orders_rows),       cmocka_unit_test(adds_others),
        cmocka_unit_test(keeps_hashes),
    };

    return cmocka_run_group_tests_name("stored", tests, NULL, NULL);
}
