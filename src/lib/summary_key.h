/* SPDX-License-Identifier: MIT */
/*
 * A key for a log entry, such that entries of one key are explained alike: what
 * differs from message to message (recipients, addresses, hosts, ids) is masked in
 * it, unless it holds anything that a rule looks for.
 */
#ifndef SUMMARY_KEY_H
#define SUMMARY_KEY_H

#include "ctx.h"
#include "format.h"

#include <stdbool.h>
#include <stdint.h>

/* A hash of 128 bits: two keys never meet. */
struct summary_key {
    uint64_t a, b;
};

/* Hashes len bytes; the same on every machine. */
uint64_t summary_hash(const void *bytes, size_t len, uint64_t seed);

/* Fills *out; false if the entry is too long to have one. */
bool summary_key_of(struct sw_ctx *ctx, const struct log_entry *entry, struct summary_key *out);

#endif
