/* SPDX-License-Identifier: MIT */
/*
 * Lists of phrases: their indexes, and the searches.
 */
#include "phrases.h"

#include "ascii.h"
#include "span.h"

#include <stdint.h>
#include <string.h>

/* pair_of - a number below PHRASE_PAIRS for two letters in a row, whatever their case; some share
 * one */
static unsigned pair_of(char a, char b)
{
    return ((unsigned char)a & 31u) << 4 ^ ((unsigned char)b & 31u);
}

/* file - before the others of a chain, which begins at *first */
static void file(unsigned char *first, unsigned char *next, size_t place)
{
    next[place] = *first;
    *first = (unsigned char)place;
}

void phrase_index_make(struct phrase_index *index, struct phrases list)
{
    size_t place;

    *index = (struct phrase_index){ .list = list };
    for (place = list.n; place > 0; place--) {
        const char *phrase = list.at[place - 1];
        size_t n = strlen(phrase);

        /* of one letter: as if a NUL stood on its other side */
        file(&index->first[pair_of(phrase[0], phrase[1])], index->next, place);
        file(&index->last[pair_of(n > 1 ? phrase[n - 2] : '\0', phrase[n - 1])], index->previous,
             place);
        index->length[place] = (unsigned char)n;
        index->third[place] = n > 2 ? (unsigned char)phrase[2] : '\0';
        index->has_letters = index->has_letters || n == 1;
    }
}

const struct phrase_index *phrase_index_of(struct phrases list)
{
    enum { BITS = 8, LISTS = 1 << BITS }; /* twice as many as the program has, and more */
    static _Thread_local struct phrase_index indexes[LISTS];
    size_t slot = (uint32_t)((uintptr_t)list.at >> 3) * 0x9e3779b1u >> (32 - BITS), tries = 0;

    while (indexes[slot].list.at && tries++ < LISTS) {
        if (indexes[slot].list.at == list.at && indexes[slot].list.n == list.n)
            return &indexes[slot];
        slot = (slot + 1) % LISTS;
    }
    phrase_index_make(&indexes[slot], list);
    return &indexes[slot];
}

/* begins_one - the first phrase of the chain with which the text begins; 0 if it does with none */
static unsigned char begins_one(const struct phrase_index *index, struct span s,
                                unsigned char place)
{
    unsigned char third = s.len > 2 ? (unsigned char)to_lower(s.ptr[2]) : '\0';

    for (; place; place = index->next[place])
        if ((index->third[place] == third || index->third[place] == '\0') && /* no look at most */
            span_begins(s, index->list.at[place - 1]))
            break;
    return place;
}

bool phrase_next(const struct phrase_index *index, struct span text, struct phrase_hit *hit)
{
    size_t at = hit->at;
    unsigned char place = hit->place ? index->next[hit->place] : 0;

    if (hit->place) {
        hit->place = begins_one(index, span_from(text, at), place);
        if (hit->place)
            return true;
        at++;
    }
    for (; at + 1 < text.len; at++) {
        place = index->first[pair_of(text.ptr[at], text.ptr[at + 1])];
        if (place && (place = begins_one(index, span_from(text, at), place))) {
            *hit = (struct phrase_hit){ at, place };
            return true;
        }
    }
    return false;
}

bool span_has_any(struct span s, struct phrases phrases)
{
    struct phrase_hit hit = { 0, 0 };

    return phrase_next(phrase_index_of(phrases), s, &hit);
}

size_t span_begun_by(struct span s, struct phrases phrases)
{
    const struct phrase_index *index = phrase_index_of(phrases);
    unsigned char place = 0;

    if (s.len == 0)
        return 0;
    if (index->has_letters)
        place = begins_one(index, s, index->first[pair_of(*s.ptr, '\0')]);
    if (!place && s.len > 1)
        place = begins_one(index, s, index->first[pair_of(s.ptr[0], s.ptr[1])]);
    return index->length[place];
}

/* ends_one - the first phrase of the chain with which the text ends; 0 if it does with none */
static unsigned char ends_one(const struct phrase_index *index, struct span s, unsigned char place)
{
    for (; place; place = index->previous[place]) {
        size_t n = index->length[place];

        if (n <= s.len && span_begins(span_from(s, s.len - n), index->list.at[place - 1]))
            break;
    }
    return place;
}

size_t span_ended_by(struct span s, struct phrases phrases)
{
    const struct phrase_index *index = phrase_index_of(phrases);
    unsigned char place = 0;

    if (s.len == 0)
        return 0;
    if (index->has_letters)
        place = ends_one(index, s, index->last[pair_of('\0', s.ptr[s.len - 1])]);
    if (!place && s.len > 1)
        place = ends_one(index, s, index->last[pair_of(s.ptr[s.len - 2], s.ptr[s.len - 1])]);
    return index->length[place];
}

bool span_is_any(struct span s, struct phrases phrases)
{
    const struct phrase_index *index = phrase_index_of(phrases);
    unsigned char place;

    if (s.len == 0)
        return false;
    place = index->first[pair_of(s.ptr[0], s.len > 1 ? s.ptr[1] : '\0')];
    while (place && !(index->length[place] == s.len && span_begins(s, index->list.at[place - 1])))
        place = index->next[place];
    return place != 0;
}
