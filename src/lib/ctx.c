/* SPDX-License-Identifier: MIT */
/*
 * Making and unmaking a context, and the memory of one outcome.
 */
#include "ctx.h"

#include "site.h"
#include "table.h"
#include "token.h"
#include "unwrap.h"
#include "utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BUFFER_MAX = 64 * 1024, COLOURED_MAX = 1024 * 1024 };

struct sw_ctx *sw_new(void)
{
    struct sw_ctx *ctx = calloc(1, sizeof *ctx);

    if (!ctx)
        return NULL;
    ctx->words = buf_new(BUFFER_MAX);
    ctx->plain = buf_new(BUFFER_MAX);
    ctx->scratch = buf_new(BUFFER_MAX);
    ctx->decoded = buf_new(BUFFER_MAX);
    ctx->mended = buf_new(UNWRAP_MOST);
    ctx->colourless = buf_new(COLOURED_MAX);
    ctx->arena = malloc(ARENA_SIZE);
    ctx->parser.env = &ctx->env;
    ctx->parser.token = token_compile();
    scene_reader_init(&ctx->scenes, &ctx->env);
    if (!ctx->arena || !ctx->parser.token || !regex_env_init(&ctx->env) ||
        !matcher_init(&ctx->builtin, &tables.rules)) {
        sw_free(ctx);
        return NULL;
    }
    return ctx;
}

void sw_free(struct sw_ctx *ctx)
{
    if (!ctx)
        return;
    site_free(ctx->site);
    matcher_free(&ctx->builtin);
    scene_reader_free(&ctx->scenes);
    pcre2_code_free(ctx->parser.token);
    regex_env_free(&ctx->env);
    buf_free(&ctx->words);
    buf_free(&ctx->plain);
    buf_free(&ctx->scratch);
    buf_free(&ctx->decoded);
    buf_free(&ctx->mended);
    buf_free(&ctx->colourless);
    free(ctx->arena);
    free(ctx);
}

const char *sw_warning(struct sw_ctx *ctx)
{
    if (ctx->env.warning[0] == '\0')
        return NULL;
    buf_clear(&ctx->scratch);
    buf_puts(&ctx->scratch, ctx->env.warning);
    ctx->env.warning[0] = '\0';
    return ctx->scratch.ptr;
}

const char *ctx_copy(struct sw_ctx *ctx, const char *text, size_t len)
{
    size_t room = ARENA_SIZE - ctx->arena_used;
    char *to = ctx->arena + ctx->arena_used;

    if (room == 0)
        return "";
    if (len >= room) {
        len = room - 1;
        while (len > 0 && utf8_continues(text[len]))
            len--; /* not in the middle of a character */
    }
    if (len > 0)
        memcpy(to, text, len);
    to[len] = '\0';
    ctx->arena_used += len + 1;
    return to;
}

const char *ctx_safe(struct sw_ctx *ctx, struct span text)
{
    if (!text.ptr)
        return NULL;
    buf_clear(&ctx->scratch);
    utf8_add_safe(&ctx->scratch, text.ptr, text.len);
    return ctx_copy(ctx, ctx->scratch.ptr ? ctx->scratch.ptr : "", ctx->scratch.len);
}
