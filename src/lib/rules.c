/* SPDX-License-Identifier: MIT */
/*
 * Reads known replies from TSV and checks every cell.  The table compiler and
 * --rules share it, so that a site's rules obey the same laws as the built-in ones.
 * Whether a row's example is decided by its own row is checked elsewhere: that needs
 * the whole engine.
 */
#include "rule_builder.h"

#include "ascii.h"
#include "literal.h"
#include "prose.h"
#include "regex.h"
#include "status.h"
#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const rule_columns[] = { "id",      "kind", "code",  "pattern", "category", "title",
                                     "meaning", "fix",  "check", "source",  "example",  NULL };

enum { EXAMPLES_MAX = 16 << 20 };

void *rule_builder_grow(void *array, size_t n, size_t *cap, size_t size)
{
    size_t more = *cap ? *cap * 2 : 256;
    void *p = n < *cap ? array : realloc(array, more * size);

    if (p && n == *cap)
        *cap = more;
    return p;
}

/* put_number - behind the lists; false when memory is short */
static bool put_number(struct rule_builder *b, uint32_t number)
{
    uint32_t *p = rule_builder_grow(b->lists, b->nlists, &b->lists_cap, sizeof *p);

    if (!p)
        return false;
    b->lists = p;
    p[b->nlists++] = number;
    return true;
}

struct rule_builder *rule_builder_new(const struct rule_names *names)
{
    struct rule_builder *b = calloc(1, sizeof *b);

    if (!b)
        return NULL;
    b->names = *names;
    b->examples = buf_new(EXAMPLES_MAX);
    if (!strpool_init(&b->pool) || !strpool_init(&b->literals) ||
        !put_number(b, 0)) { /* list 0 is the empty one */
        rule_builder_free(b);
        return NULL;
    }
    return b;
}

void rule_builder_free(struct rule_builder *b)
{
    if (!b)
        return;
    free(b->rules);
    free(b->branches);
    free(b->once);
    free(b->entries);
    free(b->lists);
    index_free(&b->parts);
    strpool_free(&b->pool);
    strpool_free(&b->literals);
    buf_free(&b->examples);
    free(b);
}

uint32_t rule_builder_string(struct rule_builder *b, const char *text)
{
    return strpool_add(&b->pool, text, strlen(text));
}

static uint32_t add_text(struct rule_builder *b, const char *text, size_t len)
{
    return strpool_add(&b->pool, text, len) | (memchr(text, '{', len) ? TEXT_BLANKS : 0);
}

uint32_t rule_builder_text(struct rule_builder *b, const char *text)
{
    return add_text(b, text, strlen(text));
}

uint32_t rule_builder_list(struct rule_builder *b, const char *cell)
{
    const char *rest = cell, *item;
    size_t at = b->nlists, len;

    if (*cell == '\0' || !put_number(b, 0))
        return 0;
    while ((item = tsv_item(&rest, &len))) {
        if (!put_number(b, add_text(b, item, len)))
            return 0;
        b->lists[at]++;
    }
    return (uint32_t)at;
}

const uint32_t *rule_builder_lists(const struct rule_builder *b, size_t *n)
{
    *n = b->nlists;
    return b->lists;
}

size_t rule_builder_strings_size(const struct rule_builder *b)
{
    return b->pool.bytes.len;
}

/* find_name - its place in a NULL-terminated list, or -1 */
static int find_name(const char *const *names, const char *name)
{
    int i;

    for (i = 0; names && names[i]; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return -1;
}

/* One file being read. */
struct reading {
    struct rule_builder *b;
    struct tsv tsv;
    const char *provider; /* stem, or NULL */
    int provider_row;
    struct tsv_row row;
};

#define FAULT(r, column, offset, ...) tsv_fault(&(r)->tsv, &(r)->row, column, offset, __VA_ARGS__)

static void check_id(struct reading *r)
{
    const char *id = r->row.cell[RULE_ID], *p = id;
    size_t stem = r->provider ? strlen(r->provider) : 0;
    size_t i;

    if (stem > 0 && (strncmp(id, r->provider, stem) != 0 || id[stem] != '-'))
        FAULT(r, RULE_ID, 0, "id: must begin with \"%s-\"", r->provider);
    for (; *p; p++)
        if (!is_digit(*p) && !(*p >= 'a' && *p <= 'z') && *p != '-')
            break;
    if (p == id && *p == '\0')
        FAULT(r, RULE_ID, 0, "id: empty");
    else if (*p)
        FAULT(r, RULE_ID, (size_t)(p - id), "id: only a-z, 0-9 and \"-\"");
    for (i = 0; i < r->b->n; i++)
        if (strcmp(r->b->pool.bytes.ptr + r->b->rules[i].id, id) == 0)
            FAULT(r, RULE_ID, 0, "id: \"%s\" stands twice", id);
}

/* file_tier - what the file's name stands for */
static int file_tier(const struct reading *r)
{
    return r->provider_row < 0 ? TIER_SITE : r->b->names.provider_tiers[r->provider_row];
}

/* tier_of - the rank that the kind means in a file of this provider, or -1 */
static int tier_of(const struct reading *r, const char *kind)
{
    int file = file_tier(r), tier = file == TIER_LIST ? TIER_PROVIDER : file;

    if (strcmp(kind, "wording") == 0)
        return tier;
    if (file == TIER_GENERIC)
        return strcmp(kind, "weak") == 0 ? TIER_WEAK : -1;
    if (file == TIER_SITE)
        return -1;
    if (strcmp(kind, "token") == 0)
        return TIER_TOKEN;
    if (file == TIER_LIST)
        return -1;
    return strcmp(kind, "local") == 0 || strcmp(kind, "shared") == 0 ? tier : -1;
}

/* speaker_of - who said the words of this row; a list's operator is named by others, not heard */
static uint16_t speaker_of(const struct reading *r)
{
    int file = file_tier(r);

    if (file == TIER_SITE || file == TIER_LIST || strcmp(r->row.cell[RULE_KIND], "shared") == 0)
        return NO_PROVIDER;
    return (uint16_t)r->provider_row;
}

static void check_kind(struct reading *r, struct rule *rule)
{
    int tier = tier_of(r, r->row.cell[RULE_KIND]);

    if (tier < 0)
        FAULT(r, RULE_KIND, 0, "kind: \"%s\" cannot stand in this file", r->row.cell[RULE_KIND]);
    rule->tier = (uint8_t)(tier < 0 ? 0 : tier);
    rule->local = strcmp(r->row.cell[RULE_KIND], "local") == 0;
}

/* code_sound - is this one condition: 550, 5xx, 5.7.26, x.7.26? */
static bool code_sound(const char *p, size_t len)
{
    struct sw_status s;
    char copy[16];
    unsigned reply;

    if (len == 0 || len >= sizeof copy)
        return false;
    memcpy(copy, p, len);
    copy[len] = '\0';
    if (len == 3 && copy[0] >= '1' && copy[0] <= '6' && copy[1] == 'x' && copy[2] == 'x')
        return true;
    if (reply_parse(copy, len, &reply) == len)
        return true;
    if (copy[0] == 'x')
        copy[0] = '5';
    return status_parse(copy, len, &s) == len;
}

static void check_codes(struct reading *r)
{
    const char *cell = r->row.cell[RULE_CODE], *p = cell;

    while (*p) {
        size_t len = strcspn(p, " ");

        if (!code_sound(p, len)) {
            FAULT(r, RULE_CODE, (size_t)(p - cell),
                  "code: \"%.*s\" is none of 550, 5xx, 5.7.26, x.7.26", (int)len, p);
            return;
        }
        p += len + (p[len] == ' ');
    }
}

/*
 * fold - in lower case, as the words are before they are matched; ASCII only with
 * all, because in a pattern "\\S" is not "\\s"
 */
static void fold(const char *text, char *out, bool all)
{
    size_t len = strlen(text), i, n;

    for (i = 0; i < len; i += n) {
        n = utf8_length(text + i, len - i);
        if (n > 1 || (n == 1 && all))
            utf8_fold(text + i, n, out + i);
        else
            out[i] = text[i];
        n = n ? n : 1;
    }
    out[len] = '\0';
}

/* counts_byte - does a count stand behind a character of several bytes, of which it counts the
 * last? */
static bool counts_byte(const char *p)
{
    return (unsigned char)*p >= 0x80 && p[1] != '\0' && is_any_of(p[1], "?*+{");
}

/* check_characters - words are folded, so that a capital never matches; and PCRE2 reads bytes */
static bool check_characters(struct reading *r)
{
    const char *pattern = r->row.cell[RULE_PATTERN], *p;

    for (p = pattern; *p; p++) {
        if (*p == '\\' && p[1] != '\0') {
            p++;
        } else if (p[0] == '(' && p[1] == '?' && p[2] == 'P') {
            p += 2;
        } else if (*p >= 'A' && *p <= 'Z') {
            FAULT(r, RULE_PATTERN, (size_t)(p - pattern), "pattern: \"%c\": write it in lower case",
                  *p);
            return false;
        } else if (counts_byte(p)) {
            FAULT(r, RULE_PATTERN, (size_t)(p + 1 - pattern),
                  "pattern: a count behind a character beyond ASCII; write (?:...)%c", p[1]);
            return false;
        }
    }
    return true;
}

/* check_pattern - sound for PCRE2 and for the index; fills in pattern and weight */
static void check_pattern(struct reading *r, struct rule *rule)
{
    char folded[RULE_PATTERN_MAX + 1], error[128];
    struct literals literals;
    struct literal_fault fault;
    pcre2_code *code;
    size_t at;

    if (!check_characters(r))
        return;
    fold(r->row.cell[RULE_PATTERN], folded, false);
    code = regex_compile(folded, 0, &at, error, sizeof error);
    if (!code) {
        FAULT(r, RULE_PATTERN, at, "pattern: %s", error);
        return;
    }
    pcre2_code_free(code);
    if (!literals_find(folded, NULL, NULL, &literals, &fault))
        FAULT(r, RULE_PATTERN, fault.at, "pattern: %s", fault.message);
    rule->weight = (uint16_t)literals.width;
    rule->pattern = rule_builder_string(r->b, folded);
}

static void check_texts(struct reading *r)
{
    const struct prose prose = { RULE_TITLE, RULE_MEANING, RULE_FIX, RULE_CHECK,
                                 r->provider != NULL };

    prose_check(&r->tsv, &r->row, &prose);
    if (r->row.cell[RULE_EXAMPLE][0] == '\0')
        FAULT(r, RULE_EXAMPLE, 0, "example: empty");
}

static void add_example(struct reading *r)
{
    char folded[RULE_PATTERN_MAX + 1];

    fold(r->row.cell[RULE_EXAMPLE], folded, true);
    buf_puts(&r->b->examples, folded);
    buf_putc(&r->b->examples, '\n');
}

/* read_row - fills in a rule; the caller drops it if the row had faults */
static void read_row(struct reading *r, struct rule *rule)
{
    char **cell = r->row.cell;
    int category = find_name(r->b->names.categories, cell[RULE_CATEGORY]);

    check_id(r);
    check_kind(r, rule);
    check_codes(r);
    check_pattern(r, rule);
    check_texts(r);
    add_example(r);
    if (category < 0)
        FAULT(r, RULE_CATEGORY, 0, "category: there is no \"%s\"", cell[RULE_CATEGORY]);
    rule->category = (uint8_t)(category < 0 ? 0 : category);
    rule->provider = speaker_of(r);
    rule->id = rule_builder_string(r->b, cell[RULE_ID]);
    rule->codes = rule_builder_string(r->b, cell[RULE_CODE]);
    rule->title = rule_builder_text(r->b, cell[RULE_TITLE]);
    rule->meaning = rule_builder_text(r->b, cell[RULE_MEANING]);
    rule->fix = rule_builder_list(r->b, cell[RULE_FIX]);
    rule->check = rule_builder_list(r->b, cell[RULE_CHECK]);
    rule->source = rule_builder_list(r->b, cell[RULE_SOURCE]);
}

static bool keep(struct rule_builder *b, const struct rule *rule)
{
    struct rule *p = rule_builder_grow(b->rules, b->n, &b->cap, sizeof *p);

    if (!p)
        return false;
    b->rules = p;
    p[b->n++] = *rule;
    return true;
}

size_t rule_builder_add(struct rule_builder *b, const char *file, const char *provider, char *data,
                        size_t len, tsv_fault_fn *fault, void *arg)
{
    struct reading r = { .b = b, .provider = provider, .provider_row = -1 };

    if (provider) {
        r.provider_row = find_name(b->names.providers, provider);
        if (r.provider_row < 0) {
            fault(arg, file, 1, 1, "data/providers.tsv has no row of this file's name");
            return 1;
        }
    }
    tsv_open(&r.tsv, file, data, len, rule_columns, fault, arg);
    while (tsv_next(&r.tsv, &r.row)) {
        struct rule rule = { .id = 0 };
        size_t faults = r.tsv.faults;

        read_row(&r, &rule);
        if (r.tsv.faults == faults && !keep(b, &rule))
            tsv_fault(&r.tsv, &r.row, RULE_ID, 0, "out of memory");
    }
    return r.tsv.faults;
}
