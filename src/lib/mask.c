/* SPDX-License-Identifier: MIT */
/*
 * Masking of texts and of outcomes.  Commands are taken apart as a shell would, so
 * that a value in quotes is masked as what it says, and quoted again.
 */
#include "mask.h"

#include "ascii.h"
#include "masktext.h"

#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 16 + 3 * SW_STEPS_MAX, WORD_CEILING = 256 * 1024 };

struct mask {
    struct masker masker;
    struct buf word, masked;
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
    m->word = buf_new(WORD_CEILING);
    m->masked = buf_new(WORD_CEILING);
    return m;
}

void mask_free(struct mask *m)
{
    if (!m)
        return;
    standins_free(&m->masker.table);
    buf_free(&m->masker.nothing);
    buf_free(&m->word);
    buf_free(&m->masked);
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

/* --- commands */

/* word_end - where a word of a command ends; *quoted: it has single quotes, *other: a shell
 * would see more in it than a text */
static const char *word_end(const char *p, bool *quoted, bool *other)
{
    bool inside = false;

    for (*quoted = *other = false; *p && (inside || *p != ' '); p++) {
        if (!inside && *p == '\\' && p[1]) {
            *other = *other || p[1] != '\'';
            p++;
        } else if (*p == '\'') {
            inside = !inside;
            *quoted = true;
        } else if (!inside && strchr("\"$`|&;<>()", *p)) {
            *other = true;
        }
    }
    *other = *other || inside;
    return p;
}

/* unquote - the text that a shell makes of the word */
static void unquote(const char *p, const char *end, struct buf *out)
{
    bool inside = false;

    buf_clear(out);
    for (; p < end; p++) {
        if (*p == '\'') {
            inside = !inside;
        } else {
            p += !inside && *p == '\\';
            buf_putc(out, *p);
        }
    }
}

/* quote - the word that a shell makes the text of */
static void quote(const struct buf *text, struct buf *out)
{
    size_t i;

    buf_putc(out, '\'');
    for (i = 0; i < text->len; i++) {
        if (text->ptr[i] == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, text->ptr[i]);
    }
    buf_putc(out, '\'');
}

static void add_command(struct fields *f, const char **field)
{
    struct masker *masker = &f->m->masker;
    struct buf *word = &f->m->word, *masked = &f->m->masked;
    const char *p = *field, *end;
    bool quoted, other;

    if (!p)
        return;
    begin_field(f, field);
    for (; *p; p = end) {
        if (*p == ' ') {
            buf_putc(f->strings, ' ');
            end = p + 1;
            continue;
        }
        end = word_end(p, &quoted, &other);
        if (!quoted || other) {
            masker_text(masker, f->strings, span_of(p, end), NULL, NULL);
            continue;
        }
        unquote(p, end, word);
        buf_clear(masked);
        if (word->len > 0)
            masker_text(masker, masked, (struct span){ word->ptr, word->len }, NULL, NULL);
        quote(masked, f->strings);
    }
    end_field(f);
}

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
