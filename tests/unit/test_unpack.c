/* SPDX-License-Identifier: MIT */
/*
 * Compressed files: known by their first bytes, read to their end, cut off, closed
 * early.  A format whose program is not installed is passed over, aloud.
 */
#include "unit.h"
#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const struct {
    const char *name, *start;
    size_t len;
    const char *program; /* NULL: none */
} magics[] = {
    { "gzip", "\x1f\x8b\x08\x00\x00\x00", 6, "gzip" },
    { "gzip, two bytes", "\x1f\x8b", 2, "gzip" },
    { "one byte", "\x1f", 1, NULL },
    { "nothing", "", 0, NULL },
    { "xz",
      "\xfd"
      "7zXZ\0",
      6, "xz" },
    { "xz, cut",
      "\xfd"
      "7zXZ",
      5, NULL },
    { "zstd", "\x28\xb5\x2f\xfd\x04\x88", 6, "zstd" },
    { "bzip2", "BZh91A", 6, "bzip2" },
    { "a word like bzip2's", "BZhello", 6, NULL },
    { "a log", "Nov 22", 6, NULL },
};

static void test_needed(void **state)
{
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(magics); i++) {
        const char *program = NULL;
        bool needed =
            unpack_needed((const unsigned char *)magics[i].start, magics[i].len, &program);

        want_true(magics[i].name, "needed", needed == (magics[i].program != NULL));
        want_text(magics[i].name, "program", program, magics[i].program);
    }
    unit_end();
}

static char directory[] = "/tmp/unpack.XXXXXX";
static char path[64];

/* make - a file of the format with 400,000 lines; cut: without its second half */
static bool make(const char *program, bool cut)
{
    char command[512];

    snprintf(path, sizeof path, "%s/file", directory);
    snprintf(command, sizeof command,
             "command -v %s >/dev/null || exit 1; "
             "i=$(seq 400000); echo \"$i\" | %s -1 -c >%s; test %d = 0 || "
             "truncate -s $(($(wc -c <%s) / 2)) %s",
             program, program, path, cut, path, path);
    if (system(command) == 0) /* NOLINT(cert-env33-c): no input is in it */
        return true;
    print_message("%s is not installed: passed over\n", program);
    return false;
}

/* read_all - how many bytes the descriptor gives, at most limit */
static size_t read_all(int fd, size_t limit)
{
    static char block[65536];
    size_t total = 0;
    ssize_t n;

    while (total < limit && (n = read(fd, block, sizeof block)) > 0)
        total += (size_t)n;
    return total;
}

/* start - the program that the file's first bytes ask for, as the command does it */
static bool start(struct unpack *u)
{
    unsigned char first[UNPACK_MAGIC];
    int fd = open(path, O_RDONLY);
    ssize_t n = fd < 0 ? -1 : pread(fd, first, sizeof first, 0);
    const char *program;
    bool started;

    *u = (struct unpack){ .fd = -1 };
    started =
        n > 0 && unpack_needed(first, (size_t)n, &program) && unpack_start_fd(fd, program, u) >= 0;
    if (fd >= 0)
        close(fd);
    return started;
}

static const char *const programs[] = { "gzip", "xz", "zstd", "bzip2" };

enum { WHOLE = 2688895 }; /* bytes that "seq 400000" writes */

static void test_whole(void **state)
{
    struct unpack u;
    const char *why;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(programs); i++) {
        if (!make(programs[i], false))
            continue;
        assert_true(start(&u));
        want_size(programs[i], "bytes", read_all(u.fd, SIZE_MAX), WHOLE);
        want_number(programs[i], "end", unpack_end(&u, true, &why), 0);
        want_text(programs[i], "why", why, NULL);
    }
    unit_end();
}

static void test_cut_off(void **state)
{
    struct unpack u;
    const char *why;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(programs); i++) {
        if (!make(programs[i], true))
            continue;
        assert_true(start(&u));
        want_true(programs[i], "less", read_all(u.fd, SIZE_MAX) < WHOLE);
        want_number(programs[i], "end", unpack_end(&u, true, &why), -1);
        want_text(programs[i], "why", why, "the archive is damaged or cut off");
    }
    unit_end();
}

/* start_pipe - the archive at path comes through a pipe, of which four bytes were read */
static int start_pipe(struct unpack *u, FILE **pipe)
{
    char command[128], start[4];
    int fd;

    snprintf(command, sizeof command, "cat %s", path);
    *pipe = popen(command, "r"); /* NOLINT(cert-env33-c): no input is in it */
    assert_non_null(*pipe);
    fd = fileno(*pipe);
    assert_true(read(fd, start, sizeof start) == sizeof start);
    return unpack_start_pipe(fd, start, sizeof start, "gzip", u);
}

static void test_pipe(void **state)
{
    struct unpack u;
    const char *why;
    FILE *pipe;

    (void)state;
    if (!make("gzip", false))
        return;
    assert_true(start_pipe(&u, &pipe) >= 0);
    want_size("whole", "bytes", read_all(u.fd, SIZE_MAX), WHOLE);
    want_number("whole", "end", unpack_end(&u, true, &why), 0);
    pclose(pipe);
    assert_true(start_pipe(&u, &pipe) >= 0);
    want_true("closed early", "some", read_all(u.fd, 1) > 0);
    want_number("closed early", "end", unpack_end(&u, false, &why), 0);
    pclose(pipe);
    want_number("closed early", "children", waitpid(-1, NULL, WNOHANG), -1);
    make("gzip", true);
    assert_true(start_pipe(&u, &pipe) >= 0);
    want_true("cut", "less", read_all(u.fd, SIZE_MAX) < WHOLE);
    want_number("cut", "end", unpack_end(&u, true, &why), -1);
    want_text("cut", "why", why, "the archive is damaged or cut off");
    pclose(pipe);
    unit_end();
}

/* of an archive that has come in part, what would tell more may still be on its way */
static void test_perhaps(void **state)
{
    (void)state;
    want_true("nothing yet", "perhaps", unpack_perhaps((const unsigned char *)"", 0));
    want_true("gzip's first", "perhaps", unpack_perhaps((const unsigned char *)"\x1f", 1));
    want_true("bzip2's first", "perhaps", unpack_perhaps((const unsigned char *)"BZ", 2));
    want_true("gzip", "no doubt", !unpack_perhaps((const unsigned char *)"\x1f\x8b", 2));
    want_true("a log", "no", !unpack_perhaps((const unsigned char *)"N", 1));
    want_true("a word", "no", !unpack_perhaps((const unsigned char *)"BX", 2));
    unit_end();
}

/* a reader that has enough: no fault, and no zombie */
static void test_closed_early(void **state)
{
    struct unpack u;
    const char *why;
    size_t i;

    (void)state;
    for (i = 0; i < COUNT(programs); i++) {
        if (!make(programs[i], false))
            continue;
        assert_true(start(&u));
        want_true(programs[i], "some", read_all(u.fd, 1) > 0);
        want_number(programs[i], "end", unpack_end(&u, false, &why), 0);
        want_text(programs[i], "why", why, NULL);
        want_number(programs[i], "children", waitpid(-1, NULL, WNOHANG), -1);
        want_number(programs[i], "again", unpack_end(&u, false, &why), 0);
    }
    unit_end();
}

static void test_faults(void **state)
{
    struct unpack u;
    const char *why;
    int fd;

    (void)state;
    want_number("no descriptor", "start", unpack_start_fd(-1, "gzip", &u), -1);
    want_number("no descriptor", "errno", errno, EBADF);
    want_number("no descriptor", "end", unpack_end(&u, true, &why), 0);
    fd = open("/etc/passwd", O_RDONLY);
    assert_true(fd >= 0 && unpack_start_fd(fd, "no-such-unpacker", &u) >= 0);
    want_size("no program", "bytes", read_all(u.fd, SIZE_MAX), 0);
    want_number("no program", "end", unpack_end(&u, true, &why), -1);
    want_text("no program", "why", why, "the program that unpacks it is not installed");
    close(fd);
    want_text("PATH", "set", setenv("PATH", "/nonexistent", 1) == 0 ? "yes" : "no", "yes");
    fd = open("/etc/passwd", O_RDONLY);
    assert_true(fd >= 0 && unpack_start_fd(fd, "xz", &u) >= 0);
    want_number("no xz", "end", unpack_end(&u, true, &why), -1);
    want_text("no xz", "why", why, "xz, which would unpack it, is not installed");
    close(fd);
    unit_end();
}

static int set_up(void **state)
{
    (void)state;
    return mkdtemp(directory) ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_needed),  cmocka_unit_test(test_whole),
        cmocka_unit_test(test_cut_off), cmocka_unit_test(test_closed_early),
        cmocka_unit_test(test_pipe),    cmocka_unit_test(test_perhaps),
        cmocka_unit_test(test_faults),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
