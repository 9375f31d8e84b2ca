/* SPDX-License-Identifier: MIT */
/*
 * --oneline: code, class, category and title in columns, one line an outcome.
 */
#include "printer.h"

static void finding(struct sink *sink, const struct finding *f)
{
    const struct sw_outcome *o = f->outcome;
    const struct palette *colour = sink->screen.colour;
    char code[CODE_TEXT];

    printer_code(o, code);
    fprintf(sink->out, "%-11s  %s%-9s%s  %-22s  %s\n", *code ? code : "-", printer_colour(sink, o),
            printer_class(o), colour->reset, o->category ? o->category : "-",
            o->title ? o->title : "-");
}

const struct printer printer_oneline = { .name = "oneline", .brief = true, .finding = finding };
