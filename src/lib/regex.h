/* SPDX-License-Identifier: MIT */
/*
 * PCRE2 with limits: every pattern is compiled once, by JIT where the machine
 * has it, and matched under one context that bounds time, depth and heap.
 */
#ifndef REGEX_H
#define REGEX_H

#define PCRE2_CODE_UNIT_WIDTH 8

#include "record.h"

#include <pcre2.h>
#include <stdbool.h>
#include <stddef.h>

/* What all matching of one thread shares. */
struct regex_env {
    pcre2_match_context *limits;
    pcre2_match_data *data; /* of the last match: regex_span() reads it */
    char warning[256];      /* what went wrong last; empty if nothing did */
};

bool regex_env_init(struct regex_env *env);
void regex_env_free(struct regex_env *env);

/*
 * Compiles pattern, matched byte by byte; options are PCRE2's, as PCRE2_CASELESS.  Returns NULL on
 * an error, whose offset and message it sets.  Free the result with pcre2_code_free().
 */
pcre2_code *regex_compile(const char *pattern, uint32_t options, size_t *offset, char *message,
                          size_t size);

#define REGEX_ANYWHERE PCRE2_UNSET

/*
 * Searches text for a match that begins at byte start or behind it, but not behind byte last,
 * for which the pattern must have been compiled with PCRE2_USE_OFFSET_LIMIT.  Any result but match
 * and no match leaves a warning that names the pattern, and counts as no match.
 */
bool regex_match(struct regex_env *env, const pcre2_code *code, const char *name, struct span text,
                 size_t start, size_t last);

/* The bytes [*start, *end) that group took in the last match; false if none. */
bool regex_span(const struct regex_env *env, unsigned group, size_t *start, size_t *end);

#endif
