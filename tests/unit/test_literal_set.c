/* SPDX-License-Identifier: MIT */
/*
 * Sets of strings: what becomes of them where places and branches come together.
 */
#include "literal_set.h"

#include "buf.h"
#include "unit.h"

/* set_strings - those of a text, between commas */
static void set_strings(struct strings *s, const char *text)
{
    size_t len;

    for (s->count = 0; *text; text += len + (text[len] == ',')) {
        len = strcspn(text, ",");
        snprintf(s->text[s->count++], sizeof *s->text, "%.*s", (int)len, text);
    }
}

/* set_literals - likewise; number i may stand i bytes behind a match's start */
static void set_literals(struct literals *l, const char *text, size_t cost, size_t width)
{
    struct strings s;
    size_t i;

    set_strings(&s, text);
    literals_clear(l);
    for (i = 0; i < s.count; i++) {
        memcpy(l->text[i], s.text[i], sizeof l->text[i]);
        l->before[i] = (uint16_t)i;
    }
    l->count = s.count;
    l->cost = cost;
    l->width = l->widest = width;
    l->from = cost;
    l->to = cost + 1;
}

/* want_literals - "text@before " of each, then what they cost */
static void want_literals(const char *name, const struct literals *l, const char *want)
{
    struct buf got = buf_new(1000);
    size_t i;

    for (i = 0; i < l->count; i++)
        buf_printf(&got, "%s@%u ", l->text[i], l->before[i]);
    buf_printf(&got, "%zu", l->cost);
    want_text(name, "literals", got.ptr, want);
    buf_free(&got);
}

/* At LITERAL_FAR lengths have no end any more. */
static void reckons_lengths(void **state)
{
    (void)state;
    want_size("sum", "length", length_sum(3, 4), 7);
    want_size("sum", "the longest", length_sum(LITERAL_FAR - 2, 1), LITERAL_FAR - 1);
    want_size("sum", "far", length_sum(LITERAL_FAR, 1), LITERAL_FAR);
    want_size("product", "length", length_product(3, 4), 12);
    want_size("product", "of nothing", length_product(0, LITERAL_FAR), 0);
    want_size("product", "nothing of it", length_product(LITERAL_FAR, 0), 0);
    want_size("product", "far", length_product(256, 256), LITERAL_FAR);
    unit_end();
}

static void multiplies_strings(void **state)
{
#define TEN "0123456789"
    static const struct {
        const char *name, *first, *next, *want; /* NULL: too much */
    } rows[] = {
        { "one by one", "ab", "cd", "abcd" },
        { "one by two", "ab", "c,d", "abc,abd" },
        { "two by one", "a,b", "c", "ac,bc" },
        { "two by two, of several lengths", "a,bbb", "cc,d", "acc,ad,bbbcc,bbbd" },
        { "three by two", "a,b,c", "d,e", "ad,ae,bd,be,cd,ce" },
        { "as many as may be", "a,b", "c,d,e", "ac,ad,ae,bc,bd,be" },
        { "too many", "a,b,c,d", "e,f", NULL },
        { "as long as may be", TEN TEN TEN, TEN TEN TEN "abcd", TEN TEN TEN TEN TEN TEN "abcd" },
        { "too long", TEN TEN TEN, TEN TEN TEN "abcde", NULL },
        { "the longest count", "a," TEN TEN TEN, "b," TEN TEN TEN "abcde", NULL },
    };
    size_t i, k;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        const char *want = rows[i].want ? rows[i].want : rows[i].first;
        struct buf got = buf_new(1000);
        struct strings s, next;

        set_strings(&s, rows[i].first);
        set_strings(&next, rows[i].next);
        want_true(rows[i].name, "too much or not",
                  strings_multiply(&s, &next, 6) == (rows[i].want != NULL));
        for (k = 0; k < s.count; k++)
            buf_printf(&got, "%s%s", k ? "," : "", s.text[k]);
        want_text(rows[i].name, "strings", got.ptr, want);
        buf_free(&got);
    }
    unit_end();
#undef TEN
}

/* All or none are known, and there is room for LITERALS_MAX. */
static void joins_strings(void **state)
{
    struct strings all, more, none = { .count = 0 };

    (void)state;
    set_strings(&all, "abc,de");
    set_strings(&more, "f");
    want_size("shortest", "length", strings_shortest(&all), 2);
    strings_join(&all, &more);
    want_size("joined", "count", all.count, 3);
    want_text("joined", "the last", all.text[2], "f");
    want_size("joined", "shortest", strings_shortest(&all), 1);
    want_true("an empty one", "has room", strings_add_empty(&all));
    want_text("an empty one", "string", all.text[3], "");
    strings_join(&all, &none);
    want_size("joined with what is not known", "count", all.count, 0);
    strings_join(&all, &more);
    want_size("what is not known", "count", all.count, 0);

    set_strings(&all, "a");
    while (all.count < LITERALS_MAX)
        want_true("many", "has room", strings_add_empty(&all));
    want_true("full", "has no room", !strings_add_empty(&all));
    strings_join(&all, &more);
    want_size("too many", "count", all.count, 0);
    unit_end();
}

static void joins_literals(void **state)
{
    struct literals best, other;

    (void)state;
    literals_clear(&best);
    set_literals(&other, "user,alias", 7, 5);
    literals_offer(&best, &other);
    want_literals("the first that is offered", &best, "user@0 alias@1 7");
    want_size("the first that is offered", "from", best.from, 7);
    want_size("an offer", "leaves the width", best.width, 0);
    set_literals(&other, "unknown", 7, 7);
    literals_offer(&best, &other);
    want_literals("one that costs as much", &best, "user@0 alias@1 7");
    set_literals(&other, "unknown", 6, 7);
    literals_offer(&best, &other);
    want_literals("a cheaper one", &best, "unknown@0 6");
    set_literals(&other, "", 0, 0);
    literals_offer(&best, &other);
    want_literals("none", &best, "unknown@0 6");

    set_literals(&best, "over quota", 3, 10);
    set_literals(&other, "box,full", 4, 7);
    literals_join(&best, &other);
    want_literals("branches", &best, "over quota@0 box@0 full@1 7");
    want_size("branches", "width", best.width, 7);
    want_size("branches", "widest", best.widest, 10);
    set_literals(&other, "", 0, 2);
    literals_join(&best, &other);
    want_size("a branch without any", "count", best.count, 0);
    want_size("a branch without any", "width", best.width, 2);
    unit_end();
}

/* A literal that stays is looked for as far back as the one that it stands for. */
static void prunes_literals(void **state)
{
    static const struct {
        const char *literals, *want;
    } rows[] = {
        { "user,alias", "user@0 alias@1 1" }, { "user unknown,user", "user@1 1" },
        { "user,user unknown", "user@1 1" },  { "is unknown,unknown", "unknown@3 1" },
        { "user,user", "user@1 1" },          { "abcdefg,bcdef,cdef", "cdef@2 1" },
    };
    struct literals l;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(rows); i++) {
        set_literals(&l, rows[i].literals, 1, 4);
        literals_prune(&l);
        want_literals(rows[i].literals, &l, rows[i].want);
    }
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reckons_lengths), cmocka_unit_test(multiplies_strings),
        cmocka_unit_test(joins_strings),   cmocka_unit_test(joins_literals),
        cmocka_unit_test(prunes_literals),
    };

    return cmocka_run_group_tests_name("sets of literals", tests, NULL, NULL);
}
