/* SPDX-License-Identifier: MIT */
/*
 * Fuzz target: any bytes through sw_explain(), in every mode.  Knows what
 * smtpwhy.h promises of an outcome and stops where a promise is broken; whether
 * the explanation is right is not its business.
 *
 *     clang -fsanitize=fuzzer,address,undefined -Iinclude -Isrc/lib fuzz_text.c ...
 */
#include "smtpwhy.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { FIRST_LINE = 7 };

/* What an outcome is checked against. */
struct run {
    const char *text;
    size_t len, lines, told, stop_after;
};

#define MUST(condition) must(condition, #condition, __LINE__)

static void must(bool held, const char *what, int line)
{
    if (held)
        return;
    fprintf(stderr, "fuzz_text.c:%d: broken promise: %s\n", line, what);
    abort();
}

/* character - bytes of the sound, harmless character at p; 0 if there is none */
static size_t character(const unsigned char *p)
{
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4, i;
    uint32_t c;

    if (p[0] < 0x20 || p[0] == 0x7f || (p[0] >= 0x80 && p[0] < 0xc2) || p[0] > 0xf4)
        return 0;
    c = n == 1 ? p[0] : p[0] & (0x7fu >> n);
    for (i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3fu);
    }
    if ((c >= 0x80 && c < 0xa0) || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        return 0;
    if ((n == 3 && c < 0x800) || (n == 4 && c < 0x10000))
        return 0;
    return n;
}

/* sound - is the string valid UTF-8 without control characters?  NULL is. */
static bool sound(const char *s)
{
    const unsigned char *p = (const unsigned char *)s;
    size_t n;

    for (; p && *p; p += n) {
        n = character(p);
        if (n == 0)
            return false;
    }
    return true;
}

static bool sound_list(const char *const *list, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (!list[i] || !*list[i] || !sound(list[i]))
            return false;
    return n <= SW_STEPS_MAX;
}

static bool in_text(const struct run *run, const char *word)
{
    return memmem(run->text, run->len, word, strlen(word)) != NULL;
}

/* encoded - may the input say something in other bytes: JSON's parts, MIME's encodings? */
static bool encoded(const struct run *run)
{
    static const char *const signs[] = {
        "\\u", "=?", "=\n", "=\r", "=2", "=3", "ncoding", "detail"
    };
    size_t i;

    for (i = 0; i < sizeof signs / sizeof *signs; i++)
        if (in_text(run, signs[i]))
            return true;
    return false;
}

/* said - no code is invented: it stands in the input, digit by digit */
static bool said(const struct run *run, struct sw_status s)
{
    char text[SW_STATUS_TEXT];

    if (s.class == 0)
        return true;
    if ((s.class != 2 && s.class != 4 && s.class != 5) || s.subject > 999 || s.detail > 999)
        return false;
    sw_status_text(s, text);
    return in_text(run, text) || encoded(run);
}

/* line_length - of line number n, from 0 */
static size_t line_length(const struct run *run, size_t n)
{
    const char *p = run->text, *end = p + run->len, *nl;

    while (n > 0 && (nl = memchr(p, '\n', (size_t)(end - p)))) {
        p = nl + 1;
        n--;
    }
    nl = memchr(p, '\n', (size_t)(end - p));
    return (size_t)((nl ? nl : end) - p);
}

static void check_place(const struct run *run, const struct sw_outcome *o)
{
    MUST(o->line >= FIRST_LINE);
    MUST(o->line < FIRST_LINE + run->lines);
    MUST(o->start <= o->end);
    MUST(o->end <= line_length(run, o->line - FIRST_LINE));
}

static void check_said(const struct run *run, const struct sw_outcome *o)
{
    char reply[16];

    MUST(o->reply == 0 || (o->reply >= 100 && o->reply <= 699));
    snprintf(reply, sizeof reply, "%u", o->reply);
    MUST(o->reply == 0 || in_text(run, reply) || encoded(run));
    MUST(said(run, o->enhanced));
    MUST(said(run, o->dsn));
    MUST(o->text && sound(o->text));
    MUST(sound(o->recipient) && sound(o->sender) && sound(o->host) && sound(o->ip));
    MUST(sound(o->command) && sound(o->queue_id));
    MUST(o->direction <= SW_DIRECTION_INBOUND);
    MUST(o->retry_after >= -1);
}

static void check_meaning(const struct sw_outcome *o)
{
    MUST(o->class <= SW_CLASS_PERMANENT);
    MUST(o->category && sw_category_known(o->category));
    MUST(o->group && *o->group);
    MUST(o->acts <= SW_ACTS_NOBODY);
    MUST(o->confidence <= SW_CONFIDENCE_CLASS);
    MUST(o->title && *o->title && sound(o->title));
    MUST(o->meaning && *o->meaning && sound(o->meaning));
    MUST(sound_list(o->fix, o->nfix));
    MUST(sound_list(o->check, o->ncheck));
    MUST(sound_list(o->references, o->nreferences));
    MUST(o->rule && *o->rule && sound(o->rule));
    MUST(sound(o->provider) && sound(o->note));
    MUST(!o->conflict || o->note);
    if (o->blocklist) {
        MUST(o->blocklist->name && o->blocklist->zone && o->blocklist->delist);
        MUST(sound(o->blocklist->lookup) && sound(o->blocklist->delist));
    }
}

static bool take(void *arg, const struct sw_outcome *outcome)
{
    struct run *run = arg;

    check_place(run, outcome);
    check_said(run, outcome);
    check_meaning(outcome);
    return ++run->told != run->stop_after;
}

static void explain(struct sw_ctx *ctx, const char *text, size_t len, enum sw_input input, bool all,
                    size_t stop_after)
{
    struct run run = { .text = text, .len = len, .lines = 1, .stop_after = stop_after };
    size_t i, n;

    for (i = 0; i < len; i++)
        run.lines += text[i] == '\n';
    n = sw_explain(ctx, input, text, len, FIRST_LINE, all, take, &run);
    MUST(n == run.told);
    MUST(stop_after == 0 || n <= stop_after);
#ifdef FUZZ_WARNINGS
    MUST(sw_warning(ctx) == NULL);
#else
    (void)sw_warning(ctx);
#endif
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sw_ctx *ctx; /* kept: what one call leaves behind must not harm the next */
    char *text = malloc(size ? size : 1);

    if (!ctx)
        ctx = sw_new();
    MUST(ctx && text);
    if (size > 0)
        memcpy(text, data, size);
    explain(ctx, text, size, SW_INPUT_TEXT, false, 0);
    explain(ctx, text, size, SW_INPUT_TEXT, true, 0);
    explain(ctx, text, size, SW_INPUT_LINE, true, 0);
    explain(ctx, text, size, SW_INPUT_TEXT, true, 1);
    free(text);
    return 0;
}
