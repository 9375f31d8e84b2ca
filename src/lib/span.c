/* SPDX-License-Identifier: MIT */
/*
 * Pieces of text: trimmed and searched.
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
