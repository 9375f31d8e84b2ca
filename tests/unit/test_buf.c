/* SPDX-License-Identifier: MIT */
/*
 * The growing string: growth, the ceiling, and what is remembered of it.
 */
#include "buf.h"
#include "unit.h"

static void adds(void **state)
{
    struct buf b = buf_new(100);

    (void)state;
    assert_null(b.ptr);
    buf_puts(&b, "550");
    buf_putc(&b, ' ');
    buf_add(&b, "no such user", 2);
    buf_printf(&b, " %u.%s", 5u, "1");
    assert_string_equal(b.ptr, "550 no 5.1");
    assert_int_equal(b.len, 10);
    assert_false(b.truncated);
    buf_free(&b);
}

static void adds_nothing(void **state)
{
    struct buf b = buf_new(100);

    (void)state;
    buf_add(&b, NULL, 0);
    buf_puts(&b, "");
    buf_printf(&b, "%s", "");
    assert_int_equal(b.len, 0);
    assert_non_null(b.ptr);
    assert_string_equal(b.ptr, "");
    assert_false(b.truncated);
    buf_free(&b);
}

static void keeps_nul_bytes(void **state)
{
    struct buf b = buf_new(100);

    (void)state;
    buf_add(&b, "a\0b", 3);
    assert_int_equal(b.len, 3);
    assert_memory_equal(b.ptr, "a\0b", 4);
    buf_free(&b);
}

/* The ceiling counts bytes without the NUL behind them. */
static void stops_at_ceiling(void **state)
{
    struct buf b = buf_new(10);

    (void)state;
    buf_puts(&b, "12345");
    buf_puts(&b, "67890");
    assert_string_equal(b.ptr, "1234567890");
    assert_false(b.truncated);
    buf_putc(&b, 'x');
    assert_string_equal(b.ptr, "1234567890");
    assert_true(b.truncated);
    buf_clear(&b);
    assert_false(b.truncated);
    assert_string_equal(b.ptr, "");
    buf_puts(&b, "abcdefghijkl");
    assert_string_equal(b.ptr, "abcdefghij");
    assert_int_equal(b.len, 10);
    assert_true(b.truncated);
    buf_free(&b);
}

static void ceiling_of_nothing(void **state)
{
    struct buf b = buf_new(0);

    (void)state;
    buf_puts(&b, "x");
    assert_int_equal(b.len, 0);
    assert_true(b.truncated);
    assert_true(!b.ptr || *b.ptr == '\0');
    buf_free(&b);
}

/* What is printed past the ceiling is cut off or left out, never written behind it. */
static void printf_at_ceiling(void **state)
{
    struct buf b = buf_new(8);

    (void)state;
    buf_printf(&b, "%s", "1234");
    buf_printf(&b, "%s", "5678");
    assert_string_equal(b.ptr, "12345678");
    assert_false(b.truncated);
    buf_clear(&b);
    buf_printf(&b, "%s", "1234");
    buf_printf(&b, "%s", "56789");
    assert_true(b.truncated);
    assert_true(b.len <= 8);
    assert_int_equal(strlen(b.ptr), b.len);
    assert_memory_equal(b.ptr, "1234", 4);
    buf_free(&b);
}

static void grows(void **state)
{
    struct buf b = buf_new(1000000);
    size_t i, wrong = 0;

    (void)state;
    for (i = 0; i < 100000; i++)
        buf_putc(&b, (char)('a' + i % 26));
    assert_int_equal(b.len, 100000);
    assert_int_equal(strlen(b.ptr), 100000);
    assert_true(b.cap > 100000);
    for (i = 0; i < 100000; i++)
        wrong += b.ptr[i] != "abcdefghijklmnopqrstuvwxyz"[i % 26];
    assert_int_equal(wrong, 0);
    assert_false(b.truncated);
    buf_free(&b);
}

static void tells_its_room(void **state)
{
    struct buf b = buf_new(10);

    (void)state;
    assert_int_equal(buf_room(&b, 4), 4);
    assert_false(b.truncated);
    buf_puts(&b, "123456");
    assert_int_equal(buf_room(&b, 4), 4);
    assert_int_equal(buf_room(&b, 5), 4);
    assert_true(b.truncated);
    assert_int_equal(buf_room(&b, SIZE_MAX), 4);
    assert_string_equal(b.ptr, "123456");
    buf_free(&b);
}

/* Freed, it is empty, keeps its ceiling and may be used again. */
static void is_used_again(void **state)
{
    struct buf b = buf_new(3);

    (void)state;
    buf_puts(&b, "12345");
    buf_free(&b);
    assert_null(b.ptr);
    assert_int_equal(b.len, 0);
    assert_false(b.truncated);
    buf_free(&b);
    buf_puts(&b, "abcdef");
    assert_string_equal(b.ptr, "abc");
    buf_free(&b);
}

static void clears_what_is_empty(void **state)
{
    struct buf b = buf_new(3);

    (void)state;
    buf_clear(&b);
    assert_null(b.ptr);
    buf_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(adds),
        cmocka_unit_test(adds_nothing),
        cmocka_unit_test(keeps_nul_bytes),
        cmocka_unit_test(stops_at_ceiling),
        cmocka_unit_test(ceiling_of_nothing),
        cmocka_unit_test(printf_at_ceiling),
        cmocka_unit_test(grows),
        cmocka_unit_test(tells_its_room),
        cmocka_unit_test(is_used_again),
        cmocka_unit_test(clears_what_is_empty),
    };

    return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
