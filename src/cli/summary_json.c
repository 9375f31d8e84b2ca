/* SPDX-License-Identifier: MIT */
/*
 * A summary as one JSON object, from which --merge makes the same summary again:
 * so everything that was counted is in it, whatever --top and --by say.
 */
#include "summary.h"

#include "json.h"

#include <stdlib.h>

const char summary_digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";

static void number(FILE *out, const char *key, unsigned long long n)
{
    fprintf(out, ",\"%s\":%llu", key, n);
}

static void put_totals(struct sw_summary *s, FILE *out)
{
    const struct sw_totals *t = sw_summary_totals(s);
    bool exact;

    json_begin(out, "schema", SW_SCHEMA);
    number(out, "lines", t->lines);
    number(out, "outcomes", t->outcomes);
    number(out, "success", t->success);
    number(out, "temporary", t->temporary);
    number(out, "permanent", t->permanent);
    number(out, "delivered", t->delivered);
    number(out, "deferred", t->deferred);
    number(out, "bounced", t->bounced);
    number(out, "rejected", t->rejected);
    number(out, "remarks", t->remarks);
    number(out, "messages", sw_summary_messages(s, SW_MESSAGES_ALL, &exact));
    json_bool(out, "messages_exact", exact);
    number(out, "deferred_messages", sw_summary_messages(s, SW_MESSAGES_DEFERRED, &exact));
    json_bool(out, "deferred_messages_exact", exact);
}

static void put_reason(FILE *out, const struct sw_reason *r, unsigned long long all)
{
    char status[SW_STATUS_TEXT];

    sw_status_text(r->enhanced, status);
    fputs("{\"reply\":", out);
    if (r->reply > 0)
        fprintf(out, "%u", r->reply);
    else
        fputs("null", out);
    json_text(out, "enhanced", *status ? status : NULL);
    json_text(out, "category", r->category);
    json_text(out, "title", r->title);
    json_text(out, "acts", sw_acts_name(r->acts));
    json_text(out, "provider", r->provider);
    number(out, "count", r->n.count);
    fprintf(out, ",\"share\":%.6f", all ? (double)r->n.count / (double)all : 0.0);
    number(out, "first_line", r->n.first_line);
    json_text(out, "example", r->example);
    json_text(out, "class", sw_class_name(r->class));
    json_text(out, "direction", sw_direction_name(r->direction));
    json_text(out, "rule", r->rule);
    json_bool(out, "retry", r->retry);
    json_list(out, "fix", r->fix, r->nfix);
    putc('}', out);
}

static void put_others(FILE *out, const char *key, const struct sw_count *n)
{
    fprintf(out, ",\"%s\":{\"count\":%llu,\"temporary\":%llu,\"permanent\":%llu}", key, n->count,
            n->temporary, n->permanent);
}

static void put_reasons(struct sw_summary *s, FILE *out)
{
    const struct sw_reason *const *list;
    struct sw_count others = sw_summary_other_reasons(s);
    size_t n = sw_summary_reasons(s, &list), i;
    unsigned long long all = others.count;

    for (i = 0; i < n; i++)
        all += list[i]->n.count;
    fputs(",\"codes\":[", out);
    for (i = 0; i < n; i++) {
        if (i > 0)
            putc(',', out);
        put_reason(out, list[i], all);
    }
    putc(']', out);
    put_others(out, "other_codes", &others);
}

static void put_rows(struct sw_summary *s, enum sw_table table, const char *key, const char *other,
                     FILE *out)
{
    struct sw_count others = sw_summary_other_rows(s, table);
    size_t n = sw_summary_rows(s, table), i;

    fprintf(out, ",\"%s\":[", key);
    for (i = 0; i < n; i++) {
        struct sw_row row = sw_summary_row(s, table, i);

        fputs(i > 0 ? ",{\"name\":" : "{\"name\":", out);
        json_string(out, row.name);
        number(out, "count", row.n.count);
        number(out, "temporary", row.n.temporary);
        number(out, "permanent", row.n.permanent);
        if (table == SW_TABLE_HOUR)
            number(out, "first_line", row.n.first_line);
        if (table == SW_TABLE_LIST)
            json_text(out, "delist", row.note);
        putc('}', out);
    }
    putc(']', out);
    put_others(out, other, &others);
}

/* put_hashes - that of each message, highest bits first; false when memory is short */
static bool put_hashes(struct sw_summary *s, enum sw_messages which, FILE *out)
{
    unsigned long long *hashes = malloc(SUMMARY_HASHES_MAX * sizeof *hashes);
    size_t n = hashes ? sw_summary_hashes(s, which, hashes) : 0, i;
    int bits;

    putc('"', out);
    for (i = 0; i < n; i++)
        for (bits = 60; bits >= 0; bits -= 6)
            putc(summary_digits[hashes[i] >> bits & 63], out);
    putc('"', out);
    free(hashes);
    return hashes != NULL;
}

bool summary_print_json(struct sw_summary *s, FILE *out)
{
    bool good;

    put_totals(s, out);
    put_reasons(s, out);
    put_rows(s, SW_TABLE_DOMAIN, "domains", "other_domains", out);
    put_rows(s, SW_TABLE_HOST, "hosts", "other_hosts", out);
    put_rows(s, SW_TABLE_HOUR, "hours", "other_hours", out);
    put_rows(s, SW_TABLE_LIST, "blocklists", "other_blocklists", out);
    fputs(",\"sketches\":{\"messages\":", out);
    good = put_hashes(s, SW_MESSAGES_ALL, out);
    fputs(",\"deferred_messages\":", out);
    good = put_hashes(s, SW_MESSAGES_DEFERRED, out) && good;
    putc('}', out);
    json_end(out);
    return good;
}
