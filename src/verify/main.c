/* SPDX-License-Identifier: MIT */
/*
 * swverify FILE...: proves the rows of the replies files by their examples, with
 * the tables that were compiled from them.  Faults are reported as
 * FILE:LINE:COLUMN: what is wrong; any makes the exit status 1.
 */
#include "ctx.h"
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>

static void report(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    (void)arg;
    fprintf(stderr, "%s:%zu:%zu: %s\n", file, line, column, message);
}

/* load - a whole file with a spare byte behind it */
static char *load(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    char *data = NULL;
    size_t size = 0;
    ssize_t n = -1;

    if (f) {
        n = getdelim(&data, &size, '\0', f); /* the compiler has refused NUL bytes */
        fclose(f);
    }
    if (n < 0) {
        perror(path);
        free(data);
        return NULL;
    }
    *len = (size_t)n;
    return data;
}

int main(int argc, char **argv)
{
    struct sw_ctx *ctx = sw_new();
    size_t faults = 0, len;
    int i;

    for (i = 1; ctx && i < argc; i++) {
        char *data = load(argv[i], &len);

        faults += data ? verify_examples(ctx, argv[i], data, len, report, NULL) : 1;
        free(data);
    }
    if (!ctx || faults > 0)
        fprintf(stderr, "swverify: %zu faults\n", faults);
    sw_free(ctx);
    return !ctx || faults > 0;
}
