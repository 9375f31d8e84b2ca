/* SPDX-License-Identifier: MIT */
/*
 * The built-in tables, walked from end to end, and the look-ups in them.  Which
 * row answers for a code is typed by hand from data/codes.tsv.
 */
#include "fill.h"
#include "status.h"
#include "table.h"
#include "unit.h"

#include <stdlib.h>

/* Replies first, 5xx before 500; then by subject, detail (none first), class ("x" first). */
static int order(const struct code *a, const struct code *b)
{
    if ((a->reply != 0) != (b->reply != 0))
        return a->reply ? -1 : 1;
    if (a->reply != b->reply)
        return a->reply < b->reply ? -1 : 1;
    if (a->whole != b->whole)
        return a->whole ? -1 : 1;
    if (a->subject != b->subject)
        return a->subject < b->subject ? -1 : 1;
    if (a->detail != b->detail)
        return a->detail < b->detail ? -1 : 1;
    return (a->class > b->class) - (a->class < b->class);
}

static void is_in_order(void **state)
{
    size_t i, replies = 0;

    (void)state;
    for (i = 0; i < tables.ncodes; i++) {
        replies += tables.codes[i].reply != 0;
        if (i > 0)
            want_true(table_string(tables.codes[i].text), "it stands behind the row before it",
                      order(&tables.codes[i - 1], &tables.codes[i]) < 0);
    }
    want_size("codes", "replies", tables.nreplies, replies);
    want_true("codes", "more than 200", tables.ncodes > 200);
    unit_end();
}

/* code_text - the row's key, written from its numbers */
static void code_text(const struct code *c, char *out, size_t size)
{
    char class[8] = "x";

    if (c->class != ANY)
        snprintf(class, sizeof class, "%d", c->class);
    if (c->whole)
        snprintf(out, size, "%dxx", c->reply / 100);
    else if (c->reply)
        snprintf(out, size, "%d", c->reply);
    else if (c->detail == ANY)
        snprintf(out, size, "%s.%d", class, c->subject);
    else
        snprintf(out, size, "%s.%d.%d", class, c->subject, c->detail);
}

/* find - the row that a look-up finds for the row's own numbers */
static const struct code *find(const struct code *c)
{
    struct sw_status s = { c->class == ANY ? 9u : (unsigned)c->class, (unsigned)c->subject, 0 };

    if (c->whole)
        return table_reply_class((unsigned)c->reply + 77);
    if (c->reply)
        return table_reply((unsigned)c->reply);
    if (c->detail == ANY)
        return table_subject(s);
    s.detail = (unsigned)c->detail;
    return table_enhanced(s);
}

static void makes_the_round(void **state)
{
    char text[32];
    size_t i;

    (void)state;
    for (i = 0; i < tables.ncodes; i++) {
        const struct code *c = &tables.codes[i];
        const char *name = table_string(c->text);

        code_text(c, text, sizeof text);
        want_text(name, "key from its numbers", text, name);
        want_true(name, "it is found by its numbers", find(c) == c);
        want_true(name, "it has a category", c->category < tables.ncategories);
        want_true(name, "it has a title", c->title != 0);
        want_true(name, "it has a meaning", c->meaning != 0);
        want_true(name, "a standard one names its source", c->outside || c->source != 0);
    }
    unit_end();
}

static const struct {
    const char *name;
    struct sw_status status;
    const char *exact, *subject; /* rows; NULL: none */
} enhanced[] = {
    { "any class", { 5, 1, 1 }, "x.1.1", "x.1" },
    { "its own class", { 4, 1, 1 }, "4.1.1", "x.1" },
    { "both classes have their own", { 5, 2, 2 }, "5.2.2", "x.2" },
    { "both classes have their own, 4", { 4, 2, 2 }, "4.2.2", "x.2" },
    { "success", { 2, 1, 5 }, "2.1.5", "x.1" },
    { "5.7.1", { 5, 7, 1 }, "5.7.1", "x.7" },
    { "4.7.1", { 4, 7, 1 }, "4.7.1", "4.7" },
    { "5.7.26", { 5, 7, 26 }, "x.7.26", "x.7" },
    { "4.7.26", { 4, 7, 26 }, "4.7.26", "4.7" },
    { "subject of its own class", { 4, 4, 99 }, NULL, "4.4" },
    { "subject of any class", { 5, 4, 99 }, NULL, "x.4" },
    { "only of class 5, asked for 5", { 5, 7, 57 }, "5.7.57", "x.7" },
    { "only of class 5, asked for 4", { 4, 7, 57 }, NULL, "4.7" },
    { "only of class 5, asked for 2", { 2, 7, 57 }, NULL, "x.7" },
    { "unregistered detail", { 5, 7, 999 }, NULL, "x.7" },
    { "unregistered subject", { 5, 99, 1 }, NULL, NULL },
    { "subject 0", { 5, 0, 0 }, "x.0.0", "x.0" },
    { "none given", { 0, 99, 0 }, NULL, NULL },
};

static void finds_enhanced(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(enhanced); i++) {
        const struct code *exact = table_enhanced(enhanced[i].status);
        const struct code *subject = table_subject(enhanced[i].status);

        want_text(enhanced[i].name, "row", exact ? table_string(exact->text) : NULL,
                  enhanced[i].exact);
        want_text(enhanced[i].name, "subject", subject ? table_string(subject->text) : NULL,
                  enhanced[i].subject);
    }
    unit_end();
}

static const struct {
    unsigned reply;
    const char *exact, *class;
} replies[] = {
    { 550, "550", "5xx" }, { 450, "450", "4xx" }, { 250, "250", "2xx" }, { 354, "354", "3xx" },
    { 500, "500", "5xx" }, { 400, "400", "4xx" }, { 559, NULL, "5xx" },  { 299, NULL, "2xx" },
    { 199, NULL, "1xx" },  { 699, NULL, "6xx" },  { 700, NULL, NULL },   { 999, NULL, NULL },
    { 0, NULL, NULL },     { 5, NULL, NULL },     { 99, NULL, NULL },
};

static void finds_replies(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(replies); i++) {
        const struct code *exact = table_reply(replies[i].reply);
        const struct code *class = table_reply_class(replies[i].reply);
        char name[16];

        snprintf(name, sizeof name, "%u", replies[i].reply);
        want_text(name, "row", exact ? table_string(exact->text) : NULL, replies[i].exact);
        want_text(name, "class", class ? table_string(class->text) : NULL, replies[i].class);
    }
    unit_end();
}

static void has_categories(void **state)
{
    size_t i, k;

    (void)state;
    for (i = 0; i < tables.ncategories; i++) {
        const struct category *c = &tables.categories[i];
        const char *slug = table_string(c->slug);

        want_number(slug, "place", table_category(slug), (long)i);
        want_true(slug, "known", sw_category_known(slug));
        want_true(slug, "it has group, title, meaning, fix",
                  c->group && c->title && c->meaning && c->fix);
        want_true(slug, "who acts", c->acts <= SW_ACTS_NOBODY);
        want_true(slug, "retry", c->retry <= RETRY_NO);
        for (k = 0; k < i; k++) /* groups are compared by their offsets */
            if (strcmp(table_string(tables.categories[k].group), table_string(c->group)) == 0)
                want_number(slug, "group", c->group, tables.categories[k].group);
    }
    want_number("none", "place", table_category("no-such-category"), -1);
    want_number("empty", "place", table_category(""), -1);
    want_true("none", "unknown", !sw_category_known("User-Unknown"));
    for (i = 0; i < 5; i++) {
        static const char *const must[] = { "ok", "unknown", "policy", "ip-blocked",
                                            "domain-blocked" };

        want_true(must[i], "the program rests on it", table_category(must[i]) >= 0);
    }
    unit_end();
}

/* begins_with - does a row's id begin with the provider's? */
static bool begins_with(const char *id, const struct provider *p)
{
    const char *stem = table_string(p->id);
    size_t n = strlen(stem);

    return strncmp(id, stem, n) == 0 && id[n] == '-';
}

/* of_a_file - does a row's id begin with that of any provider? */
static bool of_a_file(const char *id)
{
    size_t i;

    for (i = 0; i < tables.nproviders; i++)
        if (begins_with(id, &tables.providers[i]))
            return true;
    return false;
}

/* Rows by rank: a tier never stands behind a worse one, a shorter one never before a longer. */
static void has_ranked_rules(void **state)
{
    const struct ruleset *set = &tables.rules;
    size_t i;

    (void)state;
    want_true("rules", "more than 1000", set->n > 1000);
    for (i = 0; i < set->n; i++) {
        const struct rule *r = &set->rules[i], *before = i > 0 ? r - 1 : r;
        const char *id = set->strings + r->id;

        want_true(id, "in order of rank",
                  before->tier < r->tier ||
                      (before->tier == r->tier && before->weight >= r->weight));
        want_true(id, "a tier of the built-in rows",
                  r->tier >= TIER_TOKEN && r->tier <= TIER_WEAK && r->tier != TIER_LIST);
        want_true(id, "a category", r->category < tables.ncategories);
        want_true(id, "its id begins with the speaker's, or with a file's that names none",
                  r->provider == NO_PROVIDER ? of_a_file(id)
                                             : r->provider < tables.nproviders &&
                                                   begins_with(id, &tables.providers[r->provider]));
        want_true(id, "an operator of lists does not speak",
                  r->provider == NO_PROVIDER || tables.providers[r->provider].tier != TIER_LIST);
        want_true(id, "four bytes or more", r->weight >= 4);
    }
    unit_end();
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void has_unique_ids(void **state)
{
    const char **ids = calloc(tables.rules.n, sizeof *ids);
    size_t i;

    (void)state;
    assert_non_null(ids);
    for (i = 0; i < tables.rules.n; i++)
        ids[i] = tables.rules.strings + tables.rules.rules[i].id;
    qsort(ids, tables.rules.n, sizeof *ids, by_text);
    for (i = 1; i < tables.rules.n; i++)
        want_true(ids[i], "an id of one row only", strcmp(ids[i - 1], ids[i]) != 0);
    free(ids);
    unit_end();
}

static void has_lists_and_providers(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < tables.nproviders; i++) {
        const struct provider *p = &tables.providers[i];

        want_true(table_string(p->id), "in order",
                  i == 0 || strcmp(table_string((p - 1)->id), table_string(p->id)) < 0);
        want_true(table_string(p->id), "a tier of files",
                  p->tier == TIER_PROVIDER || p->tier == TIER_SOFTWARE || p->tier == TIER_LIST ||
                      p->tier == TIER_GENERIC);
        want_true(table_string(p->id), "a name", p->tier == TIER_GENERIC || p->name != 0);
    }
    for (i = 0; i < tables.nblocklists; i++) {
        const struct blocklist *b = &tables.blocklists[i];

        want_true(table_string(b->zone), "in order",
                  i == 0 || strcmp(table_string((b - 1)->zone), table_string(b->zone)) < 0);
        want_true(table_string(b->zone), "a name and a way out", b->name && b->delist);
    }
    for (i = 0; i < tables.nextras; i++) {
        const size_t rows[] = { [EXTRA_LIST] = tables.nblocklists,
                                [EXTRA_HOST] = tables.nproviders,
                                [EXTRA_SIGN] = SIGN_LATER + 1,
                                [EXTRA_SPELLING] = tables.nspellings };

        want_true("extra", "its row exists", tables.extras[i].row < rows[tables.extras[i].kind]);
    }
    unit_end();
}

/* take_one - what a code alone is explained as */
struct answer {
    size_t n;
    char rule[32];
    bool whole;
};

static bool take_one(void *arg, const struct sw_outcome *o)
{
    struct answer *a = arg;

    a->n++;
    snprintf(a->rule, sizeof a->rule, "%s", o->rule);
    a->whole = o->title && *o->title && o->meaning && *o->meaning && o->nfix > 0 && o->category &&
               o->group && o->class != SW_CLASS_NONE;
    return true;
}

/* Each row of the table, written as a person would ("x" as 5, 4 or 2), has a whole answer. */
static void answers_every_code(void **state)
{
    struct sw_ctx *ctx = sw_new();
    struct sw_reference ref;
    const char *class;
    char text[32];
    size_t i;

    (void)state;
    assert_non_null(ctx);
    for (i = 0; sw_reference_at(i, &ref); i++) {
        if (strstr(ref.code, "xx"))
            continue;
        for (class = *ref.code == 'x' ? "542" : "?"; *class; class ++) {
            struct answer a = { 0, "", false };
            bool subject = ref.code[1] == '.' && !strchr(ref.code + 2, '.');

            snprintf(text, sizeof text, "%s%s", ref.code, subject ? ".987" : "");
            if (*class != '?')
                text[0] = *class;
            want_size(text, "outcomes",
                      sw_explain(ctx, SW_INPUT_TEXT, text, strlen(text), 1, false, take_one, &a),
                      1);
            want_true(text, "the answer is whole",
                      a.whole || text[0] == '1' || text[0] == '6'); /* no class of SMTP */
            want_size(text, "outcomes taken", a.n, 1);
        }
    }
    want_size("reference", "entries", i, tables.ncodes);
    want_true("reference", "nothing behind the last", !sw_reference_at(tables.ncodes, &ref));
    sw_free(ctx);
    unit_end();
}

/* codes.tsv as it is, read without the code under test: every key in it is in the table. */
static void holds_the_file(void **state)
{
    FILE *f = fopen("data/codes.tsv", "rb");
    char line[8192];
    struct sw_reference ref;
    size_t n = 0;

    (void)state;
    if (!f)
        skip(); /* run from elsewhere */
    while (fgets(line, sizeof line, f)) {
        if (line[0] == '#' || strncmp(line, "code\t", 5) == 0)
            continue;
        line[strcspn(line, "\t")] = '\0';
        want_true(line, "an entry of the reference", sw_reference_at(n, &ref));
        want_text("codes.tsv", "key", ref.code, line);
        n++;
    }
    fclose(f);
    want_size("codes.tsv", "rows", tables.ncodes, n);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_in_order),        cmocka_unit_test(makes_the_round),
        cmocka_unit_test(finds_enhanced),     cmocka_unit_test(finds_replies),
        cmocka_unit_test(has_categories),     cmocka_unit_test(has_ranked_rules),
        cmocka_unit_test(has_unique_ids),     cmocka_unit_test(has_lists_and_providers),
        cmocka_unit_test(answers_every_code), cmocka_unit_test(holds_the_file),
    };

    return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
