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
    COUNTS_BITS = 20,
    TEXT_MAX = 255, /* bytes of a literal */
};

/* The head of a record: length of the text, where in it the piece begins under which it is filed,
 * whether it is the last one of its place, and how many owners it has. */
enum { HEAD_PIECE = 8, HEAD_LAST = 16, HEAD_OWNERS = 17, OWNERS_MAX = (1 << 15) - 1 };

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

/* text_words - how many numbers a text of that length takes: the last one holds its last bytes */
static inline size_t text_words(size_t len)
{
    return (len + PIECE - 1) / PIECE;
}

/* stands_at - does that text stand at p? */
static inline bool stands_at(const uint32_t *text, size_t len, const char *p)
{
    size_t last = text_words(len) - 1, k;

    if (piece_at(p + len - PIECE) != text[last])
        return false;
    for (k = 0; k < last; k++)
        if (piece_at(p + k * PIECE) != text[k])
            return false;
    return true;
}

/* A piece of the text that may be filed: where it begins, and its bit; then the bit's place. */
struct filed {
    uint32_t at, bit;
};

enum { CHUNK = 128 };

struct search {
    const struct index *ix;
    const char *text;
    size_t len;
    index_found_fn *fn;
    void *arg;
};

/* look_up - the literals filed under a piece, whose place is known */
static void look_up(const struct search *s, const struct filed *piece)
{
    const uint32_t *r = s->ix->records + s->ix->places[piece->bit];
    uint32_t head;

    do {
        size_t len, start, nowners;
        const uint32_t *owners;

        head = *r;
        len = head & TEXT_MAX;
        start = piece->at - (head >> HEAD_PIECE & TEXT_MAX); /* wraps before the text's start */
        owners = r + 1 + text_words(len);
        nowners = head >> HEAD_OWNERS;
        if (start <= piece->at && len <= s->len - start && stands_at(r + 1, len, s->text + start))
            s->fn(s->arg, owners, nowners, start, len);
        r = owners + nowners;
    } while (!(head >> HEAD_LAST & 1));
}

/*
 * find_filed - those of the pieces that begin at the n bytes from text + from on that may be
 * filed.  Without a branch, which could not be foreseen; out has room for n
 */
static size_t find_filed(const struct index *ix, const char *text, size_t from, size_t n,
                         struct filed *out)
{
    size_t i, found = 0;

    for (i = from; i < from + n; i++) {
        uint32_t bit = slot(piece_at(text + i), ix->bits);

        out[found] = (struct filed){ (uint32_t)i, bit };
        found += ix->bitmap[bit / 64] >> bit % 64 & 1;
    }
    return found;
}

/* count_bits - how many are set (Hacker's Delight 5-1: not all machines have an instruction) */
static inline uint32_t count_bits(uint64_t v)
{
    v -= v >> 1 & 0x5555555555555555u;
    v = (v & 0x3333333333333333u) + (v >> 2 & 0x3333333333333333u);
    v = (v + (v >> 4)) & 0x0f0f0f0f0f0f0f0fu;
    return (uint32_t)(v * 0x0101010101010101u >> 56);
}

/* find_places - of the pieces' bits; all at once what is there comes into the processor's cache */
static void find_places(const struct index *ix, struct filed *pieces, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++) {
        /* find_filed() has written n of them, which the analyzer does not see */
        uint32_t bit = pieces[i].bit; /* NOLINT(clang-analyzer-core.*) */
        uint64_t below = ((uint64_t)1 << bit % 64) - 1;

        pieces[i].bit = ix->before[bit / 64] + count_bits(ix->bitmap[bit / 64] & below);
        __builtin_prefetch(&ix->places[pieces[i].bit]);
    }
    for (i = 0; i < n; i++)
        __builtin_prefetch(&ix->records[ix->places[pieces[i].bit]]);
}

void index_search(const struct index *ix, const char *text, size_t len, index_found_fn *fn,
                  void *arg)
{
    struct search s = { ix, text, len, fn, arg };
    struct filed pieces[CHUNK];
    size_t from, n, i;

    if (ix->nplaces == 0)
        return;
    for (from = 0; from + PIECE <= len; from += CHUNK) {
        n = len - from - PIECE + 1;
        n = find_filed(ix, text, from, n < CHUNK ? n : CHUNK, pieces);
        find_places(ix, pieces, n);
        for (i = 0; i < n; i++)
            look_up(&s, &pieces[i]);
    }
}

/* read_text - of a record into the buffer: whole words, then the last bytes */
static void read_text(const uint32_t *text, size_t len, char out[TEXT_MAX + 1])
{
    size_t i, last = len - PIECE;

    for (i = 0; i < len; i++)
        out[i] = (char)(i < last ? text[i / PIECE] >> i % PIECE * 8
                                 : text[text_words(len) - 1] >> (i - last) * 8);
    out[len] = '\0';
}

void index_each(const struct index *ix, index_literal_fn *fn, void *arg)
{
    const uint32_t *r = ix->records, *end = r + ix->nrecords, *owners;
    char text[TEXT_MAX + 1];

    for (; r < end; r = owners + (*r >> HEAD_OWNERS)) {
        size_t len = *r & TEXT_MAX;

        owners = r + 1 + text_words(len);
        read_text(r + 1, len, text);
        fn(arg, text, len, owners, *r >> HEAD_OWNERS);
    }
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
    uint32_t text, len;      /* in the strings, as an entry has them */
    uint32_t piece;          /* where in it the piece begins under which it is filed */
    uint32_t bit;            /* of that piece */
    uint32_t first, nowners; /* entries whose owners are its */
    uint32_t wanted;         /* how often the sample asks for its bit, or nearly */
};

/* choose_piece - the one that is rarest in the sample, as counted */
static uint32_t choose_piece(const char *text, size_t len, const uint32_t *counts)
{
    uint32_t least = UINT32_MAX, best = 0, k;

    for (k = 0; k + PIECE <= len; k++) {
        uint32_t c = counts[slot(piece_at(text + k), COUNTS_BITS)];

        if (c < least) {
            least = c;
            best = k;
        }
    }
    return best;
}

/* draft_literals - of sorted entries; one with very many owners has several drafts */
static size_t draft_literals(struct draft *drafts, unsigned bits, const char *strings,
                             const struct index_entry *entries, size_t n, const uint32_t *counts)
{
    size_t i, ndrafts = 0;

    for (i = 0; i < n; i++) {
        struct draft *d = &drafts[ndrafts];
        const char *text = strings + entries[i].text;

        if (i > 0 && entries[i].text == d[-1].text && d[-1].nowners < OWNERS_MAX) {
            d[-1].nowners++;
            continue;
        }
        *d = (struct draft){ .text = entries[i].text,
                             .len = entries[i].len,
                             .piece = choose_piece(text, entries[i].len, counts),
                             .first = (uint32_t)i,
                             .nowners = 1 };
        d->bit = slot(piece_at(text + d->piece), bits);
        ndrafts++;
    }
    return ndrafts;
}

/* count_wanted - how often the sample asks for the drafts' bits; false when memory is short */
static bool count_wanted(struct draft *drafts, size_t n, unsigned bits, const char *strings,
                         const uint32_t *counts)
{
    uint32_t *wanted = calloc((size_t)1 << bits, sizeof *wanted);
    size_t i;

    for (i = 0; wanted && i < n; i++)
        wanted[drafts[i].bit] +=
            counts[slot(piece_at(strings + drafts[i].text + drafts[i].piece), COUNTS_BITS)];
    for (i = 0; wanted && i < n; i++)
        drafts[i].wanted = wanted[drafts[i].bit];
    free(wanted);
    return wanted != NULL;
}

static int by_place(const void *x, const void *y)
{
    const struct draft *a = x, *b = y;

    if (a->wanted != b->wanted)
        return a->wanted > b->wanted ? -1 : 1;
    if (a->bit != b->bit)
        return a->bit < b->bit ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* write_record - returns where the next one begins */
static uint32_t *write_record(uint32_t *r, const struct draft *d, bool last, const char *strings,
                              const struct index_entry *entries)
{
    const char *text = strings + d->text;
    size_t k, words = text_words(d->len);

    *r++ =
        d->len | d->piece << HEAD_PIECE | (uint32_t)last << HEAD_LAST | d->nowners << HEAD_OWNERS;
    for (k = 0; k + 1 < words; k++)
        *r++ = piece_at(text + k * PIECE);
    *r++ = piece_at(text + d->len - PIECE);
    for (k = 0; k < d->nowners; k++)
        *r++ = entries[d->first + k].owner;
    return r;
}

/* mark_bits - of all drafts, and how many stand before each word of the bitmap */
static void mark_bits(struct index *ix, struct index_parts *parts, const struct draft *drafts,
                      size_t n)
{
    uint32_t set = 0;
    size_t i;

    for (i = 0; i < n; i++)
        parts->bitmap[drafts[i].bit / 64] |= (uint64_t)1 << drafts[i].bit % 64;
    for (i = 0; i < index_words(ix); i++) {
        parts->before[i] = set;
        set += count_bits(parts->bitmap[i]);
    }
    ix->nplaces = set;
}

/* file - put the drafts in their places */
static void file(struct index *ix, struct index_parts *parts, struct draft *drafts, size_t n,
                 const char *strings, const struct index_entry *entries)
{
    uint32_t *r = parts->records;
    size_t i;

    mark_bits(ix, parts, drafts, n);
    qsort(drafts, n, sizeof *drafts, by_place);
    for (i = 0; i < n; i++) {
        struct filed place = { 0, drafts[i].bit };

        if (i == 0 || drafts[i].bit != drafts[i - 1].bit) {
            find_places(ix, &place, 1);
            parts->places[place.bit] = (uint32_t)(r - parts->records);
        }
        r = write_record(r, &drafts[i], i + 1 == n || drafts[i].bit != drafts[i + 1].bit, strings,
                         entries);
    }
    ix->nrecords = (size_t)(r - parts->records);
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

/* most_numbers - that the records of all entries can take */
static size_t most_numbers(const struct index_entry *entries, size_t n)
{
    size_t most = 0, i;

    for (i = 0; i < n; i++)
        most += 1 + text_words(entries[i].len) + 1;
    return most;
}

/* make_parts - for entries whose records take that much; false when memory is short */
static bool make_parts(struct index_parts *parts, struct index *ix, size_t n, size_t numbers)
{
    *parts = (struct index_parts){ .bitmap = calloc(index_words(ix), sizeof *parts->bitmap),
                                   .before = calloc(index_words(ix), sizeof *parts->before),
                                   .places = calloc(n + 1, sizeof *parts->places),
                                   .records = calloc(numbers + 1, sizeof *parts->records) };
    ix->bitmap = parts->bitmap;
    ix->before = parts->before;
    ix->places = parts->places;
    ix->records = parts->records;
    return parts->bitmap && parts->before && parts->places && parts->records;
}

bool index_build(struct index *ix, struct index_parts *parts, const char *strings,
                 struct index_entry *entries, size_t n, const char *sample, size_t sample_len)
{
    uint32_t *counts = count_pieces(sample, sample_len);
    struct draft *drafts = calloc(n + 1, sizeof *drafts);
    size_t ndrafts = 0;
    bool made;

    *ix = (struct index){ .bits = BITS_MIN };
    while (ix->bits < BITS_MAX && ((size_t)1 << ix->bits) < n * BITS_PER_ENTRY)
        ix->bits++;
    made = make_parts(parts, ix, n, most_numbers(entries, n)) && counts && drafts;
    if (made) {
        if (n > 0)
            qsort(entries, n, sizeof *entries, by_text);
        ndrafts = draft_literals(drafts, ix->bits, strings, entries, n, counts);
        made = count_wanted(drafts, ndrafts, ix->bits, strings, counts);
    }
    if (made)
        file(ix, parts, drafts, ndrafts, strings, entries);
    else
        index_free(parts);
    free(counts);
    free(drafts);
    return made;
}

void index_free(struct index_parts *parts)
{
    free(parts->bitmap);
    free(parts->before);
    free(parts->places);
    free(parts->records);
    *parts = (struct index_parts){ .bitmap = NULL };
}
