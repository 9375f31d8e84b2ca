/* SPDX-License-Identifier: MIT */
/*
 * --json: NDJSON, one object an outcome.  Keys are never left out, renamed or
 * moved; new ones go to the end.
 */
#include "json.h"
#include "printer.h"

static void number_or_null(FILE *out, const char *key, bool known, long value)
{
    if (known)
        json_number(out, key, value);
    else
        json_null(out, key);
}

static void status_or_null(FILE *out, const char *key, struct sw_status status)
{
    char text[SW_STATUS_TEXT];

    sw_status_text(status, text);
    json_text(out, key, status.class ? text : NULL);
}

static void put_blocklist(FILE *out, const struct sw_blocklist *list)
{
    if (!list) {
        json_null(out, "blocklist");
        return;
    }
    fputs(",\"blocklist\":{\"name\":", out);
    json_string(out, list->name);
    json_text(out, "zone", list->zone);
    json_text(out, "lookup", list->lookup);
    json_text(out, "delist", list->delist);
    putc('}', out);
}

/* put_said - where, and what was said */
static void put_said(FILE *out, const struct finding *f)
{
    const struct sw_outcome *o = f->outcome;

    json_begin(out, "schema", SW_SCHEMA);
    json_text(out, "source", f->source);
    json_number(out, "line", (long)o->line);
    json_number(out, "start", (long)o->start);
    json_number(out, "end", (long)o->end);
    number_or_null(out, "reply", o->reply > 0, (long)o->reply);
    status_or_null(out, "enhanced", o->enhanced);
    status_or_null(out, "dsn", o->dsn);
    json_bool(out, "conflict", o->conflict);
}

/* put_meaning - what it means, and how that is known */
static void put_meaning(FILE *out, const struct sw_outcome *o)
{
    json_text(out, "class", sw_class_name(o->class));
    json_text(out, "category", o->category);
    json_text(out, "group", o->group);
    json_text(out, "acts", sw_acts_name(o->acts));
    json_bool(out, "retry", o->retry);
    number_or_null(out, "retry_after", o->retry_after >= 0, o->retry_after);
    json_text(out, "title", o->title);
    json_text(out, "meaning", o->meaning);
    json_list(out, "fix", o->fix, o->nfix);
    json_list(out, "check", o->check, o->ncheck);
    json_text(out, "provider", o->provider);
    json_text(out, "rule", o->rule);
    json_text(out, "direction", sw_direction_name(o->direction));
    json_text(out, "confidence", sw_confidence_name(o->confidence));
}

static void finding(struct sink *sink, const struct finding *f)
{
    const struct sw_outcome *o = f->outcome;
    FILE *out = sink->out;

    put_said(out, f);
    put_meaning(out, o);
    json_text(out, "text", o->text);
    json_text(out, "recipient", o->recipient);
    json_text(out, "sender", o->sender);
    json_text(out, "host", o->host);
    json_text(out, "ip", o->ip);
    json_text(out, "command", o->command);
    put_blocklist(out, o->blocklist);
    json_list(out, "references", o->references, o->nreferences);
    json_text(out, "note", o->note);
    json_text(out, "queue_id", o->queue_id);
    json_end(out);
}

const struct printer printer_json = { .name = "json", .finding = finding };
