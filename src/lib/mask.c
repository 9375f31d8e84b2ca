/* SPDX-License-Identifier: MIT */
/*
 * Masking of texts and of outcomes: each string of an outcome is masked as what it is,
 * a party, a sentence or a command.
 */
#include "mask.h"

#include "mask_command.h"
#include "mask_text.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 16 + 3 * SW_STEPS_MAX };

struct mask {
    struct masker masker;
    struct sw_blocklist blocklist;
};

/* The strings of an outcome on their way into one buffer, which may move meanwhile. */
struct fields {
    struct mask *m;
    struct buf *strings;
    const char **field[FIELDS_MAX];
    size_t at[FIELDS_MAX], n;
};

struct mask *mask_new(void)
{
    struct mask *m = calloc(1, sizeof *m);

    if (!m || !standins_init(&m->masker.table)) {
        mask_free(m);
        return NULL;
    }
    m->masker.nothing = buf_new(0);
    return m;
}

void mask_free(struct mask *m)
{
    if (!m)
        return;
    standins_free(&m->masker.table);
    buf_free(&m->masker.nothing);
    free(m);
}

void mask_add(struct mask *m, struct buf *out, const char *text, size_t len)
{
    mask_add_span(m, out, text, len, NULL, NULL);
}

void mask_add_span(struct mask *m, struct buf *out, const char *text, size_t len, size_t *start,
                   size_t *end)
{
    m->masker.epoch++;
    masker_text(&m->masker, out, (struct span){ text, len }, start, end);
}

/* begin_field - from here on the buffer gets the masked copy of *field */
static void begin_field(struct fields *f, const char **field)
{
    f->field[f->n] = field;
    f->at[f->n++] = f->strings->len;
}

/* end_field - a copy that is cut off would be one that may end in anything */
static void end_field(struct fields *f)
{
    buf_add(f->strings, "", 1);
    if (f->strings->truncated)
        f->at[f->n - 1] = SIZE_MAX;
}

/* add_field - a sentence or address */
static void add_field(struct fields *f, const char **field)
{
    if (!*field)
        return;
    begin_field(f, field);
    masker_text(&f->m->masker, f->strings, (struct span){ *field, strlen(*field) }, NULL, NULL);
    end_field(f);
}

/* add_party - a recipient, sender or host, which may be a word of one label */
static void add_party(struct fields *f, const char **field, enum space space)
{
    static const char *const none[] = { "", "unknown", "localhost", "local", "none", "virtual" };
    size_t i;

    if (!*field)
        return;
    for (i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(*field, none[i]) == 0)
            return;
    if (strpbrk(*field, space == SPACE_USER ? "@" : ".:")) {
        add_field(f, field);
        return;
    }
    begin_field(f, field);
    masker_word(&f->m->masker, f->strings, space, (struct span){ *field, strlen(*field) });
    end_field(f);
}

/* add_command - a shell command */
static void add_command(struct fields *f, const char **field)
{
    if (!*field)
        return;
    begin_field(f, field);
    mask_command(&f->m->masker, f->strings, *field);
    end_field(f);
}

/* add_blocklist - its pages; its name and zone are public */
static void add_blocklist(struct fields *f, struct sw_outcome *o)
{
    struct sw_blocklist *list = &f->m->blocklist;

    if (!o->blocklist)
        return;
    *list = *o->blocklist;
    o->blocklist = list;
    add_field(f, &list->lookup);
    add_field(f, &list->delist);
}

void mask_outcome(struct mask *m, struct sw_outcome *o, struct buf *strings)
{
    struct fields f = { .m = m, .strings = strings };
    size_t i;

    m->masker.epoch++;
    buf_clear(strings);
    add_party(&f, &o->recipient, SPACE_USER);
    add_party(&f, &o->sender, SPACE_USER);
    add_party(&f, &o->host, SPACE_WORD);
    add_field(&f, &o->ip);
    add_field(&f, &o->text);
    add_field(&f, &o->title);
    add_field(&f, &o->meaning);
    add_field(&f, &o->note);
    for (i = 0; i < o->nfix; i++)
        add_field(&f, &o->fix[i]);
    for (i = 0; i < o->ncheck; i++)
        add_command(&f, &o->check[i]);
    for (i = 0; i < o->nreferences; i++)
        add_field(&f, &o->references[i]);
    add_blocklist(&f, o);
    for (i = 0; i < f.n; i++)
        *f.field[i] = f.at[i] == SIZE_MAX ? "masked" : strings->ptr + f.at[i];
}
