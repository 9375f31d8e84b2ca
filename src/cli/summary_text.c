/* SPDX-License-Identifier: MIT */
/*
 * A summary for people: totals, a table of what is asked for, and for the reasons an
 * example, whose move it is and the fix.
 */
#include "summary.h"

#include "buf.h"
#include "phrase.h"
#include "printer.h"
#include "term.h"

#include <stdlib.h>
#include <string.h>

enum { LINE_MAX_BYTES = 8192, NUMBER_TEXT = 32, BAR = 6, SHARE = 7 };

/* What is being printed, and where. */
struct page {
    struct sw_summary *s;
    const struct options *options;
    FILE *out;
    const struct screen *screen;
    size_t width;
    size_t figures, codes, moves; /* columns of these */
};

/* figures - 7875154 as "7,875,154" */
static const char *figures(unsigned long long n, char out[NUMBER_TEXT])
{
    char digits[NUMBER_TEXT];
    size_t len = (size_t)snprintf(digits, sizeof digits, "%llu", n), i, to = 0;

    for (i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = digits[i];
    }
    out[to] = '\0';
    return out;
}

/* percent - "17.0 %" */
static const char *percent(unsigned long long n, unsigned long long all, char out[NUMBER_TEXT])
{
    unsigned long long tenths = all ? (n * 2000 + all) / (2 * all) : 0;

    snprintf(out, NUMBER_TEXT, "%llu.%llu %%", tenths / 10, tenths % 10);
    return out;
}

/* add_total - ", 65,365 deferred (5.9 %)"; none at all is said only always */
static void add_total(struct buf *line, const char *what, unsigned long long n,
                      unsigned long long all, bool always)
{
    char number[NUMBER_TEXT], share[NUMBER_TEXT];

    if (n == 0 && !always)
        return;
    buf_printf(line, ", %s %s", figures(n, number), what);
    if (all > 0)
        buf_printf(line, " (%s)", percent(n, all, share));
}

/* add_messages - how many messages the deferrals are about */
static void add_messages(const struct page *p, struct buf *line, const struct sw_totals *t)
{
    char number[NUMBER_TEXT], attempts[NUMBER_TEXT];
    bool exact;
    unsigned long long n = sw_summary_messages(p->s, SW_MESSAGES_DEFERRED, &exact);

    if (t->deferred == 0 || n == 0)
        return;
    buf_printf(line, " The %s deferral%s concern%s %s%s message%s.", figures(t->deferred, attempts),
               t->deferred == 1 ? "" : "s", t->deferred == 1 ? "s" : "", exact ? "" : "about ",
               figures(n, number), n == 1 ? "" : "s");
}

static void put_totals(const struct page *p)
{
    const struct sw_totals *t = sw_summary_totals(p->s);
    unsigned long long attempts = t->delivered + t->deferred + t->bounced;
    unsigned long long rest = t->success - t->delivered;
    bool whole = !options_filter(p->options);
    struct buf line = buf_new(LINE_MAX_BYTES);
    char number[NUMBER_TEXT];

    buf_printf(&line, "%s line%s:", figures(t->lines, number), t->lines == 1 ? "" : "s");
    if (t->outcomes == 0) {
        buf_puts(&line, whole ? " no outcome of any delivery." : " nothing passed the filter.");
    } else {
        size_t at = line.len;

        add_total(&line, "delivered", t->delivered, attempts, attempts > 0 && whole);
        add_total(&line, "deferred", t->deferred, attempts, attempts > 0 && whole);
        add_total(&line, "bounced", t->bounced, attempts, attempts > 0 && whole);
        add_total(&line, "refused here", t->rejected, 0, false);
        add_total(&line, "other failures on the way", t->remarks, 0, false);
        add_total(&line, "other successes", rest, 0, false);
        memmove(line.ptr + at, line.ptr + at + 1, line.len - at); /* no comma behind the colon */
        line.len--;
        buf_putc(&line, '.');
        add_messages(p, &line, t);
    }
    term_wrap(p->out, line.ptr ? line.ptr : "", 0, 2, p->width);
    buf_free(&line);
}

/* bar - of BAR columns at most, in eighths of one */
static void put_bar(const struct page *p, unsigned long long n, unsigned long long most)
{
    static const char *const part[] = { "",
                                        "\xe2\x96\x8f",
                                        "\xe2\x96\x8e",
                                        "\xe2\x96\x8d",
                                        "\xe2\x96\x8c",
                                        "\xe2\x96\x8b",
                                        "\xe2\x96\x8a",
                                        "\xe2\x96\x89" };
    unsigned long long eighths = most ? (n * 8 * BAR + most - 1) / most : 0, i;
    size_t columns = (size_t)(eighths + 7) / 8;

    for (i = 0; i < eighths / 8; i++)
        fputs("\xe2\x96\x88", p->out);
    fputs(part[eighths % 8], p->out);
    term_blanks(p->out, BAR - columns);
}

/* put_cut - text in so many columns, cut off if it is longer, padded if it is shorter and pad */
static void put_cut(const struct page *p, const char *text, size_t columns, bool pad)
{
    size_t all = term_columns(text, strlen(text)), n = 0, len = 0;

    if (all <= columns) {
        fputs(text, p->out);
        if (pad)
            term_blanks(p->out, columns - all);
        return;
    }
    while (text[len] != '\0' && n + 1 < columns) {
        len++;
        while (((unsigned char)text[len] & 0xc0) == 0x80)
            len++;
        n++;
    }
    fwrite(text, 1, len, p->out);
    fputs("\xe2\x80\xa6", p->out);
}

/* put_measure - count, share and bar of a row */
static void put_measure(const struct page *p, unsigned long long n, unsigned long long all,
                        unsigned long long most)
{
    char number[NUMBER_TEXT], share[NUMBER_TEXT];

    fprintf(p->out, "%*s  %*s  ", (int)p->figures, figures(n, number), SHARE,
            percent(n, all, share));
    put_bar(p, n, most);
    fputs("  ", p->out);
}

static void put_heading(const struct page *p, const char *rest)
{
    const struct palette *c = p->screen->colour;

    fprintf(p->out, "\n%s%*s  %*s  %-*s  %s%s\n", c->bold, (int)p->figures, "count", SHARE, "share",
            BAR, "", rest, c->reset);
}

/* put_more - what the table does not show: so many names, or 0 for those not kept apart */
static void put_more(const struct page *p, size_t names, const char *what, unsigned long long count,
                     unsigned long long all)
{
    char number[NUMBER_TEXT], share[NUMBER_TEXT];

    if (count == 0)
        return;
    fprintf(p->out, "%*s  %*s  %-*s  ", (int)p->figures, figures(count, number), SHARE,
            percent(count, all, share), BAR, "");
    if (names > 0)
        fprintf(p->out, "(%s more %s%s)\n", figures(names, number), what, names == 1 ? "" : "s");
    else
        fprintf(p->out, "(more %ss than are kept apart)\n", what);
}

/* figures_width - the columns that the largest count takes */
static size_t figures_width(unsigned long long most)
{
    char number[NUMBER_TEXT];
    size_t len = strlen(figures(most, number));

    return len < 7 ? 7 : len;
}

/* before_text - the columns before a table's names */
static size_t before_text(const struct page *p)
{
    return p->figures + 2 + SHARE + 2 + BAR + 2;
}

static const char *colour_of(const struct page *p, enum sw_class class)
{
    struct sw_outcome o = { .class = class };
    struct sink sink = { .screen = *p->screen };

    return printer_colour(&sink, &o);
}

static void code_of(const struct sw_reason *r, char out[CODE_TEXT])
{
    struct sw_outcome o = { .reply = r->reply, .enhanced = r->enhanced };

    printer_code(&o, out);
    if (*out == '\0')
        snprintf(out, CODE_TEXT, "-");
}

/* move_of - whose move it is, in one word or two */
static const char *move_of(const struct sw_reason *r)
{
    static const char *const outbound[] = { [SW_ACTS_SENDER] = "you",
                                            [SW_ACTS_RECIPIENT] = "recipient",
                                            [SW_ACTS_RECEIVER] = "their admin",
                                            [SW_ACTS_WAIT] = "wait",
                                            [SW_ACTS_NOBODY] = "nobody" };
    static const char *const inbound[] = { [SW_ACTS_SENDER] = "sender",
                                           [SW_ACTS_RECIPIENT] = "your user",
                                           [SW_ACTS_RECEIVER] = "you",
                                           [SW_ACTS_WAIT] = "wait",
                                           [SW_ACTS_NOBODY] = "nobody" };

    return r->direction == SW_DIRECTION_INBOUND ? inbound[r->acts] : outbound[r->acts];
}

/* reason_width - the columns that are left for a reason; on a narrow screen the rows are longer */
static size_t reason_width(const struct page *p)
{
    enum { LEAST = 8 };
    size_t others = before_text(p) + p->codes + 2 + 2 + p->moves;

    return p->width > others + LEAST ? p->width - others : LEAST;
}

/* put_reason - a row of the table of reasons */
static void put_reason(const struct page *p, const struct sw_reason *r, unsigned long long all,
                       unsigned long long most)
{
    size_t rest = reason_width(p);
    struct buf title = buf_new(LINE_MAX_BYTES);
    char code[CODE_TEXT];

    code_of(r, code);
    buf_puts(&title, r->title);
    if (r->provider && term_columns(r->title, strlen(r->title)) + strlen(r->provider) + 3 <= rest)
        buf_printf(&title, " [%s]", r->provider);
    put_measure(p, r->n.count, all, most);
    fprintf(p->out, "%s%-*s%s  ", colour_of(p, r->class), (int)p->codes, code,
            p->screen->colour->reset);
    put_cut(p, title.ptr ? title.ptr : "", rest, true);
    fprintf(p->out, "  %s\n", move_of(r));
    buf_free(&title);
}

/* Everything that failed: the whole of which shares are. */
struct whole {
    const struct sw_reason *const *list;
    size_t n;
    unsigned long long all;
    struct sw_count others;
};

static struct whole whole_of(const struct page *p)
{
    struct whole w = { .others = sw_summary_other_reasons(p->s) };
    size_t i;

    w.n = sw_summary_reasons(p->s, &w.list);
    w.all = w.others.count;
    for (i = 0; i < w.n; i++)
        w.all += w.list[i]->n.count;
    return w;
}

/* measure - the columns that the rows shown take */
static void measure(struct page *p, const struct whole *w, size_t top)
{
    char code[CODE_TEXT];
    size_t i;

    p->figures = figures_width(w->all);
    p->codes = p->moves = strlen("code");
    for (i = 0; i < top; i++) {
        size_t move = strlen(move_of(w->list[i]));

        code_of(w->list[i], code);
        p->codes = strlen(code) > p->codes ? strlen(code) : p->codes;
        p->moves = move > p->moves ? move : p->moves;
    }
}

static void put_reasons(struct page *p, const struct whole *w)
{
    size_t top = w->n < p->options->top ? w->n : p->options->top, i;
    unsigned long long rest = w->all - w->others.count;
    char heading[1024];

    measure(p, w, top);
    snprintf(heading, sizeof heading, "%-*s  %-*s  %s", (int)p->codes, "code", (int)reason_width(p),
             "reason", "move");
    put_heading(p, heading);
    for (i = 0; i < top; i++) {
        put_reason(p, w->list[i], w->all, w->list[0]->n.count);
        rest -= w->list[i]->n.count;
    }
    put_more(p, w->n - top, "reason", rest, w->all);
    put_more(p, 0, "reason", w->others.count, w->all);
}

/* put_detail - one reason: what it looks like and what to do */
static void put_detail(const struct page *p, const struct sw_reason *r, size_t number)
{
    struct sw_outcome o = { .acts = r->acts, .class = r->class, .direction = r->direction };
    const struct palette *c = p->screen->colour;
    char code[CODE_TEXT], figure[NUMBER_TEXT];
    struct buf line = buf_new(LINE_MAX_BYTES);
    size_t i;

    code_of(r, code);
    fprintf(p->out, "\n%2zu. %s%s%s ", number, c->bold, code, c->reset);
    put_cut(p, r->title, p->width - 5 - strlen(code), false);
    buf_printf(&line, "line %s: ", figures(r->n.first_line, figure));
    buf_puts(&line, r->example ? r->example : "");
    fputs("\n    ", p->out);
    put_cut(p, line.ptr ? line.ptr : "", p->width - 4, false);
    buf_clear(&line);
    if (r->nfix > 0)
        buf_printf(&line, "%s:", phrase_move(&o)->brief);
    for (i = 0; i < r->nfix; i++)
        buf_printf(&line, " %s", r->fix[i]);
    fputs("\n    ", p->out);
    term_wrap(p->out, line.ptr ? line.ptr : "", 4, 6, p->width);
    buf_free(&line);
}

/* put_lists - the blocklists that were named, and how to get off them */
static void put_lists(const struct page *p)
{
    size_t n = sw_summary_rows(p->s, SW_TABLE_LIST), i;
    struct buf line = buf_new(LINE_MAX_BYTES);
    char number[NUMBER_TEXT];

    for (i = 0; i < n && i < p->options->top; i++) {
        struct sw_row row = sw_summary_row(p->s, SW_TABLE_LIST, i);

        buf_clear(&line);
        buf_printf(&line, "%s failure%s name%s %s.", figures(row.n.count, number),
                   row.n.count == 1 ? "" : "s", row.n.count == 1 ? "s" : "", row.name);
        if (row.note)
            buf_printf(&line, " %s", row.note);
        fputs(i == 0 ? "\nBlocklists: " : "  ", p->out);
        term_wrap(p->out, line.ptr ? line.ptr : "", i == 0 ? 12 : 2, 4, p->width);
    }
    buf_free(&line);
}

/* A name and its count, for tables that are made of reasons. */
struct group {
    const char *name;
    unsigned long long count;
};

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct group *)a)->name, ((const struct group *)b)->name);
}

static int by_count(const void *x, const void *y)
{
    const struct group *a = x, *b = y;

    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return strcmp(a->name, b->name);
}

/* add_up - groups of one name; returns how many are left, the largest first */
static size_t add_up(struct group *groups, size_t n)
{
    size_t i, to = 0;

    qsort(groups, n, sizeof *groups, by_name);
    for (i = 1; i < n; i++)
        if (strcmp(groups[i].name, groups[to].name) == 0)
            groups[to].count += groups[i].count;
        else
            groups[++to] = groups[i];
    n = n ? to + 1 : 0;
    qsort(groups, n, sizeof *groups, by_count);
    return n;
}

/* put_groups - a table of names */
static void put_groups(struct page *p, const char *what, const struct group *groups, size_t n,
                       unsigned long long others)
{
    unsigned long long all = others, rest = 0, most = 0;
    size_t i;

    for (i = 0; i < n; i++) {
        all += groups[i].count;
        most = groups[i].count > most ? groups[i].count : most;
        rest += i >= p->options->top ? groups[i].count : 0;
    }
    p->figures = figures_width(all);
    put_heading(p, what);
    for (i = 0; i < n && i < p->options->top; i++) {
        put_measure(p, groups[i].count, all, most);
        put_cut(p, groups[i].name, p->width - before_text(p), false);
        putc('\n', p->out);
    }
    put_more(p, n - i, "name", rest, all);
    put_more(p, 0, "name", others, all);
}

/* put_by_reason - categories, codes, providers */
static void put_by_reason(struct page *p, const struct whole *w, enum by by)
{
    struct group *groups = calloc(w->n + 1, sizeof *groups);
    char(*codes)[CODE_TEXT] = calloc(w->n + 1, sizeof *codes);
    size_t i;

    for (i = 0; groups && codes && i < w->n; i++) {
        const struct sw_reason *r = w->list[i];

        code_of(r, codes[i]);
        groups[i].count = r->n.count;
        groups[i].name = by == BY_CATEGORY ? r->category
                         : by == BY_CODE   ? codes[i]
                         : r->provider     ? r->provider
                                           : "(not known)";
    }
    if (groups && codes)
        put_groups(p,
                   by == BY_CATEGORY ? "category"
                   : by == BY_CODE   ? "code"
                                     : "provider",
                   groups, add_up(groups, w->n), w->others.count);
    free(groups);
    free(codes);
}

/* put_by_row - domains, hosts, hours: the first come first of hours, the largest of others */
static void put_by_row(struct page *p, enum sw_table table, const char *what)
{
    struct sw_count others = sw_summary_other_rows(p->s, table);
    size_t n = sw_summary_rows(p->s, table), i;
    struct group *groups = calloc(n + 1, sizeof *groups);

    for (i = 0; groups && i < n; i++) {
        struct sw_row row = sw_summary_row(p->s, table, i);

        groups[i] = (struct group){ row.name, row.n.count };
    }
    if (groups)
        put_groups(p, what, groups, n, others.count);
    free(groups);
}

/* put_domains - the domains that fail most, on a line or two */
static void put_domains(const struct page *p)
{
    enum { SHOWN = 5 };
    size_t n = sw_summary_rows(p->s, SW_TABLE_DOMAIN), i;
    struct buf line = buf_new(LINE_MAX_BYTES);
    char number[NUMBER_TEXT];

    for (i = 0; i < n && i < SHOWN; i++) {
        struct sw_row row = sw_summary_row(p->s, SW_TABLE_DOMAIN, i);

        buf_printf(&line, "%s%s %s", i > 0 ? ", " : "", row.name, figures(row.n.count, number));
    }
    if (n > SHOWN)
        buf_printf(&line, " and %s more", figures(n - SHOWN, number));
    if (n > 0) {
        fputs("\nDomains: ", p->out);
        term_wrap(p->out, line.ptr ? line.ptr : "", 9, 4, p->width);
    }
    buf_free(&line);
}

static void put_all(struct page *p, const struct whole *w)
{
    size_t i;

    put_reasons(p, w);
    put_domains(p);
    put_lists(p);
    for (i = 0; i < w->n && i < p->options->top; i++)
        put_detail(p, w->list[i], i + 1);
}

void summary_print_text(struct sw_summary *s, const struct options *options,
                        const struct sink *sink)
{
    struct page p = { .s = s,
                      .options = options,
                      .out = sink->out,
                      .screen = &sink->screen,
                      .width = sink->screen.width };
    struct whole w;

    put_totals(&p);
    w = whole_of(&p);
    if (w.all == 0)
        return;
    switch (options->by) {
    case BY_REASON:
        put_all(&p, &w);
        break;
    case BY_CATEGORY:
    case BY_CODE:
    case BY_PROVIDER:
        put_by_reason(&p, &w, options->by);
        break;
    case BY_DOMAIN:
        put_by_row(&p, SW_TABLE_DOMAIN, "recipients' domain");
        break;
    case BY_HOST:
        put_by_row(&p, SW_TABLE_HOST, "host");
        break;
    case BY_HOUR:
        put_by_row(&p, SW_TABLE_HOUR, "hour");
        break;
    }
}
