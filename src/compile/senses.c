/* SPDX-License-Identifier: MIT */
/*
 * Readers of the tables that the sense of free words is read by: terms.tsv has the
 * phrases by groups, senses.tsv says which groups together tell which category.
 */
#include "ascii.h"
#include "compile.h"

#include <string.h>

/* The groups that the reading itself goes by stand first. */
static const char *const first_groups[SENSE_GROUPS] = { "not", "none", "missing", "aside",
                                                        "resumed" };

static const char unchanged[] = "=";

/* group_named - its bit; 0 if there is none of that name */
static uint64_t group_named(const struct knowledge *k, const char *name, size_t len)
{
    size_t i;

    for (i = 0; i < k->ngroups; i++)
        if (strlen(k->group_names[i]) == len && memcmp(k->group_names[i], name, len) == 0)
            return (uint64_t)1 << i;
    return 0;
}

static bool add_group(struct knowledge *k, struct tsv *t, const struct tsv_row *row, size_t cell)
{
    const char *name = row->cell[cell];

    if (k->ngroups < SENSE_GROUPS && strcmp(name, first_groups[k->ngroups]) != 0)
        tsv_fault(t, row, cell, 0, "group: \"%s\" must stand here", first_groups[k->ngroups]);
    else if (*name == '\0' || group_named(k, name, strlen(name)))
        tsv_fault(t, row, cell, 0, "group: empty, or it stands twice");
    else if (k->ngroups == SENSE_GROUPS_MAX)
        tsv_fault(t, row, cell, 0, "more than %d groups", SENSE_GROUPS_MAX);
    else {
        k->group_names[k->ngroups++] = name;
        return true;
    }
    return false;
}

/* is_mark - does it end a word?  What is beyond ASCII does not. */
static bool is_mark(char c)
{
    return (unsigned char)c < 0x80 && !is_alnum(c) && !strchr(" '-<>", c);
}

/* fault_of - what keeps a phrase from ever being read; NULL if nothing does */
static const char *fault_of(const char *phrase, size_t len)
{
    size_t words = 1, i;

    for (i = 0; i < len; i++) {
        words += phrase[i] == ' ';
        if (phrase[i] == SENSE_STEM ? i > 0 || len == 1 : is_mark(phrase[i]))
            return "has a mark that ends a word";
        if (to_lower(phrase[i]) != phrase[i])
            return "is not in lower case";
    }
    if (len == 0 || len > SENSE_PHRASE_MAX)
        return "is empty or too long";
    return words > SENSE_WORDS ? "has too many words" : NULL;
}

/* add_phrase - to those of its group; another group may have it too */
static void add_phrase(struct knowledge *k, struct tsv *t, const struct tsv_row *row, size_t cell,
                       const char *phrase, size_t len, struct term term)
{
    const char *fault = k->nterms < TERMS_MAX ? fault_of(phrase, len) : "is one too many";
    char copy[SENSE_PHRASE_MAX + 1];
    size_t i;

    if (fault) {
        tsv_fault(t, row, cell, (size_t)(phrase - row->cell[cell]), "phrases: \"%.*s\" %s",
                  (int)len, phrase, fault);
        return;
    }
    memcpy(copy, phrase, len);
    copy[len] = '\0';
    term.phrase = rule_builder_string(k->builder, copy);
    for (i = 0; i < k->nterms && k->terms[i].phrase != term.phrase; i++)
        ;
    if (i < k->nterms && k->terms[i].says & term.says & ~((uint64_t)1 << SENSE_ABROAD))
        tsv_fault(t, row, cell, (size_t)(phrase - row->cell[cell]), "phrases: \"%s\" stands twice",
                  copy);
    k->terms[i].phrase = term.phrase;
    k->terms[i].says |= term.says;
    k->terms[i].negated |= term.negated;
    k->nterms += i == k->nterms;
}

enum term_column { TERM_GROUP, TERM_NEGATED, TERM_PHRASES };

/* is_language - is it two letters: the language of what more a group says? */
static bool is_language(const char *cell)
{
    return strlen(cell) == 2 && is_alpha(cell[0]) && is_alpha(cell[1]);
}

/* new_group - the first row of a group; what "not" makes of it must stand above, or be "=" */
static bool new_group(struct knowledge *k, struct tsv *t, const struct tsv_row *row)
{
    const char *negated = row->cell[TERM_NEGATED];
    uint64_t bits;

    if (!add_group(k, t, row, TERM_GROUP))
        return false;
    bits = strcmp(negated, unchanged) == 0 ? (uint64_t)1 << (k->ngroups - 1)
                                           : group_named(k, negated, strlen(negated));
    if (*negated && !bits)
        tsv_fault(t, row, TERM_NEGATED, 0, "negated: no group above is \"%s\"", negated);
    k->negated[k->ngroups - 1] = bits;
    return true;
}

/* read_term_row - the phrases of a group, in English, or in a language that is named */
static void read_term_row(struct knowledge *k, struct tsv *t, const struct tsv_row *row)
{
    const char *rest = row->cell[TERM_PHRASES], *phrase, *group = row->cell[TERM_GROUP];
    struct term term = { .phrase = 0 };
    size_t len, i;
    bool more = is_language(row->cell[TERM_NEGATED]) && group_named(k, group, strlen(group));

    if (!more && !new_group(k, t, row))
        return;
    term.says = group_named(k, group, strlen(group));
    for (i = 0; (uint64_t)1 << i != term.says; i++)
        ;
    term.negated = k->negated[i];
    if (more) {
        term.says |= (uint64_t)1 << SENSE_ABROAD;
        term.negated |= term.negated ? (uint64_t)1 << SENSE_ABROAD : 0;
    }
    while ((phrase = tsv_item(&rest, &len)))
        add_phrase(k, t, row, TERM_PHRASES, phrase, len, term);
}

void sort_terms(struct knowledge *k)
{
    const char *strings = k->rules.strings;
    size_t i, at;

    for (i = 1; i < k->nterms; i++) {
        struct term term = k->terms[i];

        for (at = i; at > 0; at--) {
            if (strcmp(strings + k->terms[at - 1].phrase, strings + term.phrase) < 0)
                break;
            k->terms[at] = k->terms[at - 1];
        }
        k->terms[at] = term;
    }
}

void read_terms(struct knowledge *k, const char *file, char *data, size_t len)
{
    static const char *const names[] = { "group", "negated", "phrases", NULL };
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row))
        read_term_row(k, &t, &row);
}

/* read_groups - the bits of the groups that a cell names */
static uint64_t read_groups(struct knowledge *k, struct tsv *t, const struct tsv_row *row,
                            size_t cell)
{
    const char *p = row->cell[cell];
    uint64_t bits = 0;
    size_t len;

    for (; *p; p += len + (p[len] == ' ')) {
        uint64_t bit = group_named(k, p, len = strcspn(p, " "));

        if (!bit)
            tsv_fault(t, row, cell, (size_t)(p - row->cell[cell]), "%s: there is no group \"%.*s\"",
                      t->names[cell], (int)len, p);
        bits |= bit;
    }
    return bits;
}

/* read_sense - one row */
static void read_sense(struct knowledge *k, struct tsv *t, const struct tsv_row *row)
{
    struct sense *sense = &k->senses[k->nsenses];
    char *const *cell = row->cell;
    size_t category;

    if (strncmp(cell[SENSE_ID], "sense-", strlen("sense-")) != 0)
        tsv_fault(t, row, SENSE_ID, 0, "id: does not begin with \"sense-\"");
    if (cell[SENSE_ABOUT][0] == '\0')
        tsv_fault(t, row, SENSE_ABOUT, 0, "about: empty");
    sense->id = rule_builder_string(k->builder, cell[SENSE_ID]);
    sense->about = read_groups(k, t, row, SENSE_ABOUT);
    sense->says = read_groups(k, t, row, SENSE_SAYS);
    sense->but = read_groups(k, t, row, SENSE_BUT);
    for (category = 0; category < k->ncategories; category++)
        if (strcmp(k->category_names[category], cell[SENSE_CATEGORY]) == 0)
            break;
    if (category == k->ncategories)
        tsv_fault(t, row, SENSE_CATEGORY, 0, "category: there is no \"%s\"", cell[SENSE_CATEGORY]);
    sense->category = (uint8_t)category;
}

void read_senses(struct knowledge *k, const char *file, char *data, size_t len)
{
    static const char *const names[] = SENSE_COLUMNS;
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, names, report_fault, k);
    while (tsv_next(&t, &row)) {
        read_sense(k, &t, &row);
        if (++k->nsenses == SENSES_MAX) {
            tsv_fault(&t, &row, SENSE_ID, 0, "more than %d rows", SENSES_MAX - 1);
            return;
        }
    }
}
