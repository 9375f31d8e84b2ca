/* SPDX-License-Identifier: MIT */
/*
 * Building and searching the literal index.  The same code builds it for the
 * compiled-in tables and for rules read at run time.
 */
#include "index.h"

#include <stdlib.h>
#include <string.h>

enum {
    PIECE = 4,
    BITS_MIN = 12,
    BITS_MAX = 24,
    BITS_PER_ENTRY = 4,
    SLOT_LESS = 2, /* bits less of a slot: four pieces or more share one */
    COUNTS_BITS = 20
};

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

/* probe_of - where in the literal its probe is */
static size_t probe_of(const struct index_literal *l)
{
    return l->piece > 0 ? 0 : l->len - (size_t)PIECE;
}

/* A piece of the text that may be filed: where it begins, and in which slot. */
struct filed {
    uint32_t at, slot;
};

/* A literal that may begin there in the text. */
struct candidate {
    const struct index_literal *literal;
    size_t start;
};

enum { CHUNK = 128, CANDIDATES = 32 };

struct search {
    const struct index *ix;
    const char *text;
    size_t len;
    index_found_fn *fn;
    void *arg;
    struct candidate waiting[CANDIDATES]; /* to be compared all at once: memory is far away */
    size_t nwaiting;
};

/* compare - those that wait */
static void compare(struct search *s)
{
    size_t i;

    for (i = 0; i < s->nwaiting; i++) {
        const struct index_literal *l = s->waiting[i].literal;
        size_t start = s->waiting[i].start;

        if (memcmp(s->text + start, s->ix->texts + l->text, l->len) == 0)
            s->fn(s->arg, s->ix->owners + l->owners, l[1].owners - l->owners, start, l->len);
    }
    s->nwaiting = 0;
}

/* look_up - the literals filed under a piece */
static void look_up(struct search *s, const struct filed *piece)
{
    const struct index *ix = s->ix;
    const struct index_literal *l = &ix->literals[ix->buckets[piece->slot]];

    for (;; l++) {
        size_t start = piece->at - l->piece;

        if (l->piece <= piece->at && l->len <= s->len - start &&
            piece_at(s->text + start + probe_of(l)) == l->probe) {
            __builtin_prefetch(ix->texts + l->text);
            __builtin_prefetch(ix->owners + l->owners);
            s->waiting[s->nwaiting++] = (struct candidate){ l, start };
            if (s->nwaiting == CANDIDATES)
                compare(s);
        }
        if (l->last)
            return;
    }
}

/*
 * find_filed - those of the pieces that begin at the n bytes from text + from on that may be filed;
 * then something is in their slots, as it has their first bits.  Without a branch, which could not
 * be foreseen; out has room for n
 */
static size_t find_filed(const struct index *ix, const char *text, size_t from, size_t n,
                         struct filed *out)
{
    size_t i, found = 0;

    for (i = from; i < from + n; i++) {
        uint32_t bit = slot(piece_at(text + i), ix->bits);

        out[found].at = (uint32_t)i;
        out[found].slot =
            bit >> (ix->bits - ix->slots); /* its first bits: slot(piece, ix->slots) */
        found += ix->bitmap[bit / 32] >> bit % 32 & 1;
    }
    return found;
}

/* fetch - what the pieces' slots hold into the processor's cache, all at once */
static void fetch(const struct index *ix, const struct filed *pieces, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        /* find_filed() has written n of them, which the analyzer does not see */
        __builtin_prefetch(&ix->buckets[pieces[i].slot]); /* NOLINT(clang-analyzer-core.*) */
    for (i = 0; i < n; i++)
        __builtin_prefetch(&ix->literals[ix->buckets[pieces[i].slot]]);
}

void index_search(const struct index *ix, const char *text, size_t len, index_found_fn *fn,
                  void *arg)
{
    struct search s;
    struct filed pieces[CHUNK];
    size_t from, n, i;

    if (ix->nliterals == 0)
        return;
    s.ix = ix;
    s.text = text;
    s.len = len;
    s.fn = fn;
    s.arg = arg;
    s.nwaiting = 0;
    for (from = 0; from + PIECE <= len; from += CHUNK) {
        n = len - from - PIECE + 1;
        n = find_filed(ix, text, from, n < CHUNK ? n : CHUNK, pieces);
        fetch(ix, pieces, n);
        for (i = 0; i < n; i++)
            look_up(&s, &pieces[i]);
    }
    compare(&s);
}

/* by_text - entries of one literal side by side, then by owner */
static int by_text(const void *x, const void *y)
{
    const struct index_entry *a = x, *b = y;

    if (a->text != b->text)
        return a->text < b->text ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

/* A literal before it has its place. */
struct draft {
    struct index_literal literal;
    uint32_t slot, nowners;
    uint32_t wanted; /* how often the sample asks for its slot, or nearly */
};

/* choose_piece - the one that is rarest in the sample, as counted */
static void choose_piece(struct index_literal *l, const char *text, const uint32_t *counts)
{
    uint32_t least = UINT32_MAX, k;

    for (k = 0; k + PIECE <= l->len; k++) {
        uint32_t c = counts[slot(piece_at(text + k), COUNTS_BITS)];

        if (c < least) {
            least = c;
            l->piece = (uint8_t)k;
        }
    }
    l->probe = piece_at(text + probe_of(l));
}

/* draft_literals - of sorted entries; owners are their places in the entries, for now */
static size_t draft_literals(struct draft *drafts, const struct index *ix, const char *strings,
                             const struct index_entry *entries, size_t n, const uint32_t *counts)
{
    size_t i, ndrafts = 0;

    for (i = 0; i < n; i++) {
        struct draft *d = &drafts[ndrafts];

        if (i > 0 && entries[i].text == entries[i - 1].text) {
            d[-1].nowners++;
            continue;
        }
        *d = (struct draft){ .nowners = 1 };
        d->literal.text = entries[i].text;
        d->literal.len = (uint8_t)entries[i].len;
        d->literal.owners = (uint32_t)i;
        choose_piece(&d->literal, strings + entries[i].text, counts);
        d->slot = slot(piece_at(strings + entries[i].text + d->literal.piece), ix->slots);
        ndrafts++;
    }
    return ndrafts;
}

/* count_wanted - how often the sample asks for the drafts' slots; false when memory is short */
static bool count_wanted(struct draft *drafts, size_t n, const struct index *ix,
                         const char *strings, const uint32_t *counts)
{
    uint32_t *wanted = calloc((size_t)1 << ix->slots, sizeof *wanted);
    size_t i;

    for (i = 0; wanted && i < n; i++) {
        const struct index_literal *l = &drafts[i].literal;

        wanted[drafts[i].slot] += counts[slot(piece_at(strings + l->text + l->piece), COUNTS_BITS)];
    }
    for (i = 0; wanted && i < n; i++)
        drafts[i].wanted = wanted[drafts[i].slot];
    free(wanted);
    return wanted != NULL;
}

static int by_place(const void *x, const void *y)
{
    const struct draft *a = x, *b = y;

    if (a->wanted != b->wanted)
        return a->wanted > b->wanted ? -1 : 1;
    if (a->slot != b->slot)
        return a->slot < b->slot ? -1 : 1;
    return (a->literal.text > b->literal.text) - (a->literal.text < b->literal.text);
}

/* file - put the drafts in their places, with copies of their texts, and mark them */
static void file(const struct index *ix, struct index_parts *parts, struct draft *drafts,
                 const char *strings, const struct index_entry *entries)
{
    size_t i, n = ix->nliterals;
    uint32_t nowners = 0, size = 0, k;

    qsort(drafts, n, sizeof *drafts, by_place);
    for (i = 0; i < n; i++) {
        struct index_literal *l = &parts->literals[i];
        uint32_t bit;

        *l = drafts[i].literal;
        bit = slot(piece_at(strings + l->text + l->piece), ix->bits);
        parts->bitmap[bit / 32] |= 1u << bit % 32;
        if (i == 0 || drafts[i].slot != drafts[i - 1].slot)
            parts->buckets[drafts[i].slot] = (uint32_t)i;
        l->last = i + 1 == n || drafts[i].slot != drafts[i + 1].slot;
        for (k = 0; k < drafts[i].nowners; k++)
            parts->owners[nowners + k] = entries[l->owners + k].owner;
        l->owners = nowners;
        nowners += drafts[i].nowners;
        memcpy(parts->texts + size, strings + l->text, l->len);
        l->text = size;
        size += l->len;
    }
    parts->literals[n] = (struct index_literal){ .text = size, .owners = nowners };
}

/* count_pieces - how often each stands in the sample, or nearly: some share a count */
static uint32_t *count_pieces(const char *sample, size_t len)
{
    uint32_t *counts = calloc((size_t)1 << COUNTS_BITS, sizeof *counts);
    size_t k;

    for (k = 0; counts && k + PIECE <= len; k++)
        counts[slot(piece_at(sample + k), COUNTS_BITS)]++;
    return counts;
}

/* size_of - that of all entries' literals */
static size_t size_of(const struct index_entry *entries, size_t n)
{
    size_t size = 0, i;

    for (i = 0; i < n; i++)
        size += entries[i].len;
    return size;
}

/* make_parts - for n literals of that size at most; false when memory is short */
static bool make_parts(struct index_parts *parts, size_t n, size_t size, unsigned bits,
                       unsigned slots)
{
    *parts = (struct index_parts){ .texts = calloc(size + 1, 1),
                                   .bitmap = calloc(((size_t)1 << bits) / 32, sizeof(uint32_t)),
                                   .buckets = calloc((size_t)1 << slots, sizeof(uint32_t)),
                                   .owners = calloc(n + 1, sizeof(uint32_t)),
                                   .literals = calloc(n + 1, sizeof(struct index_literal)) };
    return parts->texts && parts->bitmap && parts->buckets && parts->owners && parts->literals;
}

bool index_build(struct index *ix, struct index_parts *parts, const char *strings,
                 struct index_entry *entries, size_t n, const char *sample, size_t sample_len)
{
    uint32_t *counts = count_pieces(sample, sample_len);
    struct draft *drafts = calloc(n + 1, sizeof *drafts);
    unsigned bits = BITS_MIN;
    bool made;

    while (bits < BITS_MAX && ((size_t)1 << bits) < n * BITS_PER_ENTRY)
        bits++;
    made = make_parts(parts, n, size_of(entries, n), bits, bits - SLOT_LESS) && counts && drafts;
    *ix = (struct index){ .texts = parts->texts,
                          .bitmap = parts->bitmap,
                          .buckets = parts->buckets,
                          .literals = parts->literals,
                          .owners = parts->owners,
                          .bits = bits,
                          .slots = bits - SLOT_LESS };
    if (made) {
        if (n > 0)
            qsort(entries, n, sizeof *entries, by_text);
        ix->nliterals = draft_literals(drafts, ix, strings, entries, n, counts);
        made = count_wanted(drafts, ix->nliterals, ix, strings, counts);
    }
    if (made)
        file(ix, parts, drafts, strings, entries);
    else
        index_free(parts);
    free(counts);
    free(drafts);
    return made;
}

void index_free(struct index_parts *parts)
{
    free(parts->texts);
    free(parts->bitmap);
    free(parts->buckets);
    free(parts->owners);
    free(parts->literals);
    *parts = (struct index_parts){ .texts = NULL };
}
