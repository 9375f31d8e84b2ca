/* SPDX-License-Identifier: MIT */
/*
 * Summaries: what a small log comes to, counted by hand; parts that add up to the
 * whole; what is remembered changes nothing; and what happens past the bounds.
 */
#include "summary.h"
#include "unit.h"

#include "buf.h"

#include <glob.h>
#include <stdlib.h>

#define AT       "Nov 22 07:14:17 mx postfix/"
#define TO(x)    ": to=<" x ">, relay=mx.example.org[192.0.2.25]:25, delay=1, delays=0/0/0/1, dsn="
#define GREY     "4.2.0, status=deferred (host mx.example.org[192.0.2.25] said: 450 4.2.0 <"
#define GREY_END ">: Recipient address rejected: Greylisted (in reply to RCPT TO command))"

/* 12 lines: 2 delivered, 4 deferred (3 messages), 2 bounced, 2 refused here, 1 remark. */
static const char *const log_lines[] = {
    AT "smtpd[1]: connect from unknown[192.0.2.1]\n",
    AT "smtp[2]: AAAAAAAA1" TO("a@example.org") "2.0.0, status=sent (250 2.0.0 Ok: queued as 5)\n",
    AT "smtp[2]: AAAAAAAA2" TO("b@example.org") GREY "b@example.org" GREY_END "\n",
    AT "smtp[2]: AAAAAAAA3" TO("c@Example.NET") GREY "c@example.net" GREY_END "\n",
    AT "smtp[2]: AAAAAAAA2" TO("b@example.org") GREY "b@example.org" GREY_END "\n",
    AT "smtp[2]: AAAAAAAA4: host mx.example.org[192.0.2.25] said: 451 4.3.0 Try again later (in "
       "reply to end of DATA command)\n",
    "Nov 22 08:00:00 mx postfix/smtp[2]: AAAAAAAA4" TO(
        "d@example.com") "4.3.0, status=deferred (host mx.example.org[192.0.2.25] said: 451 4.3.0 "
                         "Try again later "
                         "(in reply to end of DATA command))\n",
    "Nov 22 08:00:01 mx postfix/smtp[2]: AAAAAAAA5" TO(
        "e@example.org") "5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 "
                         "<e@example.org>: "
                         "Recipient address rejected: User unknown (in reply to RCPT TO "
                         "command))\n",
    "Nov 22 08:00:01 mx postfix/smtp[2]: AAAAAAAA6" TO(
        "f@example.org") "5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 "
                         "<f@example.org>: "
                         "Recipient address rejected: User unknown (in reply to RCPT TO "
                         "command))\n",
    AT "smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.9]: 554 5.7.1 Service unavailable; "
       "Client host [192.0.2.9] blocked using zen.spamhaus.org; from=<x@example.com> "
       "to=<g@example.org> proto=ESMTP helo=<x>\n",
    AT "smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.8]: 554 5.7.1 Service unavailable; "
       "Client host [192.0.2.8] blocked using zen.spamhaus.org; from=<x@example.com> "
       "to=<g@example.org> proto=ESMTP helo=<x>\n",
    AT "lmtp[2]: AAAAAAAA7" TO("h@example.org") "2.0.0, status=sent (delivered)",
};

static struct sw_ctx *ctx;

/* count - the lines from first to behind last, in one piece */
static struct sw_summary *count(const char *const *lines, size_t first, size_t last)
{
    struct sw_summary *s = sw_summary_new();
    struct buf text = buf_new(1 << 24);

    assert_non_null(s);
    for (; first < last; first++)
        buf_puts(&text, lines[first]);
    sw_summary_lines(s, ctx, text.ptr ? text.ptr : "", text.len);
    buf_free(&text);
    return s;
}

static void test_totals(void **state)
{
    struct sw_summary *s = count(log_lines, 0, COUNT(log_lines));
    const struct sw_totals *t = sw_summary_totals(s);
    bool exact;

    (void)state;
    want_size("totals", "lines", t->lines, 12);
    want_size("totals", "outcomes", t->outcomes, 11);
    want_size("totals", "success", t->success, 2);
    want_size("totals", "temporary", t->temporary, 5);
    want_size("totals", "permanent", t->permanent, 4);
    want_size("totals", "delivered", t->delivered, 2);
    want_size("totals", "deferred", t->deferred, 4);
    want_size("totals", "bounced", t->bounced, 2);
    want_size("totals", "rejected", t->rejected, 2);
    want_size("totals", "remarks", t->remarks, 1);
    want_size("totals", "messages", sw_summary_messages(s, SW_MESSAGES_ALL, &exact), 7);
    want_true("totals", "messages are counted", exact);
    want_size("totals", "deferred messages", sw_summary_messages(s, SW_MESSAGES_DEFERRED, &exact),
              3);
    sw_summary_free(s);
    unit_end();
}

static void test_reasons(void **state)
{
    static const struct {
        const char *category, *example;
        unsigned long long count, first_line;
        unsigned reply;
        enum sw_direction direction;
    } want[] = {
        { "greylisted", "450 4.2.0 <b@example.org>: Recipient address rejected: Greylisted", 3, 3,
          450, SW_DIRECTION_OUTBOUND },
        { "user-unknown", "550 5.1.1 <e@example.org>: Recipient address rejected: User unknown", 2,
          8, 550, SW_DIRECTION_OUTBOUND },
        { "ip-blocked",
          "554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using zen.spamhaus.org",
          2, 10, 554, SW_DIRECTION_INBOUND },
        { NULL, "451 4.3.0 Try again later", 2, 6, 451, SW_DIRECTION_OUTBOUND },
    };
    struct sw_summary *s = count(log_lines, 0, COUNT(log_lines));
    const struct sw_reason *const *list;
    size_t n = sw_summary_reasons(s, &list), i;

    (void)state;
    want_size("reasons", "how many", n, COUNT(want));
    for (i = 0; i < n && i < COUNT(want); i++) {
        want_size("reason", "reply", list[i]->reply, want[i].reply);
        if (want[i].category)
            want_text("reason", "category", list[i]->category, want[i].category);
        want_text("reason", "example", list[i]->example, want[i].example);
        want_size("reason", "count", list[i]->n.count, want[i].count);
        want_size("reason", "first line", list[i]->n.first_line, want[i].first_line);
        want_true("reason", "direction", list[i]->direction == want[i].direction);
    }
    sw_summary_free(s);
    unit_end();
}

/* What two rules know reads the same: then it is one reason. */
static void test_alike(void **state)
{
#define BOUNCED "5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 "
    static const char *const lines[] = {
        AT "smtp[2]: AAAAAAAA1" TO("a@example.org") BOUNCED "No such mailbox)\n",
        AT "smtp[2]: AAAAAAAA2" TO("b@example.org") BOUNCED "Recipient not found)\n",
    };
    struct sw_summary *s = count(lines, 0, COUNT(lines));
    const struct sw_reason *const *list;
    size_t n = sw_summary_reasons(s, &list);

    (void)state;
    want_size("alike", "reasons", n, 1);
    if (n == 1) {
        want_size("alike", "count", list[0]->n.count, 2);
        want_text("alike", "the first's rule", list[0]->rule, "generic-recipient-user-unknown");
        want_text("alike", "the first's example", list[0]->example, "550 5.1.1 No such mailbox");
    }
    sw_summary_free(s);
    unit_end();
}

static void test_rows(void **state)
{
    static const struct {
        enum sw_table table;
        const char *name;
        unsigned long long count, temporary, permanent;
    } want[] = {
        { SW_TABLE_DOMAIN, "example.org", 6, 2, 4 }, { SW_TABLE_DOMAIN, "example.com", 1, 1, 0 },
        { SW_TABLE_DOMAIN, "example.net", 1, 1, 0 }, { SW_TABLE_HOST, "mx.example.org", 7, 5, 2 },
        { SW_TABLE_HOUR, "Nov 22 07:00", 6, 4, 2 },  { SW_TABLE_HOUR, "Nov 22 08:00", 3, 1, 2 },
        { SW_TABLE_LIST, "Spamhaus ZEN", 2, 0, 2 },
    };
    struct sw_summary *s = count(log_lines, 0, COUNT(log_lines));
    size_t n = sw_summary_rows(s, want[0].table), i, k = 0;

    (void)state;
    for (i = 0; i < COUNT(want); i++, k++) {
        struct sw_row row;

        if (i > 0 && want[i].table != want[i - 1].table) {
            if (want[i - 1].table != SW_TABLE_HOST)
                want_size(want[i - 1].name, "the last row", n, k);
            n = sw_summary_rows(s, want[i].table);
            k = 0;
        }
        assert_true(k < n);
        row = sw_summary_row(s, want[i].table, k);
        want_text("row", "name", row.name, want[i].name);
        want_size(want[i].name, "count", row.n.count, want[i].count);
        want_size(want[i].name, "temporary", row.n.temporary, want[i].temporary);
        want_size(want[i].name, "permanent", row.n.permanent, want[i].permanent);
    }
    sw_summary_free(s);
    unit_end();
}

static void want_count(const char *name, const struct sw_count *a, const struct sw_count *b)
{
    want_size(name, "count", b->count, a->count);
    want_size(name, "temporary", b->temporary, a->temporary);
    want_size(name, "permanent", b->permanent, a->permanent);
}

static void want_same_reasons(const char *name, struct sw_summary *a, struct sw_summary *b)
{
    const struct sw_reason *const *x, *const *y;
    size_t n = sw_summary_reasons(a, &x), i, k;

    want_size(name, "reasons", sw_summary_reasons(b, &y), n);
    for (i = 0; i < n && unit_differences == 0; i++) {
        want_size(name, "reply", y[i]->reply, x[i]->reply);
        want_text(name, "rule", y[i]->rule, x[i]->rule);
        want_text(name, "category", y[i]->category, x[i]->category);
        want_text(name, "provider", y[i]->provider, x[i]->provider);
        want_text(name, "title", y[i]->title, x[i]->title);
        want_text(name, "example", y[i]->example, x[i]->example);
        want_count(name, &x[i]->n, &y[i]->n);
        want_size(name, "first line", y[i]->n.first_line, x[i]->n.first_line);
        want_size(name, "steps", y[i]->nfix, x[i]->nfix);
        for (k = 0; k < x[i]->nfix; k++)
            want_text(name, "step", y[i]->fix[k], x[i]->fix[k]);
    }
}

static void want_same(const char *name, struct sw_summary *a, struct sw_summary *b)
{
    struct sw_count x, y;
    bool exact_a, exact_b;
    int i;

    want_true(name, "the same totals",
              memcmp(sw_summary_totals(a), sw_summary_totals(b), sizeof(struct sw_totals)) == 0);
    want_same_reasons(name, a, b);
    for (i = 0; i < SW_TABLES; i++) {
        size_t n = sw_summary_rows(a, (enum sw_table)i), k;

        want_size(name, "rows", sw_summary_rows(b, (enum sw_table)i), n);
        for (k = 0; k < n && unit_differences == 0; k++) {
            struct sw_row row_a = sw_summary_row(a, (enum sw_table)i, k);
            struct sw_row row_b = sw_summary_row(b, (enum sw_table)i, k);

            want_text(name, "row", row_b.name, row_a.name);
            want_text(name, "note", row_b.note, row_a.note);
            want_count(row_a.name, &row_a.n, &row_b.n);
        }
        x = sw_summary_other_rows(a, (enum sw_table)i);
        y = sw_summary_other_rows(b, (enum sw_table)i);
        want_count("other rows", &x, &y);
    }
    for (i = 0; i < SW_MESSAGES; i++)
        want_size(name, "messages", sw_summary_messages(b, (enum sw_messages)i, &exact_b),
                  sw_summary_messages(a, (enum sw_messages)i, &exact_a));
}

/* Cut into two parts everywhere, and into single lines. */
static void test_merge(void **state)
{
    struct sw_summary *whole = count(log_lines, 0, COUNT(log_lines)), *sum, *part;
    size_t i;

    (void)state;
    for (i = 0; i <= COUNT(log_lines); i++) {
        sum = count(log_lines, 0, i);
        part = count(log_lines, i, COUNT(log_lines));
        sw_summary_merge(sum, part);
        want_same("two parts", whole, sum);
        sw_summary_free(part);
        sw_summary_free(sum);
    }
    sum = sw_summary_new();
    for (i = 0; i < COUNT(log_lines); i++) {
        part = count(log_lines, i, i + 1);
        sw_summary_merge(sum, part);
        sw_summary_free(part);
    }
    want_same("single lines", whole, sum);
    sw_summary_free(sum);
    sw_summary_free(whole);
    unit_end();
}

static bool no_temporary(void *arg, enum sw_class class, const char *category)
{
    (void)arg, (void)category;
    return class != SW_CLASS_TEMPORARY && class != SW_CLASS_SUCCESS;
}

static void test_filter(void **state)
{
    struct sw_summary *s = sw_summary_new();
    struct buf text = buf_new(1 << 20);
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(log_lines); i++)
        buf_puts(&text, log_lines[i]);
    sw_summary_filter(s, no_temporary, NULL, false);
    sw_summary_lines(s, ctx, text.ptr, text.len);
    sw_summary_lines(s, ctx, "\n", 1);
    sw_summary_lines(s, ctx, text.ptr, text.len); /* now all of it from memory */
    want_size("filter", "outcomes", sw_summary_totals(s)->outcomes, 8);
    want_size("filter", "permanent", sw_summary_totals(s)->permanent, 8);
    want_size("filter", "delivered", sw_summary_totals(s)->delivered, 0);
    buf_free(&text);
    sw_summary_free(s);
    unit_end();
}

static void test_all(void **state)
{
    struct sw_summary *s = sw_summary_new();
    const struct sw_reason *const *list;
    struct buf text = buf_new(1 << 20);
    size_t i, n;

    (void)state;
    for (i = 0; i < COUNT(log_lines); i++)
        buf_puts(&text, log_lines[i]);
    sw_summary_filter(s, NULL, NULL, true);
    sw_summary_lines(s, ctx, text.ptr, text.len);
    n = sw_summary_reasons(s, &list);
    want_size("all", "reasons", n, 6);
    want_size("all", "outcomes", sw_summary_totals(s)->outcomes, 11);
    for (i = 0; i < n; i++)
        if (list[i]->class == SW_CLASS_SUCCESS)
            want_text("all", "category", list[i]->category, "ok");
    buf_free(&text);
    sw_summary_free(s);
    unit_end();
}

enum { EXAMPLES_MAX = 8192, VARIANTS = 5 };

static char *examples[EXAMPLES_MAX];
static size_t nexamples;

/* read_examples - the last column of the replies' tables */
static void read_examples(void)
{
    static char line[64 * 1024];
    glob_t files = { 0 };
    size_t i;

    assert_int_equal(glob("data/replies/*.tsv", 0, NULL, &files), 0);
    for (i = 0; i < files.gl_pathc; i++) {
        FILE *in = fopen(files.gl_pathv[i], "r");

        while (in && fgets(line, sizeof line, in) && nexamples < EXAMPLES_MAX) {
            char *last = strrchr(line, '\t');

            line[strcspn(line, "\n")] = '\0';
            if (last && strcmp(last + 1, "example") != 0)
                examples[nexamples++] = strdup(last + 1);
        }
        if (in)
            fclose(in);
    }
    globfree(&files);
}

/* Recipients, hosts and ids such as stand in replies; some have words in them that mean something.
 */
static const char *const people[VARIANTS] = { "lea", "tom.berger", "spam550", "b-5.1.1-x",
                                              "info+list=example.com" };
static const char *const domains[VARIANTS] = { "example.org", "firma-550.example", "gmail.com",
                                               "blocked-mail.example", "4.example" };
static const char *const ids[VARIANTS] = { "a640c23a62f3a-ae1234si12345", "4XyZ1abcdef", "550-xyz",
                                           "5.7.1-aaaaaaa1", "1667890123" };

/* pose - an example as a log quotes it, about somebody and with an id, differing by variant */
static size_t pose(char *to, size_t size, const char *example, size_t variant)
{
    size_t i = variant % VARIANTS, k = (variant / VARIANTS + i) % VARIANTS;
    int n;

    if (variant % 2)
        n = snprintf(to, size,
                     AT "smtp[1]: A%zuB2C3D4: to=<%s@%s>, relay=mx%zu.%s[192.0.2.%zu]:25, delay=1, "
                        "dsn=5.0.0, status=bounced (host mx%zu.%s[192.0.2.%zu] said: %s "
                        "<%s@%s> %s (in reply to RCPT TO command))\n",
                     variant, people[i], domains[k], variant, domains[k], variant, variant,
                     domains[k], variant, example, people[i], domains[k], ids[k]);
    else
        n = snprintf(to, size,
                     AT "smtpd[1]: NOQUEUE: reject: RCPT from mx%zu.%s[192.0.2.%zu]: %s %s; "
                        "from=<%s@%s> to=<x@example.org> proto=ESMTP helo=<%s>\n",
                     variant, domains[k], variant, example, ids[i], people[k], domains[i],
                     domains[k]);
    return n > 0 && (size_t)n < size ? (size_t)n : 0;
}

/* What was explained before is not explained again; the result must not tell. */
static void test_memory(void **state)
{
    static char line[64 * 1024];
    struct sw_summary *with = sw_summary_new(), *without = sw_summary_new();
    size_t i, variant, len, step;

    (void)state;
    read_examples();
    assert_true(nexamples > 100);
    step = nexamples / unit_large(nexamples);
    for (i = 0; i < nexamples; i += step)
        for (variant = 0; variant < 4 * VARIANTS; variant++) {
            len = pose(line, sizeof line, examples[i], variant);
            sw_summary_lines(with, ctx, line, len);
            sw_summary_lines(without, ctx, line, len);
            free(without->cache);
            without->cache = NULL;
        }
    want_same("memory", without, with);
    for (i = 0; i < nexamples; i++)
        free(examples[i]);
    sw_summary_free(with);
    sw_summary_free(without);
    unit_end();
}

/* put - rows whose names count from first, each counted as often as its name says modulo 3 */
static void put(struct sw_summary *s, size_t first, size_t n)
{
    char name[32];
    size_t i;

    for (i = first; i < first + n; i++) {
        struct sw_row row = { .n = { .count = 1 + i % 3, .permanent = 1 + i % 3 } };

        snprintf(name, sizeof name, "d%zu.example", i);
        row.name = name;
        sw_summary_put_row(s, SW_TABLE_DOMAIN, &row);
    }
}

/* Past the bound, the same rows keep their counts whatever the order and the parts. */
static void test_bound(void **state)
{
    enum { NAMES = SW_DOMAINS_MAX + 50000, HALF = NAMES / 2 };
    struct sw_summary *whole = sw_summary_new(), *sum = sw_summary_new(), *part = sw_summary_new();
    struct sw_count others;
    unsigned long long all = 0;
    size_t n, i;

    (void)state;
    put(whole, 0, NAMES);
    put(whole, 0, NAMES);
    put(part, 0, HALF + 1000);
    put(part, 0, HALF);
    put(sum, HALF, NAMES - HALF);
    put(sum, HALF + 1000, NAMES - HALF - 1000);
    sw_summary_merge(sum, part);
    want_same("bound", whole, sum);
    n = sw_summary_rows(whole, SW_TABLE_DOMAIN);
    want_size("bound", "rows", n, SW_DOMAINS_MAX);
    others = sw_summary_other_rows(whole, SW_TABLE_DOMAIN);
    for (i = 0; i < n; i++)
        all += sw_summary_row(whole, SW_TABLE_DOMAIN, i).n.count;
    want_size("bound", "nothing is lost", all + others.count, 724286);
    sw_summary_free(whole);
    sw_summary_free(sum);
    sw_summary_free(part);
    unit_end();
}

/* A line without end, an empty text, nothing but newlines. */
static void test_edges(void **state)
{
    struct sw_summary *s = sw_summary_new();

    (void)state;
    sw_summary_lines(s, ctx, "", 0);
    want_size("edges", "nothing", sw_summary_totals(s)->lines, 0);
    sw_summary_lines(s, ctx, "\n\n", 2);
    want_size("edges", "empty lines", sw_summary_totals(s)->lines, 2);
    sw_summary_lines(s, ctx, "x", 1);
    want_size("edges", "without its newline", sw_summary_totals(s)->lines, 3);
    want_size("edges", "outcomes", sw_summary_totals(s)->outcomes, 0);
    sw_summary_free(s);
    sw_summary_free(NULL);
    unit_end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_totals), cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_alike),  cmocka_unit_test(test_rows),
        cmocka_unit_test(test_merge),  cmocka_unit_test(test_filter),
        cmocka_unit_test(test_all),    cmocka_unit_test(test_memory),
        cmocka_unit_test(test_bound),  cmocka_unit_test(test_edges),
    };
    int failed;

    ctx = sw_new();
    if (!ctx)
        return 1;
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    sw_free(ctx);
    return failed;
}
