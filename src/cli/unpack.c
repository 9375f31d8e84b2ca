/* SPDX-License-Identifier: MIT */
/*
 * A decompressor as a child: the file is its standard input, a pipe its standard
 * output.  Its own messages go nowhere; how it ended is told in our words.
 */
#include "unpack.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127, STANDARD = STDERR_FILENO + 1, PROGRAM_TEXT = 32 };

static const struct {
    const char *program;
    size_t len;
    unsigned char magic[UNPACK_MAGIC];
} formats[] = {
    { "gzip", 2, { 0x1f, 0x8b } },
    { "xz", 6, { 0xfd, '7', 'z', 'X', 'Z', 0x00 } },
    { "zstd", 4, { 0x28, 0xb5, 0x2f, 0xfd } },
    { "bzip2", 4, { 'B', 'Z', 'h', '1' } },
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

int unpack_start(const char *path, struct unpack *u)
{
    unsigned char start[UNPACK_MAGIC];
    const char *program;
    int fd = open(path, O_RDONLY | O_CLOEXEC), out = -1, error;
    ssize_t n;

    *u = (struct unpack){ .fd = -1 };
    if (fd < 0)
        return -1;
    n = pread(fd, start, sizeof start, 0);
    if (n >= 0 && !unpack_needed(start, (size_t)n, &program))
        errno = EINVAL;
    else if (n >= 0)
        out = unpack_start_fd(fd, program, u);
    error = errno;
    close(fd);
    errno = error;
    return out;
}

/* fault - what a way to end means; NULL: nothing is wrong */
static const char *fault(int status, bool to_end)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return NULL;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_FOUND)
        return "the program that unpacks it is not installed";
    if (!to_end)
        return NULL;
    if (WIFSIGNALED(status))
        return "the program that unpacks it was killed";
    return "the archive is damaged or cut off";
}

int unpack_end(struct unpack *u, bool to_end, const char **why)
{
    int status = 0;
    pid_t pid;

    *why = NULL;
    if (u->pid <= 0)
        return 0;
    close(u->fd);
    do
        pid = waitpid(u->pid, &status, 0);
    while (pid < 0 && errno == EINTR);
    *u = (struct unpack){ .fd = -1 };
    if (pid > 0) /* else somebody ignores SIGCHLD: nothing is known */
        *why = fault(status, to_end);
    return *why ? -1 : 0;
}
