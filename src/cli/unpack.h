/* SPDX-License-Identifier: MIT */
/*
 * Compressed files, read through the system's gzip, xz, zstd and bzip2.  They are
 * known by their first bytes, never by their names, and no shell is asked.
 */
#ifndef UNPACK_H
#define UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

enum { UNPACK_MAGIC = 6 }; /* bytes that tell */

/* A program at work.  Zeroed: none. */
struct unpack {
    pid_t pid;           /* 0: none */
    pid_t feeder;        /* writes what came in a pipe; 0: none */
    int fd;              /* what it writes */
    const char *program; /* "gzip" */
};

/* Does a file that begins so need unpacking, and by which program? */
bool unpack_needed(const unsigned char *start, size_t len, const char **program);

/* Might it, if more than these few bytes were known? */
bool unpack_perhaps(const unsigned char *start, size_t len);

/*
 * Starts a program that unpack_needed() named for an open file of which nothing was read
 * yet; fd stays the caller's.  Returns the descriptor to read from, which is u's, or -1
 * with errno.
 */
int unpack_start_fd(int fd, const char *program, struct unpack *u);

/* The same for a pipe of which the first len bytes were read already. */
int unpack_start_pipe(int fd, const char *start, size_t len, const char *program, struct unpack *u);

/*
 * Closes the descriptor and waits for the program.  to_end: everything was read, up to
 * the end; if not, that the program could not go on writing is no fault.  Returns 0,
 * or -1 with what is wrong in *why (which is not to be freed).
 */
int unpack_end(struct unpack *u, bool to_end, const char **why);

#endif
