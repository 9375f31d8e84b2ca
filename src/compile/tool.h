/* SPDX-License-Identifier: MIT */
/*
 * What the tools that work on the data have in common: whole files, read and written, and faults
 * in what was read.
 */
#ifndef TOOL_H
#define TOOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/*
 * A whole file, with a spare byte behind it, to be freed; NULL, with errno set, if it cannot be
 * read.
 */
char *tool_read(const char *path, size_t *len);

/* Writes what arg holds; errors are left in the file's error flag. */
typedef void tool_put_fn(const void *arg, FILE *out);

/*
 * Writes a file.  If that fails nothing is left of it, but of what was no regular file before;
 * returns false then, with errno set.
 */
bool tool_write(const char *path, tool_put_fn *put, const void *arg);

/* Tells a fault on standard error as FILE:LINE:COLUMN: what is wrong; a tsv_fault_fn. */
void tool_fault(void *arg, const char *file, size_t line, size_t column, const char *message);

/* Writes a character other than NUL as a string of C has it: no escape is longer than it looks. */
void tool_put_char(char c, FILE *out);

#endif
