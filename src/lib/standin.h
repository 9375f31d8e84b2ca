/* SPDX-License-Identifier: MIT */
/*
 * Stand-ins: each name, address part or IP that is to be hidden has one, numbered when
 * it is shown first.  What is hidden is kept as a hash only.
 */
#ifndef STANDIN_H
#define STANDIN_H

#include "buf.h"
#include "record.h"

#include <stdint.h>

#define NOT_FOUND UINT32_MAX /* no entry */

enum { STANDINS_MAX = 65536 };

/* What a text is: the same text may be in several spaces. */
enum space {
    SPACE_NAME,    /* a dotted name */
    SPACE_WORD,    /* a host name of one label */
    SPACE_USER,    /* local part of an address, name of a user */
    SPACE_IP,      /* in the form of inet_ntop() */
    SPACE_PUBLIC,  /* a dotted name of the data */
    SPACE_ADDRESS, /* a mail address of the data */
    SPACE_TEXT,    /* a sentence of the data without blanks to be filled */
};

enum standin_kind {
    KIND_USER,   /* user1 */
    KIND_DOMAIN, /* domain1.example */
    KIND_HOST,   /* host1.example, or host1. and its base */
    KIND_WORD,   /* host1 */
    KIND_IP4,    /* 192.0.2.1 */
    KIND_IP6,    /* 2001:db8::1 */
    KIND_EXACT,  /* public: stays as it is */
    KIND_SUFFIX, /* public: stays, what stands before it does not */
    KIND_ZONE,   /* the same, of a blocklist */
    KINDS,
};

struct standin {
    uint64_t hash;
    uint32_t number; /* 0: not shown yet */
    uint32_t base;   /* entry of the domain that a host is in, or NOT_FOUND */
    uint32_t epoch;  /* text in which it was last seen */
    uint8_t kind;    /* enum standin_kind */
};

struct standins {
    struct standin *entries;
    uint32_t *slots; /* open addressing: index of the entry plus 1, 0 where free */
    size_t nentries, nslots, npublic;
    uint64_t seed;
    uint32_t counts[KINDS];
};

/* Returns false when memory is short.   The names of the data are entered. */
bool standins_init(struct standins *t);
void standins_free(struct standins *t);

/* Enters the names that the program's own data hold and that may be shown in advice. */
void standins_enter_data(struct standins *t);

/* The hash of a text, whatever its case. */
uint64_t standins_hash(const struct standins *t, struct span text);

/* The entry of the text that has the hash, or NOT_FOUND. */
uint32_t standins_find(const struct standins *t, enum space space, uint64_t hash);

/* The same, entered as kind if it is new; NOT_FOUND when the table is full. */
uint32_t standins_enter_hash(struct standins *t, enum space space, uint64_t hash,
                             enum standin_kind kind, uint32_t base);

static inline uint32_t standins_enter(struct standins *t, enum space space, struct span text,
                                      enum standin_kind kind, uint32_t base)
{
    return standins_enter_hash(t, space, standins_hash(t, text), kind, base);
}

/* Appends the stand-in of an entry that is not public; "masked" for NOT_FOUND. */
void standins_add(struct standins *t, uint32_t entry, struct buf *out);

#endif
