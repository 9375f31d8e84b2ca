/* SPDX-License-Identifier: MIT */
/*
 * A mistyped code deserves better than "nothing found".
 */
#include "advice.h"

#include "ascii.h"

#include <stdio.h>

enum { WORD_MAX = 20 };

/* The shape of a word of digits and dots: "5.1.1024" has the parts 1, 1 and 4 digits long. */
struct shape {
    size_t parts, longest;
    bool empty_part;
};

/* read_shape - false if anything but digits and dots is in it */
static bool read_shape(const char *word, size_t len, struct shape *s)
{
    size_t digits = 0, i;

    *s = (struct shape){ .parts = 1 };
    for (i = 0; i < len; i++) {
        if (is_digit(word[i])) {
            digits++;
        } else if (word[i] == '.') {
            s->empty_part = s->empty_part || digits == 0;
            s->parts++;
            digits = 0;
        } else {
            return false;
        }
        s->longest = digits > s->longest ? digits : s->longest;
    }
    s->empty_part = s->empty_part || digits == 0;
    return s->longest > 0;
}

/* fault - what is wrong with a code of that shape; NULL: nothing that is known here */
static const char *fault(const char *word, const struct shape *s)
{
    bool known_class = word[0] == '2' || word[0] == '4' || word[0] == '5';

    if (s->parts == 1 && s->longest != 3)
        return "a reply code has three digits, as in 550";
    if (s->parts == 1)
        return "a reply code begins with 2, 3, 4 or 5";
    if (s->parts != 3 || s->empty_part)
        return "an enhanced status code has three numbers, as in 5.1.1";
    if (word[1] != '.' || !known_class)
        return "an enhanced status code begins with 2, 4 or 5, as in 5.1.1";
    if (s->longest > 3)
        return "the numbers of an enhanced status code have three digits at most";
    return NULL;
}

bool advice_code(const char *text, size_t len, char out[ADVICE_TEXT])
{
    const char *end = text + len, *word = text, *after;

    for (; word < end; word = after) {
        struct shape shape;
        const char *what;

        while (word < end && is_blank(*word))
            word++;
        for (after = word; after < end && !is_blank(*after); after++)
            ;
        if (after - word > WORD_MAX || !read_shape(word, (size_t)(after - word), &shape))
            continue;
        what = fault(word, &shape);
        if (!what)
            continue;
        snprintf(out, ADVICE_TEXT, "'%.*s' is no code: %s", (int)(after - word), word, what);
        return true;
    }
    return false;
}
