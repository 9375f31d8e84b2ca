/* SPDX-License-Identifier: MIT */
/*
 * The pager: $PAGER, else less with LESS=FRX.  If it cannot be started the text is
 * printed as it is: a missing pager is no reason to say nothing.
 */
#include "pager.h"

#include "child.h"

#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

FILE *pager_hold(struct pager *p)
{
    p->held = open_memstream(&p->text, &p->size);
    return p->held ? p->held : stdout;
}

static void forget(struct pager *p)
{
    free(p->text);
    *p = (struct pager){ 0 };
}

void pager_release(struct pager *p)
{
    if (!p->held)
        return;
    if (fclose(p->held) == 0)
        fwrite(p->text, 1, p->size, stdout);
    forget(p);
}

/* is_long - has the text as many lines as the screen has rows, or more? */
static bool is_long(const struct pager *p, size_t rows)
{
    size_t i, lines = 0;

    for (i = 0; i < p->size; i++)
        lines += p->text[i] == '\n';
    return rows > 0 && lines >= rows;
}

/* become_pager - in the child: read the text from fd */
static void become_pager(int fd)
{
    const char *command = getenv("PAGER");

    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    signal(SIGQUIT, SIG_DFL);
    dup2(fd, STDIN_FILENO);
    setenv("LESS", "FRX", 0);
    if (command)
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    else
        execlp("less", "less", (char *)NULL);
    _exit(127);
}

/* run_pager - true if a pager showed the text */
static bool run_pager(const struct pager *p)
{
    int ends[2], status;
    FILE *to;
    pid_t child;

    fflush(stdout);
    if (pipe(ends) != 0)
        return false;
    child = fork();
    if (child == 0) {
        close(ends[1]);
        become_pager(ends[0]);
    }
    close(ends[0]);
    to = child > 0 ? fdopen(ends[1], "w") : NULL;
    if (!to) {
        close(ends[1]);
        return false;
    }
    fwrite(p->text, 1, p->size, to); /* the reader may leave early: that is no fault */
    fclose(to);
    status = child_await(child);
    return status < 0 ||
           !(WIFEXITED(status) && (WEXITSTATUS(status) == 127 || WEXITSTATUS(status) == 126));
}

/* page - the same; meanwhile the keys that interrupt are the pager's, which stays */
static bool page(const struct pager *p)
{
    void (*interrupt)(int) = signal(SIGINT, SIG_IGN), (*quit)(int) = signal(SIGQUIT, SIG_IGN);
    bool shown = run_pager(p);

    signal(SIGINT, interrupt);
    signal(SIGQUIT, quit);
    return shown;
}

void pager_show(struct pager *p, size_t rows)
{
    const char *command = getenv("PAGER");
    bool wanted = !command || (*command && strcmp(command, "cat") != 0);

    if (!p->held)
        return;
    if (fclose(p->held) == 0 && !(wanted && is_long(p, rows) && page(p)))
        fwrite(p->text, 1, p->size, stdout);
    forget(p);
}
