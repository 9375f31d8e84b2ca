/* SPDX-License-Identifier: MIT */
/*
 * Blanks in sentences, commands and URLs.  What comes from a reply is hostile: in
 * a command it stands in single quotes unless it is made of nothing but letters,
 * digits and a few harmless marks, and never begins with "-".
 */
#include "fill.h"

#include "ascii.h"

#include <string.h>

/* plain - may the value stand in a command without quotes? */
static bool plain(const char *value)
{
    const char *p = value;

    if (*p == '-' || *p == '\0')
        return false;
    for (; *p; p++)
        if (!is_alnum(*p) && !strchr(".-_@:+/=%", *p))
            return false;
    return true;
}

/* add_quoted - for a POSIX shell: 'it'\''s' */
static void add_quoted(struct buf *out, const char *value)
{
    const char *p;

    if (plain(value)) {
        buf_puts(out, value);
        return;
    }
    /* a leading "-" would be taken for an option by the command itself: quotes do not help */
    if (*value == '-')
        buf_puts(out, "./");
    buf_putc(out, '\'');
    for (p = value; *p; p++) {
        if (*p == '\'')
            buf_puts(out, "'\\''");
        else
            buf_putc(out, *p);
    }
    buf_putc(out, '\'');
}

/* add_encoded - RFC 3986: unreserved characters as they are, and ':' of IPv6 */
static void add_encoded(struct buf *out, const char *value)
{
    for (; *value; value++) {
        if (is_alnum(*value) || strchr(".-_~:", *value))
            buf_putc(out, *value);
        else
            buf_printf(out, "%%%02X", (unsigned char)*value);
    }
}

/* add_value - false if a URL cannot be filled */
static bool add_value(struct buf *out, const char *value, enum blank blank, enum fill_style style)
{
    switch (style) {
    case FILL_PROSE:
        buf_puts(out, value ? value : blank_forms[blank].prose);
        break;
    case FILL_COMMAND:
        if (value)
            add_quoted(out, value);
        else
            buf_puts(out, blank_forms[blank].command);
        break;
    case FILL_URL:
        if (!value)
            return false;
        add_encoded(out, value);
        break;
    }
    return true;
}

const char *fill(struct sw_ctx *ctx, const char *text, size_t len, const struct blanks *blanks,
                 enum fill_style style)
{
    const char *p = text, *end = text + len, *open, *close;
    struct buf *out = &ctx->scratch;

    if (len == 0)
        return NULL;
    if (!memchr(text, '{', len))
        return ctx_copy(ctx, text, len);
    buf_clear(out);
    while ((open = memchr(p, '{', (size_t)(end - p)))) {
        enum blank blank = BLANKS;

        buf_add(out, p, (size_t)(open - p));
        close = memchr(open, '}', (size_t)(end - open));
        if (close)
            blank = blank_named(open + 1, (size_t)(close - open - 1));
        if (blank == BLANKS) {
            buf_putc(out, '{');
            p = open + 1;
            continue;
        }
        if (!add_value(out, blanks->value[blank], blank, style))
            return NULL;
        p = close + 1;
    }
    buf_add(out, p, (size_t)(end - p));
    return ctx_copy(ctx, out->ptr, out->len);
}

const char *fill_text(struct sw_ctx *ctx, const struct ruleset *set, uint32_t text,
                      const struct blanks *blanks, enum fill_style style)
{
    const char *p = set->strings + (text & ~TEXT_BLANKS);

    if (text & TEXT_BLANKS)
        return fill(ctx, p, strlen(p), blanks, style);
    return text ? p : NULL;
}

size_t fill_list(struct sw_ctx *ctx, const struct ruleset *set, uint32_t list,
                 const struct blanks *blanks, enum fill_style style, const char *out[SW_STEPS_MAX])
{
    const uint32_t *text = &set->lists[list + 1], *end = text + set->lists[list];
    size_t n = 0;

    for (; n < SW_STEPS_MAX && text < end; text++) {
        out[n] = fill_text(ctx, set, *text, blanks, style);
        n += out[n] != NULL;
    }
    return n;
}
