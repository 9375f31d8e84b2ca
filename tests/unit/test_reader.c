/* SPDX-License-Identifier: MIT */
/*
 * Lines out of a descriptor, however their bytes come in: ends of every kind, the last
 * line without one, UTF-16, and a line that is longer than the window.
 */
#include "buf.h"
#include "reader.h"
#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

/* Bytes that are written one piece after the other, "|" between them, and the lines they make. */
static const struct {
    const char *name, *pieces, *lines; /* "/" behind each line */
} cases[] = {
    { "newlines", "one\ntwo\n", "one/two/" },
    { "no end", "one\ntwo", "one/two/" },
    { "cut in the middle", "on|e\ntw|o\n", "one/two/" },
    { "both", "one\r\ntwo\r\n", "one\r/two\r/" },
    { "both, cut in two", "one\r|\ntwo\r\n", "one\r/two\r/" },
    { "returns", "one\rtwo\rthree", "one/two/three/" },
    { "returns, in pieces", "one|\r|two\r|three\r", "one/two/three/" },
    { "a lone return at the end", "one\r", "one\r/" },
    { "a return within a line", "10 %\r20 %\nend\n", "10 %\r20 %/end/" },
    { "newlines after all", "one\rtwo\r|three\nfour\rfive\n", "one/two/three/four\rfive/" },
    { "empty lines", "\n\none\n", "//one/" },
    { "nothing", "", "" },
    { "UTF-16",
      "\xff\xfe"
      "a~\n~b~\n~",
      "a/b/" },
    { "UTF-16, halves",
      "\xff\xfe"
      "a|~\n|~b~",
      "a/b/" },
    { "UTF-16, returns",
      "\xff\xfe"
      "a~\r~b~\r~c~",
      "a/b/c/" },
};

/* feed - write the pieces, "~" as NUL, each when the one before was read; false at their end */
static bool feed(int fd, const char **pieces)
{
    const char *p = *pieces;
    size_t len = strcspn(p, "|"), i;

    if (*p == '\0')
        return false;
    for (i = 0; i < len; i++) {
        char c = p[i] == '~' ? '\0' : p[i];

        assert_true(write(fd, &c, 1) == 1);
    }
    *pieces = p[len] ? p + len + 1 : p + len;
    return true;
}

static void read_case(size_t i)
{
    const char *pieces = cases[i].pieces;
    struct reader r;
    struct reader_line line;
    struct buf got = buf_new(128);
    int ends[2];

    assert_true(pipe(ends) == 0 && reader_open(&r, ends[0]));
    while (feed(ends[1], &pieces))
        if (pieces[0] != '\0')
            assert_true(reader_fill(&r)); /* so that the next piece is read by itself */
    close(ends[1]);
    while (reader_take_line(&r, &line)) {
        buf_add(&got, line.text, line.len);
        buf_putc(&got, '/');
    }
    want_text(cases[i].name, "lines", got.ptr ? got.ptr : "", cases[i].lines);
    want_number(cases[i].name, "error", r.error, 0);
    reader_close(&r);
    buf_free(&got);
    close(ends[0]);
}

static void test_lines(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++)
        read_case(i);
    unit_end();
}

enum { LONG = 3 * READER_WINDOW };

/* write_long - a line of LONG bytes in UTF-8, and a short one */
static int write_long(bool wide)
{
    FILE *f = tmpfile();
    size_t i;

    assert_non_null(f);
    if (wide)
        fwrite("\xff\xfe", 1, 2, f);
    for (i = 0; i < LONG; i++)
        fwrite("x", 1, wide ? 2 : 1, f);
    fwrite("\n\0y\0\n", 1, wide ? 6 : 1, f);
    if (!wide)
        fputs("y\n", f);
    fflush(f);
    lseek(fileno(f), 0, SEEK_SET);
    return fileno(f); /* open until the test ends */
}

static void test_long(void **state)
{
    int wide;

    (void)state;
    for (wide = 0; wide < 2; wide++) {
        struct reader r;
        struct reader_line line;
        size_t len;

        assert_true(reader_open(&r, write_long(wide)));
        assert_true(reader_take_line(&r, &line));
        want_true("long", "more", line.more);
        for (len = line.len; line.more && reader_rest(&r, &line); len += line.len)
            ;
        want_size("long", "bytes", len, LONG);
        want_true("long", "the next", reader_take_line(&r, &line) && line.len == 1);
        want_true("long", "the end", !reader_take_line(&r, &line));
        reader_close(&r);
    }
    unit_end();
}

/* What is left of a long line is passed over up to its end, and nothing of the next. */
static void test_pass_over(void **state)
{
    struct reader_line line;
    struct reader r;

    (void)state;
    assert_true(reader_open(&r, write_long(false)));
    assert_true(reader_take_line(&r, &line) && line.more);
    reader_pass_over(&r);
    want_true("passed over", "the next", reader_take_line(&r, &line));
    want_true("passed over", "y", line.len == 1 && line.text[0] == 'y' && !line.more);
    reader_pass_over(&r); /* at the end there is nothing more */
    want_true("passed over", "the end", !reader_take_line(&r, &line));
    reader_close(&r);
    unit_end();
}

static void test_count(void **state)
{
    (void)state;
    want_size("no text", "lines", reader_count_lines("", 0), 0);
    want_size("one without its end", "lines", reader_count_lines("a", 1), 0);
    want_size("three", "lines", reader_count_lines("a\n\nb\nc", 6), 3);
    unit_end();
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lines), cmocka_unit_test(test_long),
                                        cmocka_unit_test(test_pass_over),
                                        cmocka_unit_test(test_count) };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
