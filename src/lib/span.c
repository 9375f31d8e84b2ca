/* SPDX-License-Identifier: MIT */
/*
 * Pieces of text: the searches, phrase by phrase.
 */
#include "span.h"

#include <string.h>

struct span span_trim(struct span s)
{
    while (s.len > 0 && is_blank(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

const char *span_find(struct span s, const char *word)
{
    size_t n = strlen(word), i;

    for (i = 0; i + n <= s.len; i++)
        if (to_lower(s.ptr[i]) == word[0] && begins(s.ptr + i, s.len - i, word))
            return s.ptr + i;
    return NULL;
}

bool span_begins_any(struct span s, struct phrases phrases)
{
    size_t i;

    for (i = 0; i < phrases.n; i++)
        if (span_begins(s, phrases.at[i]))
            return true;
    return false;
}

/* pair_of - a number below PAIRS for two letters in a row, whatever their case; some share one */
static unsigned pair_of(const char *p)
{
    return ((unsigned char)p[0] & 31u) << 4 ^ ((unsigned char)p[1] & 31u);
}

/* All phrases at once: they are compared only where the first two letters of one may stand. */
bool span_has_any(struct span s, struct phrases phrases)
{
    enum { PAIRS = 512 };
    bool begun[PAIRS] = { false };
    size_t i;

    for (i = 0; i < phrases.n; i++)
        begun[pair_of(phrases.at[i])] = true;
    for (i = 0; i + 1 < s.len; i++)
        if (begun[pair_of(s.ptr + i)] && span_begins_any(span_from(s, i), phrases))
            return true;
    return false;
}

bool span_ends_any(struct span s, struct phrases phrases)
{
    size_t i;

    for (i = 0; i < phrases.n; i++)
        if (ends(s.ptr, s.len, phrases.at[i]))
            return true;
    return false;
}

bool span_is_any(struct span s, struct phrases phrases)
{
    size_t i;

    for (i = 0; s.len > 0 && i < phrases.n; i++)
        if (phrases.at[i][0] == to_lower(*s.ptr) && strlen(phrases.at[i]) == s.len &&
            span_begins(s, phrases.at[i]))
            return true;
    return false;
}
