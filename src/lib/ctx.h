/* SPDX-License-Identifier: MIT */
/*
 * What one context holds: the engine's parts and the memory of the outcome that
 * is being explained.
 */
#ifndef CTX_H
#define CTX_H

#include "buf.h"
#include "match.h"
#include "parse.h"
#include "scene.h"
#include "smtpwhy.h"
#include "told.h"

enum { ARENA_SIZE = 128 * 1024 };

struct sw_ctx {
    struct regex_env env;
    struct parser parser;
    struct scene_reader scenes;
    struct matcher builtin;
    struct matcher *site; /* rules read at run time; NULL: none */
    struct buf words;     /* of the reply, folded */
    struct buf plain;     /* the same as it was written */
    struct buf scratch;
    struct buf decoded;    /* what a log format or a message had to decode */
    struct buf mended;     /* a text whose lines were wrapped */
    struct buf colourless; /* one in which colours were */
    char *arena;           /* strings of the outcome: emptied for each */
    size_t arena_used;
    struct sw_blocklist blocklist;
    struct told told;         /* in this call, or by the message that is read */
    struct said last_success; /* told only if nothing failed */
};

/* A NUL-terminated copy in the arena; what no longer fits is cut off.  "" for nothing. */
const char *ctx_copy(struct sw_ctx *ctx, const char *text, size_t len);

/* The same made safe to show; NULL for a span that is not there. */
const char *ctx_safe(struct sw_ctx *ctx, struct span text);

#endif
