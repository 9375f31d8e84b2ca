/* SPDX-License-Identifier: MIT */
/*
 * The parts that a summary's tables are made of.
 */
#include "page.h"

#include "columns.h"
#include "term.h"

#include <string.h>

enum { BAR = 6, SHARE = 7, FIGURES_LEAST = 7 }; /* columns */

const char *page_figures(unsigned long long n, char out[PAGE_NUMBER])
{
    char digits[PAGE_NUMBER];
    size_t len = (size_t)snprintf(digits, sizeof digits, "%llu", n), i, to = 0;

    for (i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            out[to++] = ',';
        out[to++] = digits[i];
    }
    out[to] = '\0';
    return out;
}

const char *page_percent(unsigned long long n, unsigned long long all, char out[PAGE_NUMBER])
{
    unsigned long long tenths = all ? (n * 2000 + all) / (2 * all) : 0;

    snprintf(out, PAGE_NUMBER, "%llu.%llu %%", tenths / 10, tenths % 10);
    return out;
}

/* put_bar - of BAR columns at most, in eighths of one or, in ASCII, whole ones */
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

    for (i = 0; i < (p->screen->ascii ? columns : eighths / 8); i++)
        fputs(p->screen->ascii ? "#" : "\xe2\x96\x88", p->out);
    fputs(p->screen->ascii ? "" : part[eighths % 8], p->out);
    term_blanks(p->out, BAR - columns);
}

void page_cut(const struct page *p, const char *text, size_t columns, bool pad)
{
    const char *mark = p->screen->ascii ? "..." : "\xe2\x80\xa6";
    size_t len = strlen(text), all = columns_of(text, len), wide = p->screen->ascii ? 3 : 1, shown;

    if (all <= columns) {
        fputs(text, p->out);
        if (pad)
            term_blanks(p->out, columns - all);
        return;
    }
    len = columns_fit(text, len, columns > wide ? columns - wide : 0);
    shown = columns_of(text, len) + wide;
    fwrite(text, 1, len, p->out);
    fputs(mark, p->out);
    if (pad && columns > shown)
        term_blanks(p->out, columns - shown);
}

void page_measure(const struct page *p, unsigned long long n, unsigned long long all,
                  unsigned long long most)
{
    char number[PAGE_NUMBER], share[PAGE_NUMBER];

    fprintf(p->out, "%*s  %*s  ", (int)p->figures, page_figures(n, number), SHARE,
            page_percent(n, all, share));
    put_bar(p, n, most);
    fputs("  ", p->out);
}

void page_heading(const struct page *p, const char *rest)
{
    const struct palette *c = p->screen->colour;

    fprintf(p->out, "\n%s%*s  %*s  %-*s  %s%s\n", c->bold, (int)p->figures, "count", SHARE, "share",
            BAR, "", rest, c->reset);
}

void page_more(const struct page *p, size_t names, const char *what, unsigned long long count,
               unsigned long long all)
{
    char number[PAGE_NUMBER], share[PAGE_NUMBER];

    if (count == 0)
        return;
    fprintf(p->out, "%*s  %*s  %-*s  ", (int)p->figures, page_figures(count, number), SHARE,
            page_percent(count, all, share), BAR, "");
    if (names > 0)
        fprintf(p->out, "(%s more %s%s)\n", page_figures(names, number), what,
                names == 1 ? "" : "s");
    else
        fprintf(p->out, "(more %ss than are kept apart)\n", what);
}

size_t page_figures_width(unsigned long long most)
{
    char number[PAGE_NUMBER];
    size_t len = strlen(page_figures(most, number));

    return len < FIGURES_LEAST ? FIGURES_LEAST : len;
}

size_t page_before_text(const struct page *p)
{
    return p->figures + 2 + SHARE + 2 + BAR + 2;
}

void page_code(const struct sw_reason *r, char out[CODE_TEXT])
{
    struct sw_outcome o = { .reply = r->reply, .enhanced = r->enhanced };

    printer_code(&o, out);
    if (*out == '\0')
        snprintf(out, CODE_TEXT, "-");
}
