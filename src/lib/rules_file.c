/* SPDX-License-Identifier: MIT */
/*
 * Makes the set of the rows that were read: ranks them, cuts their patterns into
 * alternatives and files these under the literals that they demand.
 */
#include "rule_builder.h"

#include "ascii.h"
#include "grams.h"
#include "literal.h"
#include "pattern.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int compare(const struct rule *a, const struct rule *b)
{
    if (a->tier != b->tier)
        return a->tier < b->tier ? -1 : 1;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    return (b->codes != 0) - (a->codes != 0);
}

bool rules_tie(const struct rule *a, const struct rule *b)
{
    return compare(a, b) == 0;
}

/* by_rank - for qsort; rows of one rank keep the order in which they were read */
static int by_rank(const void *x, const void *y)
{
    const struct rule *a = x, *b = y;
    int order = compare(a, b);

    return order ? order : (a->id > b->id) - (a->id < b->id);
}

/* add_entry - false when memory is short */
static bool add_entry(struct rule_builder *b, const char *literal, size_t owner)
{
    struct index_entry *p = rule_builder_grow(b->entries, b->nentries, &b->entries_cap, sizeof *p);

    if (!p)
        return false;
    b->entries = p;
    p[b->nentries++] =
        (struct index_entry){ .text = strpool_add(&b->literals, literal, strlen(literal)),
                              .len = (uint16_t)strlen(literal),
                              .owner = (uint32_t)owner };
    return true;
}

/* frequency - in how many places of the examples a literal stands: they stand for all replies */
static size_t frequency(void *examples, const char *literal, size_t len)
{
    return grams_count(examples, literal, len) + 1;
}

/* add_branch - an alternative of row i; which literals it demands is seen to when all are known */
static bool add_branch(struct rule_builder *b, size_t i, const char *pattern)
{
    struct branch *p = rule_builder_grow(b->branches, b->nbranches, &b->branches_cap, sizeof *p);

    if (!p)
        return false;
    b->branches = p;
    p[b->nbranches++] = (struct branch){ .rule = (uint32_t)i,
                                         .pattern = rule_builder_string(b, pattern),
                                         .codes = b->rules[i].codes,
                                         .local = b->rules[i].local };
    return true;
}

static bool add_entries(struct rule_builder *b, const struct literals *l, size_t owner)
{
    size_t i;

    for (i = 0; i < l->count; i++)
        if (!add_entry(b, l->text[i], owner))
            return false;
    return true;
}

/*
 * worth_a_second - does asking for the second literals save more than it costs?  Where the
 * first are found and the second are not, a match is saved that costs as much as noting the
 * second some ten times.
 */
static bool worth_a_second(const struct rule_builder *b, const struct literals *first,
                           const struct literals *second)
{
    enum { SAVED = 20 };
    double n = (double)b->n, lacking = n - (double)second->cost;

    return second->count > 0 && lacking > 0 &&
           (double)first->cost / n * (lacking / n) * SAVED > (double)second->cost / n;
}

/* reach_of - the most that stands before any of the literals */
static uint16_t reach_of(const struct literals *l)
{
    uint16_t reach = 0;
    size_t i;

    for (i = 0; i < l->count; i++)
        if (l->before[i] > reach)
            reach = l->before[i];
    return reach;
}

/* set_once - the branch demands no second literal */
static void set_once(struct rule_builder *b, size_t i)
{
    b->once[i / 64] |= (uint64_t)1 << i % 64;
}

/* file_branch - under the rarest literals that it demands */
static bool file_branch(struct rule_builder *b, struct grams *examples, const struct ruleset *set,
                        size_t i)
{
    const char *pattern = b->pool.bytes.ptr + b->branches[i].pattern;
    struct branch *branch = &b->branches[i];
    struct literals first, second;
    struct literal_fault fault;
    bool from_word, to_word;

    branch->exact = literals_exact(pattern, &first, &from_word, &to_word);
    if (branch->exact) {
        set_once(b, i);
        return add_entries(b, &first,
                           i | OWNER_EXACT | (from_word ? OWNER_BEGINS : 0) |
                               (to_word ? OWNER_ENDS : 0));
    }
    if (!literals_find(pattern, frequency, examples, &first, &fault))
        return false;
    literals_find_second(pattern, frequency, examples, &first, &second);
    branch->reach = reach_of(&first);
    if (!add_entries(b, &first, i))
        return false;
    if (worth_a_second(b, &first, &second))
        return add_entries(b, &second, ruleset_second(set) + i);
    set_once(b, i);
    return true;
}

/* file_branches - all of them; false when memory is short */
static bool file_branches(struct rule_builder *b, const struct ruleset *set)
{
    struct grams examples;
    bool good = grams_init(&examples, b->examples.ptr, b->examples.len);
    size_t i;

    b->once = calloc(b->nbranches / 64 + 1, sizeof *b->once);
    good = good && b->once;
    for (i = 0; good && i < b->nbranches; i++)
        good = file_branch(b, &examples, set, i);
    grams_free(&examples);
    return good;
}

/* add_branches - all alternatives of row i's pattern, of which this is all or a part */
static bool add_branches(struct rule_builder *b, size_t i, const char *part)
{
    char body[RULE_PATTERN_MAX + 1], branch[RULE_PATTERN_MAX + 1], *p = body;
    size_t from = 0, to = strlen(part), len;
    bool group = pattern_is_group(part, &from, &to), last;

    snprintf(body, sizeof body, "%s", part);
    if (group) {
        body[to - 1] = '\0';
        p += from + strlen("(?:");
    } else if (pattern_branch(part) == to) {
        return add_branch(b, i, body);
    }
    do {
        len = pattern_branch(p);
        last = p[len] == '\0';
        snprintf(branch, sizeof branch, "%.*s%.*s%s", (int)from, part, (int)len, p, part + to);
        if (!add_branches(b, i, branch))
            return false;
        p += len + 1;
    } while (!last);
    return true;
}

/* The words of a pattern that a name, a number or an id may be taken for: see summary_key.c. */
struct word {
    char text[LITERAL_MAX + 1];
    size_t len;
    bool tells; /* it holds a digit, a dot or an "@" */
};

/* end_word - file it under nobody's name */
static bool end_word(struct rule_builder *b, struct word *word)
{
    bool good = true;

    word->text[word->len] = '\0';
    if (word->tells && word->len >= LITERAL_MIN)
        good = add_entry(b, word->text, OWNER_NOBODY);
    *word = (struct word){ .len = 0 };
    return good;
}

/* in_word - may the character of a pattern stand in such a word? */
static bool in_word(char c, bool escaped)
{
    return escaped ? c == '.' : is_alnum(c) || is_any_of(c, "@_+-");
}

/* add_words - of a pattern, read as plain text: what stands in its classes and counts is no word */
static bool add_words(struct rule_builder *b, const char *pattern)
{
    struct word word = { .len = 0 };
    bool good = true;
    const char *p;

    for (p = pattern; good && *p; p++) {
        bool escaped = p[0] == '\\' && p[1] != '\0';
        char c = escaped ? *++p : *p;

        if (!escaped && is_any_of(c, "?*{") && word.len > 0)
            word.len--; /* it may be missing */
        if (!in_word(c, escaped)) {
            good = end_word(b, &word);
            if (!escaped && (c == '[' || c == '{'))
                p += strcspn(p, c == '[' ? "]" : "}") - 1;
            continue;
        }
        if (word.len == LITERAL_MAX)
            good = end_word(b, &word);
        word.text[word.len++] = c;
        word.tells = word.tells || is_any_of(c, ".@") || is_digit(c);
    }
    return good && end_word(b, &word);
}

/* add_rule - the branches of row i, from a copy of its pattern, since the strings move */
static bool add_rule(struct rule_builder *b, size_t i)
{
    char pattern[RULE_PATTERN_MAX + 1];

    snprintf(pattern, sizeof pattern, "%s", b->pool.bytes.ptr + b->rules[i].pattern);
    return add_branches(b, i, pattern) && add_words(b, pattern);
}

bool rule_builder_finish(struct rule_builder *b, const struct extra_literal *extra, size_t nextra,
                         struct ruleset *out)
{
    size_t i;

    if (b->n > 0)
        qsort(b->rules, b->n, sizeof *b->rules, by_rank);
    for (i = 0; i < b->n; i++)
        if (!add_rule(b, i))
            return false;
    out->rules = b->rules;
    out->branches = b->branches;
    out->n = b->n;
    out->nbranches = b->nbranches;
    if (!file_branches(b, out))
        return false;
    for (i = 0; i < nextra; i++)
        if (!add_entry(b, extra[i].text, ruleset_extras(out) + i))
            return false;
    out->strings = b->pool.bytes.ptr;
    out->lists = b->lists;
    out->once = b->once;
    return !b->pool.bytes.truncated && !b->literals.bytes.truncated &&
           index_build(&out->index, &b->parts, b->literals.bytes.ptr, b->entries, b->nentries,
                       b->examples.ptr, b->examples.len);
}
