/* SPDX-License-Identifier: MIT */
/*
 * The names that the program's own data hold: zones of blocklists, hosts of providers,
 * pages and addresses that advice points to.  They are no secret.
 */
#include "ascii.h"
#include "host_shape.h"
#include "standin.h"
#include "table.h"
#include "tsv.h"

#include <string.h>

/* is_reserved - a name that is made for examples is public, and yet may be somebody's in a test */
static bool is_reserved(struct span name)
{
    static const char *const names[] = { "example.com", "example.net", "example.org", ".example",
                                         ".test",       ".invalid",    ".local",      ".lan" };
    size_t i;

    for (i = 0; i < sizeof names / sizeof *names; i++)
        if (ends(name.ptr, name.len, names[i]))
            return true;
    return false;
}

/* is_name_char - may it stand in a name of the data? */
static bool is_name_char(char c)
{
    return is_alnum(c) || c == '.' || c == '-' || c == '_';
}

/* take_public - one word of the data, with an "@" at at or NULL */
static void take_public(struct standins *t, struct span word, const char *at)
{
    while (word.len > 0 && is_any_of(word.ptr[word.len - 1], ".-_+@"))
        word.len--;
    while (word.len > 0 && is_any_of(*word.ptr, ".-_+")) {
        word.ptr++;
        word.len--;
    }
    if (is_reserved(word))
        return;
    if (at && at < word.ptr + word.len)
        standins_enter(t, SPACE_ADDRESS, word, KIND_EXACT, NOT_FOUND);
    else if (is_host_shape(word))
        standins_enter(t, SPACE_PUBLIC, word, KIND_EXACT, NOT_FOUND);
}

/* take_items - the items of a " | " list that stand as they are: they need no second look */
static void take_items(struct standins *t, const char *list)
{
    const char *item;
    size_t len;

    while ((item = tsv_item(&list, &len)))
        if (len > 0 && !memchr(item, '{', len))
            standins_enter(t, SPACE_TEXT, (struct span){ item, len }, KIND_EXACT, NOT_FOUND);
}

/* take_texts - a cell of the data: its sentences, and the names and addresses in them */
static void take_texts(struct standins *t, uint32_t text)
{
    const char *p = table_string(text), *from, *at;

    take_items(t, p);

    while (*p) {
        for (from = p, at = NULL; is_name_char(*p) || *p == '@' || *p == '+'; p++)
            if (*p == '@')
                at = p;
        if (p > from)
            take_public(t, span_of(from, p), at);
        else
            p++;
    }
}

static void take_all(struct standins *t, const uint32_t *texts, size_t n)
{
    while (n-- > 0)
        take_texts(t, texts[n]);
}

/* take_literal - a zone or a provider's host: "csi.cloudmark.com/reset", "//msbl.org" */
static void take_literal(struct standins *t, const struct index_literal *l, uint32_t owner)
{
    const struct extra *extra = &tables.extras[owner - ruleset_extras(&tables.rules)];
    struct span name = { tables.rules.index.strings + l->text, l->len };
    const char *slash;

    while (name.len > 0 && *name.ptr == '/') {
        name.ptr++;
        name.len--;
    }
    if (extra->kind == EXTRA_SIGN)
        return;
    slash = memchr(name.ptr, '/', name.len);
    if (slash)
        name.len = (size_t)(slash - name.ptr);
    if (is_host_shape(name))
        standins_enter(t, SPACE_PUBLIC, name, extra->kind == EXTRA_LIST ? KIND_ZONE : KIND_SUFFIX,
                       NOT_FOUND);
}

void standins_enter_data(struct standins *t)
{
    const struct ruleset *set = &tables.rules;
    const struct index_literal *l = set->index.literals;
    static const char blank_address[] = "postmaster@SENDER-DOMAIN";
    size_t i, k;

    for (i = 0; i < set->index.nliterals; i++)
        for (k = l[i].owners; k < l[i + 1].owners; k++)
            if (ruleset_is_extra(set, set->index.owners[k]))
                take_literal(t, &l[i], set->index.owners[k]);
    for (i = 0; i < tables.nblocklists; i++) {
        take_texts(t, tables.blocklists[i].lookup);
        take_texts(t, tables.blocklists[i].delist);
    }
    for (i = 0; i < tables.nproviders; i++)
        take_texts(t, tables.providers[i].page);
    for (i = 0; i < set->n; i++) {
        const struct rule *r = &set->rules[i];
        const uint32_t texts[] = { r->title, r->meaning, r->fix, r->check, r->source };

        take_all(t, texts, sizeof texts / sizeof *texts);
    }
    for (i = 0; i < tables.ncodes; i++) {
        const struct code *c = &tables.codes[i];
        const uint32_t texts[] = { c->title, c->meaning, c->fix, c->check, c->source };

        take_all(t, texts, sizeof texts / sizeof *texts);
    }
    for (i = 0; i < tables.ncategories; i++) {
        const struct category *c = &tables.categories[i];
        const uint32_t texts[] = { c->title, c->meaning, c->fix, c->check };

        take_all(t, texts, sizeof texts / sizeof *texts);
    }
    standins_enter(t, SPACE_ADDRESS, (struct span){ blank_address, sizeof blank_address - 1 },
                   KIND_EXACT, NOT_FOUND);
}
