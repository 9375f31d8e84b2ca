/* SPDX-License-Identifier: MIT */
/*
 * The text of a page in HTML, as mail has it: tags are passed over and the commonest
 * characters by name are read.  No parser: what is broken is text.
 */
#include "html.h"

#include "ascii.h"

#include <string.h>

/* Elements that begin a line of their own. */
static const char *const blocks[] = { "br", "p",  "div",   "tr", "li",  "h1", "h2",    "h3",
                                      "ul", "ol", "table", "hr", "pre", "td", "title", "th" };

static const struct {
    const char *name, *text;
} entities[] = {
    { "&lt;", "<" },    { "&gt;", ">" },   { "&amp;", "&" },   { "&nbsp;", " " },
    { "&quot;", "\"" }, { "&#39;", "'" },  { "&apos;", "'" },  { "&#039;", "'" },
    { "&#64;", "@" },   { "&#34;", "\"" }, { "&rsquo;", "'" },
};

/* is_tag - does the tag at p, behind "<" and "/", have that name? */
static bool is_tag(const char *p, const char *end, const char *name)
{
    size_t n = strlen(name);

    return begins(p, (size_t)(end - p), name) && (p + n == end || !is_alnum(p[n]));
}

/* behind_tag - skips the tag at p, and all of a style or script */
static const char *behind_tag(const char *p, const char *end, struct buf *out)
{
    static const char *const hidden[] = { "style", "script", "head" };
    const char *name = p + 1, *close;
    size_t i;

    if (end - p > 4 && memcmp(p, "<!--", 4) == 0) {
        close = memmem(p, (size_t)(end - p), "-->", 3);
        return close ? close + 3 : end;
    }
    for (i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (is_tag(name, end, hidden[i]))
            for (p++; p < end; p++)
                if (*p == '<' && end - p > 2 && p[1] == '/' && is_tag(p + 2, end, hidden[i]))
                    break;
    if (name < end && *name == '/')
        name++;
    for (i = 0; i < sizeof blocks / sizeof *blocks; i++)
        if (is_tag(name, end, blocks[i]))
            buf_putc(out, '\n');
    close = p < end ? memchr(p, '>', (size_t)(end - p)) : NULL;
    return close ? close + 1 : end;
}

/* entity_add - the character that is named at p; returns the bytes taken, or 0 */
static size_t entity_add(const char *p, const char *end, struct buf *out)
{
    size_t i;

    for (i = 0; i < sizeof entities / sizeof *entities; i++)
        if (begins(p, (size_t)(end - p), entities[i].name)) {
            buf_puts(out, entities[i].text);
            return strlen(entities[i].name);
        }
    return 0;
}

void html_add(struct buf *out, struct span html)
{
    const char *p = html.ptr, *end = p + html.len;
    size_t n;

    while (p < end && !out->truncated) {
        if (*p == '<' && p + 1 < end &&
            (is_alpha(p[1]) || p[1] == '/' || p[1] == '!' || p[1] == '?')) {
            p = behind_tag(p, end, out);
        } else if (*p == '&' && (n = entity_add(p, end, out)) > 0) {
            p += n;
        } else {
            buf_putc(out, *p == '\n' || *p == '\t' ? ' ' : *p);
            p++;
        }
    }
    buf_putc(out, '\n');
}
