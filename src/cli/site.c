/* SPDX-License-Identifier: MIT */
/*
 * Rules of a site: the file is read once, the library checks and uses it.
 */
#include "site.h"

#include "buf.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULES_MAX = 64 << 20 };

bool site_rules_read(struct site_rules *rules, const char *path, struct diag *diag)
{
    struct buf data = buf_new(RULES_MAX);
    char block[BUFSIZ];
    FILE *f = fopen(path, "rb");
    size_t n;

    *rules = (struct site_rules){ .path = path };
    while (f && !data.truncated && (n = fread(block, 1, sizeof block, f)) > 0)
        buf_add(&data, block, n);
    if (!f || ferror(f) || data.truncated) {
        diag_error(diag, path, 0, "%s", data.truncated ? "too big" : strerror(errno));
        buf_free(&data);
    }
    if (f)
        fclose(f);
    rules->data = data.ptr;
    rules->len = data.len;
    return diag->status == 0;
}

/* tell - one fault; arg is the diag, or NULL for silence */
static void tell(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    char place[512];

    if (!arg)
        return;
    snprintf(place, sizeof place, "%s:%zu:%zu", file, line, column);
    diag_error(arg, place, 0, "%s", message);
}

void site_rules_give(const struct site_rules *rules, struct sw_ctx *ctx, struct diag *diag)
{
    if (rules->path && ctx)
        (void)sw_rules(ctx, rules->path, rules->data ? rules->data : "", rules->len, tell, diag);
}

void site_rules_free(struct site_rules *rules)
{
    free(rules->data);
    rules->data = NULL;
}

int site_rules_check(const char *const *paths, size_t n)
{
    struct sw_ctx *ctx = sw_new();
    struct diag diag = { 0 };
    size_t i;

    for (i = 0; ctx && i < n; i++) {
        struct diag one = { 0 };
        struct site_rules rules;

        if (site_rules_read(&rules, paths[i], &one))
            site_rules_give(&rules, ctx, &one);
        if (one.status == 0)
            printf("%s: all rows are sound, and proved by their examples\n", paths[i]);
        else
            diag.status = one.status;
        site_rules_free(&rules);
    }
    sw_free(ctx);
    if (fclose(stdout) != 0 && errno != EPIPE)
        diag_error(&diag, "standard output", 0, "%s", strerror(errno));
    return ctx ? diag.status : STATUS_ERROR;
}
