/* SPDX-License-Identifier: MIT */
/*
 * The table of printers, and the little that they share.
 */
#include "printer.h"

#include <string.h>

static const struct printer *const printers[] = { &printer_full, &printer_short, &printer_oneline,
                                                  &printer_json, &printer_quiet };

const struct printer *printer_find(const char *name)
{
    size_t i;

    for (i = 0; i < sizeof printers / sizeof *printers; i++)
        if (strcmp(printers[i]->name, name) == 0)
            return printers[i];
    return NULL;
}

void printer_code(const struct sw_outcome *o, char out[CODE_TEXT])
{
    char status[SW_STATUS_TEXT], reply[8] = "";

    sw_status_text(o->enhanced.class ? o->enhanced : o->dsn, status);
    if (o->reply > 0)
        snprintf(reply, sizeof reply, "%03u", o->reply % 1000);
    snprintf(out, CODE_TEXT, "%s%s%s", reply, *reply && *status ? " " : "", status);
}

const char *printer_class(const struct sw_outcome *o)
{
    const char *name = sw_class_name(o->class);

    return name ? name : "unknown";
}

const char *printer_colour(const struct sink *sink, const struct sw_outcome *o)
{
    const struct palette *colour = sink->screen.colour;

    switch (o->class) {
    case SW_CLASS_SUCCESS:
        return colour->good;
    case SW_CLASS_TEMPORARY:
        return colour->warn;
    case SW_CLASS_PERMANENT:
        return colour->bad;
    case SW_CLASS_NONE:
    case SW_CLASS_INTERMEDIATE:
        break;
    }
    return colour->bold;
}
