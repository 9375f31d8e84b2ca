/* SPDX-License-Identifier: MIT */
/*
 * Sixteen characters at once.  Compilers turn the operations on them into the machine's
 * vectors, or into plain code where it has none.
 */
#ifndef CHARS_H
#define CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { CHARS = 16 };

typedef unsigned char chars __attribute__((vector_size(CHARS)));

static inline chars chars_at(const char *p)
{
    chars c;

    memcpy(&c, p, sizeof c);
    return c;
}

static inline void chars_put(char *to, chars c)
{
    memcpy(to, &c, sizeof c);
}

/* Is any of the comparisons true? */
static inline bool chars_any(chars yes)
{
    typedef unsigned long long halves __attribute__((vector_size(CHARS)));
    halves h = (halves)yes;

    return (h[0] | h[1]) != 0;
}

/* Where the first comparison is that is true; CHARS if none is. */
static inline size_t chars_first(chars yes)
{
    typedef unsigned long long halves __attribute__((vector_size(CHARS)));
    halves h = (halves)yes;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    h[0] = __builtin_bswap64(h[0]);
    h[1] = __builtin_bswap64(h[1]);
#endif
    if (h[0])
        return (size_t)__builtin_ctzll(h[0]) / 8;
    return h[1] ? CHARS / 2 + (size_t)__builtin_ctzll(h[1]) / 8 : CHARS;
}

/* Those that are no printable ASCII: control characters, DEL, bytes beyond ASCII. */
static inline chars chars_special(chars c)
{
    return (chars)((chars)(c - ' ') >= 0x7f - ' ');
}

static inline chars chars_digit(chars c)
{
    return (chars)((chars)(c - '0') < 10);
}

/* ASCII capitals to small letters. */
static inline chars chars_lower(chars c)
{
    return c + ((chars)((chars)(c - 'A') < 26) & ('a' - 'A'));
}

#endif
