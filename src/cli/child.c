/* SPDX-License-Identifier: MIT */
/*
 * Waiting for child processes.
 */
#include "child.h"

#include <errno.h>
#include <sys/wait.h>

int child_await(pid_t pid)
{
    int status = 0;
    pid_t ended;

    do
        ended = waitpid(pid, &status, 0);
    while (ended < 0 && errno == EINTR);
    return ended < 0 ? -1 : status;
}
