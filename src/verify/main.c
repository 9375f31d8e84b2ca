/* SPDX-License-Identifier: MIT */
/*
 * swverify [--corpus DIRECTORY] SENSES FILE...: proves the rows of the replies files, and
 * those of the table of senses, by their examples, with the tables that were compiled from
 * them, and tells which rows nothing reaches.  Faults are reported as FILE:LINE:COLUMN: what
 * is wrong; any makes the exit status 1, and so does a row that no example reaches.  With a
 * corpus the rows that none of its texts reaches are listed on standard output.
 */
#include "ctx.h"
#include "reach.h"
#include "rules.h"
#include "senses.h"
#include "spellings.h"
#include "tool.h"
#include "verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What proves the rows of a file: verify_examples() or verify_senses(). */
typedef size_t prove_fn(struct sw_ctx *ctx, const char *file, char *data, size_t len,
                        tsv_fault_fn *fault, void *arg);

/* verify_file - each example, which stands in that column, leads to its row, and what it reaches */
static size_t verify_file(struct sw_ctx *ctx, struct reach *reached, const char *path,
                          prove_fn *prove, size_t column)
{
    size_t len, faults;
    char *data = tool_read(path, &len);

    if (!data) {
        perror(path);
        return 1;
    }
    faults = prove(ctx, path, data, len, tool_fault, NULL);
    free(data);
    return faults + !reach_texts(reached, ctx, path, column);
}

/* verify_spelling - of the patterns of a replies file */
static size_t verify_spelling(const char *path)
{
    size_t len, faults;
    char *data = tool_read(path, &len);

    if (!data) {
        perror(path);
        return 1;
    }
    faults = verify_spellings(path, data, len, tool_fault, NULL);
    free(data);
    return faults;
}

/* tell_corpus - lists the rows that no text of the corpus reaches; false if it cannot be read */
static bool tell_corpus(struct sw_ctx *ctx, const char *directory)
{
    static const struct {
        const char *file;
        size_t column;
    } texts[] = { { "replies.tsv", 1 }, { "logs.tsv", 2 }, { "sisimai/expect.tsv", 5 } };
    struct reach *reached = reach_new();
    bool ok = reached != NULL;
    char path[4096];
    size_t i, missing;

    for (i = 0; ok && i < sizeof texts / sizeof *texts; i++) {
        snprintf(path, sizeof path, "%s/%s", directory, texts[i].file);
        ok = reach_texts(reached, ctx, path, texts[i].column);
    }
    if (ok) {
        missing = reach_missing(reached, stdout);
        fprintf(stderr, "swverify: %zu of %zu rows are reached by a text of the corpus\n",
                reach_count(reached) - missing, reach_count(reached));
    }
    reach_free(reached);
    return ok;
}

/* verify - the table of senses and all files of replies; the number of faults */
static size_t verify(struct sw_ctx *ctx, char **files, int n)
{
    struct reach *reached = reach_new();
    size_t faults = 0, missing;
    int i;

    if (!reached)
        return 1;
    if (n > 0)
        faults += verify_file(ctx, reached, files[0], verify_senses, SENSE_EXAMPLE);
    for (i = 1; i < n; i++) {
        faults += verify_spelling(files[i]);
        faults += verify_file(ctx, reached, files[i], verify_examples, RULE_EXAMPLE);
    }
    reach_codes_and_lists(reached, ctx);
    missing = reach_missing(reached, stderr);
    if (missing > 0)
        fprintf(stderr, "swverify: no example reaches these %zu rows\n", missing);
    reach_free(reached);
    return faults + missing;
}

int main(int argc, char **argv)
{
    const char *corpus = NULL;
    struct sw_ctx *ctx = sw_new();
    size_t faults;
    int first = 1;

    if (argc > 2 && strcmp(argv[1], "--corpus") == 0) {
        corpus = argv[2];
        first = 3;
    }
    if (!ctx)
        return 1;
    faults = verify(ctx, argv + first, argc - first);
    if (faults > 0)
        fprintf(stderr, "swverify: %zu faults\n", faults);
    else if (corpus && !tell_corpus(ctx, corpus))
        faults = 1;
    sw_free(ctx);
    return faults > 0;
}
