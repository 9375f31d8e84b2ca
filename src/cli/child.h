/* SPDX-License-Identifier: MIT */
/*
 * Child processes: the pager, decompressors.
 */
#ifndef CHILD_H
#define CHILD_H

#include <sys/types.h>

/*
 * Waits for the child's end and returns its status as waitpid(2) has it; -1 if that is
 * not to be learnt, as where SIGCHLD is ignored.
 */
int child_await(pid_t pid);

#endif
