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

/* A literal to be filed: several entries may have the same one, at the same offset. */
struct index_entry {
    uint32_t text;  /* offset of the literal in the strings from which the index is built */
    uint32_t owner; /* whose literal it is */
    uint16_t len;   /* its length, bytes */
};

/* A literal as it is filed. */
struct index_literal {
    uint32_t text;   /* offset in the texts */
    uint32_t owners; /* place of the first; those of the next literal end them */
    uint32_t probe;  /* four more bytes: the first, or the last if it is filed under the first */
    uint8_t len;
    uint8_t piece; /* where in it the piece begins under which it is filed */
    bool last;     /* of those that are filed in one slot */
};

/*
 * Literals, and what belongs to them, stand in the order in which the sample asks for them: what is
 * looked at for nearly every text stands side by side, and stays in the processor's cache.
 */
struct index {
    const char *texts;
    const uint32_t *bitmap;  /* of 2^bits bits, at least 32 */
    const uint32_t *buckets; /* of 2^slots slots, the place of the first in literals */
    const struct index_literal *literals;
    const uint32_t *owners;
    size_t nliterals; /* without the one behind the last, which ends the last's owners */
    unsigned bits, slots;
};

/* Takes the owners of a literal found in the text at byte offset at. */
typedef void index_found_fn(void *arg, const uint32_t *owners, size_t nowners, size_t at,
                            size_t len);

void index_search(const struct index *ix, const char *text, size_t len, index_found_fn *fn,
                  void *arg);

/* What index_build() makes, to be freed with index_free(). */
struct index_parts {
    char *texts;
    uint32_t *bitmap, *buckets, *owners;
    struct index_literal *literals;
};

/*
 * Files the entries, whose order it changes, and copies their literals.  sample is text such as
 * will be searched: pieces that are rare in it are preferred.  Returns false when memory is short.
 */
bool index_build(struct index *ix, struct index_parts *parts, const char *strings,
                 struct index_entry *entries, size_t n, const char *sample, size_t sample_len);
void index_free(struct index_parts *parts);

#endif
