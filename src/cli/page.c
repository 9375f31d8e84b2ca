/* SPDX-License-Identifier: MIT */
/*
 * The parts that a summary's tables are made of.
 */
#include "page.h"

#include "term.h"
#include "utf8.h"

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

/* put_bar - of BAR columns at most, in eighths of one */
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

void page_cut(const struct page *p, const char *text, size_t columns, bool pad)
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
        while (utf8_continues(text[len]))
            len++;
        n++;
    }
    fwrite(text, 1, len, p->out);
    fputs("\xe2\x80\xa6", p->out);
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
