/* SPDX-License-Identifier: MIT */
/*
 * The bounded table.
 */
#include "summary_table.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

void summary_table_init(struct summary_table *t, size_t most)
{
    *t = (struct summary_table){ .most = most };
}

void summary_table_free(struct summary_table *t)
{
    size_t i;

    for (i = 0; i < t->n; i++)
        free(t->entries[i]);
    free(t->entries);
    free(t->slots);
    *t = (struct summary_table){ .most = t->most };
}

/* What a slot holds of an entry: where it is, and enough of its hash to pass over others. */
static uint64_t slot_for(uint64_t hash, size_t place)
{
    return (hash & 0xffffffff00000000u) | (uint32_t)(place + 1);
}

static size_t place_of(uint64_t slot)
{
    return (uint32_t)slot - 1;
}

/* slot_of - the slot of that hash, or the free one where it belongs */
static size_t slot_of(const struct summary_table *t, uint64_t hash)
{
    size_t i = summary_table_slot(t, hash);

    while (t->slots[i] != 0 &&
           (t->slots[i] >> 32 != hash >> 32 || t->entries[place_of(t->slots[i])]->hash != hash))
        i = (i + 1) & (t->nslots - 1);
    return i;
}

struct tally *summary_table_find(const struct summary_table *t, uint64_t hash)
{
    uint64_t slot;

    if (t->nslots == 0)
        return NULL;
    slot = t->slots[slot_of(t, hash)];
    return slot ? t->entries[place_of(slot)] : NULL;
}

bool summary_table_refuses(const struct summary_table *t, uint64_t hash)
{
    return t->limit && hash > t->limit;
}

/* rebuild - slots for the entries that there are */
static void rebuild(struct summary_table *t)
{
    size_t i;

    memset(t->slots, 0, t->nslots * sizeof *t->slots);
    for (i = 0; i < t->n; i++)
        t->slots[slot_of(t, t->entries[i]->hash)] = slot_for(t->entries[i]->hash, i);
}

/* grow - room for twice as many; false when memory is short */
static bool grow(struct summary_table *t)
{
    size_t room = t->room ? 2 * t->room : FIRST_ROOM;
    struct tally **entries = realloc(t->entries, room * sizeof *entries);
    uint64_t *slots;

    if (!entries)
        return false;
    t->entries = entries;
    slots = malloc(2 * room * sizeof *slots);
    if (!slots)
        return false;
    free(t->slots);
    t->slots = slots;
    t->room = room;
    t->nslots = 2 * room;
    rebuild(t);
    return true;
}

static void drop(struct summary_table *t, struct tally *entry)
{
    summary_count_add(&t->others, &entry->n, 0);
    free(entry);
}

void summary_table_put(struct summary_table *t, struct tally *entry)
{
    if (summary_table_refuses(t, entry->hash)) {
        drop(t, entry);
        return;
    }
    if (t->n == t->room && !grow(t)) {
        t->short_of_memory = true;
        drop(t, entry);
        return;
    }
    t->entries[t->n] = entry;
    t->slots[slot_of(t, entry->hash)] = slot_for(entry->hash, t->n);
    t->n++;
    if (t->n >= t->most + t->most / 8)
        summary_table_settle(t);
}

static int by_hash(const void *a, const void *b)
{
    uint64_t x = (*(struct tally *const *)a)->hash, y = (*(struct tally *const *)b)->hash;

    return x < y ? -1 : x > y;
}

void summary_table_settle(struct summary_table *t)
{
    size_t i;

    if (t->n <= t->most)
        return;
    qsort(t->entries, t->n, sizeof *t->entries, by_hash);
    for (i = t->most; i < t->n; i++)
        drop(t, t->entries[i]);
    t->n = t->most;
    t->limit = t->entries[t->n - 1]->hash;
    rebuild(t);
}

void summary_table_sort(struct summary_table *t, int (*by)(const void *, const void *))
{
    if (t->n == 0)
        return;
    qsort(t->entries, t->n, sizeof *t->entries, by);
    rebuild(t);
}

void summary_count_add(struct sw_count *a, const struct sw_count *b, unsigned long long after)
{
    a->count += b->count;
    a->temporary += b->temporary;
    a->permanent += b->permanent;
    if (b->first_line && (!a->first_line || b->first_line + after < a->first_line))
        a->first_line = b->first_line + after;
}
