/* SPDX-License-Identifier: MIT */
/*
 * The literal index: finds which of many literals stand in a text, in time that
 * grows with the text and hardly with the number of literals.
 *
 * Each literal is filed under one of its four-byte pieces, the one that is
 * rarest in what servers say.  A text is looked at piece by piece: a bitmap says at once that
 * most pieces are filed nowhere; only behind the others are literals compared.
 */
#ifndef INDEX_H
#define INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct index_entry {
    uint32_t text;  /* offset of the literal in the strings */
    uint16_t len;   /* its length, bytes */
    uint16_t piece; /* where in it the piece begins under which it is filed */
    uint32_t owner; /* whose literal it is */
    uint32_t slot;  /* where it is filed; set by index_build() */
};

struct index {
    const char *strings;
    const uint32_t *bitmap;  /* of 2^bits bits, at least 32 */
    const uint32_t *buckets; /* 2^slots + 1 places in entries */
    const struct index_entry *entries;
    size_t nentries;
    unsigned bits, slots;
};

/* Takes the owner of a literal found in the text at byte offset at; false stops the search. */
typedef bool index_found_fn(void *arg, uint32_t owner, size_t at, size_t len);

void index_search(const struct index *ix, const char *text, size_t len, index_found_fn *fn,
                  void *arg);

/* What index_build() makes, to be freed with index_free(). */
struct index_parts {
    uint32_t *bitmap, *buckets;
};

/*
 * Files the entries, whose piece it chooses and whose order it changes.  sample
 * is text such as will be searched: pieces that are rare in it are preferred.
 * Returns false when memory is short.
 */
bool index_build(struct index *ix, struct index_parts *parts, const char *strings,
                 struct index_entry *entries, size_t n, const char *sample, size_t sample_len);
void index_free(struct index_parts *parts);

#endif
