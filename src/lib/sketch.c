/* SPDX-License-Identifier: MIT */
/*
 * The sketch: a hash set that is cut down to its smallest members when it is full.
 */
#include "sketch.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024, LINE_SLOTS = 64 / sizeof(uint64_t) };

void sketch_free(struct sketch *s)
{
    free(s->slots);
    *s = (struct sketch){ 0 };
}

static size_t slot_of(size_t nslots, uint64_t hash)
{
    return (hash * 0x9e3779b97f4a7c15u >> 20) & (nslots - 1);
}

/* insert - false if it is there already */
static bool insert(uint64_t *slots, size_t nslots, uint64_t hash)
{
    size_t i = slot_of(nslots, hash);

    for (; slots[i] != 0; i = (i + 1) & (nslots - 1))
        if (slots[i] == hash)
            return false;
    slots[i] = hash;
    return true;
}

static int by_size(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

    return x < y ? -1 : x > y;
}

/* collect - what is kept, in a new array of s->n; NULL when memory is short */
static uint64_t *collect(struct sketch *s)
{
    uint64_t *all = calloc(s->n ? s->n : 1, sizeof *all);
    size_t i, n = 0;

    if (!all) {
        s->short_of_memory = true;
        return NULL;
    }
    for (i = 0; s->slots && i < s->nslots; i++)
        if (s->slots[i] != 0)
            all[n++] = s->slots[i];
    return all;
}

static void swap(uint64_t *a, uint64_t *b)
{
    uint64_t t = *a;

    *a = *b;
    *b = t;
}

/* split - the smallest k of n, at least one, to the front (Hoare's selection) */
static void split(uint64_t *a, size_t n, size_t k)
{
    size_t low = 0, high = n - 1;

    while (low < high) {
        uint64_t pivot = a[low + (high - low) / 2];
        size_t i = low, j = high;

        for (;;) {
            while (a[i] < pivot)
                i++;
            while (a[j] > pivot)
                j--;
            if (i >= j)
                break;
            swap(&a[i++], &a[j--]);
        }
        if (k - 1 <= j)
            high = j;
        else
            low = j + 1;
    }
}

/* cut - down to the smallest; false when memory is short */
static bool cut(struct sketch *s)
{
    uint64_t *all;
    size_t i;

    if (s->n <= SKETCH_SIZE || !s->slots)
        return true;
    all = collect(s);
    if (!all)
        return false;
    split(all, s->n, SKETCH_SIZE);
    memset(s->slots, 0, s->nslots * sizeof *s->slots);
    s->limit = 0;
    for (i = 0; i < SKETCH_SIZE; i++) {
        (void)insert(s->slots, s->nslots, all[i]);
        if (all[i] >= s->limit)
            s->limit = all[i] + 1;
    }
    s->n = SKETCH_SIZE;
    free(all);
    return true;
}

/* grow - twice as many slots, up to SKETCH_SLOTS */
static bool grow(struct sketch *s)
{
    size_t nslots = s->nslots ? 2 * s->nslots : FIRST_SLOTS, i;
    uint64_t *slots = calloc(nslots, sizeof *slots);

    if (!slots) {
        s->short_of_memory = true;
        return false;
    }
    for (i = 0; s->slots && i < s->nslots; i++)
        if (s->slots[i] != 0)
            (void)insert(slots, nslots, s->slots[i]);
    free(s->slots);
    s->slots = slots;
    s->nslots = nslots;
    return true;
}

/* add - one hash, now */
static void add(struct sketch *s, uint64_t hash)
{
    if (s->limit && hash >= s->limit)
        return;
    if (s->n >= s->nslots / 4 * 3) {
        if (s->nslots < SKETCH_SLOTS ? !grow(s) : !cut(s))
            return;
        if (s->limit && hash >= s->limit)
            return;
    }
    s->n += s->slots && insert(s->slots, s->nslots, hash);
}

/* flush - add those that wait */
static void flush(struct sketch *s)
{
    size_t i;

    for (i = 0; i < s->nwaiting && s->slots; i++)
        __builtin_prefetch(&s->slots[slot_of(s->nslots, s->waiting[i])]);
    for (i = 0; i < s->nwaiting; i++)
        add(s, s->waiting[i]);
    s->nwaiting = 0;
}

void sketch_add(struct sketch *s, uint64_t hash)
{
    hash += hash == 0;
    if (s->limit && hash >= s->limit)
        return;
    s->waiting[s->nwaiting++] = hash;
    if (s->nwaiting == SKETCH_WAITING)
        flush(s);
}

/* nth - the place of a slot in an order far from their own, a cache line's together: added in
 * their own order, hashes would fill the first slots alone until each is searched for long */
static size_t nth(const struct sketch *other, size_t i)
{
    size_t line = i / LINE_SLOTS * 0x9e3779b1u & (other->nslots / LINE_SLOTS - 1);

    return line * LINE_SLOTS + i % LINE_SLOTS;
}

void sketch_merge(struct sketch *s, struct sketch *other)
{
    size_t i;

    flush(other);
    /* what other has dropped is larger than SKETCH_SIZE hashes that it has, and so will s be */
    if (other->limit && (!s->limit || other->limit < s->limit))
        s->limit = other->limit;
    for (i = 0; other->slots && i < other->nslots; i++)
        if (other->slots[nth(other, i)] != 0)
            sketch_add(s, other->slots[nth(other, i)]);
    flush(s);
    s->short_of_memory = s->short_of_memory || other->short_of_memory;
}

uint64_t sketch_count(struct sketch *s, bool *exact)
{
    flush(s);
    *exact = !s->limit && s->n <= SKETCH_SIZE && !s->short_of_memory;
    if (*exact || !cut(s) || !s->limit)
        return s->n;
    /* (k - 1) / (k-th smallest as a fraction of all) */
    return (uint64_t)((double)(SKETCH_SIZE - 1) / ((double)(s->limit - 1) * 0x1p-64) + 0.5);
}

size_t sketch_list(struct sketch *s, unsigned long long *out)
{
    uint64_t *all;
    size_t n, i;

    flush(s);
    if (!cut(s) || !(all = collect(s)))
        return 0;
    n = s->n;
    qsort(all, n, sizeof *all, by_size);
    for (i = 0; i < n; i++)
        out[i] = all[i];
    free(all);
    return n;
}
