/* SPDX-License-Identifier: MIT */
/*
 * A summary for people: totals, a table of what is asked for, and for the reasons an
 * example, whose move it is and the fix.
 */
#include "summary.h"

#include "buf.h"
#include "columns.h"
#include "group.h"
#include "page.h"
#include "phrase.h"
#include "term.h"
#include "utf8.h"

#include <string.h>

/* add_total - ": 65,365 deferred (5.9 %)", the next with a comma; none at all is said only always
 */
static void add_total(struct buf *line, const char *what, unsigned long long n,
                      unsigned long long all, bool always)
{
    char number[PAGE_NUMBER], share[PAGE_NUMBER];

    if (n == 0 && !always)
        return;
    buf_printf(line, "%s %s %s", line->ptr && strchr(line->ptr, ':') ? "," : ":",
               page_figures(n, number), what);
    if (all > 0)
        buf_printf(line, " (%s)", page_percent(n, all, share));
}

/* add_messages - how many messages the deferrals are about */
static void add_messages(const struct page *p, struct buf *line, const struct sw_totals *t)
{
    char number[PAGE_NUMBER], attempts[PAGE_NUMBER];
    bool exact;
    unsigned long long n = sw_summary_messages(p->s, SW_MESSAGES_DEFERRED, &exact);

    if (t->deferred == 0 || n == 0)
        return;
    buf_printf(line, " The %s deferral%s concern%s %s%s message%s.",
               page_figures(t->deferred, attempts), t->deferred == 1 ? "" : "s",
               t->deferred == 1 ? "s" : "", exact ? "" : "about ", page_figures(n, number),
               n == 1 ? "" : "s");
}

static void put_totals(const struct page *p)
{
    const struct sw_totals *t = sw_summary_totals(p->s);
    unsigned long long attempts = t->delivered + t->deferred + t->bounced;
    unsigned long long rest = t->success - t->delivered;
    bool whole = !options_filter(p->options);
    struct buf line = buf_new(PAGE_LINE);
    char number[PAGE_NUMBER];

    buf_printf(&line, "%s line%s", page_figures(t->lines, number), t->lines == 1 ? "" : "s");
    if (t->outcomes == 0) {
        buf_puts(&line, whole ? ": no outcome of any delivery." : ": nothing passed the filter.");
    } else {
        add_total(&line, "delivered", t->delivered, attempts, attempts > 0 && whole);
        add_total(&line, "deferred", t->deferred, attempts, attempts > 0 && whole);
        add_total(&line, "bounced", t->bounced, attempts, attempts > 0 && whole);
        add_total(&line, "refused here", t->rejected, 0, false);
        add_total(&line, "other failures on the way", t->remarks, 0, false);
        add_total(&line, "other successes", rest, 0, false);
        buf_putc(&line, '.');
        add_messages(p, &line, t);
    }
    term_wrap(p->out, line.ptr ? line.ptr : "", 0, 2, p->width);
    buf_free(&line);
}

static const char *colour_of(const struct page *p, enum sw_class class)
{
    struct sw_outcome o = { .class = class };
    struct sink sink = { .screen = *p->screen };

    return printer_colour(&sink, &o);
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
                                           [SW_ACTS_WAIT] = "they wait",
                                           [SW_ACTS_NOBODY] = "nobody" };

    return r->direction == SW_DIRECTION_INBOUND ? inbound[r->acts] : outbound[r->acts];
}

/* reason_width - the columns that are left for a reason; on a narrow screen the rows are longer */
static size_t reason_width(const struct page *p)
{
    enum { LEAST = 8 };
    size_t others = page_before_text(p) + p->codes + 2 + 2 + p->moves;

    return p->width > others + LEAST ? p->width - others : LEAST;
}

/* put_reason - a row of the table of reasons */
static void put_reason(const struct page *p, const struct sw_reason *r, unsigned long long all,
                       unsigned long long most)
{
    size_t rest = reason_width(p);
    struct buf title = buf_new(PAGE_LINE);
    char code[CODE_TEXT];

    page_code(r, code);
    buf_puts(&title, r->title);
    if (r->provider && columns_of(r->title, strlen(r->title)) + strlen(r->provider) + 3 <= rest)
        buf_printf(&title, " [%s]", r->provider);
    page_measure(p, r->n.count, all, most);
    fprintf(p->out, "%s%-*s%s  ", colour_of(p, r->class), (int)p->codes, code,
            p->screen->colour->reset);
    page_cut(p, title.ptr ? title.ptr : "", rest, true);
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

    p->figures = page_figures_width(w->all);
    p->codes = p->moves = strlen("code");
    for (i = 0; i < top; i++) {
        size_t move = strlen(move_of(w->list[i]));

        page_code(w->list[i], code);
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
    page_heading(p, heading);
    for (i = 0; i < top; i++) {
        put_reason(p, w->list[i], w->all, w->list[0]->n.count);
        rest -= w->list[i]->n.count;
    }
    page_more(p, w->n - top, "reason", rest, w->all);
    page_more(p, 0, "reason", w->others.count, w->all);
}

/* add_line - where the example stands: its line, in its file if there are several */
static void add_line(const struct page *p, struct buf *text, unsigned long long line)
{
    const struct place *place = places_find(p->places, line);
    char figure[PAGE_NUMBER];

    if (place) {
        const char *name = diag_source(place->source);

        utf8_add_safe(text, name, strlen(name));
        buf_printf(text, ":%llu: ", line - place->before);
    } else {
        buf_printf(text, "line %s: ", page_figures(line, figure));
    }
}

/* put_detail - one reason: what it looks like and what to do */
static void put_detail(const struct page *p, const struct sw_reason *r, size_t number)
{
    struct sw_outcome o = { .reply = r->reply,
                            .enhanced = r->enhanced,
                            .class = r->class,
                            .acts = r->acts,
                            .direction = r->direction };
    const struct palette *c = p->screen->colour;
    char code[CODE_TEXT];
    struct buf line = buf_new(PAGE_LINE);
    size_t i;

    page_code(r, code);
    fprintf(p->out, "\n%2zu. %s%s%s ", number, c->bold, code, c->reset);
    page_cut(p, r->title, p->width - 5 - strlen(code), false);
    add_line(p, &line, r->n.first_line);
    buf_puts(&line, r->example ? r->example : "");
    fputs("\n    ", p->out);
    page_cut(p, line.ptr ? line.ptr : "", p->width - 4, false);
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
    struct buf line = buf_new(PAGE_LINE);
    char number[PAGE_NUMBER];

    for (i = 0; i < n && i < p->options->top; i++) {
        struct sw_row row = sw_summary_row(p->s, SW_TABLE_LIST, i);

        buf_clear(&line);
        buf_printf(&line, "%s failure%s name%s %s.", page_figures(row.n.count, number),
                   row.n.count == 1 ? "" : "s", row.n.count == 1 ? "s" : "", row.name);
        if (row.note)
            buf_printf(&line, " %s", row.note);
        fputs(i == 0 ? "\nBlocklists: " : "  ", p->out);
        term_wrap(p->out, line.ptr ? line.ptr : "", i == 0 ? 12 : 2, 4, p->width);
    }
    buf_free(&line);
}

/* put_domains - the domains that fail most, on a line or two */
static void put_domains(const struct page *p)
{
    enum { SHOWN = 5 };
    size_t n = sw_summary_rows(p->s, SW_TABLE_DOMAIN), i;
    struct buf line = buf_new(PAGE_LINE);
    char number[PAGE_NUMBER];

    for (i = 0; i < n && i < SHOWN; i++) {
        struct sw_row row = sw_summary_row(p->s, SW_TABLE_DOMAIN, i);

        buf_printf(&line, "%s%s %s", i > 0 ? ", " : "", row.name,
                   page_figures(row.n.count, number));
    }
    if (n > SHOWN)
        buf_printf(&line, " and %s more", page_figures(n - SHOWN, number));
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

/* put_tables - as the options say; false when memory is short */
static bool put_tables(struct page *p, const struct whole *w)
{
    switch (p->options->by) {
    case BY_REASON:
        put_all(p, w);
        break;
    case BY_CATEGORY:
    case BY_CODE:
    case BY_PROVIDER:
        return group_reasons(p, w->list, w->n, w->others.count);
    case BY_DOMAIN:
        return group_rows(p, SW_TABLE_DOMAIN, "recipients' domain");
    case BY_HOST:
        return group_rows(p, SW_TABLE_HOST, "host");
    case BY_HOUR:
        return group_rows(p, SW_TABLE_HOUR, "hour");
    }
    return true;
}

bool summary_print_text(struct sw_summary *s, const struct options *options,
                        const struct places *places, const struct sink *sink)
{
    struct page p = { .s = s,
                      .options = options,
                      .places = places,
                      .out = sink->out,
                      .screen = &sink->screen,
                      .width = sink->screen.width };
    struct whole w;

    put_totals(&p);
    w = whole_of(&p);
    return w.all == 0 || put_tables(&p, &w);
}
