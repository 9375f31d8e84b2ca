/* SPDX-License-Identifier: MIT */
/*
 * The literal index against a search that looks for every literal everywhere, on
 * texts and literals of a small alphabet that a fixed seed makes; and its edges.
 */
#include "index.h"
#include "unit.h"

#include "buf.h"

#include <stdlib.h>

enum { HITS_MAX = 20000 };

struct hit {
    uint32_t owner;
    size_t at, len;
};

struct hits {
    struct hit hit[HITS_MAX];
    size_t n;
};

static void take(void *arg, const uint32_t *owners, size_t nowners, size_t at, size_t len)
{
    struct hits *hits = arg;
    size_t i;

    assert_true(nowners > 0);
    assert_true(hits->n + nowners <= HITS_MAX);
    for (i = 0; i < nowners; i++)
        hits->hit[hits->n++] = (struct hit){ owners[i], at, len };
}

static int by_place(const void *x, const void *y)
{
    const struct hit *a = x, *b = y;

    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

/* A set of literals: their strings one behind the other, as the index wants them. */
struct set {
    struct buf strings;
    struct index_entry *entries;
    struct index_entry *given; /* the same in the order of their owners */
    size_t n;
    struct index index;
    struct index_parts parts;
};

static void set_add(struct set *s, const char *text, size_t len, uint32_t owner)
{
    struct index_entry e = { .text = (uint32_t)s->strings.len,
                             .len = (uint16_t)len,
                             .owner = owner };

    s->entries = realloc(s->entries, (s->n + 1) * sizeof *s->entries);
    s->given = realloc(s->given, (s->n + 1) * sizeof *s->given);
    assert_non_null(s->entries);
    assert_non_null(s->given);
    s->entries[s->n] = s->given[s->n] = e;
    s->n++;
    buf_add(&s->strings, text, len);
    buf_putc(&s->strings, '\0');
}

static struct set set_new(void)
{
    return (struct set){ .strings = buf_new(1 << 24) };
}

/* set_build - sample only tells which pieces are rare: whatever it is, the hits are the same */
static void set_build(struct set *s, const char *sample)
{
    assert_true(index_build(&s->index, &s->parts, s->strings.ptr, s->entries, s->n, sample,
                            strlen(sample)));
}

static void set_free(struct set *s)
{
    index_free(&s->parts);
    free(s->entries);
    free(s->given);
    buf_free(&s->strings);
}

/* search - with the text in memory of just its size, so that a look behind it is noticed */
static void search(const struct set *s, const char *text, size_t len, struct hits *out)
{
    char *copy = malloc(len ? len : 1);

    assert_non_null(copy);
    if (len > 0)
        memcpy(copy, text, len);
    out->n = 0;
    index_search(&s->index, copy, len, take, out);
    free(copy);
    qsort(out->hit, out->n, sizeof *out->hit, by_place);
}

static void search_naively(const struct set *s, const char *text, size_t len, struct hits *out)
{
    size_t at, i;

    out->n = 0;
    for (at = 0; at < len; at++)
        for (i = 0; i < s->n; i++)
            if (s->given[i].len <= len - at &&
                memcmp(text + at, s->strings.ptr + s->given[i].text, s->given[i].len) == 0)
                take(out, &s->given[i].owner, 1, at, s->given[i].len);
    qsort(out->hit, out->n, sizeof *out->hit, by_place);
}

/* next - numbers of a fixed sequence (Numerical Recipes' generator) */
static uint32_t next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static size_t random_text(uint32_t *seed, const char *alphabet, char *out, size_t least,
                          size_t most)
{
    size_t len = least + next(seed) % (most - least + 1), i, letters = strlen(alphabet);

    for (i = 0; i < len; i++)
        out[i] = alphabet[next(seed) % letters];
    return len;
}

static void agrees_with_naive_search(void **state)
{
    static const struct {
        const char *name, *alphabet, *sample;
        size_t literals, longest, texts, text_length;
    } cases[] = {
        { "two letters", "ab", "abababab", 40, 9, 200, 60 },
        { "three letters", "abc", "", 200, 12, 200, 120 },
        { "words", "eta oinshr", "the rest is in tatters", 2000, 8, 200, 400 },
        { "any bytes", "\x01\x7f\x80\xff\xc3\xa9xyz\\", "abc", 500, 6, 200, 200 },
        { "one literal", "ab", "ab", 1, 4, 100, 60 },
    };
    static struct hits got, want;
    static char text[1000];
    uint32_t seed = 5321;
    size_t i, k, len, met;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct set s = set_new();

        for (k = 0; k < cases[i].literals; k++) {
            len = random_text(&seed, cases[i].alphabet, text, 4, cases[i].longest);
            set_add(&s, text, len, (uint32_t)k);
        }
        set_build(&s, cases[i].sample);
        for (met = k = 0; k < cases[i].texts; k++) {
            len = random_text(&seed, cases[i].alphabet, text, 0, cases[i].text_length);
            search(&s, text, len, &got);
            search_naively(&s, text, len, &want);
            met += want.n;
            want_size(cases[i].name, "hits", got.n, want.n);
            if (got.n == want.n)
                want_true(cases[i].name, "the same hits",
                          memcmp(got.hit, want.hit, got.n * sizeof *got.hit) == 0);
        }
        want_true(cases[i].name, "there was something to be found", met > 10);
        set_free(&s);
    }
    unit_end();
}

static const struct {
    const char *name, *text;
    size_t len;       /* 0: of the string */
    const char *want; /* "owner@place " by place */
} edges[] = {
    { "nothing", "", 0, "" },
    { "shorter than a piece", "spa", 0, "" },
    { "the whole text", "spam", 0, "0@0 " },
    { "at the start", "spam!", 0, "0@0 " },
    { "at the end", "a spam", 0, "0@2 " },
    { "one letter missing", "a spa", 0, "" },
    { "one letter wrong", "spom", 0, "" },
    { "twice", "spamspam", 0, "0@0 0@4 " },
    { "overlapping with itself", "aaaaaa", 0, "4@0 4@1 4@2 " },
    { "two owners of one literal", "quota", 0, "1@0 2@0 " },
    { "one within the other", "spamhaus.org", 0, "0@0 3@0 " },
    { "cut off", "spamhaus.or", 0, "0@0 " },
    { "capitals are other letters", "SPAM", 0, "" },
    { "behind a NUL", "\0spam", 5, "0@1 " },
    { "beyond ASCII", "bo\xc3\xaete", 0, "5@0 " },
    { "half a character less", "bo\xc3te", 0, "" },
};

static void meets_edges(void **state)
{
    struct set s = set_new();
    static struct hits hits;
    size_t i, k;

    (void)state;
    set_add(&s, "spam", 4, 0);
    set_add(&s, "quota", 5, 1);
    set_add(&s, "quota", 5, 2);
    set_add(&s, "spamhaus.org", 12, 3);
    set_add(&s, "aaaa", 4, 4);
    set_add(&s, "bo\xc3\xaete", 6, 5);
    set_build(&s, "");
    for (i = 0; i < COUNT(edges); i++) {
        struct buf got = buf_new(1000);

        buf_puts(&got, "");
        search(&s, edges[i].text, edges[i].len ? edges[i].len : strlen(edges[i].text), &hits);
        for (k = 0; k < hits.n; k++)
            buf_printf(&got, "%u@%zu ", hits.hit[k].owner, hits.hit[k].at);
        want_text(edges[i].name, "hits", got.ptr, edges[i].want);
        buf_free(&got);
    }
    set_free(&s);
    unit_end();
}

/* One literal stored once, as the pool of strings does it, with many owners. */
static void finds_all_owners(void **state)
{
    struct set s = set_new();
    static struct hits hits;
    size_t i;

    (void)state;
    set_add(&s, "mailbox full", 12, 0);
    for (i = 1; i < 300; i++) {
        set_add(&s, "", 0, (uint32_t)i);
        s.entries[i].text = s.given[i].text = 0;
        s.entries[i].len = s.given[i].len = 12;
    }
    set_build(&s, "");
    search(&s, "the mailbox full", 16, &hits);
    assert_int_equal(hits.n, 300);
    for (i = 0; i < 300; i++) {
        assert_int_equal(hits.hit[i].owner, i);
        assert_int_equal(hits.hit[i].at, 4);
        assert_int_equal(hits.hit[i].len, 12);
    }
    set_free(&s);
}

static void holds_nothing(void **state)
{
    struct set s = set_new();
    static struct hits hits;

    (void)state;
    buf_putc(&s.strings, '\0');
    set_build(&s, "");
    search(&s, "spam and quota", 14, &hits);
    assert_int_equal(hits.n, 0);
    set_free(&s);
}

static void finds_among_many(void **state)
{
    struct set s = set_new();
    static struct hits hits;
    char text[64];
    size_t i, wrong = 0, many = unit_large(30000);
    int n;

    (void)state;
    for (i = 0; i < many; i++) {
        n = snprintf(text, sizeof text, "reply number %05zu of many", i);
        set_add(&s, text, (size_t)n, (uint32_t)i);
    }
    set_build(&s, "");
    for (i = 0; i < many; i += 7) {
        n = snprintf(text, sizeof text, "x reply number %05zu of many x", i);
        search(&s, text, (size_t)n, &hits);
        wrong += hits.n != 1 || hits.hit[0].owner != i || hits.hit[0].at != 2;
    }
    search(&s, "reply number 30000 of many", 26, &hits);
    assert_int_equal(hits.n, 0);
    assert_int_equal(wrong, 0);
    set_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(agrees_with_naive_search), cmocka_unit_test(meets_edges),
        cmocka_unit_test(finds_all_owners),         cmocka_unit_test(holds_nothing),
        cmocka_unit_test(finds_among_many),
    };

    return cmocka_run_group_tests_name("index", tests, NULL, NULL);
}
