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

/* A literal of 4 to 255 bytes to be filed: several entries may have the same one, at the same
 * offset. */
struct index_entry {
    uint32_t text;  /* offset of the literal in the strings from which the index is built */
    uint32_t owner; /* whose literal it is */
    uint16_t len;   /* its length, bytes */
};

/*
 * What is filed.  The bits of the bitmap that are set are counted from its first on: before tells
 * how many stand before each of its words, places where in the records those begin that are filed
 * under a bit.  A record is a literal, all that belongs to it in one place, for memory is far away:
 * a head (index.c), its text, its owners.  Records stand in the order in which the sample asks for
 * them: what is looked at for nearly every text stands side by side.
 */
struct index {
    const uint64_t *bitmap; /* 2^bits bits, at least 64 */
    const uint32_t *before, *places, *records;
    size_t nplaces, nrecords; /* how many numbers those are */
    unsigned bits;
};

/* Takes the owners of a literal found in the text at byte offset at. */
typedef void index_found_fn(void *arg, const uint32_t *owners, size_t nowners, size_t at,
                            size_t len);

void index_search(const struct index *ix, const char *text, size_t len, index_found_fn *fn,
                  void *arg);

/* How many numbers of before there are: one for each word of the bitmap. */
static inline size_t index_words(const struct index *ix)
{
    return ((size_t)1 << ix->bits) / 64;
}

/* Takes a literal, in no order, and its owners. */
typedef void index_literal_fn(void *arg, const char *text, size_t len, const uint32_t *owners,
                              size_t nowners);

/* Hands over every literal that is filed. */
void index_each(const struct index *ix, index_literal_fn *fn, void *arg);

/* What index_build() makes, to be freed with index_free(). */
struct index_parts {
    uint64_t *bitmap;
    uint32_t *before, *places, *records;
};

/*
 * Files the entries, whose order it changes, and copies their literals.  sample is text such as
 * will be searched: pieces that are rare in it are preferred.  Returns false when memory is short.
 */
bool index_build(struct index *ix, struct index_parts *parts, const char *strings,
                 struct index_entry *entries, size_t n, const char *sample, size_t sample_len);
void index_free(struct index_parts *parts);

#endif
