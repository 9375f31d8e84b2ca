/* SPDX-License-Identifier: MIT */
/*
 * qmail writes underscores for blanks.  Some stood there before: providers number their refusals
 * so, "OFR_506", "RULE3_2".
 */
#ifndef UNDERSCORE_H
#define UNDERSCORE_H

#include "ascii.h"

#include <stdbool.h>

/* Is the underscore at p, of a text from start to end, within such a number: capitals, and digits
 * among them, before it, and one to three digits behind it?  Where only letters stand before it
 * and words behind it, as in "IP_192.0.2.7" or "IHU_126_mx3", it is a blank. */
static inline bool underscore_numbers(const char *start, const char *p, const char *end)
{
    enum { LEAST = 2, DIGITS = 3 };
    const char *from = p, *to = p + 1;
    bool digits = false;

    for (; from > start && ((from[-1] >= 'A' && from[-1] <= 'Z') || is_digit(from[-1])); from--)
        digits = digits || is_digit(from[-1]);
    if (p - from < LEAST || is_digit(*from) || (from > start && is_alpha(from[-1])))
        return false;
    while (to < end && is_digit(*to))
        to++;
    if (to == p + 1 || to - p > DIGITS + 1 || (to < end && is_alpha(*to)))
        return false;
    return digits || end - to < 2 || !is_any_of(*to, "_.") || !is_alnum(to[1]);
}

#endif
