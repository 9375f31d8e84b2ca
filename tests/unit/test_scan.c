/* SPDX-License-Identifier: MIT */
/*
 * The scanner: all its ways find the same lines; it finds every line of which the
 * library makes anything; and it passes over what busy servers log all day.
 */
#include "scan.h"
#include "unit.h"

#include "scan_lines.h"
#include "smtpwhy.h"

#include <glob.h>
#include <stdlib.h>

enum { FOUND_MAX = 2 * SCAN_WINDOW, TEXT_MAX = 2 * SCAN_WINDOW };

static const char *const ways[SCAN_WAYS] = {
    [SCAN_PORTABLE] = "portable", [SCAN_SSSE3] = "SSSE3", [SCAN_AVX2] = "AVX2"
};

struct found {
    struct scan_line line[FOUND_MAX];
    size_t n, lines;
};

static size_t newlines_in(const char *text, size_t len)
{
    size_t i, n = 0;

    for (i = 0; i < len; i++)
        n += text[i] == '\n';
    return n;
}

/* scan - all lines that one way finds */
static void scan(enum scan_way way, const char *text, size_t len, struct found *found)
{
    static struct scanner scanner;
    struct scan s;

    found->n = 0;
    scanner_init(&scanner, way);
    scan_begin(&s, &scanner, text, len);
    while (scan_next(&s, &found->line[found->n]))
        assert_true(++found->n < FOUND_MAX);
    found->lines = s.lines;
}

static uint64_t state = 88172645463325252u;

static size_t below(size_t n)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (size_t)(state >> 16) % n;
}

/* Pieces that random texts are made of: marks, halves of marks, numbers, ends of lines. */
static const char *const pieces[] = {
    "\n",         "\n",      "\n\n",      " status=sent ", " status=", "statu",  "reject",
    "rejec",      "ject",    "550",       "5.1.1",         "5.1.",     "55",     "5500",
    ".",          "[",       "]",         "[811]",         "x",        "\\",     "\\n550",
    " postfix/",  "smtp[1]", " postfix",  "\xff\x80",      "{\"",      "{\xc3",  "stat=",
    "discard",    "-hold",   " said: ",   "aid",           " while ",  "ct to ", "connect to ",
    "250 ",       "4.7.650", "192.0.2.1", "2.0.0.5",       "fail",     "defer",  ": to=<",
    "abcdefghij", " ",       " ",         "=> ",           " => ",     "Z",      "]: > ",
};

/* make_text - most are short, some longer than the scanner's window */
static size_t make_text(char *text, size_t most)
{
    size_t len = 0, n;

    for (n = below(below(16) ? 200 : 2000); n > 0; n--) {
        const char *piece = pieces[below(COUNT(pieces))];

        if (len + strlen(piece) > most)
            break;
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    return len;
}

static void want_same(const char *way, const struct found *a, const struct found *b)
{
    size_t i;

    want_size(way, "lines ended", b->lines, a->lines);
    want_size(way, "lines found", b->n, a->n);
    for (i = 0; i < a->n && i < b->n; i++)
        want_true(way, "the same line, mark and number",
                  memcmp(&a->line[i], &b->line[i], sizeof a->line[i]) == 0);
}

static void test_ways(void **unused)
{
    static struct found portable, other;
    char *text = malloc(TEXT_MAX);
    int round, way;

    (void)unused;
    for (round = 0; round < 20000; round++) {
        size_t len = make_text(text, TEXT_MAX);
        char *exact = malloc(len ? len : 1); /* so that a byte too many is seen */

        memcpy(exact, text, len);
        scan(SCAN_PORTABLE, exact, len, &portable);
        want_size("any text", "newlines", portable.lines, newlines_in(exact, len));
        for (way = SCAN_PORTABLE + 1; way < SCAN_WAYS; way++)
            if (scan_can((enum scan_way)way)) {
                scan((enum scan_way)way, exact, len, &other);
                want_same(ways[way], &portable, &other);
            }
        free(exact);
    }
    free(text);
    unit_end();
}

#define PREFIX "Nov 22 07:14:17 mx postfix/"

static const struct sample {
    const char *line;
    bool found;
} samples[] = {
    { PREFIX "smtpd[811]: connect from unknown[192.0.2.1]", false },
    { PREFIX "smtpd[811]: disconnect from unknown[192.0.2.1] ehlo=1 quit=1 commands=2", false },
    { PREFIX "qmgr[550]: 4XyZ1: from=<a@example.org>, size=550, nrcpt=1 (queue active)", false },
    { PREFIX "qmgr[1]: 4XyZ1: removed", false },
    { PREFIX "cleanup[1]: 4XyZ1: message-id=<550-5.1.1-x@example.org>", false },
    { PREFIX "smtp[1]: Untrusted TLS connection established to mx.example.org[192.0.2.25]:25: "
             "TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
      false },
    { "Nov 22 07:14:17 mx courierlocal: id=1,from=<a@example.org>,addr=<b@example.org>: Mailbox "
      "quota exceeded.",
      true },
    { "Nov 22 07:14:17 mx kernel: usb 1-1: new high-speed device number 5", false },
    { "Nov 22 07:14:17 mx CRON[811]: (root) CMD (true)", false },
    { "Nov 22 07:14:17 mx dovecot: imap-login: Login: user=<lea>, rip=192.0.2.7", false },
    { "", false },
    { PREFIX "smtp[1]: 4XyZ1: to=<a@example.org>, status=sent (250 Ok)", true },
    { PREFIX "smtp[1]: 4XyZ1: to=<a@example.org>, status=deferred (timed out)", true },
    { PREFIX "smtpd[1]: NOQUEUE: reject: RCPT from x[192.0.2.1]: 554 no", true },
    { PREFIX "cleanup[1]: 4XyZ1: milter-hold: END-OF-MESSAGE from x[192.0.2.1]: held", true },
    { PREFIX "cleanup[1]: 4XyZ1: discard: header Subject: x from y[192.0.2.1]; from=<>", true },
    { PREFIX "smtp[1]: 4XyZ1: host mx.example.org[192.0.2.25] said: 451 later", true },
    { PREFIX "smtp[1]: connect to mx.example.org[192.0.2.25]:25: Connection timed out", true },
    { "2026-11-22T07:14:17 mx postfix/smtp[1]: 4XyZ1: to=<a@b.c>, status=bounced (no)", true },
    { "550 5.1.1 postfix/smtp[1] is no tag here: a reply begins the line", true },
    { "Nov 22 07:14:17 mx app: smtp error 550", true },
    { "Nov 22 07:14:17 mx app: smtp error 550.", true },
    { "Nov 22 07:14:17 mx app: said 5.1.1", true },
    { "Nov 22 07:14:17 mx app: said \\n550 no", true },
    { "Nov 22 07:14:17 mx app: said 1550 x550 550x 192.0.2.1", false },
    { "2026-11-22 07:14:17 1kA-0-B == a@example.org R=dnslookup T=remote_smtp", true },
    { "2026-11-22 07:14:17 1kA-0-B ** a@example.org R=dnslookup", true },
    { "2026-11-22 07:14:17 1kA-0-B => a@example.org R=dnslookup", true },
    { "Nov 22 07:14:17 mx sm-mta[1]: kA1: to=<a@b.c>, stat=Sent", true },
    { "{\"event\":\"x\"}", true },
};

static void test_samples(void **unused)
{
    static struct found found;
    char text[1024];
    size_t i;
    int way;

    (void)unused;
    for (way = 0; way < SCAN_WAYS; way++)
        for (i = 0; i < COUNT(samples) && scan_can((enum scan_way)way); i++) {
            snprintf(text, sizeof text, "nothing\n%s\nnothing\n", samples[i].line);
            scan((enum scan_way)way, text, strlen(text), &found);
            want_size(samples[i].line, ways[way], found.n, samples[i].found);
            want_size(samples[i].line, "lines", found.lines, 3);
            if (found.n == 1)
                want_size(samples[i].line, "its number", found.line[0].number, 1);
        }
    unit_end();
}

/* What fills Postfix's logs is not even suspected to hold a mark: that would cost time. */
static void test_suspects(void **unused)
{
    static const char *const lines[] = {
        PREFIX "smtpd[811]: connect from mx.example.net[192.0.2.1]",
        PREFIX "smtpd[811]: disconnect from mx.example.net[192.0.2.1] ehlo=1 mail=1 quit=1",
        PREFIX "smtpd[811]: 4XyZ1abc: client=mx.example.net[192.0.2.1]",
        PREFIX "smtpd[811]: lost connection after RCPT from unknown[192.0.2.1]",
        PREFIX "qmgr[811]: 4XyZ1abc: from=<lea@example.org>, size=5120, nrcpt=1 (queue active)",
        PREFIX "qmgr[811]: 4XyZ1abc: removed",
        PREFIX "cleanup[811]: 4XyZ1abc: message-id=<20261122071417.1234@mx.example.org>",
        PREFIX "smtp[811]: Untrusted TLS connection established to mx.example.org[192.0.2.25]:25: "
               "TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)",
        PREFIX "anvil[811]: statistics: max connection rate 1/60s for (smtp:192.0.2.1)",
    };
    static struct scanner scanner;
    struct scan_line found;
    struct scan s;
    size_t i;

    (void)unused;
    scanner_init(&scanner, scan_best());
    for (i = 0; i < COUNT(lines); i++) {
        scan_begin(&s, &scanner, lines[i], strlen(lines[i]));
        want_true(lines[i], "not found", !scan_next(&s, &found));
        want_size(lines[i], "suspects", s.marks.next, 0);
    }
    unit_end();
}

/* Lines that the end of a window cuts are found all the same, wherever it cuts them. */
static void test_windows(void **unused)
{
    static struct found found;
    static char text[2 * SCAN_WINDOW];
    size_t i, cut;
    int way;

    (void)unused;
    for (way = 0; way < SCAN_WAYS; way++)
        for (i = 0; i < COUNT(samples) && scan_can((enum scan_way)way); i++)
            for (cut = 0; cut <= strlen(samples[i].line) + 1; cut++) {
                size_t start = SCAN_WINDOW - cut;

                memset(text, ' ', start);
                text[start - 1] = '\n';
                snprintf(text + start, SCAN_WINDOW, "%s\nnothing", samples[i].line);
                scan((enum scan_way)way, text, strlen(text), &found);
                want_size(samples[i].line, ways[way], found.n, samples[i].found);
                want_size(samples[i].line, "lines", found.lines, 2);
                if (found.n == 1)
                    want_size(samples[i].line, "its start", found.line[0].start, start);
            }
    unit_end();
}

static bool any(void *arg, const struct sw_outcome *o)
{
    (void)o;
    *(bool *)arg = true;
    return false;
}

/* want_kept - is the line found if anything is made of it? */
static void want_kept(struct sw_ctx *ctx, const char *line, size_t len)
{
    static struct found found;
    bool told = false;

    sw_explain(ctx, SW_INPUT_LINE, line, len, 1, true, any, &told);
    if (!told)
        return;
    scan(scan_best(), line, len, &found);
    want_true(line, "found, as something is made of it", found.n == 1);
}

/* keep_file - every line of the file that the pattern names, or its last columns */
static void keep_file(struct sw_ctx *ctx, const char *pattern)
{
    static char line[64 * 1024], posed[65 * 1024];
    glob_t files = { 0 };
    size_t i;

    if (glob(pattern, 0, NULL, &files) != 0)
        return;
    for (i = 0; i < files.gl_pathc; i++) {
        FILE *in = fopen(files.gl_pathv[i], "r");

        while (in && fgets(line, sizeof line, in)) {
            char *last;

            line[strcspn(line, "\n")] = '\0';
            want_kept(ctx, line, strlen(line));
            for (last = line; (last = strchr(last, '\t'));) {
                char *cell = ++last, *end = strchr(cell, '\t');

                want_kept(ctx, cell, end ? (size_t)(end - cell) : strlen(cell));
            }
            last = strrchr(line, '\t');
            snprintf(posed, sizeof posed, "Nov 22 07:14:17 mx app[1]: SMTP error: %s",
                     last ? last + 1 : line);
            want_kept(ctx, posed, strlen(posed));
        }
        if (in)
            fclose(in);
    }
    globfree(&files);
}

/* The data's examples, and the logs of the other tests. */
static void test_promise(void **unused)
{
    static const char *const files[] = {
        "data/replies/*.tsv",
        "tests/cli/cases/*/in",
        "tests/unit/*.c",
    };
    struct sw_ctx *ctx = sw_new();
    size_t i;

    (void)unused;
    assert_non_null(ctx);
    for (i = 0; i < COUNT(samples); i++)
        want_kept(ctx, samples[i].line, strlen(samples[i].line));
    for (i = 0; i < COUNT(files); i++)
        keep_file(ctx, files[i]);
    sw_free(ctx);
    unit_end();
}

static void test_delivery(void **unused)
{
    static const struct {
        const char *line, *id; /* NULL: none */
    } cases[] = {
        { PREFIX
          "smtp[1]: 4XyZ1abc: to=<a@b.c>, relay=x[192.0.2.1]:25, dsn=2.0.0, status=sent (250 Ok)",
          "4XyZ1abc" },
        { PREFIX "lmtp[99]: 0123456789: to=<a@b.c>, status=sent (delivered)", "0123456789" },
        { PREFIX "smtp[1]: 4XyZ1abc: to=<a@b.c>, status=deferred (status=sent (250 Ok)", NULL },
        { PREFIX "smtp[1]: NOQUEUE: to=<a@b.c>, status=sent (250 Ok)", NULL },
        { "Nov 22 07:14:17 mx out/smtp[1]: 4XyZ1abc: to=<a@b.c>, status=sent (250 Ok)", NULL },
    };
    static struct found found;
    size_t i;

    (void)unused;
    for (i = 0; i < COUNT(cases); i++) {
        struct span id = { NULL, 0 };

        scan(scan_best(), cases[i].line, strlen(cases[i].line), &found);
        want_size(cases[i].line, "found", found.n, 1);
        want_true(cases[i].line, "a delivery or none",
                  scan_is_delivery(cases[i].line, &found.line[0], &id) == (cases[i].id != NULL));
        if (cases[i].id)
            want_true(cases[i].line, "its queue id",
                      id.len == strlen(cases[i].id) && memcmp(id.ptr, cases[i].id, id.len) == 0);
    }
    unit_end();
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways),    cmocka_unit_test(test_samples),
        cmocka_unit_test(test_windows), cmocka_unit_test(test_suspects),
        cmocka_unit_test(test_promise), cmocka_unit_test(test_delivery),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
