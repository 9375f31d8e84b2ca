/* SPDX-License-Identifier: MIT */
/*
 * hostile: does any text take more time than its length allows?  Each line of standard input, a
 * phrase that the library looks for, is repeated with a code, a line end and the like behind it, to
 * a text of one size and to one four times as long.  Told are those whose longer text takes far
 * more than four times as long: what is looked at again and again takes sixteen times.
 */
#include "smtpwhy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIZE = 16000, TIMES = 4, TRIES = 5 };

static const double far_more = 9, noise = 0.002; /* seconds that tell nothing */

static bool count(void *arg, const struct sw_outcome *outcome)
{
    (void)outcome;
    ++*(size_t *)arg;
    return true;
}

static double now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* What is repeated. */
struct unit {
    const char *phrase, *behind;
};

/* fill - with as many as have room, and blanks */
static void fill(char *text, size_t size, const struct unit *u)
{
    size_t n = strlen(u->phrase), m = strlen(u->behind), at;

    for (at = 0; at + n + m <= size; at += n + m) {
        memcpy(text + at, u->phrase, n);
        memcpy(text + at + n, u->behind, m);
    }
    memset(text + at, ' ', size - at);
}

/* seconds_of - of the least of some tries, as the machine has other work */
static double seconds_of(struct sw_ctx *ctx, const struct unit *u, size_t size, int tries)
{
    static char text[SIZE * TIMES];
    double least = 1e9, start, took;
    size_t told = 0;

    fill(text, size, u);
    for (; tries > 0; tries--) {
        start = now();
        sw_explain(ctx, SW_INPUT_TEXT, text, size, 1, true, count, &told);
        took = now() - start;
        least = took < least ? took : least;
    }
    return least;
}

/* far_longer - how many times as long the longer text takes, if that is far more; else 0 */
static double far_longer(struct sw_ctx *ctx, const struct unit *u)
{
    const size_t longer = (size_t)SIZE * TIMES;
    double more = seconds_of(ctx, u, longer, 1), ratio;

    if (more < noise || more / seconds_of(ctx, u, SIZE, 1) < far_more)
        return 0;
    ratio = seconds_of(ctx, u, longer, TRIES) / seconds_of(ctx, u, SIZE, TRIES);
    return ratio < far_more ? 0 : ratio;
}

int main(void)
{
    static const char *const behind[] = { "", "550 ", "\n550 5.1.1 x@b.example: " };
    struct sw_ctx *ctx = sw_new();
    char *line = NULL;
    size_t size = 0, phrases = 0, found = 0, i;
    double times;

    while (ctx && getline(&line, &size, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        phrases++;
        for (i = 0; i < sizeof behind / sizeof *behind && *line; i++) {
            times = far_longer(ctx, &(struct unit){ line, behind[i] });
            if (times > 0)
                printf("%.1f times as long: \"%s\" before \"%s\"\n", times, line, behind[i]);
            found += times > 0;
        }
    }
    printf("%zu phrases, %zu texts whose cost grows faster than they do\n", phrases, found);
    free(line);
    sw_free(ctx);
    return ctx ? 0 : 2;
}
