/* SPDX-License-Identifier: MIT */
/*
 * Masking, as the library offers it: texts, and outcomes, of which each string is
 * masked as what it is: a party, a sentence, advice or a command.
 */
#include "mask.h"

#include "mask_command.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 16 + 3 * SW_STEPS_MAX, NO_CEILING = 1 << 30 };

/* The strings of an outcome on their way into one buffer, which may move meanwhile. */
struct fields {
    struct sw_mask *m;
    const char **field[FIELDS_MAX];
    size_t at[FIELDS_MAX], n;
};

struct sw_mask *sw_mask_new(void)
{
    struct sw_mask *m = calloc(1, sizeof *m);

    if (!m || !masker_init(&m->masker)) {
        sw_mask_free(m);
        return NULL;
    }
    m->text = buf_new(NO_CEILING);
    m->strings = buf_new(NO_CEILING);
    return m;
}

void sw_mask_free(struct sw_mask *m)
{
    if (!m)
        return;
    masker_free(&m->masker);
    buf_free(&m->text);
    buf_free(&m->strings);
    free(m);
}

void sw_mask_begin(struct sw_mask *m, const char *text, size_t len)
{
    masker_begin(&m->masker);
    masker_learn(&m->masker, (struct span){ text, len });
}

const char *sw_mask_text(struct sw_mask *m, const char *text, size_t *len, size_t *start,
                         size_t *end)
{
    buf_clear(&m->text);
    masker_text(&m->masker, &m->text, (struct span){ text, *len }, start, end);
    *len = m->text.len;
    return m->text.ptr ? m->text.ptr : "";
}

static struct span span_of_field(const char *const *field)
{
    return (struct span){ *field, strlen(*field) };
}

/* begin_field - from here on the buffer gets the masked copy of *field */
static struct buf *begin_field(struct fields *f, const char **field)
{
    f->field[f->n] = field;
    f->at[f->n++] = f->m->strings.len;
    return &f->m->strings;
}

/* end_field - a copy that is cut off would be one that may end in anything */
static void end_field(struct fields *f)
{
    struct buf *strings = &f->m->strings;

    buf_add(strings, "", 1);
    if (strings->truncated)
        f->at[f->n - 1] = SIZE_MAX;
}

/* add_field - words of others */
static void add_field(struct fields *f, const char **field)
{
    if (!*field)
        return;
    masker_text(&f->m->masker, begin_field(f, field), span_of_field(field), NULL, NULL);
    end_field(f);
}

/* add_advice - a sentence of the data; one that stands in them as it is stays the same string */
static void add_advice(struct fields *f, const char **field)
{
    if (!*field || masker_is_public(&f->m->masker, span_of_field(field)))
        return;
    masker_advice(&f->m->masker, begin_field(f, field), span_of_field(field));
    end_field(f);
}

/* add_command - a shell command */
static void add_command(struct fields *f, const char **field)
{
    if (!*field || masker_is_public(&f->m->masker, span_of_field(field)))
        return;
    mask_command(&f->m->masker, begin_field(f, field), *field);
    end_field(f);
}

/* add_party - a recipient, sender (SPACE_USER) or host (SPACE_WORD) */
static void add_party(struct fields *f, const char **field, enum space space)
{
    if (!*field)
        return;
    masker_party(&f->m->masker, begin_field(f, field), space, span_of_field(field));
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
    add_advice(f, &list->delist);
}

/* add_advices - several */
static void add_advices(struct fields *f, const char **list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        add_advice(f, &list[i]);
}

const struct sw_outcome *sw_mask_outcome(struct sw_mask *m, const struct sw_outcome *outcome)
{
    struct sw_outcome *o = &m->outcome;
    struct fields f = { .m = m };
    size_t i;

    *o = *outcome;
    buf_clear(&m->strings);
    add_party(&f, &o->recipient, SPACE_USER);
    add_party(&f, &o->sender, SPACE_USER);
    add_party(&f, &o->host, SPACE_WORD);
    add_field(&f, &o->ip);
    add_field(&f, &o->queue_id);
    add_field(&f, &o->command);
    add_field(&f, &o->text);
    add_advice(&f, &o->title);
    add_advice(&f, &o->meaning);
    add_field(&f, &o->note);
    add_advices(&f, o->fix, o->nfix);
    for (i = 0; i < o->ncheck; i++)
        add_command(&f, &o->check[i]);
    add_advices(&f, o->references, o->nreferences);
    add_blocklist(&f, o);
    for (i = 0; i < f.n; i++)
        *f.field[i] = f.at[i] == SIZE_MAX ? "masked" : m->strings.ptr + f.at[i];
    return o;
}
