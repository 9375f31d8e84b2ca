/* SPDX-License-Identifier: MIT */
/*
 * Building and searching the literal index.  The same code builds it for the
 * compiled-in tables and for rules read at run time.
 */
#include "index.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE = 4, BITS_MIN = 12, BITS_MAX = 24, BITS_PER_ENTRY = 16, COUNTS_BITS = 20 };

static uint32_t piece_at(const char *text)
{
    uint32_t v;

    memcpy(&v, text, sizeof v);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    v = __builtin_bswap32(v); /* the tables are the same on every machine */
#endif
    return v;
}

/* slot - spread a piece over 2^bits places (Fibonacci hashing, Knuth 6.4) */
static inline uint32_t slot(uint32_t piece, unsigned bits)
{
    return (piece * 0x9e3779b1u) >> (32 - bits);
}

/* look_up - compare the literals filed under the piece at text + i */
static bool look_up(const struct index *ix, const char *text, size_t len, size_t i, uint32_t piece,
                    index_found_fn *fn, void *arg)
{
    uint32_t s = slot(piece, ix->slots), n, last = UINT32_MAX;
    bool same = false;

    for (n = ix->buckets[s]; n < ix->buckets[s + 1]; n++) {
        const struct index_entry *e = &ix->entries[n];
        size_t start = i - e->piece;

        if (e->text != last) { /* one literal may have many owners */
            last = e->text;
            same = e->piece <= i && e->len <= len - start &&
                   memcmp(text + start, ix->strings + e->text, e->len) == 0;
        }
        if (same && !fn(arg, e->owner, start, e->len))
            return false;
    }
    return true;
}

void index_search(const struct index *ix, const char *text, size_t len, index_found_fn *fn,
                  void *arg)
{
    size_t i;

    if (ix->nentries == 0)
        return;
    for (i = 0; i + PIECE <= len; i++) {
        uint32_t piece = piece_at(text + i), bit = slot(piece, ix->bits);

        if ((ix->bitmap[bit / 32] >> bit % 32 & 1) && !look_up(ix, text, len, i, piece, fn, arg))
            return;
    }
}

/* choose_pieces - file each literal under the piece that is rarest in the sample */
static bool choose_pieces(const char *strings, struct index_entry *entries, size_t n,
                          const char *sample, size_t sample_len)
{
    uint32_t *counts = calloc((size_t)1 << COUNTS_BITS, sizeof *counts);
    size_t i, k;

    if (!counts)
        return false;
    for (k = 0; k + PIECE <= sample_len; k++)
        counts[slot(piece_at(sample + k), COUNTS_BITS)]++;
    for (i = 0; i < n; i++) {
        uint32_t least = UINT32_MAX;

        for (k = 0; k + PIECE <= entries[i].len; k++) {
            uint32_t c = counts[slot(piece_at(strings + entries[i].text + k), COUNTS_BITS)];

            if (c < least) {
                least = c;
                entries[i].piece = (uint16_t)k;
            }
        }
    }
    free(counts);
    return true;
}

/* by_slot - entries of one slot together, of one literal side by side, then by owner */
static int by_slot(const void *x, const void *y)
{
    const struct index_entry *a = x, *b = y;

    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    if (a->text != b->text)
        return a->text < b->text ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

/* file - sort the entries by their slots, mark and count them */
static void file(struct index *ix, uint32_t *bitmap, uint32_t *buckets, struct index_entry *entries,
                 size_t n)
{
    size_t slots = (size_t)1 << ix->slots, i;

    for (i = 0; i < n; i++) {
        uint32_t p = piece_at(ix->strings + entries[i].text + entries[i].piece);

        bitmap[slot(p, ix->bits) / 32] |= 1u << slot(p, ix->bits) % 32;
        entries[i].slot = slot(p, ix->slots);
        buckets[entries[i].slot + 1]++;
    }
    for (i = 0; i < slots; i++)
        buckets[i + 1] += buckets[i];
    if (n > 0)
        qsort(entries, n, sizeof *entries, by_slot);
}

bool index_build(struct index *ix, struct index_parts *parts, const char *strings,
                 struct index_entry *entries, size_t n, const char *sample, size_t sample_len)
{
    unsigned bits = BITS_MIN;

    while (bits < BITS_MAX && ((size_t)1 << bits) < n * BITS_PER_ENTRY)
        bits++;
    *ix = (struct index){
        .strings = strings, .entries = entries, .nentries = n, .bits = bits, .slots = bits - 4
    };
    parts->bitmap = calloc(((size_t)1 << bits) / 32, sizeof *parts->bitmap);
    parts->buckets = calloc(((size_t)1 << ix->slots) + 1, sizeof *parts->buckets);
    ix->bitmap = parts->bitmap;
    ix->buckets = parts->buckets;
    if (!parts->bitmap || !parts->buckets ||
        !choose_pieces(strings, entries, n, sample, sample_len)) {
        index_free(parts);
        return false;
    }
    file(ix, parts->bitmap, parts->buckets, entries, n);
    return true;
}

void index_free(struct index_parts *parts)
{
    free(parts->bitmap);
    free(parts->buckets);
    *parts = (struct index_parts){ NULL, NULL };
}
