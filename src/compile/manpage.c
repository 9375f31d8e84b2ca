/* SPDX-License-Identifier: MIT */
/*
 * swmanpage TEMPLATE OUTPUT: makes the man page smtp-codes(7).  Copies the
 * template, mdoc(7), and puts the knowledge where it has a line "@replies@",
 * "@enhanced@" or "@categories@".  The same data give the same bytes.
 */
#include "ascii.h"
#include "fill.h"
#include "smtpwhy.h"
#include "table.h"
#include "tool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 78 }; /* mandoc wants input lines shorter than 80 */

struct page {
    const char *template; /* its name */
    char *text;           /* what stands in it */
    FILE *out;
    struct sw_ctx *ctx;  /* whose arena holds filled texts */
    const char *subject; /* title of the section that is open; NULL: none */
};

/* put_char - one character as roff takes it literally */
static void put_char(FILE *out, char c)
{
    if (c == '\\')
        fputs("\\e", out);
    else
        putc(c, out);
}

/* put_argument - text as the only argument of a macro, never a macro itself */
static void put_argument(FILE *out, const char *text)
{
    putc('"', out);
    for (; *text; text++) {
        if (*text == '"')
            fputs("\\(dq", out);
        else if (*text == '-')
            fputs("\\-", out); /* a minus, which can be pasted into a shell, and no hyphen */
        else if (*text == '\'')
            fputs("\\(aq", out);
        else
            put_char(out, *text);
    }
    fputs("\"\n", out);
}

/* ends_sentence - does the word end one, when the next begins with after? */
static bool ends_sentence(const char *word, size_t len, char after)
{
    return len > 1 && strchr(".!?", word[len - 1]) && !(after >= 'a' && after <= 'z');
}

/* put_prose - wrapped; a new sentence begins a new line, as mdoc wants it */
static void put_prose(FILE *out, const char *text)
{
    size_t at = 0, len, i;

    for (text += strspn(text, " "); *text; text += strspn(text, " ")) {
        len = strcspn(text, " ");
        if (at > 0 && at + 1 + len > COLUMNS) {
            putc('\n', out);
            at = 0;
        }
        if (at > 0)
            putc(' ', out);
        else if (*text == '.' || *text == '\'')
            fputs("\\&", out);
        for (i = 0; i < len; i++)
            put_char(out, text[i]);
        at += len + 1;
        if (ends_sentence(text, len, text[len] ? text[len + 1] : ' ')) {
            putc('\n', out);
            at = 0;
        }
        text += len;
    }
    if (at > 0)
        putc('\n', out);
}

/* filled - the text with neutral phrases for its blanks; good until the next call */
static const char *filled(struct page *page, const char *text, enum fill_style style)
{
    static const struct blanks none;
    const char *result;

    page->ctx->arena_used = 0;
    result = fill(page->ctx, text, strlen(text), &none, style);
    return result ? result : "";
}

static void put_filled(struct page *page, const char *text)
{
    put_prose(page->out, filled(page, text, FILL_PROSE));
}

static void put_steps(struct page *page, const char *const *steps, size_t n)
{
    size_t i;

    if (n == 0)
        return;
    fputs(".Bl -dash -compact\n", page->out);
    for (i = 0; i < n; i++) {
        fputs(".It\n", page->out);
        put_filled(page, steps[i]);
    }
    fputs(".El\n", page->out);
}

/* put_commands - each on a line that is not broken */
static void put_commands(struct page *page, const char *const *commands, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        fputs(".Dl ", page->out);
        put_argument(page->out, filled(page, commands[i], FILL_COMMAND));
    }
}

static bool is_link(const char *source)
{
    return begins(source, strlen(source), "https://");
}

/* put_sources - the standards in brackets, then the links */
static void put_sources(struct page *page, const char *const *sources, size_t n)
{
    size_t standards = 0, i;

    for (i = 0; i < n; i++)
        if (!is_link(sources[i]))
            fprintf(page->out, "%s%s", standards++ ? ", " : ".Pq ", sources[i]);
    if (standards > 0)
        putc('\n', page->out);
    for (i = 0; i < n; i++)
        if (is_link(sources[i]))
            fprintf(page->out, ".Lk %s\n", sources[i]);
}

/* open_section - a heading and a list, unless it is open already */
static void open_section(struct page *page, const char *title)
{
    if (page->subject && title && strcmp(page->subject, title) == 0)
        return;
    if (page->subject)
        fputs(".El\n", page->out);
    if (title)
        fprintf(page->out, ".Ss %s\n.Bl -tag -width x.7.999*\n", title);
    page->subject = title;
}

/* section_of - what the code's first digit, or its subject, is about */
static const char *section_of(const char *code)
{
    static const struct {
        const char *prefix, *title;
    } sections[] = {
        { "1", "1xx: no replies of SMTP" },
        { "2", "2xx: done" },
        { "3", "3xx: go on" },
        { "4", "4xx: not now, try again" },
        { "5", "5xx: no" },
        { "6", "6xx: no replies of SMTP" },
        { ".0", "x.0: other or undefined" },
        { ".1", "x.1: address" },
        { ".2", "x.2: mailbox" },
        { ".3", "x.3: mail system" },
        { ".4", "x.4: network and routing" },
        { ".5", "x.5: protocol" },
        { ".6", "x.6: content or media" },
        { ".7", "x.7: security and policy" },
    };
    const char *key = code[1] == '.' ? code + 1 : code;
    size_t i, len;

    for (i = 0; i < sizeof sections / sizeof *sections; i++) {
        len = strlen(sections[i].prefix);
        if (strncmp(key, sections[i].prefix, len) == 0 && (*key != '.' || !is_digit(key[len])))
            return sections[i].title;
    }
    return "Other codes";
}

/* own_steps - how many; none if they are its category's, which stand elsewhere on the page */
static size_t own_steps(const struct sw_reference *entry)
{
    int category = table_category(entry->category);
    const char *steps[SW_STEPS_MAX];
    size_t n, i;

    if (category < 0)
        return entry->nfix;
    n = table_texts(tables.categories[category].fix, steps);
    for (i = 0; i < n && i < entry->nfix && strcmp(steps[i], entry->fix[i]) == 0; i++)
        ;
    return i == n && n == entry->nfix ? 0 : entry->nfix;
}

static void put_code(struct page *page, const struct sw_reference *entry)
{
    FILE *out = page->out;

    open_section(page, section_of(entry->code));
    fprintf(out, ".It Cm %s%s\n.Sy ", entry->code, entry->outside ? "*" : "");
    put_argument(out, entry->title);
    fprintf(out, ".Pq Ar %s .\n", entry->category);
    put_filled(page, entry->meaning);
    put_steps(page, entry->fix, own_steps(entry));
    put_sources(page, entry->references, entry->nreferences);
}

/* put_codes - the reply codes or the enhanced ones */
static void put_codes(struct page *page, bool enhanced)
{
    struct sw_reference entry;
    size_t n;

    page->subject = NULL;
    for (n = 0; sw_reference_at(n, &entry); n++)
        if ((entry.code[1] == '.') == enhanced)
            put_code(page, &entry);
    open_section(page, NULL);
}

static void put_category(struct page *page, const struct category *c)
{
    static const char *const retry[] = {
        [RETRY_CLASS] = "if temporary", [RETRY_YES] = "yes", [RETRY_NO] = "no"
    };
    const char *texts[SW_STEPS_MAX];
    FILE *out = page->out;

    fprintf(out, ".It Cm %s\n.Sy ", table_string(c->slug));
    put_argument(out, table_string(c->title));
    fprintf(out, "(group %s; acts: %s; retry: %s).\n", table_string(c->group),
            sw_acts_name((enum sw_acts)c->acts), retry[c->retry]);
    put_filled(page, table_string(c->meaning));
    put_steps(page, texts, table_texts(c->fix, texts));
    put_commands(page, texts, table_texts(c->check, texts));
}

static void put_categories(struct page *page)
{
    size_t i;

    fputs(".Bl -tag -width Ds\n", page->out);
    for (i = 0; i < tables.ncategories; i++)
        put_category(page, &tables.categories[i]);
    fputs(".El\n", page->out);
}

/* put_line - of the template, or the knowledge that it asks for */
static void put_line(struct page *page, const char *line)
{
    if (strcmp(line, "@replies@") == 0)
        put_codes(page, false);
    else if (strcmp(line, "@enhanced@") == 0)
        put_codes(page, true);
    else if (strcmp(line, "@categories@") == 0)
        put_categories(page);
    else
        fprintf(page->out, "%s\n", line);
}

/* put_page - the template with the knowledge in it */
static void put_page(const void *made, FILE *out)
{
    struct page page = *(const struct page *)made;
    char *rest = page.text, *line;

    page.out = out;
    fprintf(out, ".\\\" Made by swmanpage from %s and the files in data; do not edit.\n",
            page.template);
    while (rest && *rest) {
        line = strsep(&rest, "\n");
        put_line(&page, line);
    }
}

int main(int argc, char **argv)
{
    struct page page = { .ctx = sw_new(), .template = argv[1] };
    const char *failed = NULL;
    size_t len;

    if (argc != 3 || !page.ctx) {
        fprintf(stderr, "usage: swmanpage TEMPLATE OUTPUT\n");
        return 1;
    }
    page.text = tool_read(argv[1], &len);
    if (page.text)
        page.text[len] = '\0';
    if (!page.text)
        failed = argv[1];
    else if (!tool_write(argv[2], put_page, &page))
        failed = argv[2];
    if (failed)
        fprintf(stderr, "swmanpage: %s: %s\n", failed, strerror(errno));
    free(page.text);
    sw_free(page.ctx);
    return failed ? 1 : 0;
}
