/* SPDX-License-Identifier: MIT */
/*
 * Finds what may be a code in any text and judges by its surroundings how
 * likely it is one.
 */
#ifndef TOKEN_H
#define TOKEN_H

#include "record.h"
#include "regex.h"

/* How sure it is that the number is a code. */
enum trust {
    TRUST_NONE,   /* a port, a size, a time, ... */
    TRUST_MAYBE,  /* it may be one: "got a 451 error" */
    TRUST_LIKELY, /* it stands where a reply begins */
    TRUST_SURE,   /* a reply code with its enhanced code, or behind "said:", "dsn=", ... */
};

struct token {
    const char *start, *end;
    unsigned reply; /* 0: none */
    struct sw_status enhanced;
    bool more;       /* "550-": the reply goes on */
    bool line_start; /* nothing but marks before it on its line */
    bool status;     /* behind "dsn=" or "Status:": the local MTA's view */
    enum trust trust;
};

/* Compiles the pattern; NULL when memory is short. */
pcre2_code *token_compile(void);

/*
 * Finds the next token of text at or behind byte *at, and moves *at on.
 * Returns false when there is none.
 */
bool token_next(struct regex_env *env, const pcre2_code *code, struct span text, size_t *at,
                struct token *out);

#endif
