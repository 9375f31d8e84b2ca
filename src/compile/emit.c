/* SPDX-License-Identifier: MIT */
/*
 * Writes the tables as C.  All strings stand in one block and rows name them by
 * offset: no pointers in rows, so that the program starts without relocating
 * thousands of them.
 */
#include "compile.h"

#include "tool.h"
#include "utf8.h"

#include <inttypes.h>
#include <string.h>

enum { PER_LINE = 12, LINE_MAX_BYTES = 1000 };

/* emit_text - len bytes and a NUL, one string a line, or a piece of what is too long */
static void emit_text(const char *name, const char *s, size_t len, FILE *out)
{
    size_t i, column = 0;

    fprintf(out, "static const char %s[%zu] =\n    \"", name, len + 1);
    for (i = 0; i < len; i++, column++) {
        char c = s[i];

        if (c == '\0' || (column >= LINE_MAX_BYTES && !utf8_continues(c))) {
            fprintf(out, "%s\"\n    \"", c == '\0' ? "\\0" : "");
            column = 0;
        }
        if (c != '\0')
            tool_put_char(c, out);
    }
    fputs("\";\n\n", out);
}

static void emit_numbers(const char *name, const uint32_t *v, size_t n, FILE *out)
{
    size_t i;

    fprintf(out, "static const uint32_t %s[%zu] = {", name, n);
    for (i = 0; i < n; i++)
        fprintf(out, "%s%" PRIu32 ",", i % PER_LINE ? " " : "\n    ", v[i]);
    fputs("\n};\n\n", out);
}

static void emit_words(const char *name, const uint64_t *v, size_t n, FILE *out)
{
    size_t i;

    fprintf(out, "static const uint64_t %s[%zu] = {\n", name, n);
    for (i = 0; i < n; i++)
        fprintf(out, "    0x%" PRIx64 ",\n", v[i]);
    fputs("};\n\n", out);
}

static void emit_small(const struct knowledge *k, FILE *out)
{
    static const char *const kinds[] = { [EXTRA_LIST] = "EXTRA_LIST",
                                         [EXTRA_HOST] = "EXTRA_HOST",
                                         [EXTRA_SIGN] = "EXTRA_SIGN",
                                         [EXTRA_SPELLING] = "EXTRA_SPELLING" };
    size_t i;

    fputs("static const struct category categories[] = {\n", out);
    for (i = 0; i < k->ncategories; i++) {
        const struct category *c = &k->categories[i];

        fprintf(out, "    { %u, %u, %u, %u, %u, %u, %u, %u },\n", c->slug, c->group, c->title,
                c->meaning, c->fix, c->check, c->acts, c->retry);
    }
    fputs("};\n\nstatic const struct code codes[] = {\n", out);
    for (i = 0; i < k->ncodes; i++) {
        const struct code *c = &k->codes[i];

        fprintf(out, "    { %d, %d, %d, %d, %u, %d, %d, %u, %u, %u, %u, %u, %u },\n", c->reply,
                c->class, c->subject, c->detail, c->category, c->outside, c->whole, c->text,
                c->title, c->meaning, c->fix, c->check, c->source);
    }
    fputs("};\n\nstatic const struct provider providers[] = {\n", out);
    for (i = 0; i < k->nproviders; i++) {
        const struct provider *p = &k->providers[i];

        fprintf(out, "    { %u, %u, %u, %u },\n", p->id, p->name, p->page, p->tier);
    }
    fputs("};\n\nstatic const struct blocklist blocklists[] = {\n", out);
    for (i = 0; i < k->nblocklists; i++) {
        const struct blocklist *b = &k->blocklists[i];

        fprintf(out, "    { %u, %u, %u, %u, %d },\n", b->zone, b->name, b->lookup, b->delist,
                b->domains);
    }
    fputs("};\n\nstatic const struct spelling spellings[] = {\n", out);
    for (i = 0; i < k->nspellings; i++)
        fprintf(out, "    { %u, %u },\n", k->spellings[i].spelt, k->spellings[i].meant);
    fputs("};\n\nstatic const struct extra extras[] = {\n", out);
    for (i = 0; i < k->nextras; i++)
        fprintf(out, "    { %s, %u },\n", kinds[k->extras[i].kind], k->extras[i].row);
    fputs("};\n\n", out);
}

static void emit_senses(const struct knowledge *k, FILE *out)
{
    size_t i;

    fputs("static const struct term terms[] = {\n", out);
    for (i = 0; i < k->nterms; i++)
        fprintf(out, "    { %u, 0x%" PRIx64 ", 0x%" PRIx64 " },\n", k->terms[i].phrase,
                k->terms[i].says, k->terms[i].negated);
    fputs("};\n\nstatic const struct sense senses[] = {\n", out);
    for (i = 0; i < k->nsenses; i++)
        fprintf(out, "    { %u, 0x%" PRIx64 ", 0x%" PRIx64 ", 0x%" PRIx64 ", %u },\n",
                k->senses[i].id, k->senses[i].about, k->senses[i].says, k->senses[i].but,
                k->senses[i].category);
    fputs("};\n\n", out);
}

static void emit_rules(const struct knowledge *k, FILE *out)
{
    const struct index *ix = &k->rules.index;
    size_t i;

    fputs("static const struct rule rules[] = {\n", out);
    for (i = 0; i < k->rules.n; i++) {
        const struct rule *r = &k->rules.rules[i];

        fprintf(out, "    { %u, %u, %u, %u, %u, %u, %u, %u, %u, %u, %u, %u, %d },\n", r->id,
                r->pattern, r->codes, r->title, r->meaning, r->fix, r->check, r->source,
                r->provider, r->weight, r->category, r->tier, r->local);
    }
    fputs("};\n\nstatic const struct branch branches[] = {\n", out);
    for (i = 0; i < k->rules.nbranches; i++) {
        const struct branch *b = &k->rules.branches[i];

        fprintf(out, "    { %u, %u, %u, %u, %d, %d },\n", b->rule, b->pattern, b->codes, b->reach,
                b->exact, b->local);
    }
    fputs("};\n\n", out);
    emit_words("once", k->rules.once, k->rules.nbranches / 64 + 1, out);
    emit_words("bitmap", ix->bitmap, index_words(ix), out);
    emit_numbers("before", ix->before, index_words(ix), out);
    emit_numbers("places", ix->places, ix->nplaces, out);
    emit_numbers("records", ix->records, ix->nrecords, out);
}

void emit_tables(const struct knowledge *k, FILE *out)
{
    const struct index *ix = &k->rules.index;
    size_t nlists;
    const uint32_t *lists = rule_builder_lists(k->builder, &nlists);

    fputs("/* Made by swcompile from the files in data; do not edit. */\n"
          "#include \"table.h\"\n\n",
          out);
    emit_text("strings", k->rules.strings, rule_builder_strings_size(k->builder) - 1, out);
    emit_numbers("lists", lists, nlists, out);
    emit_small(k, out);
    emit_senses(k, out);
    emit_rules(k, out);
    fprintf(out,
            "const struct tables tables = {\n"
            "    categories, codes, providers, blocklists, spellings, extras, terms, senses,\n"
            "    %zu, %zu, %zu, %zu, %zu, %zu, %zu, %zu, %zu,\n"
            "    { strings, lists, rules, branches, once, %zu, %zu,\n"
            "      { bitmap, before, places, records, %zu, %zu, %u } },\n"
            "};\n",
            k->ncategories, k->nreplies, k->ncodes, k->nproviders, k->nblocklists, k->nspellings,
            k->nextras, k->nterms, k->nsenses, k->rules.n, k->rules.nbranches, ix->nplaces,
            ix->nrecords, ix->bits);
}
