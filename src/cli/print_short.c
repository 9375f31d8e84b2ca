/* SPDX-License-Identifier: MIT */
/*
 * The short explanation under a line of a log: the answer and the first step, on
 * one line if they fit, else on two.  A reason that was explained before takes
 * one line, which says where.
 */
#include "phrase.h"
#include "printer.h"

#include "ascii.h"
#include "buf.h"
#include "utf8.h"

#include <string.h>

enum { INDENT = 2, TEXT_MAX = 4096 };

/* sentence - the bytes of the first sentence of text, without its full stop */
static size_t sentence(const char *text)
{
    const char *p = text;

    while ((p = strstr(p, ". "))) {
        if (p - text > 24 && p[2] >= 'A' && p[2] <= 'Z')
            return (size_t)(p - text);
        p += 2;
    }
    p = text + strlen(text);
    return (size_t)(p - text) - (p > text && p[-1] == '.');
}

/* add_move - whose move it is, the first step, and how long to wait */
static void add_move(struct buf *text, const struct sw_outcome *o)
{
    bool failure = o->class != SW_CLASS_SUCCESS && o->class != SW_CLASS_INTERMEDIATE;
    const char *step = failure && o->nfix > 0 ? o->fix[0] : "";
    size_t len = sentence(step);
    char wait[DURATION_TEXT];

    if (len > 0)
        buf_printf(text, "%s: ", phrase_move(o)->brief);
    if (len > 1 && is_alpha(step[0]) && to_lower(step[1]) == step[1]) {
        buf_putc(text, to_lower(step[0]));
        step++;
        len--;
    }
    buf_add(text, step, len);
    if (o->retry_after >= 0) {
        phrase_duration(o->retry_after, wait);
        buf_printf(text, "%s the reply asks for a wait of %s", text->len > 0 ? ";" : "", wait);
    }
    if (text->len > 0)
        buf_putc(text, '.');
}

/* add_place - where the same was explained before */
static void add_place(struct buf *text, const struct seen_slot *seen, const char *source)
{
    buf_puts(text, " (as ");
    if (strcmp(seen->source, source) != 0) {
        const char *name = diag_source(seen->source);

        buf_puts(text, "in ");
        utf8_add_safe(text, name, strlen(name));
        buf_putc(text, ' ');
    }
    buf_printf(text, "on line %zu)", seen->line);
}

/* put - a line of its own */
static void put(struct sink *sink, const char *text)
{
    term_blanks(sink->out, INDENT);
    term_wrap(sink->out, text, INDENT, 2 * INDENT, term_line_width(&sink->screen));
}

static void finding(struct sink *sink, const struct finding *f)
{
    const struct sw_outcome *o = f->outcome;
    const struct palette *colour = sink->screen.colour;
    const struct seen_slot *seen = seen_before(&sink->seen, o, f->source);
    struct buf answer = buf_new(TEXT_MAX), move = buf_new(TEXT_MAX);
    char code[CODE_TEXT];
    size_t columns;

    printer_code(o, code);
    buf_printf(&answer, "%s%s%s%s%s: %s", code, *code ? " " : "", printer_colour(sink, o),
               printer_class(o), colour->reset, o->title ? o->title : "no explanation known");
    if (o->provider)
        buf_printf(&answer, " [%s]", o->provider);
    if (seen)
        add_place(&answer, seen, f->source);
    else
        add_move(&move, o);
    columns = INDENT + answer.len + 2 + move.len; /* a little too many with colour: no harm */
    if (move.len > 0 && columns <= sink->screen.width) {
        buf_printf(&answer, ". %s", move.ptr);
        buf_clear(&move);
    }
    put(sink, answer.ptr ? answer.ptr : "");
    if (move.len > 0)
        put(sink, move.ptr);
    buf_free(&answer);
    buf_free(&move);
}

const struct printer printer_short = {
    .name = "short", .echoes = true, .brief = true, .finding = finding
};
