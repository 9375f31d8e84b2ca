/* SPDX-License-Identifier: MIT */
/*
 * The names that the program's own data hold: zones of blocklists, hosts of providers,
 * pages and addresses that advice points to.  They are no secret.
 */
#include "ascii.h"
#include "host_shape.h"
#include "phrases.h"
#include "standin.h"
#include "table.h"

#include <string.h>

/* is_reserved - a name that is made for examples is public, and yet may be somebody's in a test */
static bool is_reserved(struct span name)
{
    static const char *const names[] = { "example.com", "example.net", "example.org", ".example",
                                         ".test",       ".invalid",    ".local",      ".lan" };

    return span_ends_any(name, PHRASES_IN(names));
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

/* take_text - a text of the data: itself, if it stands as it is, and the names and addresses in it
 */
static void take_text(struct standins *t, uint32_t text)
{
    const char *p = table_string(text), *from, *at;

    if (text && !(text & TEXT_BLANKS)) /* it needs no second look */
        standins_enter(t, SPACE_TEXT, (struct span){ p, strlen(p) }, KIND_EXACT, NOT_FOUND);
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

/* take_lists - the texts of n lists */
static void take_lists(struct standins *t, const uint32_t *lists, size_t n)
{
    size_t count, i;

    for (; n > 0; n--, lists++) {
        const uint32_t *texts = table_list(*lists, &count);

        for (i = 0; i < count; i++)
            take_text(t, texts[i]);
    }
}

/* take_prose - a title, a meaning, and n lists of texts */
static void take_prose(struct standins *t, uint32_t title, uint32_t meaning, const uint32_t *lists,
                       size_t n)
{
    take_text(t, title);
    take_text(t, meaning);
    take_lists(t, lists, n);
}

/* take_extra - a zone or a provider's host: "csi.cloudmark.com/reset", "//msbl.org" */
static void take_extra(struct standins *t, struct span name, uint32_t owner)
{
    const struct extra *extra = &tables.extras[owner - ruleset_extras(&tables.rules)];
    const char *slash;

    while (name.len > 0 && *name.ptr == '/') {
        name.ptr++;
        name.len--;
    }
    if (extra->kind != EXTRA_LIST && extra->kind != EXTRA_HOST)
        return;
    slash = memchr(name.ptr, '/', name.len);
    if (slash)
        name.len = (size_t)(slash - name.ptr);
    if (is_host_shape(name))
        standins_enter(t, SPACE_PUBLIC, name, extra->kind == EXTRA_LIST ? KIND_ZONE : KIND_SUFFIX,
                       NOT_FOUND);
}

/* take_literal - if it is no row's */
static void take_literal(void *arg, const char *text, size_t len, const uint32_t *owners,
                         size_t nowners)
{
    size_t i;

    for (i = 0; i < nowners; i++)
        if (ruleset_is_extra(&tables.rules, owners[i]))
            take_extra(arg, (struct span){ text, len }, owners[i]);
}

void standins_enter_data(struct standins *t)
{
    const struct ruleset *set = &tables.rules;
    static const char blank_address[] = "postmaster@SENDER-DOMAIN";
    size_t i;

    index_each(&set->index, take_literal, t);
    for (i = 0; i < tables.nblocklists; i++) {
        take_text(t, tables.blocklists[i].lookup);
        take_text(t, tables.blocklists[i].delist);
    }
    for (i = 0; i < tables.nproviders; i++)
        take_lists(t, &tables.providers[i].page, 1);
    for (i = 0; i < set->n; i++) {
        const struct rule *r = &set->rules[i];
        const uint32_t lists[] = { r->fix, r->check, r->source };

        take_prose(t, r->title, r->meaning, lists, sizeof lists / sizeof *lists);
    }
    for (i = 0; i < tables.ncodes; i++) {
        const struct code *c = &tables.codes[i];
        const uint32_t lists[] = { c->fix, c->check, c->source };

        take_prose(t, c->title, c->meaning, lists, sizeof lists / sizeof *lists);
    }
    for (i = 0; i < tables.ncategories; i++) {
        const struct category *c = &tables.categories[i];
        const uint32_t lists[] = { c->fix, c->check };

        take_prose(t, c->title, c->meaning, lists, sizeof lists / sizeof *lists);
    }
    standins_enter(t, SPACE_ADDRESS, (struct span){ blank_address, sizeof blank_address - 1 },
                   KIND_EXACT, NOT_FOUND);
}
