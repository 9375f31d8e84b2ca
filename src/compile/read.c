/* SPDX-License-Identifier: MIT */
/*
 * Readers of the tables that are not replies: categories, codes, providers,
 * blocklists, signs, spellings.  Each checks what its cells mean and that keys stand in order.
 */
#include "ascii.h"
#include "compile.h"
#include "literal.h"
#include "prose.h"
#include "status.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

static uint32_t string(struct knowledge *k, const char *text)
{
    return rule_builder_string(k->builder, text);
}

static uint32_t text(struct knowledge *k, const char *cell)
{
    return rule_builder_text(k->builder, cell);
}

static uint32_t list(struct knowledge *k, const char *cell)
{
    return rule_builder_list(k->builder, cell);
}

/* word_at - place of a word in a list, or -1 with a fault */
static int word_at(struct tsv *t, const struct tsv_row *row, size_t cell, const char *const *words)
{
    int i;

    for (i = 0; words[i]; i++)
        if (strcmp(words[i], row->cell[cell]) == 0)
            return i;
    tsv_fault(t, row, cell, 0, "%s: \"%s\" is not a word for it", t->names[cell], row->cell[cell]);
    return -1;
}

/* need - a cell that must not be empty */
static void need(struct tsv *t, const struct tsv_row *row, size_t cell)
{
    if (row->cell[cell][0] == '\0')
        tsv_fault(t, row, cell, 0, "%s: empty", t->names[cell]);
}

void read_categories(struct knowledge *k, const char *file, char *data, size_t len)
{
    enum column { SLUG, GROUP, ACTS, RETRY, TITLE, MEANING, FIX, CHECK };
    static const char *const names[] = { "category", "group", "acts",  "retry", "title",
                                         "meaning",  "fix",   "check", NULL };
    static const char *const acts[] = { "sender", "recipient", "receiver", "wait", "nobody", NULL };
    static const char *const retry[] = { "class", "yes", "no", NULL };
    static const struct prose prose = { TITLE, MEANING, FIX, CHECK, true };
    struct tsv_row row;
    struct tsv t;
    size_t i;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        struct category *c = &k->categories[k->ncategories];

        for (i = SLUG; i <= MEANING; i++)
            need(&t, &row, i);
        prose_check(&t, &row, &prose);
        for (i = 0; i < k->ncategories; i++)
            if (strcmp(k->category_names[i], row.cell[SLUG]) == 0)
                tsv_fault(&t, &row, SLUG, 0, "category: \"%s\" stands twice", row.cell[SLUG]);
        if (k->ncategories == CATEGORIES_MAX) {
            tsv_fault(&t, &row, SLUG, 0, "more than %d categories", CATEGORIES_MAX);
            return;
        }
        *c = (struct category){ .slug = string(k, row.cell[SLUG]),
                                .group = string(k, row.cell[GROUP]),
                                .title = text(k, row.cell[TITLE]),
                                .meaning = text(k, row.cell[MEANING]),
                                .fix = list(k, row.cell[FIX]),
                                .check = list(k, row.cell[CHECK]),
                                .acts = (uint8_t)word_at(&t, &row, ACTS, acts),
                                .retry = (uint8_t)word_at(&t, &row, RETRY, retry) };
        k->category_names[k->ncategories++] = row.cell[SLUG];
    }
}

static int category_named(const struct knowledge *k, const char *name)
{
    size_t i;

    for (i = 0; i < k->ncategories; i++)
        if (strcmp(k->category_names[i], name) == 0)
            return (int)i;
    return -1;
}

/* parse_enhanced - "x.7", "4.7", "x.7.26", "5.7.26" */
static bool parse_enhanced(const char *text, struct code *c)
{
    struct sw_status s;
    char whole[32];
    size_t dots = 0, i, len = strlen(text);

    for (i = 0; text[i]; i++)
        dots += text[i] == '.';
    if (len > 16 || dots < 1 || dots > 2)
        return false;
    snprintf(whole, sizeof whole, "%c%s%s", text[0] == 'x' ? '5' : text[0], text + 1,
             dots == 1 ? ".0" : "");
    if (status_parse(whole, strlen(whole), &s) != strlen(whole))
        return false;
    c->class = text[0] == 'x' ? ANY : (int16_t)s.class;
    c->subject = (int16_t)s.subject;
    c->detail = dots == 1 ? ANY : (int16_t)s.detail;
    return true;
}

static bool parse_code(const char *text, struct code *c)
{
    unsigned reply;

    if (strlen(text) == 3 && text[0] >= '1' && text[0] <= '6' && strcmp(text + 1, "xx") == 0) {
        c->reply = (int16_t)((text[0] - '0') * 100);
        c->whole = true;
        return true;
    }
    if (strlen(text) == 3 && reply_parse(text, 3, &reply) == 3) {
        c->reply = (int16_t)reply;
        return true;
    }
    return parse_enhanced(text, c);
}

/* sort_key - one number whose order is that of the table */
static long sort_key(const struct code *c)
{
    if (c->reply)
        return c->reply * 2L + !c->whole;
    return 10000 + ((c->subject * 1001L) + c->detail + 1) * 8 + c->class + 1;
}

/* The columns of codes.tsv. */
enum code_column {
    CODE,
    CODE_STANDING,
    CODE_CATEGORY,
    CODE_TITLE,
    CODE_MEANING,
    CODE_FIX,
    CODE_CHECK,
    CODE_SOURCE
};

/* read_code - one row, which stands behind those read before */
static void read_code(struct knowledge *k, struct tsv *t, const struct tsv_row *row)
{
    static const char *const standings[] = { "standard", "outside", NULL };
    struct code *c = &k->codes[k->ncodes];
    char *const *cell = row->cell;
    int category = category_named(k, cell[CODE_CATEGORY]);

    *c = (struct code){ .reply = 0 };
    if (!parse_code(cell[CODE], c))
        tsv_fault(t, row, CODE, 0, "code: \"%s\" is none of 5xx, 550, x.7, x.7.26, 5.7.26",
                  cell[CODE]);
    else if (k->ncodes > 0 && sort_key(c) <= sort_key(c - 1))
        tsv_fault(t, row, CODE, 0, "code: \"%s\" stands twice or out of order", cell[CODE]);
    if (category < 0)
        tsv_fault(t, row, CODE_CATEGORY, 0, "category: there is no \"%s\"", cell[CODE_CATEGORY]);
    c->category = (uint8_t)category;
    c->outside = word_at(t, row, CODE_STANDING, standings) == 1;
    c->text = string(k, cell[CODE]);
    c->title = text(k, cell[CODE_TITLE]);
    c->meaning = text(k, cell[CODE_MEANING]);
    c->fix = list(k, cell[CODE_FIX]);
    c->check = list(k, cell[CODE_CHECK]);
    c->source = list(k, cell[CODE_SOURCE]);
    k->nreplies += c->reply != 0;
}

void read_codes(struct knowledge *k, const char *file, char *data, size_t len)
{
    static const char *const names[] = { "code", "standing", "category", "title", "meaning",
                                         "fix",  "check",    "source",   NULL };
    static const struct prose prose = { CODE_TITLE, CODE_MEANING, CODE_FIX, CODE_CHECK, true };
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        need(&t, &row, CODE_TITLE);
        need(&t, &row, CODE_MEANING);
        if (strcmp(row.cell[CODE_STANDING], "standard") == 0)
            need(&t, &row, CODE_SOURCE);
        prose_check(&t, &row, &prose);
        read_code(k, &t, &row);
        if (++k->ncodes == CODES_MAX) {
            tsv_fault(&t, &row, CODE, 0, "more than %d codes", CODES_MAX - 1);
            return;
        }
    }
}

/* add_extra - a literal of the index that no rule owns, whose pointer is kept; false after a fault
 */
static bool add_extra(struct knowledge *k, struct tsv *t, const struct tsv_row *row, size_t cell,
                      struct extra extra, const char *literal)
{
    size_t len = strlen(literal);

    if (len < LITERAL_MIN || len > UINT8_MAX) {
        tsv_fault(t, row, cell, 0, "%s: \"%s\" is too short or too long to be found",
                  t->names[cell], literal);
        return false;
    }
    if (k->nextras == EXTRAS_MAX) {
        tsv_fault(t, row, cell, 0, "more than %d zones, hosts and phrases", EXTRAS_MAX);
        return false;
    }
    k->extras[k->nextras] = extra;
    k->literals[k->nextras++].text = literal;
    return true;
}

void read_providers(struct knowledge *k, const char *file, char *data, size_t len)
{
    enum column { ID, NAME, TIER, HOSTS, PAGE };
    static const char *const names[] = { "id", "name", "tier", "hosts", "page", NULL };
    static const char *const tiers[] = { "provider", "software", "blocklist", "generic", NULL };
    static const uint8_t ranks[] = { TIER_PROVIDER, TIER_SOFTWARE, TIER_LIST, TIER_GENERIC };
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        size_t n = k->nproviders;
        char *rest = row.cell[HOSTS], *host;
        int tier = word_at(&t, &row, TIER, tiers);

        if (n > 0 && strcmp(row.cell[ID], k->provider_names[n - 1]) <= 0)
            tsv_fault(&t, &row, ID, 0, "id: \"%s\" stands twice or out of order", row.cell[ID]);
        if (tier < 0 || ranks[tier] != TIER_GENERIC)
            need(&t, &row, NAME);
        k->providers[n] = (struct provider){ .id = string(k, row.cell[ID]),
                                             .name = string(k, row.cell[NAME]),
                                             .page = list(k, row.cell[PAGE]),
                                             .tier = ranks[tier < 0 ? 0 : tier] };
        while ((host = strsep(&rest, " ")))
            if (*host)
                add_extra(k, &t, &row, HOSTS, (struct extra){ EXTRA_HOST, (uint16_t)n }, host);
        k->provider_names[n] = row.cell[ID];
        k->provider_tiers[n] = k->providers[n].tier;
        if (++k->nproviders == PROVIDERS_MAX) {
            tsv_fault(&t, &row, ID, 0, "more than %d providers", PROVIDERS_MAX - 1);
            return;
        }
    }
}

/* add_words - every other way in which replies name a list; they must outlive the reading */
static void add_words(struct knowledge *k, struct tsv *t, const struct tsv_row *row, size_t cell,
                      size_t list)
{
    const char *rest = row->cell[cell], *word;
    size_t len;

    while ((word = tsv_item(&rest, &len))) {
        char *copy = strndup(word, len);
        size_t i;

        if (!copy) {
            tsv_fault(t, row, cell, 0, "out of memory");
            return;
        }
        for (i = 0; i < len; i++)
            copy[i] = to_lower(copy[i]);
        if (!add_extra(k, t, row, cell, (struct extra){ EXTRA_LIST, (uint16_t)list }, copy))
            free(copy);
    }
}

void read_blocklists(struct knowledge *k, const char *file, char *data, size_t len)
{
    enum column { ZONE, NAME, LISTS, WORDS, LOOKUP, DELIST };
    static const char *const names[] = {
        "zone", "name", "lists", "words", "lookup", "delist", NULL
    };
    static const char *const kinds[] = { "ip", "domain", NULL };
    struct tsv_row row;
    struct tsv t;
    const char *before = "";

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        size_t n = k->nblocklists;

        need(&t, &row, NAME);
        need(&t, &row, DELIST);
        if (strcmp(row.cell[ZONE], before) <= 0)
            tsv_fault(&t, &row, ZONE, 0, "zone: \"%s\" stands twice or out of order",
                      row.cell[ZONE]);
        before = row.cell[ZONE];
        k->blocklists[n] = (struct blocklist){ .zone = string(k, row.cell[ZONE]),
                                               .name = string(k, row.cell[NAME]),
                                               .lookup = text(k, row.cell[LOOKUP]),
                                               .delist = text(k, row.cell[DELIST]),
                                               .domains = word_at(&t, &row, LISTS, kinds) == 1 };
        add_extra(k, &t, &row, ZONE, (struct extra){ EXTRA_LIST, (uint16_t)n }, row.cell[ZONE]);
        add_words(k, &t, &row, WORDS, n);
        if (++k->nblocklists == LISTS_MAX) {
            tsv_fault(&t, &row, ZONE, 0, "more than %d zones", LISTS_MAX - 1);
            return;
        }
    }
}

void read_signs(struct knowledge *k, const char *file, char *data, size_t len)
{
    enum column { PHRASE, SIGN };
    static const char *const names[] = { "phrase", "sign", NULL };
    static const char *const words[] = { "wait", "later", NULL };
    static const uint16_t signs[] = { SIGN_WAIT, SIGN_LATER };
    const char *before = "";
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        int sign = word_at(&t, &row, SIGN, words);

        if (strcmp(row.cell[PHRASE], before) <= 0)
            tsv_fault(&t, &row, PHRASE, 0, "phrase: \"%s\" stands twice or out of order",
                      row.cell[PHRASE]);
        before = row.cell[PHRASE];
        if (sign >= 0)
            add_extra(k, &t, &row, PHRASE, (struct extra){ EXTRA_SIGN, signs[sign] }, before);
    }
}

void read_spellings(struct knowledge *k, const char *file, char *data, size_t len)
{
    enum column { SPELT, MEANT };
    static const char *const names[] = { "spelt", "meant", NULL };
    const char *before = "";
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        struct extra extra = { EXTRA_SPELLING, (uint16_t)k->nspellings };

        need(&t, &row, MEANT);
        if (strcmp(row.cell[SPELT], before) <= 0)
            tsv_fault(&t, &row, SPELT, 0, "spelt: \"%s\" stands twice or out of order",
                      row.cell[SPELT]);
        before = row.cell[SPELT];
        if (k->nspellings == SPELLINGS_MAX) {
            tsv_fault(&t, &row, SPELT, 0, "more than %d spellings", SPELLINGS_MAX);
            return;
        }
        if (add_extra(k, &t, &row, SPELT, extra, before))
            k->spellings[k->nspellings++] =
                (struct spelling){ .spelt = string(k, before),
                                   .meant = string(k, row.cell[MEANT]) };
    }
}
