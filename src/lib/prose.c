/* SPDX-License-Identifier: MIT */
/*
 * Checks of a row's texts, with the place of each fault.
 */
#include "prose.h"

#include "blank.h"
#include "utf8.h"

#include <string.h>

enum { TITLE_MAX = 60, STEP_MAX = 160 };

static bool is_wide(char c)
{
    return (unsigned char)c >= 0x80;
}

/* characters - how many there are in len bytes of UTF-8 */
static size_t characters(const char *text, size_t len)
{
    size_t i, n = 0;

    for (i = 0; i < len; i++)
        n += !utf8_continues(text[i]);
    return n;
}

/* is_sentence - does it end in a full stop, or in whatever ends a sentence in another script? */
static bool is_sentence(const char *text, size_t len)
{
    return len > 0 && (text[len - 1] == '.' || is_wide(text[len - 1]));
}

static void check_ascii(struct tsv *t, const struct tsv_row *row, size_t cell)
{
    const char *p = row->cell[cell];

    while (*p && !is_wide(*p))
        p++;
    if (*p)
        tsv_fault(t, row, cell, (size_t)(p - row->cell[cell]), "%s: not ASCII", t->names[cell]);
}

static void check_title(struct tsv *t, const struct tsv_row *row, size_t cell)
{
    const char *text = row->cell[cell];
    size_t len = strlen(text), brace = strcspn(text, "{}");

    if (characters(text, len) > TITLE_MAX)
        tsv_fault(t, row, cell, TITLE_MAX, "title: longer than %d characters", TITLE_MAX);
    if (len > 0 && text[len - 1] == '.')
        tsv_fault(t, row, cell, len - 1, "title: ends in a full stop");
    if (brace < len)
        tsv_fault(t, row, cell, brace, "title: a brace; no blanks are filled here");
}

static void check_meaning(struct tsv *t, const struct tsv_row *row, size_t cell)
{
    size_t len = strlen(row->cell[cell]);

    if (len > 0 && !is_sentence(row->cell[cell], len))
        tsv_fault(t, row, cell, len - 1, "meaning: no full stop at its end");
}

static void check_steps(struct tsv *t, const struct tsv_row *row, size_t cell)
{
    const char *rest = row->cell[cell], *step;
    size_t len;

    while ((step = tsv_item(&rest, &len))) {
        size_t at = (size_t)(step - row->cell[cell]);

        if (!is_sentence(step, len))
            tsv_fault(t, row, cell, at + len, "fix: no full stop at a step's end");
        if (characters(step, len) > STEP_MAX)
            tsv_fault(t, row, cell, at, "fix: a step longer than %d characters", STEP_MAX);
    }
}

/*
 * stands_alone - is the blank from open to close a word of its own?  "mail.{domain}" reads
 * as "mail.the sender's domain" where the domain is not known.
 */
static bool stands_alone(const char *text, const char *open, const char *close)
{
    return (open == text || is_wide(open[-1]) || strchr(" (", open[-1])) &&
           (close[1] == '\0' || is_wide(close[1]) || strchr(" .,;:)'", close[1]));
}

/* is_name - may it be meant as the name of a blank?  In a command "{print $1}" may not. */
static bool is_name(const char *name, size_t len)
{
    size_t i;

    for (i = 0; i < len; i++)
        if (name[i] < 'a' || name[i] > 'z')
            return false;
    return len > 0;
}

static void check_blanks(struct tsv *t, const struct tsv_row *row, size_t cell, bool command)
{
    const char *text = row->cell[cell], *open = text, *close;

    for (; (open = strchr(open, '{')); open++) {
        size_t len = strcspn(open + 1, "}"), at = (size_t)(open - text);

        close = open + 1 + len;
        if (command && (*close == '\0' || !is_name(open + 1, len)))
            continue;
        if (*close == '\0')
            tsv_fault(t, row, cell, at, "%s: a brace that is not closed", t->names[cell]);
        else if (blank_named(open + 1, len) == BLANKS)
            tsv_fault(t, row, cell, at, "%s: there is no blank \"%.*s\"", t->names[cell],
                      (int)len + 2, open);
        else if (!command && !stands_alone(text, open, close))
            tsv_fault(t, row, cell, at, "%s: \"%.*s\" is part of a word", t->names[cell],
                      (int)len + 2, open);
    }
}

void prose_check(struct tsv *t, const struct tsv_row *row, const struct prose *prose)
{
    const size_t cells[] = { prose->title, prose->meaning, prose->fix, prose->check };
    size_t i;

    for (i = 0; prose->ascii && i < sizeof cells / sizeof *cells; i++)
        check_ascii(t, row, cells[i]);
    check_title(t, row, prose->title);
    check_meaning(t, row, prose->meaning);
    check_steps(t, row, prose->fix);
    check_blanks(t, row, prose->meaning, false);
    check_blanks(t, row, prose->fix, false);
    check_blanks(t, row, prose->check, true);
}
