/* SPDX-License-Identifier: MIT */
/*
 * A decompressor as a child: the file is its standard input, a pipe its standard
 * output.  The start of a pipe has been read before it is known what is in it, and cannot
 * be put back: another child hands that over, and then the rest.  Its own messages go nowhere; how
 * it ended is told in our words.
 */
#include "unpack.h"

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127, STANDARD = STDERR_FILENO + 1, PROGRAM_TEXT = 32 };

static const struct {
    const char *program, *missing;
    size_t len;
    unsigned char magic[UNPACK_MAGIC];
} formats[] = {
    { "gzip", "gzip, which would unpack it, is not installed", 2, { 0x1f, 0x8b } },
    { "xz", "xz, which would unpack it, is not installed", 6, { 0xfd, '7', 'z', 'X', 'Z', 0x00 } },
    { "zstd", "zstd, which would unpack it, is not installed", 4, { 0x28, 0xb5, 0x2f, 0xfd } },
    { "bzip2", "bzip2, which would unpack it, is not installed", 4, { 'B', 'Z', 'h', '1' } },
};

/* matches - bzip2's fourth byte is a digit from 1 to 9 */
static bool matches(size_t i, const unsigned char *start, size_t len)
{
    if (len < formats[i].len)
        return false;
    if (strcmp(formats[i].program, "bzip2") == 0)
        return memcmp(start, formats[i].magic, 3) == 0 && start[3] >= '1' && start[3] <= '9';
    return memcmp(start, formats[i].magic, formats[i].len) == 0;
}

bool unpack_needed(const unsigned char *start, size_t len, const char **program)
{
    size_t i;

    for (i = 0; i < sizeof formats / sizeof *formats; i++) {
        if (matches(i, start, len)) {
            *program = formats[i].program;
            return true;
        }
    }
    return false;
}

bool unpack_perhaps(const unsigned char *start, size_t len)
{
    size_t i;

    for (i = 0; i < sizeof formats / sizeof *formats; i++)
        if (len < formats[i].len && memcmp(start, formats[i].magic, len) == 0)
            return true;
    return false;
}

/* child - become the program; only what is safe after fork() */
static _Noreturn void child(const char *program, int in, int out)
{
    char name[PROGRAM_TEXT] = "", option[] = "-dc";
    char *const arguments[] = { name, option, NULL };
    int quiet = open("/dev/null", O_WRONLY);

    strncpy(name, program, sizeof name - 1);
    signal(SIGPIPE, SIG_DFL); /* we may read no more: then it is to end, in silence */
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0) {
        if (quiet >= 0)
            dup2(quiet, STDERR_FILENO);
        execvp(program, arguments);
    }
    _exit(NOT_FOUND);
}

/* above - a descriptor that is none of the standard ones, which may have been closed */
static int above(int fd)
{
    int high = fd;

    if (fd >= 0 && fd < STANDARD) {
        high = fcntl(fd, F_DUPFD_CLOEXEC, STANDARD);
        close(fd);
    }
    return high;
}

int unpack_start_fd(int fd, const char *program, struct unpack *u)
{
    int ends[2], in, error;

    *u = (struct unpack){ .fd = -1, .program = program };
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    ends[0] = above(ends[0]);
    ends[1] = above(ends[1]);
    in = fcntl(fd, F_DUPFD_CLOEXEC, STANDARD);
    if (ends[0] >= 0 && ends[1] >= 0 && in >= 0)
        u->pid = fork();
    else
        u->pid = -1;
    if (u->pid == 0)
        child(program, in, ends[1]);
    error = errno;
    if (in >= 0)
        close(in);
    if (ends[1] >= 0)
        close(ends[1]);
    u->fd = ends[0];
    if (u->pid < 0) {
        if (u->fd >= 0)
            close(u->fd);
        *u = (struct unpack){ .fd = -1 };
        errno = error;
    }
    return u->fd;
}

/* put_all - false if nobody reads any more */
static bool put_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

/* feed - in a child: hand over what was read, then the rest of the pipe */
static _Noreturn void feed(int from, int to, const char *start, size_t len)
{
    char block[16384];
    bool good = put_all(to, start, len);
    ssize_t n = good ? 1 : 0;

    while (good && n != 0) {
        n = read(from, block, sizeof block);
        if (n < 0 && errno != EINTR)
            break;
        good = n < 0 || put_all(to, block, (size_t)n);
    }
    _exit(0); /* if something is lacking, the program notices */
}

int unpack_start_pipe(int fd, const char *start, size_t len, const char *program, struct unpack *u)
{
    int ends[2], error;
    pid_t feeder;

    *u = (struct unpack){ .fd = -1 };
    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    feeder = fork();
    if (feeder == 0) {
        close(ends[0]); /* else it would never learn that the program has ended */
        feed(fd, ends[1], start, len);
    }
    error = errno;
    close(ends[1]);
    if (feeder > 0) {
        unpack_start_fd(ends[0], program, u);
        error = errno;
    }
    close(ends[0]);
    if (u->pid > 0)
        u->feeder = feeder;
    else if (feeder > 0)
        child_await(feeder); /* it cannot write: it ends */
    errno = error;
    return u->fd;
}

/* missing - what to say if the program is not there */
static const char *missing(const char *program)
{
    size_t i;

    for (i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(formats[i].program, program) == 0)
            return formats[i].missing;
    return "the program that unpacks it is not installed";
}

/* fault - what a way to end means; NULL: nothing is wrong */
static const char *fault(const char *program, int status, bool to_end)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return NULL;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        return missing(program);
    if (!to_end)
        return NULL;
    if (WIFSIGNALED(status))
        return "the program that unpacks it was killed";
    return "the archive is damaged or cut off";
}

int unpack_end(struct unpack *u, bool to_end, const char **why)
{
    int status;

    *why = NULL;
    if (u->pid <= 0)
        return 0;
    close(u->fd);
    if (u->feeder > 0 && !to_end)
        kill(u->feeder, SIGKILL); /* its pipe may stay silent for long */
    status = child_await(u->pid);
    if (u->feeder > 0)
        child_await(u->feeder);
    if (status >= 0) /* else somebody ignores SIGCHLD: nothing is known */
        *why = fault(u->program, status, to_end);
    *u = (struct unpack){ .fd = -1 };
    return *why ? -1 : 0;
}
