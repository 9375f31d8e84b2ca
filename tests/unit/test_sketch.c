/* SPDX-License-Identifier: MIT */
/*
 * The sketch: exact while it can be, near the truth afterwards, and the same
 * whatever the order and the parts.
 */
#include "sketch.h"
#include "unit.h"

#include <stdlib.h>

/* scatter - different numbers become different hashes, evenly spread (Stafford's mix 13) */
static uint64_t scatter(uint64_t n)
{
    n += 0x9e3779b97f4a7c15u;
    n = (n ^ n >> 30) * 0xbf58476d1ce4e5b9u;
    n = (n ^ n >> 27) * 0x94d049bb133111ebu;
    return n ^ n >> 31;
}

/* fill - the numbers from first on, each as often as times says */
static void fill(struct sketch *s, uint64_t first, uint64_t n, int times)
{
    uint64_t i;

    for (; times > 0; times--)
        for (i = 0; i < n; i++)
            sketch_add(s, scatter(first + i));
}

static void test_exact(void **state)
{
    static const uint64_t counts[] = { 0, 1, 31, 32, 33, 1000, 65535, 65536 };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(counts); i++) {
        struct sketch s = { 0 };
        bool exact = false;

        fill(&s, 0, counts[i], 3);
        want_size("exact", "count", sketch_count(&s, &exact), counts[i]);
        want_true("exact", "it is known", exact);
        sketch_free(&s);
    }
    unit_end();
}

static void test_estimate(void **state)
{
    static const uint64_t counts[] = { 65537, 100000, 1000000, 3000000 };
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(counts); i++) {
        struct sketch s = { 0 };
        bool exact = true;
        double n;

        fill(&s, 7, counts[i], i < 2 ? 2 : 1);
        n = (double)sketch_count(&s, &exact);
        want_true("estimate", "it is said to be one", !exact);
        want_true("estimate", "within 1.6 %",
                  n > 0.984 * (double)counts[i] && n < 1.016 * (double)counts[i]);
        sketch_free(&s);
    }
    unit_end();
}

/* want_same - the same count and hashes */
static void want_same(const char *name, struct sketch *a, struct sketch *b)
{
    static unsigned long long x[SKETCH_SIZE], y[SKETCH_SIZE];
    bool exact_a, exact_b;
    size_t n = sketch_list(a, x), i;

    want_size(name, "hashes", sketch_list(b, y), n);
    want_true(name, "the same hashes", memcmp(x, y, n * sizeof *x) == 0);
    for (i = 1; i < n; i++)
        if (x[i] <= x[i - 1])
            break;
    want_true(name, "in order", i >= n);
    want_size(name, "count", sketch_count(b, &exact_b), sketch_count(a, &exact_a));
    want_true(name, "as exact", exact_a == exact_b);
}

static void test_merge(void **state)
{
    static const uint64_t totals[] = { 10, 65536, 65537, 90000, 400000 };
    size_t i, parts;

    (void)state;
    for (i = 0; i < COUNT(totals); i++)
        for (parts = 2; parts <= 7; parts += 5) {
            struct sketch whole = { 0 }, sum = { 0 };
            size_t k;

            fill(&whole, 0, totals[i], 1);
            for (k = parts; k-- > 0;) { /* the last part first, and each overlaps the next */
                struct sketch part = { 0 };
                uint64_t from = totals[i] * k / parts, to = totals[i] * (k + 1) / parts;

                fill(&part, from, to - from + (k + 1 < parts ? 1 : 0), 1);
                sketch_merge(&sum, &part);
                sketch_free(&part);
            }
            want_same("merge", &whole, &sum);
            sketch_free(&whole);
            sketch_free(&sum);
        }
    unit_end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_exact),
        cmocka_unit_test(test_estimate),
        cmocka_unit_test(test_merge),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
