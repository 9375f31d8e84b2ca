/* SPDX-License-Identifier: MIT */
/*
 * The strict TSV reader: every fault with its line and column, counted by hand.
 */
#include "tsv.h"
#include "unit.h"

#include "buf.h"

#include <stdlib.h>

static const char *const names[] = { "id", "title", "fix", NULL };

static void take_fault(void *arg, const char *file, size_t line, size_t column, const char *message)
{
    struct buf *faults = arg;

    if (strcmp(file, "x.tsv") != 0)
        buf_puts(faults, "wrong file ");
    buf_printf(faults, "%zu:%zu: %s\n", line, column, message);
}

#define HEADER "id\ttitle\tfix\n"

static const struct {
    const char *name, *data;
    size_t len; /* 0: that of the string */
    const char *rows, *faults;
} cases[] = {
    { "two rows", HEADER "a\tb\tc\nd\te\tf\n", 0, "2 a|b|c\n3 d|e|f\n", "" },
    { "no line end at the end", HEADER "a\tb\tc", 0, "2 a|b|c\n", "" },
    { "empty cells", HEADER "a\t\t\n\t\t\n", 0, "2 a||\n3 ||\n", "" },
    { "comments", "# first\n" HEADER "# second\na\tb\tc\n#\n", 0, "4 a|b|c\n", "" },
    { "a comment may hold tabs", HEADER "#\t\t\t\t\t\na\tb\tc\n", 0, "3 a|b|c\n", "" },
    { "hash within a row", HEADER "a\t#b\tc\n", 0, "2 a|#b|c\n", "" },
    { "UTF-8", HEADER "\xc3\xa9\t\xe9\x82\xae\t\n", 0, "2 \xc3\xa9|\xe9\x82\xae|\n", "" },
    { "blank within a cell", HEADER "a b\tc  d\te\n", 0, "2 a b|c  d|e\n", "" },
    { "header only", HEADER, 0, "", "" },

    { "nothing at all", "", 0, "", "1:1: there is no header; its columns are id, title, fix\n" },
    { "no header", "a\tb\tc\nd\te\tf\n", 0, "",
      "1:1: column 1 of the header is \"a\", not \"id\"\n" },
    { "header in another order", "title\tid\tfix\na\tb\tc\n", 0, "",
      "1:1: column 1 of the header is \"title\", not \"id\"\n" },
    { "header misspelt", "id\ttitle\tfx\na\tb\tc\n", 0, "",
      "1:10: column 3 of the header is \"fx\", not \"fix\"\n" },
    { "header in capitals", "ID\tTITLE\tFIX\na\tb\tc\n", 0, "",
      "1:1: column 1 of the header is \"ID\", not \"id\"\n" },
    { "byte order mark", "\xef\xbb\xbf" HEADER "a\tb\tc\n", 0, "",
      "1:1: the file begins with a byte order mark\n" },
    { "short header", "id\ttitle\na\tb\n", 0, "",
      "1:1: the header has 2 columns, not 3; its columns are id, title, fix\n" },
    { "long header", "id\ttitle\tfix\tx\na\tb\tc\td\n", 0, "",
      "1:1: the header has 4 columns, not 3; its columns are id, title, fix\n" },

    { "empty line", HEADER "\na\tb\tc\n\n", 0, "3 a|b|c\n",
      "2:1: the line is empty\n4:1: the line is empty\n" },
    { "too few cells", HEADER "a\tb\nd\te\tf\n", 0, "3 d|e|f\n",
      "2:1: the row has 2 cells, not 3; tabs part them\n" },
    { "one cell", HEADER "a b c\n", 0, "", "2:1: the row has 1 cell, not 3; tabs part them\n" },
    { "too many cells", HEADER "a\tb\tc\t\n", 0, "",
      "2:1: the row has 4 cells, not 3; tabs part them\n" },
    { "CR LF", HEADER "a\tb\tc\r\n", 0, "", "2:6: the line ends in CR LF\n" },
    { "CR within", HEADER "a\rb\tb\tc\n", 0, "", "2:2: control byte 0x0d\n" },
    { "NUL", HEADER "a\tb\0\tc\n", 20, "", "2:4: control byte 0x00\n" },
    { "escape", HEADER "\x1b[1m\tb\tc\n", 0, "", "2:1: control byte 0x1b\n" },
    { "DEL", HEADER "a\tb\tc\x7f\n", 0, "", "2:6: control byte 0x7f\n" },
    { "Latin-1", HEADER "a\tb\xe9\tc\nd\te\tf\n", 0, "3 d|e|f\n", "2:4: byte 0xe9 is not UTF-8\n" },
    { "cut off character", HEADER "a\tb\tc\xc3\n", 0, "", "2:6: byte 0xc3 is not UTF-8\n" },
    { "overlong", HEADER "\xc0\xaf\tb\tc\n", 0, "", "2:1: byte 0xc0 is not UTF-8\n" },
    { "blank at the start", HEADER "a\t bc\td\n", 0, "", "2:3: title: blank at its start\n" },
    { "blank at the end", HEADER "a\tbc \td\n", 0, "", "2:5: title: blank at its end\n" },
    { "blank at the row's end", HEADER "a\tbc\td \n", 0, "", "2:7: fix: blank at its end\n" },
    { "blank alone", HEADER " \tb\tc\n", 0, "", "2:1: id: blank at its start\n" },
    { "two cells with blanks", HEADER " a\tb\tc \nd\te\tf\n", 0, "3 d|e|f\n",
      "2:1: id: blank at its start\n2:7: fix: blank at its end\n" },
    { "faults on two lines", HEADER "a\tb\nd\te\tf\n\x01\n", 0, "3 d|e|f\n",
      "2:1: the row has 2 cells, not 3; tabs part them\n4:1: control byte 0x01\n" },
};

/* read_all - the rows as "LINE cell|cell|cell", the faults as they come */
static size_t read_all(const char *data, size_t len, struct buf *rows, struct buf *faults)
{
    char *copy = malloc(len + 1); /* with the byte that may be overwritten */
    struct tsv_row row;
    struct tsv t;

    assert_non_null(copy);
    memcpy(copy, data, len);
    copy[len] = 'x';
    tsv_open(&t, "x.tsv", copy, len, names, take_fault, faults);
    while (tsv_next(&t, &row))
        buf_printf(rows, "%zu %s|%s|%s\n", row.line, row.cell[0], row.cell[1], row.cell[2]);
    free(copy);
    return t.faults;
}

static size_t lines_of(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void reads(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(cases); i++) {
        struct buf rows = buf_new(10000), faults = buf_new(10000);
        size_t len = cases[i].len ? cases[i].len : strlen(cases[i].data), n;

        buf_puts(&rows, "");
        buf_puts(&faults, "");
        n = read_all(cases[i].data, len, &rows, &faults);
        want_text(cases[i].name, "rows", rows.ptr, cases[i].rows);
        want_text(cases[i].name, "faults", faults.ptr, cases[i].faults);
        want_size(cases[i].name, "number of faults", n, lines_of(cases[i].faults));
        buf_free(&rows);
        buf_free(&faults);
    }
    unit_end();
}

/* A line of 4096 bytes is read, one of 4097 is too long. */
static void limits_lines(void **state)
{
    static const char *const wanted[] = { "", "2:4097: the line is longer than 4096 bytes\n" };
    size_t more;

    (void)state;
    for (more = 0; more < 2; more++) {
        struct buf data = buf_new(10000), rows = buf_new(10000), faults = buf_new(10000);
        size_t i;

        buf_puts(&data, HEADER "a\tb\t");
        for (i = 4; i < 4096 + more; i++)
            buf_putc(&data, 'c');
        buf_puts(&data, "\nd\te\tf\n");
        buf_puts(&faults, "");
        (void)read_all(data.ptr, data.len, &rows, &faults);
        want_text(more ? "4097" : "4096", "faults", faults.ptr, wanted[more]);
        want_size(more ? "4097" : "4096", "rows", lines_of(rows.ptr), 2 - more);
        buf_free(&data);
        buf_free(&rows);
        buf_free(&faults);
    }
    unit_end();
}

/* A caller's fault stands at its row's line even after the reader has gone on. */
static void reports_for_callers(void **state)
{
    char data[] = HEADER "a\tbcd\te\nf\tg\th\n";
    struct buf faults = buf_new(1000);
    struct tsv_row first, second;
    struct tsv t;

    (void)state;
    tsv_open(&t, "x.tsv", data, sizeof data - 1, names, take_fault, &faults);
    assert_true(tsv_next(&t, &first));
    assert_true(tsv_next(&t, &second));
    tsv_fault(&t, &first, 1, 2, "title: \"%s\" is %d wrong", "d", 1);
    tsv_fault(&t, &second, 2, 0, "fix: 100%% wrong");
    assert_string_equal(faults.ptr, "2:5: title: \"d\" is 1 wrong\n3:5: fix: 100% wrong\n");
    assert_int_equal(t.faults, 2);
    assert_false(tsv_next(&t, &second));
    buf_free(&faults);
}

static void cuts_lists(void **state)
{
    static const struct {
        const char *list, *want;
    } lists[] = {
        { "", "" },
        { "one", "<one>" },
        { "one | two", "<one><two>" },
        { "one | two | three", "<one><two><three>" },
        { "dig x | grep y", "<dig x><grep y>" },
        { "a|b", "<a|b>" },
        { "a |b", "<a |b>" },
        { "a || b", "<a || b>" },
        { "a | ", "<a>" },
        { " | b", "<><b>" },
    };
    size_t i, len;

    (void)state;
    for (i = 0; i < COUNT(lists); i++) {
        const char *rest = lists[i].list, *item;
        struct buf got = buf_new(100);

        buf_puts(&got, "");
        while ((item = tsv_item(&rest, &len)))
            buf_printf(&got, "<%.*s>", (int)len, item);
        want_text(lists[i].list, "items", got.ptr, lists[i].want);
        buf_free(&got);
    }
    unit_end();
}

static void cuts_no_list(void **state)
{
    const char *rest = NULL;
    size_t len;

    (void)state;
    assert_null(tsv_item(&rest, &len));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads),        cmocka_unit_test(limits_lines),
        cmocka_unit_test(cuts_lists),   cmocka_unit_test(reports_for_callers),
        cmocka_unit_test(cuts_no_list),
    };

    return cmocka_run_group_tests_name("tsv", tests, NULL, NULL);
}
