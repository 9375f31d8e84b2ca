/* SPDX-License-Identifier: MIT */
/*
 * Lists and searches the codes.  A list is a line each; a search adds the meaning,
 * so that the reader sees why an entry came up.
 */
#include "reference.h"

#include "ascii.h"
#include "json.h"

#include <string.h>

enum { CODE = 8, CATEGORY = 23, INDENT = CODE + 2 };

/* class_of - of a code as the data writes it: "550", "4.7.26"; none for "x.7.26" */
static enum sw_class class_of(const char *code)
{
    switch (code[0]) {
    case '2':
        return SW_CLASS_SUCCESS;
    case '3':
        return SW_CLASS_INTERMEDIATE;
    case '4':
        return SW_CLASS_TEMPORARY;
    case '5':
        return SW_CLASS_PERMANENT;
    default:
        return SW_CLASS_NONE;
    }
}

/* passes - the filter; "x.7.26" is of each class that an enhanced code can have */
static bool passes(const struct options *o, const struct sw_reference *entry)
{
    enum sw_class class = class_of(entry->code);

    if (class == SW_CLASS_NONE && entry->code[0] == 'x') {
        int c;

        for (c = SW_CLASS_SUCCESS; c <= SW_CLASS_PERMANENT; c++)
            if (c != SW_CLASS_INTERMEDIATE && options_pass(o, (enum sw_class)c, entry->category))
                return true;
        return false;
    }
    return options_pass(o, class, entry->category);
}

enum { TEXTS_MAX = 3 + SW_STEPS_MAX };

/* texts_of - what is told about the code; returns how many */
static size_t texts_of(const struct sw_reference *entry, const char *out[TEXTS_MAX])
{
    size_t n = 0, i;

    out[n++] = entry->code;
    out[n++] = entry->title;
    out[n++] = entry->meaning;
    for (i = 0; i < entry->nfix; i++)
        out[n++] = entry->fix[i];
    return n;
}

/* is_one_of - is it a code that the entry is about: "5.7.26" of "x.7.26"? */
static bool is_one_of(const struct sw_reference *entry, const char *word)
{
    return entry->code[0] == 'x' && class_of(word) != SW_CLASS_NONE &&
           strcmp(entry->code + 1, word + 1) == 0;
}

/* has_word - case-blind, anywhere in what is told about the code */
static bool has_word(const struct sw_reference *entry, const char *word)
{
    const char *texts[TEXTS_MAX];
    size_t n = texts_of(entry, texts), i;

    if (is_one_of(entry, word))
        return true;
    for (i = 0; i < n; i++)
        if (strcasestr(texts[i], word))
            return true;
    return false;
}

/* names - is the word, or one that begins with it, in what is told about the code? */
static bool names(const struct sw_reference *entry, const char *word)
{
    const char *texts[TEXTS_MAX];
    size_t n = texts_of(entry, texts), i;

    for (i = 0; i < n; i++) {
        const char *p = texts[i];

        while ((p = strcasestr(p, word))) {
            if (p == texts[i] || !is_alnum(p[-1]))
                return true;
            p++;
        }
    }
    return false;
}

size_t reference_count(const char *const *words, size_t n)
{
    struct sw_reference entry;
    size_t count = 0, at, i;

    for (at = 0; sw_reference_at(at, &entry); at++) {
        for (i = 0; i < n && names(&entry, words[i]); i++)
            ;
        count += i == n;
    }
    return count;
}

static bool matches(const struct options *o, const struct sw_reference *entry)
{
    size_t i;

    for (i = 0; i < o->nwords; i++)
        if (!has_word(entry, o->words[i]))
            return false;
    return passes(o, entry);
}

static void print_json(FILE *out, const struct sw_reference *entry)
{
    json_begin(out, "schema", SW_SCHEMA);
    json_text(out, "code", entry->code);
    json_bool(out, "standard", !entry->outside);
    json_text(out, "category", entry->category);
    json_text(out, "title", entry->title);
    json_text(out, "meaning", entry->meaning);
    json_list(out, "fix", entry->fix, entry->nfix);
    json_list(out, "check", entry->check, entry->ncheck);
    json_list(out, "references", entry->references, entry->nreferences);
    json_end(out);
}

/* print_entry - a line; under it the meaning if there is room for detail */
static void print_entry(struct sink *sink, const struct sw_reference *entry, bool detail)
{
    const struct palette *colour = sink->screen.colour;

    fprintf(sink->out, "%s%-*s%s%c ", colour->bold, CODE, entry->code, colour->reset,
            entry->outside ? '*' : ' ');
    if (!detail) {
        fprintf(sink->out, "%-*s", CATEGORY, entry->category);
        term_wrap(sink->out, entry->title, INDENT + CATEGORY, INDENT + CATEGORY,
                  term_line_width(&sink->screen));
        return;
    }
    term_wrap(sink->out, entry->title, INDENT, INDENT, sink->screen.width);
    if (*entry->meaning) {
        term_blanks(sink->out, INDENT);
        term_wrap(sink->out, entry->meaning, INDENT, INDENT, sink->screen.width);
    }
}

/* show - in the form that was asked for */
static void show(struct run *run, const struct sw_reference *entry)
{
    if (!run->printer)
        print_entry(&run->sink, entry, run->options->nwords > 0);
    else if (run->printer == &printer_json)
        print_json(run->sink.out, entry);
    else if (!run->printer->silent)
        print_entry(&run->sink, entry, false);
}

/* tell_nothing - why nothing is listed */
static void tell_nothing(const struct options *o)
{
    if (o->nwords == 0)
        diag_note("no code passes the filter");
    else if (options_filter(o))
        diag_note("no code that passes the filter has that in its texts");
    else
        diag_note("no code has that in its texts");
}

void reference_run(struct run *run)
{
    struct sw_reference entry;
    bool outside = false;
    size_t n;

    for (n = 0; sw_reference_at(n, &entry); n++) {
        if (!matches(run->options, &entry))
            continue;
        show(run, &entry);
        run->sink.printed++;
        outside = outside || entry.outside;
    }
    if (run->sink.printed == 0 && !run->printer)
        tell_nothing(run->options);
    if (outside && !run->printer)
        fputs("\n* in no RFC and not in the IANA registry, but met in practice\n", run->sink.out);
}
