/* SPDX-License-Identifier: MIT */
/*
 * The reference: the codes and categories of the tables, as the public interface
 * hands them out.
 */
#include "smtpwhy.h"

#include "ctx.h"
#include "fill.h"
#include "table.h"

#include <string.h>

const char *sw_category_at(size_t n)
{
    return n < tables.ncategories ? table_string(tables.categories[n].slug) : NULL;
}

bool sw_category_known(const char *name)
{
    return table_category(name) >= 0;
}

bool sw_reference_at(size_t n, struct sw_reference *out)
{
    const struct category *category;
    const struct code *c;

    if (n >= tables.ncodes)
        return false;
    c = &tables.codes[n];
    category = &tables.categories[c->category];
    *out = (struct sw_reference){ .code = table_string(c->text),
                                  .outside = c->outside,
                                  .category = table_string(category->slug),
                                  .title = table_string(c->title),
                                  .meaning = table_string(c->meaning) };
    out->nfix = table_texts(c->fix ? c->fix : category->fix, out->fix);
    out->ncheck = table_texts(c->check ? c->check : category->check, out->check);
    out->nreferences = table_texts(c->source, out->references);
    return true;
}

const char *sw_reference_text(struct sw_ctx *ctx, const char *text, bool command)
{
    static const struct blanks unknown;
    const char *filled;

    ctx->arena_used = 0;
    filled = fill(ctx, text, strlen(text), &unknown, command ? FILL_COMMAND : FILL_PROSE);
    return filled ? filled : "";
}
