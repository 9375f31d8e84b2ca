/* SPDX-License-Identifier: MIT */
/*
 * The full explanation, for a person who has one bounce before them.  The first line
 * is the answer; the blocks below always come in the same order.
 */
#include "columns.h"
#include "evidence.h"
#include "phrase.h"
#include "printer.h"

#include "ascii.h"
#include "buf.h"
#include "utf8.h"

#include <string.h>

enum {
    INDENT = 2,
    LABEL = 11,                  /* the longest is "Their move"; two blanks part it from the text */
    COLUMN = INDENT + LABEL + 1, /* where the blocks' texts begin */
    TITLE_LEAST = 24,            /* columns that a title wants beside the provider */
    TEXT_MAX = 4096,
};

/* label - the start of a block; "" for a further line of it */
static void label(struct sink *sink, const char *name)
{
    const struct palette *colour = sink->screen.colour;

    term_blanks(sink->out, INDENT);
    fprintf(sink->out, "%s%s%s", *name ? colour->bold : "", name, *name ? colour->reset : "");
    term_blanks(sink->out, COLUMN - INDENT - strlen(name));
}

/* block - a label and its text, wrapped */
static void block(struct sink *sink, const char *name, const char *text)
{
    label(sink, name);
    term_wrap(sink->out, text, COLUMN, COLUMN, sink->screen.width);
}

/* whole - a label and a line that is never broken */
static void whole(struct sink *sink, const char *name, const char *text)
{
    label(sink, name);
    fprintf(sink->out, "%s\n", text);
}

static size_t width_of(const char *text)
{
    return text ? columns_of(text, strlen(text)) : 0;
}

/* put_title - behind the verdict or, where that leaves too little room, below it */
static size_t put_title(struct sink *sink, const struct sw_outcome *o, size_t at)
{
    const struct palette *colour = sink->screen.colour;
    bool below =
        at + TITLE_LEAST > sink->screen.width && at + width_of(o->title) > sink->screen.width;

    fputs(below ? "\n" : "  ", sink->out);
    fputs(colour->bold, sink->out);
    return below ? 0 : at + 2;
}

/* put_answer - the first line; returns whether it had room for who speaks, at the right margin */
static bool put_answer(struct sink *sink, const struct sw_outcome *o)
{
    const struct palette *colour = sink->screen.colour;
    size_t width = sink->screen.width, at, speaker = width_of(o->provider);
    const char *class = printer_class(o);
    char code[CODE_TEXT];
    bool fits;

    printer_code(o, code);
    if (*code == '\0')
        snprintf(code, sizeof code, "no code");
    fprintf(sink->out, "%s%s%s  %s%s%s", colour->bold, code, colour->reset, printer_colour(sink, o),
            class, colour->reset);
    at = put_title(sink, o, strlen(code) + 2 + strlen(class));
    fits = o->provider && at + width_of(o->title) + 2 + speaker <= width;
    if (fits) {
        fprintf(sink->out, "%s%s", o->title, colour->reset);
        term_blanks(sink->out, width - at - width_of(o->title) - speaker);
        fprintf(sink->out, "%s\n\n", o->provider);
    } else {
        term_words(sink->out, o->title ? o->title : "no explanation known", at, at, width);
        fprintf(sink->out, "%s\n\n", colour->reset);
    }
    return fits;
}

static void put_steps(struct sink *sink, const struct sw_outcome *o)
{
    const struct phrase_move *move = phrase_move(o);
    const char *name = move->heading;
    size_t i;

    if (o->nfix == 0)
        return;
    if (move->lead) {
        block(sink, name, move->lead);
        name = "";
    }
    for (i = 0; i < o->nfix; i++, name = "") {
        label(sink, name);
        if (o->nfix > 1)
            fprintf(sink->out, "%zu. ", i + 1);
        term_wrap(sink->out, o->fix[i], COLUMN + (o->nfix > 1 ? 3 : 0),
                  COLUMN + (o->nfix > 1 ? 3 : 0), sink->screen.width);
    }
}

/* retry_advice - will the same message, unchanged, get through later? */
static const char *retry_advice(const struct sw_outcome *o)
{
    if (o->class == SW_CLASS_TEMPORARY)
        return o->retry ? "Yes, unchanged. A mail server tries again by itself."
                        : "No: it is called temporary, but it will fail again unless something "
                          "changes.";
    if (o->class == SW_CLASS_PERMANENT)
        return o->retry ? "Yes, unchanged, but by hand: a mail server gives up on a permanent "
                          "refusal."
                        : "No: unchanged, it will be refused again.";
    if (o->retry && phrase_setting(o))
        return "Yes, unchanged, unless a setting is wrong.";
    return o->retry ? "Yes, unchanged." : "No: unchanged, it will most likely fail again.";
}

static void put_retry(struct sink *sink, const struct sw_outcome *o)
{
    char duration[DURATION_TEXT];
    struct buf text = buf_new(TEXT_MAX);

    if (o->class == SW_CLASS_SUCCESS || o->class == SW_CLASS_INTERMEDIATE)
        return;
    buf_puts(&text, retry_advice(o));
    if (o->retry_after >= 0) {
        phrase_duration(o->retry_after, duration);
        buf_printf(&text, " The reply asks for a wait of %s.", duration);
    }
    if (text.ptr)
        block(sink, "Retry", text.ptr);
    buf_free(&text);
}

static void put_checks(struct sink *sink, const struct sw_outcome *o)
{
    size_t i;

    for (i = 0; i < o->ncheck; i++)
        whole(sink, i == 0 ? "Check" : "", o->check[i]);
}

/* add_part - one more part of a sentence, behind a comma if it is not the first */
static void add_part(struct buf *text, const char *prefix, const char *part)
{
    if (part)
        buf_printf(text, "%s%s%s", text->len > 0 ? ", " : "", prefix, part);
}

/* put_scene - who said it, at which step, about whom */
static void put_scene(struct sink *sink, const struct sw_outcome *o, const char *speaker)
{
    bool inbound = o->direction == SW_DIRECTION_INBOUND;
    const char *host = o->host ? o->host : inbound ? o->ip : NULL;
    const char *name = host ? (inbound ? "Said to" : "Said by") : speaker ? "Said by" : "Said";
    struct buf text = buf_new(TEXT_MAX);

    add_part(&text, "", host);
    add_part(&text, "", speaker);
    add_part(&text, "after ", o->command);
    if (text.len == 0)
        name = "About";
    add_part(&text, text.len > 0 ? "about " : "", o->recipient);
    if (text.len > 0)
        block(sink, name, text.ptr);
    buf_clear(&text);
    add_part(&text, "from ", o->sender);
    add_part(&text, "queue id ", o->queue_id);
    if (text.len > 0)
        block(sink, "Message", text.ptr);
    buf_free(&text);
}

/* put_codes - where the local mail server concluded another code than the one it was told */
static void put_codes(struct sink *sink, const struct sw_outcome *o)
{
    char said[CODE_TEXT], own[SW_STATUS_TEXT];
    struct buf text = buf_new(TEXT_MAX);

    if (o->dsn.class == 0 || (o->conflict && o->note) || /* the note tells it better */
        (o->dsn.class == o->enhanced.class && o->dsn.subject == o->enhanced.subject &&
         o->dsn.detail == o->enhanced.detail))
        return;
    printer_code(o, said);
    sw_status_text(o->dsn, own);
    buf_printf(&text, "%s in the reply; %s is what the local mail server made of it", said, own);
    if (text.ptr)
        block(sink, "Codes", text.ptr);
    buf_free(&text);
}

static void put_blocklist(struct sink *sink, const struct sw_blocklist *list)
{
    struct buf text = buf_new(TEXT_MAX);

    if (!list || !list->name)
        return;
    buf_puts(&text, list->name);
    if (list->zone && strcmp(list->zone, list->name) != 0)
        buf_printf(&text, " (%s)", list->zone);
    if (text.ptr)
        block(sink, "Blocklist", text.ptr);
    if (list->lookup)
        whole(sink, "", list->lookup);
    if (list->delist)
        block(sink, "", list->delist);
    buf_free(&text);
}

/* put_sources - behind each other as far as they fit; none is broken */
static void put_sources(struct sink *sink, const struct sw_outcome *o)
{
    size_t at = COLUMN, i;

    if (o->nreferences == 0)
        return;
    label(sink, "Source");
    for (i = 0; i < o->nreferences; i++) {
        bool last = i + 1 == o->nreferences;
        size_t width = width_of(o->references[i]) + !last;

        if (at > COLUMN && at + 1 + width > sink->screen.width) {
            putc('\n', sink->out);
            term_blanks(sink->out, COLUMN);
            at = COLUMN;
        } else if (at > COLUMN) {
            putc(' ', sink->out);
            at++;
        }
        fprintf(sink->out, "%s%s", o->references[i], last ? "\n" : ",");
        at += width;
    }
}

/* add_rule - what decided; of a code's row for all classes, "x.1.1", the code that was given */
static void add_rule(const struct sw_outcome *o, struct buf *text)
{
    unsigned class = o->enhanced.class ? o->enhanced.class : o->dsn.class;
    const char *rule = o->rule ? o->rule : "";

    if (o->confidence == SW_CONFIDENCE_ENHANCED && rule[0] == 'x' && class > 0)
        buf_printf(text, "%u%s", class, rule + 1);
    else
        buf_puts(text, rule);
}

/* basis - what the explanation rests on */
static void basis(const struct sw_outcome *o, struct buf *text)
{
    static const char *const kinds[] = {
        [SW_CONFIDENCE_REPLY] = "known reply ",
        [SW_CONFIDENCE_WORDING] = "known wording ",
        [SW_CONFIDENCE_ENHANCED] = "the meaning of ",
        [SW_CONFIDENCE_CODE] = "the meaning of ",
        [SW_CONFIDENCE_CLASS] = "no more than the class ",
    };

    if (o->confidence == SW_CONFIDENCE_CLASS && o->reply == 0 && o->enhanced.class == 0) {
        buf_puts(text, "a notice that gives no reason that is known");
    } else if (o->rule && begins(o->rule, strlen(o->rule), "sense-")) {
        buf_printf(text, "no known wording, but its words together: %s", o->rule);
    } else if (o->confidence == SW_CONFIDENCE_CLASS && o->rule && o->rule[0] == 'x') {
        buf_printf(text, "no more than the subject %s", o->rule);
    } else {
        buf_puts(text, kinds[o->confidence]);
        add_rule(o, text);
    }
}

/* only_codes - does the line hold no words at all? */
static bool only_codes(const struct finding *f)
{
    size_t i;

    for (i = 0; i < f->len; i++)
        if (is_alpha(f->line[i]) || (unsigned char)f->line[i] >= 0x80)
            return false;
    return true;
}

static void put_evidence(struct sink *sink, const struct finding *f)
{
    const struct sw_outcome *o = f->outcome;
    bool argument = strcmp(f->source, "argument") == 0, standard = strcmp(f->source, "-") == 0;
    struct buf text = buf_new(TEXT_MAX);
    const char *name = "Evidence";

    if (only_codes(f) && (argument || standard)) {
        block(sink, name, "the code alone; paste the whole reply for a closer answer");
        return;
    }
    if (!argument && !(standard && o->line == 1)) {
        if (!standard)
            utf8_add_safe(&text, f->source, strlen(f->source));
        buf_printf(&text, "%s%zu", standard ? "line " : ":", o->line);
        if (text.ptr)
            whole(sink, name, text.ptr);
        buf_clear(&text);
        name = "";
    }
    if (o->start < o->end && o->end <= f->len) {
        basis(o, &text);
        label(sink, name);
        evidence_print(sink, f, COLUMN, text.ptr ? text.ptr : "");
    }
    buf_free(&text);
}

static void finding(struct sink *sink, const struct finding *f)
{
    const struct sw_outcome *o = f->outcome;
    bool named;

    if (sink->printed > 0)
        putc('\n', sink->out);
    named = put_answer(sink, o);
    if (o->meaning)
        block(sink, "Why", o->meaning);
    if (o->note)
        block(sink, "Note", o->note);
    put_steps(sink, o);
    put_retry(sink, o);
    put_checks(sink, o);
    put_scene(sink, o, named ? NULL : o->provider);
    put_codes(sink, o);
    put_blocklist(sink, o->blocklist);
    put_sources(sink, o);
    put_evidence(sink, f);
}

const struct printer printer_full = { .name = "full", .finding = finding };
