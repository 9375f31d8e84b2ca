/* SPDX-License-Identifier: MIT */
/*
 * replies [SECONDS]: how many distinct replies a second one core parses, matches
 * and explains.  The replies are the examples of the data, made distinct by their
 * recipients, addresses and ids; nothing is printed or cached between them.  Processor time
 * is measured, so that a busy machine does not count.
 */
#include "rules.h"
#include "smtpwhy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { REPLIES = 20000, LINE_SIZE = 1024 };

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static bool count(void *arg, const struct sw_outcome *outcome)
{
    size_t *n = arg;

    *n += outcome->title != NULL;
    return true;
}

/* make_distinct - give the example a recipient and an id of its own */
static char *make_distinct(const char *example, size_t i)
{
    char *line = malloc(LINE_SIZE);

    if (line)
        snprintf(line, LINE_SIZE, "%s <user%zu@example.org> id %zx", example, i, i * 2654435761u);
    return line;
}

/* read_examples - lines of standard input, one example each */
static size_t read_examples(char **out, size_t max)
{
    char *line = NULL;
    size_t size = 0, n = 0;

    while (n < max && getline(&line, &size, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        out[n++] = strdup(line);
    }
    free(line);
    return n;
}

int main(int argc, char **argv)
{
    static char *examples[8192], *replies[REPLIES];
    static size_t lengths[REPLIES];
    double seconds = argc > 1 ? strtod(argv[1], NULL) : 3, start;
    size_t n = read_examples(examples, 8192), i, done = 0, explained = 0, bytes = 0;
    struct sw_ctx *ctx = sw_new();

    if (!ctx || n == 0)
        return 2;
    for (i = 0; i < REPLIES; i++) {
        replies[i] = make_distinct(examples[i % n], i);
        lengths[i] = replies[i] ? strlen(replies[i]) : 0;
        bytes += lengths[i];
    }
    for (i = 0; i < REPLIES; i++) /* the patterns are compiled at their first use */
        sw_explain(ctx, SW_INPUT_TEXT, replies[i], lengths[i], 1, true, count, &explained);
    explained = 0;
    for (start = now(); now() - start < seconds;)
        for (i = 0; i < REPLIES; i++, done++)
            sw_explain(ctx, SW_INPUT_TEXT, replies[i], lengths[i], 1, true, count, &explained);
    seconds = now() - start;
    printf("%zu examples, %zu bytes a reply: %.0f replies a second (%.2f us each), %zu of %zu "
           "explained\n",
           n, bytes / REPLIES, (double)done / seconds, seconds / (double)done * 1e6, explained,
           done);
    sw_free(ctx);
    return 0;
}
