/* SPDX-License-Identifier: MIT */
/*
 * The patterns' spelling.
 */
#include "spellings.h"

#include "ascii.h"
#include "rules.h"
#include "table.h"

#include <string.h>

/* begins_word - does a word begin at p?  "\b" before it is a boundary, not a letter */
static bool begins_word(const char *text, const char *p)
{
    if (p - text >= 2 && p[-2] == '\\')
        return p[-1] == 'b';
    return p == text || (!is_alnum(p[-1]) && p[-1] != '-' && p[-1] != '\\');
}

const char *spelling_in(const char *text, const char *spelt)
{
    size_t len = strlen(spelt);
    const char *p;

    for (p = text; (p = strstr(p, spelt)); p++)
        if (begins_word(text, p) && !is_alnum(p[len]) && p[len] != '-')
            return p;
    return NULL;
}

/* check_pattern - of a row */
static void check_pattern(struct tsv *t, const struct tsv_row *row)
{
    const char *pattern = row->cell[RULE_PATTERN], *at;
    size_t i;

    for (i = 0; i < tables.nspellings; i++) {
        const char *spelt = table_string(tables.spellings[i].spelt);

        at = spelling_in(pattern, spelt);
        if (at)
            tsv_fault(t, row, RULE_PATTERN, (size_t)(at - pattern),
                      "pattern: \"%s\" is \"%s\" when it is matched (spellings.tsv)", spelt,
                      table_string(tables.spellings[i].meant));
    }
}

size_t verify_spellings(const char *file, char *data, size_t len, tsv_fault_fn *fault, void *arg)
{
    struct tsv_row row;
    struct tsv t;

    tsv_open(&t, file, data, len, rule_columns, fault, arg);
    while (tsv_next(&t, &row))
        check_pattern(&t, &row);
    return t.faults;
}
