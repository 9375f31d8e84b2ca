/* SPDX-License-Identifier: MIT */
/*
 * Long messages, shortened: what is kept, what is counted, and the lines' numbers.
 */
#include "skim.h"

#include "reader.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

enum { COPIES = 4 };

/* The copies that were handed over. */
struct got {
    size_t n;
    char text[COPIES][4096]; /* their beginnings */
    size_t groups[COPIES];   /* recipients in each */
    size_t number;           /* of the line with "Final-Recipient" in the first */
};

static size_t count(const char *text, size_t len, const char *what)
{
    const char *p = text, *end = text + len;
    size_t n = 0;

    while ((p = memmem(p, (size_t)(end - p), what, strlen(what)))) {
        p += strlen(what);
        n++;
    }
    return n;
}

static void take(void *arg, struct skim *skim)
{
    struct got *got = arg;
    size_t i = got->n < COPIES ? got->n : COPIES - 1;
    size_t len = skim->copy.len < sizeof got->text[0] ? skim->copy.len : sizeof got->text[0] - 1;
    const char *p = memmem(skim->copy.ptr, skim->copy.len, "Final-Recipient", 15);

    memcpy(got->text[i], skim->copy.ptr, len);
    got->text[i][len] = '\0';
    got->groups[i] = count(skim->copy.ptr, skim->copy.len, "Final-Recipient");
    if (got->n++ == 0 && p)
        got->number =
            skim_number(skim, 1 + count(skim->copy.ptr, (size_t)(p - skim->copy.ptr), "\n"));
}

/* put - the text's lines, times times */
static void put(struct skim *skim, const char *text, size_t times)
{
    while (times-- > 0) {
        const char *p = text, *nl;

        for (; (nl = strchr(p, '\n')); p = nl + 1)
            skim_line(skim, p, (size_t)(nl - p));
    }
}

#define HEAD      "From: MAILER-DAEMON@mx.example.net\nContent-Type: multipart/report; boundary=b\n\n"
#define TEXT      "--b\nContent-Type: text/plain\n\nIt failed.\n"
#define FILE_HEAD "--b\nContent-Type: application/octet-stream\n\n"
#define REPORT                                                                                     \
    "--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
#define GROUP "Final-Recipient: rfc822; lea@example.org\nAction: failed\nStatus: 5.1.1\n\n"

static void attachments_go(void **state)
{
    struct got got = { .n = 0 };
    struct skim skim;

    (void)state;
    skim_begin(&skim, 100, take, &got);
    put(&skim, HEAD FILE_HEAD, 1);
    put(&skim, "QUJDREVG\n", 1000);
    put(&skim, TEXT REPORT GROUP "--b--\n", 1);
    /* 3 + 3 + 1000 + 4 + 5 + 4 + 1 lines */
    assert_int_equal(skim_end(&skim, 100), 1020);
    assert_int_equal(got.n, 1);
    assert_string_equal(got.text[0], HEAD TEXT REPORT GROUP "--b--\n");
    assert_int_equal(got.number, 100 + 3 + 3 + 1000 + 4 + 5);
    assert_int_equal(skim.dropped, 0);
}

static void texts_are_counted(void **state)
{
    struct got got = { .n = 0 };
    struct skim skim;

    (void)state;
    skim_begin(&skim, 1, take, &got);
    put(&skim, HEAD "--b\n\n", 1); /* a part without a header is text */
    put(&skim, "0123456\n", 100000);
    put(&skim, REPORT GROUP "--b--\n", 1);
    (void)skim_end(&skim, 1);
    assert_int_equal(got.n, 1);
    assert_int_equal(got.groups[0], 1);
    assert_int_equal(got.number, 3 + 2 + 100000 + 5 + 1);
    assert_in_range(skim.dropped, 200000, 300000); /* of 800,000 bytes 512 KiB are kept */
}

static void a_long_report_comes_in_parts(void **state)
{
    struct got got = { .n = 0 };
    struct skim skim;
    size_t i, groups = 0;

    (void)state;
    skim_begin(&skim, 1, take, &got);
    put(&skim, HEAD TEXT REPORT, 1);
    put(&skim, GROUP, 30000); /* 2.1 MB */
    put(&skim, "--b\nContent-Type: message/rfc822\n\n", 1);
    put(&skim, "Subject: hello\n", 100000);
    put(&skim, "--b--\n", 1);
    (void)skim_end(&skim, 1);
    assert_int_equal(got.n, 3);
    for (i = 0; i < got.n; i++) {
        assert_non_null(
            strstr(got.text[i], HEAD TEXT "--b\nContent-Type: message/delivery-status"));
        groups += got.groups[i];
    }
    assert_int_equal(groups, 30000);
    assert_int_equal(skim.dropped, 0);
}

static void what_has_no_end_is_counted(void **state)
{
    struct got got = { .n = 0 };
    struct skim skim;

    (void)state;
    skim_begin(&skim, 1, take, &got);
    put(&skim, "From: a@example.net\n", 1);
    put(&skim, "X-Field: of a header that does not end\n", 100000);
    skim_rest(&skim, 1000);
    (void)skim_end(&skim, 1);
    assert_int_equal(got.n, 1);
    /* all that came, less what the window holds */
    assert_in_range(skim.dropped, 3901020 - READER_WINDOW, 3901020 - READER_WINDOW + 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(attachments_go),
        cmocka_unit_test(texts_are_counted),
        cmocka_unit_test(a_long_report_comes_in_parts),
        cmocka_unit_test(what_has_no_end_is_counted),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
