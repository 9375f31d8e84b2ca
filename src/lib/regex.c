/* SPDX-License-Identifier: MIT */
/*
 * The one place that calls PCRE2's matcher.  The limits are far above what any
 * pattern of the data needs and far below what a person would notice.
 */
#include "regex.h"

#include <stdio.h>
#include <string.h>

enum {
    MATCH_LIMIT = 200000,
    DEPTH_LIMIT = 2000,
    HEAP_LIMIT_KIB = 4096,
    GROUPS_MAX = 16,
};

bool regex_env_init(struct regex_env *env)
{
    env->warning[0] = '\0';
    env->limits = pcre2_match_context_create(NULL);
    env->data = pcre2_match_data_create(GROUPS_MAX, NULL);
    if (!env->limits || !env->data)
        return false;
    pcre2_set_match_limit(env->limits, MATCH_LIMIT);
    pcre2_set_depth_limit(env->limits, DEPTH_LIMIT);
    pcre2_set_heap_limit(env->limits, HEAP_LIMIT_KIB);
    return true;
}

void regex_env_free(struct regex_env *env)
{
    pcre2_match_data_free(env->data);
    pcre2_match_context_free(env->limits);
}

pcre2_code *regex_compile(const char *pattern, uint32_t options, size_t *offset, char *message,
                          size_t size)
{
    pcre2_code *code;
    PCRE2_SIZE at;
    int error;

    code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED, options, &error, &at, NULL);
    if (!code) {
        *offset = at;
        pcre2_get_error_message(error, (PCRE2_UCHAR *)message, size);
        return NULL;
    }
    /* Without JIT (another machine, no executable memory) PCRE2 interprets: slower, the same. */
    (void)pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    return code;
}

bool regex_match(struct regex_env *env, const pcre2_code *code, const char *name, struct span text,
                 size_t start, size_t last)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)text.ptr;
    PCRE2_UCHAR message[128];
    int rc;

    pcre2_set_offset_limit(env->limits, last);
    /* the direct way to the compiled code; where there is none, pcre2_match() interprets */
    rc = pcre2_jit_match(code, subject, text.len, start, 0, env->data, env->limits);
    if (rc == PCRE2_ERROR_JIT_BADOPTION)
        rc = pcre2_match(code, subject, text.len, start, 0, env->data, env->limits);
    if (rc >= 0)
        return true;
    if (rc != PCRE2_ERROR_NOMATCH) {
        pcre2_get_error_message(rc, message, sizeof message);
        snprintf(env->warning, sizeof env->warning, "pattern \"%s\": %s", name,
                 (const char *)message);
    }
    return false;
}

bool regex_span(const struct regex_env *env, unsigned group, size_t *start, size_t *end)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(env->data);

    if (group >= pcre2_get_ovector_count(env->data) || at[2 * group] == PCRE2_UNSET)
        return false;
    *start = at[2 * group];
    *end = at[2 * group + 1];
    return *end >= *start;
}
