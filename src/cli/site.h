/* SPDX-License-Identifier: MIT */
/*
 * --rules and --check-rules: a site's own replies.
 */
#ifndef SITE_RULES_H
#define SITE_RULES_H

#include "diag.h"
#include "smtpwhy.h"

#include <stdbool.h>
#include <stddef.h>

/* The file of --rules, kept for the contexts of further threads. */
struct site_rules {
    const char *path; /* NULL: none was given */
    char *data;
    size_t len;
};

/* Reads the file; returns false after telling why it cannot be read. */
bool site_rules_read(struct site_rules *rules, const char *path, struct diag *diag);

/*
 * Gives the rules to a context.  Faults are told as FILE:LINE:COLUMN: what is
 * wrong, if there is a diag to tell them; the other rows are used.
 */
void site_rules_give(const struct site_rules *rules, struct sw_ctx *ctx, struct diag *diag);

void site_rules_free(struct site_rules *rules);

/* Checks the files of --check-rules; returns the exit status. */
int site_rules_check(const char *const *paths, size_t n);

#endif
