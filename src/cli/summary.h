/* SPDX-License-Identifier: MIT */
/*
 * --summary and --merge: outcomes are counted instead of shown one by one.
 */
#ifndef SUMMARY_CLI_H
#define SUMMARY_CLI_H

#include "reader.h"
#include "run.h"

#include <stdbool.h>
#include <stdio.h>

/* Makes the run count; returns false when memory is short. */
bool summary_begin(struct run *run);

/* Counts a log from where the reader stands; a big file by several threads. */
void summary_read_log(struct run *run, const char *source, struct reader *r);

/* An empty one that counts as the options say; NULL when memory is short. */
struct sw_summary *summary_new(const struct run *run);

/* Counts a log of that size, 0 if it is not known, from where the reader stands. */
void summary_read_alone(struct run *run, struct reader *r, unsigned long long size);

/* Counts the bytes of a file from at to its end, of which size is known, by n threads. */
void summary_read_jobs(struct run *run, const char *source, int fd, unsigned long long at,
                       unsigned long long size, size_t n);

/* Counts replies that stand one a line, or on lines joined by "550-". */
void summary_read_list(struct run *run, struct reader *r);

/* Adds up the stored summaries of an input, to its end. */
void summary_merge_read(struct run *run, const char *source, struct reader *reader);

/* Prints what was counted, as the options say. */
void summary_print(struct run *run);

/* In these two forms; false when memory is too short for all that belongs into them. */
bool summary_print_text(struct sw_summary *s, const struct options *options,
                        const struct places *places, const struct sink *sink);
bool summary_print_json(struct sw_summary *s, FILE *out);

/* A number of messages' hash is stored as eleven of these characters, six bits each. */
enum { SUMMARY_HASH_TEXT = 11, SUMMARY_HASHES_MAX = 65536 };
extern const char summary_digits[64 + 1];

#endif
