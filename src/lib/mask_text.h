/* SPDX-License-Identifier: MIT */
/*
 * The part of masking that reads texts.  Several strings may belong to one text, such
 * as a line and what is said about it: what one of them tells to be somebody's name is
 * hidden in all of them.
 */
#ifndef MASK_TEXT_H
#define MASK_TEXT_H

#include "buf.h"
#include "record.h"
#include "standin.h"
#include "vocabulary.h"

enum { MASK_PIECES = 48, MASK_KNOWN = 16 };

/* A part of a name: "lea" of lea.winter@..., "acme" of acme.example. */
struct mask_piece {
    uint64_t hash;
    uint32_t entry; /* whose part it is */
};

struct masker {
    struct standins table;
    struct vocabulary vocabulary;
    uint32_t epoch;             /* number of the text */
    uint64_t known[MASK_KNOWN]; /* a bit for each hash that may be a name in this text */
    struct mask_piece pieces[MASK_PIECES];
    size_t npieces;
    bool learning; /* parts of names are remembered; else only names */
};

/* Returns false when memory is short. */
bool masker_init(struct masker *m);
void masker_free(struct masker *m);

/* What follows belongs to another text. */
void masker_begin(struct masker *m);

/* Remembers what the string tells to be a name. */
void masker_learn(struct masker *m, struct span text);

/* Appends it masked; start and end, NULL or offsets in it, become offsets in what was added. */
void masker_text(struct masker *m, struct buf *out, struct span text, size_t *start, size_t *end);

/* The same of a sentence of the data: words that the data do not know were filled in. */
void masker_advice(struct masker *m, struct buf *out, struct span text);

/* Does it stand in the data as it is? */
bool masker_is_public(const struct masker *m, struct span text);

/*
 * Appends the stand-in of what is known for a mailbox (SPACE_USER), the domain of one
 * (SPACE_NAME) or a host (SPACE_WORD).
 */
void masker_party(struct masker *m, struct buf *out, enum space space, struct span party);

#endif
